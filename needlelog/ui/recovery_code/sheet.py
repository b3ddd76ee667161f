"""The sheet of paper that holds the recovery code: printed, or a PDF whose text can be selected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPainter, QPdfWriter

from needlelog.domain.errors import WriteRefused
from needlelog.files.recovery_code import GROUPS
from needlelog.ui import formats
from needlelog.ui.printing.paper import usual_paper
from needlelog.ui.theme.fonts import FAMILY

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice

    from needlelog.files.recovery_code import RecoveryCode

_MARGIN_MM = 22.0
_INK = Qt.GlobalColor.black
_PER_LINE = 4


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """What stands on the sheet."""

    clinic_name: str
    folder: str
    code: RecoveryCode
    made_on: date

    def write_pdf(self, path: Path) -> None:
        """Write the sheet as a PDF. Raises `WriteRefused`."""
        writer = QPdfWriter(str(path))
        writer.setTitle(_tr("NeedleLog recovery code"))
        writer.setCreator("NeedleLog")
        self.prepare(writer)
        self.paint(writer, path.name)

    def prepare(self, device: QPagedPaintDevice) -> None:
        """Set page size and margins."""
        device.setPageSize(usual_paper())
        margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
        device.setPageMargins(margins, QPageLayout.Unit.Millimeter)

    def paint(self, device: QPagedPaintDevice, name: str) -> None:
        """Paint the sheet on a printer or PDF. Raises `WriteRefused` with the name of the file."""
        painter = QPainter()
        if not painter.begin(device):
            raise WriteRefused(name)
        try:
            _Writer(painter, device.logicalDpiX() / 25.4, device.width()).write(self)
        finally:
            painter.end()


class _Writer:
    """Writes paragraph below paragraph."""

    def __init__(self, painter: QPainter, per_mm: float, width: int) -> None:
        self._painter = painter
        self._per_mm = per_mm
        self._width = width
        self._y = 0.0

    def write(self, sheet: RecoverySheet) -> None:
        self._text(_tr("Recovery code of {clinic}").format(clinic=sheet.clinic_name), 20, bold=True)
        self._gap(3)
        self._text(
            _tr(
                "This code opens the records when every passphrase is forgotten. Without a "
                "passphrase and without this sheet nobody can open them, the makers of NeedleLog "
                "included."
            ),
            11,
        )
        self._gap(10)
        for start in range(0, GROUPS, _PER_LINE):
            self._code_line(sheet.code.groups[start : start + _PER_LINE], start)
        self._gap(4)
        for line in (
            _tr("Keep it where the keys of the practice are kept, not beside the computer."),
            _tr("Whoever holds this sheet and the clinic folder can read every record."),
            _tr(
                "To use it: on the sign-in page choose Forgotten passphrase. Capital or small "
                "letters do not matter; O is read as 0, I and L as 1."
            ),
        ):
            self._text("•  " + line, 11)
            self._gap(1.5)
        self._gap(6)
        made_on = formats.day(sheet.made_on)
        self._text(_tr("Made on {day} for the clinic folder").format(day=made_on), 9)
        self._text(sheet.folder, 9, break_words=True)

    def _code_line(self, groups: tuple[str, ...], first: int) -> None:
        column = self._width / _PER_LINE
        for index, group in enumerate(groups):
            x = index * column
            self._at(x, str(first + index + 1), _font(9), 5)
            self._at(x, group, _code_font(24), 12, below=5)
        self._gap(22)

    def _at(self, x: float, text: str, font: QFont, height_mm: float, below: float = 0) -> None:
        self._painter.setFont(font)
        self._painter.setPen(_INK)
        box = QRectF(
            x, self._y + below * self._per_mm, self._width / _PER_LINE, height_mm * self._per_mm
        )
        self._painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), text)

    def _text(
        self, text: str, points: float, *, bold: bool = False, break_words: bool = False
    ) -> None:
        self._painter.setFont(_font(points, bold=bold))
        self._painter.setPen(_INK)
        wrap = Qt.TextFlag.TextWrapAnywhere if break_words else Qt.TextFlag.TextWordWrap
        flags = int(wrap)
        space = QRectF(0, self._y, self._width, 400 * self._per_mm)
        used = self._painter.boundingRect(space, flags, text)
        self._painter.drawText(space, flags, text)
        self._y += used.height()

    def _gap(self, millimetres: float) -> None:
        self._y += millimetres * self._per_mm


def _font(points: float, *, bold: bool = False) -> QFont:
    font = QFont(FAMILY)
    font.setPointSizeF(points)
    font.setBold(bold)
    return font


def _code_font(points: float) -> QFont:
    font = _font(points, bold=True)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 108)
    return font


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecoverySheet", text)
