"""The form for one plan: what, where, how often, how far apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from needlelog.domain.plans import Phase, Plan
from needlelog.services import plans
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.labels import PHASES, label
from needlelog.ui.screens.client.concern_field import ConcernField
from needlelog.ui.screens.client.zone_picker import ZonePicker
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MOST_SESSIONS, _LONGEST_INTERVAL = 100, 730


class PlanSheet(EntrySheet):
    """Only the concern is needed. A new plan ends the one in force."""

    def __init__(
        self,
        context: Context,
        plan: Plan,
        ends: Plan | None = None,
        parent: QWidget | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        title = plan.concern or translate("PlanSheet", "New plan")
        advice = ""
        if ends is not None:
            advice = translate(
                "PlanSheet", "The plan “{concern}” ends with it; its sessions stay."
            ).format(concern=ends.concern)
        super().__init__(
            context,
            title,
            translate("PlanSheet", "Save") if plan.uid else translate("PlanSheet", "Add plan"),
            parent,
            advice,
        )
        self.setMinimumWidth(800)
        self._plan = plan
        self._ends = ends
        self.concern = ConcernField(plan.concern)
        self.phase = SegmentedControl([(one.value, label(PHASES, one)) for one in Phase])
        self.planned = QLineEdit()
        self.interval = QLineEdit()
        self.start = DateField(self.tr("Starts on"))
        self.note = QLineEdit(plan.note)
        self.zones = ZonePicker(context.zones, plan.zones)
        self._lay_out()
        self.phase.set_current(plan.phase.value)
        self.planned.setText(str(plan.planned_sessions or ""))
        self.interval.setText(str(plan.interval_days or ""))
        self.start.set_value(plan.started_on)
        self.concern.textChanged.connect(lambda _text: self._tell_series())
        self._tell_series()
        self.concern.setFocus()

    def submit(self) -> None:
        """Read the numbers, mark what cannot be read, save the plan and end the former one."""
        concern = " ".join(self.concern.text().split())
        if not concern:
            self._concern_row.set_error(self.tr("Say what the plan treats."))
        planned = self._number(self._planned_row, _MOST_SESSIONS)
        interval = self._number(self._interval_row, _LONGEST_INTERVAL)
        wrong = any(
            row.error() for row in (self._concern_row, self._planned_row, self._interval_row)
        )
        if not self.start.commit() or wrong:
            return
        plan = replace(
            self._plan,
            concern=concern,
            zones=self.zones.zones(),
            planned_sessions=planned,
            interval_days=interval,
            phase=Phase(self.phase.current()),
            started_on=self.start.value(),
            note=self.note.text().strip(),
        )
        self.save(
            lambda: self._write(plan), Changes.of("plan", "client", uid=plan.client_uid), None
        )

    def _write(self, plan: Plan) -> Plan:
        clinic = self.context.clinic
        if self._ends is not None:
            plans.save_plan(clinic, replace(self._ends, active=False))
        return plans.save_plan(clinic, plan)

    def _lay_out(self) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(20)
        fields = QVBoxLayout()
        fields.setSpacing(12)
        self._concern_row = FormRow(self.tr("Concern"), self.concern)
        self._planned_row = FormRow(self.tr("Planned sessions"), self.planned)
        self._interval_row = FormRow(self.tr("Days between sessions"), self.interval)
        for row in (
            self._concern_row,
            FormRow(self.tr("Phase"), self.phase),
            self._planned_row,
            self._interval_row,
            FormRow(
                self.tr("Starts on"),
                self.start,
                self.tr("The first session is due on this day."),
            ),
            FormRow(self.tr("Note"), self.note),
        ):
            fields.addWidget(row)
        fields.addStretch(1)
        columns.addLayout(fields, 1)
        columns.addWidget(self.zones, 1)
        self.body.addLayout(columns, 1)

    def _number(self, row: FormRow, most: int) -> int | None:
        field = row.field
        text = field.text().strip() if isinstance(field, QLineEdit) else ""
        if not text:
            row.set_error(None)
            return None
        if not text.isdecimal() or not 1 <= int(text) <= most:
            row.set_error(
                self.tr("“{text}” is not a number from 1 to {most}.").format(
                    text=text[:20], most=most
                )
            )
            return None
        row.set_error(None)
        return int(text)

    def _tell_series(self) -> None:
        series = self.concern.known_series()
        self._concern_row.set_hint(
            self.tr("In the literature: {series}.").format(series=series) if series else ""
        )
