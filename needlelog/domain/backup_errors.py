"""Errors of backups. None of them touches the records or the backups made before."""

from __future__ import annotations

from needlelog.domain.errors import KnownError

_KEPT = "The backups made before are unchanged."


class BackupUnreadable(KnownError):
    """A backup's own note is missing or damaged; `name` is the backup's folder."""

    code = "backup-unreadable"

    def __init__(self, name: str) -> None:
        super().__init__(f"The backup {name} is incomplete or damaged.", name=name)


class BackupPlaceMissing(KnownError):
    """The second place for backups is not there, or another drive is in its place."""

    code = "backup-place-missing"

    def __init__(self, place: str) -> None:
        super().__init__(
            f"The second place for backups, {place}, is not there. "
            "Please plug the drive in, or choose another place.",
            place=place,
        )


class BackupPlaceRefused(KnownError):
    """A folder cannot be the second place; `reason` is ``inside`` or ``missing``."""

    code = "backup-place-refused"

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            "The second place must lie outside the clinic folder, best on another drive."
            if reason == "inside"
            else f"There is no folder {place}.",
            place=place,
            reason=reason,
        )
        self.reason = reason


class BackupNoRoom(KnownError):
    """A backup does not fit; sizes are in MiB. Nothing was written."""

    code = "backup-no-room"

    def __init__(self, place: str, needed_mib: int, free_mib: int) -> None:
        super().__init__(
            f"The backup needs {needed_mib} MiB and {place} has only {free_mib} MiB free. {_KEPT}",
            place=place,
            needed_mib=needed_mib,
            free_mib=free_mib,
        )


class BackupNotProven(KnownError):
    """The copy was made and did not pass its check, so it was taken away again.

    `reason` is ``pages`` (damaged), ``counts`` (not as many records as there were), ``bytes``
    (reads back otherwise than written).
    """

    code = "backup-not-proven"

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(
            f"The backup in {place} did not pass its check: {_WHY[reason]} {_KEPT}",
            place=place,
            reason=reason,
        )
        self.reason = reason


_WHY = {
    "pages": "places of the copy are damaged.",
    "counts": "it does not hold as many records as the clinic.",
    "bytes": "what was written reads back otherwise.",
}


class BackupDoubtful(KnownError):
    """The copy is true, but the records themselves are not as they were written."""

    code = "backup-doubtful"

    def __init__(self) -> None:
        super().__init__(
            "The trail of the records is broken, so this backup is no good one. It was kept, and "
            "the good ones before it are unchanged. Review shows where the trail is broken."
        )


class BackupFailed(KnownError):
    """The program made a mistake while it backed up; `kind` is the mistake's name."""

    code = "backup-failed"

    def __init__(self, kind: str) -> None:
        super().__init__(
            f"The program made a mistake while it backed up ({kind}). {_KEPT}", kind=kind
        )


class BackupStopped(KnownError):
    """Somebody stopped a backup before it was done."""

    code = "backup-stopped"

    def __init__(self) -> None:
        super().__init__(f"The backup was stopped. {_KEPT}")
