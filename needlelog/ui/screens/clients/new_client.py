"""The short form for a new client, in a sheet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from needlelog.domain.clients import Client, Sex
from needlelog.domain.names import fold
from needlelog.services import clients
from needlelog.ui.client_words import birth_date_trouble
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.labels import FITZPATRICK, SEXES, label
from needlelog.ui.uids import new_uid
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

_SAME_LIMIT = 200
_PAUSE_MS = 200


@dataclass(frozen=True, slots=True)
class _Namesake:
    """What is looked for before a second record of the same person is made."""

    name: str
    born: date | None


class NewClientSheet(EntrySheet):
    """Only the name is needed. A client of the same name and birth date is mentioned in words."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None = None,
        on_saved: Callable[[Client], None] | None = None,
        name: str = "",
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("NewClient", "New client"),
            translate("NewClient", "Add client"),
            parent,
            translate("NewClient", "Only the name is needed; the rest can be added at any time."),
        )
        self.setMinimumWidth(560)
        self._on_saved = on_saved
        self.name = QLineEdit(name)
        self.born = DateField(self.tr("Birth date"))
        self.sex = SegmentedControl(
            [("", self.tr("not asked")), *((one.value, label(SEXES, one)) for one in Sex)]
        )
        self.phone = QLineEdit()
        self.email = QLineEdit()
        self.phototype = SegmentedControl(
            [("", self.tr("not known")), *((str(n), r) for n, r in enumerate(FITZPATRICK, 1))]
        )
        self.note = QPlainTextEdit()
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(72)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._look_for_namesake)
        self.name.textChanged.connect(self._on_typed)
        self.born.dateCommitted.connect(lambda _day: self._check_birth_date())
        self.name.setFocus()

    def submit(self) -> None:
        """Save the client when the name is there and the birth date can be true."""
        name = " ".join(self.name.text().split())
        if not name:
            self.name_row.set_error(self.tr("A client needs a name."))
        if not self._check_birth_date() or not name:
            return
        client = Client(
            uid=new_uid(self.context),
            name=name,
            birth_date=self.born.value(),
            sex=Sex(self.sex.current()) if self.sex.current() else None,
            phone=self.phone.text().strip(),
            email=self.email.text().strip(),
            phototype=int(self.phototype.current()) if self.phototype.current() else None,
            note=self.note.toPlainText().strip(),
            created_at=self.context.now(),
        )
        self.save(
            lambda: clients.create_client(self.context.clinic, client),
            Changes.of("client", uid=client.uid),
            self._on_saved,
        )

    def _on_typed(self, name: str) -> None:
        if name.strip() and self.name_row.error():
            self.name_row.set_error(None)
        self._pause.start()

    def _lay_out(self) -> None:
        self.name_row = self.add_row(self.tr("Name"), self.name)
        self.born_row = self.add_row(self.tr("Birth date"), self.born)
        self.add_row(self.tr("Sex"), self.sex)
        contact = QHBoxLayout()
        contact.setSpacing(12)
        contact.addWidget(FormRow(self.tr("Phone"), self.phone))
        contact.addWidget(FormRow(self.tr("E-mail"), self.email))
        self.body.addLayout(contact)
        self.add_row(self.tr("Fitzpatrick skin type"), self.phototype)
        self.add_row(self.tr("Note"), self.note)

    def _check_birth_date(self) -> bool:
        if not self.born.commit():
            return False
        trouble = birth_date_trouble(self.born.value(), self.context.today())
        self.born.set_error(trouble)
        self._pause.start()
        return trouble is None

    def _look_for_namesake(self) -> None:
        wanted = _Namesake(" ".join(self.name.text().split()), self.born.value())
        if not wanted.name:
            self.name_row.set_hint("")
            return
        self.context.worker.submit_latest(
            "namesake",
            lambda: self._has_namesake(wanted),
            lambda found: self._tell_of_namesake(wanted, found),
            self.context.report,
            owner=self,
        )

    def _has_namesake(self, wanted: _Namesake) -> bool:
        ids = clients.search_client_ids(self.context.clinic, wanted.name, _SAME_LIMIT)
        rows = clients.client_rows(self.context.clinic, ids)
        return any(
            fold(row.name) == fold(wanted.name) and row.birth_date == wanted.born for row in rows
        )

    def _tell_of_namesake(self, wanted: _Namesake, found: bool) -> None:
        if not found:
            sentence = ""
        elif wanted.born is None:
            sentence = self.tr("There is already a client of this name without a birth date.")
        else:
            sentence = self.tr("There is already a client of this name, born on the same day.")
        self.name_row.set_hint(sentence)
