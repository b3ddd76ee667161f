"""Errors of signing in, people, keys, the clinic folder and the disk, by code and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES: dict[str, object] = {
    "wrong-passphrase": QT_TRANSLATE_NOOP("Errors", "That passphrase is not right. {wait}"),
    "wrong-recovery-code": QT_TRANSLATE_NOOP(
        "Errors",
        "That recovery code does not open this clinic. {wait}",
    ),
    "too-soon": QT_TRANSLATE_NOOP("Errors", "There were several wrong tries. {wait}"),
    "empty-passphrase": QT_TRANSLATE_NOOP(
        "Errors",
        "Please choose a passphrase; it cannot be empty.",
    ),
    "recovery-code-mistyped:character": QT_TRANSLATE_NOOP(
        "Errors",
        "A recovery code has only letters and digits, and never a U; please look at group {group}.",
    ),
    "recovery-code-mistyped:length": QT_TRANSLATE_NOOP(
        "Errors",
        "A recovery code has {expected} characters, these are {found}.",
    ),
    "recovery-code-mistyped:check": QT_TRANSLATE_NOOP(
        "Errors",
        "There is a slip in this recovery code: one character is wrong or two are swapped.",
    ),
    "pin-not-allowed": QT_TRANSLATE_NOOP("Errors", "A PIN has 4 to 8 digits."),
    "wrong-pin": QT_TRANSLATE_NOOP("Errors", "That PIN is not right. {tries}"),
    "pin-forgotten": QT_TRANSLATE_NOOP("Errors", "Please sign in with your passphrase."),
    "no-such-person": QT_TRANSLATE_NOOP("Errors", "This person cannot sign in to this clinic."),
    "last-person": QT_TRANSLATE_NOOP(
        "Errors",
        "This is the only person who can sign in, so they must stay.",
    ),
    "last-manager": QT_TRANSLATE_NOOP("Errors", "This is the only manager, so they must stay one."),
    "wrong-data-key": QT_TRANSLATE_NOOP(
        "Errors",
        "The key file in the clinic folder belongs to another clinic; nothing was changed.",
    ),
    "keys-missing": QT_TRANSLATE_NOOP(
        "Errors",
        "The key file keys.json is missing from the clinic folder. Put it back from a backup; "
        "without it the records cannot be opened.",
    ),
    "keys-damaged": QT_TRANSLATE_NOOP(
        "Errors",
        "The key file keys.json is damaged. Put it back from a backup; the records themselves "
        "are not touched.",
    ),
    "keys-already-there": QT_TRANSLATE_NOOP(
        "Errors",
        "This folder already has a key file; it was left as it is.",
    ),
    "not-enough-memory": QT_TRANSLATE_NOOP(
        "Errors",
        "Checking the passphrase needs {needed_mib} MiB of free memory. Please close another "
        "program and try again.",
    ),
    "newer-file": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} was written by a newer NeedleLog (format {found}, this one knows {known}). "
        "Please update NeedleLog on this computer.",
    ),
    "folder-in-use": QT_TRANSLATE_NOOP(
        "Errors",
        "This clinic is already open in another NeedleLog{where}. Close it there first.",
    ),
    "lock-unsupported": QT_TRANSLATE_NOOP(
        "Errors",
        "This drive cannot guard the clinic folder against being opened twice. Please keep "
        "the clinic folder on a drive of this computer.",
    ),
    "folder-not-clinic": QT_TRANSLATE_NOOP("Errors", "There is no clinic in the folder {folder}."),
    "folder-already-clinic": QT_TRANSLATE_NOOP(
        "Errors",
        "The folder {folder} already holds a clinic.",
    ),
    "folder-occupied": QT_TRANSLATE_NOOP(
        "Errors",
        "The folder {folder} holds other files. Please choose an empty or a new folder.",
    ),
    "disk-full": QT_TRANSLATE_NOOP(
        "Errors",
        "The disk is full, so {file} could not be saved. What was saved before is unchanged.",
    ),
    "write-refused": QT_TRANSLATE_NOOP(
        "Errors",
        "Writing {file} is not allowed here (no permission, or a read-only drive).",
    ),
    "write-failed": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} could not be saved: {reason}. What was saved before is unchanged.",
    ),
    "read-failed": QT_TRANSLATE_NOOP("Errors", "{file} could not be read: {reason}."),
}
