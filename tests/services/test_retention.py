"""Records whose time is over are destroyed; the trail can still be checked, and says so."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from needlelog.db.client_rows import mentioning_columns, tables_of_a_client
from needlelog.db.schema import metadata
from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.backups import BackupReason
from needlelog.domain.clients import (
    Client,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
)
from needlelog.domain.errors import InvalidValue, KnownError
from needlelog.domain.people import Role
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.plans import Plan
from needlelog.domain.record_errors import NoSuchRecord, NotAllowed, RecordKept, RecordLocked
from needlelog.domain.retention import KeepingRule, initials, keep_until
from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.session_filter import SessionFilter
from needlelog.services import (
    adverse_events,
    client_merge,
    clients,
    photos,
    plans,
    recalls,
    retention,
    review,
    scores,
    sessions,
    stock,
)
from needlelog.services.backup_making import Watch
from needlelog.services.backups import back_up
from needlelog.services.clinic import Clinic
from needlelog.services.exports.against import faults_against
from needlelog.services.exports.check import check_export
from needlelog.services.settings import save_settings, settings
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock
from tests.services.json_export import export_json
from tests.services.test_photos import FACE
from tests.services.test_stock_use import lot_of, topical, treat
from tests.services.trail import entries

SECRET = "Zebulon Quagmire"
LEAP = date(2024, 2, 29)


@pytest.mark.parametrize(
    ("last", "born", "until"),
    [
        (date(2016, 3, 1), None, date(2026, 3, 1)),
        (LEAP, None, date(2034, 3, 1)),
        (date(2016, 3, 1), date(1990, 1, 1), date(2026, 3, 1)),
        (date(2016, 3, 1), date(2001, 6, 1), date(2026, 6, 1)),
        (date(2016, 3, 1), date(2012, 6, 1), date(2037, 6, 1)),
        (date(2019, 6, 1), date(2001, 6, 1), date(2029, 6, 1)),
    ],
)
def test_until_when_records_are_kept(last: date, born: date | None, until: date) -> None:
    assert keep_until(last, born, KeepingRule(10, 25)) == until


@pytest.mark.parametrize(
    ("last", "until"),
    [(date(2019, 5, 31), date(2026, 6, 1)), (date(2019, 6, 1), date(2022, 6, 1))],
)
def test_who_was_of_age_is_kept_no_longer_than_others(last: date, until: date) -> None:
    assert keep_until(last, date(2001, 6, 1), KeepingRule(3, 25)) == until


def test_the_register_names_a_person_by_initials() -> None:
    assert initials("Anna-Maria von  Weber", date(1985, 5, 4)) == "A. M. V. W., *1985"
    assert initials("\u7530\u4e2d", None) == "\u7530."


def test_every_table_is_judged_whether_it_belongs_to_a_client() -> None:
    owned, kept = set(tables_of_a_client()), set(metadata.tables) - set(tables_of_a_client())
    assert kept == {
        *("installation", "practitioner", "device", "product", "lot", "lot_adjustment"),
        *("preset", "setting", "limit_override", "rule_override", "rule_figure", "saved_filter"),
        *("aftercare_template", "consent_template", "import_batch", "recall", "week_sum"),
        *("year_sum", "week_count", "session_figure", "figure_letter"),
        *("audit_entry", "audit_tombstone", "erasure", "row_to_erase"),
        *("machine", "machine_mark", "exchange_change", "exchange_receipt", "exchange_came"),
        *("exchange_before", "exchange_open", "missing_photo"),
        "begun_words",  # deleted by name, see test_begun_words
    }
    assert "session" in owned
    assert set(mentioning_columns()) == {
        ("lot_adjustment", "session_id"),
        ("begun_words", "client_id"),
    }


@pytest.fixture
def old(clinic: Clinic, clock: SteppingClock) -> Clinic:
    """A client of long ago with something of everything, and one of today."""
    now = clock.now
    clock.now = datetime(2014, 5, 1, 9, 0, tzinfo=UTC)
    given = Consent("", ConsentKind.PHOTO, "v1", ConsentStatus.GIVEN, date(2014, 5, 1))
    asked = HistoryItem("", HistoryKind.MEDICINE, f"{SECRET} takes Aspirin")
    clients.create_client(
        clinic,
        Client("zeb", SECRET, date(1980, 1, 2), phone="0301234567", note=f"{SECRET} is shy",
               history=(asked,), consents=(given,)),
    )  # fmt: skip
    serum = lot_of(clinic, "serum", "serum", 5000, "ul")
    plans.save_plan(clinic, Plan("", "zeb", "scars", planned_sessions=3, interval_days=30))
    record = treat(clinic, "zeb", topicals=(topical(serum, 500),), note=f"{SECRET} was brave")
    sessions.add_addendum(clinic, record.content.uid, f"{SECRET} called")
    review.ask_question(clinic, record.content.uid, f"why {SECRET}?")
    photos.add_photo(
        clinic, "zeb", FACE, photos.NewPhoto("face_front", PhotoPhase.BEFORE, record.content.uid)
    )
    score = DraftScore("pain", "1", Rater.CLIENT, date(2014, 5, 1), (("grade", 5000),), 0)
    scores.save_score(clinic, "zeb", score)
    thrown = sessions.start_session(clinic, "zeb")
    sessions.discard_draft(clinic, thrown.uid)
    clock.now = now
    treat(clinic, "anna", topicals=(topical(serum, 300),))
    return clinic


def destroyed(clinic: Clinic) -> retention.DestroyedRecord:
    kept = retention.keeping(clinic, "zeb")
    return retention.destroy(
        clinic, "zeb", "time is over", SECRET.lower(), retention.suggested_person(kept)
    )


def test_what_is_due_is_listed_and_nothing_else(old: Clinic) -> None:
    (due,) = retention.due(old)
    assert (due.name, due.first_on, due.last_on) == (SECRET, date(2014, 5, 1), date(2014, 5, 1))
    assert (due.keep_until, due.sessions) == (date(2024, 5, 1), 1)
    save_settings(old, replace(settings(old), keep_years=15))
    assert retention.due(old) == ()
    for years, age in ((0, 25), (10, 17), (101, 25)):
        with pytest.raises(InvalidValue):
            save_settings(old, replace(settings(old), keep_years=years, keep_minors_until_age=age))


def test_an_entry_of_any_kind_is_the_last_one(old: Clinic) -> None:
    known = clients.client(old, "zeb")
    newer = HistoryItem("", HistoryKind.CONDITION, "asked again", asked_on=date(2025, 1, 1))
    clients.save_client(old, replace(known, history=(*known.history, newer)))
    assert retention.due(old) == ()
    assert retention.keeping(old, "zeb").keep_until == date(2035, 1, 1)


def test_nothing_of_the_client_is_left_and_everything_can_be_checked(
    old: Clinic, tmp_path: Path
) -> None:
    before = tmp_path / "before.json"
    export_json(old, before)
    assert SECRET in before.read_text(encoding="utf-8")
    file = next(path for path in old.folder.photos.rglob("*") if path.is_file())
    anna = sessions.records(old, "anna")
    weeks = len(everything(old)["week_sum"])
    line = destroyed(old)
    assert (line.person, line.sessions, line.photos) == ("Z. Q., *1980", 1, 1)
    assert (line.first_on, line.last_on) == (date(2014, 5, 1), date(2014, 5, 1))
    assert line.destroyed_by == old.person.name
    assert retention.register(old) == (line,)
    assert not file.exists()
    assert verify(old) == ()
    assert sessions.records(old, "anna") == anna
    with pytest.raises(NoSuchRecord):
        clients.client(old, "zeb")
    after = tmp_path / "after.json"
    export_json(old, after)
    text = after.read_text(encoding="utf-8")
    assert "uagmire" not in text
    assert "1980-01-02" not in text
    assert len(everything(old)["week_sum"]) < weeks
    assert check_export(after).faults == ()
    assert faults_against(old, before) == ()
    (use, *_) = stock.adjustments(old, stock.lots(old)[0].uid, limit=9)[::-1]
    assert (use.session_uid, use.reason, use.client) == (None, "record_destroyed", "")
    gone = [entry for entry in entries(old) if entry.uid == "zeb"]
    assert gone
    assert all(entry.before is None and entry.after is None for entry in gone)


PAGE, RESERVED = 4096, 80


def pages_on_disk(clinic: Clinic) -> Iterator[bytes]:
    """Every page of the file and of its write-ahead log as it is, free ones too, decrypted."""
    whole = clinic.folder.database.read_bytes()
    yield from (whole[at : at + PAGE] for at in range(0, len(whole), PAGE))
    log = clinic.folder.database.with_name(f"{clinic.folder.database.name}-wal")
    frames = log.read_bytes()[32:] if log.exists() else b""
    yield from (frames[at + 24 : at + 24 + PAGE] for at in range(0, len(frames), PAGE + 24))


def words_on_disk(clinic: Clinic, words: bytes) -> int:
    found = 0
    for number, page in enumerate(pages_on_disk(clinic)):
        ends = PAGE - RESERVED
        cipher = Cipher(algorithms.AES(clinic.key.secret), modes.CBC(page[ends : ends + 16]))
        plain = cipher.decryptor().update(page[16 if number == 0 else 0 : ends])
        found += words in plain
    return found


def test_the_file_itself_holds_no_word_of_the_client(old: Clinic) -> None:
    assert words_on_disk(old, b"Quagmire") > 0
    destroyed(old)
    assert words_on_disk(old, b"Quagmire") == 0
    assert words_on_disk(old, b"quagmire") == 0
    assert words_on_disk(old, b"serum") > 0


def words_of_sessions(clinic: Clinic) -> set[str]:
    with clinic.database.read() as session:
        rows = session.connection().exec_driver_sql("SELECT term FROM session_word")
        return set(rows.scalars())


def test_the_list_of_words_forgets_what_only_the_client_had(old: Clinic) -> None:
    assert {"quagmire", "serum"} <= words_of_sessions(old)
    destroyed(old)
    assert "quagmire" not in words_of_sessions(old)
    assert "serum" in words_of_sessions(old)
    assert review.find_sessions(old, SessionFilter(text="quag")) == []
    assert len(review.find_sessions(old, SessionFilter(text="seru"))) == 1


def test_nothing_of_a_client_destroyed_during_a_backup_stays_once_it_has_ended(
    old: Clinic,
) -> None:
    meanwhile: list[int] = []

    def destroy(_share: float) -> None:
        if not meanwhile:
            destroyed(old)
            meanwhile.append(words_on_disk(old, b"Quagmire"))

    assert not back_up(old, BackupReason.IDLE, Watch(destroy, lambda: False)).failed
    assert meanwhile[0] > 0, "the backup still reads them"
    assert words_on_disk(old, b"Quagmire") == 0
    assert words_on_disk(old, b"serum") > 0


def everything(clinic: Clinic) -> dict[str, list[Any]]:
    with clinic.database.read() as session:
        connection = session.connection()
        return {
            name: list(connection.execute(table.select()))
            for name, table in metadata.tables.items()
        }


@pytest.mark.parametrize(
    ("reason", "typed", "person", "refused"),
    [
        (" ", SECRET, "Z", "reason_missing"),
        ("over", "Zebulon", "Z", "typed_name"),
        ("over", "", "Z", "typed_name"),
        ("over", SECRET, " ", "register_person"),
    ],
)
def test_what_must_be_written_before(
    old: Clinic, reason: str, typed: str, person: str, refused: str
) -> None:
    before = everything(old)
    with pytest.raises(InvalidValue) as caught:
        retention.destroy(old, "zeb", reason, typed, person)
    assert caught.value.reason == refused
    assert everything(old) == before


def test_a_legal_hold_keeps_everything_until_it_is_lifted(old: Clinic) -> None:
    retention.place_hold(old, "zeb", "court order 5")
    assert retention.due(old)[0].blocked
    other = clients.create_client(old, Client("", "Somebody else"))
    assert retention.keeping(old, other.uid).hold is None
    with pytest.raises(RecordKept):
        destroyed(old)
    with pytest.raises(RecordLocked):
        retention.place_hold(old, "zeb", "again")
    retention.lift_hold(old, "zeb", "settled")
    with pytest.raises(RecordLocked):
        retention.lift_hold(old, "zeb", "again")
    destroyed(old)
    assert verify(old) == ()


def test_what_another_client_builds_on_since_a_merge_is_kept(old: Clinic) -> None:
    record = sessions.records(old, "zeb")[0]
    made = client_merge.merge(old, "anna", "zeb")
    day = old.clock().astimezone().date()
    event = AdverseEvent("", "anna", AdverseKind.SCAR, day, grade=1, session_uid=record.content.uid)
    adverse_events.record_event(old, event)
    client_merge.undo_merge(old, made.uid)
    before = everything(old)
    with pytest.raises(RecordKept) as caught:
        destroyed(old)
    assert caught.value.reason == "pointed_at"
    assert everything(old) == before
    client_merge.merge(old, "zeb", "anna")
    destroyed(old)
    assert verify(old) == ()


def test_an_open_recall_keeps_whoever_must_be_told(old: Clinic) -> None:
    lot = stock.lots(old)[0]
    recall = recalls.open_recall(old, recalls.RecallKind.LOT, lot.uid, "particles")
    with pytest.raises(RecordKept) as caught:
        destroyed(old)
    assert caught.value.reason == "open_recall"
    day = old.clock().astimezone().date()
    recalls.mark_notified(old, recall.uid, ["zeb", "anna"], day, recalls.Way.LETTER)
    closed = recalls.close_recall(old, recall.uid)
    destroyed(old)
    assert recalls.recalls(old) == (closed,)  # what was found then stays
    told = next(entry for entry in entries(old) if entry.act == "client told of a recall")
    assert told.after["clients"] == ["zeb", "anna"]  # it is about somebody else too
    assert verify(old) == ()


def test_both_entries_of_a_client_go(old: Clinic) -> None:
    clients.create_client(old, Client("zeb2", "Z. Quagmire"))
    treat(old, "zeb2")
    client_merge.merge(old, "zeb", "zeb2")
    destroyed(old)
    assert verify(old) == ()
    assert [row.uid for row in everything(old)["client"]] == ["anna"]


def test_files_that_could_not_be_removed_are_told_and_removed_later(
    old: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        destroyed(old)
    assert [fault.code for fault in verify(old)] == ["photos"]
    assert retention.remove_left_files(old) == 0
    assert verify(old) == ()


def test_where_it_fails_nothing_is_destroyed(old: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(old)
    monkeypatch.setattr("needlelog.db.erasure.keep_week", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        destroyed(old)
    assert everything(old) == before
    assert any(old.folder.photos.rglob("*"))


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INSPECTOR])
def test_managers_only(old: Clinic, sign_in: Callable[[Role], Clinic], role: Role) -> None:
    sign_in(role)
    acts: tuple[Callable[[], object], ...] = (
        lambda: retention.due(old),
        lambda: retention.place_hold(old, "zeb", "why"),
        lambda: retention.lift_hold(old, "zeb", "why"),
        lambda: destroyed(old),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    if role is Role.INSPECTOR:
        assert retention.register(old) == ()
    else:
        with pytest.raises(NotAllowed):
            retention.register(old)


# --- what SQL by hand cannot do, and what the check finds where it did ----------------------


RAW = [
    "DELETE FROM client WHERE uid = 'zeb'",
    "DELETE FROM session",
    "DELETE FROM photo",
    "UPDATE audit_entry SET before = NULL, after = NULL",
    "DELETE FROM audit_entry",
    (
        "INSERT INTO audit_tombstone (erasure_id, origin, sequence, hash, remains)"
        " SELECT 1, origin, sequence, hash, 'x' FROM audit_entry"
    ),
    (
        "INSERT INTO row_to_erase (erasure_id, table_name, row_id, open_mark)"
        " SELECT 1, 'session', id, -1 FROM session"
    ),
    (
        "INSERT INTO erasure (uid, origin, client_uid, person, sessions, photos, reason, erased_at,"
        " erased_by_id, erased_by) VALUES ('u', 'o', 'zeb', 'Z', 1, 0, 'why', 0, 1, 'me')"
    ),
    "UPDATE erasure SET person = 'somebody'",
    "UPDATE erasure SET files = '', reason = 'other'",
    "DELETE FROM erasure",
    "DELETE FROM audit_tombstone",
    "UPDATE audit_tombstone SET remains = 'x'",
    "UPDATE lot_adjustment SET session_id = NULL",
]


@pytest.mark.parametrize("statement", RAW)
@pytest.mark.parametrize("erased", [False, True])
def test_raw_sql_is_refused(old: Clinic, statement: str, erased: bool) -> None:
    if erased:
        destroyed(old)
    before = everything(old)
    raw = old.database.raw_connection()
    # A statement that finds no row is no danger; any other is refused.
    with contextlib.closing(raw), contextlib.suppress(sqlcipher3.IntegrityError):
        raw.execute(statement)
    assert everything(old) == before


OPEN = (
    "INSERT INTO erasure (uid, origin, client_uid, person, sessions, photos, reason, erased_at,"
    " erased_by_id, erased_by, open_mark)"
    " VALUES ('u', 'o', 'zeb', 'Z', 1, 0, 'why', 0, 1, 'me', -1)"
)


def test_an_erasure_that_was_opened_by_hand_cannot_be_kept_open(old: Clinic) -> None:
    raw = old.database.raw_connection()
    try:
        with pytest.raises(Exception, match="FOREIGN KEY"):
            raw.execute(OPEN)
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(OPEN)
        raw.execute(
            "INSERT INTO row_to_erase (erasure_id, table_name, row_id, open_mark)"
            " SELECT max(id), 'question', 1, -1 FROM erasure"
        )
        raw.execute("DELETE FROM question")  # let go, but only inside the open erasure
        with pytest.raises(Exception, match="locked"):
            raw.execute("UPDATE erasure SET open_mark = NULL")  # the trail does not know of it
        with pytest.raises(Exception, match="FOREIGN KEY"):
            raw.execute("COMMIT")
        raw.execute("ROLLBACK")
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(OPEN)
        with pytest.raises(Exception, match="locked"):
            raw.execute(
                "INSERT INTO row_to_erase (erasure_id, table_name, row_id, open_mark)"
                " SELECT max(id), 'product', 1, -1 FROM erasure"
            )
        raw.execute("ROLLBACK")
    finally:
        raw.close()
    assert verify(old) == ()


def test_a_hold_is_kept_by_the_database_itself(old: Clinic) -> None:
    retention.place_hold(old, "zeb", "court order")
    raw = old.database.raw_connection()
    try:
        raw.execute("BEGIN IMMEDIATE")
        with pytest.raises(Exception, match="locked"):
            raw.execute(OPEN)
        raw.execute("ROLLBACK")
    finally:
        raw.close()


FORGED = {
    "content taken from another entry": (
        "UPDATE audit_entry SET before = NULL, after = NULL WHERE record_uid = 'anna'",
        "chain",
    ),
    "content taken, with a tombstone": (
        (
            "INSERT INTO audit_tombstone (erasure_id, origin, sequence, hash, remains)"
            " SELECT (SELECT max(id) FROM erasure), origin, sequence, hash, 'x' FROM audit_entry"
            " WHERE record_uid = 'anna';"
            "UPDATE audit_entry SET before = NULL, after = NULL WHERE record_uid = 'anna'"
        ),
        "erasures",
    ),
    "an emptied entry was changed": (
        "UPDATE audit_entry SET person = 'somebody else' WHERE record_uid = 'zeb'",
        "chain",
    ),
    "content put into an emptied entry": (
        "UPDATE audit_entry SET after = '{}' WHERE record_uid = 'zeb'",
        "chain",
    ),
    "a tombstone changed": ("UPDATE audit_tombstone SET remains = 'x'", "erasures"),
    "the tombstones gone": ("DELETE FROM audit_tombstone", "erasures"),
    "the register changed": ("UPDATE erasure SET person = 'X. Y.'", "erasures"),
    "the register's reason changed": ("UPDATE erasure SET reason = 'other'", "erasures"),
    "the register lost": ("DELETE FROM audit_tombstone; DELETE FROM erasure", "erasures"),
    "a second register line": (
        (
            "INSERT INTO erasure (uid, origin, client_uid, person, sessions, photos, reason,"
            " erased_at, erased_by_id, erased_by) VALUES"
            " ('u', 'o', 'x', 'Z', 1, 0, 'why', 0, 1, 'me')"
        ),
        "erasures",
    ),
    "a row let go": (
        (
            "INSERT INTO row_to_erase (erasure_id, table_name, row_id, open_mark)"
            " VALUES (1, 'session', 1, 1)"
        ),
        "erasures",
    ),
    "a session deleted without an erasure": (
        "DELETE FROM session WHERE client_id = (SELECT id FROM client WHERE uid = 'anna')",
        "sessions",
    ),
    "the client written anew": (
        "INSERT INTO client (uid, origin, name, created_at) VALUES ('zeb', 'o', 'Z', 0)",
        "erasures",
    ),
}


@pytest.mark.parametrize(("script", "code"), FORGED.values(), ids=list(FORGED))
def test_a_forged_erasure_is_reported(old: Clinic, script: str, code: str) -> None:
    destroyed(old)
    assert verify(old) == ()
    raw = old.database.raw_connection()
    raw.execute("PRAGMA foreign_keys = OFF")
    guards = raw.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        raw.execute(f"DROP TRIGGER {name}")
    for statement in script.split(";"):
        raw.execute(statement)
    for _name, sql in guards:
        raw.execute(sql)
    raw.close()
    assert code in {fault.code for fault in verify(old)}


def test_an_exported_file_without_its_tombstones_is_reported(old: Clinic, tmp_path: Path) -> None:
    destroyed(old)
    file = tmp_path / "clinic.json"
    export_json(old, file)
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if '"remains":' not in line]
    assert len(kept) < len(lines)
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    try:
        faults = check_export(file).faults
    except KnownError:
        return
    assert any("without an erasure" in fault.sentence for fault in faults)
    assert json.dumps([fault.code for fault in faults])
