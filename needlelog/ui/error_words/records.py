"""Errors of the records and their database, by code and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES: dict[str, object] = {
    "not-allowed": QT_TRANSLATE_NOOP("Errors", "Your role does not allow this."),
    "no-such-record": QT_TRANSLATE_NOOP("Errors", "This record is not in the clinic any more."),
    "record-locked": QT_TRANSLATE_NOOP(
        "Errors",
        "A signed record cannot be changed. Please write an addendum.",
    ),
    "record-kept:legal_hold": QT_TRANSLATE_NOOP(
        "Errors",
        "These records are under a legal hold. Lift it first.",
    ),
    "record-kept:open_recall": QT_TRANSLATE_NOOP(
        "Errors",
        "An open recall names this client. Close the recall first.",
    ),
    "record-kept:pointed_at": QT_TRANSLATE_NOOP(
        "Errors",
        "Records of another client build on these, since the two were merged for a time. "
        "Nothing was destroyed. Merged again, both can be destroyed as one.",
    ),
    "record-incomplete:block_reason": QT_TRANSLATE_NOOP(
        "Errors",
        "The screening found something that needs a reason.",
    ),
    "record-incomplete:block_prescriber": QT_TRANSLATE_NOOP(
        "Errors",
        "The screening found something that needs a prescriber's name.",
    ),
    "record-incomplete:warning_unseen": QT_TRANSLATE_NOOP(
        "Errors",
        "The screening found something that nobody has marked as seen.",
    ),
    "record-incomplete:end_before_start": QT_TRANSLATE_NOOP(
        "Errors",
        "The session ends before it starts.",
    ),
    "record-incomplete:numbing_off_before_on": QT_TRANSLATE_NOOP(
        "Errors",
        "A numbing was taken off before it was put on.",
    ),
    "record-incomplete:no_zone": QT_TRANSLATE_NOOP("Errors", "No zone is written down."),
    "record-incomplete:zone_depth": QT_TRANSLATE_NOOP("Errors", "A zone has no depth."),
    "record-incomplete:numbing_expired": QT_TRANSLATE_NOOP(
        "Errors",
        "An anaesthetic is past its expiry and no reason is given.",
    ),
    "record-incomplete:cartridge_expired": QT_TRANSLATE_NOOP(
        "Errors",
        "The cartridge is past its expiry and no reason is given.",
    ),
    "record-incomplete:topical_expired": QT_TRANSLATE_NOOP(
        "Errors",
        "A product is past its expiry and no reason is given.",
    ),
    "record-incomplete:numbing_recalled": QT_TRANSLATE_NOOP(
        "Errors",
        "An anaesthetic is under a recall and no reason is given.",
    ),
    "record-incomplete:cartridge_recalled": QT_TRANSLATE_NOOP(
        "Errors",
        "The cartridge is under a recall and no reason is given.",
    ),
    "record-incomplete:topical_recalled": QT_TRANSLATE_NOOP(
        "Errors",
        "A product is under a recall and no reason is given.",
    ),
    "record-incomplete:no_reason": QT_TRANSLATE_NOOP("Errors", "Please write the reason."),
    "record-incomplete:no_text": QT_TRANSLATE_NOOP("Errors", "Please write some words."),
    "record-incomplete:no_name": QT_TRANSLATE_NOOP("Errors", "Please write a name."),
    "record-incomplete:ask_again_early": QT_TRANSLATE_NOOP(
        "Errors",
        "The day to ask again lies in the past.",
    ),
    "record-incomplete:cartridge_used": QT_TRANSLATE_NOOP(
        "Errors",
        "This cartridge was used for another client. A cartridge is never used for two.",
    ),
    "record-incomplete:lot_empty": QT_TRANSLATE_NOOP(
        "Errors",
        "This lot has not so many cartridges left. Please correct the stock or choose another lot.",
    ),
    "record-incomplete:out-of-range": QT_TRANSLATE_NOOP(
        "Errors",
        "A value lies outside what can be recorded, so nothing was saved.",
    ),
    "database-missing": QT_TRANSLATE_NOOP(
        "Errors",
        "The records {file} are missing from the clinic folder. Put the file back from a backup.",
    ),
    "database-already-there": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} is already there; it was left as it is.",
    ),
    "database-not-opened": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} cannot be opened with this key. Either the key file belongs to another clinic "
        "or the records are damaged.",
    ),
    "database-damaged": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} is damaged in a place that is needed. Please restore a backup.",
    ),
    "database-busy": QT_TRANSLATE_NOOP(
        "Errors",
        "Another program is using {file}, so nothing was saved. Please try again.",
    ),
    "records-gone": QT_TRANSLATE_NOOP(
        "Errors",
        "The clinic folder is not in its place any more: the drive was unplugged, or the "
        "folder was moved or exchanged. Nothing was saved just now. Put it back as it was, "
        "then close NeedleLog and open it again.",
    ),
    "migration-failed": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} could not be brought up to date and was left as it was. A copy from before is "
        "in {copy}.",
    ),
}
