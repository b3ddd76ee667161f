"""Follow-ups and adverse events as lines, for screens and paper alike."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.expected_course import CourseFinding, red_flags
from needlelog.domain.follow_up import DIARY, FollowUp, current
from needlelog.domain.zones import Side
from needlelog.files.reference_data import expected_course
from needlelog.ui import formats
from needlelog.ui.follow_up.signs import EVENT_GRADES, KINDS, SIGNS, what_to_do, word
from needlelog.ui.record_words import joined, lot_words
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from needlelog.domain.adverse_events import AdverseEvent
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.follow_up import Outcomes


def _tr(text: str) -> str:
    return QCoreApplication.translate("FollowUpWords", text)


def symptom_words(follow_up: FollowUp, zones: ZoneCatalogue) -> str:
    """What the client said: ``redness 1, rest none``."""
    if not follow_up.reached:
        return _tr("nobody reached")
    there = [each for each in follow_up.symptoms if each.grade]
    absent = {each.sign for each in follow_up.symptoms if not each.grade}
    words = []
    for each in there:
        where = f" ({zone_name(zones, each.zone, each.side or Side.MID)})" if each.zone else ""
        gone = ""
        if each.resolved_on:
            gone = " " + _tr("gone {day}").format(day=formats.day_short(each.resolved_on))
        words.append(f"{word(SIGNS, each.sign).lower()} {each.grade}{where}{gone}")
    asked_all = {each.sign for each in follow_up.symptoms} >= set(DIARY)
    if asked_all and absent:
        words.append(_tr("rest none") if there else _tr("no symptoms"))
    elif absent:
        names = ", ".join(word(SIGNS, sign).lower() for sign in SIGNS if sign in absent)
        words.append(_tr("no {signs}").format(signs=names))
    return ", ".join(words)


def follow_up_title(follow_up: FollowUp) -> str:
    """Day after the session and date: ``Day 3 · 17 Nov 2026``."""
    day = ""
    if follow_up.day_offset is not None:
        day = _tr("Day {day}").format(day=follow_up.day_offset)
    return joined(day, formats.day(follow_up.seen_on))


def follow_up_line(follow_up: FollowUp, zones: ZoneCatalogue) -> str:
    """One follow-up: day, what was said, in words, by whom it was written down."""
    return joined(
        follow_up_title(follow_up),
        symptom_words(follow_up, zones),
        follow_up.note,
        follow_up.recorded_by,
    )


def replaced_words(former: FollowUp, zones: ZoneCatalogue) -> str:
    """What stood there before a correction."""
    return _tr("corrected; before: {words}").format(
        words=joined(symptom_words(former, zones), former.note, former.recorded_by)
    )


def event_title(event: AdverseEvent) -> str:
    """What it is, how bad, and whether it is over: ``Infection, grade 2 · not resolved``."""
    name = word(KINDS, event.kind)
    if event.grade is not None:
        name = _tr("{kind}, grade {grade} {words}").format(
            kind=name, grade=event.grade, words=word(EVENT_GRADES, event.grade)
        )
    over = _tr("not resolved")
    if event.resolved_on is not None:
        over = _tr("resolved {day}").format(day=formats.day(event.resolved_on))
    return joined(name, over)


def event_alert(event: AdverseEvent) -> tuple[str, str]:
    """An event beside the client's name, with its tone: red until it is over, then a warning."""
    name = word(KINDS, event.kind)
    if event.resolved_on is None:
        return _tr("{kind}, not resolved").format(kind=name), "stop"
    return _tr("{kind} {day}").format(kind=name, day=formats.day_short(event.noticed_on)), "warn"


def event_detail(event: AdverseEvent) -> str:
    """When noticed, what was done, who was asked, the product, in words, by whom."""
    product = joined(event.product, lot_words(event.lot, None)) if event.lot else event.product
    return joined(
        _tr("noticed {day}").format(day=formats.day(event.noticed_on)),
        _tr("action: {words}").format(words=event.action) if event.action else "",
        _tr("referral: {words}").format(words=event.referral) if event.referral else "",
        product,
        event.note,
        event.recorded_by,
    )


def event_line(event: AdverseEvent) -> str:
    """An adverse event as one line."""
    name = _tr("Adverse event: {words}").format(words=event_title(event))
    return joined(name, event_detail(event))


def outcome_lines(outcomes: Outcomes, zones: ZoneCatalogue) -> Iterator[str]:
    """Everything that came of a session: events first, then the diary with its red flags."""
    for event in outcomes.events:
        yield event_line(event)
    by_uid = {each.uid: each for each in outcomes.follow_ups}
    for each in current(outcomes.follow_ups):
        line = follow_up_line(each, zones)
        if each.replaces in by_uid:
            line = joined(line, replaced_words(by_uid[each.replaces], zones))
        yield line
        for flag in flags_of(each, outcomes):
            yield _tr("Red flag: {words}").format(words=what_to_do(flag))


def flags_of(follow_up: FollowUp, outcomes: Outcomes) -> tuple[CourseFinding, ...]:
    """The red flags of a follow-up; none where an adverse event was recorded from it."""
    if any(event.follow_up_uid == follow_up.uid for event in outcomes.events):
        return ()
    others = [each for each in outcomes.follow_ups if each.session_uid == follow_up.session_uid]
    return red_flags(expected_course(), follow_up, others)
