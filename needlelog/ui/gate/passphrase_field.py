"""A field for a passphrase that can be looked at while it is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.icons import icon

LONGEST = 1024
_RING, _RING_INSET, _RING_RADIUS = 2, 5, 6


class PassphraseField(QLineEdit):
    """Hidden text with an eye to show it; no word list, no prediction, no undo of what was typed."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(LONGEST)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self.eye = self.findChildren(QToolButton)[0]
        self.eye.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.eye.installEventFilter(self)
        self._show(False)

    def hide_text(self) -> None:
        """Hide the text again, whoever showed it."""
        self._eye.setChecked(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The eye keeps its place at the end of the field."""
        super().resizeEvent(event)
        self._place_eye()

    def changeEvent(self, event: QEvent) -> None:
        """Qt lays the eye out anew whenever the look of the field changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._place_eye()

    def _place_eye(self) -> None:
        """Give the eye the whole end of the field to be hit; Qt makes it as small as its picture."""
        side = min(self.height(), metrics().target)
        self.setTextMargins(0, 0, max(0, side - self.eye.sizeHint().width()), 0)
        right = self.layoutDirection() == Qt.LayoutDirection.LeftToRight
        self.eye.setGeometry(self.width() - side if right else 0, 0, side, self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep letters struck on the eye from it: Qt would hand them on to the field, unseen.

        Qt paints the picture of the eye only, so the ring of the focus is drawn below it.
        """
        if watched is self.eye and event.type() == QEvent.Type.Paint and self.eye.hasFocus():
            self._paint_ring()
        if watched is self.eye and isinstance(event, QKeyEvent):
            letter = bool(event.text().strip()) and event.text().isprintable()
            return letter or event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)
        return super().eventFilter(watched, event)

    def _paint_ring(self) -> None:
        painter = QPainter(self.eye)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("focus"), _RING))
        inset = _RING_INSET
        place = QRectF(self.eye.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(place, _RING_RADIUS, _RING_RADIUS)
        painter.end()

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        self._eye.setIcon(icon("eye-off-outline" if shown else "eye-outline", "quiet"))
        words = self.tr("Hide the passphrase") if shown else self.tr("Show the passphrase")
        self._eye.setText(words)
        self._eye.setToolTip(words)
