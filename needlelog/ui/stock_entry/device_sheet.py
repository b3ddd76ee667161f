"""The sheet for one needling device."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import parse_decimal, parse_depth
from needlelog.domain.sessions import SpeedUnit
from needlelog.domain.stock import Device
from needlelog.files.reference_data import device_models
from needlelog.services import stock
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.labels import SPEED_UNITS, label
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.devices import DeviceModel


class DeviceSheet(EntrySheet):
    """A known model fills in the figures; every figure can be changed. Only the name is needed."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        device: Device | None = None,
        on_saved: Callable[[Device], None] | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        title, act = translate("DeviceSheet", "New device"), translate("DeviceSheet", "Add")
        if device is not None:
            title, act = device.name, translate("DeviceSheet", "Save")
        super().__init__(context, title, act, parent)
        self.setMinimumWidth(560)
        self._device = device
        self._on_saved = on_saved
        self.model = ChoiceBox(
            self.tr("Model"),
            [(known.code, known.model) for known in device_models()],
            self.tr("Another device"),
        )
        self.name = QLineEdit()
        self.maker = QLineEdit()
        self.serial = QLineEdit()
        self.shallowest, self.deepest, self.step = QLineEdit(), QLineEdit(), QLineEdit()
        self.evaluated = QLineEdit()
        self.speed_unit = ChoiceBox(
            self.tr("Speed unit"),
            [(unit.value, label(SPEED_UNITS, unit)) for unit in SpeedUnit],
            self.tr("Not recorded"),
        )
        self.speed = QLineEdit()
        self._lay_out()
        self._fill(device)
        self.model.chosen.connect(self._take_model)
        self.model.setFocus()

    def submit(self) -> None:
        """Read the depths, mark what cannot be read, save when nothing is wrong."""
        name = self.name.text().strip()
        if not name:
            self._name_row.set_error(self.tr("Choose a model or write the name of the device."))
        low = self._depth(self._low_row)
        high = self._depth(self._high_row)
        step = self._step()
        evaluated = self._depth(self._evaluated_row) if self.evaluated.text().strip() else None
        if low is not None and high is not None and low > high:
            self._high_row.set_error(self.tr("The deepest depth is less than the shallowest."))
        if any(row.error() for row in self._checked):
            return
        before = self._device or Device("", name)
        device = replace(
            before,
            name=name,
            model_code=self.model.current(),
            maker=self.maker.text().strip(),
            serial=self.serial.text().strip(),
            shallowest_um=low if low is not None else before.shallowest_um,
            deepest_um=high if high is not None else before.deepest_um,
            step_um=step if step is not None else before.step_um,
            evaluated_to_um=evaluated,
            speed_unit=self.speed_unit.current(),
            speed_default=self.speed.text().strip(),
        )
        self.save(
            lambda: stock.save_device(self.context.clinic, device),
            Changes.of("stock", uid=device.uid or None),
            self._on_saved,
        )

    def _lay_out(self) -> None:
        self._model_row = self.add_row(self.tr("Model"), self.model)
        self._name_row = self.add_row(self.tr("Name"), self.name)
        self._beside(
            FormRow(self.tr("Maker"), self.maker), FormRow(self.tr("Serial number"), self.serial)
        )
        self._low_row = FormRow(self.tr("Shallowest, mm"), self.shallowest)
        self._high_row = FormRow(self.tr("Deepest, mm"), self.deepest)
        self._step_row = FormRow(self.tr("Step, mm"), self.step)
        self._evaluated_row = FormRow(self.tr("Label evaluated to, mm"), self.evaluated)
        self._beside(self._low_row, self._high_row, self._step_row, self._evaluated_row)
        self._beside(
            FormRow(self.tr("Speed unit"), self.speed_unit),
            FormRow(self.tr("Usual speed"), self.speed),
        )
        self._checked = (
            self._name_row,
            self._low_row,
            self._high_row,
            self._step_row,
            self._evaluated_row,
        )

    def _beside(self, *rows: FormRow) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for row in rows:
            line.addWidget(row, 1)
        self.body.addLayout(line)

    def _fill(self, device: Device | None) -> None:
        shown = device or Device("", "")
        self.model.set_current(shown.model_code)
        self.name.setText(shown.name)
        self.maker.setText(shown.maker)
        self.serial.setText(shown.serial)
        self.shallowest.setText(formats.depth(shown.shallowest_um))
        self.deepest.setText(formats.depth(shown.deepest_um))
        self.step.setText(formats.depth(shown.step_um))
        self.evaluated.setText(
            formats.depth(shown.evaluated_to_um) if shown.evaluated_to_um else ""
        )
        self.speed_unit.set_current(shown.speed_unit)
        self.speed.setText(shown.speed_default)

    def _take_model(self, code: str) -> None:
        model = next((known for known in device_models() if known.code == code), None)
        if model is None:
            self._model_row.set_hint("")
            return
        self._fill(_from_model(model, self._device, self.serial.text()))
        facts = [part for part in (model.status, model.note, model.source) if part]
        self._model_row.set_hint(" · ".join(facts))

    def _depth(self, row: FormRow) -> int | None:
        field = row.field
        if not isinstance(field, QLineEdit):
            return None
        try:
            return parse_depth(field.text())
        except InvalidValue as error:
            row.set_error(error_sentence(error))
            return None

    def _step(self) -> int | None:
        try:
            step = int(parse_decimal(self.step.text()) * 1000)
        except InvalidValue as error:
            self._step_row.set_error(error_sentence(error))
            return None
        if not 10 <= step <= 1000:
            self._step_row.set_error(self.tr("A step lies between 0.01 and 1.00 mm."))
            return None
        return step


def _from_model(model: DeviceModel, device: Device | None, serial: str) -> Device:
    """The figures of a published model, with what is the clinic's own."""
    return replace(
        device or Device("", model.model),
        name=model.model,
        model_code=model.code,
        maker=model.maker,
        serial=serial,
        shallowest_um=model.min_um,
        deepest_um=model.max_um,
        step_um=model.step_um or _smallest_gap(model.fixed_depths_um),
        evaluated_to_um=model.evaluated_to_um,
        speed_unit=model.speed_unit.value if model.speed_unit else "",
        speed_default=model.speed_values[0] if model.speed_fixed and model.speed_values else "",
    )


def _smallest_gap(depths: tuple[int, ...]) -> int:
    """A step that reaches every needle length of a device with fixed lengths."""
    gaps = [deeper - shallower for shallower, deeper in pairwise(depths)]
    return min(gaps, default=100)
