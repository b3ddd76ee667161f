"""Scores, changes and responses in words: each figure with its direction, rater and meaning."""

from __future__ import annotations

from fractions import Fraction

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.response import Response, ResponseWord, Wait
from needlelog.domain.scales import Direction, Rater, Scale
from needlelog.domain.score_series import Change, ScoreSeries
from needlelog.domain.scores import DraftScore, format_points
from needlelog.files.reference_data import scale_catalogue
from needlelog.ui import formats

RATERS = {
    Rater.CLINICIAN: QT_TRANSLATE_NOOP("Scores", "clinician"),
    Rater.CLIENT: QT_TRANSLATE_NOOP("Scores", "client"),
}
DIRECTIONS = {
    Direction.LOWER_BETTER: QT_TRANSLATE_NOOP("Scores", "lower is better"),
    Direction.HIGHER_BETTER: QT_TRANSLATE_NOOP("Scores", "higher is better"),
}
RESPONSES = {
    ResponseWord.RESPONDING: QT_TRANSLATE_NOOP("Scores", "responding"),
    ResponseWord.PLATEAU: QT_TRANSLATE_NOOP("Scores", "plateau"),
    ResponseWord.WORSE: QT_TRANSLATE_NOOP("Scores", "getting worse"),
    ResponseWord.TOO_EARLY: QT_TRANSLATE_NOOP("Scores", "too early to say"),
}
WAITS = {
    Wait.NO_SESSION: QT_TRANSLATE_NOOP("Scores", "There is no session yet."),
    Wait.NO_FOLLOW_UP: QT_TRANSLATE_NOOP(
        "Scores", "There is no score from a day after the first session yet."
    ),
    Wait.FEW_POINTS: QT_TRANSLATE_NOOP("Scores", "It takes three scores by the same rater."),
    Wait.ONE_DAY: QT_TRANSLATE_NOOP("Scores", "All scores are from one day."),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Scores", text)


def points(value: int) -> str:
    """Thousandths as points, with the decimal mark of the locale."""
    return format_points(value, formats.decimal_point())


def points_of_fraction(value: Fraction, digits: int = 1) -> str:
    """A computed figure in points, rounded for reading."""
    text = f"{float(value) / 1000:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace("-0", "0", 1).replace(".", formats.decimal_point()) if text else "0"


def with_unit(value: int, scale: Scale) -> str:
    """Points with the unit of the scale, where it has one."""
    return f"{points(value)} {scale.unit}".strip()


def range_words(scale: Scale) -> str:
    """``0–24, lower is better``."""
    return _tr("{least}–{most}, {direction}").format(
        least=points(scale.least),
        most=with_unit(scale.most, scale),
        direction=_tr(str(DIRECTIONS[scale.direction])),
    )


def rater_words(rater: Rater, rated_by: str = "") -> str:
    """Who rated: ``clinician, Rina Patel`` or ``client``."""
    word = _tr(str(RATERS[rater]))
    return f"{word}, {rated_by}" if rated_by and rater is Rater.CLINICIAN else word


def change_words(change: Change, scale: Scale) -> str:
    """The change as gain or loss, with the percent and what it is a percent of."""
    amount = with_unit(abs(change.gain), scale)
    if change.gain == 0:
        return _tr("no change")
    words = _tr("{amount} better") if change.gain > 0 else _tr("{amount} worse")
    text = words.format(amount=amount)
    if change.percent_of_first is None:
        return text
    return _tr("{change}, {percent} % of the first value").format(
        change=text, percent=round(abs(change.percent_of_first))
    )


def first_to_latest(series: ScoreSeries) -> str:
    """``12.4 → 8.8``, or the only value."""
    first, latest = series.points[0], series.points[-1]
    if len(series.points) == 1:
        return points(first.total)
    return f"{points(first.total)} → {points(latest.total)}"


def response_word(found: Response) -> str:
    """The answer in one word or two."""
    return _tr(str(RESPONSES[found.word]))


def response_rule(found: Response, scale: Scale) -> str:
    """The figures behind the answer, in sentences."""
    if found.wait is not None or found.trend_gain is None:
        return _tr(str(WAITS[found.wait])) if found.wait is not None else ""
    gain = found.trend_gain
    trend = _tr("{amount} better") if gain > 0 else _tr("{amount} worse")
    amount = trend.format(amount=points_of_fraction(abs(gain)))
    if gain == 0:
        amount = _tr("no change")
    return _tr(
        "{n} scores over {days} days. Their trend, the median of the slopes between every two of "
        "them (Theil–Sen), comes to: {trend}. The smallest change that counts is {step} "
        "({source})."
    ).format(
        n=found.points,
        days=found.days,
        trend=amount,
        step=points(found.meaningful_step),
        source=scale.meaningful_source or _tr("set by the clinic"),
    )


def score_line(score: DraftScore) -> str:
    """One score of a record in words: scale, total, meaning, range, items, who rated, note.

    It needs no database: of a scale of the clinic's own the name stands in the record.
    """
    scale = scale_catalogue().find(score.scale, score.scale_version)
    parts = [_tr("{scale}: {total}").format(scale=name_of(score, scale), total=points(score.total))]
    if scale is not None:
        parts = [
            _tr("{scale}: {total}").format(scale=scale.name, total=with_unit(score.total, scale)),
            scale.words_of(score.total),
            range_words(scale),
            item_words(score, scale),
        ]
    parts += [rater_words(score.rater, score.rated_by), score.note]
    return " · ".join(part for part in parts if part)


def name_of(score: DraftScore, scale: Scale | None) -> str:
    """The name of the scale of a score, known or not."""
    return scale.name if scale is not None else (score.scale_name or score.scale)


def item_words(score: DraftScore, scale: Scale | None) -> str:
    """The answers of a scale with several items: ``Forehead: area 2, darkness 3; Chin: …``."""
    if scale is None or len(scale.items) == 1:
        return ""
    given = dict(score.items)
    if not scale.regions:
        return ", ".join(
            f"{item.name.lower()} {points(given[item.code])}"
            for item in scale.items
            if item.code in given
        )
    parts = []
    for region in scale.regions:
        answers = [
            f"{item.name.lower()} {points(given[item.code])}"
            for item in scale.items_of(region.code)
            if item.code in given
        ]
        if answers:
            parts.append(f"{region.name}: {', '.join(answers)}")
    return "; ".join(parts)
