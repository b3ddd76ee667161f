"""Shows a recovery code, puts it on paper, and asks for two groups of it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.errors import KnownError
from needlelog.files.recovery_code import GROUP_LENGTH, groups_to_type_back
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtPrintSupport import QPrinter

    from needlelog.ui.recovery_code.sheet import RecoverySheet

_COLUMNS = 4


class RecoveryCodePanel(QWidget):
    """``entered`` is sent on Enter in the last field; `confirmed` says whether the groups fit."""

    entered = Signal()

    def __init__(
        self,
        sheet: RecoverySheet,
        parent: QWidget | None = None,
        *,
        choose_groups: Callable[[], tuple[int, int]] = groups_to_type_back,
    ) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.asked_groups = choose_groups()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(_CodeGrid(sheet.code.groups))
        column.addLayout(self._paper_row())
        self._told = Note("good")
        column.addWidget(self._told)
        column.addLayout(self._back_row())

    def confirmed(self) -> bool:
        """Whether both groups were typed back rightly; marks the one that was not."""
        right = True
        parts = zip(self._rows, self.fields, self.asked_groups, strict=True)
        for row, field, index in parts:
            fits = self._sheet.code.group_matches(index, field.text())
            row.set_error(None if fits else self._mismatch(field.text(), index))
            if not fits and right:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                field.selectAll()
            right = right and fits
        return right

    def take_focus(self) -> None:
        """Put the cursor into the first field to type into."""
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def save_pdf(self, path: Path) -> None:
        """Write the sheet and say where it lies."""
        try:
            self._sheet.write_pdf(path)
        except KnownError as error:
            self._told.say(error_sentence(error), "stop")
            return
        self._told.say(
            self.tr("Saved as {file}. Keep it away from this computer.").format(file=path.name),
            "good",
        )

    def _mismatch(self, typed: str, index: int) -> str:
        if not typed.strip():
            return self.tr("Please type group {number} from your sheet.").format(number=index + 1)
        return self.tr("That is not group {number}. Please look again.").format(number=index + 1)

    def _paper_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        printing = Button(self.tr("Print…"), icon_name="printer-outline")
        printing.clicked.connect(self._print)
        saving = Button(self.tr("Save as PDF…"), icon_name="file-document-outline")
        saving.clicked.connect(self._ask_for_pdf)
        row.addWidget(printing)
        row.addWidget(saving)
        row.addStretch(1)
        return row

    def _back_row(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        words = self.tr("To be sure it is written down, type two of its groups:")
        column.addWidget(label(words, "quiet", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(16)
        self._rows: list[FormRow] = []
        self.fields: list[QLineEdit] = []
        for index in self.asked_groups:
            field = QLineEdit()
            field.setMaxLength(4 * GROUP_LENGTH)
            field.setAccessibleName(self.tr("Group {number}").format(number=index + 1))
            form_row = FormRow(self.tr("Group {number}").format(number=index + 1), field)
            field.textEdited.connect(lambda _text, form_row=form_row: form_row.set_error(None))
            self._rows.append(form_row)
            self.fields.append(field)
            row.addWidget(form_row, 1, Qt.AlignmentFlag.AlignTop)
        first, last = self.fields
        first.returnPressed.connect(lambda: last.setFocus(Qt.FocusReason.TabFocusReason))
        last.returnPressed.connect(self.entered)
        column.addLayout(row)
        return column

    def _ask_for_pdf(self) -> None:
        name = self.tr("NeedleLog recovery code") + ".pdf"
        title = self.tr("Save the recovery code")
        ask_where_to_save(self, title, in_documents(name), "PDF (*.pdf)", self.save_pdf)

    def _print(self) -> None:
        # QtPrintSupport costs start time and is needed only here.
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._sheet.prepare(printer)
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._printed(printer))
        QDialog.open(dialog)

    def _printed(self, printer: QPrinter) -> None:
        try:
            self._sheet.paint(printer, printer.printerName())
        except KnownError as error:
            self._told.say(error_sentence(error), "stop")
            return
        self._told.say(self.tr("Sent to the printer."), "good")


class _CodeGrid(QFrame):
    """The eight groups, numbered as on the sheet."""

    def __init__(self, groups: tuple[str, ...]) -> None:
        super().__init__()
        self.setProperty("role", "panel")
        self.setAccessibleName(self.tr("Recovery code") + ": " + " ".join(groups))
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 16)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for index, group in enumerate(groups):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            cell.addWidget(label(str(index + 1), "small"))
            shown = label(group, "number")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            cell.addWidget(shown)
            grid.addLayout(cell, index // _COLUMNS, index % _COLUMNS)
