"""Errors of the exchange between machines, by code and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES: dict[str, object] = {
    "machine-unnamed": QT_TRANSLATE_NOOP(
        "Errors",
        "This computer has no name in the clinic yet. A manager gives it a name "
        "under Computers first.",
    ),
    "machine-named-already": QT_TRANSLATE_NOOP(
        "Errors",
        "This computer has a name in the clinic already.",
    ),
    "machine-name-taken": QT_TRANSLATE_NOOP(
        "Errors",
        "Another computer of the clinic is called “{name}” already. Please choose another name.",
    ),
    "not-first-machine": QT_TRANSLATE_NOOP(
        "Errors",
        "These records were copied before their own computer was given a name under Computers. "
        "Name it there, make the copy again and unpack that one here.",
    ),
    "machine-key-lost": QT_TRANSLATE_NOOP(
        "Errors",
        "The key with which this computer signs what it sends is missing. A manager lets it "
        "join anew under Computers, in the place of the former one.",
    ),
    "bundle-damaged": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} is damaged: it was cut off or changed on its way. Nothing was taken in. "
        "Please copy it again, or let the other computer write it once more.",
    ),
    "bundle-of-other-clinic": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} belongs to another clinic. Nothing was taken in.",
    ),
    "no-bundle": QT_TRANSLATE_NOOP("Errors", "{file} does not hold records from another computer."),
    "bundle-from-here": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} was written on this computer; it is for the others.",
    ),
    "sender-not-trusted": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} says it comes from “{machine}” but was not signed by it. Nothing was taken in.",
    ),
    "records-between-missing": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} goes on from records that this computer does not have. Receive the earlier "
        "file first, or let “{machine}” send everything.",
    ),
    "records-from-before:1": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} goes on from records that no file brings: a backup was put back here that was "
        "made before the clinic's computers had names. Send what was recorded here since "
        "then, receive it on “{machine}”, and make a backup there. Then restore that backup "
        "on this computer: Settings, Backups, Restore, Look in another folder.",
    ),
    "records-from-before:0": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} goes on from records that no file brings: a backup was put back here that was "
        "made before the clinic's computers had names. Make a backup on “{machine}”. What "
        "was recorded here meanwhile is set aside then. Then restore that backup on this "
        "computer: Settings, Backups, Restore, Look in another folder.",
    ),
    "sender-began-anew": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} does not fit the records here: “{machine}” was put back to a backup that "
        "was made before the clinic's computers had names, and began anew. Nothing was taken "
        "in. Make a backup here and restore it there: Settings, Backups, Restore, Look in "
        "another folder. What was recorded there meanwhile is set aside there.",
    ),
    "two-copies": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} holds entry {sequence} of the trail of “{machine}”, and it is not the entry "
        "that this computer knows under that number: two copies of one machine were written "
        "to. Nothing was taken in. Please find the second copy and take it out of use.",
    ),
    "signed-twice": QT_TRANSLATE_NOOP(
        "Errors",
        "The session of {started} was signed on this computer and on another one, out of the "
        "same unfinished session. {file} cannot be taken in. Restore a backup here from before "
        "that signature, then receive the file.",
    ),
    "erasure-not-agreed": QT_TRANSLATE_NOOP(
        "Errors",
        "The records of {clients} were destroyed on another computer. Receiving destroys them "
        "here too; a manager has to agree.",
    ),
    "preview-outdated": QT_TRANSLATE_NOOP(
        "Errors",
        "Something was recorded here while you looked at {file}, and it would do something "
        "else now. Nothing was taken in. Please look at it again.",
    ),
    "erasure-held": QT_TRANSLATE_NOOP(
        "Errors",
        "Records that were destroyed on another computer are under a legal hold here. Nothing "
        "was taken in. Lift the hold first, or keep this computer's records apart.",
    ),
    "erasure-entangled": QT_TRANSLATE_NOOP(
        "Errors",
        "Records that were destroyed on another computer were merged into another client "
        "here. Nothing was taken in. Undo that merge, or destroy the whole client here too.",
    ),
    "no-manager-left": QT_TRANSLATE_NOOP(
        "Errors",
        "After this no manager would be left: each was switched off on another computer. "
        "Nothing was taken in. Make somebody a manager first.",
    ),
    "receipt-not-undoable:later_receipt": QT_TRANSLATE_NOOP(
        "Errors",
        "Another file was received after this one. Take that one back first.",
    ),
    "receipt-not-undoable:built_on": QT_TRANSLATE_NOOP(
        "Errors",
        "Something that was recorded here since then builds on what was received, so it "
        "cannot be taken back any more.",
    ),
    "receipt-not-undoable:erased": QT_TRANSLATE_NOOP(
        "Errors",
        "Records were destroyed with this file or since then. That cannot be taken back.",
    ),
    "receipt-not-undoable:undone": QT_TRANSLATE_NOOP("Errors", "This was taken back already."),
    "conflict-gone": QT_TRANSLATE_NOOP("Errors", "This was settled meanwhile."),
    "older-bundle": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} was written by an older NeedleLog. Please update NeedleLog on the other "
        "computer and let it send again.",
    ),
}
