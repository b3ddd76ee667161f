"""The rail at the left edge: the program's places, and the lock at its foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.button import KEYBOARD
from needlelog.ui.widgets.logo import Logo

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

_WIDTH, _SLIM_WIDTH = 84, 72


class Rail(QFrame):
    """Buttons with icon and label under each other; one is current, or none.

    `chosen` carries the key of the place pressed, `lockPressed` tells of the lock.
    """

    chosen = Signal(str)
    lockPressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "rail")
        self.setAccessibleName(self.tr("Places"))
        self._buttons: dict[str, RailButton] = {}
        self._current: str | None = None
        self._slim = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 14, 9, 14)
        self._column.setSpacing(6)
        self._column.addWidget(Logo(), 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addSpacing(10)
        self._column.addStretch(1)
        self.lock_button = RailButton("lock-outline", self.tr("Lock"))
        # A click on it leaves the cursor where it is, so that unlocking comes back to it.
        self.lock_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.lock_button.clicked.connect(self.lockPressed)
        self._column.addWidget(self.lock_button)
        self.set_slim(False)

    def add_place(self, key: str, label: str, icon_name: str, hint: str = "") -> None:
        """Append a place above the lock; `hint` (its keys) is shown in the tooltip."""
        button = RailButton(icon_name, label)
        button.setCheckable(True)
        button.setToolTip(f"{label} ({hint})" if hint else label)
        button.clicked.connect(lambda _checked: self._press(key))
        self._buttons[key] = button
        self._column.insertWidget(self._column.count() - 2, button)

    def set_current(self, key: str | None) -> None:
        """Show where one is, without telling anybody."""
        self._current = key
        for name, button in self._buttons.items():
            button.setChecked(name == key)

    def button(self, key: str) -> RailButton:
        """The button of a place. Raises KeyError for an unknown key."""
        return self._buttons[key]

    def set_slim(self, on: bool) -> None:
        """Be narrower, for small windows."""
        self._slim = on
        self.setFixedWidth(metrics().text(_SLIM_WIDTH if on else _WIDTH))
        side = 4 if on else 8
        self._column.setContentsMargins(side, 14, side + 1, 14)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.set_slim(self._slim)

    def _press(self, key: str) -> None:
        # A press checks the button by itself; only the window says where one is.
        self.set_current(self._current)
        self.chosen.emit(key)


class RailButton(QAbstractButton):
    """Icon above a small label."""

    def __init__(self, icon_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon_name = icon_name
        self._ring = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        words = QFontMetrics(self._font()).horizontalAdvance(self.text())
        return QSize(words + 4, max(metrics().target, metrics().text(60)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, box = theme(), QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            painter.setBrush(colours.colour("accent_ground"))
            painter.drawRoundedRect(box, 12, 12)
        elif self.isDown() or self.underMouse():
            painter.setBrush(colours.colour("pressed" if self.isDown() else "hover"))
            painter.drawRoundedRect(box, 12, 12)
        if self._ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.colour("focus"), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 11, 11)
        ink = colours.colour("accent" if self.isChecked() else "quiet")
        side, line = metrics().text(22), metrics().text(15)
        top = (self.height() - side - line - 5) // 2
        sign = QRect((self.width() - side) // 2, top, side, side)
        paint_icon(painter, sign, self._icon_name, ink)
        painter.setPen(ink)
        painter.setFont(self._font())
        words = QRect(0, top + side + 5, self.width(), line)
        shown = QFontMetrics(self._font()).elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.width()
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, shown)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def _font(self) -> QFont:
        return text_font(metrics().text(11), QFont.Weight.Medium)
