"""The field that finds things while one types."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.icons import icon
from needlelog.ui.widgets.button import icon_button

_PAUSE_MS = 120


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
        self.addAction(icon("magnify", "quiet"), QLineEdit.ActionPosition.LeadingPosition)
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = metrics().target
        right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self._clear.setGeometry(self.width() - side if right else 0, 0, side, self.height())

    def _offer_clear(self, *, on: bool) -> None:
        self._clear.setVisible(on)
        # The words end before the cross, which is wider than the room Qt leaves for its own.
        self.setTextMargins(0, 0, metrics().target - 8 if on else 0, 0)

    def _clear_now(self) -> None:
        self.clear()
        self._send()

    def _send(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())
