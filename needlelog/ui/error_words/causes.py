"""What stands inside a sentence about a file: why it could not be read, written or understood."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CAUSES: dict[str, object] = {
    "a line is damaged": QT_TRANSLATE_NOOP("ErrorCauses", "a line is damaged"),
    "a row is damaged": QT_TRANSLATE_NOOP("ErrorCauses", "a row is damaged"),
    "another program holds it open": QT_TRANSLATE_NOOP(
        "ErrorCauses", "another program holds it open"
    ),
    "it comes from a newer NeedleLog": QT_TRANSLATE_NOOP(
        "ErrorCauses", "it comes from a newer NeedleLog"
    ),
    "it does not begin like one": QT_TRANSLATE_NOOP("ErrorCauses", "it does not begin like one"),
    "it has another format": QT_TRANSLATE_NOOP("ErrorCauses", "it has another format"),
    "it has no manifest of NeedleLog": QT_TRANSLATE_NOOP(
        "ErrorCauses", "it has no manifest of NeedleLog"
    ),
    "it has no rows": QT_TRANSLATE_NOOP("ErrorCauses", "it has no rows"),
    "it holds bytes that no table has": QT_TRANSLATE_NOOP(
        "ErrorCauses", "it holds bytes that no table has"
    ),
    "it is an old .xls file; save it as .xlsx or .csv": QT_TRANSLATE_NOOP(
        "ErrorCauses", "it is an old .xls file; save it as .xlsx or .csv"
    ),
    "it is damaged": QT_TRANSLATE_NOOP("ErrorCauses", "it is damaged"),
    "it has no sheet of that name": QT_TRANSLATE_NOOP(
        "ErrorCauses", "it has no sheet of that name"
    ),
    "it is damaged or no Excel file": QT_TRANSLATE_NOOP(
        "ErrorCauses", "it is damaged or no Excel file"
    ),
    "it is empty": QT_TRANSLATE_NOOP("ErrorCauses", "it is empty"),
    "it is larger than 200 MB": QT_TRANSLATE_NOOP("ErrorCauses", "it is larger than 200 MB"),
    "it was cut off": QT_TRANSLATE_NOOP("ErrorCauses", "it was cut off"),
    "its beginning is damaged": QT_TRANSLATE_NOOP("ErrorCauses", "its beginning is damaged"),
    "its lines are not those NeedleLog wrote": QT_TRANSLATE_NOOP(
        "ErrorCauses", "its lines are not those NeedleLog wrote"
    ),
    "its manifest is damaged": QT_TRANSLATE_NOOP("ErrorCauses", "its manifest is damaged"),
    "its manifest was cut off": QT_TRANSLATE_NOOP("ErrorCauses", "its manifest was cut off"),
    "its rows do not fit together": QT_TRANSLATE_NOOP(
        "ErrorCauses", "its rows do not fit together"
    ),
    "the ZIP file is damaged": QT_TRANSLATE_NOOP("ErrorCauses", "the ZIP file is damaged"),
    "the copy does not read back": QT_TRANSLATE_NOOP("ErrorCauses", "the copy does not read back"),
    "the drive reported an error": QT_TRANSLATE_NOOP("ErrorCauses", "the drive reported an error"),
    "the records that were made ready are gone": QT_TRANSLATE_NOOP(
        "ErrorCauses", "the records that were made ready are gone"
    ),
    "the system does not open it": QT_TRANSLATE_NOOP("ErrorCauses", "the system does not open it"),
    "there is no manifest in it": QT_TRANSLATE_NOOP("ErrorCauses", "there is no manifest in it"),
    "the records of the whole clinic are not in it": QT_TRANSLATE_NOOP(
        "ErrorCauses", "the records of the whole clinic are not in it"
    ),
    "unknown reason": QT_TRANSLATE_NOOP("ErrorCauses", "unknown reason"),
}


def cause_words(cause: str) -> str:
    """A cause in words; what the system itself says of a file is told as it says it."""
    known = _CAUSES.get(cause)
    return cause if known is None else QCoreApplication.translate("ErrorCauses", str(known))
