"""The words of a progress report: for the client in plain words, for the record in full."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.progress_series import ENDPOINTS
from needlelog.domain.response import ResponseWord, response
from needlelog.domain.score_series import change_of
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.follow_up.words import event_line
from needlelog.ui.progress_chart.chart import days_of, outcome_name
from needlelog.ui.scores.words import (
    change_words,
    first_to_latest,
    range_words,
    rater_words,
    response_rule,
    response_word,
    with_unit,
)
from needlelog.ui.zone_words import depth_sentence, zone_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from needlelog.domain.clients import Client
    from needlelog.domain.downtime import Downtime
    from needlelog.domain.progress_series import Outcome, ProgressSeries
    from needlelog.domain.timeline import Timeline, TimelineSession
    from needlelog.domain.zones import ZoneCatalogue

PHOTOS, CHART = "photos-placeholder", "chart-placeholder"
_UNBROKEN = "\u00a0"


class ReportKind(StrEnum):
    """Whom a report is for."""

    CLIENT = "client"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything a report tells. ``photo_words`` say what the two photos are, if there are any."""

    kind: ReportKind
    client: Client
    clinic_name: str
    timeline: Timeline
    series: ProgressSeries
    downtimes: tuple[Downtime, ...]
    made_on: date
    made_by: str
    photo_words: str = ""
    photo_consent: bool = True


def _tr(text: str) -> str:
    return QCoreApplication.translate("ProgressReport", text)


def report_title(kind: ReportKind) -> str:
    """What the report is called."""
    return _tr("Your progress") if kind is ReportKind.CLIENT else _tr("Progress report")


def progress_html(content: ReportContent, zones: ZoneCatalogue) -> str:
    """The report as rich text with placeholders for the photos and the chart."""
    parts = [f"<h1>{escape(report_title(content.kind))}</h1>", _who(content)]
    if content.photo_words:
        parts.append(f'<p align="center"><img src="{PHOTOS}"></p>')
        parts.append(f'<p align="center" class="quiet">{escape(content.photo_words)}</p>')
    elif content.timeline.photos and not content.photo_consent:
        words = _tr("Without photos: there is no photo consent in force.")
        parts.append(f'<p class="quiet">{escape(words)}</p>')
    if not content.series.empty:
        parts.append(f'<p><img src="{CHART}"></p>')
    new_page = ' style="page-break-before: always"' if content.photo_words else ""
    parts.append(f"<h3{new_page}>{escape(_tr('What has changed'))}</h3>")
    parts.append(_scores(content))
    parts.append(f"<h3>{escape(_tr('Sessions'))}</h3>")
    parts.append(_sessions(content, zones))
    if content.timeline.events:
        parts.append(f"<h3>{escape(_tr('Adverse events'))}</h3>")
        parts += [f"<p>{escape(event_line(event))}</p>" for event in content.timeline.events]
    parts.append(f"<h3>{escape(_tr('Please note'))}</h3>")
    parts += [f'<p class="quiet">{escape(line)}</p>' for line in _notes(content)]
    return "".join(parts)


def _who(content: ReportContent) -> str:
    client, timeline = content.client, content.timeline
    facts = [client.name]
    if client.birth_date is not None:
        facts.append(_tr("born {day}").format(day=formats.day(client.birth_date)))
    if content.kind is ReportKind.RECORD and client.phototype is not None:
        facts.append(_tr("phototype {type}").format(type=client.phototype))
    lines = [
        f"<p><b>{escape(facts[0])}</b> {escape(' · '.join(['', *facts[1:]]))}</p>",
        f"<p>{escape(_plan_words(timeline))}</p>",
    ]
    made = _tr("{clinic} · {day} · {person}").format(
        clinic=content.clinic_name, day=formats.day(content.made_on), person=content.made_by
    )
    return "".join((*lines, f'<p class="quiet">{escape(made)}</p>'))


def _plan_words(timeline: Timeline) -> str:
    plan = timeline.plan
    count = QCoreApplication.translate(
        "ProgressReport", "%n session(s) so far", "", len(timeline.sessions)
    )
    if plan is None:
        return count
    parts = [plan.concern]
    done = sum(1 for one in timeline.sessions if one.plan_uid == plan.uid)
    if plan.planned_sessions:
        parts.append(
            _tr("session {done} of {planned}").format(done=done, planned=plan.planned_sessions)
        )
    else:
        parts.append(count)
    if plan.interval_days:
        parts.append(_tr("{days} days apart").format(days=plan.interval_days))
    if timeline.planned:
        parts.append(_tr("next on {day}").format(day=formats.day(timeline.planned[0].on)))
    return " · ".join(parts)


def _scores(content: ReportContent) -> str:
    outcomes = [one for one in content.series.outcomes if one.key not in ENDPOINTS]
    if not outcomes:
        return f"<p>{escape(_tr('Nothing was scored so far.'))}</p>"
    if content.kind is ReportKind.CLIENT:
        return "".join(f"<p>{escape(_plain(one, content))}</p>" for one in outcomes)
    head = (
        _tr("Scale"), _tr("Rater"), _tr("Scores"), _tr("First → latest"), _tr("Change"),
        _tr("Response"),
    )  # fmt: skip
    rows = []
    rules = []
    for one in outcomes:
        for series in one.lines:
            change = change_of(series)
            found = response(series, content.timeline.first_session_on)
            rows.append(
                (
                    f"{series.scale.name} ({range_words(series.scale)})",
                    rater_words(series.rater, series.rated_by),
                    str(len(series.points)),
                    first_to_latest(series),
                    change_words(change, series.scale) if change else "–",
                    response_word(found),
                )
            )
            rule = response_rule(found, series.scale)
            rules.append(f'<p class="quiet">{escape(f"{series.scale.name}: {rule}")}</p>')
    return _table(head, rows) + "".join(rules)


def _plain(outcome: Outcome, content: ReportContent) -> str:
    series = outcome.main
    scale, name = series.scale, outcome_name(outcome)
    change = change_of(series)
    latest = with_unit(series.points[-1].total, scale)
    if change is None:
        return _tr("{scale}: {latest} ({range}).").format(
            scale=name, latest=latest, range=range_words(scale)
        )
    text = _tr("{scale} ({range}): {first} at first, {latest} now: {change}.").format(
        scale=name,
        range=range_words(scale),
        first=with_unit(series.points[0].total, scale),
        latest=latest,
        change=change_words(change, scale),
    )
    found = response(series, content.timeline.first_session_on)
    if found.word is ResponseWord.TOO_EARLY:
        text += " " + _tr("It is too early to speak of a trend.")
    return text


def _sessions(content: ReportContent, zones: ZoneCatalogue) -> str:
    if not content.timeline.sessions:
        return f"<p>{escape(_tr('No session so far.'))}</p>"
    healed = {each.session_uid: each for each in content.downtimes}
    full = content.kind is ReportKind.RECORD
    head = [_tr("No."), _tr("Day"), _tr("Where and how deep"), _tr("Products")]
    if full:
        head += [_tr("Pain 0–10"), _tr("Redness 0–4"), _tr("Bleeding 0–4")]
    head.append(_tr("Signs seen, days"))
    return _table(
        tuple(head),
        [tuple(_row(one, zones, healed.get(one.uid), full)) for one in content.timeline.sessions],
        (4, 13, 30, 22, 7, 8, 8, 8) if full else (5, 14, 45, 24, 12),
    )


def _row(
    session: TimelineSession, zones: ZoneCatalogue, healed: Downtime | None, full: bool
) -> Iterator[str]:
    yield "–" if session.number is None else str(session.number)
    yield formats.day(session.on).replace(" ", _UNBROKEN)
    yield _depths(session, zones) if full else _plain_depths(session, zones)
    if full:
        yield ", ".join(
            f"{product.name} ({product.lot})" if product.lot else product.name
            for product in session.products
        )
        for grade in (session.pain, session.erythema, session.bleeding):
            yield "–" if grade is None else str(grade)
    else:
        yield ", ".join(session.topicals)
    yield "–" if healed is None else days_of(healed.last_day, healed.gone_day)


def _depths(session: TimelineSession, zones: ZoneCatalogue) -> str:
    rows = [
        ZoneRow(place, row.zone, row.side, custom_name=row.custom_name, depth_um=row.depth_um)
        for place, row in enumerate(session.zones)
    ]
    return _unparted(depth_sentence(zones, rows))


def _unparted(words: str) -> str:
    """The same with figures that keep their unit in the line."""
    return words.replace(" mm", f"{_UNBROKEN}mm")


def _plain_depths(session: TimelineSession, zones: ZoneCatalogue) -> str:
    sides = {Side.BOTH: _tr("both sides"), Side.LEFT: _tr("left"), Side.RIGHT: _tr("right")}
    lines = []
    for row in session.zones:
        words = zone_name(zones, row.zone, Side.MID, row.custom_name)
        if row.side in sides:
            words = f"{words} {sides[row.side]}"
        if row.depth_um is not None:
            depth = formats.depth(row.depth_um)
            words = _unparted(_tr("{zone} {depth} mm").format(zone=words, depth=depth))
        lines.append(words)
    return "; ".join(lines)


def _notes(content: ReportContent) -> Iterator[str]:
    window = content.series.window
    if window is not None:
        yield _tr(
            "Final results are expected from {first} to {last}, 3 to 12 months after the last "
            "session of the series."
        ).format(first=formats.day(window.first), last=formats.day(window.last))
    yield _tr("Results differ from person to person; this report promises nothing.")
    if content.photo_words:
        yield _tr(
            "The photos are shown as they were taken, not retouched; light and distance can differ."
        )
    yield _tr("Scores are drawn so that better is up. Lines are not smoothed.")
    if content.kind is ReportKind.CLIENT:
        yield _tr(
            "Ask us at once about growing redness, pus, blisters, fever or dark patches, or about "
            "anything that worries you."
        )
    else:
        yield _tr(
            "Series of different raters or scale versions are never joined. The signed records "
            "stand above this summary."
        )


def _table(
    head: tuple[str, ...], rows: Sequence[tuple[str, ...]], widths: tuple[int, ...] = ()
) -> str:
    """A table; ``widths`` are shares of the page in percent, where 0 leaves a column its own."""
    shares = [f' width="{width}%"' if width else "" for width in widths]
    cells = "".join(
        f'<th align="left"{share}>{escape(cell)}</th>'
        for cell, share in zip(head, (*shares, *[""] * (len(head) - len(shares))), strict=True)
    )
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        '<table width="100%" border="0.5" cellspacing="0" cellpadding="3">'
        f"<thead><tr>{cells}</tr></thead>{body}</table>"
    )
