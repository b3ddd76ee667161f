"""The columns of the list of sessions: titles, widths, what sorts by them, which are shown."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from needlelog.services.review import SortKey
from needlelog.ui.screens.review.cell_pictures import ticks_title

translate = QCoreApplication.translate


class Column(IntEnum):
    """The columns in their order."""

    TICKED = 0
    WHEN = 1
    CLIENT = 2
    PRACTITIONER = 3
    TREATED = 4
    COMPLETE = 5
    FLAGS = 6
    STATE = 7
    NUMBER = 8


IN_SHORT = len(Column)
"""What is painted below the client where there is room for no further column: whether a session is
complete and its flags."""
SORT_KEYS = {
    Column.WHEN: SortKey.DAY,
    Column.CLIENT: SortKey.CLIENT,
    Column.PRACTITIONER: SortKey.PRACTITIONER,
    Column.TREATED: SortKey.DEPTH,
    Column.FLAGS: SortKey.FLAGS,
    Column.STATE: SortKey.STATE,
}
"""What the database sorts by when a title is pressed."""
FALLS_FIRST = frozenset({Column.WHEN, Column.TREATED, Column.FLAGS})
"""Columns of which the largest or the newest is wanted first."""
WIDTHS = {
    Column.TICKED: 44,
    Column.WHEN: 113,
    Column.CLIENT: 172,
    Column.PRACTITIONER: 91,
    Column.TREATED: 148,
    Column.FLAGS: 190,
    Column.STATE: 160,
    Column.NUMBER: 74,
}
"""Widths in pixels at the usual text size; that of the ticks goes by its title."""
NARROW_WIDTHS = {**WIDTHS, Column.CLIENT: 168}
"""Widths where there is little room."""
ALWAYS = (Column.TICKED, Column.CLIENT)
"""Columns without which nobody would know which row is which."""
AT_FIRST = (
    Column.WHEN,
    Column.PRACTITIONER,
    Column.TREATED,
    Column.COMPLETE,
    Column.FLAGS,
)
"""Further columns that are shown until somebody chooses others."""


def title(column: Column) -> str:
    """The title of a column, short."""
    if column is Column.COMPLETE:
        return ticks_title()
    return {
        Column.TICKED: "",
        Column.WHEN: translate("ReviewColumns", "When"),
        Column.CLIENT: translate("ReviewColumns", "Client"),
        Column.PRACTITIONER: translate("ReviewColumns", "Practitioner"),
        Column.TREATED: translate("ReviewColumns", "Treated"),
        Column.FLAGS: translate("ReviewColumns", "Flag"),
        Column.STATE: translate("ReviewColumns", "State"),
        Column.NUMBER: translate("ReviewColumns", "Session"),
    }[column]


def name(column: Column) -> str:
    """What a column is called where it is chosen."""
    if column is Column.COMPLETE:
        return translate("ReviewColumns", "Completeness")
    return title(column)


def chosen(words: Iterable[str]) -> tuple[Column, ...]:
    """The columns named by what was kept; names out of use are passed over."""
    known = {column.name.lower(): column for column in Column}
    return tuple(known[word] for word in words if word in known)


def kept(columns: Iterable[Column]) -> list[str]:
    """The names under which a choice of columns is kept."""
    return [column.name.lower() for column in columns if column not in ALWAYS]
