"""The fields by which one condition of a filter is set: each shows a filter and says what it sets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.plans import Phase
from needlelog.domain.quantities import parse_depth, parse_passes
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import NO_FLAG, Period, SessionFilter
from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.filter_words import condition_name, period_word
from needlelog.ui.labels import FITZPATRICK, PHASES, SIDES, label
from needlelog.ui.review_words import FLAGS, STATES, flag_word, state_words
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.filter_choices import FilterChoices

translate = QCoreApplication.translate
Reading = Callable[[SessionFilter], SessionFilter]


class NotUnderstood(ValueError):
    """What was entered makes no condition; the text says why."""


class ConditionField(QWidget):
    """Rows of fields in a column. `read` returns the filter with the condition as entered.

    Raises InvalidValue or NotUnderstood where what was typed makes no sense.
    """

    def __init__(self, read: Reading, *rows: QWidget) -> None:
        super().__init__()
        self.read = read
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for row in rows:
            column.addWidget(row)


def condition_field(
    condition: str, wanted: SessionFilter, choices: FilterChoices, zones: ZoneCatalogue
) -> ConditionField:
    """The fields of a condition, showing what the filter says. Raises KeyError for those
    that have no fields of this kind: words, client, incomplete."""
    makers: dict[str, Callable[[], ConditionField]] = {
        "days": lambda: _days(wanted),
        "states": lambda: _states(wanted),
        "practitioner": lambda: _one_of("practitioner_uid", condition, choices.people, wanted),
        "zone": lambda: _zone(wanted, zones),
        "depth": lambda: _depth(wanted),
        "passes": lambda: _passes(wanted),
        "product": lambda: _one_of("product_uid", condition, choices.products, wanted),
        "lot": lambda: _lot(wanted),
        "device": lambda: _one_of("device_uid", condition, choices.devices, wanted),
        "concern": lambda: _concern(wanted, choices),
        "phototype": lambda: _phototype(wanted),
        "flags": lambda: _flags(wanted),
        "phase": lambda: _phase(wanted),
    }
    return makers[condition]()


def _days(wanted: SessionFilter) -> ConditionField:
    options = [
        ("", translate("Filter", "Between days")),
        *((p.value, period_word(p)) for p in Period),
    ]
    period = ChoiceBox(condition_name("days"), options)
    first = DateField(translate("Filter", "First day"))
    last = DateField(translate("Filter", "Last day"))
    period.set_current(wanted.period.value if wanted.period else "")
    first.set_value(wanted.first)
    last.set_value(wanted.last)

    def show_days() -> None:
        between = not period.current()
        first.setEnabled(between)
        last.setEnabled(between)

    period.chosen.connect(lambda _key: show_days())
    show_days()

    def read(former: SessionFilter) -> SessionFilter:
        bare = former.without("period", "first", "last")
        if period.current():
            return replace(bare, period=Period(period.current()))
        if not (first.commit() and last.commit()):
            raise NotUnderstood(translate("Filter", "This is not a day."))
        begin, end = first.value(), last.value()
        if begin and end and begin > end:
            raise NotUnderstood(translate("Filter", "The last day lies before the first."))
        return replace(bare, first=begin, last=end)

    return ConditionField(
        read,
        FormRow(condition_name("days"), period),
        FormRow(translate("Filter", "First day"), first),
        FormRow(translate("Filter", "Last day"), last),
    )


def _one_of(
    field: str, condition: str, names: Sequence[tuple[str, str]], wanted: SessionFilter
) -> ConditionField:
    box = ChoiceBox(condition_name(condition), names, translate("Filter", "any"))
    box.set_current(getattr(wanted, field) or "")

    def read(former: SessionFilter) -> SessionFilter:
        chosen: Any = {field: box.current() or None}
        return replace(former, **chosen)

    return ConditionField(read, FormRow(condition_name(condition), box))


def _concern(wanted: SessionFilter, choices: FilterChoices) -> ConditionField:
    options = [(name, name) for name in choices.concerns]
    box = ChoiceBox(condition_name("concern"), options, translate("Filter", "any"))
    box.set_current(wanted.concern)
    return ConditionField(
        lambda former: replace(former, concern=box.current()),
        FormRow(condition_name("concern"), box),
    )


def _zone(wanted: SessionFilter, zones: ZoneCatalogue) -> ConditionField:
    options = [(zone.code, zone.name) for zone in zones]
    box = ChoiceBox(condition_name("zone"), options, translate("Filter", "any"))
    box.set_current(wanted.zone or "")
    sides = (Side.LEFT, Side.RIGHT, Side.MID)
    side = SegmentedControl(
        [("", translate("Filter", "any side")), *((one.value, label(SIDES, one)) for one in sides)]
    )
    side.setAccessibleName(translate("Filter", "Side"))
    side.set_current(wanted.side.value if wanted.side in sides and wanted.side else "")

    def read(former: SessionFilter) -> SessionFilter:
        chosen = Side(side.current()) if side.current() else None
        return replace(former, zone=box.current() or None, side=chosen)

    return ConditionField(
        read,
        FormRow(condition_name("zone"), box),
        FormRow(translate("Filter", "Side"), side),
    )


def _depth(wanted: SessionFilter) -> ConditionField:
    def line(value: int | None) -> QLineEdit:
        return QLineEdit("" if value is None else formats.depth(value))

    least, most = line(wanted.depth_from_um), line(wanted.depth_to_um)

    def read(former: SessionFilter) -> SessionFilter:
        low, high = (
            parse_depth(one.text()) if one.text().strip() else None for one in (least, most)
        )
        _refuse_turned_round(low, high)
        return replace(former, depth_from_um=low, depth_to_um=high)

    return ConditionField(
        read,
        FormRow(translate("Filter", "From, mm"), least),
        FormRow(translate("Filter", "To, mm"), most),
    )


def _passes(wanted: SessionFilter) -> ConditionField:
    def line(value: int | None) -> QLineEdit:
        return QLineEdit("" if value is None else str(value))

    def number(text: str) -> int | None:
        return parse_passes(text) if text.strip() else None

    least, most = line(wanted.passes_from), line(wanted.passes_to)

    def read(former: SessionFilter) -> SessionFilter:
        low, high = number(least.text()), number(most.text())
        _refuse_turned_round(low, high)
        return replace(former, passes_from=low, passes_to=high)

    return ConditionField(
        read,
        FormRow(translate("Filter", "From"), least),
        FormRow(translate("Filter", "To"), most),
    )


def _refuse_turned_round(low: int | None, high: int | None) -> None:
    if low is not None and high is not None and low > high:
        raise NotUnderstood(translate("Filter", "The second figure is less than the first."))


def _lot(wanted: SessionFilter) -> ConditionField:
    line = QLineEdit(wanted.lot)
    return ConditionField(
        lambda former: replace(former, lot=line.text().strip()),
        FormRow(condition_name("lot"), line),
    )


def _phototype(wanted: SessionFilter) -> ConditionField:
    options = [
        ("", translate("Filter", "any")),
        *((str(n), r) for n, r in enumerate(FITZPATRICK, 1)),
    ]
    choice = SegmentedControl(options)
    choice.set_current(str(wanted.phototype or ""))
    return ConditionField(
        lambda former: replace(
            former, phototype=int(choice.current()) if choice.current() else None
        ),
        FormRow(translate("Filter", "Fitzpatrick skin type"), choice),
    )


def _phase(wanted: SessionFilter) -> ConditionField:
    options = [("", translate("Filter", "any")), *((p.value, label(PHASES, p)) for p in Phase)]
    choice = SegmentedControl(options)
    choice.set_current(wanted.phase if wanted.phase in set(Phase) else "")
    return ConditionField(
        lambda former: replace(former, phase=choice.current()),
        FormRow(condition_name("phase"), choice),
    )


def _states(wanted: SessionFilter) -> ConditionField:
    boxes = {state: TickBox(state_words(state)[0]) for state in STATES}
    for state, box in boxes.items():
        box.setChecked(state in wanted.states)
    return ConditionField(
        lambda former: replace(
            former, states=tuple(state for state, box in boxes.items() if box.isChecked())
        ),
        *boxes.values(),
    )


def _flags(wanted: SessionFilter) -> ConditionField:
    boxes = {flag: TickBox(flag_word(flag)) for flag in FLAGS}
    for flag, box in boxes.items():
        box.setChecked(flag in wanted.flags)

    def read(former: SessionFilter) -> SessionFilter:
        flags: Flag = NO_FLAG
        for flag, box in boxes.items():
            if box.isChecked():
                flags |= flag
        return replace(former, flags=flags)

    return ConditionField(read, *boxes.values())
