"""What the rules find in the answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from needlelog.domain.clients import Answer
from needlelog.domain.screening.answers import Held, covers
from needlelog.domain.screening.findings import Finding, Scope, Severity
from needlelog.domain.screening.making import (
    CLOSED,
    NOT_COUNTED,
    UNKNOWN,
    Measure,
    Place,
    days_between,
    finding_of,
    strictest,
)
from needlelog.domain.screening.moments import Moment
from needlelog.domain.screening.rules import Ask, Rule, RuleBook, Window
from needlelog.domain.zones import CUSTOM_ZONE


def answer_findings(
    book: RuleBook,
    held: Held,
    places: tuple[Place, ...],
    numbing_used: bool,
    moment: Moment,
) -> Iterator[Finding]:
    """What one answer leads to; of several rules over it only the most severe is told.

    "Not known" counts as a yes without a date, but never weighs more than a warning.
    """
    if held.answer is Answer.NO:
        return
    firing = []
    for rule in book.of_item(held.item.code):
        measure = _measured(rule, held, moment)
        if measure is not None:
            firing.append((rule, measure))
    if not firing:
        return
    ranked = strictest(firing)
    unknown = held.answer is Answer.UNKNOWN
    at_most = Severity.WARN if unknown else Severity.BLOCK
    rule, measure = ranked[0]
    if rule.scope is not Scope.ZONE:
        closed = CLOSED if rule.scope is Scope.NUMBING and not numbing_used else ""
        detail = UNKNOWN if unknown else closed
        yield finding_of(rule, measure, detail=detail, at_most=at_most)
        return
    detail = UNKNOWN if unknown else ""
    if not places:
        yield finding_of(rule, measure, detail=detail, at_most=at_most)
    for place in places:
        for rule, measure in ranked:
            if _is_about(rule, held, place):
                yield finding_of(rule, measure, place=place, detail=detail, at_most=at_most)
                break


def _is_about(rule: Rule, held: Held, place: Place) -> bool:
    """Whether rule and answer take in a zone; a zone of one's own may lie anywhere."""
    if place.zone == CUSTOM_ZONE:
        return True
    return covers(rule.areas, place.zone, place.group) and covers(
        held.areas, place.zone, place.group
    )


def _measured(rule: Rule, held: Held, moment: Moment) -> Measure | None:
    """What a firing rule measured, ``None`` where it does not fire."""
    if rule.window is None or held.last is None or held.answer is Answer.UNKNOWN:
        return _days_since(held, moment)
    if held.item.ask is Ask.COMING:
        return _coming(rule.window, held.last, moment)
    if held.item.ask is not Ask.LAST:
        return NOT_COUNTED
    return _since(rule.window, held.last, moment)


def _days_since(held: Held, moment: Moment) -> Measure:
    """The days since an exposure that no window is counted from."""
    if held.last is None or held.item.ask is not Ask.LAST:
        return NOT_COUNTED
    last = held.last
    day = last.astimezone(moment.zone).date() if isinstance(last, datetime) else last
    return Measure(days=days_between(day, moment.day))


def _since(window: Window, last: date | datetime, moment: Moment) -> Measure | None:
    """Count from the last exposure; one written down for later counts as one right now."""
    if isinstance(last, datetime):
        last = min(last, moment.at).astimezone(moment.zone)
        day = last.date()
        hours = int((moment.at - last) / timedelta(hours=1)) if window.in_hours else None
    else:
        last = day = min(last, moment.day)
        hours = None
    clear_at = window.over_at(last, moment.zone)
    holds = moment.at < clear_at if window.in_hours else moment.day < window.first_day_after(day)
    return Measure(days_between(day, moment.day), hours, clear_at) if holds else None


def _coming(window: Window, last: date | datetime, moment: Moment) -> Measure | None:
    """Count the days until something that is to come, its own day and the last included."""
    day = last.astimezone(moment.zone).date() if isinstance(last, datetime) else last
    if window.in_hours:
        horizon = (moment.at + timedelta(hours=window.amount)).date()
    else:
        horizon = window.first_day_after(moment.day)
    return Measure((day - moment.day).days) if moment.day <= day <= horizon else None
