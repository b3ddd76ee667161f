"""`needlelog backup`: where it goes, what it says, and how it ends."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from needlelog.cli import main
from needlelog.files.backups.place import BackupPlace
from needlelog.files.backups.second_place import PlaceChoice, prepare, save_choice
from tests.commands_line.conftest import PASSPHRASE, Kept


def run(kept: Kept, *more: str) -> Result:
    return CliRunner(env={"NEEDLELOG_PASSPHRASE": PASSPHRASE}).invoke(
        main, ["backup", "--profile", str(kept.folder), *more]
    )


def test_it_goes_into_the_clinic_folder_and_says_what_it_holds(kept: Kept) -> None:
    told = run(kept)
    assert told.exit_code == 0
    (note,) = BackupPlace(kept.folder / "backups").notes()
    assert note.name in told.output
    assert "1 sessions, 0 photos; opened, checked and counted." in told.output


def test_it_goes_into_a_folder_of_ones_choice(kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    assert run(kept, "--to", str(tmp_path / "stick")).exit_code == 0
    (place,) = (tmp_path / "stick" / "NeedleLog backups").glob("*-*-*")
    assert len(BackupPlace(place).notes()) == 1
    assert BackupPlace(kept.folder / "backups").notes() == ()


def test_a_second_place_that_is_not_there_is_told_and_the_first_has_its_backup(
    kept: Kept, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    save_choice(kept.folder, PlaceChoice(prepare(stick, kept.folder)))
    shutil.rmtree(stick)
    told = run(kept)
    assert told.exit_code == 3
    assert "is not there" in told.output
    assert len(BackupPlace(kept.folder / "backups").notes()) == 1


def test_a_folder_that_cannot_be_is_told(kept: Kept) -> None:
    told = run(kept, "--to", str(kept.folder / "nowhere"))
    assert told.exit_code == 3
    assert "There is no folder" in told.output
