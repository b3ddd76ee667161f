"""The figures above the time axis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.plans import Phase
from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.timeline import Timeline, TimelineSession
    from needlelog.domain.zones import ZoneCatalogue

Figure = tuple[str, str, str]
"""Name, value, and what it means."""
_NONE = "–"


def figures(timeline: Timeline, zones: ZoneCatalogue, today: date) -> tuple[Figure, ...]:
    """Series and next due, deepest so far, pain and redness from first to latest."""
    translate = QCoreApplication.translate
    return (
        _series(timeline, today),
        _deepest(timeline, zones),
        _change(
            translate("Progress", "Pain"),
            [(one, one.pain) for one in timeline.sessions if one.pain is not None],
            translate("Progress", "of 10, highest of each session"),
        ),
        _change(
            translate("Progress", "Redness"),
            [(one, one.erythema) for one in timeline.sessions if one.erythema is not None],
            translate("Progress", "grade 0–4 at the end of a session"),
        ),
    )


def _series(timeline: Timeline, today: date) -> Figure:
    translate = QCoreApplication.translate
    plan = timeline.plan
    if plan is None:
        count = translate("Progress", "%n session(s)", "", len(timeline.sessions))
        return translate("Progress", "Series"), count, translate("Progress", "no plan in force")
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
        return name, value, translate("Progress", "nothing more is due")
    due = timeline.planned[0].on
    words = translate("Progress", "next due {day}, {away}").format(
        day=formats.day_short(due), away=formats.days_away(due, today)
    )
    return name, value, words


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
        return name, _NONE, translate("Progress", "no depth recorded")
    depth, session, row = max(found, key=lambda one: one[0])
    words = zone_name(zones, row.zone, Side.MID, row.custom_name, short=True)
    if session.number is not None:
        words = translate("Progress", "{zone}, session {number}").format(
            zone=words, number=session.number
        )
    return name, translate("Progress", "{depth} mm").format(depth=formats.depth(depth)), words


def _change(name: str, values: list[tuple[TimelineSession, int]], words: str) -> Figure:
    if not values:
        return name, _NONE, QCoreApplication.translate("Progress", "not recorded")
    first, latest = values[0][1], values[-1][1]
    return name, str(first) if len(values) == 1 else f"{first} → {latest}", words
