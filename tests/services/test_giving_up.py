"""Long checks are given up in the middle of a statement, and nothing is left of what was begun."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from needlelog.db import backup_copy, soundness, verify
from needlelog.db.sqlite import page_seals
from needlelog.db.sqlite import watched as watching
from needlelog.db.sqlite.watched import broken_seals, watched
from needlelog.domain.backups import BackupReason
from needlelog.domain.clients import Client
from needlelog.files.backup_search import Source
from needlelog.services.backups import back_up
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.moving import pack
from needlelog.services.restoring import backups_to_restore, prepare_here
from needlelog.services.verification import verify as verify_clinic


class GivenUpError(Exception):
    pass


@pytest.fixture(autouse=True)
def looked_at_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small clinic is checked in less steps than a large one is looked at between."""
    monkeypatch.setattr(watching, "_STEPS_BETWEEN_LOOKS", 1)


def after(times: int) -> Callable[..., None]:
    left = [times]

    def look(*_how_far: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise GivenUpError

    return look


def test_a_statement_without_end_ends_with_what_was_raised(clinic: Clinic) -> None:
    raw = clinic.database.raw_connection()
    endless = "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT sum(n) FROM n"
    with pytest.raises(GivenUpError), watched(raw, after(1000)):
        raw.execute(endless).fetchall()
    assert raw.execute("SELECT 1").fetchone() == (1,), "the connection goes on in use"
    raw.close()


def test_looking_at_the_seals_ends_where_it_is(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_seals, "_AT_ONCE", 1)
    with pytest.raises(GivenUpError):
        clinic.database.broken_pages(after(3))
    assert "seals" not in {thread.name for thread in threading.enumerate()}
    assert clinic.database.broken_pages() == []


def test_beside_a_backup_the_seals_are_left_to_end_by_themselves(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "_LOOK_SECONDS", 0.001)
    go_on = threading.Event()

    def slowly() -> object:
        assert go_on.wait(20)
        return clinic.database.raw_connection()

    with pytest.raises(GivenUpError):
        broken_seals(slowly, after(0))
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "seals":
            thread.join(20)


@pytest.mark.parametrize("times", [0, 200, 3000])
def test_checking_the_records_is_given_up_where_it_is(clinic: Clinic, times: int) -> None:
    with pytest.raises(GivenUpError):
        verify_clinic(clinic, after(times))
    assert verify_clinic(clinic) == ()


def test_the_pages_are_asked_about_before_anything_is_counted(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_args: object) -> None:
        raise AssertionError("the pages were not given up")

    monkeypatch.setattr(verify._Told, "count", never)
    with pytest.raises(GivenUpError):
        verify_clinic(clinic, after(0))


@pytest.mark.parametrize("part", ["copying", "pages", "trail"])
def test_packing_is_given_up_and_leaves_nothing(
    clinic: Clinic, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    create_client(clinic, Client("", "Amara Osei"))
    at = {"copying": (backup_copy, "_copy_bytes"), "pages": (soundness, "watched")}
    module, name = at.get(part, (soundness, "broken_chains"))
    begun: list[str] = []
    real = getattr(module, name)

    def noticed(*args: object) -> object:
        begun.append(name)
        return real(*args)

    monkeypatch.setattr(module, name, noticed)

    def progress(_done: int, _total: int) -> None:
        if begun:
            raise GivenUpError

    before = {path for path in clinic.folder.path.rglob("*") if "needlelog.db-" not in path.name}
    with pytest.raises(GivenUpError):
        pack(clinic, tmp_path / "packed.needlelog", progress)
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
    assert before == {
        path for path in clinic.folder.path.rglob("*") if "needlelog.db-" not in path.name
    }


def test_checking_a_backup_is_given_up_and_leaves_nothing(clinic: Clinic) -> None:
    create_client(clinic, Client("", "Amara Osei"))
    assert not back_up(clinic, BackupReason.BY_HAND).failed
    (found,) = [each for each in backups_to_restore(clinic.folder) if each.source is Source.CLINIC]
    ends = []

    def progress(done: int, total: int) -> None:
        if done == total:
            ends.append(done)
        if len(ends) > 20:  # copied, and in the midst of its check
            raise GivenUpError

    before = {path.name for path in clinic.folder.path.iterdir()}
    with pytest.raises(GivenUpError):
        prepare_here(clinic, found, progress)
    assert {path.name for path in clinic.folder.path.iterdir()} == before
