"""`needlelog demo`: a sample clinic in a new folder, and nowhere else."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from needlelog.cli import main


def test_it_makes_a_clinic_that_can_be_checked(tmp_path: Path) -> None:
    folder = tmp_path / "clinic"
    made = CliRunner().invoke(main, ["demo", str(folder), "--sessions", "2"])
    assert made.exit_code == 0, made.output
    assert "2 sessions" in made.output
    checked = CliRunner().invoke(
        main, ["verify", "--profile", str(folder)], env={"NEEDLELOG_PASSPHRASE": "demo"}
    )
    assert checked.exit_code == 0, checked.output


def test_a_folder_that_is_not_empty_is_refused(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")
    refused = CliRunner().invoke(main, ["demo", str(tmp_path)])
    assert refused.exit_code == 3
    assert "holds other files" in refused.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["letter.txt"]


def test_fewer_than_no_sessions_is_wrong_use(tmp_path: Path) -> None:
    refused = CliRunner().invoke(main, ["demo", str(tmp_path / "clinic"), "--sessions", "-1"])
    assert refused.exit_code == 2


def test_a_size_that_is_no_size_is_wrong_use(tmp_path: Path) -> None:
    refused = CliRunner().invoke(main, ["tour", str(tmp_path), "--size", "large"])
    assert refused.exit_code == 2
    assert "1440x900" in refused.output
