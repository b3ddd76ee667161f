"""The way to the sheet for a score: what is known is read first, then the sheet opens."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QWidget

from needlelog.domain.scores import DraftScore
from needlelog.services import scores as service
from needlelog.services.scores import ClientScores
from needlelog.ui.context import Context
from needlelog.ui.scores.score_sheet import ScoreSheet


def ask_for_score(
    context: Context,
    parent: QWidget,
    client_uid: str,
    opened: Callable[[ScoreSheet], None],
) -> None:
    """Ask for a score outside a session, beginning with today; it is kept when it is given."""

    def show(known: ClientScores) -> None:
        sheet = ScoreSheet(context, client_uid, known, context.today(), parent)
        opened(sheet)
        sheet.open()

    clinic = context.clinic
    context.read(lambda: service.client_scores(clinic, client_uid), show, owner=parent)


def ask_for_session_score(
    context: Context,
    parent: QWidget,
    client_uid: str,
    on: date,
    opened: Callable[[ScoreSheet], None],
    score: DraftScore | None = None,
) -> None:
    """Ask for a score of a session's draft; the sheet's `given` carries it."""

    def show(known: ClientScores) -> None:
        sheet = ScoreSheet(context, client_uid, known, on, parent, in_session=True, score=score)
        opened(sheet)
        sheet.open()

    clinic = context.clinic
    context.read(lambda: service.client_scores(clinic, client_uid), show, owner=parent)
