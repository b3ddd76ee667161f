"""Adding sessions in bulk to the sample clinic, before its named clients come."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from needlelog.db.bulk.facts import end_of_trail, next_rows, row_numbers
from needlelog.db.bulk.loading import load_in_bulk
from needlelog.db.database_file import open_database
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.stock import Lot
from needlelog.services import stock
from needlelog.services.people import add_person, people
from needlelog.services.sample_clinic.many.beside import batches_of
from needlelog.services.sample_clinic.many.courses import LINES
from needlelog.services.sample_clinic.many.facts import Facts, OpenedLot
from needlelog.services.sample_clinic.many.story import YEARS
from needlelog.services.sample_clinic.people import PASSPHRASE
from needlelog.services.sample_clinic.shelf import GLIDE, LIDOCAINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from needlelog.db.bulk.loading import Batch
    from needlelog.services.sample_clinic.shelf import Shelf
    from needlelog.services.sample_clinic.stage import Stage

LONG_AGO = timedelta(days=YEARS * 366 + 60)
"""The clinic was there before the first of these sessions."""
_FRESH_LOT_EVERY = 91
_LASTS = timedelta(days=730)
_COLLEAGUES = ("A. Lindqvist", "B. Moreau", "C. Nakata", "D. Osei", "E. Petrova", "F. Quist")
_UNFINISHED = ".{}.bulk.needlelog-new"


def add_many_sessions(
    stage: Stage, shelf: Shelf, count: int, told: Callable[[int], object]
) -> None:
    """Write so many signed sessions of the ten years up to yesterday.

    ``told`` is called with how many are made. Nobody else may have the clinic open.

    Raises:
        KnownError: the disk is full or writing is refused; then none was added.
    """
    clinic = stage.clinic
    facts = facts_of(stage, shelf, count)
    clinic.database.close()
    path, key = clinic.folder.database, clinic.key.secret
    fresh = path.with_name(_UNFINISHED.format(path.name))
    try:
        load_in_bulk(path, key, fresh, _counted(batches_of(facts), told))
    finally:
        clinic.database = open_database(path, key, at=stage.present, backups=clinic.folder.backups)


def _counted(batches: Iterator[Batch], told: Callable[[int], object]) -> Iterator[Batch]:
    made = 0
    for batch in batches:
        yield batch
        made += len(batch.get("session", ()))
        told(made)


def facts_of(stage: Stage, shelf: Shelf, count: int) -> Facts:
    """Add colleagues and the lots of ten years, and say how the clinic stands then."""
    clinic = stage.clinic
    first = stage.clock.now
    for place, name in enumerate(_COLLEAGUES):
        licence = f"AP-5{place}118"
        person = Practitioner("", name, Role.PRACTITIONER, licence)
        add_person(stage.on(first), person, PASSPHRASE)
    lots = _lots(stage, shelf, first)
    with clinic.database.read() as session:
        sequence, head, origin = end_of_trail(session)
        numbers, free = row_numbers(session), next_rows(session)
    return Facts(
        sessions=count,
        seed=stage.chance.randrange(2**32),
        present=stage.present,
        origin=origin,
        sequence=sequence,
        head=head,
        people=tuple(each for each in people(clinic) if each.may_write),
        shelf=shelf,
        lots=tuple(OpenedLot(key, lot, numbers["lot", lot.uid]) for key, lot in lots),
        numbers=numbers,
        next_rows=free,
    )


def _lots(stage: Stage, shelf: Shelf, first: datetime) -> list[tuple[str, Lot]]:
    """A lot each quarter of every product that the courses use; long used up."""
    keys = sorted(
        {GLIDE, LIDOCAINE, *(line.device for line in LINES), *(line.serum for line in LINES)}
    )
    found: list[tuple[str, Lot]] = []
    with stage.clinic.database.together():
        opened = first.date()
        number = 0
        while opened < stage.today:
            clinic = stage.on(datetime.combine(opened, time(7, 30), stage.present.tzinfo))
            number += 1
            for key in keys:
                lot = Lot(
                    "",
                    shelf.products[key].uid,
                    f"{key[:2].upper()}{opened.year % 100:02}{number:03}",
                    expiry=(opened + _LASTS).isoformat(),
                    opened_on=opened,
                )
                found.append((key, stock.save_lot(clinic, lot)))
            opened += timedelta(days=_FRESH_LOT_EVERY)
    return found
