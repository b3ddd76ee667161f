"""The pictures of the sheet that adds them: the one in front, and the row of all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

_SIDE = 64


class Preview(QWidget):
    """The picture in front, whole."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._image: QImage | None = None

    def show_image(self, image: QImage | None) -> None:
        """Show another picture."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(320), metrics().text(360))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(240), metrics().text(240))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme().colour("pressed"))
        if self._image is None:
            return
        share = min(self.width() / self._image.width(), self.height() / self._image.height())
        place = QRectF(0, 0, self._image.width() * share, self._image.height() * share)
        place.moveCenter(QRectF(self.rect()).center())
        painter.drawImage(place, self._image)


class SmallPicture(Button):
    """A picture in the row below, with what it shows."""

    def __init__(self, image: QImage | None, name: str) -> None:
        super().__init__("", "row")
        self._name = name
        side = metrics().text(_SIDE)
        self._image = (
            image.scaled(
                side * 2,
                side * 2,
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            if image is not None
            else None
        )
        self._words = ""
        self._front = False
        self.setFixedSize(self.sizeHint())

    def show_state(self, words: str, *, front: bool) -> None:
        """What stands below it, and whether it is the picture in front."""
        self._words, self._front = words, front
        self.setAccessibleName(f"{self._name}: {words}" if words else self._name)
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(_SIDE + 20), metrics().text(_SIDE + 20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        colours = theme()
        place = QRectF(2, 2, self.width() - 4, metrics().text(_SIDE) - 2)
        shape = QPainterPath()
        shape.addRoundedRect(place, 8, 8)
        painter.save()
        painter.setClipPath(shape)
        if self._image is not None:
            share = max(place.width() / self._image.width(), place.height() / self._image.height())
            wide, high = place.width() / share, place.height() / share
            source = QRectF(
                (self._image.width() - wide) / 2, (self._image.height() - high) / 2, wide, high
            )
            painter.drawImage(place, self._image, source)
        painter.restore()
        if self._front or self.hasFocus():
            pen = painter.pen()
            pen.setColor(colours.colour("accent" if self._front else "focus"))
            pen.setWidth(3)
            painter.setPen(pen)
            painter.drawRoundedRect(place, 8, 8)
        painter.setPen(colours.colour("quiet"))
        painter.setFont(text_font(metrics().text(12), QFont.Weight.Medium))
        words = QRectF(0, place.bottom() + 2, self.width(), self.height() - place.bottom() - 2)
        shown = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, shown)
