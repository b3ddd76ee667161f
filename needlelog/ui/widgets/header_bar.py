"""The head of a screen: title, subtitle, pills, and buttons at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_GAP, _WIDE_GAP, _TITLE_NEEDS = 12, 16, 165
_MOST_LINES = 3


class HeaderBar(QWidget):
    """Title in bold, quiet subtitle under it. A title too long for its place gets smaller and takes
    more lines; a subtitle takes a second line, and only then is shortened and whole in the tooltip.

    Pills stand beside the title, or below it where they or it would be cut; what the screen adds
    with `add_right` stands at the right end, or below where the title needs the whole line.
    """

    folded = Signal()
    """What stands at the right has gone below the title, or come back beside it."""

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(_GAP)
        row = QHBoxLayout()
        row.setSpacing(_WIDE_GAP)
        outer.addLayout(row)
        self._outer, self._row = outer, row
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        self._title = ElidedLabel(title, "title")
        self._long_title = LinesLabel(title, "heading", lines=_MOST_LINES)
        self._long_title.hide()
        self._subtitle = LinesLabel(subtitle, "quiet")
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._long_title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        row.addLayout(words)
        self._pills: list[Pill] = []
        self._beside = QHBoxLayout()
        self._beside.setSpacing(_GAP)
        row.addLayout(self._beside)
        row.addStretch(1)
        self._right_holder = QWidget()
        self._right = QHBoxLayout(self._right_holder)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(_GAP)
        row.addWidget(self._right_holder)
        self._below = QWidget()
        self._below_flow = FlowLayout(self._below, spacing=_GAP)
        self._below.hide()
        outer.addWidget(self._below)
        self.set_title(title, subtitle)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._long_title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))
        self._place_title()

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
            self._place_right()
            self._place_title()
            self._place_pills()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # what stands at the right has other words
            self._place_right()
            self._place_title()
            self._place_pills()
        return super().event(event)

    def is_folded(self) -> bool:
        """Whether what stands at the right has gone below the title, which else would be cut."""
        return self._outer.indexOf(self._right_holder) >= 0

    def _place_right(self) -> None:
        least = min(self._title.sizeHint().width(), metrics().text(_TITLE_NEEDS)) + _WIDE_GAP
        below = self._right.sizeHint().width() + least > self.width()
        if below == self.is_folded():
            return
        if below:
            self._outer.insertWidget(1, self._right_holder, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            self._row.addWidget(self._right_holder)
        self.folded.emit()

    def _place_title(self) -> None:
        taken = 0 if self.is_folded() else self._right.sizeHint().width() + 2 * _WIDE_GAP
        room = self.width() - taken
        cut = self._title.sizeHint().width() > room > metrics().text(_TITLE_NEEDS)
        self._title.setVisible(not cut)
        self._long_title.setVisible(cut)
        if cut:
            self._long_title.setFixedHeight(self._long_title.heightForWidth(room))
        self._subtitle.setFixedHeight(self._subtitle.heightForWidth(max(room, 1)))

    def _place_pills(self) -> None:
        words = max(self._title.sizeHint().width(), self._subtitle.sizeHint().width())
        pills = sum(pill.sizeHint().width() + _GAP for pill in self._pills)
        right = 0 if self.is_folded() else self._right.sizeHint().width()
        below = bool(self._pills) and words + pills + right + 2 * _WIDE_GAP > self.width()
        place = self._below_flow if below else self._beside
        for pill in self._pills:
            if place.indexOf(pill) < 0:
                place.addWidget(pill)
        self._below.setFixedHeight(self._below_flow.heightForWidth(self.width()))
        self._below.setVisible(below)
