"""What stands on the one time axis of a client: plain series, ready to be drawn on any surface."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from needlelog.domain.adverse_events import AdverseEvent
from needlelog.domain.downtime import SignSpan, sign_spans
from needlelog.domain.follow_up import Sign
from needlelog.domain.photos import Photo
from needlelog.domain.plans import Phase
from needlelog.domain.scales import (
    SINGLE_ITEM,
    UNIT,
    Anchor,
    Direction,
    Formula,
    Rater,
    Scale,
    ScaleItem,
)
from needlelog.domain.score_series import ScorePoint, ScoreSeries
from needlelog.domain.timeline import DepthLane, PlannedSession, Timeline, TimelineSession

RESULT_MONTHS = (3, 12)
"""In which months after the last session final results are expected (client-facing sources)."""
FEW_GRADES = 7
"""Up to so many grades an axis writes what each of them means."""
_ROUND_STEPS = (1, 2, 5)
_WANTED_MARKS = 4
_ENDPOINT_VERSION = "1"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One scale on an axis of its own: every series on it, never joined with each other.

    ``least`` and ``most`` are the ends of the axis, ``marks`` the values written beside it, in
    thousandths. Scales with few grades are shown whole; others from their best end to a round
    figure beyond the worst value.
    """

    key: str
    scale: Scale
    lines: tuple[ScoreSeries, ...]
    least: int
    most: int
    marks: tuple[int, ...]

    @property
    def points(self) -> int:
        """How many scores stand on it."""
        return sum(len(line.points) for line in self.lines)

    @property
    def latest_on(self) -> date:
        """The day of the newest score."""
        return max(line.points[-1].on for line in self.lines)

    @property
    def main(self) -> ScoreSeries:
        """The series that speaks for the scale: the longest of those with the newest score."""
        return max(self.lines, key=lambda line: (line.points[-1].on, len(line.points)))

    def height_of(self, value: int) -> float:
        """Where a value stands, 0 for the worst end of the axis and 1 for the best."""
        share = (value - self.least) / (self.most - self.least)
        return share if self.scale.direction is Direction.HIGHER_BETTER else 1 - share


@dataclass(frozen=True, slots=True)
class TopicalLane:
    """One product over the sessions: the places of the sessions in which it was used."""

    name: str
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SignLane:
    """Redness after the sessions, or with ``sign`` ``None`` the longest of all other signs."""

    sign: Sign | None
    spans: tuple[SignSpan, ...]


@dataclass(frozen=True, slots=True)
class PhotoDay:
    """The photos of one day."""

    on: date
    photos: tuple[Photo, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """From one day to another."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ProgressSeries:
    """Everything on the axis. Sessions are oldest first, zones deepest first."""

    sessions: tuple[TimelineSession, ...] = ()
    planned: tuple[PlannedSession, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    depths: tuple[DepthLane, ...] = ()
    topicals: tuple[TopicalLane, ...] = ()
    signs: tuple[SignLane, ...] = ()
    events: tuple[AdverseEvent, ...] = ()
    photos: tuple[PhotoDay, ...] = ()
    window: Window | None = None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw."""
        return not (self.sessions or self.outcomes or self.photos)

    @property
    def span(self) -> tuple[date, date]:
        """The first and last day that the whole axis shows.

        Raises:
            ValueError: there is nothing on it.
        """
        days = [each.on for each in self.sessions]
        days += [each.on for each in self.planned]
        days += [each.on for each in self.photos]
        days += [
            line.points[at].on for one in self.outcomes for line in one.lines for at in (0, -1)
        ]
        first, last = min(days), max(days)
        if self.window is not None:
            last = max(last, self.window.last)
        return (first, last) if first < last else (first, first + timedelta(days=28))

    def chosen(self, keys: Iterable[str]) -> ProgressSeries:
        """The same axis with only some of the scales, in the order of the keys."""
        known = {one.key: one for one in self.outcomes}
        return replace(self, outcomes=tuple(known[key] for key in keys if key in known))


def progress_series(timeline: Timeline) -> ProgressSeries:
    """Prepare a client's timeline for the axis."""
    sessions = timeline.sessions
    names = dict.fromkeys(name for one in sessions for name in one.topicals)
    places: dict[str, list[int]] = {name: [] for name in names}
    for place, one in enumerate(sessions):
        for name in one.topicals:
            places[name].append(place)
    days: defaultdict[date, list[Photo]] = defaultdict(list)
    for photo in timeline.photos:
        days[photo.when.astimezone(photo.when.tzinfo if photo.taken_at else None).date()].append(
            photo
        )
    return ProgressSeries(
        sessions=sessions,
        planned=timeline.planned,
        outcomes=outcomes_of((*timeline.scores, *endpoint_series(sessions))),
        depths=tuple(lane for lane in timeline.lanes if lane.deepest_um),
        topicals=tuple(TopicalLane(name, tuple(found)) for name, found in places.items()),
        signs=_sign_lanes(sign_spans(sessions, timeline.follow_ups)),
        events=tuple(reversed(timeline.events)),
        photos=tuple(PhotoDay(day, tuple(days[day])) for day in sorted(days)),
        window=result_window(timeline),
    )


def outcomes_of(series: Iterable[ScoreSeries]) -> tuple[Outcome, ...]:
    """One axis a scale; versions with other ends have an axis of their own."""
    groups: dict[tuple[str, int, int, Direction], list[ScoreSeries]] = {}
    for each in series:
        scale = each.scale
        if each.points:
            key = (scale.code, scale.least, scale.most, scale.direction)
            groups.setdefault(key, []).append(each)
    found: list[Outcome] = []
    for (code, _least, _most, _direction), lines in groups.items():
        scale = max((line.scale for line in lines), key=lambda one: one.version)
        least, most, marks = _axis(scale, lines)
        taken = {one.key for one in found}
        name = code if code not in taken else f"{code}/{scale.version}"
        found.append(Outcome(name, scale, tuple(lines), least, most, marks))
    return tuple(found)


def endpoint_series(sessions: Iterable[TimelineSession]) -> tuple[ScoreSeries, ...]:
    """Pain and redness as they were recorded in the sessions, the highest of each."""
    listed = tuple(sessions)
    made = []
    for scale, rater, values in (
        (SESSION_PAIN, Rater.CLIENT, [one.pain for one in listed]),
        (SESSION_REDNESS, Rater.CLINICIAN, [one.erythema for one in listed]),
    ):
        points = tuple(
            ScorePoint(one.on, value * UNIT, "", one.uid)
            for one, value in zip(listed, values, strict=True)
            if value is not None
        )
        if points:
            made.append(ScoreSeries(scale, rater, "", points))
    return tuple(made)


def result_window(timeline: Timeline) -> Window | None:
    """The months in which final results are expected, counted from the last session of a series.

    While the series runs that is the last planned one. ``None`` before the first session and in
    maintenance, which has no end.
    """
    if not timeline.sessions:
        return None
    planned = timeline.planned
    if timeline.plan is not None and timeline.plan.phase is Phase.MAINTENANCE:
        return None
    last = planned[-1].on if planned else timeline.sessions[-1].on
    first_month, last_month = RESULT_MONTHS
    return Window(months_later(last, first_month), months_later(last, last_month))


def months_later(day: date, months: int) -> date:
    """The same day so many months on, the last of the month where that one is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(day.day, (following - timedelta(days=1)).day))


def _sign_lanes(spans: Iterable[SignSpan]) -> tuple[SignLane, ...]:
    redness: list[SignSpan] = []
    others: dict[str, SignSpan] = {}
    for span in spans:
        if span.sign is Sign.REDNESS:
            redness.append(span)
            continue
        longest = others.get(span.session_uid)
        if longest is None or _length(span) > _length(longest):
            others[span.session_uid] = span
    lanes = (SignLane(Sign.REDNESS, tuple(redness)), SignLane(None, tuple(others.values())))
    return tuple(lane for lane in lanes if lane.spans)


def _length(span: SignSpan) -> tuple[int, bool, int]:
    return span.last_day, span.gone_day is None, span.gone_day or 0


def _axis(scale: Scale, lines: Iterable[ScoreSeries]) -> tuple[int, int, tuple[int, ...]]:
    grades = (scale.most - scale.least) // UNIT + 1
    if grades <= FEW_GRADES:
        return scale.least, scale.most, tuple(range(scale.least, scale.most + 1, UNIT))
    values = [point.total for line in lines for point in line.points]
    higher = scale.direction is Direction.HIGHER_BETTER
    # The best end is always in sight, so that a small change never looks like a large one.
    reach = (scale.most - min(values)) if higher else (max(values) - scale.least)
    step = _round_step(max(reach, UNIT))
    whole = -(-max(reach, UNIT) // step) * step
    if higher:
        least = max(scale.least, scale.most - whole)
        return least, scale.most, tuple(range(scale.most, least - 1, -step))
    most = min(scale.most, scale.least + whole)
    return scale.least, most, tuple(range(scale.least, most + 1, step))


def _round_step(reach: int) -> int:
    """The smallest round step of whole points that needs only a few marks."""
    power = UNIT
    while True:
        for figure in _ROUND_STEPS:
            if reach <= figure * power * _WANTED_MARKS:
                return figure * power
        power *= 10


def _endpoint(code: str, name: str, most: int, rater: Rater, anchors: tuple[str, ...]) -> Scale:
    words = tuple(Anchor(place * UNIT, text) for place, text in enumerate(anchors))
    item = ScaleItem(SINGLE_ITEM, name, 0, most * UNIT, anchors=words)
    return Scale(
        code=code,
        version=_ENDPOINT_VERSION,
        name=name,
        least=0,
        most=most * UNIT,
        direction=Direction.LOWER_BETTER,
        raters=(rater,),
        items=(item,),
        formula=Formula.SINGLE,
        meaningful_step=UNIT,
    )


SESSION_PAIN = _endpoint("session.pain", "Session pain", 10, Rater.CLIENT, ())
SESSION_REDNESS = _endpoint(
    "session.redness",
    "Session redness",
    4,
    Rater.CLINICIAN,
    ("None", "Slight", "Definite", "Marked", "Fiery"),
)
ENDPOINTS = frozenset({SESSION_PAIN.code, SESSION_REDNESS.code})
"""The keys of what every session records; they tell of the session, not of its result."""
