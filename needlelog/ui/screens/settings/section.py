"""What the sections of the settings share: cards on a scrolling page, rows, and who may change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.gate.note import Note
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.ui.context import Context

_WIDEST = 860
_WORDS_NEED = 200


class Section(ScrollPage):
    """One page of the settings. Subclasses add cards to `body` and read in `activate`."""

    managers_only = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_WIDEST, parent)
        self.context = context
        self._refusal = Note("accent")
        self.body.addWidget(self._refusal)
        self.build()
        self.body.addStretch(1)

    def build(self) -> None:
        """Add the cards."""
        raise NotImplementedError

    def activate(self) -> None:
        """Come to the front: say who may change, and read what holds."""
        if self.managers_only:
            self._refusal.say("" if self.may_change() else self.refusal())
        self.read()

    def read(self) -> None:
        """Read what holds; nothing to read by default."""

    def may_change(self) -> bool:
        """Whether the person signed in may change what stands here."""
        return not self.managers_only or self.context.clinic.person.may_manage

    def refusal(self) -> str:
        """Why somebody who is no manager only looks."""
        return self.tr(
            "Only a manager can change what stands here. You are signed in as {name}."
        ).format(name=self.context.clinic.person.name)


class SettingRow(QWidget):
    """What it is and what it means at the left, the control at the right."""

    def __init__(
        self, title: str, text: str, control: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(18, 10, 16, 10)
        self._row.setSpacing(20)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(label(title, "strong", wrap=True))
        self._text = label(text, "quiet", wrap=True)
        words.addWidget(self._text)
        words.addStretch(1)
        self._row.addLayout(words, 1)
        if not text:
            self._text.hide()
        self._control = control
        self._row.addWidget(control)
        if isinstance(control, SegmentedControl):
            control.setMinimumWidth(1)  # it gets tighter before the page has to scroll sideways
        if not control.accessibleName():
            control.setAccessibleName(title)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The control goes below the words where both cannot stand on one line."""
        super().resizeEvent(event)
        if isinstance(self._control, SegmentedControl):
            self._control.set_tight(on=False)
        needed = self._control.sizeHint().width() + metrics().text(_WORDS_NEED)
        below = needed > self.width()
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        self._row.setSpacing(8 if below else 20)
        if isinstance(self._control, SegmentedControl):
            margins = self._row.contentsMargins()
            self._control.fit(self.width() - margins.left() - margins.right())
        self._row.setAlignment(
            self._control, Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag(0)
        )

    def set_text(self, text: str) -> None:
        """Change what it means."""
        self._text.setText(text)
        self._text.setVisible(bool(text))
