"""The axis as a table: one line for every value, so that any program can draw it again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.downtime import sign_spans
from needlelog.domain.exports.formulas import formula_safe
from needlelog.domain.progress_series import endpoint_series
from needlelog.domain.quantities import format_depth
from needlelog.domain.scores import format_points
from needlelog.domain.zones import Side
from needlelog.ui.follow_up.signs import SIGNS, word
from needlelog.ui.follow_up.words import event_title
from needlelog.ui.scores.words import rater_words
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from needlelog.domain.timeline import Timeline
    from needlelog.domain.zones import ZoneCatalogue

_BYTE_ORDER_MARK = "\ufeff"
_Row = tuple[str, ...]


def table_bytes(timeline: Timeline, zones: ZoneCatalogue) -> bytes:
    """The table as CSV in UTF-8; numbers with a point, days as 2026-12-31."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns())
    for row in rows(timeline, zones):
        writer.writerow([formula_safe(cell) for cell in row])
    return (_BYTE_ORDER_MARK + text.getvalue()).encode()


def columns() -> _Row:
    """The titles."""
    translate = QCoreApplication.translate
    return (
        translate("ProgressTable", "Day"),
        translate("ProgressTable", "Kind"),
        translate("ProgressTable", "Session"),
        translate("ProgressTable", "What"),
        translate("ProgressTable", "Side"),
        translate("ProgressTable", "Value"),
        translate("ProgressTable", "Unit"),
        translate("ProgressTable", "Rater"),
        translate("ProgressTable", "Version"),
        translate("ProgressTable", "Note"),
    )


def rows(timeline: Timeline, zones: ZoneCatalogue) -> Iterator[_Row]:
    """Every value in the order of its day."""
    found = [
        *_sessions(timeline, zones),
        *_scores(timeline),
        *_reactions(timeline),
        *_planned(timeline),
    ]
    return iter(sorted(found, key=lambda row: row[0]))


def _sessions(timeline: Timeline, zones: ZoneCatalogue) -> Iterator[_Row]:
    translate = QCoreApplication.translate
    depth, passes = translate("ProgressTable", "depth"), translate("ProgressTable", "passes")
    product = translate("ProgressTable", "product")
    lot = translate("ProgressTable", "lot {lot}")
    for one in timeline.sessions:
        day, number = one.on.isoformat(), "" if one.number is None else str(one.number)
        for zone in one.zones:
            name = zone_name(zones, zone.zone, Side.MID, zone.custom_name)
            side = zone.side.sign
            if zone.depth_um is not None:
                yield (
                    day,
                    depth,
                    number,
                    name,
                    side,
                    format_depth(zone.depth_um),
                    "mm",
                    "",
                    "",
                    "",
                )
            if zone.passes is not None:
                yield (day, passes, number, name, side, str(zone.passes), "", "", "", "")
        for used in one.products:
            note = lot.format(lot=used.lot) if used.lot else ""
            yield (day, product, number, used.name, "", "", "", "", "", note)


def _scores(timeline: Timeline) -> Iterator[_Row]:
    kind = QCoreApplication.translate("ProgressTable", "score")
    numbers = {one.uid: one.number for one in timeline.sessions}
    for series in (*timeline.scores, *endpoint_series(timeline.sessions)):
        rater = rater_words(series.rater, series.rated_by)
        for point in series.points:
            number = numbers.get(point.session_uid or "")
            yield (
                point.on.isoformat(),
                kind,
                "" if number is None else str(number),
                series.scale.name,
                "",
                format_points(point.total),
                series.scale.unit,
                rater,
                series.scale.version,
                series.scale.words_of(point.total),
            )


def _reactions(timeline: Timeline) -> Iterator[_Row]:
    translate = QCoreApplication.translate
    kind, days = translate("ProgressTable", "reaction"), translate("ProgressTable", "days")
    numbers = {one.uid: one.number for one in timeline.sessions}
    for span in sign_spans(timeline.sessions, timeline.follow_ups):
        number = numbers[span.session_uid]
        gone = (
            translate("ProgressTable", "not known when it was over")
            if span.gone_day is None
            else translate("ProgressTable", "gone on day {day}").format(day=span.gone_day)
        )
        yield (
            span.on.isoformat(),
            kind,
            "" if number is None else str(number),
            word(SIGNS, span.sign),
            "",
            str(span.last_day),
            days,
            "",
            "",
            gone,
        )
    adverse = translate("ProgressTable", "adverse event")
    over = translate("ProgressTable", "over on {day}")
    for event in timeline.events:
        number = numbers.get(event.session_uid or "")
        yield (
            event.noticed_on.isoformat(),
            adverse,
            "" if number is None else str(number),
            event_title(event),
            "",
            "" if event.grade is None else str(event.grade),
            "",
            "",
            "",
            over.format(day=event.resolved_on.isoformat()) if event.resolved_on else "",
        )


def _planned(timeline: Timeline) -> Iterator[_Row]:
    kind = QCoreApplication.translate("ProgressTable", "planned session")
    for one in timeline.planned:
        number = "" if one.number is None else str(one.number)
        yield (one.on.isoformat(), kind, number, "", "", "", "", "", "", "")
