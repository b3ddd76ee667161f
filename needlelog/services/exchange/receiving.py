"""Receiving from another machine: look first, then one act, which can be taken back as one."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlelog.db.exchange import receipts as store
from needlelog.db.exchange.machines import known_machine
from needlelog.db.exchange.receiving import (
    DoesNotFitError,
    ForkedError,
    Incoming,
    SignedTwiceError,
    Taken,
    hear_of,
)
from needlelog.db.photo_hashes import without_record
from needlelog.db.session_store import record as session_record
from needlelog.db.stores.people import all_people, clinic_name
from needlelog.db.turns import GaveWayError
from needlelog.db.types import uuid7
from needlelog.domain.errors import LastPerson
from needlelog.domain.exchange.bundles import BundleHead, Preview, Receipt
from needlelog.domain.exchange.errors import (
    BundleDamaged,
    ErasureNotAgreed,
    PreviewOutdated,
    SignedTwice,
    TwoCopies,
)
from needlelog.domain.record_errors import RecordsGone
from needlelog.files.atomic_write import new_file, write_error
from needlelog.files.exchange.bundle_file import PhotoPiece
from needlelog.files.photo_check import photo_file
from needlelog.files.photo_return import is_unharmed
from needlelog.services.acts import Permission, require
from needlelog.services.exchange.opened_bundle import Bundle, opened_bundle
from needlelog.services.retention import remove_left_files
from needlelog.services.sign_in_names import show_apart

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

__all__ = ["Preview", "Receipt"]

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""


def preview(clinic: Clinic, file: Path, progress: Progress | None = None) -> Preview:
    """Say what receiving a file would do; nothing is written.

    Who records something meanwhile does not wait: the look is then begun again.

    Raises:
        NotAllowed: the person is no manager.
        ThisMachineUnnamed, NoBundle, NewerFile, OlderBundle, BundleOfOtherClinic, BundleDamaged,
            BundleFromHere, SenderNotTrusted, RecordsBetweenMissing, TwoCopies, SignedTwice,
            NoManagerLeft, ErasureHeld, ErasureEntangled, or an error of the disk.
    """
    require(clinic.person, Permission.MANAGER, "receive_records")
    bundle = opened_bundle(clinic, file)
    head = bundle.head
    if not bundle.anything_new:
        return Preview(head.uid, head.sender, head.sender_name, head.made_at, bundle.new_machine)
    while True:
        try:
            return _preview_of(bundle, _looked(clinic, bundle, progress))
        except GaveWayError:
            continue


def _looked(clinic: Clinic, bundle: Bundle, progress: Progress | None) -> Taken:
    records = _after_photos(bundle, None, progress)
    with clinic.database.rehearse() as session:
        return _take(clinic, session, bundle, records, bundle.head.photos, clinic.database.give_way)


def _preview_of(bundle: Bundle, taken: Taken) -> Preview:
    head, receipt = bundle.head, taken.receipt
    return Preview(
        bundle_uid=head.uid,
        sender=head.sender,
        sender_name=head.sender_name,
        made_at=head.made_at,
        new_machine=bundle.new_machine,
        counts=receipt.counts,
        photos=head.photos,
        entries=receipt.entries,
        conflicts=taken.conflicts,
        alerts=receipt.alerts,
        erasures=taken.erasures,
    )


def receive(
    clinic: Clinic,
    file: Path,
    *,
    agree_erasures: bool = False,
    seen: Preview | None = None,
    progress: Progress | None = None,
) -> Receipt:
    """Take in a file of another machine in one transaction, and say what it brought.

    ``agree_erasures`` says that records destroyed elsewhere are to be destroyed here too. ``seen``
    is what somebody looked at before: where it would come to something else by now, nothing is
    taken in.

    What is here already is passed over; a file in which nothing is new leaves a receipt without
    uid. Where two machines say different things a safe value holds until a manager chooses.

    Raises:
        As `preview`; nothing was taken in then.
        ErasureNotAgreed: records here would be destroyed.
        PreviewOutdated: something was recorded here since ``seen`` that this file touches too.
    """
    require(clinic.person, Permission.MANAGER, "receive_records")
    bundle = opened_bundle(clinic, file)
    if not bundle.anything_new:
        with clinic.database.write() as session:
            hear_of(session, bundle.head)
        return _nothing(clinic, bundle.head)
    photos = _Photos(clinic.folder.photos, file.name)
    try:
        records = _after_photos(bundle, photos, progress)
        with clinic.database.write() as session:
            taken = _take(clinic, session, bundle, records, photos.kept)
            if seen is not None and _preview_of(bundle, taken) != seen:
                raise PreviewOutdated(file.name)
            if taken.erasures and not agree_erasures:
                raise ErasureNotAgreed(len(taken.erasures))
            clinic_is_called = clinic_name(session)
            # Before the commit: killed right after it, nobody may be left without a way in,
            # and no picture of a destroyed client may have come back.
            _let_in(clinic, session, bundle.slots)
            _remove_photos(clinic, without_record(session, photos.names))
    except BaseException:
        photos.forget()
        raise
    clinic.name = clinic_is_called
    if taken.receipt.erased:
        clinic.database.forget_former_pages()
        remove_left_files(clinic)
    _bring_keys_in_line(clinic, bundle.slots)
    return taken.receipt


def receipts(clinic: Clinic) -> tuple[Receipt, ...]:
    """Everything that was ever received here, the newest first."""
    with clinic.database.read() as session:
        return store.receipts(session)


def undo_receive(clinic: Clinic, uid: str) -> Receipt:
    """Take a receipt back: the rows that came go, those that changed are as they were.

    The file can be received again; the photos that came with it go as well.

    Raises:
        NotAllowed, NoSuchRecord.
        ReceiptNotUndoable: a later one holds, something builds on it, or records were destroyed.
    """
    require(clinic.person, Permission.MANAGER, "receive_records")
    with clinic.database.write() as session:
        photos = store.undo(session, uid, clinic.person, clinic.clock())
        found = next(each for each in store.receipts(session) if each.uid == uid)
        clinic.name = clinic_name(session)
    _remove_photos(clinic, photos)
    _bring_keys_in_line(clinic, [])
    return found


# --- the file -----------------------------------------------------------------------------------


def _take(
    clinic: Clinic,
    session: Transaction,
    bundle: Bundle,
    records: Iterator[Any],
    photos: int,
    between: Callable[[], None] = lambda: None,
) -> Taken:
    at = clinic.clock()
    try:
        incoming = Incoming(session, uuid7(at), bundle.head, clinic.person, at)
        for record in records:
            between()
            incoming.take(record)
        between()
        return incoming.finish(photos)
    except ForkedError as error:
        known = known_machine(session, error.origin)
        name = known.name if known else error.origin
        raise TwoCopies(bundle.name, name, error.sequence) from error
    except SignedTwiceError as error:
        started_at = session_record(session, error.uid).content.started_at
        raise SignedTwice(bundle.name, f"{started_at:%Y-%m-%d %H:%M}") from error
    except DoesNotFitError as error:
        raise BundleDamaged(bundle.name) from error


def _after_photos(
    bundle: Bundle, photos: _Photos | None, progress: Progress | None
) -> Iterator[Any]:
    """Keep the photos, which come first, and hand on the records after them."""
    records = bundle.reader.records(progress)
    first = None
    for record in records:
        if isinstance(record, PhotoPiece) or record[0] in ("head", "keys", "photo"):
            if photos is not None:
                photos.take(record)
            continue
        first = record
        break
    if photos is not None:
        photos.end()
    return chain([] if first is None else [first], records)


class _Photos:
    """Writes the encrypted files of photos, each under its hash, while their bytes come."""

    def __init__(self, folder: Path, file: str) -> None:
        self._folder, self._file = folder, file
        self._new: list[Path] = []
        self._open: contextlib.ExitStack | None = None
        self._target: Any = None
        self._digest = hashlib.sha256()
        self._name = ""
        self._left = 0
        self.names: set[str] = set()
        self.kept = 0

    def take(self, record: Any) -> None:
        """Take in the beginning of a photo, or some of its bytes."""
        if isinstance(record, PhotoPiece):
            self._left -= len(record.content)
            self._digest.update(record.content)
            if self._target is not None:
                self._write(record.content)
        elif record[0] == "photo":
            self.end()
            self._begin(str(record[1]), int(record[2]))

    def end(self) -> None:
        """The photo that was begun is complete. Raises `BundleDamaged` where it is not."""
        if not self._name:
            return
        if self._left or self._digest.hexdigest() != self._name:
            raise BundleDamaged(self._file)
        if self._open is not None:
            self._open.close()
        self._open, self._target, self._name = None, None, ""
        self.kept += 1

    def forget(self) -> None:
        """Take away what was written for records that could not be taken in."""
        if self._open is not None:
            with contextlib.suppress(Exception):
                self._open.__exit__(BundleDamaged, BundleDamaged(self._file), None)
        for path in self._new:
            with contextlib.suppress(OSError):
                path.unlink()

    def _write(self, content: bytes) -> None:
        try:
            self._target.write(content)
        except OSError as error:
            raise write_error(self._folder.name, error) from error

    def _begin(self, name: str, size: int) -> None:
        if len(name) != hashlib.sha256().digest_size * 2 or not set(name) <= set(
            "0123456789abcdef"
        ):
            raise BundleDamaged(self._file)
        path = photo_file(self._folder, name)
        self._name, self._left, self._digest = name, size, hashlib.sha256()
        self.names.add(name)
        was_there = path.exists()
        if was_there and is_unharmed(self._folder, name):
            return
        if not self._folder.parent.is_dir():
            raise RecordsGone
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise write_error(path.parent.name, error) from error
        self._open = contextlib.ExitStack()
        self._target = self._open.enter_context(new_file(path))
        if not was_there:
            self._new.append(path)


def _remove_photos(clinic: Clinic, names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(OSError):
            photo_file(clinic.folder.photos, name).unlink(missing_ok=True)


def _nothing(clinic: Clinic, head: BundleHead) -> Receipt:
    return Receipt(
        uid="",
        bundle_uid=head.uid,
        sender=head.sender,
        sender_name=head.sender_name,
        made_at=head.made_at,
        received_at=clinic.clock(),
        received_by=clinic.person.name,
    )


def _let_in(clinic: Clinic, session: Transaction, slots: list[Any]) -> None:
    """Give who came with the records the key slot that came with them."""
    active = {each.uid for each in all_people(session) if each.active}
    clinic.keys.adopt(clinic.key, [slot for slot in slots if slot.get("person_uid") in active])


def _bring_keys_in_line(clinic: Clinic, slots: list[Any]) -> None:
    """Who can sign in follows who is in the records; passphrases stay a matter of each machine."""
    with clinic.database.read() as session:
        people = {each.uid: each for each in all_people(session)}
    active = {uid for uid, person in people.items() if person.active}
    clinic.keys.adopt(clinic.key, [slot for slot in slots if slot.get("person_uid") in active])
    for owner in clinic.keys.people():
        if owner.person_uid not in active:
            with contextlib.suppress(LastPerson):
                clinic.keys.remove_person(clinic.key, owner.person_uid)
    show_apart(clinic, people.values())
