"""Records take the place of others: a kill at any step leaves one or the other, whole."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from needlelog.domain.errors import KnownError, ReadFailed
from needlelog.files.clinic_folder import ClinicFolder, FolderState
from needlelog.files.replacing import (
    drop_made_ready,
    finish_replacing,
    free_place_aside,
    made_ready,
    put_in_place,
    replacing_waits,
)
from tests.services.conftest import NOW

OLD = {
    "needlelog.db": "old records",
    "needlelog.db-wal": "old log",
    "keys.json": "old keys",
    "keys.copy.json": "old keys",
}
NEW = {"needlelog.db": "new records", "keys.json": "new keys", "keys.copy.json": "new keys"}
ASIDE = "set-aside/20260302T142200Z"
ABOUT = {"reason": "restored"}

KILLED_AT_A_STEP = """
import os, signal, sys
from pathlib import Path
from needlelog.files import replacing
from needlelog.files.clinic_folder import ClinicFolder

left = int(sys.argv[2])
steps = ("rename", "replace", "mkdir", "rmdir", "unlink", "exists")

def dying(kind, name):
    done = getattr(kind, name)
    def step(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done(*args, **kwargs)
    return step

for name in steps:
    setattr(Path, name, dying(Path, name))
for name in ("fsync", "open", "rmdir", "unlink", "scandir"):
    setattr(os, name, dying(os, name))
folder = ClinicFolder(Path(sys.argv[1]))
if sys.argv[3] == "begin":
    replacing.put_in_place(folder, folder.path / "restoring", sys.argv[4], {"reason": "restored"})
else:
    replacing.finish_replacing(folder)
print("finished")
"""


@pytest.fixture
def folder(tmp_path: Path) -> ClinicFolder:
    return _filled(tmp_path / "clinic")


def _filled(path: Path) -> ClinicFolder:
    folder = ClinicFolder(path)
    folder.create_layout()
    for name, words in OLD.items():
        (path / name).write_text(words)
    _make_ready(folder)
    return folder


def _make_ready(folder: ClinicFolder) -> Path:
    place = made_ready(folder)
    for name, words in NEW.items():
        (place.path / name).write_text(words)
    return place.path


def texts(path: Path) -> dict[str, str]:
    return {
        each.name: each.read_text()
        for each in sorted(path.iterdir())
        if each.is_file() and each.name.startswith(("needlelog.db", "keys"))
    }


def test_the_new_take_the_place_and_the_old_are_set_aside(folder: ClinicFolder) -> None:
    put_in_place(folder, folder.path / "restoring", ASIDE, ABOUT)
    assert texts(folder.path) == NEW
    assert texts(folder.path / ASIDE) == OLD
    assert json.loads((folder.path / ASIDE / "about.json").read_text()) == ABOUT
    assert not (folder.path / "restoring").exists()
    assert not replacing_waits(folder)
    assert folder.state() is FolderState.CLINIC


def test_they_come_back_the_same_way(folder: ClinicFolder) -> None:
    (folder.path / "needlelog.db-wal").unlink()
    put_in_place(folder, folder.path / "restoring", ASIDE, ABOUT)
    put_in_place(folder, folder.path / ASIDE, f"{ASIDE}-2", {"reason": "taken back"})
    assert texts(folder.path) == {key: OLD[key] for key in NEW}
    assert texts(folder.path / f"{ASIDE}-2") == NEW
    assert [path.name for path in (folder.path / "set-aside").iterdir()] == [f"{ASIDE[10:]}-2"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL")
def test_killed_at_every_step_the_old_or_the_new_are_there(tmp_path: Path) -> None:
    outcomes = []
    for step in range(1, 200):
        folder = _filled(tmp_path / str(step))
        if _died(folder, step, "begin"):
            # Half of them are killed once more while the rest is done.
            if step % 2 and replacing_waits(folder):
                _died(folder, step // 3 + 1, "finish")
            finish_replacing(folder)
            drop_made_ready(folder)
            found = texts(folder.path)
            assert found in (OLD, NEW), step
            if found == NEW:
                assert texts(folder.path / ASIDE) == OLD
            outcomes.append(found == NEW)
            assert not (folder.path / "restoring").exists()
        else:
            assert texts(folder.path) == NEW
            break
    else:
        pytest.fail("never came to an end")
    # First the old ones, from the journal on the new ones: never back and forth.
    assert outcomes == sorted(outcomes)
    assert 2 < outcomes.count(False) < outcomes.count(True)


def _died(folder: ClinicFolder, step: int, how: str) -> bool:
    command = [sys.executable, "-c", KILLED_AT_A_STEP, str(folder.path), str(step), how, ASIDE]
    ended = subprocess.run(  # noqa: S603
        command, capture_output=True, text=True, check=False, env=dict(os.environ)
    )
    assert ended.returncode in (0, -9), ended.stderr
    return ended.returncode == -9


def test_records_made_ready_and_not_decided_on_are_dropped(folder: ClinicFolder) -> None:
    finish_replacing(folder)
    drop_made_ready(folder)
    assert texts(folder.path) == OLD
    assert not (folder.path / "restoring").exists()


def test_a_folder_with_nothing_but_them_is_free(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path / "clinic")
    folder.create_layout()
    _make_ready(folder)
    assert folder.state() is FolderState.FREE


def test_nothing_is_overwritten(folder: ClinicFolder) -> None:
    (folder.path / ASIDE).mkdir(parents=True)
    (folder.path / ASIDE / "needlelog.db").write_text("somebody's")
    with pytest.raises(KnownError):
        put_in_place(folder, folder.path / "restoring", ASIDE, ABOUT)
    assert texts(folder.path)["needlelog.db"] == "old records"
    assert (folder.path / ASIDE / "needlelog.db").read_text() == "somebody's"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"ready": "../elsewhere", "aside": null, "about": {}}',
        '{"ready": "restoring", "aside": "set-aside/../..", "about": {}}',
        '{"ready": "photos", "aside": null, "about": {}}',
    ],
)
def test_a_damaged_or_planted_journal_moves_nothing(folder: ClinicFolder, text: str) -> None:
    (folder.path / "replacing.json").write_text(text)
    with pytest.raises(ReadFailed):
        finish_replacing(folder)
    assert texts(folder.path) == OLD


def test_each_time_has_a_place_of_its_own(folder: ClinicFolder) -> None:
    first = free_place_aside(folder, NOW)
    (folder.path / first).mkdir(parents=True)
    assert (first, free_place_aside(folder, NOW)) == (ASIDE, f"{ASIDE}-2")


def test_nothing_is_replaced_by_nothing(tmp_path: Path) -> None:
    folder = ClinicFolder(tmp_path)
    folder.database.write_text("old records")
    ready = made_ready(folder)
    drop_made_ready(folder)
    with pytest.raises(ReadFailed):
        put_in_place(folder, ready.path, ASIDE, ABOUT)
    assert not replacing_waits(folder)
    assert [path.name for path in tmp_path.iterdir()] == ["needlelog.db"]
