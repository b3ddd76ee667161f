"""Reading an amount in the unit of its product."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import parse_decimal
from needlelog.domain.stock import StockUnit

MOST_PIECES = 100_000
MOST_MICROLITRES = 100_000_000
translate = QCoreApplication.translate


def read_amount(text: str, unit: StockUnit) -> int:
    """Pieces, or millilitres as microlitres; nothing is an amount, less is not.

    Raises:
        ValueError: with the sentence to show, when the text is no such amount.
    """
    if unit is StockUnit.PIECE:
        if not text.isdecimal() or int(text) > MOST_PIECES:
            raise ValueError(
                translate("StockAmount", "“{text}” is not a number of pieces.").format(
                    text=text[:40]
                )
            )
        return int(text)
    try:
        amount = parse_decimal(text.lower().removesuffix("ml")) * 1000
    except InvalidValue:
        amount = None
    if amount is None or amount > MOST_MICROLITRES or amount % 1:
        raise ValueError(
            translate("StockAmount", "“{text}” is not an amount in ml.").format(text=text[:40])
        )
    return int(amount)


def amount_label(unit: StockUnit) -> str:
    """What stands above a field for an amount."""
    if unit is StockUnit.MICROLITRE:
        return translate("StockAmount", "How much there is, ml")
    return translate("StockAmount", "How many there are")
