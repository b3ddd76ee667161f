"""The narrow column of Today: what is to be finished, and stock that runs out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.reading_only import writers_only
from needlelog.ui.stock_words import alert_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.begun_words import BegunAddendum
    from needlelog.domain.stock_alerts import StockAlert
    from needlelog.services.sessions import DraftRow
    from needlelog.ui.context import Context
    from needlelog.ui.screens.today.view import TodayView

_MOST = 5


class ListCard(Card):
    """A titled card whose lines are replaced as a whole."""

    def clear_lines(self) -> None:
        """Take every line away."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def say(self, text: str) -> None:
        """One quiet sentence instead of lines."""
        words = label(text, "quiet", wrap=True)
        words.setContentsMargins(18, 12, 18, 14)
        self.add(words)

    def add_line(self, line: QWidget) -> None:
        """Append a line, apart from the one before."""
        if self.body.count():
            self.body.addWidget(rule())
        self.add(line)


class ToFinishCard(ListCard):
    """Sessions that were begun and are not signed yet, and addenda begun and not written."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.set_header(self.tr("To finish"))

    def show_view(self, view: TodayView) -> None:
        """List the unsigned sessions, then the addenda."""
        self.clear_lines()
        if not view.drafts:
            self.say(self.tr("Every session is signed."))
        for draft in view.drafts[:_MOST]:
            self.add_line(self._line(draft))
        if len(view.drafts) > _MOST:
            self.say(self.tr("and %n more", "", len(view.drafts) - _MOST))
        for begun in view.begun[:_MOST]:
            self.add_line(self._addendum(begun))
        if len(view.begun) > _MOST:
            self.say(self.tr("and %n more", "", len(view.begun) - _MOST))

    def _line(self, draft: DraftRow) -> QWidget:
        saved = formats.day_short(draft.saved_at.astimezone().date())
        zones = self.tr("%n zone(s)", "", len(draft.zones))
        button = Button(self.tr("Sign"), "chip")
        button.setAccessibleName(
            self.tr("Finish and sign the session of {name}").format(name=draft.client_name)
        )
        navigator, uid = self._context.navigator, draft.uid
        button.clicked.connect(lambda: navigator.draft_requested.emit(uid))
        writers_only(self._context, button)
        return _waiting(
            draft.client_name, " · ".join((zones, saved, draft.practitioner_name)), button
        )

    def _addendum(self, begun: BegunAddendum) -> QWidget:
        day = formats.day_short(begun.day)
        button = Button(self.tr("Write"), "chip")
        button.setAccessibleName(
            self.tr("Go on with the addendum about {name}, {day}").format(
                name=begun.client_name, day=day
            )
        )
        navigator, uid = self._context.navigator, begun.session_uid
        button.clicked.connect(lambda: navigator.record_requested.emit(uid))
        said = self.tr("Addendum begun, session of {day}").format(day=day)
        return _waiting(begun.client_name, said, button)


def _waiting(name: str, said: str, button: Button) -> QWidget:
    """One line: whose it is, what is known of it, and the way there."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(18, 8, 18, 8)
    row.setSpacing(10)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addStretch(1)
    words.addWidget(LinesLabel(name, "strong"))
    words.addWidget(LinesLabel(said, "small"))
    words.addStretch(1)
    row.addLayout(words, 1)
    row.addWidget(button)
    return line


class StockCard(ListCard):
    """Lots that have expired or will soon, and what runs out."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.set_header(self.tr("Stock"))

    def show_view(self, view: TodayView, today: date) -> None:
        """List what the stock asks for, the most pressing first."""
        self.clear_lines()
        if not view.stock:
            self.say(self.tr("Nothing expires within 30 days, nothing runs out."))
            return
        for alert in view.stock[:_MOST]:
            self.add_line(self._line(alert, today))
        if len(view.stock) > _MOST:
            self.say(self.tr("and %n more", "", len(view.stock) - _MOST))
        open_stock = Button(self.tr("Open the stock"), "quiet")
        open_stock.clicked.connect(lambda: self._context.navigator.screen_requested.emit("stock"))
        self.add_line(open_stock)

    def _line(self, alert: StockAlert, today: date) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(6)
        words, tone = alert_words(alert, today)
        name = alert.product.name
        if alert.lot is not None:
            name = f"{name} · {alert.lot.lot}"
        column.addWidget(LinesLabel(name, "strong"))
        column.addWidget(Pill(words, tone), 0, Qt.AlignmentFlag.AlignLeft)
        return line
