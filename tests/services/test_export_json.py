"""The JSON export: every table, every row, every value, and nothing beside the file."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from base64 import b64decode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import text

import needlelog
from needlelog.db.schema import SCHEMA, metadata
from needlelog.domain.clients import Client, HistoryItem, HistoryKind
from needlelog.domain.errors import DiskFull, KnownError, WriteFailed, WriteRefused
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.domain.sessions import TopicalRow, ZoneRow
from needlelog.domain.stock import Product
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions, stock
from tests.services.conftest import NOW, SteppingClock
from tests.services.json_export import export_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from needlelog.services.clinic import Clinic

ODD_NAME = 'نور "Zoë" Ångström 🙂\n\u202eabc\u0000'
NOTE = "שלום – 5 µm ≠ 5 mm\t👩🏽‍⚕️ \\ / </script>"
PICTURE = bytes(range(256))
KEPT_ELSEWHERE = {"alembic_version", "begun_words"}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    return folder / "clinic.json"


@pytest.fixture
def signed_uid(clinic: Clinic, clock: SteppingClock) -> str:
    """A clinic with a signed session, its addendum, a void one, a draft and a sleeping product."""
    client = clients.create_client(
        clinic,
        Client(
            "",
            ODD_NAME.replace("\n", " ").replace("\u0000", ""),
            birth_date=date(1992, 2, 29),
            note=NOTE,
            history=(HistoryItem("", HistoryKind.ALLERGY, "Lidocaïne", alert=True),),
        ),
    )
    uids = []
    for _ in range(2):
        clock.forward(microseconds=7, minutes=50)
        draft = sessions.start_session(clinic, client.uid)
        zone = ZoneRow(1, "face.chin", Side.MID, depth_um=1250, passes=4, note=NOTE)
        topical = TopicalRow(1, "Sérum", lot="H2291", zones=(("face.chin", Side.MID),))
        filled = replace(draft, zones=(zone,), topicals=(topical,), reactions=(), note=NOTE)
        sessions.save_draft(clinic, filled)
        uids.append(sessions.sign_session(clinic, draft.uid).content.uid)
    sessions.add_addendum(clinic, uids[0], "🙂 later")
    sessions.void_session(clinic, uids[1], "wrong client")
    sessions.start_session(clinic, client.uid)
    product = stock.save_product(clinic, Product("", "Old serum", category="serum"))
    stock.deactivate_product(clinic, product.uid, "sold out")
    return uids[0]


def read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_bytes().decode("utf-8"))
    return content


def by_uid(content: dict[str, Any], table: str, uid: str) -> dict[str, Any]:
    (row,) = [row for row in content["tables"][table] if row["uid"] == uid]
    return dict(row)


def test_the_header_says_what_it_is(clinic: Clinic, out: Path) -> None:
    export_json(clinic, out)
    content = read(out)
    installation = content["tables"]["installation"][0]
    assert list(content) == [
        "format", "version", "program", "schema", "clinic", "origin", "exported_at", "counts",
        "heads", "tables", "tables_sha256",
    ]  # fmt: skip
    assert content["format"] == "needlelog-export"
    assert content["version"] == 1
    assert content["program"] == needlelog.__version__
    assert content["schema"] == SCHEMA
    assert content["clinic"] == "Clinic of the Needle" == installation["clinic_name"]
    assert content["origin"] == installation["origin"]
    assert content["exported_at"] == "2026-03-02T14:22:00.000000Z"


def test_every_table_with_every_row_and_column(clinic: Clinic, signed_uid: str, out: Path) -> None:
    rows = export_json(clinic, out)
    content = read(out)
    own_entry = 1  # that of the export itself, which comes after the file
    with clinic.database.read() as session:
        stored = {
            name
            for name, sql in session.execute(
                text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
            )
            if name not in KEPT_ELSEWHERE
            and not name.startswith(("sqlite_", "client_search", "session_search"))
            and "VIRTUAL" not in sql
        }
        counts = {
            name: session.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()  # noqa: S608
            for name in stored
        }
    counts["audit_entry"] -= own_entry
    assert set(content["tables"]) == stored
    assert {name: len(found) for name, found in content["tables"].items()} == counts
    assert content["counts"] == counts
    assert rows == sum(counts.values())
    for name, found in content["tables"].items():
        for row in found:
            assert list(row) == [column.name for column in metadata.tables[name].columns]


def test_every_value_is_the_one_in_the_database(clinic: Clinic, signed_uid: str, out: Path) -> None:
    export_json(clinic, out)
    with clinic.database.read() as session:
        for name, rows in read(out)["tables"].items():
            table = metadata.tables[name]
            order = ", ".join(column.name for column in table.primary_key.columns)
            raw = session.execute(
                text(f'SELECT * FROM "{name}" ORDER BY {order}')  # noqa: S608
            ).mappings()
            kept = [dict(row) for row in raw]
            if name == "audit_entry":
                assert kept.pop()["act"] == "exported"
            assert [stored_again(table.columns, row) for row in rows] == kept


def stored_again(columns: Any, row: dict[str, Any]) -> dict[str, Any]:
    """A row of the file as the database holds it."""
    kinds = {column.name: type(column.type).__name__ for column in columns}
    found: dict[str, Any] = {}
    for name, value in row.items():
        if value is None:
            found[name] = None
        elif kinds[name] == "UtcInstant":
            assert value.endswith("Z")
            since = datetime.fromisoformat(value) - datetime(1970, 1, 1, tzinfo=UTC)
            found[name] = since // timedelta(microseconds=1)
        elif kinds[name] == "LargeBinary":
            found[name] = b64decode(value, validate=True)
        else:
            found[name] = value
    return found


def test_records_are_what_the_services_say(clinic: Clinic, signed_uid: str, out: Path) -> None:
    export_json(clinic, out)
    content = read(out)
    record = sessions.session_record(clinic, signed_uid)
    client = clients.client(clinic, record.content.client_uid)
    row = by_uid(content, "session", signed_uid)
    assert row["note"] == NOTE == record.content.note
    assert row["chain_hash"] == record.chain_hash
    assert datetime.fromisoformat(row["signed_at"]) == record.signed_at
    assert row["pain"] is None
    assert row["reactions_answered"] is True
    written = by_uid(content, "client", client.uid)
    assert (written["name"], written["note"]) == (client.name, NOTE)
    assert "نور" in client.name
    assert written["birth_date"] == "1992-02-29"
    zones = [each for each in content["tables"]["treated_zone"] if each["session_id"] == row["id"]]
    assert [(each["zone"], each["depth_um"], each["note"]) for each in zones] == [
        ("face.chin", 1250, NOTE)
    ]
    assert [each["text"] for each in content["tables"]["addendum"]] == ["🙂 later"]
    assert {each["state"] for each in content["tables"]["session"]} == {"signed", "void"}
    assert len(content["tables"]["draft"]) == 1
    assert [each["active"] for each in content["tables"]["product"]] == [False]


def test_bytes_come_out_whole(clinic: Clinic, signed_uid: str, out: Path) -> None:
    with clinic.database.write() as session:
        session.execute(
            text(
                "INSERT INTO photo (id, uid, origin, client_id, view, phase, sha256, file_sha256,"
                " media_type, width, height, added_at)"
                " VALUES (1, 'p', 'o', 1, 'front', 'before', 'ab', 'cd', 'image/jpeg', 1, 1, 1)"
            )
        )
        session.execute(
            text(
                "INSERT INTO thumbnail (uid, origin, photo_id, media_type, width, height, picture)"
                " VALUES ('t', 'o', 1, 'image/jpeg', 1, 1, :picture)"
            ),
            {"picture": PICTURE},
        )
    export_json(clinic, out)
    content = read(out)
    assert b64decode(by_uid(content, "thumbnail", "t")["picture"]) == PICTURE
    photo = by_uid(content, "photo", "p")
    assert (photo["sha256"], photo["file_sha256"]) == ("ab", "cd")


def test_the_chain_can_be_checked_as_the_documentation_says(
    clinic: Clinic, signed_uid: str, out: Path
) -> None:
    export_json(clinic, out)
    previous, made = "0" * 64, []
    for entry in read(out)["tables"]["audit_entry"]:
        since = datetime.fromisoformat(entry["made_at"]) - datetime(1970, 1, 1, tzinfo=UTC)
        content = entry | {"made_at": since // timedelta(microseconds=1)}
        del content["id"], content["hash"]
        before, after = content["before"], content["after"]
        for name in ("before", "after"):
            content[name] = "null" if content[name] is None else "text"
        words = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        words += f"\n{before or ''}\n{after or ''}"
        assert entry["hash"] == hashlib.sha256(words.encode()).hexdigest()
        assert entry["previous_hash"] == previous
        previous = entry["hash"]
        made.append(entry["act"])
    assert {"signed", "addendum", "voided"} <= set(made)


def test_one_row_a_line(clinic: Clinic, signed_uid: str, out: Path) -> None:
    rows = export_json(clinic, out)
    lines = out.read_text(encoding="utf-8").split("\n")
    keys = ('"id":', '"client_id":', '"week":', '"year":', '"item_id":')
    assert sum(any(key in line for key in keys) for line in lines) >= rows - 1
    assert all(json.loads(line.rstrip(",")) for line in lines if line.startswith('{"'))


def test_only_the_named_file_is_written(clinic: Clinic, signed_uid: str, out: Path) -> None:
    before = {path.name for path in clinic.folder.path.rglob("*")}
    export_json(clinic, out)
    assert [path.name for path in out.parent.iterdir()] == ["clinic.json"]
    assert {path.name for path in clinic.folder.path.rglob("*")} == before
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_only_the_trail_tells_of_an_export(clinic: Clinic, signed_uid: str, out: Path) -> None:
    export_json(clinic, out)
    digest = hashlib.sha256(out.read_bytes()).hexdigest()
    first = read(out)["tables"]
    export_json(clinic, out)
    second = read(out)["tables"]
    *before, entry = second.pop("audit_entry")
    assert before == first.pop("audit_entry")
    assert second == first
    assert (entry["act"], entry["record_kind"], entry["record_uid"]) == (
        "exported", "export", digest,
    )  # fmt: skip
    said = json.loads(entry["after"])
    assert (said["format"], said["counts"]["session"]) == ("json", 2)
    assert str(out.parent) not in json.dumps(entry)


def test_the_hash_of_the_tables_is_made_as_the_documentation_says(
    clinic: Clinic, signed_uid: str, out: Path
) -> None:
    export_json(clinic, out)
    begin, end = b'"tables": {\n', b',"tables_sha256": '
    content = out.read_bytes()
    tables = content[content.index(begin) : content.index(end)]
    assert read(out)["tables_sha256"] == hashlib.sha256(tables).hexdigest()
    entry = read(out)["tables"]["audit_entry"][-1]
    head = {name: entry[name] for name in ("origin", "sequence", "hash")}
    assert read(out)["heads"] == [head]


def test_progress_goes_from_nothing_to_all(
    clinic: Clinic, signed_uid: str, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("needlelog.db.whole_tables._ROWS_AT_ONCE", 3)
    told: list[tuple[int, int]] = []
    total = export_json(clinic, out, lambda done, of: told.append((done, of)))
    assert told.pop() == (1, 1)  # the file is in its place
    assert told[0] == (0, total)
    assert told[-1] == (total, total)
    assert len(told) > 3
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {of for _, of in told} == {total}


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INSPECTOR])
def test_only_a_manager_takes_everything_along(
    clinic: Clinic, sign_in: Callable[[Role], Clinic], out: Path, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        export_json(sign_in(role), out)
    assert list(out.parent.iterdir()) == []


@pytest.mark.parametrize(("number", "kind"), [(28, DiskFull), (13, WriteRefused), (5, WriteFailed)])
def test_a_refusing_disk_is_a_sentence_and_the_former_file_stays(
    clinic: Clinic,
    out: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[KnownError],
) -> None:
    out.write_text("former")

    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("needlelog.files.atomic_write.os.fsync", refuse)
    with pytest.raises(kind, match=r"clinic\.json"):
        export_json(clinic, out)
    assert out.read_text() == "former"
    assert [path.name for path in out.parent.iterdir()] == ["clinic.json"]


def test_a_folder_that_is_not_there_is_a_sentence(clinic: Clinic, out: Path) -> None:
    with pytest.raises(WriteFailed):
        export_json(clinic, out.parent / "missing" / "clinic.json")


def test_an_interruption_leaves_nothing(clinic: Clinic, signed_uid: str, out: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_json(clinic, out, interrupt)
    assert list(out.parent.iterdir()) == []


def test_the_documentation_names_every_table() -> None:
    from pathlib import Path as Place

    words = (Place(__file__).parents[2] / "docs" / "export-json.md").read_text(encoding="utf-8")
    assert [name for name in metadata.tables if f"`{name}`" not in words] == []


def test_the_clock_of_the_clinic_dates_the_file(clinic: Clinic, out: Path) -> None:
    export_json(clinic, out)
    assert datetime.fromisoformat(read(out)["exported_at"]) == NOW
