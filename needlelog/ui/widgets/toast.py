"""A message at the foot of the window that goes by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.icons import icon
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN_MS = 6000
_SHOWN_WITH_UNDO_MS = 10000
_MARGIN = 20


class Toast(QFrame):
    """One message over the foot of its parent, with an Undo button where one can undo.

    A later message takes the place of the former one. It takes no focus and is read out.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "toast")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 4, 4)
        row.setSpacing(8)
        self._text = label("", wrap=True)
        self._undo = Button(self.tr("Undo"), "toast")
        self._undo.clicked.connect(self._undo_pressed)
        self._close = Button("", "toast")
        self._close.setIcon(icon("close", "surface"))
        self._close.setIconSize(QSize(metrics().text(18), metrics().text(18)))
        self._close.setAccessibleName(self.tr("Close the message"))
        self._close.clicked.connect(lambda _checked: self.hide())
        row.addWidget(self._text, 1)
        row.addWidget(self._undo)
        row.addWidget(self._close)
        self._over = parent
        self._row = row
        self._act: Callable[[], object] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Show a message for some seconds; with `undo` it has a button that calls it."""
        self._text.setText(text)
        self._act = undo
        self._undo.setVisible(undo is not None)
        self._timer.start(_SHOWN_WITH_UNDO_MS if undo else _SHOWN_MS)
        self._place()
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def text(self) -> str:
        """The message shown last."""
        return self._text.text()

    def undo_button(self) -> Button:
        """The Undo button, hidden where nothing can be undone."""
        return self._undo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        self._act = None

    def _undo_pressed(self) -> None:
        act = self._act
        self.hide()
        if act is not None:
            act()

    def _place(self) -> None:
        parent = self._over
        room = parent.width() - 2 * _MARGIN
        words = self._text.fontMetrics().horizontalAdvance(self._text.text()) + 8
        beside = 28 + self._close.sizeHint().width()
        if self._act is not None:
            beside += self._undo.sizeHint().width() + 8
        width = min(room, words + beside, metrics().text(640))
        self._text.setMinimumWidth(0)
        self._row.activate()
        height = max(self.sizeHint().height(), self.heightForWidth(width))
        left = (parent.width() - width) // 2
        self.setGeometry(left, parent.height() - height - _MARGIN, width, height)
