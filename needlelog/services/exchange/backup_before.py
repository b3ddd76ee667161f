"""The backup without which nothing is received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.backup_errors import BackupDoubtful
from needlelog.domain.backups import BackupReason
from needlelog.files.backups.last_ones import Which
from needlelog.services.backup_making import UNWATCHED, Watch
from needlelog.services.backups import back_up

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


def back_up_before_receiving(clinic: Clinic, watch: Watch = UNWATCHED) -> None:
    """Make a backup in the clinic folder unless the newest one holds the present state.

    Records whose trail is broken are copied as they are: what a colleague sends is not kept out
    for that.

    Raises:
        As `back_up`, and what kept the clinic folder from getting its copy.
    """
    outcome = back_up(clinic, BackupReason.BEFORE_RECEIVE, watch, only_if_changed=True)
    failed = outcome.failed.get(Which.CLINIC)
    if failed is not None and not isinstance(failed, BackupDoubtful):
        raise failed
