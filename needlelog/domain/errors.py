"""Errors whose cause lies in the user's world, not in the program.

A `KnownError` carries a stable `code`, which the window turns into a translated sentence, and
`details` for that sentence. Its `str()` is a plain English sentence, good enough for the command
line. Neither ever holds a client's name, a note, a passphrase or a code that opens anything.
Anything that is not a `KnownError` is a fault of the program and takes the crash path.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

from needlelog.domain.value_sentences import VALUE_SENTENCES


class KnownError(Exception):
    """Base of all errors that are told to the user in a sentence."""

    code: ClassVar[str] = "known"

    def __init__(self, sentence: str, /, **details: str | int) -> None:
        super().__init__(sentence)
        self.details: Mapping[str, str | int] = MappingProxyType(details)


# --- signing in ---------------------------------------------------------------------------------


def _wait_sentence(retry_after_seconds: int) -> str:
    if retry_after_seconds <= 0:
        return "Please try again."
    unit = "second" if retry_after_seconds == 1 else "seconds"
    return f"Please wait {retry_after_seconds} {unit} before the next try."


class SignInRefused(KnownError):
    """A passphrase or code did not open the clinic; says how long to wait before the next try."""

    code = "sign-in-refused"

    def __init__(self, sentence: str, retry_after_seconds: int) -> None:
        super().__init__(
            f"{sentence} {_wait_sentence(retry_after_seconds)}",
            retry_after_seconds=retry_after_seconds,
        )
        self.retry_after_seconds = retry_after_seconds


class WrongPassphrase(SignInRefused):
    """The passphrase does not open this person's key."""

    code = "wrong-passphrase"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__("That passphrase is not right.", retry_after_seconds)


class WrongRecoveryCode(SignInRefused):
    """The recovery code is well written but belongs to another clinic or was replaced."""

    code = "wrong-recovery-code"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__("That recovery code does not open this clinic.", retry_after_seconds)


class TooSoon(SignInRefused):
    """A try came before the wait after earlier wrong tries was over; nothing was tried."""

    code = "too-soon"

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__("There were several wrong tries.", retry_after_seconds)


class EmptyPassphrase(KnownError):
    """A passphrase without any character was chosen."""

    code = "empty-passphrase"

    def __init__(self) -> None:
        super().__init__("Please choose a passphrase; it cannot be empty.")


class RecoveryCodeMistyped(KnownError):
    """The typed recovery code cannot be a recovery code.

    `reason` is `length`, `character` (with its `position`, from 1) or `check`.
    """

    code = "recovery-code-mistyped"

    def __init__(self, sentence: str, reason: str, **details: str | int) -> None:
        super().__init__(sentence, reason=reason, **details)
        self.reason = reason


class PinNotAllowed(KnownError):
    """A PIN that is not 4 to 8 digits was chosen."""

    code = "pin-not-allowed"

    def __init__(self) -> None:
        super().__init__("A PIN has 4 to 8 digits.")


class WrongPin(KnownError):
    """The PIN is not right; `tries_left` more, then only the passphrase opens."""

    code = "wrong-pin"

    def __init__(self, tries_left: int) -> None:
        tries = "1 try is" if tries_left == 1 else f"{tries_left} tries are"
        super().__init__(f"That PIN is not right; {tries} left.", tries_left=tries_left)
        self.tries_left = tries_left


class PinForgotten(KnownError):
    """No PIN is held (any more): the passphrase is asked for."""

    code = "pin-forgotten"

    def __init__(self) -> None:
        super().__init__("Please sign in with your passphrase.")


# --- people and keys ----------------------------------------------------------------------------


class NoSuchPerson(KnownError):
    """No key slot belongs to this person."""

    code = "no-such-person"

    def __init__(self, person_uid: str) -> None:
        super().__init__("This person cannot sign in to this clinic.", person_uid=person_uid)


class LastPerson(KnownError):
    """The only person who can sign in would lose the way in."""

    code = "last-person"

    def __init__(self) -> None:
        super().__init__("This is the only person who can sign in, so they must stay.")


class LastManager(KnownError):
    """The clinic would have nobody left who may change people and settings."""

    code = "last-manager"

    def __init__(self) -> None:
        super().__init__("This is the only manager, so they must stay one.")


class WrongDataKey(KnownError):
    """The key in use does not belong to this key file (the file was exchanged meanwhile)."""

    code = "wrong-data-key"

    def __init__(self) -> None:
        super().__init__(
            "The key file in the clinic folder belongs to another clinic; nothing was changed."
        )


class KeysMissing(KnownError):
    """The clinic folder has no key file."""

    code = "keys-missing"

    def __init__(self) -> None:
        super().__init__(
            "The key file keys.json is missing from the clinic folder. "
            "Put it back from a backup; without it the records cannot be opened."
        )


class KeysDamaged(KnownError):
    """The key file and its copy cannot be understood."""

    code = "keys-damaged"

    def __init__(self) -> None:
        super().__init__(
            "The key file keys.json is damaged. "
            "Put it back from a backup; the records themselves are not touched."
        )


class KeysAlreadyThere(KnownError):
    """A key file exists where a new one was to be made; it is never overwritten."""

    code = "keys-already-there"

    def __init__(self) -> None:
        super().__init__("This folder already has a key file; it was left as it is.")


class NotEnoughMemory(KnownError):
    """The computer has too little free memory to check a passphrase."""

    code = "not-enough-memory"

    def __init__(self, needed_mib: int) -> None:
        super().__init__(
            f"Checking the passphrase needs {needed_mib} MiB of free memory. "
            "Please close another program and try again.",
            needed_mib=needed_mib,
        )


class NewerFile(KnownError):
    """A file was written by a newer NeedleLog than this one. `file` is its name in the folder."""

    code = "newer-file"

    def __init__(self, file: str, found: int, known: int) -> None:
        super().__init__(
            f"{file} was written by a newer NeedleLog (format {found}, this one knows {known}). "
            "Please update NeedleLog on this computer.",
            file=file,
            found=found,
            known=known,
        )


# --- folder and disk ----------------------------------------------------------------------------


class FolderInUse(KnownError):
    """Another NeedleLog has this clinic folder open.

    `pid` is 0, `host` and `since` (an ISO instant) are empty where they could not be read.
    """

    code = "folder-in-use"

    def __init__(self, pid: int = 0, host: str = "", since: str = "") -> None:
        where = f" on {host}" if host else ""
        process = f" (process {pid})" if pid else ""
        when = f" since {since}" if since else ""
        super().__init__(
            f"This clinic is already open in another NeedleLog{where}{process}{when}. "
            "Close it there first.",
            pid=pid,
            host=host,
            since=since,
        )
        self.pid, self.host, self.since = pid, host, since


class LockUnsupported(KnownError):
    """The drive cannot lock files, so two programs could write to one clinic at once."""

    code = "lock-unsupported"

    def __init__(self) -> None:
        super().__init__(
            "This drive cannot guard the clinic folder against being opened twice. "
            "Please keep the clinic folder on a drive of this computer."
        )


class FolderNotClinic(KnownError):
    """The folder holds no clinic."""

    code = "folder-not-clinic"

    def __init__(self, folder: str) -> None:
        super().__init__(f"There is no clinic in the folder {folder}.", folder=folder)


class FolderAlreadyClinic(KnownError):
    """A clinic was to be made in a folder that holds one."""

    code = "folder-already-clinic"

    def __init__(self, folder: str) -> None:
        super().__init__(f"The folder {folder} already holds a clinic.", folder=folder)


class FolderOccupied(KnownError):
    """A clinic was to be made in a folder with other files."""

    code = "folder-occupied"

    def __init__(self, folder: str) -> None:
        super().__init__(
            f"The folder {folder} holds other files. Please choose an empty or a new folder.",
            folder=folder,
        )


class DiskFull(KnownError):
    """The drive has no room left; what was there before is unchanged."""

    code = "disk-full"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"The disk is full, so {file} could not be saved. What was saved before is unchanged.",
            file=file,
        )


class WriteRefused(KnownError):
    """The system does not allow writing there; what was there before is unchanged."""

    code = "write-refused"

    def __init__(self, file: str) -> None:
        super().__init__(
            f"Writing {file} is not allowed here (no permission, or a read-only drive).", file=file
        )


class WriteFailed(KnownError):
    """The drive failed while writing; what was there before is unchanged."""

    code = "write-failed"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(
            f"{file} could not be saved: {reason}. What was saved before is unchanged.",
            file=file,
            reason=reason,
        )


class ReadFailed(KnownError):
    """A file is there but the system does not let the program read it."""

    code = "read-failed"

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file} could not be read: {reason}.", file=file, reason=reason)


# --- values typed by hand -----------------------------------------------------------------------


class InvalidValue(KnownError, ValueError):
    """A value that was typed cannot be what the field holds; the value before it is kept.

    `reason` is one of `number`, `whole_number`, `depth_range`, `depth_step`, `passes_range`,
    `volume_range`, `expiry`, or another that brings its own sentence in the window.
    """

    code = "invalid-value"

    def __init__(self, reason: str, /, text: str) -> None:
        sentence = VALUE_SENTENCES.get(reason, "“{text}” cannot be used here.")
        super().__init__(sentence.format(text=text), reason=reason, text=text)
        self.reason = reason
