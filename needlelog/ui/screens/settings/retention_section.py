"""How long records are kept, what is due, and the register of what was destroyed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.clinic_settings import LONGEST_KEEPING, ClinicSettings
from needlelog.domain.retention import OF_AGE
from needlelog.services import retention
from needlelog.services.settings import save_settings, settings
from needlelog.ui.context import Changes
from needlelog.ui.retention.destroy_sheet import DestroySheet
from needlelog.ui.retention.words import (
    blocked_words,
    born_words,
    covers_words,
    destroyed_words,
    until_words,
)
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.stepper import Stepper, StepperRules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.services.clinic import Clinic
    from needlelog.services.retention import DestroyedRecord, Keeping


@dataclass(frozen=True, slots=True)
class _Found:
    settings: ClinicSettings
    due: tuple[Keeping, ...]
    register: tuple[DestroyedRecord, ...]


class RetentionSection(Section):
    """For managers; inspectors read the register."""

    managers_only = True

    def build(self) -> None:
        """The rule, what is due, the register."""
        self.settings = ClinicSettings()
        self.years = _stepper(self.tr("Years"), 1)
        self.age = _stepper(self.tr("Age"), OF_AGE)
        self.years.valueCommitted.connect(lambda value: self._save(keep_years=value))
        self.age.valueCommitted.connect(lambda value: self._save(keep_minors_until_age=value))
        rules = Card(self.tr("How long"), self.tr("proposed; the law of your place decides"))
        rules.add(
            SettingRow(
                self.tr("Years after the last entry"),
                self.tr("Of any kind: session, call, score, photo, consent."),
                self.years,
            )
        )
        rules.add_rule()
        rules.add(
            SettingRow(
                self.tr("Of minors at least until the age of"),
                self.tr("Whoever was under 18 at the last entry."),
                self.age,
            )
        )
        self.body.addWidget(rules)
        self.due_card = Card()
        self.due_card.set_header(self.tr("Due for destruction"))
        self.body.addWidget(self.due_card)
        self.register_card = Card()
        self.register_card.set_header(self.tr("Register of destroyed records"))
        self.body.addWidget(self.register_card)
        self.due_buttons: dict[str, Button] = {}

    def read(self) -> None:
        """Read the rule, what is due and the register."""
        for stepper in (self.years, self.age):
            stepper.setEnabled(self.may_change())
        clinic = self.context.clinic
        self.context.read(lambda: _read(clinic), self._show, owner=self)

    def ask_destroy(self, keeping: Keeping) -> DestroySheet:
        """Ask before the records of a client are destroyed."""
        sheet = DestroySheet(self.context, keeping, self)
        sheet.destroyed.connect(self.read)
        sheet.open()
        return sheet

    def _show(self, found: _Found) -> None:
        self.settings = found.settings
        self.years.set_value(found.settings.keep_years)
        self.age.set_value(found.settings.keep_minors_until_age)
        self.due_buttons = {}
        lines = [self._due_line(each) for each in found.due]
        nothing = self.tr("Nothing is due: every record is within its time.")
        self.due_card.setVisible(self.may_change())
        _fill(self.due_card, lines, nothing)
        _fill(
            self.register_card,
            [_line(each.person, destroyed_words(each)) for each in found.register],
            self.tr("Nothing was ever destroyed."),
        )

    def _due_line(self, keeping: Keeping) -> QWidget:
        today = self.context.today()
        parts = (born_words(keeping), covers_words(keeping), until_words(keeping, today))
        line = _line(keeping.name, " · ".join(filter(None, parts)))
        row = line.layout()
        blocked = blocked_words(keeping)
        if blocked and row is not None:
            row.addWidget(Pill(blocked, "warn"))
            return line
        button = Button(self.tr("Destroy…"), "danger")
        button.setAccessibleName(self.tr("Destroy the records of {name}").format(name=keeping.name))
        button.clicked.connect(lambda: self.ask_destroy(keeping))
        self.due_buttons[keeping.client_uid] = button
        if row is not None:
            row.addWidget(button)
        return line

    def _save(self, **values: int) -> None:
        after = replace(self.settings, **values)  # type: ignore[arg-type]
        clinic = self.context.clinic
        self.context.write(
            lambda: save_settings(clinic, after),
            Changes.of("settings"),
            owner=self,
            on_done=lambda _saved: self.read(),
            on_error=self._not_saved,
        )

    def _not_saved(self, error: Exception) -> None:
        self.context.report(error)
        self.read()


def _read(clinic: Clinic) -> _Found:
    person = clinic.person
    may_read = person.may_manage or not person.may_write
    if person.may_manage:
        retention.remove_left_files(clinic)
    return _Found(
        settings(clinic),
        retention.due(clinic) if person.may_manage else (),
        retention.register(clinic) if may_read else (),
    )


def _stepper(name: str, least: int) -> Stepper:
    def parse(text: str) -> int:
        value = int(text)
        if not least <= value <= LONGEST_KEEPING:
            raise ValueError(text)
        return value

    def step(value: int | None, way: int) -> int:
        return min(max((value or least) + way, least), LONGEST_KEEPING)

    return Stepper(StepperRules(parse, str, step), name, least)


def _line(title: str, words: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(18, 8, 16, 8)
    row.setSpacing(12)
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addWidget(ElidedLabel(title, "strong"))
    column.addWidget(label(words, "quiet", wrap=True))
    column.insertStretch(0, 1)
    column.addStretch(1)
    row.addLayout(column, 1)
    line.setAccessibleName(f"{title}, {words}")
    return line


def _fill(card: Card, lines: Sequence[QWidget], nothing: str) -> None:
    while (item := card.body.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    if not lines:
        words = label(nothing, "quiet", wrap=True)
        words.setContentsMargins(18, 14, 18, 16)
        card.add(words)
    for number, line in enumerate(lines):
        if number:
            card.body.addWidget(rule())
        card.add(line)
