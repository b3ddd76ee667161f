"""The sheet for the clinic's own word on one screening rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from needlelog.domain.errors import InvalidValue
from needlelog.domain.screening.figures import checked_figure, has_figure, is_in_range
from needlelog.domain.screening.findings import Severity
from needlelog.domain.screening.rules import Rule, RuleChange
from needlelog.domain.screening.windows import Window, WindowUnit, parse_window
from needlelog.services.screening import rule_history, save_rule
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.figure_words import (
    figure_heading,
    figure_text,
    range_words,
    read_figure,
    unit_word,
)
from needlelog.ui.screening_words import rule_name, severity_word, source_lines
from needlelog.ui.screens.settings.rule_lines import change_line
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.ui.widgets.form_row import FormRow


class RuleSheet(EntrySheet):
    """Window, figure, severity, on or off, and why; sources above, earlier changes below."""

    def __init__(self, context: Context, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(context, rule_name(rule.code), "", parent, "\n".join(source_lines(rule)))
        self.save_button.setText(self.tr("Save"))
        self.setMinimumWidth(520)
        self._rule = rule
        self.in_use = TickBox(self.tr("This rule is in use"))
        self.in_use.setChecked(rule.enabled)
        self.body.addWidget(self.in_use)
        self.amount, self.unit = QLineEdit(), self._units()
        if rule.window is not None:
            self._add_window(rule.window)
        self.figure, self.figure_low = QLineEdit(), QLineEdit()
        if has_figure(rule):
            self._add_figure(rule)
        self.severity = SegmentedControl([(each, severity_word(each)) for each in Severity])
        self.severity.set_current(rule.severity)
        self.add_row(self.tr("How much it weighs"), self.severity)
        self.note = QLineEdit(rule.changed.note if rule.changed else "")
        self.note.setMaxLength(300)
        self.add_row(self.tr("Why, or where it comes from"), self.note)
        self.earlier = label("", "small", wrap=True)
        self.earlier.hide()
        self.body.addWidget(self.earlier)
        clinic = context.clinic
        context.read(lambda: rule_history(clinic, rule.code), self._show_earlier, owner=self)

    def _units(self) -> SegmentedControl:
        units = SegmentedControl(
            [
                (WindowUnit.HOURS, self.tr("hours")),
                (WindowUnit.DAYS, self.tr("days")),
                (WindowUnit.WEEKS, self.tr("weeks")),
                (WindowUnit.MONTHS, self.tr("months")),
            ]
        )
        units.setAccessibleName(self.tr("Counted in"))
        return units

    def _add_window(self, window: Window) -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.amount.setText(str(window.amount))
        self.amount.setAccessibleName(self.tr("How long it waits"))
        self.amount.setMaxLength(4)
        row.addWidget(self.amount, 1)
        row.addWidget(self.unit)
        both.setFocusProxy(self.amount)
        self.unit.set_current(window.unit)
        self.window_row = self.add_row(
            self.tr("How long it waits"),
            both,
            self.tr("Left empty, the shipped span holds."),
        )

    def _add_figure(self, rule: Rule) -> None:
        both = QWidget()
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        fields = [(self.figure, rule.limit, self.tr("Figure"))]
        if rule.shipped_limit_low is not None:
            fields = [
                (self.figure_low, rule.limit_low, self.tr("Lower figure")),
                (self.figure, rule.limit, self.tr("Upper figure")),
            ]
        for field, value, name in fields:
            field.setText("" if value is None else figure_text(value, rule.unit))
            field.setAccessibleName(name)
            field.setMaxLength(8)
            row.addWidget(field, 1)
        row.addWidget(label(unit_word(rule.unit), "quiet"))
        self.reset = Button(self.tr("As shipped"))
        self.reset.clicked.connect(lambda: self._show_shipped(rule))
        row.addWidget(self.reset)
        both.setFocusProxy(fields[0][0])
        self.figure_row = self.add_row(figure_heading(rule), both, range_words(rule))

    def _show_shipped(self, rule: Rule) -> None:
        for field, value in (
            (self.figure, rule.shipped_limit),
            (self.figure_low, rule.shipped_limit_low),
        ):
            field.setText("" if value is None else figure_text(value, rule.unit))

    def _figures(self) -> tuple[int | None, int | None] | None:
        """What was typed for the figures; ``None`` where it cannot be, which is then marked."""
        rule, found = self._rule, []
        for field in (self.figure, self.figure_low):
            try:
                figure = read_figure(field.text(), rule.unit)
                if figure is not None and not is_in_range(rule, figure):
                    raise InvalidValue("figure_range", text=field.text().strip())
            except InvalidValue as error:
                self._refuse_figure(error, field)
                return None
            found.append(figure)
        try:
            checked_figure(rule, *found)
        except InvalidValue as error:
            self._refuse_figure(error, self.figure_low, self.figure)
            return None
        return found[0], found[1]

    def _refuse_figure(self, error: InvalidValue, *wrong: QLineEdit) -> None:
        """Say what is wrong and what would do, and mark the fields it is about."""
        words = f"{error_sentence(error)} {range_words(self._rule)}"
        self.figure_row.set_error(words)
        self._mark_wrong(self.figure_row, words, *wrong)

    def _mark_wrong(self, row: FormRow, words: str, *wrong: QLineEdit) -> None:
        for field in wrong:
            mark(field, error=True)
            field.setAccessibleDescription(words)
        row.field.setFocusProxy(wrong[0])

    def submit(self) -> None:
        """Save the clinic's word; what equals the shipped value is not set apart."""
        for field in (self.amount, self.figure, self.figure_low):
            mark(field, error=False)
            field.setAccessibleDescription("")
        window: Window | None = None
        typed = self.amount.text().strip()
        if self._rule.shipped_window is not None and typed:
            try:
                window = parse_window(f"{typed} {self.unit.current()}")
            except InvalidValue as error:
                self.window_row.set_error(error_sentence(error))
                self._mark_wrong(self.window_row, error_sentence(error), self.amount)
                return
        figures = self._figures()
        if figures is None:
            return
        figure, low = figures
        clinic, code = self.context.clinic, self._rule.code
        severity, enabled = Severity(self.severity.current()), self.in_use.isChecked()
        note = self.note.text().strip()
        self.save(
            lambda: save_rule(
                clinic,
                code,
                window,
                severity,
                enabled=enabled,
                note=note,
                figure=figure,
                figure_low=low,
            ),
            Changes.of("rules"),
            self._tell,
        )

    def _tell(self, rule: Rule) -> None:
        words = (
            self.tr("The rule {rule} stands as shipped.")
            if rule.as_shipped
            else self.tr("The rule {rule} is saved.")
        )
        self.context.message.emit(words.format(rule=rule_name(rule.code)))

    def _show_earlier(self, changes: Sequence[RuleChange]) -> None:
        self.earlier.setText("\n".join(change_line(change, self._rule) for change in changes))
        self.earlier.setVisible(bool(changes))
