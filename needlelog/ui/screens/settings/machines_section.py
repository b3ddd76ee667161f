"""The computers of the clinic, and what they exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.services.exchange.machines import retire_machine, use_machine_again
from needlelog.services.exchange.sent_files import SentFile, sent_files
from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.exchange.acts import ExchangeActs
from needlelog.ui.exchange.add_sheet import AddComputerSheet
from needlelog.ui.exchange.history_card import HistoryCard
from needlelog.ui.exchange.name_sheet import NameSheet
from needlelog.ui.exchange.standing import Standing, read_standing
from needlelog.ui.exchange.words import apart, heard_words, standing_words
from needlelog.ui.gate.note import Note
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.domain.exchange.bundles import Machine
    from needlelog.services.clinic import Clinic

_BIG_TEXT = 1.3


@dataclass(frozen=True, slots=True)
class _Found:
    standing: Standing
    sent: tuple[SentFile, ...]


class MachinesSection(Section):
    """A clinic on one computer sees only how to add another."""

    managers_only = True

    def build(self) -> None:
        """The exchange, the computers, what was exchanged."""
        self.acts = ExchangeActs(self.context, self)
        self.standing = Standing()
        self.rows: dict[str, MachineRow] = {}
        self.unnamed = Note("warn")
        self.body.addWidget(self.unnamed)
        self._build_exchange()
        self.add_button = Button(self.tr("Add a computer…"), icon_name="plus")
        self.add_button.clicked.connect(self.add_computer)
        self.card = Card(self.tr("Computers"), right=self.add_button)
        self.body.addWidget(self.card)
        self.history = HistoryCard(self.context)
        self.body.addWidget(self.history)

    def _build_exchange(self) -> None:
        self.exchange = Card(self.tr("Exchange"))
        self.send_button = Button(self.tr("Send…"))
        self.send_button.clicked.connect(self.acts.send)
        self.receive_button = Button(self.tr("Receive…"))
        self.receive_button.clicked.connect(self.acts.receive)
        self.edits_button = Button(self.tr("Choose…"))
        self.edits_button.clicked.connect(self.acts.choose)
        self.send_row = SettingRow(self.tr("Send to clinic"), "", self.send_button)
        self.receive_row = SettingRow(
            self.tr("Receive"),
            self.tr("You see what a file brings before anything is written, and can take it back."),
            self.receive_button,
        )
        self.edits_row = SettingRow(self.tr("Edits to choose"), "", self.edits_button)
        for number, row in enumerate((self.send_row, self.receive_row, self.edits_row)):
            if number:
                self.exchange.add_rule()
            self.exchange.add(row)
        self.exchange.hide()
        self.body.addWidget(self.exchange)

    def refusal(self) -> str:
        """What somebody who is no manager can do here."""
        name = apart(self.context.clinic.person.name)
        if self.context.clinic.person.may_write:
            return self.tr(
                "You are signed in as {name}: you can send. Only a manager receives, chooses between "
                "edits and looks after the computers."
            ).format(name=name)
        return self.tr(
            "You are signed in as {name}: you can only look. Practitioners send, managers receive."
        ).format(name=name)

    def read(self) -> None:
        """Read how the clinic stands."""
        clinic = self.context.clinic
        self.context.background.submit_latest(
            "machines", lambda: _read(clinic), self._show, self.context.report, owner=self
        )

    # --- acts ------------------------------------------------------------------------------------

    def add_computer(self) -> AddComputerSheet:
        """Pack the clinic for a further computer."""
        named = self.standing.here is not None
        sheet = AddComputerSheet(self.context, self.window(), named=named)
        sheet.open()
        return sheet

    def name_this(self) -> NameSheet:
        """Give this computer its place among the machines."""
        standing = self.standing
        sheet = NameSheet(
            self.context,
            standing.machines,
            standing.replaced,
            parent=self.window(),
            rejoins=standing.key_lost,
        )
        sheet.open()
        return sheet

    def rename(self, machine: Machine) -> NameSheet:
        """Give a computer another name."""
        sheet = NameSheet(self.context, (), renamed=machine, parent=self.window())
        sheet.open()
        return sheet

    def ask_retire(self, machine: Machine) -> SheetDialog:
        """Ask before a computer is waited for no longer."""
        sheet = SheetDialog(
            self.tr("Is {machine} no longer in use?").format(machine=apart(machine.name)),
            self.window(),
            self.tr(
                "What was recorded on it stays. Files to the others no longer wait for what it has; "
                "should it send once more, that is still taken in."
            ),
        )
        sheet.add_button(self.tr("Cancel"))
        sheet.add_button(self.tr("No longer in use"), "danger")
        sheet.accepted.connect(lambda: self._set_active(machine, active=False))
        sheet.open()
        return sheet

    def _set_active(self, machine: Machine, *, active: bool) -> None:
        clinic = self.context.clinic
        act = use_machine_again if active else retire_machine
        self.context.write(
            lambda: act(clinic, machine.uid), Changes.of("exchange", "trail"), owner=self
        )

    # --- showing ---------------------------------------------------------------------------------

    def _show(self, found: _Found) -> None:
        self.standing = standing = found.standing
        person = self.context.clinic.person
        named = standing.here is not None
        self.exchange.setVisible(bool(standing.machines) and named)
        self.send_button.setEnabled(person.may_write and named and not standing.key_lost)
        self.receive_button.setEnabled(person.may_manage)
        self.edits_button.setEnabled(bool(standing.edits))
        self.add_button.setEnabled(person.may_manage and (named or not standing.machines))
        self.send_row.set_text(standing_words(standing, self.context.now()))
        self.edits_row.set_text(
            self.tr("Changed on two computers: %n field(s).", "", standing.edits)
            if standing.edits
            else self.tr("Nothing waits for a choice.")
        )
        self._show_trouble(standing)
        self._show_machines(standing)
        self.history.show_history(standing.receipts, found.sent)

    def _show_trouble(self, standing: Standing) -> None:
        """Why this computer can neither send nor receive."""
        if standing.key_lost:
            self.unnamed.say(
                self.tr(
                    "The key with which this computer signs what it sends is missing, so it cannot "
                    "send. Let it join anew."
                )
            )
            return
        self.unnamed.say(
            self.tr(
                "This computer works on a copy of the clinic and has no name among its computers "
                "yet. Until it has one, it can neither send nor receive."
            )
            if standing.machines and standing.here is None
            else ""
        )

    def _show_machines(self, standing: Standing) -> None:
        while (item := self.card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        self.name_button = Button(self.tr("Name this computer…"))
        self.name_button.clicked.connect(self.name_this)
        self.name_button.setEnabled(self.may_change())
        if not standing.machines:
            self.card.add(self._alone())
            return
        if standing.here is None or standing.key_lost:
            state = self.tr("without a key") if standing.key_lost else self.tr("without a name")
            if standing.key_lost:
                self.name_button.setText(self.tr("Join anew…"))
            self.card.add(SettingRow(self.tr("This computer"), state, self.name_button))
        for machine in sorted(standing.machines, key=lambda each: (not each.here, not each.active)):
            if self.card.body.count():
                self.card.add_rule()
            row = MachineRow(
                machine,
                heard_words(machine, self.context.now()),
                may_change=self.may_change(),
            )
            row.rename.clicked.connect(lambda _on=False, each=machine: self.rename(each))
            row.leave.clicked.connect(lambda _on=False, each=machine: self._toggle(each))
            self.rows[machine.uid] = row
            self.card.add(row)

    def _toggle(self, machine: Machine) -> None:
        if machine.active:
            self.ask_retire(machine)
        else:
            self._set_active(machine, active=True)

    def _alone(self) -> QWidget:
        words = label(
            self.tr(
                "This clinic is on one computer. With a second one, such as a laptop in the "
                "treatment room, both keep the whole log and exchange what is new by a file on a "
                "USB stick or a shared folder. No server and no internet are needed."
            ),
            "quiet",
            wrap=True,
        )
        words.setContentsMargins(18, 14, 18, 16)
        return words


class MachineRow(QWidget):
    """Name, when it was last heard of, and what can be done with it."""

    def __init__(
        self, machine: Machine, heard: str, parent: QWidget | None = None, *, may_change: bool
    ) -> None:
        super().__init__(parent)
        # With big letters the buttons stand below the words: beside them they would not fit.
        direction = QBoxLayout.Direction
        beside = metrics().text_factor < _BIG_TEXT
        row = QBoxLayout(direction.LeftToRight if beside else direction.TopToBottom, self)
        row.setContentsMargins(18, 10, 16, 10)
        row.setSpacing(12 if beside else 6)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(machine.name, "strong", wrap=True))
        joined = self.tr("added {day} by {person}").format(
            day=formats.day(machine.joined_at.astimezone().date()), person=apart(machine.joined_by)
        )
        words.addWidget(label(f"{heard} · {joined}", "quiet", wrap=True))
        words.insertStretch(0, 1)
        words.addStretch(1)
        row.addLayout(words, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        ends = QHBoxLayout()
        ends.setSpacing(12)
        row.addLayout(ends)
        if machine.here:
            ends.addWidget(Pill(self.tr("this one"), "accent"), 0, middle)
        if not machine.active:
            ends.addWidget(Pill(self.tr("no longer in use"), "neutral"), 0, middle)
        self.rename = Button(self.tr("Rename"))
        self.rename.setAccessibleName(self.tr("Rename {machine}").format(machine=machine.name))
        self.leave = Button(
            self.tr("No longer in use") if machine.active else self.tr("In use again"),
            "danger" if machine.active else "secondary",
        )
        self.leave.setAccessibleName(f"{self.leave.text()}: {machine.name}")
        for button, shown in (
            (self.rename, may_change),
            (self.leave, may_change and not machine.here),
        ):
            ends.addWidget(button, 0, middle)
            if not shown:
                button.hide()
        if not beside:
            ends.addStretch(1)


def _read(clinic: Clinic) -> _Found:
    standing = read_standing(clinic)
    return _Found(standing, sent_files(clinic) if standing.here is not None else ())
