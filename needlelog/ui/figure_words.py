"""The figures of screening rules in words and as they are typed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import parse_decimal, parse_depth
from needlelog.domain.screening.figures import BELOW, RANGES, has_figure
from needlelog.domain.screening.rules import Rule
from needlelog.ui import formats

_PERMILLE, _UM = "permille", "um"


def figure_text(value: int, unit: str) -> str:
    """A figure as it is shown in a field: millimetres, percent, or the whole number."""
    if unit == _UM:
        return formats.depth(value)
    if unit == _PERMILLE:
        return f"{value / 10:g}".replace(".", formats.decimal_point())
    return str(value)


def unit_word(unit: str) -> str:
    """The unit in which a figure is shown."""
    return {
        _UM: _tr("mm"),
        _PERMILLE: "%",
        "passes": _tr("passes"),
        "min": _tr("min"),
        "mg_per_cm2": _tr("mg per cm²"),
        "years": _tr("years"),
    }.get(unit, unit)


def read_figure(text: str, unit: str) -> int | None:
    """What was typed, in the rule's own unit; ``None`` where nothing was.

    Raises:
        InvalidValue: it is no number.
    """
    typed = text.strip()
    if not typed:
        return None
    if unit == _UM:
        return parse_depth(typed)
    value = parse_decimal(typed.removesuffix("%").strip())
    value = value * 10 if unit == _PERMILLE else value
    if value != value.to_integral_value():
        raise InvalidValue("whole_number", text=typed[:40])
    return int(value)


def figure_heading(rule: Rule) -> str:
    """What the field for the figure is called."""
    if rule.shipped_limit_low is not None:
        return _tr("It finds something outside")
    return _tr("It finds something under") if rule.code in BELOW else _tr("It finds something over")


def range_words(rule: Rule) -> str:
    """What a figure of the rule can be, and what was shipped."""
    least, most = (figure_text(each, rule.unit) for each in RANGES[rule.unit])
    return _tr(
        "{least} to {most} {unit}. Shipped: {shipped}. Left empty, the shipped holds."
    ).format(
        least=least,
        most=most,
        unit=unit_word(rule.unit),
        shipped=_held(rule.shipped_limit_low, rule.shipped_limit, rule.unit),
    )


def figure_words(rule: Rule, *, shipped: bool = False) -> str:
    """The figure a rule compares: ``over 0.50 mm``; empty for a rule that has none."""
    low = rule.shipped_limit_low if shipped else rule.limit_low
    limit = rule.shipped_limit if shipped else rule.limit
    if not has_figure(rule) or limit is None:
        return ""
    if low is not None:
        return _tr("outside {range} {unit}").format(
            range=_held(low, limit, rule.unit), unit=unit_word(rule.unit)
        )
    return _side(rule.code in BELOW, f"{figure_text(limit, rule.unit)} {unit_word(rule.unit)}")


def kept_figure_words(text: str) -> str:
    """The figure that a finding of a record was held to; an unknown one as it stands."""
    sign, _, rest = text.partition(" ")
    number, _, unit = rest.partition(" ")
    if sign in ("<", ">") and number.isdecimal():
        return _side(sign == "<", f"{figure_text(int(number), unit)} {unit_word(unit)}")
    low, dash, high = sign.partition("-")
    if dash and low.isdecimal() and high.isdecimal():
        return _tr("outside {range} {unit}").format(
            range=_held(int(low), int(high), rest), unit=unit_word(rest)
        )
    return text


def _held(low: int | None, high: int | None, unit: str) -> str:
    values = [figure_text(each, unit) for each in (low, high) if each is not None]
    return "–".join(values)


def _side(below: bool, figure: str) -> str:
    return (_tr("under {figure}") if below else _tr("over {figure}")).format(figure=figure)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Figures", text)
