"""What Today shows, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.services import clients, recalls, stock
from needlelog.services.begun_words import begun_addenda
from needlelog.services.clock_check import clock_behind
from needlelog.services.follow_up import DueFollowUps, due_follow_ups
from needlelog.services.today import today_board
from needlelog.services.waiting import answers_to_read, deferred_due, questions_for_me

if TYPE_CHECKING:
    from datetime import date, datetime

    from needlelog.domain.begun_words import BegunAddendum
    from needlelog.domain.stock_alerts import StockAlert
    from needlelog.services.clinic import Clinic
    from needlelog.services.recalls import OpenRecall
    from needlelog.services.today import DueRow
    from needlelog.services.waiting import DeferredRow, DraftRow, Question

ASKED_AT_ONCE = 4
"""So many follow-ups stand on the screen before further ones are asked for."""


@dataclass(frozen=True, slots=True)
class TodayView:
    """Everything on the screen: ``due`` are the first who are late or due within a week, and
    ``due_days`` the days of all of them.

    ``to_ask`` are the first of the follow-ups that are due today, ``deferred`` the sessions that
    were put off until today or before, ``questions`` those about one's own records,
    ``answers`` what a manager was answered and did not close yet, ``begun`` the addenda that this person has begun,
    ``recalls`` those that are open.
    ``any_client`` tells a new clinic from a quiet day. ``last_entry`` is only there where it lies
    in the future, by this computer's clock.
    """

    due: tuple[DueRow, ...]
    due_days: tuple[date, ...]
    drafts: tuple[DraftRow, ...]
    stock: tuple[StockAlert, ...]
    any_client: bool
    to_ask: DueFollowUps
    deferred: tuple[DeferredRow, ...] = ()
    questions: tuple[Question, ...] = ()
    answers: tuple[Question, ...] = ()
    begun: tuple[BegunAddendum, ...] = ()
    recalls: tuple[OpenRecall, ...] = ()
    last_entry: datetime | None = None

    def late(self, today: date) -> int:
        """How many there are whose day has passed."""
        return sum(day < today for day in self.due_days)


def read_today(clinic: Clinic, today: date) -> TodayView:
    """Read the board, the stock that runs out, and whether there is any client at all."""
    board = today_board(clinic, today)
    return TodayView(
        due=board.due,
        due_days=board.due_days,
        drafts=board.drafts,
        stock=stock.alerts(clinic, today),
        any_client=bool(board.due or board.drafts or clients.search_client_ids(clinic, "", 1)),
        to_ask=due_follow_ups(clinic, today, ASKED_AT_ONCE),
        deferred=deferred_due(clinic, today),
        questions=questions_for_me(clinic),
        answers=answers_to_read(clinic),
        begun=begun_addenda(clinic),
        recalls=recalls.open_recalls(clinic),
        last_entry=clock_behind(clinic),
    )
