"""What the page of the screening shows, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from needlelog.domain.clients import Answer, HistoryItem
from needlelog.domain.screening.findings import ScreeningAnswer


@dataclass(frozen=True, slots=True)
class ItemView:
    """One thing that is asked about.

    ``holds`` says that what is stored can be confirmed as it stands. ``dated`` asks for the last
    day, ``coming`` for a day ahead; ``slow`` offers months instead of days. ``summary`` says when
    and where a "yes" of today was.
    """

    code: str
    name: str
    stored: HistoryItem | None
    answer: ScreeningAnswer | None
    holds: bool = False
    dated: bool = False
    coming: bool = False
    slow: bool = False
    ask_areas: bool = False
    ask_hour: bool = False
    summary: str = ""

    @property
    def is_yes(self) -> bool:
        """Whether the answer given in this session is yes."""
        return self.answer is not None and self.answer.answer is Answer.YES


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One row of the page: the question, what is known, and how it was answered.

    ``answered`` says that nothing of it is left to ask, ``said_no`` that all is "no" or as it was
    before, ``changed`` that anything else was answered. ``known`` are the words on what is stored,
    ``due`` asks for it this visit.
    """

    code: str
    title: str
    hint: str
    known: str
    no_words: str
    yes_words: str
    items: tuple[ItemView, ...]
    due: bool
    answered: bool
    said_no: bool
    changed: bool = False
    tone: str = ""
