"""What the Progress tab shows, read and worked out on the worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from needlelog.domain.downtime import Downtime, SignSpan, downtimes, sign_spans
from needlelog.domain.progress_series import ENDPOINTS, ProgressSeries, progress_series
from needlelog.domain.response import Response, response
from needlelog.services.progress import Timeline, client_timeline

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

_SHOWN_AT_FIRST = 2


@dataclass(frozen=True, slots=True)
class ProgressView:
    """The timeline, all of its series, the scales that are shown, and how the client responds."""

    timeline: Timeline
    series: ProgressSeries
    shown: tuple[str, ...]
    responses: Mapping[str, Response]
    downtimes: tuple[Downtime, ...]
    spans: tuple[SignSpan, ...]

    def showing(self, keys: Iterable[str]) -> ProgressView:
        """The same with other scales shown; how the client responds is worked out anew."""
        shown = tuple(keys)
        return replace(self, shown=shown, responses=_responses(self.timeline, self.series, shown))


def read_progress(clinic: Clinic, client_uid: str, shown: tuple[str, ...] | None) -> ProgressView:
    """Read a client's way; ``shown`` are the scales that the person chose, if any."""
    timeline = client_timeline(clinic, client_uid)
    series = progress_series(timeline)
    known = {one.key for one in series.outcomes}
    keys = usual_scales(series) if shown is None else tuple(key for key in shown if key in known)
    return ProgressView(
        timeline,
        series,
        keys,
        _responses(timeline, series, keys),
        downtimes(timeline.sessions, timeline.follow_ups),
        sign_spans(timeline.sessions, timeline.follow_ups),
    )


def usual_scales(series: ProgressSeries) -> tuple[str, ...]:
    """The scales shown at first: those scored last and most often, pain where nothing was scored."""
    scored = [one for one in series.outcomes if one.key not in ENDPOINTS]
    if not scored:
        return tuple(one.key for one in series.outcomes[:1])
    best = sorted(scored, key=lambda one: (one.latest_on, one.points), reverse=True)
    wanted = {one.key for one in best[:_SHOWN_AT_FIRST]}
    return tuple(one.key for one in series.outcomes if one.key in wanted)


def _responses(
    timeline: Timeline, series: ProgressSeries, keys: tuple[str, ...]
) -> dict[str, Response]:
    first = timeline.first_session_on
    return {
        one.key: response(one.main, first)
        for one in series.outcomes
        if one.key in keys and one.key not in ENDPOINTS
    }
