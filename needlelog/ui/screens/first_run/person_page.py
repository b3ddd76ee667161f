"""Second page of the set-up: who treats and manages here, and the passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.quantities import parse_depth
from needlelog.ui.gate.new_passphrase import NewPassphrase
from needlelog.ui.gate.page import GatePage
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow


@dataclass(frozen=True, slots=True)
class FirstPerson:
    """What the page asks for; the practitioner's uid is given when the clinic is made."""

    practitioner: Practitioner
    passphrase: str


class PersonPage(GatePage):
    """``completed`` once everything is good; ``went_back`` to the page before."""

    completed = Signal()
    went_back = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_words(
            self.tr("Who are you?"),
            self.tr(
                "You will be a manager: you treat, sign, and look after people and settings. "
                "More people are added later in Settings."
            ),
        )
        self.set_step(self.tr("2 of 3 · You"))
        self._clinic_name = ""
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self._name_row = FormRow(self.tr("Your name"), self.name)
        self.licence = QLineEdit()
        self.licence.setMaxLength(60)
        self.ceiling = QLineEdit()
        self.ceiling.setPlaceholderText(self.tr("none"))
        self._ceiling_row = FormRow(self.tr("Your own depth limit, mm"), self.ceiling)
        pair = QHBoxLayout()
        pair.setSpacing(16)
        licence_row = FormRow(self.tr("Licence number"), self.licence)
        pair.addWidget(licence_row, 1, Qt.AlignmentFlag.AlignTop)
        pair.addWidget(self._ceiling_row, 1, Qt.AlignmentFlag.AlignTop)
        self.licence.setPlaceholderText(self.tr("optional"))
        self.ceiling.setAccessibleDescription(
            self.tr("Optional. Depths above it ask you for a reason.")
        )
        self.secret = NewPassphrase(lambda: (self.name.text(), self._clinic_name))
        self.body.addWidget(self._name_row)
        self.body.addLayout(pair)
        self.body.addWidget(self.secret)
        for field in (self.name, self.licence, self.ceiling):
            field.returnPressed.connect(self._go_on)
        self.name.textEdited.connect(lambda _text: self._name_row.set_error(None))
        self.ceiling.textEdited.connect(lambda _text: self._ceiling_row.set_error(None))
        self.secret.entered.connect(self._go_on)
        back = Button(self.tr("Back"))
        back.clicked.connect(self.went_back)
        self.next = Button(self.tr("Next"), "primary")
        self.next.clicked.connect(self._go_on)
        self.footer.addWidget(back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.next)

    def set_clinic_name(self, name: str) -> None:
        """A passphrase with the clinic's name in it is easy to guess."""
        self._clinic_name = name

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def person(self) -> FirstPerson:
        """What was typed. Raises `InvalidValue` for a depth that is none."""
        name = " ".join(self.name.text().split())
        practitioner = Practitioner(
            "", name, Role.MANAGER, self.licence.text().strip(), self._ceiling_um()
        )
        return FirstPerson(practitioner, self.secret.passphrase())

    def _ceiling_um(self) -> int | None:
        text = self.ceiling.text().strip()
        return parse_depth(text) if text else None

    def _go_on(self) -> None:
        wrong: list[QWidget] = []
        if not self.name.text().strip():
            self._name_row.set_error(self.tr("Please write your name, as it stands on records."))
            wrong.append(self.name)
        try:
            self._ceiling_um()
        except InvalidValue as error:
            self._ceiling_row.set_error(error_sentence(error))
            wrong.append(self.ceiling)
        if not wrong and not self.secret.is_complete():
            return
        if wrong:
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.completed.emit()
