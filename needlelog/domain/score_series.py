"""Scores as series over time: one scale version and one rater each, never mixed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from needlelog.domain.scales import Rater, Scale, ScaleCatalogue
from needlelog.domain.scores import Score


class Total(NamedTuple):
    """A score that counts, as far as a series needs it: no items, no note."""

    scale: str
    scale_version: str
    rater: Rater
    rated_on: date
    total: int
    uid: str
    session_uid: str | None
    rated_by_uid: str
    rated_by: str
    withdrawn: None = None


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """One total, in thousandths, on its day."""

    on: date
    total: int
    score_uid: str = ""
    session_uid: str | None = None


@dataclass(frozen=True, slots=True)
class ScoreSeries:
    """The points of one rater on one version of a scale, oldest first.

    A clinician's series is that of one person, ``rated_by``: two people who look at the same skin
    grade it differently. For the client's own ratings ``rated_by`` is empty.
    """

    scale: Scale
    rater: Rater
    rated_by: str
    points: tuple[ScorePoint, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """From the first point to the latest.

    ``difference`` is latest minus first as the scale counts; ``gain`` is the same seen as
    improvement, above zero is better. ``percent_of_first`` is the gain in percent **of the first
    value**, ``None`` where that has no meaning: for scales that compare with the baseline, for
    scales that do not begin at zero, and where the first value is zero.
    """

    first: ScorePoint
    latest: ScorePoint
    difference: int
    gain: int
    percent_of_first: Fraction | None


def series_of(
    scores: Iterable[Score | Total], catalogue: ScaleCatalogue
) -> tuple[ScoreSeries, ...]:
    """All series in the scores, in the catalogue's order; the one with the newest point first
    where one scale has several.

    Withdrawn scores and scales that are not known are left out.
    """
    found: dict[tuple[str, str, Rater, str], list[Score | Total]] = {}
    for score in scores:
        if score.withdrawn is None:
            person = score.rated_by_uid if score.rater is Rater.CLINICIAN else ""
            key = (score.scale, score.scale_version, score.rater, person)
            found.setdefault(key, []).append(score)
    places = {(each.code, each.version): place for place, each in enumerate(catalogue.scales)}
    made: list[tuple[int, date, str, ScoreSeries]] = []
    for (code, version, rater, _person), group in found.items():
        scale = catalogue.find(code, version)
        if scale is None:
            continue
        ordered = sorted(group, key=lambda score: (score.rated_on, score.uid))
        name = ordered[-1].rated_by if rater is Rater.CLINICIAN else ""
        series = ScoreSeries(scale, rater, name, tuple(_point(score) for score in ordered))
        made.append((places[code, version], ordered[-1].rated_on, ordered[-1].uid, series))
    made.sort(key=lambda each: (each[1], each[2]), reverse=True)
    made.sort(key=lambda each: each[0])
    return tuple(series for *_order, series in made)


def score_before(scores: Iterable[Score], scale: Scale, rater: Rater, on: date) -> Score | None:
    """The last score that counts by this kind of rater up to a day, to stand beside a new one."""
    found = [
        score
        for score in scores
        if (score.scale, score.scale_version, score.rater) == (scale.code, scale.version, rater)
        and score.withdrawn is None
        and score.rated_on <= on
    ]
    return max(found, key=lambda score: (score.rated_on, score.uid), default=None)


def change_of(series: ScoreSeries) -> Change | None:
    """What changed from the first point to the latest; ``None`` with fewer than two points."""
    if len(series.points) < 2:
        return None
    first, latest = series.points[0], series.points[-1]
    difference = latest.total - first.total
    gain = series.scale.direction.gain(difference)
    percent = None
    if not series.scale.relative_to_baseline and series.scale.least == 0 and first.total > 0:
        percent = Fraction(gain * 100, first.total)
    return Change(first, latest, difference, gain, percent)


def _point(score: Score | Total) -> ScorePoint:
    return ScorePoint(score.rated_on, score.total, score.uid, score.session_uid)
