"""Clinic folders that tests may harm."""

from __future__ import annotations

from pathlib import Path

import pytest

from needlelog.db import types
from tests.faults.clinic import copy_folder, make_folder, opened, treat


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clinic with two clients and a signed session."""
    folder = tmp_path_factory.mktemp("faults") / "template"
    with pytest.MonkeyPatch.context() as patch:
        # Other tests of this process may have given out identities of later days.
        patch.setattr(types, "_uids", types._UidSource())
        make_folder(folder)
        with opened(folder) as clinic:
            treat(clinic, "anna", "the first record")
    return folder


@pytest.fixture
def folder(template: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    copy_folder(template, tmp_path / "clinic")
    return tmp_path / "clinic"
