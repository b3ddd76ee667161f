"""Bringing in an old log: look first, then one act, which can be taken back as one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from needlelog.db import session_store
from needlelog.db.documents import canonical, from_plain, from_text, plain
from needlelog.db.queries import clients as client_query
from needlelog.db.queries import imports as query
from needlelog.db.queries.imports import ImportBatch
from needlelog.db.stores import clients as client_store
from needlelog.db.stores import imports as store
from needlelog.db.stores import settings as setting_store
from needlelog.db.stores.people import all_people
from needlelog.domain.clients import Client
from needlelog.domain.imports.fields import ColumnMapping, Field, guess_columns
from needlelog.domain.imports.plan import ImportPlan, Outcome, PlannedRow, plan_import
from needlelog.domain.imports.rows import ImportedSession, RowReader
from needlelog.domain.imports.zone_meanings import guess_zones
from needlelog.domain.names import fold
from needlelog.domain.record_errors import RecordLocked
from needlelog.domain.sessions import CartridgeUse, SessionDraft, SessionState
from needlelog.files.reference_data import (
    import_column_words,
    import_zone_words,
    zone_catalogue,
)
from needlelog.services.acts import Act, Permission, acting, require

if TYPE_CHECKING:
    from needlelog.files.spreadsheets import Sheet
    from needlelog.services.clinic import Clinic

__all__ = [
    "ImportBatch",
    "dry_run",
    "import_sheet",
    "imports",
    "mapping_from_text",
    "mapping_text",
    "suggested_mapping",
    "undo_import",
]

Progress = Callable[[int, int], None]
UNDONE = "The import was undone."


def suggested_mapping(clinic: Clinic, sheet: Sheet) -> ColumnMapping:
    """What the columns and words most likely mean: as confirmed last time, else guessed."""
    require(clinic.person, Permission.MANAGER, "import")
    with clinic.database.read() as session:
        kept = setting_store.stored_settings(session).get(_key(sheet))
    guessed = ColumnMapping(guess_columns(sheet.header, import_column_words()))
    mapping = guessed if kept is None else from_plain(ColumnMapping, kept)
    return with_zone_words(sheet, mapping)


def with_zone_words(sheet: Sheet, mapping: ColumnMapping) -> ColumnMapping:
    """The mapping with a meaning for each word of its column of zones."""
    column = mapping.column_of(Field.ZONES)
    if column is None:
        return replace(mapping, zones=())
    cells = (row.cells[column] for row in sheet.rows if column < len(row.cells))
    kept = {meaning.word: meaning for meaning in mapping.zones}
    guessed = guess_zones(cells, zone_catalogue(), import_zone_words())
    return replace(mapping, zones=tuple(kept.get(each.word, each) for each in guessed))


def dry_run(clinic: Clinic, sheet: Sheet, mapping: ColumnMapping) -> ImportPlan:
    """Say what becomes of each row; nothing is written. Raises `NotAllowed`."""
    require(clinic.person, Permission.MANAGER, "import")
    reader = RowReader(mapping, zone_catalogue(), clinic.clock().astimezone().date())
    rows = [reader.read(row.line, row.cells) for row in sheet.rows]
    span = query.days_of(row.session.day for row in rows if row.session is not None)
    with clinic.database.read() as session:
        there = query.sessions_between(session, *span) if span else {}
        return plan_import(rows, query.known_clients(session), there)


def import_sheet(
    clinic: Clinic,
    sheet: Sheet,
    mapping: ColumnMapping,
    progress: Progress | None = None,
) -> ImportBatch:
    """Bring in every good row as one act and remember the mapping for such files.

    Imported sessions are marked so; nobody here has signed them, and nobody can countersign them.

    Raises:
        NotAllowed, or an error of the disk; then nothing was brought in.
    """
    plan = dry_run(clinic, sheet, mapping)
    new = [row for row in plan.rows if row.outcome is Outcome.NEW]
    with acting(clinic, "import", Permission.MANAGER) as act:
        uid = act.new_uid()
        counts = {outcome.value: plan.count(outcome) for outcome in Outcome}
        counts["clients"] = len(plan.new_clients())
        store.insert_batch(
            act.session, uid, (sheet.called, sheet.sha256), act.person, act.at, counts
        )
        writer = _Writer(act, uid)
        for done, row in enumerate(new, 1):
            writer.write(row)
            if progress is not None and (done % 50 == 0 or done == len(new)):
                progress(done, len(new))
        setting_store.write_setting(act.session, _key(sheet), plain(mapping), act.at)
        told = {"file": sheet.file, "sha256": sheet.sha256, "counts": counts}
        act.record("import", "import_batch", uid, after=told)
        return query.batch(act.session, uid)


def undo_import(clinic: Clinic, uid: str) -> ImportBatch:
    """Take an import back as one act: its sessions become void, its clients inactive.

    A client who has been treated here since then stays.

    Raises:
        NotAllowed, NoSuchRecord.
        RecordLocked: it was taken back already.
    """
    with acting(clinic, "undo_import", Permission.MANAGER) as act:
        if query.batch(act.session, uid).undone_at is not None:
            raise RecordLocked
        for session_uid in query.sessions_of_batch(act.session, uid):
            session_store.void(act.session, session_uid, UNDONE, act.person, act.at)
        for client_uid in query.idle_clients_of_batch(act.session, uid):
            _set_active(act, client_uid, active=False)
        store.mark_undone(act.session, uid, act.person, act.at)
        act.record("import undone", "import_batch", uid)
        return query.batch(act.session, uid)


def imports(clinic: Clinic) -> tuple[ImportBatch, ...]:
    """All imports, the newest first."""
    with clinic.database.read() as session:
        return query.batches(session)


def mapping_text(mapping: ColumnMapping) -> str:
    """A mapping as JSON, for a file."""
    return canonical(mapping)


def mapping_from_text(text: str) -> ColumnMapping:
    """A mapping from a file. Raises ValueError."""
    return from_text(ColumnMapping, text)


def _key(sheet: Sheet) -> str:
    return f"import {'|'.join(fold(text) for text in sheet.header)}"[:400]


def _set_active(act: Act, client_uid: str, *, active: bool) -> None:
    before = client_query.client(act.session, client_uid)
    after = replace(before, active=active)
    client_store.update_client(act.session, before, after, act.at)
    act.record(
        "client changed", "client", client_uid, {"active": before.active}, {"active": active}
    )


class _Writer:
    """Writes planned rows inside one act."""

    def __init__(self, act: Act, batch_uid: str) -> None:
        self._act = act
        self._batch = batch_uid
        self._clients: dict[object, str] = {}
        self._active = {each.uid: each.active for each in query.known_clients(act.session)}
        self._people = {fold(each.name): each.uid for each in all_people(act.session)}

    def write(self, row: PlannedRow) -> None:
        session = row.session
        if session is None:
            return
        client_uid = row.client_uid or self._clients.get(session.client_key)
        if client_uid is None:
            client_uid = self._new_client(session)
        elif not self._active.get(client_uid, True):
            _set_active(self._act, client_uid, active=True)
            self._active[client_uid] = True
        draft = self._draft(session, client_uid)
        session_store.sign(
            self._act.session,
            draft,
            self._act.person,
            self._act.at,
            state=SessionState.IMPORTED,
            imported_from=self._batch,
        )

    def _new_client(self, session: ImportedSession) -> str:
        act = self._act
        client = Client(
            uid=act.new_uid(),
            name=session.client,
            birth_date=session.birth_date,
            phototype=session.phototype,
            phone=session.phone,
            email=session.email,
            created_at=act.at,
        )
        client_store.insert_client(act.session, client, act.at)
        store.insert_imported_client(act.session, self._batch, client.uid, act.at)
        act.record("client added", "client", client.uid, after=client)
        self._clients[session.client_key] = client.uid
        return client.uid

    def _draft(self, session: ImportedSession, client_uid: str) -> SessionDraft:
        start = _midnight(session.day)
        offset = start.utcoffset()
        cartridge = CartridgeUse(lot=session.cartridge_lot, count=None)
        return SessionDraft(
            uid=self._act.new_uid(),
            client_uid=client_uid,
            practitioner_uid=self._people.get(fold(session.practitioner), self._act.person.uid),
            created_at=self._act.at,
            started_at=start,
            offset_minutes=0 if offset is None else int(offset.total_seconds() // 60),
            number=session.number,
            zones=session.zones,
            topicals=session.topicals,
            numbing=session.numbing,
            cartridge=cartridge if session.cartridge_lot else None,
            note=session.note,
        )


def _midnight(day: date) -> datetime:
    """The start of a local day: only the day is known."""
    return datetime.combine(day, time()).astimezone()
