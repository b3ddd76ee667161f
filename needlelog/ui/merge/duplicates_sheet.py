"""Entries that are likely to be one client, to look at one pair after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.services import client_merge
from needlelog.ui.merge.compare_sheet import CompareSheet
from needlelog.ui.merge.entry_line import EntryLine
from needlelog.ui.merge.words import entry_words, likeness_words
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.services.client_merge import LikelyDuplicate
    from needlelog.ui.context import Context

_SIZE = (760, 600)


class DuplicatesSheet(SheetDialog):
    """The surest pairs first; a pair that was merged leaves the list."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(
            self.tr("Likely duplicates"),
            self.tr("Entries with the same name, birth date or phone. Look before you merge."),
        )
        self._context = context
        self.lines: list[EntryLine] = []
        self._card = Card()
        page = ScrollPage()
        page.body.addWidget(self._card)
        page.body.addStretch(1)
        self.body.addWidget(page, 1)
        self.add_button(self.tr("Close"))
        self.resize(*_SIZE)
        self.read()

    def read(self) -> None:
        """Look for pairs anew."""
        clinic = self._context.clinic
        if not self.lines:
            self._say(self.tr("Looking…"))
        # Everybody is compared with everybody, which takes seconds where there are very many.
        self._context.read(lambda: client_merge.likely(clinic), self._show, owner=self, beside=True)

    def _say(self, text: str) -> None:
        words = label(text, "quiet", wrap=True)
        words.setContentsMargins(18, 14, 18, 14)
        self._card.add(words)

    def _show(self, found: tuple[LikelyDuplicate, ...]) -> None:
        while (item := self._card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        if not found:
            self._say(self.tr("No two entries look like one client."))
        for each in found:
            if self.lines:
                self._card.add(rule())
            line = EntryLine(
                tuple((entry.name, entry_words(entry)) for entry in (each.keep, each.duplicate)),
                likeness_words(each.likeness),
                self.tr("Compare"),
                self.tr("Compare {one} and {other}").format(
                    one=each.keep.name, other=each.duplicate.name
                ),
            )
            line.asked.connect(lambda each=each: self._compare(each))
            self.lines.append(line)
            self._card.add(line)

    def _compare(self, pair: LikelyDuplicate) -> None:
        sheet = CompareSheet(self._context, pair.keep.uid, pair.duplicate.uid, self)
        sheet.merged.connect(lambda _made: self.read())
        sheet.open()
