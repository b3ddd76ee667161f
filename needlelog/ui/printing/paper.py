"""Which paper a page is laid out for: the one of the country, unless another was chosen."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QMarginsF, QSizeF
from PySide6.QtGui import QPagedPaintDevice, QPageLayout, QPageSize

MARGINS = QMarginsF(16, 14, 16, 14)
"""Millimetres of white around a page."""

_PRINT_ON_LETTER = frozenset(
    {
        QLocale.Country.UnitedStates,
        QLocale.Country.Canada,
        QLocale.Country.Mexico,
        QLocale.Country.PuertoRico,
        QLocale.Country.Philippines,
        QLocale.Country.Chile,
        QLocale.Country.Colombia,
        QLocale.Country.CostaRica,
        QLocale.Country.Guatemala,
        QLocale.Country.Nicaragua,
        QLocale.Country.Panama,
        QLocale.Country.ElSalvador,
        QLocale.Country.Venezuela,
        QLocale.Country.Belize,
    }
)


def usual_paper() -> QPageSize:
    """US Letter where people print on it, by the country of the system; A4 elsewhere."""
    letter = QLocale().territory() in _PRINT_ON_LETTER
    return QPageSize(QPageSize.PageSizeId.Letter if letter else QPageSize.PageSizeId.A4)


def begin_with_usual_paper(device: QPagedPaintDevice) -> None:
    """Set the paper and margins a page has as long as nobody chose others."""
    device.setPageSize(usual_paper())
    device.setPageMargins(MARGINS, QPageLayout.Unit.Millimeter)


def room_between_margins() -> QSizeF:
    """What the usual paper has between its margins, in 96ths of an inch."""
    paper = usual_paper().rect(QPageSize.Unit.Millimeter).marginsRemoved(MARGINS)
    return paper.size() * 96 / 25.4
