"""One treated zone in the grid: depth, passes, endpoints, warnings and details."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.depth_advice import DepthFinding
from needlelog.domain.quantities import parse_depth, parse_passes
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side, ZoneCatalogue
from needlelog.ui import formats
from needlelog.ui.finding_sentences import finding_sentence, finding_source
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.screens.session.screening.rule_notes import RuleNotes
from needlelog.ui.screens.session.selection_card import passes_rules
from needlelog.ui.screens.session.zone_details import ZoneDetails
from needlelog.ui.sentences import refusal_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import icon_button
from needlelog.ui.widgets.card import rule
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.stepper import Stepper, StepperRules


@dataclass(frozen=True, slots=True)
class RowFacts:
    """All that one row shows."""

    row: ZoneRow
    previous: ZoneRow | None
    findings: tuple[DepthFinding, ...]
    screened: tuple[FindingView, ...]
    products: str
    selected: bool


def column_widths() -> dict[str, int]:
    """Widths of the grid's columns, shared by its header and rows."""
    scale = metrics().text
    finger = metrics().target
    return {
        "side": scale(40),
        "depth": 2 * finger + scale(56),
        "was": scale(62),
        "passes": 2 * finger + scale(48),
        "products": scale(110),
        "endpoint": scale(58),
        "more": finger,
    }


class ZoneRowWidget(QFrame):
    """Shows one row and turns edits into acts."""

    pressed = Signal(int, bool)
    refused = Signal(str)
    """A sentence on a value that was not taken."""
    rule_asked = Signal(str)
    """The rule whose card the practitioner wants to see."""
    rule_seen = Signal(str)

    def __init__(
        self,
        facts: RowFacts,
        acts: SessionActs,
        zones: ZoneCatalogue,
        depth_rules: Callable[[], StepperRules],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "zone-row")
        self.setProperty("selected", False)
        self._acts = acts
        self._zones = zones
        self._depth_rules = depth_rules
        self._facts = facts
        self._details: ZoneDetails | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._outer = outer
        outer.addLayout(self._build_line())
        self._warnings = QVBoxLayout()
        self._warnings.setContentsMargins(18, 0, 12, 6)
        self._warnings.setSpacing(4)
        self._warning_box = QWidget()
        self._warning_box.setLayout(self._warnings)
        self._warning_box.hide()
        outer.addWidget(self._warning_box)
        self._rules = RuleNotes()
        self._rules.setContentsMargins(18, 0, 12, 6)
        self._rules.asked.connect(self.rule_asked)
        self._rules.seen.connect(self.rule_seen)
        outer.addWidget(self._rules)
        self._details_place = QVBoxLayout()
        outer.addLayout(self._details_place)
        outer.addWidget(rule())
        self._reason: QLineEdit | None = None
        self._show_all(facts)

    def _build_line(self) -> QHBoxLayout:
        widths = column_widths()
        line = self._line = QHBoxLayout()
        line.setContentsMargins(18, 0, 4, 0)
        line.setSpacing(6)
        self._name = ElidedLabel("", "strong")
        self._below = ElidedLabel("", "small")
        self._below.hide()
        self._names = QWidget()
        names = QVBoxLayout(self._names)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self._name)
        names.addWidget(self._below)
        names.addStretch(1)
        self._side = label("", "quiet")
        self._side.setFixedWidth(widths["side"])
        self.depth_field = Stepper(self._depth_rules(), "", may_be_empty=True)
        self.depth_field.valueCommitted.connect(self._set_depth)
        self.depth_field.refused.connect(
            lambda text: self.refused.emit(refusal_sentence(parse_depth, text))
        )
        self._was = label("", "small")
        self._was.setFixedWidth(widths["was"])
        self.passes = Stepper(passes_rules(), "", may_be_empty=True)
        self.passes.valueCommitted.connect(self._set_passes)
        self.passes.refused.connect(
            lambda text: self.refused.emit(refusal_sentence(parse_passes, text))
        )
        self._products = ElidedLabel("", "value")
        self._products.setFixedWidth(widths["products"])
        self._endpoint = label("", "quiet")
        self._endpoint.setFixedWidth(widths["endpoint"])
        self.more = icon_button("chevron-down", "", self.toggle_details, plain=True)
        line.addWidget(self._names, 1)
        for part in (self._side, _fixed(self.depth_field, widths["depth"]), self._was):
            line.addWidget(part)
        for part in (_fixed(self.passes, widths["passes"]), self._products, self._endpoint):
            line.addWidget(part)
        line.addWidget(self.more)
        return line

    @property
    def row(self) -> ZoneRow:
        """The row as last shown."""
        return self._facts.row

    def show_facts(self, facts: RowFacts) -> None:
        """Show a row; what did not change is not touched."""
        before, self._facts = self._facts, facts
        if facts == before:
            return
        row = facts.row
        if (before.row, before.previous) != (row, facts.previous):
            self._show_values(row, facts.previous)
        self._products.setText(facts.products)
        if (before.findings, before.row.reason) != (facts.findings, row.reason):
            self._show_findings(facts)
        self._rules.show_views(facts.screened)
        if before.selected != facts.selected:
            mark(self, selected=facts.selected)
        if self._details is not None:
            self._details.show_row(row)

    def _show_all(self, facts: RowFacts) -> None:
        self._show_values(facts.row, facts.previous)
        self._products.setText(facts.products)
        self._show_findings(facts)
        self._rules.show_views(facts.screened)
        mark(self, selected=facts.selected)

    def show_columns(self, shown: Mapping[str, bool]) -> None:
        """Leave out columns for which there is no room; the names may need a line of their own."""
        above = self._outer.indexOf(self._names) >= 0
        if above is shown["name"]:
            self._line.removeWidget(self._names)
            self._outer.removeWidget(self._names)
            if shown["name"]:
                self._names.setContentsMargins(0, 0, 0, 0)
                self._line.takeAt(0)
                self._line.insertWidget(0, self._names, 1)
            else:
                self._names.setContentsMargins(18, 6, 16, 0)
                self._line.insertStretch(0, 1)
                self._outer.insertWidget(0, self._names)
        self._products.setVisible(shown["products"])
        self._was.setVisible(shown["was"])
        self._side.setVisible(shown["was"])
        self._below.setVisible(not shown["was"])
        self._endpoint.setVisible(shown["endpoint"])

    def _show_values(self, row: ZoneRow, previous: ZoneRow | None) -> None:
        name = self._acts.name_of(row)
        zone = self._zones.by_code(row.zone) if row.zone in self._zones else None
        self._name.setText(row.custom_name or (zone.name if zone else row.zone))
        self._side.setText(row.side.sign)
        self.depth_field.set_value(row.depth_um)
        self.depth_field.set_name(self.tr("Depth in mm, {zone}").format(zone=name))
        self.passes.set_value(row.passes)
        self.passes.set_name(self.tr("Passes, {zone}").format(zone=name))
        self.more.setAccessibleName(self.tr("Details of {zone}").format(zone=name))
        was = self._was_text(row, previous)
        self._was.setText(was)
        self._below.setText(" · ".join(part for part in (row.side.sign, was) if part))
        self._endpoint.setText(
            ""
            if row.erythema is None and row.bleeding is None
            else self.tr("R {e} · B {b}").format(
                e="–" if row.erythema is None else row.erythema,
                b="–" if row.bleeding is None else row.bleeding,
            )
        )
        self.setAccessibleName(name)
        if self._reason is not None:
            self._reason.setAccessibleName(self.tr("Reason, {zone}").format(zone=name))

    def _was_text(self, row: ZoneRow, previous: ZoneRow | None) -> str:
        if previous is None or previous.depth_um is None:
            return ""
        if (previous.depth_um, previous.passes) == (row.depth_um, row.passes):
            return self.tr("same")
        if previous.depth_um == row.depth_um:
            return self.tr("was × {passes}").format(passes=previous.passes or "–")
        return self.tr("was {depth}").format(depth=formats.depth(previous.depth_um))

    def _show_findings(self, facts: RowFacts) -> None:
        asks = any(finding.needs_reason for finding in facts.findings)
        if self._reason is not None and self._reason.hasFocus() and asks:
            return
        self._reason = None
        while (item := self._warnings.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in facts.findings:
            self._warnings.addWidget(_finding_line(finding))
        if asks:
            self._reason = QLineEdit(facts.row.reason)
            self._reason.setPlaceholderText(self.tr("Reason for going on"))
            self._reason.setAccessibleName(
                self.tr("Reason, {zone}").format(zone=self._acts.name_of(facts.row))
            )
            self._reason.textEdited.connect(self._set_reason)
            self._warnings.addWidget(self._reason)
        self._warning_box.setVisible(bool(facts.findings))

    def focus_reason(self) -> None:
        """Put the cursor where the reason is written; on the depth where none is asked."""
        wanted = self.depth_field if self._reason is None else self._reason
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_depth(self, value: int | None) -> None:
        what = f"{formats.depth(value)} mm" if value is not None else self.tr("no depth")
        self._acts.set_row(self.row, what, depth_um=value)

    def _set_passes(self, value: int | None) -> None:
        self._acts.set_row(self.row, self.tr("passes {n}").format(n=value or "–"), passes=value)

    def _set_reason(self, text: str) -> None:
        self._acts.set_row(self.row, self.tr("reason"), merge=True, reason=text)

    def toggle_details(self) -> None:
        """Open or close what is rarely needed."""
        if self._details is None:
            self._details = ZoneDetails(self.row, self._acts, self._possible_sides())
            self._details_place.addWidget(self._details)
            self._details.show_row(self.row)
            self.more.set_icon("chevron-up")
            return
        self._details.setVisible(self._details.isHidden())
        self.more.set_icon("chevron-down" if self._details.isHidden() else "chevron-up")

    def _possible_sides(self) -> tuple[Side, ...]:
        if self.row.zone == CUSTOM_ZONE or self.row.zone not in self._zones:
            return tuple(Side)
        sides = self._zones.by_code(self.row.zone).sides
        return (*sides, Side.BOTH) if Side.LEFT in sides else sides

    @property
    def details(self) -> ZoneDetails | None:
        """The details, once they were opened."""
        return self._details

    def mousePressEvent(self, event: QMouseEvent) -> None:
        additive = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.pressed.emit(self.row.row, additive)
        super().mousePressEvent(event)


def _fixed(widget: QWidget, width: int) -> QWidget:
    holder = QWidget()
    holder.setFixedWidth(width)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return holder


def _finding_line(finding: DepthFinding) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    row.addWidget(Pill(finding_sentence(finding), "warn"))
    source = label(finding_source(finding), "small", wrap=True)
    source.setToolTip(source.text())
    row.addWidget(source, 1)
    return holder
