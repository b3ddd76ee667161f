"""The axis in words: the series with every name, title and label that is drawn on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.progress_series import (
    ENDPOINTS,
    FEW_GRADES,
    SESSION_PAIN,
    SESSION_REDNESS,
)
from needlelog.domain.score_series import change_of
from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.follow_up.signs import SIGNS, word
from needlelog.ui.follow_up.words import event_title
from needlelog.ui.scores.words import DIRECTIONS, points, rater_words, with_unit
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from needlelog.domain.downtime import SignSpan
    from needlelog.domain.progress_series import Outcome, ProgressSeries, SignLane
    from needlelog.domain.score_series import ScoreSeries
    from needlelog.domain.zones import ZoneCatalogue

_ENDPOINT_NAMES = {
    SESSION_PAIN.code: QT_TRANSLATE_NOOP("ProgressChart", "Session pain"),
    SESSION_REDNESS.code: QT_TRANSLATE_NOOP("ProgressChart", "Session redness"),
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One scale: its title in two weights, the words beside its grades, the label of each line."""

    outcome: Outcome
    title: str
    details: str
    grades: tuple[tuple[int, str], ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn: the series, and the words for it lane by lane."""

    series: ProgressSeries
    panels: tuple[Panel, ...]
    zones: tuple[str, ...]
    signs: tuple[str, ...]
    events: tuple[str, ...]
    window: str = ""
    due: str = ""


def chart_of(series: ProgressSeries, zones: ZoneCatalogue) -> Chart:
    """Put the series into words."""
    translate = QCoreApplication.translate
    words = translate("ProgressChart", "final results expected, 3–12 months after the last session")
    return Chart(
        series=series,
        panels=tuple(map(_panel, series.outcomes)),
        zones=tuple(
            zone_name(zones, lane.zone, Side.MID, lane.custom_name) for lane in series.depths
        ),
        signs=tuple(map(_sign_words, series.signs)),
        events=tuple(map(event_title, series.events)),
        window=words if series.window is not None else "",
        due=translate("ProgressChart", "next {day}").format(
            day=formats.day_short(series.planned[0].on)
        )
        if series.planned
        else "",
    )


def outcome_name(outcome: Outcome) -> str:
    """The name of a scale; those of the sessions' own endpoints are the program's words."""
    own = _ENDPOINT_NAMES.get(outcome.key)
    if own is None:
        return outcome.scale.name
    return QCoreApplication.translate("ProgressChart", str(own))


def days_words(span: SignSpan) -> str:
    """How long a sign was seen."""
    return days_of(span.last_day, span.gone_day)


def days_of(last_day: int, gone_day: int | None) -> str:
    """``3 d``, ``3–7 d`` where nobody asked between, ``≥ 3 d`` where nobody asked since."""
    translate = QCoreApplication.translate
    if gone_day is None:
        return translate("ProgressChart", "≥ {days} d").format(days=last_day)
    if gone_day - last_day > 1:
        return translate("ProgressChart", "{days}–{end} d").format(days=last_day, end=gone_day)
    return translate("ProgressChart", "{days} d").format(days=last_day)


def line_label(series: ScoreSeries) -> str:
    """``8.8 mm · −29 % from 12.4``, or the difference where a percent has no meaning."""
    translate = QCoreApplication.translate
    latest = with_unit(series.points[-1].total, series.scale)
    change = change_of(series)
    if change is None:
        return latest
    first = points(change.first.total)
    if change.difference == 0:
        return translate("ProgressChart", "{latest} · as the first").format(latest=latest)
    if change.percent_of_first is not None:
        percent = round(abs(change.percent_of_first))
        sign = "−" if change.difference < 0 else "+"
        return translate("ProgressChart", "{latest} · {sign}{percent} % from {first}").format(
            latest=latest, sign=sign, percent=percent, first=first
        )
    words = (
        translate("ProgressChart", "{latest} · {amount} better than {first}")
        if change.gain > 0
        else translate("ProgressChart", "{latest} · {amount} worse than {first}")
    )
    return words.format(latest=latest, amount=points(abs(change.gain)), first=first)


def _panel(outcome: Outcome) -> Panel:
    translate = QCoreApplication.translate
    scale = outcome.scale
    direction = translate("Scores", str(DIRECTIONS[scale.direction]))
    if scale.direction.gain(1) < 0:
        direction = translate("ProgressChart", "{direction}, drawn upwards").format(
            direction=direction
        )
    parts = [direction]
    several = len(outcome.lines) > 1
    versions = {line.scale.version for line in outcome.lines}
    for line in outcome.lines:
        who = rater_words(line.rater, line.rated_by)
        if len(versions) > 1:
            who = translate("ProgressChart", "{rater}, version {version}").format(
                rater=who, version=line.scale.version
            )
        if outcome.key not in ENDPOINTS:
            count = translate("ProgressChart", "%n score(s)", "", len(line.points))
            who = f"{who}: {count}" if several else f"{who} · {count}"
        parts.append(who)
    few = (outcome.most - outcome.least) // 1000 + 1 <= FEW_GRADES
    grades = tuple((value, _grade_words(outcome, value, few=few)) for value in outcome.marks)
    return Panel(
        outcome,
        outcome_name(outcome),
        " · ".join(parts),
        grades,
        tuple(map(line_label, outcome.lines)),
    )


def _sign_words(lane: SignLane) -> str:
    translate = QCoreApplication.translate
    if lane.sign is None:
        return translate("ProgressChart", "Other signs, days")
    return translate("ProgressChart", "{sign}, days").format(sign=word(SIGNS, lane.sign))


def _grade_words(outcome: Outcome, value: int, *, few: bool) -> str:
    number = points(value)
    if not few:
        return number
    words = outcome.scale.words_of(value)
    # The first words tell the grades apart; the whole sentence is in the sheet of a score.
    words = words.partition(",")[0].partition(";")[0].partition(":")[0].strip()
    return f"{number} {words[:1].lower()}{words[1:]}" if words else number
