"""Taking a file in from the window: a backup first, then the records, then what was chosen."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from needlelog.domain.exchange.errors import ConflictGone
from needlelog.services.backup_making import Watch
from needlelog.services.exchange.backup_before import back_up_before_receiving
from needlelog.services.exchange.conflicts import choose
from needlelog.services.exchange.receiving import receive, undo_receive
from needlelog.services.people import people

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from needlelog.domain.exchange.bundles import Preview, Receipt
    from needlelog.domain.exchange.fields import Conflict
    from needlelog.services.clinic import Clinic
    from needlelog.ui.exchange.long_job import LongJob

_BACKUP_SHARE = 0.5


def take_in(
    clinic: Clinic,
    file: Path,
    chosen: Iterable[tuple[Conflict, str]],
    job: LongJob,
    seen: Preview,
    *,
    agreed: bool,
) -> Receipt:
    """Called in the thread of the job. Without a backup in the clinic folder nothing is taken in.

    ``seen`` is what was looked at; ``agreed`` says that records destroyed elsewhere are destroyed
    here too.

    Raises:
        As `receive` and `back_up_before_receiving`.
    """
    watch = Watch(lambda share: job.share(share * _BACKUP_SHARE), job.stopped)
    back_up_before_receiving(clinic, watch)

    def told(done: int, total: int) -> None:
        part = done / total if total else 1.0
        job.share(_BACKUP_SHARE + (1 - _BACKUP_SHARE) * part)

    receipt = receive(clinic, file, agree_erasures=agreed, seen=seen, progress=told)
    for conflict, version in chosen:
        with contextlib.suppress(ConflictGone):
            choose(clinic, conflict, version)
    know_again(clinic)
    return receipt


def take_back(clinic: Clinic, receipt: Receipt) -> Receipt:
    """Called in the thread of a job. Raises as `undo_receive`."""
    taken = undo_receive(clinic, receipt.uid)
    know_again(clinic)
    return taken


def know_again(clinic: Clinic) -> None:
    """Who sits at the window may have another name or role now, or no way in any more."""
    here = clinic.person.uid
    clinic.person = next((each for each in people(clinic) if each.uid == here), clinic.person)
