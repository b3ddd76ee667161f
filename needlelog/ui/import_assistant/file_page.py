"""How the file was read: encoding, separator, and its first rows to judge by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from needlelog.domain.imports.cells import decimal_mark
from needlelog.ui.widgets.banner import Banner
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


class FilePage(QWidget):
    """Shows a sheet as it was read; another encoding or separator asks for reading again."""

    read_again = Signal(str, str)
    """Encoding and separator."""

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
        self.warning = Banner("", "", "warn")
        self.table = QTableWidget()
        prepare_table(self.table, self.tr("First rows of the file"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.words)
        column.addWidget(self._how)
        column.addWidget(self.warning)
        column.addWidget(self.table, 1)
        self.warning.hide()
        self.encoding.chosen.connect(lambda _key: self._again())
        self.delimiter.chosen.connect(lambda _key: self._again())

    def show_sheet(self, sheet: Sheet) -> None:
        """Show how it was read and its first rows."""
        self.words.setText(self._read_as(sheet))
        self._how.setVisible(bool(sheet.encoding))
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
            self.tr("{rows} rows under the heading").format(rows=len(sheet.rows)),
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
        if len(sheet.sheets) > 1:
            said.append(
                self.tr("Only the first sheet is read, of: {names}.").format(
                    names=", ".join(sheet.sheets)
                )
            )
        self.warning.set_words(self.tr("Please look closely"), " ".join(said))
        self.warning.setVisible(bool(said))

    def _again(self) -> None:
        self.read_again.emit(self.encoding.current(), self.delimiter.current())
