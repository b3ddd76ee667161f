"""The column beside the record: what must be known before a needle is touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.domain.clients import age_on
from needlelog.ui import client_words, formats
from needlelog.ui.follow_up.words import event_alert
from needlelog.ui.labels import CONSENT_KINDS, label
from needlelog.ui.lot_trace.trace_sheet import open_client_trace
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.labels import label as text_label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.side_row import SideRow
from needlelog.ui.zone_words import merged, zones_in_words

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.adverse_events import AdverseEvent
    from needlelog.domain.clients import Client
    from needlelog.ui.context import Context


class SideColumn(Card):
    """Alerts, history, concerns, spots to avoid, contact and consents, each if there is any.

    At the end stands the way to the products and lots that were used.
    """

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._page = ScrollPage()
        self._page.body.setSpacing(0)
        self.add(self._page, 1)

    def show_client(self, client: Client, events: tuple[AdverseEvent, ...] = ()) -> None:
        """Show what is known, adverse events with the alerts."""
        while (item := self._page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        today = self._context.today()
        self._add_alerts(client, events)
        self._add_section(self.tr("History"), self._history(client, today))
        self._add_section(self.tr("Concerns"), self._concerns(client))
        self._add_section(self.tr("Do not needle"), self._avoid(client, today))
        self._add_section(self.tr("Contact"), self._contact(client, today))
        self._add_section(self.tr("Consents"), self._consents(client))
        self._add_lots(client)
        self._page.body.addStretch(1)

    def _add_lots(self, client: Client) -> None:
        """The way to every lot that was used on the client."""
        section = self._section(self.tr("Products and lots"))
        button = Button(self.tr("What was used"), "chip", "package-variant-closed")
        button.setAccessibleName(
            self.tr("Products and lots used on {name}").format(name=client.name)
        )
        button.clicked.connect(
            lambda _checked: open_client_trace(self._context, self, client.uid, client.name)
        )
        self.lots_button = button
        section.addWidget(button)

    def _add_alerts(self, client: Client, events: tuple[AdverseEvent, ...]) -> None:
        found = client_words.alerts(client)
        section = self._section(self.tr("Cannot be missed"))
        pills = [
            *map(event_alert, events),
            *((client_words.alert_words(item), client_words.alert_tone(item)) for item in found),
        ]
        if not pills:
            section.addWidget(text_label(self.tr("No alert is recorded."), "quiet", wrap=True))
        for words, tone in sorted(pills, key=lambda pill: pill[1] != "stop"):
            section.addWidget(Pill(words, tone))

    def _add_section(self, title: str, rows: list[tuple[str, str]]) -> None:
        if not rows:
            return
        section = self._section(title)
        for name, value in rows:
            section.addWidget(SideRow(name, value))

    def _section(self, title: str) -> QVBoxLayout:
        if self._page.body.count():
            self._page.body.addWidget(rule())
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(4)
        column.addWidget(text_label(title, "section"))
        self._page.body.addWidget(holder)
        return column

    def _history(self, client: Client, today: date) -> list[tuple[str, str]]:
        """Each item that was not denied in the screening, then how many were, and since when."""
        told = client_words.told_history(client)
        denied = [item for item in client.history if item not in told]
        rows = [(item.name, client_words.history_words(item, today)) for item in told]
        if denied:
            asked = max((item.asked_on for item in denied if item.asked_on), default=None)
            words = self.tr("%n item(s)", "", len(denied))
            if asked is not None:
                words = self.tr("{items}, asked {day}").format(items=words, day=formats.day(asked))
            rows.append((self.tr("Answered with no"), words))
        return rows

    def _concerns(self, client: Client) -> list[tuple[str, str]]:
        zones = self._context.zones
        return [
            (
                one.concern,
                ", ".join(
                    part
                    for part in (zones_in_words(zones, merged(one.zones)), one.severity)
                    if part
                ),
            )
            for one in client.concerns
        ]

    def _avoid(self, client: Client, today: date) -> list[tuple[str, str]]:
        return [
            (
                client_words.avoid_words(mark, self._context.zones),
                client_words.avoid_time_words(mark, today),
            )
            for mark in client.avoid
            if mark.until is None or mark.until >= today
        ]

    def _contact(self, client: Client, today: date) -> list[tuple[str, str]]:
        rows = []
        if client.birth_date is not None:
            age = age_on(client.birth_date, today)
            rows.append((self.tr("Born"), f"{formats.day(client.birth_date)} · {age}"))
        rows += [
            (self.tr("Phone"), client.phone),
            (self.tr("E-mail"), client.email),
            (self.tr("Address"), client.address),
            (self.tr("In an emergency"), client.emergency_contact),
            (self.tr("Note"), client.note),
        ]
        return [(name, value) for name, value in rows if value]

    def _consents(self, client: Client) -> list[tuple[str, str]]:
        return [
            (label(CONSENT_KINDS, consent.kind), client_words.consent_words(consent))
            for consent in client_words.newest_consents(client)
        ]
