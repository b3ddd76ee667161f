"""Errors and refused values as sentences: what happened, what was kept, what to do."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.errors import InvalidValue, KnownError

_VALUES: dict[str, str] = {
    "number": QT_TRANSLATE_NOOP("Errors", "“{text}” is not a number. The value before it is kept."),
    "whole_number": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is not a whole number. The value before it is kept."
    ),
    "depth_range": QT_TRANSLATE_NOOP(
        "Errors",
        "“{text}” mm is outside 0.10 to 3.00 mm, what needling devices reach. "
        "The depth before it is kept.",
    ),
    "depth_step": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” mm is finer than 0.01 mm. The depth before it is kept."
    ),
    "passes_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” passes is outside 1 to 15. The number before it is kept."
    ),
    "volume_range": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” ml is not an amount between 0.001 and 100 ml. The old one is kept."
    ),
    "expiry": QT_TRANSLATE_NOOP(
        "Errors", "“{text}” is not an expiry. Write it as 2027-09 or 2027-09-30."
    ),
}


def error_sentence(error: Exception) -> str:
    """The sentence for an error; a known one without a translation speaks for itself."""
    if isinstance(error, InvalidValue) and error.reason in _VALUES:
        sentence = QCoreApplication.translate("Errors", _VALUES[error.reason])
        return sentence.format(text=error.details["text"])
    if isinstance(error, KnownError):
        return str(error)
    return QCoreApplication.translate(
        "Errors",
        "Something went wrong in the program ({kind}). What you entered before is saved.",
    ).format(kind=type(error).__name__)
