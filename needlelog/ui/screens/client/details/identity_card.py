"""Name, birth date, contact and skin type; each field is saved when it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from needlelog.domain.clients import Sex
from needlelog.ui.client_words import birth_date_trouble
from needlelog.ui.labels import FITZPATRICK, SEXES, label
from needlelog.ui.screens.client.details.commit_fields import CommitLine, CommitText
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label as text_label
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.clients import Client
    from needlelog.ui.context import Context
    from needlelog.ui.screens.client.editor import ClientEditor


class IdentityCard(Card):
    """Who the client is."""

    def __init__(
        self, context: Context, editor: ClientEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent, padding=18)
        self._context = context
        self._editor = editor
        self.saved = text_label("", "small")
        self.set_header(self.tr("Identity"), self.tr("saved when you leave a field"))
        self.add_to_header(self.saved)
        self.name = CommitLine(self.tr("Name"))
        self.born = DateField(self.tr("Birth date"))
        self.sex = SegmentedControl(
            [("", self.tr("not asked")), *((one.value, label(SEXES, one)) for one in Sex)]
        )
        self.phototype = SegmentedControl(
            [("", self.tr("not known")), *((str(n), r) for n, r in enumerate(FITZPATRICK, 1))]
        )
        self.phone = CommitLine(self.tr("Phone"))
        self.email = CommitLine(self.tr("E-mail"))
        self.address = CommitLine(self.tr("Address"))
        self.emergency = CommitLine(self.tr("In an emergency"))
        self.note = CommitText(self.tr("Note"))
        self.note.setFixedHeight(76)
        self._lines = {
            "phone": self.phone,
            "email": self.email,
            "address": self.address,
            "emergency_contact": self.emergency,
        }
        self._lay_out()
        self._connect()

    def show_client(self, client: Client) -> None:
        """Fill the fields; what is being typed stays."""
        self.name.show_text(client.name)
        if self.born.value() != client.birth_date or not self.born.line.hasFocus():
            self.born.set_value(client.birth_date)
        self.sex.set_current(client.sex.value if client.sex else "")
        self.phototype.set_current(str(client.phototype) if client.phototype else "")
        for field, line in self._lines.items():
            line.show_text(getattr(client, field))
        self.note.show_text(client.note)

    def flush(self) -> None:
        """Hand over what is being typed."""
        for line in (self.name, *self._lines.values()):
            line.commit()
        self.note.commit()
        self.born.commit()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(12)
        self.name_row = FormRow(self.tr("Name"), self.name)
        self.born_row = FormRow(self.tr("Birth date"), self.born)
        grid.addWidget(self.name_row, 0, 0)
        grid.addWidget(self.born_row, 0, 1)
        grid.addWidget(FormRow(self.tr("Sex"), self.sex), 1, 0, 1, 2)
        grid.addWidget(FormRow(self.tr("Fitzpatrick skin type"), self.phototype), 2, 0, 1, 2)
        grid.addWidget(FormRow(self.tr("Phone"), self.phone), 3, 0)
        grid.addWidget(FormRow(self.tr("E-mail"), self.email), 3, 1)
        grid.addWidget(FormRow(self.tr("Address"), self.address), 4, 0)
        grid.addWidget(FormRow(self.tr("In an emergency"), self.emergency), 4, 1)
        grid.addWidget(FormRow(self.tr("Note"), self.note), 5, 0, 1, 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.body.addLayout(grid)

    def _connect(self) -> None:
        self.name.committed.connect(self._take_name)
        self.born.dateCommitted.connect(self._take_birth_date)
        self.sex.chosen.connect(lambda key: self._editor.edit(sex=Sex(key) if key else None))
        self.phototype.chosen.connect(
            lambda key: self._editor.edit(phototype=int(key) if key else None)
        )
        for field, line in self._lines.items():
            line.committed.connect(lambda text, field=field: self._editor.edit(**{field: text}))
        self.note.committed.connect(lambda text: self._editor.edit(note=text))

    def _take_name(self, name: str) -> None:
        client = self._editor.client
        if name or client is None:
            self.name_row.set_error(None)
            self._editor.edit(name=name)
            return
        self.name_row.set_error(self.tr("A client needs a name. The name before it is kept."))
        self.name.show_text(client.name)

    def _take_birth_date(self, born: date | None) -> None:
        trouble = birth_date_trouble(born, self._context.today())
        self.born.set_error(trouble)
        if trouble is None:
            self._editor.edit(birth_date=born)
