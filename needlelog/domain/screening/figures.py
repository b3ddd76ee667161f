"""The figures that rules compare: their units, what a clinic may set, and how findings keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.errors import InvalidValue
from needlelog.domain.screening.windows import is_window

if TYPE_CHECKING:
    from needlelog.domain.screening.rules import Rule

RANGES: dict[str, tuple[int, int]] = {
    "um": (100, 3000),
    "passes": (1, 500),
    "permille": (1, 500),
    "min": (1, 600),
    "mg_per_cm2": (1, 1000),
    "years": (10, 99),
}
"""What a figure can be, by its unit. A phototype is none: its types are what the sources speak of."""
BELOW = frozenset({"numbing_short", "age_minor_warn", "age_label_note"})
"""Rules that find something where a figure is not reached; all others where it is passed."""
_BETWEEN = "; "


def has_figure(rule: Rule) -> bool:
    """Whether a clinic can set the figure of a rule."""
    return rule.shipped_limit is not None and rule.unit in RANGES


def is_in_range(rule: Rule, figure: int) -> bool:
    """Whether a figure is one that makes sense for the rule's unit; true for a unit without any."""
    least, most = RANGES.get(rule.unit, (figure, figure))
    return least <= figure <= most


def checked_figure(rule: Rule, figure: int | None, low: int | None) -> None:
    """Refuse a figure that the rule cannot hold to; ``None`` is the shipped one.

    Raises:
        InvalidValue: ``figure_none``, ``figure_range``, ``figure_order``.
    """
    given = [each for each in (low, figure) if each is not None]
    if not given:
        return
    if not has_figure(rule) or (low is not None and rule.shipped_limit_low is None):
        raise InvalidValue("figure_none", text=str(given[0]))
    for each in given:
        if not is_in_range(rule, each):
            raise InvalidValue("figure_range", text=str(each))
    lower = rule.shipped_limit_low if low is None else low
    upper = rule.shipped_limit if figure is None else figure
    if lower is not None and upper is not None and lower >= upper:
        raise InvalidValue("figure_order", text=str(lower))


def limits_text(rule: Rule) -> str:
    """Window and figure of a rule as its findings keep them: ``90 d; > 30 passes``."""
    window = rule.window.text if rule.window else ""
    return _BETWEEN.join(part for part in (window, _figure_text(rule)) if part)


def split_limits(text: str) -> tuple[str, str]:
    """Window and figure of a finding, each empty where it has none."""
    parts = text.split(_BETWEEN)
    window = "".join(part for part in parts if is_window(part))
    return window, _BETWEEN.join(part for part in parts if not is_window(part))


def _figure_text(rule: Rule) -> str:
    if not has_figure(rule) or rule.limit is None:
        return ""
    if rule.limit_low is not None:
        return f"{rule.limit_low}-{rule.limit} {rule.unit}"
    return f"{'<' if rule.code in BELOW else '>'} {rule.limit} {rule.unit}"
