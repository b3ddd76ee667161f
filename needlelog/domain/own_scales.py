"""Scales that a clinic makes for itself: one number with a name, a range and a direction.

A scale of one's own is never changed, because earlier scores stand on it; it is taken out of use
and another one is made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_checks import checked_name
from needlelog.domain.scales import (
    OWN_PREFIX,
    SINGLE_ITEM,
    UNIT,
    Direction,
    Formula,
    Rater,
    Scale,
    ScaleItem,
)
from needlelog.domain.scores import format_points

OWN_VERSION = "1"
HIGHEST_POINTS = 100_000


@dataclass(frozen=True, slots=True)
class OwnScale:
    """A clinic's own numeric scale; range and steps in thousandths of a point.

    ``meaningful_step`` is the smallest change that counts as one.
    """

    name: str
    least: int
    most: int
    direction: Direction
    rater: Rater
    step: int = UNIT
    meaningful_step: int = UNIT
    unit: str = ""
    uid: str = ""
    active: bool = True


def checked_own_scale(own: OwnScale) -> OwnScale:
    """A scale that can be kept.

    Raises:
        InvalidValue: those of a name, ``scale_range`` (least not below most, or outside 0 to
            100000 points), ``scale_step`` (a step that does not lead from least to most, or a
            smallest change that is no step of the range).
    """
    if not 0 <= own.least < own.most <= HIGHEST_POINTS * UNIT:
        raise InvalidValue(
            "scale_range", text=f"{format_points(own.least)}–{format_points(own.most)}"
        )
    width = own.most - own.least
    if own.step <= 0 or width % own.step or not 0 < own.meaningful_step <= width:
        raise InvalidValue("scale_step", text=format_points(own.step))
    return replace(own, name=checked_name(own.name), unit=own.unit.strip()[:20])


def as_scale(own: OwnScale) -> Scale:
    """The clinic's scale among the others."""
    return Scale(
        code=f"{OWN_PREFIX}{own.uid}",
        version=OWN_VERSION,
        name=own.name,
        least=own.least,
        most=own.most,
        direction=own.direction,
        raters=(own.rater,),
        items=(ScaleItem(SINGLE_ITEM, own.name, own.least, own.most, own.step),),
        formula=Formula.SINGLE,
        meaningful_step=own.meaningful_step,
        unit=own.unit,
        active=own.active,
    )
