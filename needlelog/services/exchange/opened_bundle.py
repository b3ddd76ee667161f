"""A file of another machine, opened: whether it is whole, ours, and goes on from what is here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from needlelog.db.exchange.carrying import began_anew
from needlelog.db.exchange.machines import beginning_here, known_machine, machines
from needlelog.db.exchange.marks import covers, own_marks
from needlelog.db.schema import SCHEMA
from needlelog.domain.errors import KnownError, NewerFile
from needlelog.domain.exchange.bundles import BundleHead
from needlelog.domain.exchange.errors import (
    BundleDamaged,
    BundleFromHere,
    OlderBundle,
    RecordsBetweenMissing,
    RecordsFromBefore,
    SenderBeganAnew,
    SenderNotTrusted,
    ThisMachineUnnamed,
)
from needlelog.files.exchange.bundle_file import BundleReader
from needlelog.services.exchange.heads import head_of
from needlelog.services.exchange.missing_photos import fills_a_gap
from needlelog.services.restoring import RESTORED

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic


@dataclass(slots=True)
class Bundle:
    """A file that fits: how it is read, what it says of itself, the key slots that came with it.

    ``anything_new`` is whether it holds anything that is not here, ``here`` this machine's uid.
    """

    reader: BundleReader
    head: BundleHead
    slots: list[Any]
    new_machine: bool
    anything_new: bool
    here: str

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.reader.path.name


def opened_bundle(clinic: Clinic, file: Path) -> Bundle:
    """The file with its head, when it can be taken in at all.

    Raises:
        ThisMachineUnnamed, NoBundle, NewerFile, OlderBundle, BundleOfOtherClinic, BundleDamaged,
            BundleFromHere, SenderNotTrusted, RecordsBetweenMissing, RecordsFromBefore,
            SenderBeganAnew, or an error of the disk.
    """
    reader = BundleReader(file, clinic.key)
    records = reader.records()
    try:
        word, told = next(records)
        if word != "head":
            raise BundleDamaged(file.name)
        schema = told["schema"]
        if schema > SCHEMA:
            raise NewerFile(file.name, schema, SCHEMA)
        if schema < SCHEMA:
            raise OlderBundle(file.name)
        head = head_of(told)
        word, slots = next(records)
    except (ValueError, TypeError, KeyError, StopIteration) as error:
        raise BundleDamaged(file.name) from error
    finally:
        records.close()
    with clinic.database.read() as session:
        here = next((each.uid for each in machines(session) if each.here), None)
        if here is None:
            _refuse_unnamed(session, head, file.name)
        if head.sender == here:
            raise BundleFromHere(file.name)
        sender = known_machine(session, head.sender)
        if not reader.is_signed_by(sender.public_key if sender else head.sender_key):
            raise SenderNotTrusted(file.name, sender.name if sender else head.sender_name)
        mine = own_marks(session)
        anything_new = not covers(mine, head.marks) or fills_a_gap(
            session, clinic.folder.photos, head
        )
        if anything_new and not covers(mine, head.since):
            raise _not_continued(session, head, file.name, here)
    return Bundle(reader, head, slots, sender is None, anything_new, here)


def _refuse_unnamed(session: Transaction, head: BundleHead, file: str) -> NoReturn:
    """A computer that was put back to before the machines does not begin a clinic of its own."""
    began = beginning_here(session)
    if began is not None and began[0] == RESTORED and not machines(session):
        raise RecordsFromBefore(file, head.sender_name, can_send=False)
    raise ThisMachineUnnamed


def _not_continued(session: Transaction, head: BundleHead, file: str, here: str) -> KnownError:
    """Why a file goes on from what is not here, and what to do about it."""
    mine = own_marks(session)
    if covers(mine, head.beginning):
        return RecordsBetweenMissing(file, head.sender_name)
    if all(origin in mine for origin in head.beginning):
        can_send = not began_anew(session, here)
        return RecordsFromBefore(file, head.sender_name, can_send=can_send)
    return SenderBeganAnew(file, head.sender_name)
