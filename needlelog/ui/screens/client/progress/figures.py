"""The figures above the time axis, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.follow_up import Sign
from needlelog.domain.plans import Phase
from needlelog.domain.progress_series import ENDPOINTS
from needlelog.domain.score_series import change_of
from needlelog.domain.zones import Side
from needlelog.files.reference_data import expected_course
from needlelog.ui import formats
from needlelog.ui.progress_chart.chart import outcome_name
from needlelog.ui.scores.words import (
    change_words,
    first_to_latest,
    points,
    range_words,
    rater_words,
    response_rule,
    response_word,
)
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.progress_series import Outcome
    from needlelog.domain.scales import Scale
    from needlelog.domain.score_series import Change
    from needlelog.domain.timeline import Timeline
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.ui.screens.client.progress.view import ProgressView

_NONE = "–"


@dataclass(frozen=True, slots=True)
class Figure:
    """Name, value, what it means, and the sentences that explain it when it is pressed."""

    name: str
    value: str
    words: str
    why: tuple[str, ...] = ()


def figures(view: ProgressView, zones: ZoneCatalogue, today: date) -> tuple[Figure, ...]:
    """Series and next due, each shown scale from first to latest, deepest so far, reactions."""
    known = {one.key: one for one in view.series.outcomes}
    return (
        _series(view.timeline, today),
        *(_scale(view, known[key]) for key in view.shown if key in known),
        _deepest(view.timeline, zones),
        _reactions(view),
    )


def _series(timeline: Timeline, today: date) -> Figure:
    translate = QCoreApplication.translate
    plan = timeline.plan
    if plan is None:
        count = translate("Progress", "%n session(s)", "", len(timeline.sessions))
        return Figure(
            translate("Progress", "Series"), count, translate("Progress", "no plan in force")
        )
    done = sum(1 for one in timeline.sessions if one.plan_uid == plan.uid)
    if plan.phase is Phase.MAINTENANCE or not plan.planned_sessions:
        value = translate("Progress", "%n session(s)", "", done)
    else:
        value = translate("Progress", "{done} of {planned}").format(
            done=done, planned=plan.planned_sessions
        )
    name = (
        translate("Progress", "Maintenance")
        if plan.phase is Phase.MAINTENANCE
        else translate("Progress", "Series")
    )
    if not timeline.planned:
        return Figure(name, value, translate("Progress", "nothing more is due"))
    due = timeline.planned[0].on
    words = translate("Progress", "next due {day}, {away}").format(
        day=formats.day_short(due), away=formats.days_away(due, today)
    )
    return Figure(name, value, words)


def _scale(view: ProgressView, outcome: Outcome) -> Figure:
    translate = QCoreApplication.translate
    series = outcome.main
    scale = series.scale
    change = change_of(series)
    value = first_to_latest(series)
    first = series.points[0]
    last = series.points[-1]
    why = [
        " · ".join((outcome_name(outcome), rater_words(series.rater, series.rated_by))),
        range_words(scale),
        translate("Progress", "First {first} on {day}, latest {latest} on {last}.").format(
            first=points(first.total),
            day=formats.day(first.on),
            latest=points(last.total),
            last=formats.day(last.on),
        ),
    ]
    if outcome.key in ENDPOINTS:
        words = range_words(scale)
        why.append(translate("Progress", "The highest value of each session."))
        return Figure(outcome_name(outcome), value, words, tuple(why))
    parts = []
    if change is not None:
        parts.append(_short_change(change, scale))
        words = change_words(change, scale)
        why.append(translate("Progress", "Change: {change}.").format(change=words))
    else:
        parts.append(translate("Progress", "one score so far"))
    found = view.responses.get(outcome.key)
    if found is not None:
        parts.insert(0, response_word(found))
        why += [
            translate("Progress", "Response: {word}.").format(word=response_word(found)),
            response_rule(found, scale),
        ]
    if len(outcome.lines) > 1:
        why.append(
            translate(
                "Progress",
                "This scale has %n series, by different raters or versions. They are not mixed; "
                "these figures are of the series scored last.",
                "",
                len(outcome.lines),
            )
        )
    return Figure(outcome_name(outcome), value, " · ".join(parts), tuple(why))


def _short_change(change: Change, scale: Scale) -> str:
    """The change in few words; a percent says of what it is."""
    translate = QCoreApplication.translate
    if change.percent_of_first is not None and change.difference:
        return translate("Progress", "{sign}{percent} % of the first").format(
            sign="+" if change.difference > 0 else "−",
            percent=round(abs(change.percent_of_first)),
        )
    return change_words(change, scale)


def _deepest(timeline: Timeline, zones: ZoneCatalogue) -> Figure:
    translate = QCoreApplication.translate
    found = [
        (row.depth_um, session, row)
        for session in timeline.sessions
        for row in session.zones
        if row.depth_um is not None
    ]
    name = translate("Progress", "Deepest so far")
    if not found:
        return Figure(name, _NONE, translate("Progress", "no depth recorded"))
    depth, session, row = max(found, key=lambda one: one[0])
    words = zone_name(zones, row.zone, Side.MID, row.custom_name)
    if session.number is not None:
        words = translate("Progress", "{zone}, session {number}").format(
            zone=words, number=session.number
        )
    return Figure(
        name, translate("Progress", "{depth} mm").format(depth=formats.depth(depth)), words
    )


def _reactions(view: ProgressView) -> Figure:
    translate = QCoreApplication.translate
    name = translate("Progress", "Reactions")
    events = view.timeline.events
    value = translate("Progress", "%n adverse", "", len(events))
    still = sum(1 for event in events if event.resolved_on is None)
    if not view.downtimes:
        words = translate("Progress", "no follow-up recorded")
        if still:
            words = translate("Progress", "{count} not over yet").format(count=still)
        return Figure(name, value, words)
    course = expected_course()
    redness = [span.last_day for span in view.spans if span.sign is Sign.REDNESS]
    parts = []
    if redness:
        fewest, most = min(redness), max(redness)
        days = str(most) if fewest == most else f"{fewest}–{most}"
        parts.append(translate("Progress", "redness {days} d").format(days=days))
    else:
        parts.append(translate("Progress", "no redness later on"))
    longer = [
        span
        for span in view.spans
        if (until := course.expected_until(span.sign)) is None or span.last_day > until
    ]
    parts.append(
        translate("Progress", "{count} not as expected").format(count=len(longer))
        if longer
        else translate("Progress", "as expected")
    )
    if still:
        parts.insert(0, translate("Progress", "{count} not over yet").format(count=still))
    until = course.expected_until(Sign.REDNESS)
    why = (
        translate(
            "Progress",
            "Days count from the session to the last follow-up in which the sign was there; "
            "%n session(s) have a follow-up.",
            "",
            len(view.downtimes),
        ),
        translate("Progress", "Redness is expected up to day {day}.").format(day=until)
        if until is not None
        else "",
    )
    return Figure(name, value, ", ".join(parts), tuple(line for line in why if line))
