"""How long each sign was seen after a session, as far as the follow-ups tell.

Days count from the day of the session. Between two follow-ups nobody knows: a sign that was there
on day 3 and gone on day 7 lasted three to seven days, and is told so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from needlelog.domain.follow_up import FollowUp, Sign, current
from needlelog.domain.timeline import TimelineSession


@dataclass(frozen=True, slots=True)
class SignSpan:
    """One sign after one session.

    It was seen up to ``last_day`` and not any more on ``gone_day``; that is ``None`` while nobody
    has asked since, and the same day where the day of its end was written down.
    """

    session_uid: str
    on: date
    sign: Sign
    last_day: int
    gone_day: int | None


@dataclass(frozen=True, slots=True)
class Downtime:
    """All signs of one session taken together; ``sessions`` of a client in their order."""

    session_uid: str
    on: date
    last_day: int
    gone_day: int | None


def sign_spans(
    sessions: Iterable[TimelineSession], follow_ups: Iterable[FollowUp]
) -> tuple[SignSpan, ...]:
    """Every sign that was seen after the sessions, by session and in the order of `Sign`."""
    asked: defaultdict[str, list[FollowUp]] = defaultdict(list)
    for each in current(follow_ups):
        if each.reached and each.session_uid and each.day_offset is not None:
            asked[each.session_uid].append(each)
    found = []
    for session in sessions:
        own = asked.get(session.uid)
        if own:
            found += _spans(session, own)
    return tuple(found)


def downtimes(
    sessions: Iterable[TimelineSession], follow_ups: Iterable[FollowUp]
) -> tuple[Downtime, ...]:
    """How long any sign was seen, for each session that was asked about; 0 where none was."""
    everything = tuple(follow_ups)
    listed = tuple(sessions)
    spans: defaultdict[str, list[SignSpan]] = defaultdict(list)
    for span in sign_spans(listed, everything):
        spans[span.session_uid].append(span)
    asked = {each.session_uid for each in current(everything) if each.reached and each.symptoms}
    found = []
    for session in listed:
        if session.uid not in asked:
            continue
        own = spans[session.uid]
        last = max((span.last_day for span in own), default=0)
        ends = [span.gone_day for span in own]
        gone = None if None in ends else max((end for end in ends if end is not None), default=0)
        found.append(Downtime(session.uid, session.on, last, gone))
    return tuple(found)


def _spans(session: TimelineSession, asked: list[FollowUp]) -> list[SignSpan]:
    seen: defaultdict[Sign, list[int]] = defaultdict(list)
    absent: defaultdict[Sign, list[int]] = defaultdict(list)
    ended: dict[Sign, int] = {}
    for each in asked:
        day = each.day_offset or 0
        present = {symptom.sign for symptom in each.symptoms if symptom.grade > 0}
        for symptom in each.symptoms:
            if symptom.grade > 0:
                seen[symptom.sign].append(day)
                if symptom.resolved_on is not None:
                    ended[symptom.sign] = (symptom.resolved_on - session.on).days
            elif symptom.sign not in present:
                absent[symptom.sign].append(day)
    spans = []
    for sign in Sign:
        if sign not in seen:
            continue
        last = max(seen[sign])
        gone = min((day for day in absent[sign] if day > last), default=None)
        if sign in ended and ended[sign] >= last:
            last = gone = ended[sign]
        spans.append(SignSpan(session.uid, session.on, sign, last, gone))
    return spans
