"""Identity, history, concerns, spots to avoid and consents, each saved as it is changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.clients import (
    Client,
    ClientConcern,
    HistoryItem,
    HistoryKind,
)
from needlelog.ui import client_words, formats
from needlelog.ui.screens.client.details.avoid_card import AvoidCard
from needlelog.ui.screens.client.details.concern_sheet import ConcernSheet
from needlelog.ui.screens.client.details.consents_card import ConsentsCard
from needlelog.ui.screens.client.details.entries_card import EntriesCard
from needlelog.ui.screens.client.details.history_sheet import HistorySheet
from needlelog.ui.screens.client.details.identity_card import IdentityCard
from needlelog.ui.screens.client.details.keeping_card import KeepingCard
from needlelog.ui.screens.client.details.parts_card import PartLine, PartsCard
from needlelog.ui.theme.active import metrics
from needlelog.ui.uids import new_uid
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.zone_words import zones_in_words

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from needlelog.ui.context import Context
    from needlelog.ui.screens.client.editor import ClientEditor

_ONE_COLUMN = 940


class DetailsTab(QWidget):
    """Two columns of cards and the map of spots to avoid below them."""

    def __init__(
        self, context: Context, editor: ClientEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._editor = editor
        self.identity = IdentityCard(context, editor)
        self.history = PartsCard(
            self.tr("History"),
            self.tr("Add"),
            self.tr("Nothing asked yet: medicines, allergies, conditions, earlier treatments."),
        )
        self.concerns = PartsCard(
            self.tr("Concerns"), self.tr("Add"), self.tr("What does the client want treated?")
        )
        self.consents = ConsentsCard(context)
        self.avoid = AvoidCard(context, editor)
        self.entries = EntriesCard(context)
        self.keeping = KeepingCard(context)
        self._lay_out()
        self._connect()
        may_write = context.clinic.person.may_write
        for card in (self.identity, self.history, self.concerns, self.avoid):
            card.setEnabled(may_write)

    def show_client(self, client: Client) -> None:
        """Show the client as it stands."""
        today = self._context.today()
        self.identity.show_client(client)
        self.history.show_lines(
            [
                PartLine(
                    item.uid,
                    item.name,
                    client_words.history_words(item, today),
                    self.tr("alert") if client_words.is_alert(item) else "",
                    client_words.alert_tone(item),
                )
                for item in client_words.told_history(client)
            ],
            footer=client_words.denied_words(client),
        )
        self.concerns.show_lines(
            [
                PartLine(
                    one.uid,
                    one.concern,
                    " · ".join(
                        part
                        for part in (zones_in_words(self._context.zones, one.zones), one.severity)
                        if part
                    ),
                )
                for one in client.concerns
            ]
        )
        self.consents.show_client(client.uid)
        self.entries.show_client(client.uid)
        self.keeping.show_client(client.uid)
        self.avoid.show_client(client)

    def show_saved(self, at: datetime | None) -> None:
        """Say when the last change was saved."""
        words = self.tr("Saved {time}").format(time=formats.clock_time(at)) if at else ""
        self.identity.saved.setText(words)

    def flush(self) -> None:
        """Hand over what is being typed."""
        self.identity.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_ONE_COLUMN)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)

    def _lay_out(self) -> None:
        self.page = page = ScrollPage()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self.identity, self.entries, self.keeping)),
            (right, (self.history, self.concerns, self.consents)),
        ):
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        page.body.addLayout(self._columns)
        page.body.addWidget(self.avoid)
        page.body.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def _connect(self) -> None:
        self.history.add_asked.connect(self._add_history)
        self.history.change_asked.connect(self._change_history)
        self.history.remove_asked.connect(lambda uid: self._remove("history", uid))
        self.concerns.add_asked.connect(self._add_concern)
        self.concerns.change_asked.connect(self._change_concern)
        self.concerns.remove_asked.connect(lambda uid: self._remove("concerns", uid))

    def _add_history(self) -> None:
        today = self._context.today()
        item = HistoryItem(new_uid(self._context), HistoryKind.CONDITION, "", asked_on=today)
        self._open_history(item)

    def _change_history(self, uid: str) -> None:
        if self._editor.client is not None:
            self._open_history(next(one for one in self._editor.client.history if one.uid == uid))

    def _open_history(self, item: HistoryItem) -> None:
        sheet = HistorySheet(item, self._context.today(), self)
        sheet.kept.connect(lambda kept: self._keep("history", kept))
        sheet.open()

    def _add_concern(self) -> None:
        self._open_concern(ClientConcern(new_uid(self._context), ""))

    def _change_concern(self, uid: str) -> None:
        if self._editor.client is not None:
            self._open_concern(next(one for one in self._editor.client.concerns if one.uid == uid))

    def _open_concern(self, concern: ClientConcern) -> None:
        sheet = ConcernSheet(concern, self._context.zones, self)
        sheet.kept.connect(lambda kept: self._keep("concerns", kept))
        sheet.open()

    def _keep(self, field: str, part: HistoryItem | ClientConcern) -> None:
        client = self._editor.client
        if client is None:
            return
        parts = getattr(client, field)
        places = [place for place, one in enumerate(parts) if one.uid == part.uid]
        changed = list(parts)
        if places:
            changed[places[0]] = part
        else:
            changed.append(part)
        self._editor.edit(**{field: tuple(changed)})

    def _remove(self, field: str, uid: str) -> None:
        client = self._editor.client
        if client is None:
            return
        parts = getattr(client, field)
        self._editor.edit(**{field: tuple(one for one in parts if one.uid != uid)})
        self._context.message.emit(self.tr("Removed. The trail keeps what it said."))
