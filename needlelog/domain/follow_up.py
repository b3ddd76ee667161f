"""How a client was some days after a session: the diary, and on which days to ask for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from needlelog.domain.errors import InvalidValue
from needlelog.domain.zones import Side

HIGHEST_GRADE = 4
LATEST_OFFSET = 3660


class Sign(StrEnum):
    """What is asked about after a needling."""

    REDNESS = "redness"
    SWELLING = "swelling"
    BURNING = "burning"
    TINGLING = "tingling"
    STINGING = "stinging"
    ITCHING = "itching"
    DRYNESS = "dryness"
    TENDERNESS = "tenderness"
    INFECTION = "infection"
    TIGHTNESS = "tightness"
    BLEEDING = "bleeding"
    SCABS = "scabs"
    BRUISE = "bruise"
    ACNE_FLARE = "acne_flare"
    RASH = "rash"
    DARK_PATCHES = "dark_patches"
    BLISTERS = "blisters"
    BUMPS = "bumps"
    TRAM_TRACK = "tram_track"
    OTHER = "other"


DIARY = (
    Sign.REDNESS,
    Sign.SWELLING,
    Sign.BURNING,
    Sign.TINGLING,
    Sign.STINGING,
    Sign.ITCHING,
    Sign.DRYNESS,
    Sign.TENDERNESS,
    Sign.INFECTION,
)
"""The signs asked for each time (words of the SkinPen diary, M); the others are added if seen."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """One sign with its grade, 0 none to 4 very strong.

    0 says that it was asked for and not there. Without a zone it is about all that was treated.
    """

    sign: Sign
    grade: int
    zone: str | None = None
    side: Side | None = None
    resolved_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One follow-up, or one try (``reached`` is false) that found nobody.

    ``day_offset`` counts the days from the session to ``seen_on``. A follow-up is never changed:
    a correction is another one that ``replaces`` the uid of the former, which stays readable.
    """

    uid: str
    client_uid: str
    session_uid: str | None
    day_offset: int | None
    seen_on: date
    reached: bool = True
    symptoms: tuple[Symptom, ...] = ()
    note: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Treated:
    """A session as far as its follow-ups need it: whose, and on which local day."""

    uid: str
    client_uid: str
    day: date


@dataclass(frozen=True, slots=True)
class DueFollowUp:
    """A session whose diary is asked for: the due day that counts now, and how late it is.

    ``tries`` says how often nobody was reached since then.
    """

    session_uid: str
    client_uid: str
    due_day: int
    days_late: int
    tries: int = 0


@dataclass(frozen=True, slots=True)
class FollowUpDays:
    """The days after a session on which to ask, and for how long the last one stays due."""

    days: tuple[int, ...]
    last_stays_due: int
    source: str

    @property
    def latest(self) -> int:
        """The last day after a session on which anything is due."""
        return max(self.days) + self.last_stays_due

    def due_day(self, since: int) -> int | None:
        """The day after a session that is due so many days after it, if any is."""
        passed = [day for day in self.days if day <= since]
        return max(passed) if passed and since <= self.latest else None

    def longest_late_first(self) -> tuple[tuple[int, int], ...]:
        """Days since a session on which something is due, with the day that is due then."""
        every = ((since, self.due_day(since)) for since in range(self.latest, -1, -1))
        found = [(since, day) for since, day in every if day is not None]
        return tuple(sorted(found, key=lambda each: each[1] - each[0]))


def with_rest_none(symptoms: Iterable[Symptom]) -> tuple[Symptom, ...]:
    """The symptoms, and every sign of the diary that was not named as not there."""
    named = tuple(symptoms)
    seen = {symptom.sign for symptom in named}
    return (*named, *(Symptom(sign, 0) for sign in DIARY if sign not in seen))


def current(follow_ups: Iterable[FollowUp]) -> tuple[FollowUp, ...]:
    """Those that no correction has replaced, in the order given."""
    every = tuple(follow_ups)
    replaced = {each.replaces for each in every}
    return tuple(each for each in every if each.uid not in replaced)


def follow_ups_due(
    sessions: Iterable[Treated],
    follow_ups: Iterable[FollowUp],
    today: date,
    plan: FollowUpDays,
) -> tuple[DueFollowUp, ...]:
    """Whom to ask today, the longest late first.

    A due day counts until the next one: who was not asked on day 1 is asked on day 3 once. A
    try that found nobody puts it off until tomorrow.
    """
    by_session: defaultdict[str | None, list[FollowUp]] = defaultdict(list)
    for each in current(follow_ups):
        by_session[each.session_uid].append(each)
    found = [
        due
        for session in sessions
        if (due := _due(session, by_session[session.uid], today, plan)) is not None
    ]
    return tuple(sorted(found, key=lambda due: -due.days_late))


def _due(
    session: Treated, own: list[FollowUp], today: date, plan: FollowUpDays
) -> DueFollowUp | None:
    since = (today - session.day).days
    due_day = plan.due_day(since)
    if due_day is None:
        return None
    lately = [each for each in own if each.seen_on >= session.day + timedelta(days=due_day)]
    if any(each.reached or each.seen_on == today for each in lately):
        return None
    return DueFollowUp(session.uid, session.client_uid, due_day, since - due_day, len(lately))


def checked_follow_up(follow_up: FollowUp, session_day: date | None, today: date) -> FollowUp:
    """A follow-up that can be kept, its day counted from the session.

    Raises `InvalidValue`: ``follow_up_future``, ``follow_up_early``, ``follow_up_grade``,
    ``follow_up_empty`` (nothing was asked), ``follow_up_both`` (nobody reached, yet symptoms).
    """
    seen = follow_up.seen_on
    if seen > today:
        raise InvalidValue("follow_up_future", text=seen.isoformat())
    offset = None if session_day is None else (seen - session_day).days
    if offset is not None and not 0 <= offset <= LATEST_OFFSET:
        raise InvalidValue("follow_up_early", text=seen.isoformat())
    for symptom in follow_up.symptoms:
        if not 0 <= symptom.grade <= HIGHEST_GRADE:
            raise InvalidValue("follow_up_grade", text=str(symptom.grade))
    if follow_up.reached and not follow_up.symptoms and not follow_up.note.strip():
        raise InvalidValue("follow_up_empty", text="")
    if not follow_up.reached and follow_up.symptoms:
        raise InvalidValue("follow_up_both", text="")
    return replace(follow_up, day_offset=offset, note=follow_up.note.strip())
