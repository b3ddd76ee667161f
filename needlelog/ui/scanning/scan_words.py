"""What a code says, and why it is doubted, in sentences."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.pack_codes import (
    Doubt,
    DoubtCode,
    PackCode,
    PackKind,
    PictureHasNoCode,
    PictureTooBig,
    PictureUnreadable,
    Reading,
)
from needlelog.ui.sentences import error_sentence
from needlelog.ui.stock_words import expiry_words

_DOUBTS: dict[DoubtCode, object] = {
    DoubtCode.SWALLOWED_SEPARATOR: QT_TRANSLATE_NOOP(
        "ScanWords",
        "A separator may be missing in “{detail}”. Choose what is printed on the pack.",
    ),
    DoubtCode.CONFLICT: QT_TRANSLATE_NOOP(
        "ScanWords",
        "The code names more than one lot or expiry. Choose what is printed on the pack.",
    ),
    DoubtCode.SEPARATOR_REPLACED: QT_TRANSLATE_NOOP(
        "ScanWords",
        "The scanner sent {detail} in place of the separator. Compare the lot with the pack.",
    ),
    DoubtCode.WRONG_CHECK_DIGIT: QT_TRANSLATE_NOOP(
        "ScanWords",
        "The check digit does not fit, so at least one sign of “{detail}” was misread.",
    ),
    DoubtCode.CHECK_MISSING: QT_TRANSLATE_NOOP(
        "ScanWords",
        "The last sign of the code, a space, was lost on the way. Compare the lot with the pack.",
    ),
    DoubtCode.BAD_DATE: QT_TRANSLATE_NOOP(
        "ScanWords", "“{detail}” stands where a date belongs, but is no date."
    ),
    DoubtCode.FAR_DATE: QT_TRANSLATE_NOOP(
        "ScanWords", "The expiry is unusually far from today. Compare it with the pack."
    ),
    DoubtCode.BEST_BEFORE: QT_TRANSLATE_NOOP(
        "ScanWords", "The code holds a best-before date, not an expiry."
    ),
    DoubtCode.UNKNOWN_ELEMENT: QT_TRANSLATE_NOOP(
        "ScanWords", "“{detail}” is nothing that the standard knows. A part of the code is missing."
    ),
    DoubtCode.DAMAGED: QT_TRANSLATE_NOOP(
        "ScanWords", "“{detail}” cannot be read. Scan once more, or write the lot by hand."
    ),
    DoubtCode.KEYBOARD_LAYOUT: QT_TRANSLATE_NOOP(
        "ScanWords",
        "The scanner types for another keyboard than the one of this computer, so letters may be "
        "exchanged. Set the scanner to this computer's keyboard, or use a picture.",
    ),
    DoubtCode.CAPS_LOCK: QT_TRANSLATE_NOOP(
        "ScanWords",
        "Capital and small letters are exchanged. Switch Caps Lock off and scan once more.",
    ),
    DoubtCode.NO_PRODUCT: QT_TRANSLATE_NOOP(
        "ScanWords", "This code does not say which product it is. Scan the product's own code too."
    ),
    DoubtCode.LINK_MISMATCH: QT_TRANSLATE_NOOP(
        "ScanWords", "The two codes do not belong to the same pack."
    ),
    DoubtCode.JOINED: QT_TRANSLATE_NOOP(
        "ScanWords", "Product and lot come from two codes. Check that both are on the same pack."
    ),
    DoubtCode.NOT_A_PACK_CODE: QT_TRANSLATE_NOOP(
        "ScanWords", "“{detail}” is not a pack code (GS1 or HIBC)."
    ),
}

_SHOWN = {"\x1d": "↔"}
_LONGEST_DETAIL = 48


def doubt_sentence(doubt: Doubt) -> str:
    """Why a code is doubted and what to do."""
    shown = "".join(_SHOWN.get(sign, sign) for sign in doubt.detail)
    shown = shown if doubt.detail != " " else _tr("a space")
    if len(shown) > _LONGEST_DETAIL:
        shown = shown[: _LONGEST_DETAIL - 1] + "…"
    sentence = QCoreApplication.translate("ScanWords", str(_DOUBTS[doubt.code]))
    return sentence.format(detail=shown)


def reading_words(reading: Reading) -> str:
    """One way to read a code, as a choice."""
    parts = [_tr("Lot {lot}").format(lot=reading.lot) if reading.lot else _tr("No lot")]
    if reading.expiry:
        parts.append(_tr("expiry {expiry}").format(expiry=expiry_words(reading.expiry)))
    if reading.serial:
        parts.append(_tr("serial number {serial}").format(serial=reading.serial))
    return " · ".join(parts)


def code_words(code: PackCode) -> str:
    """One of several codes, as a choice."""
    parts = [product_number(code)]
    if code.readings:
        parts.append(_tr("lot to be chosen"))
    elif code.has_pack_facts:
        parts.append(reading_words(Reading(code.lot, code.expiry, code.serial)))
    return " · ".join(part for part in parts if part) or code.raw[:_LONGEST_DETAIL]


def product_number(code: PackCode) -> str:
    """The number of the product with the name of its kind; empty where there is none."""
    if code.gtin:
        return _tr("GTIN {number}").format(number=code.gtin)
    if code.kind is PackKind.HIBC and code.labeler_product:
        return _tr("HIBC {number}").format(number=code.labeler_product)
    return ""


def picture_sentence(error: Exception) -> str:
    """Why nothing was read from a picture, and what to do."""
    if isinstance(error, PictureHasNoCode):
        return _tr(
            "No code was found in this picture. Take it closer, straight and without glare, "
            "so that the code fills a good part of it."
        )
    if isinstance(error, PictureTooBig):
        return _tr("This picture is too big. At most {count} megapixels can be read.").format(
            count=error.details["megapixels"]
        )
    if isinstance(error, PictureUnreadable):
        return _tr("This file cannot be read as a picture. Use a JPEG, PNG or HEIC picture.")
    return error_sentence(error)


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScanWords", text)
