"""The sheet for one person of the clinic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.quantities import parse_depth
from needlelog.services import people
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.gate.new_passphrase import NewPassphrase
from needlelog.ui.labels import ROLES, label
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PersonSheet(EntrySheet):
    """A new person is given a first passphrase, which they change after signing in."""

    def __init__(
        self, context: Context, parent: QWidget | None, person: Practitioner | None = None
    ) -> None:
        translate = QCoreApplication.translate
        title, act = translate("PersonSheet", "New person"), translate("PersonSheet", "Add")
        if person is not None:
            title, act = person.name, translate("PersonSheet", "Save")
        super().__init__(context, title, act, parent)
        self.setMinimumWidth(520)
        self._person = person
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self._name_row = self.add_row(self.tr("Name"), self.name)
        self.role = SegmentedControl(
            [(role.value, label(ROLES, role)) for role in (Role.PRACTITIONER, Role.MANAGER)]
            + [(Role.INSPECTOR.value, self.tr("Inspector"))]
        )
        self.role.setAccessibleName(self.tr("Role"))
        self._role_row = self.add_row(self.tr("Role"), self.role)
        self.role.chosen.connect(lambda _key: self._tell_role())
        self.licence = QLineEdit()
        self.licence.setMaxLength(60)
        self.add_row(self.tr("Licence number"), self.licence)
        self.ceiling = QLineEdit()
        self._ceiling_row = self.add_row(
            self.tr("Own depth limit, mm"),
            self.ceiling,
            self.tr("Optional. Deeper rows ask this person for a reason."),
        )
        self.secret: NewPassphrase | None = None
        if person is None:
            self.secret = NewPassphrase(lambda: (self.name.text(), context.clinic.name))
            self.body.addWidget(self.secret)
        else:
            self._fill(person)
        self._tell_role()
        self.name.setFocus()

    def submit(self) -> None:
        """Read the fields, mark what is wrong, save when nothing is."""
        name = " ".join(self.name.text().split())
        if not name:
            self._name_row.set_error(self.tr("Please write the person’s name."))
        ceiling = self._ceiling()
        if self._name_row.error() or self._ceiling_row.error():
            return
        if self.secret is not None and not self.secret.is_complete():
            return
        passphrase = None if self.secret is None else self.secret.passphrase()
        before = self._person or Practitioner("", name, Role.PRACTITIONER)
        after = replace(
            before,
            name=name,
            role=Role(self.role.current()),
            licence=self.licence.text().strip(),
            depth_ceiling_um=ceiling,
        )
        self.save(
            lambda: self._keep(after, passphrase), Changes.of("people", uid=after.uid or None), None
        )

    def _keep(self, person: Practitioner, passphrase: str | None) -> Practitioner:
        clinic = self.context.clinic
        if passphrase is None:
            return people.update_person(clinic, person)
        return people.add_person(clinic, person, passphrase)

    def _fill(self, person: Practitioner) -> None:
        self.name.setText(person.name)
        self.role.set_current(person.role.value)
        self.licence.setText(person.licence)
        if person.depth_ceiling_um is not None:
            self.ceiling.setText(formats.depth(person.depth_ceiling_um))

    def _ceiling(self) -> int | None:
        text = self.ceiling.text().strip()
        if not text:
            return None
        try:
            return parse_depth(text)
        except InvalidValue as error:
            self._ceiling_row.set_error(error_sentence(error))
            return None

    def _tell_role(self) -> None:
        self._role_row.set_hint(
            {
                Role.PRACTITIONER: self.tr("Treats, writes and signs records."),
                Role.MANAGER: self.tr("Treats and signs; looks after people and settings."),
                Role.INSPECTOR: self.tr("Reads everything and changes nothing."),
            }[Role(self.role.current())]
        )
