"""What a client's log says to the practitioner before the next session."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from needlelog.domain.downtime import Downtime
from needlelog.domain.timeline import (
    AROUND_THE_NEEDLING,
    TimelineSession,
    TimelineZone,
)
from needlelog.domain.zones import Side

ZoneName = tuple[str, Side, str]
"""Zone code, side, and the name of a zone that is not on the maps."""


@dataclass(frozen=True, slots=True)
class ZoneChange:
    """One zone in two sessions; ``None`` where it was not treated or not recorded."""

    zone: str
    side: Side
    custom_name: str
    before_um: int | None
    after_um: int | None
    before_passes: int | None = None
    after_passes: int | None = None


@dataclass(frozen=True, slots=True)
class LotChange:
    """One product in two sessions; ``None`` where it was not used, empty where no lot is known."""

    product: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SessionChanges:
    """What the later of two sessions did otherwise."""

    before: TimelineSession
    after: TimelineSession
    zones: tuple[ZoneChange, ...] = ()
    lots: tuple[LotChange, ...] = ()
    downtime: tuple[Downtime, Downtime] | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing is known to have changed."""
        return not (self.zones or self.lots or self.downtime)


@dataclass(frozen=True, slots=True)
class Deeper:
    """A zone over the sessions: how deep it went and how long it healed, oldest first."""

    zone: str
    side: Side
    custom_name: str
    steps: tuple[tuple[int | None, int, Downtime | None], ...]
    """Session number, depth in micrometres, and the downtime of that session."""


@dataclass(frozen=True, slots=True)
class HealingBand:
    """The downtime of the sessions whose deepest zone had one depth.

    ``sessions`` counts those of which the end is known; ``fewest`` and ``most`` are days,
    ``middle`` is the median of the last days on which a sign was seen. ``open`` counts sessions
    after which nobody knows when it was over.
    """

    depth_um: int
    sessions: int
    open: int
    fewest: int
    most: int
    middle: Fraction


def changes_between(
    before: TimelineSession, after: TimelineSession, downtimes: Iterable[Downtime] = ()
) -> SessionChanges:
    """What the later session did otherwise: depths and passes, products and lots, downtime."""
    was, now = _by_zone(before), _by_zone(after)
    zones = []
    for key in dict.fromkeys((*now, *was)):
        old, new = was.get(key), now.get(key)
        depth = old.depth_um if old else None, new.depth_um if new else None
        passes = old.passes if old else None, new.passes if new else None
        if depth[0] != depth[1] or passes[0] != passes[1]:
            zones.append(ZoneChange(*key, *depth, *passes))
    had, has = _lots(before), _lots(after)
    lots = [
        LotChange(product, had.get(product), has.get(product))
        for product in dict.fromkeys((*has, *had))
        if had.get(product) != has.get(product)
    ]
    known = {each.session_uid: each for each in downtimes}
    healed = None
    if before.uid in known and after.uid in known:
        pair = known[before.uid], known[after.uid]
        if (pair[0].last_day, pair[0].gone_day) != (pair[1].last_day, pair[1].gone_day):
            healed = pair
    return SessionChanges(before, after, tuple(zones), tuple(lots), healed)


def same_zone_deeper(
    sessions: Iterable[TimelineSession], downtimes: Iterable[Downtime]
) -> tuple[Deeper, ...]:
    """The zones that were needled deeper as time went on, with how each session healed.

    The zone with the largest step stands first.
    """
    known = {each.session_uid: each for each in downtimes}
    steps: defaultdict[ZoneName, list[tuple[int | None, int, Downtime | None]]] = defaultdict(list)
    for session in sessions:
        for key, row in _by_zone(session).items():
            if row.depth_um is not None:
                steps[key].append((session.number, row.depth_um, known.get(session.uid)))
    found = [
        Deeper(*key, tuple(own))
        for key, own in steps.items()
        if own[-1][1] > min(s[1] for s in own)
    ]
    return tuple(sorted(found, key=lambda one: one.steps[0][1] - one.steps[-1][1]))


def healing_by_depth(
    sessions: Iterable[TimelineSession], downtimes: Iterable[Downtime]
) -> tuple[HealingBand, ...]:
    """How many days signs were seen, by the depth of the deepest zone, shallow first."""
    known = {each.session_uid: each for each in downtimes}
    bands: defaultdict[int, list[Downtime]] = defaultdict(list)
    for session in sessions:
        deepest = max((row.depth_um for row in session.zones if row.depth_um), default=None)
        if deepest is not None and session.uid in known:
            bands[deepest].append(known[session.uid])
    found = []
    for depth in sorted(bands):
        days = sorted(each.last_day for each in bands[depth])
        ended = [each for each in bands[depth] if each.gone_day is not None]
        middle = Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2)
        found.append(
            HealingBand(depth, len(ended), len(days) - len(ended), days[0], days[-1], middle)
        )
    return tuple(found)


def _by_zone(session: TimelineSession) -> dict[ZoneName, TimelineZone]:
    """The deepest row of each zone and side."""
    found: dict[ZoneName, TimelineZone] = {}
    for row in session.zones:
        key = (row.zone, row.side, row.custom_name)
        if key not in found or (row.depth_um or 0) > (found[key].depth_um or 0):
            found[key] = row
    return found


def _lots(session: TimelineSession) -> dict[str, str]:
    """The lots of each product, without those that go with every needling."""
    found: dict[str, list[str]] = {}
    for product in session.products:
        if product.name and product.category not in AROUND_THE_NEEDLING:
            lots = found.setdefault(product.name, [])
            if product.lot and product.lot not in lots:
                lots.append(product.lot)
    return {name: ", ".join(lots) for name, lots in found.items()}
