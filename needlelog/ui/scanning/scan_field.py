"""The field that a scanner types into."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.files.pack_scanning.scanned_text import SEPARATOR
from needlelog.ui.scanning.scan_keys import END_KEYS, typed_sign

SHOWN_SEPARATOR = "↔"
"""Which old screens, too, showed for the separator; the typeface holds it."""


class ScanField(QLineEdit):
    """Takes a scan that ends with Enter or Tab and sends it as `scanned`.

    Qt drops control characters, so the separator is caught here and shown as ``↔``. The text stays
    and is selected: the next scan takes its place. A second Enter reads it once more; Tab moves on
    when nothing is new.
    """

    scanned = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(1000)
        self.setAcceptDrops(False)
        self._read = ""

    def scan(self) -> str:
        """The text with the separators a scanner sends."""
        return self.text().replace(SHOWN_SEPARATOR, SEPARATOR)

    def set_scan(self, text: str) -> None:
        """Show a scan that came another way, as read already."""
        self.setText(text.replace(SEPARATOR, SHOWN_SEPARATOR))
        self._read = self.text()
        self.selectAll()

    def event(self, event: QEvent) -> bool:
        # Qt moves the focus on Tab before any key handler is asked.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            unread = self.text() and self.text() != self._read
            if event.key() in END_KEYS and (unread or event.text() in ("\r", "\n")):
                self._send()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if typed_sign(event) == SEPARATOR:
            self.insert(SHOWN_SEPARATOR)
            return
        super().keyPressEvent(event)

    def _send(self) -> None:
        self._read = self.text()
        self.selectAll()
        if self._read:
            self.scanned.emit(self.scan())
