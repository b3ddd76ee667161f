"""What the day asks for: who is due, what is unfinished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from needlelog.db.queries.plans import DueRow, due_plans, due_rows, due_rows_of
from needlelog.services.waiting import DraftRow, drafts

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["DraftRow", "DueRow", "TodayBoard", "due_until", "today_board"]

DAYS_AHEAD = 7
MOST_DUE = 500
SHOWN_AT_ONCE = 40
"""So many clients stand on the board before further ones are asked for."""


@dataclass(frozen=True, slots=True)
class TodayBoard:
    """The day's board.

    ``due`` holds the first of what is due within the days ahead or late, the longest late last,
    ``due_days`` the day of each of them, also of those that are not read; ``drafts`` every
    unfinished session, ``unsigned`` those of them that were left on an earlier day.
    """

    due: tuple[DueRow, ...]
    due_days: tuple[date, ...]
    drafts: tuple[DraftRow, ...]
    unsigned: tuple[DraftRow, ...]


def today_board(clinic: Clinic, today: date, days_ahead: int = DAYS_AHEAD) -> TodayBoard:
    """Read the board. Its cost depends on what is due, not on how long the log is.

    Of more than 500 due plans the longest late are left out. `due_until` reads them all.
    """
    with clinic.database.read() as session:
        plans = due_plans(session, today, today + timedelta(days=days_ahead), MOST_DUE)
        due = due_rows_of(session, today, [number for number, _day in plans[:SHOWN_AT_ONCE]])
    unfinished = drafts(clinic)
    left = tuple(row for row in unfinished if row.saved_at.astimezone().date() < today)
    return TodayBoard(due, tuple([day for _number, day in plans]), unfinished, left)


def due_until(clinic: Clinic, today: date, until: date, most: int) -> tuple[DueRow, ...]:
    """Everybody due up to a day, the longest late last; over ``most`` those are left out."""
    with clinic.database.read() as session:
        return due_rows(session, today, until, most)
