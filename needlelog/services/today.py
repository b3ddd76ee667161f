"""What the day asks for: who is due, what is unfinished."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from needlelog.db.queries.plans import DueRow, due_rows
from needlelog.services.waiting import DraftRow, drafts

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["DraftRow", "DueRow", "TodayBoard", "due_until", "today_board"]

DAYS_AHEAD = 7
MOST_DUE = 500


@dataclass(frozen=True, slots=True)
class TodayBoard:
    """The day's board.

    ``due`` holds what is late or due within the days ahead, the longest late first; ``drafts`` every
    unfinished session, ``unsigned`` those of them that were left on an earlier day.
    """

    due: tuple[DueRow, ...]
    drafts: tuple[DraftRow, ...]
    unsigned: tuple[DraftRow, ...]


def today_board(clinic: Clinic, today: date, days_ahead: int = DAYS_AHEAD) -> TodayBoard:
    """Read the board. Its cost depends on what is due, not on how long the log is.

    Of more than 500 due plans the longest late are left out.
    """
    with clinic.database.read() as session:
        due = due_rows(session, today + timedelta(days=days_ahead), MOST_DUE)
    unfinished = drafts(clinic)
    left = tuple(row for row in unfinished if row.saved_at.astimezone().date() < today)
    return TodayBoard(due, unfinished, left)


def due_until(clinic: Clinic, until: date, most: int) -> tuple[DueRow, ...]:
    """Everybody due up to a day, the longest late first; over ``most`` those are left out first."""
    with clinic.database.read() as session:
        return due_rows(session, until, most)
