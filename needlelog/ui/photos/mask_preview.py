"""The comparison as it will leave the program, and the band of its mask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlelog.ui.photos.comparison_picture import MARGIN, WIDE, Band
from needlelog.ui.theme.active import metrics, theme

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPaintEvent

_STEP, _LEAST = 0.02, 0.03
_EYES = Band(0.36, 0.6)


class MaskPreview(QWidget):
    """Dragging sets the upper and lower edge of the band; up and down move it."""

    band_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Preview; up and down move the band of the mask"))
        self.band = _EYES
        self._page: QImage | None = None
        self._small: QImage | None = None
        self._masked = False
        self._from: float | None = None

    def show_page(self, page: QImage, *, masked: bool) -> None:
        """Show the finished picture."""
        self._page, self._masked = page, masked
        self._small = None
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(660), metrics().text(380))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(360), metrics().text(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), theme().colour("pressed"))
        if self._page is None:
            return
        place = self._place()
        if self._small is None or self._small.width() != round(place.width() * self._ratio()):
            # The page is much larger than the window: shrunk once, and well.
            self._small = self._page.scaledToWidth(
                round(place.width() * self._ratio()), Qt.TransformationMode.SmoothTransformation
            )
        painter.drawImage(place, self._small)
        if self._masked:
            pen = QPen(QColor("#FFD54A"), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            for edge in (self.band.top, self.band.bottom):
                y = self._to_screen(edge)
                painter.drawLine(round(self._place().left()), y, round(self._place().right()), y)
        if self.hasFocus():
            painter.setPen(QPen(theme().colour("focus"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._masked and self._page is not None:
            self._from = self._to_widths(event.position().y())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            here = self._to_widths(event.position().y())
            upper, lower = sorted((self._from, here))
            if lower - upper >= _LEAST:
                self._set(Band(upper, lower))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -_STEP, Qt.Key.Key_Down: _STEP}.get(Qt.Key(event.key()))
        if step is None or not self._masked:
            super().keyPressEvent(event)
        else:
            self._set(Band(self.band.top + step, self.band.bottom + step))

    def _set(self, band: Band) -> None:
        self.band = band
        self.band_changed.emit()

    def _place(self) -> QRectF:
        if self._page is None:
            return QRectF(self.rect())
        share = min(self.width() / self._page.width(), self.height() / self._page.height())
        place = QRectF(0, 0, self._page.width() * share, self._page.height() * share)
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def _ratio(self) -> float:
        return float(self.devicePixelRatioF())

    def _share(self) -> float:
        return self._place().width() / self._page.width() if self._page is not None else 1.0

    def _to_widths(self, y: float) -> float:
        return ((y - self._place().top()) / self._share() - MARGIN) / WIDE

    def _to_screen(self, edge: float) -> int:
        return round(self._place().top() + (edge * WIDE + MARGIN) * self._share())
