"""The computer remembers where the clinic folder is, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from needlelog.domain.errors import ReadFailed
from needlelog.files.clinic_folder import default_folder
from needlelog.files.this_computer import remember_folder, remembered_folder


def test_the_usual_place_needs_no_file(tmp_path: Path) -> None:
    remember_folder(default_folder(), tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert remembered_folder(tmp_path) == default_folder()


def test_a_chosen_folder_comes_back(tmp_path: Path) -> None:
    settings = tmp_path / "settings"
    remember_folder(tmp_path / "clinic ü", settings)
    assert remembered_folder(settings) == tmp_path / "clinic ü"
    remember_folder(default_folder(), settings)
    assert remembered_folder(settings) == default_folder()


@pytest.mark.parametrize("content", ["", "[]", '{"folder": 3}', "{"])
def test_a_damaged_file_is_told_and_not_guessed(tmp_path: Path, content: str) -> None:
    (tmp_path / "clinic_folder.json").write_text(content)
    with pytest.raises(ReadFailed, match="damaged"):
        remembered_folder(tmp_path)


def test_only_the_folder_is_kept(tmp_path: Path) -> None:
    remember_folder(tmp_path / "a", tmp_path)
    assert set(json.loads((tmp_path / "clinic_folder.json").read_text())) == {"folder"}
