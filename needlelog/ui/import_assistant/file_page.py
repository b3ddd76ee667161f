"""How the file was read: encoding, separator, and its first rows to judge by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from needlelog.domain.imports.cells import decimal_mark
from needlelog.ui.gate.note import Note
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from needlelog.files.spreadsheets import Sheet

ENCODINGS = (
    ("utf-8", "UTF-8"),
    ("utf-8-sig", "UTF-8 (BOM)"),
    ("cp1252", "Windows-1252"),
    ("latin-1", "ISO 8859-1"),
    ("utf-16", "UTF-16"),
    ("cp1250", "Windows-1250"),
    ("cp1251", "Windows-1251"),
    ("mac-roman", "Mac Roman"),
)
_ROWS_SHOWN = 12
_ROWS_JUDGED = 200
_LONGEST_ABOVE = 60


class FilePage(QWidget):
    """Shows a sheet as it was read; another encoding, separator or sheet asks to read again."""

    read_again = Signal(str, str, str)
    """Encoding, separator and the title of the sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = label("", "quiet", wrap=True)
        self.encoding = ChoiceBox(self.tr("Encoding of the file"), ENCODINGS)
        self.delimiter = ChoiceBox(
            self.tr("What separates the columns"),
            (
                (";", self.tr("Semicolon ;")),
                (",", self.tr("Comma ,")),
                ("\t", self.tr("Tab")),
                ("|", self.tr("Bar |")),
            ),
        )
        self.sheet = ChoiceBox(self.tr("Sheet of the file"))
        self._which = QWidget()
        sheets = QHBoxLayout(self._which)
        sheets.setContentsMargins(0, 0, 0, 0)
        sheets.setSpacing(12)
        sheets.addWidget(label(self.tr("Sheet"), "strong"))
        sheets.addWidget(self.sheet)
        sheets.addStretch(1)
        self._how = QWidget()
        row = QHBoxLayout(self._how)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for text, box in (
            (self.tr("Encoding"), self.encoding),
            (self.tr("Columns separated by"), self.delimiter),
        ):
            row.addWidget(label(text, "strong"))
            row.addWidget(box)
        row.addStretch(1)
        self.warning = Note("warn")
        self.table = QTableWidget()
        prepare_table(self.table, self.tr("First rows of the file"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self._how)
        column.addWidget(self._which)
        column.addWidget(self.warning)
        column.addWidget(self.table, 1)
        self._which.hide()
        self.sheet.chosen.connect(lambda _key: self._again())
        self.encoding.chosen.connect(lambda _key: self._again())
        self.delimiter.chosen.connect(lambda _key: self._again())

    def show_sheet(self, sheet: Sheet) -> None:
        """Show how it was read and its first rows."""
        self.words.setText(self._read_as(sheet))
        self._how.setVisible(bool(sheet.encoding))
        self._which.setVisible(len(sheet.sheets) > 1)
        self.sheet.set_options([(title, title) for title in sheet.sheets])
        self.sheet.set_current(sheet.title)
        if sheet.encoding and self.encoding.findData(sheet.encoding) < 0:
            self.encoding.addItem(sheet.encoding, sheet.encoding)
        self.encoding.set_current(sheet.encoding)
        self.delimiter.set_current(sheet.delimiter)
        self._warn(sheet)
        self.table.setColumnCount(len(sheet.header))
        self.table.setHorizontalHeaderLabels(list(sheet.header))
        shown = sheet.rows[:_ROWS_SHOWN]
        self.table.setRowCount(len(shown))
        for number, row in enumerate(shown):
            for place, cell in enumerate(row.cells[: len(sheet.header)]):
                self.table.setItem(number, place, QTableWidgetItem(cell[:200]))
        self.table.resizeColumnsToContents()

    def _read_as(self, sheet: Sheet) -> str:
        parts = [
            sheet.file,
            self.tr("no row under the heading")
            if not sheet.rows
            else self.tr("%n row(s) under the heading", "", len(sheet.rows)),
        ]
        some = (cell for row in sheet.rows[:_ROWS_JUDGED] for cell in row.cells)
        mark = decimal_mark(some)
        if mark:
            words = {",": self.tr("decimals with a comma"), ".": self.tr("decimals with a point")}
            parts.append(words[mark])
        return " · ".join(parts)

    def _warn(self, sheet: Sheet) -> None:
        said = []
        if sheet.replaced:
            said.append(
                self.tr("{n} letters do not exist in this encoding and would be lost.").format(
                    n=sheet.replaced
                )
            )
        if sheet.merged:
            said.append(
                self.tr("Merged cells hold their value in the first cell only: {ranges}.").format(
                    ranges=", ".join(sheet.merged[:6])
                )
            )
        if sheet.above:
            said.append(
                self.tr("What stands above the heading is left out: {words}.").format(
                    words=", ".join(text[:_LONGEST_ABOVE] for text in sheet.above[:6])
                )
            )
        self.warning.say(" ".join(said))

    def _again(self) -> None:
        self.read_again.emit(
            self.encoding.current(), self.delimiter.current(), self.sheet.current()
        )
