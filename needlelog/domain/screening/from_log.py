"""What the rules find in the clinic's own log, zone by zone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from needlelog.domain.screening.findings import Finding
from needlelog.domain.screening.making import (
    Measure,
    Place,
    days_between,
    finding_of,
    strictest,
)
from needlelog.domain.screening.moments import Moment
from needlelog.domain.screening.own_log import Asked, Needling, OwnLog, asked_about
from needlelog.domain.screening.rules import Rule, RuleBook, Window, WindowUnit
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side


def log_findings(
    book: RuleBook, place: Place, log: OwnLog, moment: Moment, rows: tuple[ZoneRow, ...]
) -> Iterator[Finding]:
    """What the log says about needling this zone again; ``rows`` are all rows of the draft."""
    beside = log.beside(place.deepest, moment.day)
    yield from _too_soon(book, place, beside, log.plan_interval_days, moment)
    yield from _too_many_passes(book, place, beside, moment.day, rows)
    yield from _deeper(book, place, beside, moment.day)


def log_question(book: RuleBook, rows: Iterable[ZoneRow], day: date) -> Asked:
    """What `log_findings` will ask the log about these rows on that day."""
    rule = book.in_force("passes_note")
    return asked_about(rows, day, rule.window if rule else None)


_Beside = tuple[tuple[Side, tuple[Needling, ...]], ...]


def _too_soon(
    book: RuleBook, place: Place, beside: _Beside, interval: int | None, moment: Moment
) -> Iterator[Finding]:
    days = [each.day for _, done in beside for each in done]
    if not days:
        return
    last = max(days)
    firing: list[tuple[Rule, Measure]] = []
    windows = {
        "needled_recently": None,
        "needled_before_interval": Window(interval, WindowUnit.DAYS) if interval else None,
    }
    counted: dict[str, Window] = {}
    for code, own in windows.items():
        rule = book.in_force(code)
        window = own or (rule.window if rule else None)
        if rule is None or window is None:
            continue
        over = window.first_day_after(last)
        if moment.day < over:
            clear_at = datetime.combine(over, time(), moment.zone)
            counted[code] = window
            firing.append((rule, Measure(days_between(last, moment.day), clear_at=clear_at)))
    if firing:
        rule, measure = strictest(firing)[0]
        yield finding_of(rule, measure, place=place, window=counted[rule.code].text)


def _too_many_passes(
    book: RuleBook, place: Place, beside: _Beside, day: date, rows: tuple[ZoneRow, ...]
) -> Iterator[Finding]:
    rule = book.in_force("passes_note")
    if rule is None or rule.window is None or rule.limit is None:
        return
    window, most = rule.window, 0
    for part, done in beside:
        before = sum(each.passes or 0 for each in done if day < window.first_day_after(each.day))
        today = sum(
            row.passes or 0 for row in rows if row.zone == place.zone and part in row.side.parts
        )
        most = max(most, before + today if today else 0)
    if most > rule.limit:
        yield finding_of(rule, place=place, detail=str(most))


def _deeper(book: RuleBook, place: Place, beside: _Beside, day: date) -> Iterator[Finding]:
    """Compare with the greatest depth of the last day, on each side by itself."""
    rule, depth = book.in_force("deeper_than_last"), place.deepest.depth_um
    if rule is None or rule.limit is None or depth is None:
        return
    shallowest: tuple[int, date] | None = None
    for _, done in beside:
        known = [(each.day, each.depth_um) for each in done if each.depth_um is not None]
        if known:
            last_day, last_depth = max(known)
            if shallowest is None or last_depth < shallowest[0]:
                shallowest = last_depth, last_day
    if shallowest is not None and depth - shallowest[0] > rule.limit:
        measure = Measure(days_between(shallowest[1], day))
        yield finding_of(rule, measure, place=place, detail=str(shallowest[0]))
