"""The keys a scanner sends as a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from needlelog.files.pack_scanning.scanned_text import SEPARATOR

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

END_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
MODIFIER_KEYS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
)


def typed_sign(event: QKeyEvent) -> str:
    """The sign a key stands for in a scan, the separator among them; empty for other keys.

    Scanners send the separator as the control character itself, as Ctrl and ], or as F8.
    """
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    if (
        event.text() == SEPARATOR
        or event.key() == Qt.Key.Key_F8
        or (control and event.key() == Qt.Key.Key_BracketRight)
    ):
        return SEPARATOR
    text = event.text()
    return text if text and text.isprintable() and not control else ""
