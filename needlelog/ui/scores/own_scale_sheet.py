"""Making a scale of the clinic's own: a number with a name, a range and a direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from needlelog.domain.errors import InvalidValue
from needlelog.domain.own_scales import OwnScale, as_scale, checked_own_scale
from needlelog.domain.scales import Direction, Rater
from needlelog.domain.scores import parse_points
from needlelog.services import scores as service
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.scores.words import DIRECTIONS, RATERS, points
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class OwnScaleSheet(EntrySheet):
    """`made` carries the new `Scale`, once it is kept."""

    made = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("OwnScaleSheet", "New scale of our own"),
            translate("OwnScaleSheet", "Make scale"),
            parent,
            translate("OwnScaleSheet", "It cannot be changed later, only taken out of use."),
        )
        self.setMinimumWidth(520)
        self.name = QLineEdit()
        self.unit = QLineEdit()
        self.least, self.most = QLineEdit(points(0)), QLineEdit(points(10_000))
        self.step, self.smallest = QLineEdit(points(1000)), QLineEdit(points(1000))
        self.direction = SegmentedControl(
            [(each.value, translate("Scores", str(words))) for each, words in DIRECTIONS.items()]
        )
        self.rater = SegmentedControl(
            [(each.value, translate("Scores", str(words))) for each, words in RATERS.items()]
        )
        self.add_row(self.tr("Name"), self.name)
        self._numbers: dict[QLineEdit, FormRow] = {}
        self._add_numbers((self.tr("Lowest"), self.least), (self.tr("Highest"), self.most))
        self._add_numbers(
            (self.tr("In steps of"), self.step), (self.tr("A change counts from"), self.smallest)
        )
        self.add_row(self.tr("Unit"), self.unit, self.tr("Only where the number has one."))
        self.add_row(self.tr("Direction"), self.direction)
        self.add_row(self.tr("Rated by the"), self.rater)
        self.name.setFocus()

    def submit(self) -> None:
        """Read the numbers, mark what cannot be used, keep the scale."""
        read = [self._read(field) for field in (self.least, self.most, self.step, self.smallest)]
        least, most, step, smallest = read
        if least is None or most is None or step is None or smallest is None:
            return
        own = OwnScale(
            name=self.name.text(),
            least=least,
            most=most,
            direction=Direction(self.direction.current()),
            rater=Rater(self.rater.current()),
            step=step,
            meaningful_step=smallest,
            unit=self.unit.text(),
        )
        try:
            checked_own_scale(own)
        except InvalidValue as error:
            self.show_trouble(error_sentence(error))
            return
        clinic = self.context.clinic
        self.save(
            lambda: service.add_own_scale(clinic, own),
            Changes.of("scale"),
            lambda kept: self.made.emit(as_scale(kept)),
        )

    def _add_numbers(self, *fields: tuple[str, QLineEdit]) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        for words, field in fields:
            self._numbers[field] = FormRow(words, field)
            row.addWidget(self._numbers[field], 1)
        self.body.addLayout(row)

    def _read(self, field: QLineEdit) -> int | None:
        self._numbers[field].set_error(None)
        try:
            return parse_points(field.text())
        except InvalidValue as error:
            self._numbers[field].set_error(error_sentence(error))
            return None
