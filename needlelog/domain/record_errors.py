"""Errors of the records: who may write, what is not there, and trouble with the database file."""

from __future__ import annotations

from needlelog.domain.errors import KnownError


class NotAllowed(KnownError):
    """The person's role does not allow the act; `act` is a stable word for it."""

    code = "not-allowed"

    def __init__(self, act: str) -> None:
        super().__init__("Your role does not allow this.", act=act)
        self.act = act


class NoSuchRecord(KnownError):
    """A record was asked for that is not in this clinic; `kind` is its kind, `uid` its identity."""

    code = "no-such-record"

    def __init__(self, kind: str, uid: str) -> None:
        super().__init__("This record is not in the clinic any more.", kind=kind, uid=uid)
        self.kind, self.uid = kind, uid


class RecordLocked(KnownError):
    """A signed record was about to be changed; what comes later is an addendum."""

    code = "record-locked"

    def __init__(self) -> None:
        super().__init__("A signed record cannot be changed. Please write an addendum.")


class RecordKept(KnownError):
    """Records were about to be destroyed that must be kept.

    ``reason`` is ``legal_hold``, ``open_recall``, or ``pointed_at`` where records of another client
    build on them, written while the two were merged.
    """

    code = "record-kept"

    def __init__(self, reason: str) -> None:
        sentences = {
            "legal_hold": "These records are under a legal hold. Lift it first.",
            "open_recall": "An open recall names this client. Close the recall first.",
            "pointed_at": (
                "Records of another client build on these, since the two were merged for a time. "
                "Nothing was destroyed. Merged again, both can be destroyed as one."
            ),
        }
        super().__init__(sentences[reason], reason=reason)
        self.reason = reason


class RecordIncomplete(KnownError):
    """A session cannot be signed as it stands; `reason` is a stable word for what is wrong."""

    code = "record-incomplete"

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence, reason=reason)
        self.reason = reason


class DatabaseMissing(KnownError):
    """The clinic folder has no database file."""

    code = "database-missing"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"The records {file} are missing from the clinic folder. "
            "Put the file back from a backup.",
            file=file,
        )


class DatabaseAlreadyThere(KnownError):
    """A database was to be made where one is; it is never overwritten."""

    code = "database-already-there"

    def __init__(self, file: str) -> None:
        super().__init__(f"{file} is already there; it was left as it is.", file=file)


class DatabaseNotOpened(KnownError):
    """The file is no database, or the key does not belong to it; the two cannot be told apart."""

    code = "database-not-opened"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} cannot be opened with this key. "
            "Either the key file belongs to another clinic or the records are damaged.",
            file=file,
        )


class DatabaseDamaged(KnownError):
    """A page of the database is damaged."""

    code = "database-damaged"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"{file} is damaged in a place that is needed. Please restore a backup.", file=file
        )


class DatabaseBusy(KnownError):
    """Another program holds the database; nothing was saved."""

    code = "database-busy"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"Another program is using {file}, so nothing was saved. Please try again.", file=file
        )


class RecordsGone(KnownError):
    """The open records are not where they were: drive pulled out, folder moved, file exchanged."""

    code = "records-gone"

    def __init__(self) -> None:
        super().__init__(
            "The clinic folder is not in its place any more: the drive was unplugged, or the "
            "folder was moved or exchanged. Nothing was saved just now. Put it back as it was, "
            "then close NeedleLog and open it again."
        )


class MigrationFailed(KnownError):
    """The records could not be brought to this program's schema; the file is as it was."""

    code = "migration-failed"

    def __init__(self, file: str, copy: str) -> None:
        super().__init__(
            f"{file} could not be brought up to date and was left as it was. "
            f"A copy from before is in {copy}.",
            file=file,
            copy=copy,
        )
