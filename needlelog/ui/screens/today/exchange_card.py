"""The other computers of the clinic on Today: what was not exchanged yet, and the way to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlelog.ui.screens.today.side_cards import ListCard
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context
    from needlelog.ui.exchange.acts import ExchangeActs
    from needlelog.ui.exchange.standing import Standing


class ExchangeCard(ListCard):
    """Hidden in a clinic on one computer."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._acts: ExchangeActs | None = None
        self.send: Button | None = None
        self.receive: Button | None = None
        self.choose: Button | None = None
        self.name: Button | None = None
        self._asked = False
        self.set_header(self.tr("Other computers"))
        self.hide()

    def read(self) -> None:
        """Find out how the exchange stands; Today does not wait for it."""
        clinic = self._context.clinic
        self._context.background.submit_latest(
            "exchange", lambda: _read(clinic), self.show_standing, self._context.report, owner=self
        )

    def show_standing(self, standing: Standing) -> None:
        """Tell what was not exchanged, and what waits for a choice."""
        from needlelog.ui.exchange.words import standing_words

        self.clear_lines()
        self.send = self.receive = self.choose = self.name = None
        shown = bool(standing.others) or (bool(standing.machines) and standing.here is None)
        self.setVisible(shown)
        if not shown:
            return
        if standing.here is None:
            self._add_unnamed(standing)
            return
        words = label(standing_words(standing, self._context.now()), "quiet", wrap=True)
        words.setContentsMargins(18, 12, 18, 10)
        self.add(words)
        if standing.edits:
            self.add_line(self._edits(standing.edits))
        person = self._context.clinic.person
        if person.may_write:
            self.add_line(self._buttons(receives=person.may_manage))

    def _add_unnamed(self, standing: Standing) -> None:
        """A copy that was brought here: whether it is a further computer is asked at once."""
        words = label(
            self.tr("This computer works on a copy and has no name among them yet."),
            "quiet",
            wrap=True,
        )
        words.setContentsMargins(18, 12, 18, 10)
        self.add(words)
        if not self._context.clinic.person.may_manage:
            return
        self.name = Button(self.tr("Name it"), "quiet")
        self.name.clicked.connect(lambda: self._ask_name(standing))
        self.add_line(self.name)
        if not self._asked and self.isVisible():
            self._asked = True
            self._ask_name(standing)

    def _ask_name(self, standing: Standing) -> None:
        from needlelog.ui.exchange.name_sheet import NameSheet

        NameSheet(self._context, standing.machines, standing.replaced, parent=self.window()).open()

    def _edits(self, number: int) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(10)
        words = self.tr("%n edit(s) to choose", "", number)
        row.addWidget(Pill(words, "warn"), 1, Qt.AlignmentFlag.AlignLeft)
        self.choose = Button(self.tr("Choose"), "chip")
        self.choose.setAccessibleName(self.tr("Choose: {words}").format(words=words))
        self.choose.clicked.connect(lambda: self._the_acts().choose())
        row.addWidget(self.choose)
        return line

    def _buttons(self, *, receives: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(10)
        self.send = Button(self.tr("Send"), "chip")
        self.send.setAccessibleName(self.tr("Send to the other computers"))
        self.send.clicked.connect(lambda: self._the_acts().send())
        row.addWidget(self.send)
        if receives:
            self.receive = Button(self.tr("Receive"), "chip")
            self.receive.setAccessibleName(self.tr("Receive from another computer"))
            self.receive.clicked.connect(lambda: self._the_acts().receive())
            row.addWidget(self.receive)
        row.addStretch(1)
        return line

    def _the_acts(self) -> ExchangeActs:
        from needlelog.ui.exchange.acts import ExchangeActs

        if self._acts is None:
            self._acts = ExchangeActs(self._context, self)
        return self._acts


def _read(clinic: Clinic) -> Standing:
    """A clinic on one computer needs none of this when the program starts."""
    from needlelog.ui.exchange.standing import read_standing

    return read_standing(clinic)
