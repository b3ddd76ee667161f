"""The head of a screen: title, subtitle, pills, and buttons at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_GAP, _WIDE_GAP = 12, 16


class HeaderBar(QWidget):
    """Title in bold, quiet subtitle under it; long ones are shortened and whole in the tooltip.

    Pills stand beside the title, or below it where they or it would be cut; what the screen adds
    with `add_right` stands at the right end.
    """

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(_GAP)
        row = QHBoxLayout()
        row.setSpacing(_WIDE_GAP)
        outer.addLayout(row)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        self._title = ElidedLabel(title, "title")
        self._subtitle = ElidedLabel(subtitle, "quiet")
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        row.addLayout(words)
        self._pills: list[Pill] = []
        self._beside = QHBoxLayout()
        self._beside.setSpacing(_GAP)
        row.addLayout(self._beside)
        row.addStretch(1)
        self._right = QHBoxLayout()
        self._right.setSpacing(12)
        row.addLayout(self._right)
        self._below = QWidget()
        self._below_flow = FlowLayout(self._below, spacing=_GAP)
        self._below.hide()
        outer.addWidget(self._below)
        self.set_title(title, subtitle)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_pills(self, pills: Sequence[tuple[str, str]]) -> None:
        """Show pills of (text, tone) instead of the former ones."""
        for pill in self._pills:
            pill.hide()
            pill.deleteLater()
        self._pills = [Pill(text, tone) for text, tone in pills]
        self._place_pills()

    def add_right(self, *widgets: QWidget) -> None:
        """Append widgets at the right end, in the order given."""
        for widget in widgets:
            self._right.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._place_pills()

    def _place_pills(self) -> None:
        words = max(self._title.sizeHint().width(), self._subtitle.sizeHint().width())
        pills = sum(pill.sizeHint().width() + _GAP for pill in self._pills)
        right = self._right.sizeHint().width()
        below = bool(self._pills) and words + pills + right + 2 * _WIDE_GAP > self.width()
        place = self._below_flow if below else self._beside
        for pill in self._pills:
            if place.indexOf(pill) < 0:
                place.addWidget(pill)
        self._below.setFixedHeight(self._below_flow.heightForWidth(self.width()))
        self._below.setVisible(below)
