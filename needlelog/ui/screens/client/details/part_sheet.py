"""A short form for one part of a client; it hands the part over and closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class PartSheet(SheetDialog):
    """Rows of fields with Cancel and Keep."""

    def __init__(self, title: str, parent: QWidget | None = None, text: str = "") -> None:
        super().__init__(title, parent, text)
        self.setMinimumWidth(520)
        self.cancel_button = self.add_button(self.tr("Cancel"))
        self.keep_button = self.add_button(self.tr("Keep"), "primary", self.submit)

    def add_row(self, text: str, field: QWidget, hint: str = "") -> FormRow:
        """Append a labelled field."""
        row = FormRow(text, field, hint)
        self.body.addWidget(row)
        return row

    def submit(self) -> None:
        """Read the fields; subclasses mark what is missing, or hand the part over and accept."""
        raise NotImplementedError
