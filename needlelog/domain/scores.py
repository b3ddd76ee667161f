"""Scores: one rating on one version of a scale, and how items become a total.

Values and totals are in thousandths of a point; see `needlelog.domain.scales`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import parse_decimal
from needlelog.domain.scales import UNIT, Formula, Rater, Scale, ScaleItem

OLDEST_SCORE_YEARS = 130


@dataclass(frozen=True, slots=True)
class DraftScore:
    """A rating as it is given: in a session's draft, or before it is kept.

    ``items`` are the answers by item code. ``rated_by`` is the clinician who rated or, for a
    client's own rating, the person who wrote it down. The names of the scale and of the person are
    copies, so that the record stands alone.
    """

    scale: str
    scale_version: str
    rater: Rater
    rated_on: date
    items: tuple[tuple[str, int], ...]
    total: int
    note: str = ""
    rated_by_uid: str = ""
    rated_by: str = ""
    scale_name: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a score back, when and why; the score itself stays readable."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Score(DraftScore):
    """A score that is kept. With a session it is part of that signed record."""

    uid: str = ""
    client_uid: str = ""
    session_uid: str | None = None
    recorded_at: datetime | None = None
    withdrawn: Withdrawal | None = None


S = TypeVar("S", bound=DraftScore)


def total_of(scale: Scale, items: Mapping[str, int]) -> int:
    """The total of a complete set of answers, in thousandths and exact.

    Where the extent of a region is 0 its grades need no answer and count nothing.

    Raises:
        InvalidValue: ``score_item`` (not an item of this scale), ``score_range``, ``score_step``,
            ``score_missing`` (with the number of answers that are missing).
    """
    _require_possible(scale, items)
    missing = missing_items(scale, items)
    if missing:
        raise InvalidValue("score_missing", text=str(len(missing)))
    return _computed(scale, items)


def running_total(scale: Scale, items: Mapping[str, int]) -> int:
    """What the answers given so far come to; what is not answered counts nothing yet."""
    _require_possible(scale, items)
    return _computed(scale, items)


def missing_items(scale: Scale, items: Mapping[str, int]) -> tuple[ScaleItem, ...]:
    """The items that still need an answer, in the order of the scale."""
    empty = {item.region for item in scale.items if item.extent and items.get(item.code) == 0}
    return tuple(
        item
        for item in scale.items
        if item.code not in items and (item.extent or item.region not in empty)
    )


def region_total(scale: Scale, region: str, items: Mapping[str, int]) -> int:
    """What one region adds to the total, in thousandths; 0 while its extent is not answered."""
    weight = next(each.weight for each in scale.regions if each.code == region)
    extent, grades = 0, 0
    for item in scale.items_of(region):
        value = items.get(item.code, 0)
        if item.extent:
            extent = value
        else:
            grades += value
    return _whole(Fraction(weight * extent * grades, UNIT * UNIT))


def checked_score(score: S, scale: Scale, today: date) -> S:
    """A score that can be kept: items in the scale's order, total and name of the scale anew.

    Raises:
        InvalidValue: those of `total_of`, ``score_rater``, ``score_future``, ``score_early``.
    """
    if score.rater not in scale.raters:
        raise InvalidValue("score_rater", text=score.rater)
    if score.rated_on > today:
        raise InvalidValue("score_future", text=score.rated_on.isoformat())
    if today.year - score.rated_on.year > OLDEST_SCORE_YEARS:
        raise InvalidValue("score_early", text=score.rated_on.isoformat())
    answers = dict(score.items)
    total = total_of(scale, answers)
    needed = _answered(scale, answers)
    note = score.note.strip()
    return replace(score, items=needed, total=total, note=note, scale_name=scale.name)


def parse_points(text: str) -> int:
    """Read a number of points, as thousandths. Raises InvalidValue: ``number``, ``score_step``."""
    exact = parse_decimal(text) * UNIT
    if exact != exact.to_integral_value():
        raise InvalidValue("score_step", text=text.strip()[:40])
    return int(exact)


def format_points(value: int, decimal_point: str = ".") -> str:
    """Write thousandths as points without trailing zeros: ``10800`` is ``"10.8"``."""
    text = f"{Decimal(value) / UNIT:.3f}".rstrip("0").rstrip(".")
    return text.replace(".", decimal_point)


def _require_possible(scale: Scale, items: Mapping[str, int]) -> None:
    for code, value in items.items():
        item = scale.item(code)
        if item is None:
            raise InvalidValue("score_item", text=code[:40])
        if not item.least <= value <= item.most:
            raise InvalidValue("score_range", text=format_points(value))
        if (value - item.least) % item.step:
            raise InvalidValue("score_step", text=format_points(value))


def _answered(scale: Scale, items: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The answers in the scale's order, without grades of a region that has no extent."""
    empty = {item.region for item in scale.items if item.extent and items.get(item.code) == 0}
    return tuple(
        (item.code, items[item.code])
        for item in scale.items
        if item.code in items and (item.extent or item.region not in empty)
    )


def _computed(scale: Scale, items: Mapping[str, int]) -> int:
    if scale.formula is Formula.AREA:
        return sum(region_total(scale, region.code, items) for region in scale.regions)
    return sum(items.values())


def _whole(value: Fraction) -> int:
    if value.denominator != 1:
        raise ValueError("a scale's weights and steps do not give whole thousandths")
    return value.numerator
