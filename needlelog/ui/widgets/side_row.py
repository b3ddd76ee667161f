"""A fact in a side column: what it is at the left, its value at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.labels import WrappedLabel
from needlelog.ui.widgets.lines_label import LinesLabel

_VALUE_LEAST = 110


class SideRow(QWidget):
    """Quiet label and value on one line; a long value wraps. Read out as one sentence."""

    def __init__(self, name: str, value: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(12)
        self._name = LinesLabel(name, "quiet")
        self._value = WrappedLabel(value)
        self._value.setProperty("role", "value")
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._value, 1)
        self._tell()

    def set_value(self, value: str, role: str = "value") -> None:
        """Change the value and, if it matters, its role (strong, warn, error)."""
        self._value.setText(value)
        mark(self._value, role=role)
        self._tell()

    def _tell(self) -> None:
        # A short value leaves its room to the name, which is cut where both need more than there is.
        self._value.ensurePolished()
        needed = self._value.fontMetrics().horizontalAdvance(self._value.text()) + 2
        self._value.setMinimumWidth(min(needed, metrics().text(_VALUE_LEAST)))
        self.setAccessibleName(f"{self._name.text()}: {self._value.text()}")
