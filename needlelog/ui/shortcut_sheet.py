"""The sheet that lists the keyboard shortcuts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.shortcuts import REVIEW, SESSION, SHORTCUTS, WINDOW, place_keys, shown_keys, words
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.side_row import SideRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget


class ShortcutSheet(SheetDialog):
    """All keys, by the place where they work; `places` are the labels of the rail in its order."""

    def __init__(self, places: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Keys"))
        page = ScrollPage()
        page.body.setSpacing(0)
        self.body.addWidget(page)
        page.setMinimumHeight(380)
        headings = {
            WINDOW: self.tr("Everywhere"),
            SESSION: self.tr("In a session"),
            REVIEW: self.tr("In the review"),
        }
        for place, heading in headings.items():
            if place != WINDOW:
                page.body.addSpacing(16)
            page.body.addWidget(label(heading, "section"))
            page.body.addSpacing(4)
            if place == WINDOW:
                for number, name in enumerate(places[:9], start=1):
                    self._add(page, name, (place_keys(number),))
            for entry in SHORTCUTS:
                if entry.place == place:
                    self._add(page, words(entry), (entry.keys, *entry.others))
        page.body.addStretch(1)
        self.add_button(self.tr("Close"), "primary")

    def _add(self, page: ScrollPage, what: str, keys: Sequence[str]) -> None:
        page.body.addWidget(SideRow(what, ", ".join(shown_keys(k) for k in keys)))
