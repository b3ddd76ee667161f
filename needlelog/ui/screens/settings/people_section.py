"""The people of the clinic: add, change, and take the way in away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.people import Practitioner, Role, sign_in_names
from needlelog.services import people
from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.labels import ROLES
from needlelog.ui.labels import label as word
from needlelog.ui.screens.settings.person_sheet import PersonSheet
from needlelog.ui.screens.settings.section import Section
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

_TONES = {Role.MANAGER: "accent", Role.PRACTITIONER: "neutral", Role.INSPECTOR: "neutral"}


class PeopleSection(Section):
    """Everybody in the order they were added; those without a way in at the end."""

    managers_only = True

    def build(self) -> None:
        """One card with a row for each person."""
        self.add_button = Button(self.tr("Add person"), icon_name="account-plus-outline")
        self.add_button.clicked.connect(self.add_person)
        self.rows: dict[str, PersonRow] = {}
        card = Card(self.tr("People"), right=self.add_button)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        card.body.addLayout(self._list)
        self.body.addWidget(card)

    def read(self) -> None:
        """Read everybody."""
        self.add_button.setEnabled(self.may_change())
        clinic = self.context.clinic
        self.context.read(lambda: people.people(clinic), self._show, owner=self)

    def add_person(self) -> PersonSheet:
        """Open the form for a new person."""
        sheet = PersonSheet(self.context, self)
        sheet.open()
        return sheet

    def edit_person(self, person: Practitioner) -> PersonSheet:
        """Open the form of a person."""
        sheet = PersonSheet(self.context, self, person)
        sheet.open()
        return sheet

    def ask_deactivate(self, person: Practitioner) -> SheetDialog:
        """Ask before the way in is taken away."""
        sheet = SheetDialog(
            self.tr("Take {name}’s way in away?").format(name=person.name),
            self,
            self.tr("Everything they signed stays theirs. They can no longer sign in."),
        )
        sheet.add_button(self.tr("Cancel"))
        sheet.add_button(self.tr("Deactivate"), "danger")
        sheet.accepted.connect(lambda: self._deactivate(person))
        sheet.open()
        return sheet

    def _deactivate(self, person: Practitioner) -> None:
        clinic = self.context.clinic
        self.context.write(
            lambda: people.deactivate_person(clinic, person.uid),
            Changes.of("people", uid=person.uid),
            owner=self,
        )

    def _show(self, everybody: Sequence[Practitioner]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        ordered = sorted(everybody, key=lambda person: not person.active)
        names = sign_in_names(everybody)
        for number, person in enumerate(ordered):
            if number:
                self._list.addWidget(rule())
            row = PersonRow(
                person,
                names.get(person.uid, person.name),
                may_change=self.may_change(),
                is_me=person.uid == self.context.clinic.person.uid,
            )
            row.edit.clicked.connect(lambda _on=False, person=person: self.edit_person(person))
            row.leave.clicked.connect(lambda _on=False, person=person: self.ask_deactivate(person))
            self.rows[person.uid] = row
            self._list.addWidget(row)


class PersonRow(QWidget):
    """Name, role, licence and own limit, with what can be done."""

    def __init__(
        self,
        person: Practitioner,
        name: str,
        *,
        may_change: bool,
        is_me: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 16, 10)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(label(name, "strong"))
        top.addWidget(Pill(word(ROLES, person.role), _TONES[person.role]))
        if is_me:
            top.addWidget(Pill(self.tr("you"), "neutral"))
        if not person.active:
            top.addWidget(Pill(self.tr("cannot sign in"), "warn"))
        top.addStretch(1)
        words.addLayout(top)
        words.addWidget(label(self._facts(person), "quiet", wrap=True))
        row.addLayout(words, 1)
        self.edit = Button(self.tr("Edit"))
        self.edit.setAccessibleName(self.tr("Edit {name}").format(name=name))
        self.leave = Button(self.tr("Deactivate"), "danger")
        self.leave.setAccessibleName(self.tr("Deactivate {name}").format(name=name))
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.leave, 0, Qt.AlignmentFlag.AlignVCenter)
        self.edit.setVisible(may_change)
        self.leave.setVisible(may_change and person.active and not is_me)

    def _facts(self, person: Practitioner) -> str:
        licence = (
            self.tr("Licence {licence}").format(licence=person.licence)
            if person.licence
            else self.tr("No licence number")
        )
        ceiling = (
            self.tr("own limit {depth} mm").format(depth=formats.depth(person.depth_ceiling_um))
            if person.depth_ceiling_um is not None
            else self.tr("no own depth limit")
        )
        return f"{licence} · {ceiling}"
