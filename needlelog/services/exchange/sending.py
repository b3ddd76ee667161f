"""Sending to the other machines: one encrypted, signed file with what they do not have yet."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import needlelog
from needlelog.db.exchange import machines as store
from needlelog.db.exchange import outgoing, reading
from needlelog.db.exchange.destroyed import new_erasures
from needlelog.db.exchange.marks import (
    BEGINNING,
    chain_ends,
    marks_of,
    own_marks,
)
from needlelog.db.exchange.missing_photos import asked_for, keep_missing, note_missing, noted_here
from needlelog.db.schema import SCHEMA
from needlelog.db.types import uuid7
from needlelog.db.verify_exchange import EXCHANGE
from needlelog.domain.exchange.bundles import BundleHead, Machine, Sent, Waiting
from needlelog.domain.exchange.errors import ThisMachineUnnamed
from needlelog.files.atomic_write import write_error
from needlelog.files.exchange.bundle_file import SUFFIX, BundleWriter, new_bundle
from needlelog.files.exchange.machine_key import kept_key
from needlelog.files.photo_check import photo_file
from needlelog.files.photo_return import is_unharmed
from needlelog.services.acts import Permission, acting, require
from needlelog.services.exchange.heads import head_document
from needlelog.services.exchange.missing_photos import MOST_ASKED, missing_here

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

SENT = "records sent"
Progress = Callable[[int, int], None]
"""Called with how much is done and how much there is, in records."""


def waiting(clinic: Clinic) -> Waiting:
    """What the other machines do not have yet, as far as is known here. Raises
    `ThisMachineUnnamed`."""
    with clinic.database.read() as session:
        here = _this(session).uid
        marks = own_marks(session)
        since = store.all_have(session, marks)
        sent = outgoing.sent_mark(session, SENT, EXCHANGE)
        new = reading.new_photo_files(session, since, marks)
        asked = set(asked_for(session)).difference(new, noted_here(session))
        asked = {name for name in asked if photo_file(clinic.folder.photos, name).is_file()}
        return Waiting(
            entries=reading.entry_count(since, marks),
            changes=reading.change_count(session, since, marks),
            photos=len(new) + len(asked),
            last_sent=outgoing.last_sent(session, SENT, EXCHANGE),
            counts=reading.kind_counts(session, since, marks),
            unsent=reading.kind_counts(
                session,
                since if sent is None else {here: sent},
                marks if sent is None else {here: marks[here]},
            ),
            photos_asked=len(asked),
        )


def send(
    clinic: Clinic, folder: Path, *, everything: bool = False, progress: Progress | None = None
) -> Sent:
    """Write a file for the other machines into a folder, such as a stick, and return what it holds.

    It holds what not every other machine is known to have, so no file needs to arrive for the next
    to make sense. ``everything`` leaves out only what each machine's copy began with. A photo that
    is damaged here is left out and asked for; one that others asked for goes with it.

    Raises:
        NotAllowed: the person may only read.
        ThisMachineUnnamed, MachineKeyLost, or an error of the disk; then no file was written.
    """
    require(clinic.person, Permission.WRITER, "send_records")
    at = clinic.clock()
    with clinic.database.read() as session:
        machine = _this(session)
    signer = kept_key(clinic.folder.path, clinic.key, machine.uid)
    folder_of_photos = clinic.folder.photos
    with clinic.database.read() as session:
        missing = missing_here(session, folder_of_photos)
    with clinic.database.write() as session:
        outgoing.bring_own_in_line(session, at)
        keep_missing(session, machine.uid, missing)
    with clinic.database.read() as session:
        marks = own_marks(session)
        beginning = marks_of(session, BEGINNING)
        since = beginning if everything else store.all_have(session, marks)
        new = dict.fromkeys(reading.new_photo_files(session, since, marks))
        wanted = dict.fromkeys((*new, *asked_for(session)))
        photos = [name for name in wanted if is_unharmed(folder_of_photos, name)]
        left_out = new.keys() - set(photos)
        head = BundleHead(
            uid=uuid7(at),
            sender=machine.uid,
            sender_name=machine.name,
            sender_key=signer.public,
            made_at=at,
            program=needlelog.__version__,
            schema=SCHEMA,
            since=since,
            marks=marks,
            ends=chain_ends(session, marks),
            entries=reading.entry_count(since, marks),
            changes=reading.change_count(session, since, marks),
            photos=len(photos),
            missing=tuple(dict.fromkeys((*missing, *sorted(left_out))))[:MOST_ASKED],
            brings=tuple(name for name in photos if name not in new),
            beginning=beginning,
        )
        path = folder / _file_name(machine.name, at)
        counts = reading.kind_counts(session, since, marks)
        with new_bundle(path, clinic.key, signer) as writer:
            rows = _Writing(clinic, session, head, writer, progress).write(photos)
        size = _size(path)
    with acting(clinic, "send_records") as act:
        told = {"file": path.name, "changes": head.changes, "rows": rows, "photos": head.photos}
        told["counts"] = [[each.kind, each.new, each.changed] for each in counts]
        act.record(SENT, EXCHANGE, head.uid, after=told)
        note_missing(act.session, machine.uid, left_out)
    return Sent(
        uid=head.uid,
        file=path.name,
        size=size,
        made_at=at,
        entries=head.entries,
        changes=head.changes,
        rows=rows,
        photos=head.photos,
        counts=counts,
        left_out=len(left_out),
    )


class _Writing:
    """The records of one file, in the order in which they are taken in."""

    def __init__(
        self,
        clinic: Clinic,
        session: Transaction,
        head: BundleHead,
        writer: BundleWriter,
        progress: Progress | None,
    ) -> None:
        self._clinic, self._session = clinic, session
        self._head, self._writer = head, writer
        self._progress = progress
        self._done = 0
        self._all = head.entries + head.changes + head.photos

    def write(self, photos: list[str]) -> int:
        """Write everything; return how many rows there were."""
        span = (self._session, self._head.since, self._head.marks)
        self._writer.record(["head", head_document(self._head)])
        self._writer.record(["keys", self._clinic.keys.slots()])
        for name in photos:
            self._writer.photo(photo_file(self._clinic.folder.photos, name), name)
            self._step(1)
        self._writer.record(["erasures", new_erasures(*span)])
        for entries in reading.new_entries(*span):
            self._writer.record(["entries", entries])
            self._step(len(entries))
        rows = 0
        for table, columns, values in reading.new_rows(*span):
            self._writer.record(["rows", table, columns, values])
            rows += len(values)
        for changes in reading.new_changes(*span):
            self._writer.record(["changes", changes])
            self._step(len(changes))
        return rows

    def _step(self, done: int) -> None:
        self._done += done
        if self._progress is not None:
            self._progress(self._done, self._all)


def _this(session: Transaction) -> Machine:
    found = next((each for each in store.machines(session) if each.here), None)
    if found is None:
        raise ThisMachineUnnamed
    return found


def _file_name(machine: str, at: datetime) -> str:
    """Machine and instant, in letters that every drive takes."""
    plain_name = unicodedata.normalize("NFKD", machine).encode("ascii", "ignore").decode()
    words = "".join(letter if letter.isalnum() else "-" for letter in plain_name).strip("-")
    return f"{words or 'machine'}-{at.astimezone(UTC):%Y%m%dT%H%M%S%fZ}{SUFFIX}"


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:  # the stick was pulled as soon as the file was on it
        raise write_error(path.name, error) from error
