"""The field that finds things while one types."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.button import icon_button

_PAUSE_MS = 120
_EDGE, _SIDE, _GAP = 14, 18, 8
"""From the edge to the magnifier, its side in points of text, and from there to the words."""
_WORDS_BEGIN = 14
"""Where words begin in a field of the style sheet: border, padding and Qt's own two pixels."""


class SearchField(QLineEdit):
    """A line with a magnifier and a clear button.

    `searched` carries the text shortly after the last key, at once on Enter and when cleared.
    `entered` is sent on Enter, `left_downwards` on the Down key (to move into the list below).
    Escape clears; on an empty field it goes on to the window.
    """

    searched = Signal(str)
    entered = Signal()
    left_downwards = Signal()

    def __init__(self, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear = icon_button("close", self.tr("Clear"), self._clear_now, plain=True)
        self._clear.setObjectName("clear")
        self._clear.setParent(self)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.hide()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._send)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.textChanged.connect(lambda text: self._offer_clear(on=bool(text)))
        self._offer_clear(on=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self._clear_now()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self._send()
            self.entered.emit()
        elif key == Qt.Key.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = metrics().text(_SIDE)
        box = QRect(_EDGE, (self.height() - side) // 2, side, side)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            box.moveRight(self.width() - 1 - _EDGE)
        painter = QPainter(self)
        paint_icon(painter, box, "magnify", theme().colour("quiet"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_clear(on=bool(self.text()))
        side = metrics().target
        right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self._clear.setGeometry(self.width() - side if right else 0, 0, side, self.height())

    def _offer_clear(self, *, on: bool) -> None:
        self._clear.setVisible(on)
        # The words end before the cross, which is wider than the room Qt leaves for its own.
        begin = _EDGE + metrics().text(_SIDE) + _GAP - _WORDS_BEGIN
        self.setTextMargins(begin, 0, metrics().target - 8 if on else 0, 0)

    def _clear_now(self) -> None:
        self.clear()
        self._send()

    def _send(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())
