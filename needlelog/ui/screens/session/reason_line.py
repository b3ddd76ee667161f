"""Why something was used that should not be: past its expiry, or called back."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.ui.gate.note import Note

translate = QCoreApplication.translate


class ReasonLine(QWidget):
    """The warning of a recall over the line for the reason; nothing where neither is so."""

    def __init__(self, line: QLineEdit, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        self.warning = Note("stop")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.warning)
        column.addWidget(line)
        self.hide()

    def tell(self, lot: str, *, expired: bool, recalled: bool) -> None:
        """Ask for the reason where one is needed; words that stand there stay in sight."""
        self.warning.say(
            translate("ReasonLine", "Lot {lot} is under a recall.").format(lot=lot)
            if recalled
            else ""
        )
        words = (
            translate("ReasonLine", "Under a recall — reason for using it")
            if recalled
            else translate("ReasonLine", "Expired — reason for using it")
        )
        self.line.setPlaceholderText(words)
        self.line.setAccessibleName(words)
        wanted = expired or recalled or bool(self.line.text())
        self.line.setVisible(wanted)
        self.setVisible(wanted)
