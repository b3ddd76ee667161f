"""What each column holds, and how days are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from needlelog.domain.imports.fields import ColumnMapping, Field
from needlelog.ui.import_words import field_name
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from needlelog.files.spreadsheets import Sheet

_SAMPLES = 4


class ColumnsPage(QWidget):
    """One line a column: its heading, some of its cells, and what it holds."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: list[ChoiceBox] = []
        self._mapping = ColumnMapping(())
        self.missing = label("", "quiet", wrap=True)
        self.order = SegmentedControl(
            [
                ("day", self.tr("03.04. is 3 April")),
                ("month", self.tr("03/04 is March 4")),
            ]
        )
        self.order.setAccessibleName(self.tr("How days are written"))
        self._page = ScrollPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.missing)
        column.addWidget(self._page, 1)
        column.addWidget(label(self.tr("How days are written"), "strong"))
        column.addWidget(self.order)
        self.order.chosen.connect(lambda _key: self.changed.emit())

    def show_mapping(self, sheet: Sheet, mapping: ColumnMapping) -> None:
        """Show what each column was taken for."""
        self._mapping = mapping
        self.order.set_current("day" if mapping.day_first else "month")
        while (item := self._page.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        options = [(field.value, field_name(field)) for field in Field]
        self.boxes = []
        for place, heading in enumerate(sheet.header):
            box = ChoiceBox(
                self.tr("What “{heading}” holds").format(heading=heading),
                options,
                self.tr("leave out"),
            )
            field = mapping.columns[place] if place < len(mapping.columns) else None
            box.set_current(field.value if field else "")
            box.chosen.connect(lambda _key, box=box: self._chosen(box))
            cells = [row.cells[place] for row in sheet.rows if place < len(row.cells)]
            some = list(dict.fromkeys(cell for cell in cells if cell.strip()))[:_SAMPLES]
            grid.addWidget(label(heading or self.tr("(no heading)"), "strong"), place, 0)
            grid.addWidget(ElidedLabel(" · ".join(some), "quiet"), place, 1)
            grid.addWidget(box, place, 2)
            self._page.keep_wheel_from(box)
            self.boxes.append(box)
        self._page.body.addWidget(holder)
        self._page.body.addStretch(1)
        self._tell_missing()

    def mapping(self) -> ColumnMapping:
        """The mapping as it is chosen; meanings of zones stay."""
        columns = tuple(Field(box.current()) if box.current() else None for box in self.boxes)
        return ColumnMapping(columns, self._mapping.zones, self.order.current() != "month")

    def _chosen(self, box: ChoiceBox) -> None:
        for other in self.boxes:
            if other is not box and box.current() and other.current() == box.current():
                other.set_current("")
        self._tell_missing()
        self.changed.emit()

    def _tell_missing(self) -> None:
        missing = ", ".join(field_name(field) for field in self.mapping().missing())
        self.missing.setText(
            self.tr("Still needed: {fields}").format(fields=missing)
            if missing
            else self.tr("Each column and what it is taken for. Change what is wrong.")
        )
