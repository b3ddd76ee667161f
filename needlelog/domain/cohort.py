"""Outcomes across clients: the figures of a group, before and after, nothing smoothed.

Every figure is of one scale version and one kind of rater. A client counts with the ratings of one
person only, since two people grade the same skin differently. Values are in points of the scale.
"""

from __future__ import annotations

import math
import statistics
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from needlelog.domain.scales import UNIT

FEW = 10
"""Below so many clients a figure says little (proposed)."""
STEP_DAYS = 30
"""Days since the first session are put together by so many."""


class Axis(StrEnum):
    """What the ratings are ordered by."""

    SESSIONS = "sessions"
    """Sessions held before the day of the rating: 0 is the baseline."""
    DAYS = "days"
    """Days since the first session, up to 30, 60, 90 …; 0 is the first day and all before."""


class Split(StrEnum):
    """What clients are told apart by."""

    NONE = "none"
    CONCERN = "concern"
    ZONE = "zone"
    PROTOCOL = "protocol"
    PHOTOTYPE = "phototype"
    PRACTITIONER = "practitioner"


@dataclass(frozen=True, slots=True)
class Rating:
    """One rating of a client: ``total`` in thousandths, ``by`` who rated (0 for the client)."""

    client: int
    on: date
    total: int
    by: int = 0
    number: int = 0


@dataclass(frozen=True, slots=True)
class CohortPoint:
    """The figures of all clients who have a value at one place of the axis.

    ``sd`` is the sample's standard deviation, ``None`` with fewer than two clients; ``se`` is that
    of the mean. Quartiles are read between the ranked values, both ends included.
    """

    place: int
    n: int
    mean: float
    sd: float | None
    se: float | None
    median: float
    lower_quartile: float
    upper_quartile: float
    clients: tuple[int, ...]

    @property
    def few(self) -> bool:
        """Whether there are so few clients that the figures say little."""
        return self.n < FEW


@dataclass(frozen=True, slots=True)
class PairedChange:
    """From one place to another, only in the clients who have a value at both.

    ``change_of_means`` is the fall or rise of the mean in percent of the first mean;
    ``mean_of_changes`` the mean of what each client changed in percent of her own first value.
    Both are ``None`` where a percent has no meaning on the scale or the first value is zero.
    """

    first: int
    last: int
    clients: tuple[int, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]
    mean_before: float
    mean_after: float
    mean_change: float
    change_of_means: float | None
    mean_of_changes: float | None

    @property
    def n(self) -> int:
        """How many clients have both values."""
        return len(self.clients)

    @property
    def differences(self) -> tuple[float, ...]:
        """Later minus earlier, client by client."""
        return tuple(after - before for before, after in zip(self.before, self.after, strict=True))


Values = Mapping[int, Mapping[int, float]]
"""Place on the axis → client → value in points."""


def of_one_rater(ratings: Iterable[Rating]) -> tuple[tuple[Rating, ...], int]:
    """Each client's ratings by one person, and how many clients lost ratings by others.

    The person with the most ratings stands for the client; of several, who rated first.
    """
    by_client: defaultdict[int, defaultdict[int, list[Rating]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for rating in ratings:
        by_client[rating.client][rating.by].append(rating)
    kept: list[Rating] = []
    for people in by_client.values():
        best = min(
            people.values(),
            key=lambda own: (-len(own), min((each.on, each.number) for each in own)),
        )
        kept += best
    kept.sort(key=lambda each: (each.client, each.on, each.number))
    return tuple(kept), sum(len(people) > 1 for people in by_client.values())


def placed(
    ratings: Iterable[Rating], session_days: Mapping[int, Sequence[date]], axis: Axis
) -> Values:
    """The last value of each client at each place of the axis.

    ``session_days`` are the days of a client's sessions in order; a client without one is left
    out. A rating on the day of a session describes the skin before its effect, so it counts as
    before that session.
    """
    found: defaultdict[int, dict[int, tuple[date, int, int]]] = defaultdict(dict)
    for rating in ratings:
        days = session_days.get(rating.client)
        if not days:
            continue
        place = _place(rating.on, days, axis)
        known = found[place].get(rating.client)
        now = (rating.on, rating.number, rating.total)
        if known is None or now[:2] > known[:2]:
            found[place][rating.client] = now
    return {
        place: {client: found[place][client][2] / UNIT for client in sorted(found[place])}
        for place in sorted(found)
    }


def points_of(values: Values) -> tuple[CohortPoint, ...]:
    """The figures at each place, in the order of the axis."""
    return tuple(_point(place, values[place]) for place in sorted(values) if values[place])


def paired_change(
    values: Values, first: int, last: int, *, has_percent: bool
) -> PairedChange | None:
    """The change between two places; ``None`` where no client has both."""
    both = sorted(values.get(first, {}).keys() & values.get(last, {}).keys())
    if not both:
        return None
    before = tuple(values[first][client] for client in both)
    after = tuple(values[last][client] for client in both)
    changes = [late - early for early, late in zip(before, after, strict=True)]
    mean_before, mean_after = statistics.fmean(before), statistics.fmean(after)
    of_means = of_each = None
    if has_percent and mean_before > 0:
        of_means = (mean_after - mean_before) / mean_before * 100
    if has_percent and all(value > 0 for value in before):
        of_each = statistics.fmean(
            change / early * 100 for early, change in zip(before, changes, strict=True)
        )
    return PairedChange(
        first=first,
        last=last,
        clients=tuple(both),
        before=before,
        after=after,
        mean_before=mean_before,
        mean_after=mean_after,
        mean_change=statistics.fmean(changes),
        change_of_means=of_means,
        mean_of_changes=of_each,
    )


def telling_pair(values: Values) -> tuple[int, int] | None:
    """The two places that are compared when nobody says which: first, and the last with enough.

    The first is the earliest place; the last is the latest that shares at least ten clients with
    it, or else the latest that shares most.
    """
    places = [place for place in sorted(values) if values[place]]
    if len(places) < 2:
        return None
    first = places[0]
    shared = {place: len(values[first].keys() & values[place].keys()) for place in places[1:]}
    enough = [place for place, count in shared.items() if count >= FEW]
    if enough:
        return first, enough[-1]
    best = max(shared.items(), key=lambda each: (each[1], each[0]))
    return (first, best[0]) if best[1] else None


def only(values: Values, clients: Iterable[Hashable]) -> Values:
    """The values of some clients."""
    wanted = set(clients)
    return {
        place: {client: value for client, value in at.items() if client in wanted}
        for place, at in values.items()
    }


def _place(on: date, days: Sequence[date], axis: Axis) -> int:
    if axis is Axis.SESSIONS:
        return sum(day < on for day in days)
    since = (on - days[0]).days
    return 0 if since <= 0 else math.ceil(since / STEP_DAYS) * STEP_DAYS


def _point(place: int, at: Mapping[int, float]) -> CohortPoint:
    values = list(at.values())
    count = len(values)
    sd = statistics.stdev(values) if count > 1 else None
    low, middle, high = (
        statistics.quantiles(values, n=4, method="inclusive") if count > 1 else values * 3
    )
    return CohortPoint(
        place=place,
        n=count,
        mean=statistics.fmean(values),
        sd=sd,
        se=None if sd is None else sd / math.sqrt(count),
        median=middle,
        lower_quartile=low,
        upper_quartile=high,
        clients=tuple(at),
    )


class Spread(StrEnum):
    """What is shown of a group: which middle, and what around it."""

    SD = "sd"
    SE = "se"
    QUARTILES = "quartiles"


def band(point: CohortPoint, spread: Spread) -> tuple[float, float, float]:
    """The lower end, the middle and the upper end that are shown."""
    if spread is Spread.QUARTILES:
        return point.lower_quartile, point.median, point.upper_quartile
    around = (point.sd if spread is Spread.SD else point.se) or 0.0
    return point.mean - around, point.mean, point.mean + around
