"""The time axis as a list: the same facts for a screen reader and for reading in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.sessions import ZoneRow
from needlelog.ui import formats
from needlelog.ui.labels import REACTIONS, label
from needlelog.ui.zone_words import DepthLine, depth_lines

if TYPE_CHECKING:
    from needlelog.domain.timeline import Timeline, TimelineSession
    from needlelog.domain.zones import ZoneCatalogue


DEPTHS = 2
"""The column of the depths, which is the longest."""
WORDY = (DEPTHS, 6, 7)
"""The columns of words: depths, products, reactions."""


def table_columns() -> list[str]:
    """The titles, with units."""
    translate = QCoreApplication.translate
    return [
        translate("Progress", "No."),
        translate("Progress", "Day"),
        translate("Progress", "Depths, mm"),
        translate("Progress", "Pain, 0–10"),
        translate("Progress", "Redness, 0–4"),
        translate("Progress", "Bleeding, 0–4"),
        translate("Progress", "Products"),
        translate("Progress", "Reactions"),
    ]


def table_rows(timeline: Timeline, zones: ZoneCatalogue) -> list[tuple[str, list[str]]]:
    """One row a session, oldest first, with its uid; then the planned ones, without."""
    rows = [(one.uid, _cells(one, zones)) for one in timeline.sessions]
    planned = QCoreApplication.translate("Progress", "planned")
    for one in timeline.planned:
        number = "" if one.number is None else str(one.number)
        rows.append(("", [number, formats.day(one.on), planned, "", "", "", "", ""]))
    return rows


def _cells(session: TimelineSession, zones: ZoneCatalogue) -> list[str]:
    depths = [
        ZoneRow(place, row.zone, row.side, custom_name=row.custom_name, depth_um=row.depth_um)
        for place, row in enumerate(session.zones)
    ]
    return [
        "" if session.number is None else str(session.number),
        formats.day(session.on),
        ", ".join(_depth_words(line) for line in depth_lines(zones, depths)),
        _grade(session.pain),
        _grade(session.erythema),
        _grade(session.bleeding),
        ", ".join(session.topicals),
        _reactions(session),
    ]


def _depth_words(line: DepthLine) -> str:
    """Where, and how deep; the unit stands in the title of the column."""
    return line.label if line.depth_um is None else f"{line.label} {formats.depth(line.depth_um)}"


def _grade(grade: int | None) -> str:
    return "" if grade is None else str(grade)


def _reactions(session: TimelineSession) -> str:
    if session.reactions is None:
        return ""
    if not session.reactions:
        return QCoreApplication.translate("Progress", "none")
    return ", ".join(label(REACTIONS, sign) for sign in session.reactions)
