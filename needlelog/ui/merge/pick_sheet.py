"""Choosing the other entry of a client by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from needlelog.services import clients
from needlelog.ui import formats
from needlelog.ui.merge.entry_line import EntryLine
from needlelog.ui.merge.words import sessions_words
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from needlelog.services.clients import ClientRow
    from needlelog.ui.context import Context

_SIZE = (620, 560)
_MOST = 12


class PickSheet(SheetDialog):
    """Find a client as one types; `picked` carries the uid."""

    picked = Signal(str)

    def __init__(self, context: Context, without_uid: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Which entry is the same client?"))
        self._context = context
        self._without = without_uid
        self.lines: list[EntryLine] = []
        self.search = SearchField(self.tr("Name, birth date, phone or note"))
        self.body.addWidget(self.search)
        self._card = Card()
        page = ScrollPage()
        page.body.addWidget(self._card)
        page.body.addStretch(1)
        self.body.addWidget(page, 1)
        self.add_button(self.tr("Cancel"))
        self.resize(*_SIZE)
        self.search.searched.connect(self._find)
        self._find("")
        self.search.setFocus()

    def _find(self, text: str) -> None:
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "merge-pick",
            lambda: clients.found_clients(clinic, text, _MOST + 1),
            self._show,
            self._context.report,
            owner=self,
        )

    def _show(self, rows: Sequence[ClientRow]) -> None:
        while (item := self._card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        others = [row for row in rows if row.uid != self._without][:_MOST]
        if not others:
            words = label(self.tr("No other client found."), "quiet", wrap=True)
            words.setContentsMargins(18, 14, 18, 14)
            self._card.add(words)
        for row in others:
            if self.lines:
                self._card.add(rule())
            facts = [formats.day(row.birth_date)] if row.birth_date else []
            facts += [row.phone] if row.phone else []
            facts.append(sessions_words(row.sessions))
            line = EntryLine(
                ((row.name, " · ".join(facts)),),
                "",
                self.tr("Compare"),
                self.tr("Compare with {name}").format(name=row.name),
            )
            line.asked.connect(lambda uid=row.uid: self._take(uid))
            self.lines.append(line)
            self._card.add(line)

    def _take(self, uid: str) -> None:
        self.accept()
        self.picked.emit(uid)
