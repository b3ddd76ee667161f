"""How a client responds, by one series of scores, with the rule that says so.

The trend is the Theil–Sen slope: the median of the slopes between every two points of different
days. One odd score moves it little. The trend over all days of the series is held against the
smallest step of the scale that counts as a change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from needlelog.domain.score_series import ScorePoint, ScoreSeries

FEWEST_POINTS = 3


class ResponseWord(StrEnum):
    """The answer in one word."""

    RESPONDING = "responding"
    PLATEAU = "plateau"
    WORSE = "worse"
    TOO_EARLY = "too_early"


class Wait(StrEnum):
    """Why it is too early to say."""

    NO_SESSION = "no_session"
    NO_FOLLOW_UP = "no_follow_up"
    FEW_POINTS = "few_points"
    ONE_DAY = "one_day"


@dataclass(frozen=True, slots=True)
class Response:
    """The answer with its figures.

    ``slope`` is in thousandths of a point a day as the scale counts; ``trend_gain`` is that slope
    over all ``days`` of the series, seen as improvement (above zero is better); it is held against
    ``meaningful_step``. All three are ``None`` or 0 while it is too early, and ``wait`` says why.
    """

    word: ResponseWord
    points: int
    days: int
    meaningful_step: int
    slope: Fraction | None = None
    trend_gain: Fraction | None = None
    wait: Wait | None = None


def response(series: ScoreSeries, first_session_on: date | None) -> Response:
    """Say how the client responds by this series.

    Responding or worse when the trend over the series comes to at least the smallest meaningful
    step, else a plateau. Too early without a session, before the first follow-up (a score on a
    later day than the first session), and with fewer than three points.
    """
    points = series.points
    days = (points[-1].on - points[0].on).days if points else 0
    step = series.scale.meaningful_step
    wait = _wait(points, days, first_session_on)
    slope = None if wait else theil_sen(points)
    if wait or slope is None:
        return Response(ResponseWord.TOO_EARLY, len(points), days, step, wait=wait)
    trend = slope * days
    gain = trend if series.scale.direction.gain(1) > 0 else -trend
    if gain >= step:
        word = ResponseWord.RESPONDING
    elif gain <= -step:
        word = ResponseWord.WORSE
    else:
        word = ResponseWord.PLATEAU
    return Response(word, len(points), days, step, slope, gain)


def theil_sen(points: Sequence[ScorePoint]) -> Fraction | None:
    """The median slope between two points, thousandths a day; ``None`` when all are of one day."""
    placed = sorted((point.on.toordinal(), point.total) for point in points)
    slopes = [
        (total - before) / (day - earlier)
        for place, (earlier, before) in enumerate(placed, 1)
        for day, total in placed[place:]
        if day != earlier
    ]
    if not slopes:
        return None
    slopes.sort()
    # A slope is a fraction over at most so many days, so its rounded quotient leads back to it.
    days = placed[-1][0] - placed[0][0]
    low, high = slopes[(len(slopes) - 1) // 2], slopes[len(slopes) // 2]
    exact = [Fraction(slope).limit_denominator(days) for slope in (low, high)]
    return sum(exact, Fraction(0)) / 2


def _wait(points: Sequence[ScorePoint], days: int, first_session_on: date | None) -> Wait | None:
    if first_session_on is None:
        return Wait.NO_SESSION
    if not any(point.on > first_session_on for point in points):
        return Wait.NO_FOLLOW_UP
    if len(points) < FEWEST_POINTS:
        return Wait.FEW_POINTS
    return None if days else Wait.ONE_DAY
