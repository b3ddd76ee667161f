"""A card that lists parts of a client: history items, concerns, consents."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part as listed: its uid, name, what is said of it, and a tag with its tone."""

    uid: str
    name: str
    words: str
    tag: str = ""
    tone: str = "neutral"


class PartsCard(Card):
    """Lines with Change and Remove, and a button to add where it has words.

    Says what to do while it is empty.
    """

    add_asked = Signal()
    change_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(
        self, title: str, add_text: str, empty_text: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._empty_text = empty_text
        self.set_header(title)
        self.add_button = Button(add_text, "secondary", "plus")
        self.add_button.clicked.connect(self.add_asked)
        if add_text:
            self.add_to_header(self.add_button)

    def show_lines(
        self, lines: Sequence[PartLine], *, changeable: bool = True, footer: str = ""
    ) -> None:
        """List the parts instead of the former ones; ``footer`` is a quiet line below them."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, line in enumerate(lines):
            if number:
                self.add_rule()
            self.add(self._row(line, changeable=changeable))
        if not lines:
            words = label(self._empty_text, "quiet", wrap=True)
            words.setContentsMargins(18, 14, 18, 16)
            self.add(words)
        if footer:
            denied = label(footer, "small", wrap=True)
            denied.setContentsMargins(18, 6, 18, 14)
            self.add(denied)

    def _row(self, line: PartLine, *, changeable: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(18, 6, 10, 6)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addStretch(1)
        words.addWidget(LinesLabel(line.name, "strong"))
        if line.words:
            words.addWidget(LinesLabel(line.words, "quiet", lines=3))
        words.addStretch(1)
        row.addLayout(words, 1)
        if line.tag:
            row.addWidget(Pill(line.tag, line.tone))
        if changeable:
            uid = line.uid
            row.addWidget(
                icon_button(
                    "pencil-outline",
                    self.tr("Change {name}").format(name=line.name),
                    lambda: self.change_asked.emit(uid),
                    plain=True,
                )
            )
            row.addWidget(
                icon_button(
                    "trash-can-outline",
                    self.tr("Remove {name}").format(name=line.name),
                    lambda: self.remove_asked.emit(uid),
                    plain=True,
                )
            )
        return holder
