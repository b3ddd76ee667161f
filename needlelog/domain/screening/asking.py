"""What is asked in a session: only what is not known or may have changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from needlelog.domain.clients import Answer, Client, HistoryItem
from needlelog.domain.screening.answers import given_answers, stored_answers
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.rules import Ask, Item, Question, RuleBook
from needlelog.domain.sessions import SessionDraft


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One item: what the client's history says, what was answered now, and whether to ask.

    ``confirmable`` says that "no change" may stand for the stored answer.
    """

    item: Item
    stored: HistoryItem | None
    answer: ScreeningAnswer | None
    due: bool
    confirmable: bool


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One question with its items."""

    question: Question
    items: tuple[AskedItem, ...]

    @property
    def due(self) -> bool:
        """Whether any of its items is still to be asked."""
        return any(asked.due for asked in self.items)


def asked_rows(
    book: RuleBook, client: Client, draft: SessionDraft, today: date
) -> tuple[AskedRow, ...]:
    """Every question in order, with what is known and what is to be asked."""
    given, stored = given_answers(draft), stored_answers(book, client)

    def asked(code: str) -> AskedItem:
        item, known, answer = book.item(code), stored.get(code), given.get(code)
        due = answer is None and _may_have_changed(book, item, known, today)
        return AskedItem(item, known, answer, due, _still_holds(book, item, known, today))

    return tuple(
        AskedRow(question, tuple(map(asked, question.items))) for question in book.questions
    )


def unanswered(book: RuleBook, client: Client, draft: SessionDraft, today: date) -> tuple[str, ...]:
    """The codes of the items that are still to be asked, in their order."""
    rows = asked_rows(book, client, draft, today)
    return tuple(asked.item.code for row in rows for asked in row.items if asked.due)


def confirm_unchanged(
    book: RuleBook, client: Client, draft: SessionDraft, now: datetime
) -> tuple[ScreeningAnswer, ...]:
    """Today's answers for "no change since last time": each stored answer that can still hold.

    Items already answered in this session are left alone. What cannot hold unchanged (a sunburn
    of last month, a cream that was in use when it was asked about, an event that is over, "not
    known") gets no answer and stays to be asked.
    """
    today = now.date()
    return tuple(
        ScreeningAnswer(
            item=asked.item.code,
            answer=asked.stored.answer,
            last_exposure=asked.stored.last_exposure,
            last_at=asked.stored.last_at,
            areas=asked.stored.areas,
            asked_on=today,
            confirmed=True,
            note=asked.stored.note,
        )
        for row in asked_rows(book, client, draft, today)
        for asked in row.items
        if asked.stored is not None and asked.answer is None and asked.confirmable
    )


def _may_have_changed(book: RuleBook, item: Item, stored: HistoryItem | None, today: date) -> bool:
    if stored is None or stored.asked_on is None or stored.answer is Answer.UNKNOWN:
        return True
    if item.ask is not Ask.EVER:
        return stored.asked_on != today
    if stored.answer is Answer.YES:
        return False
    return today >= book.ask_again.first_day_after(stored.asked_on)


def _still_holds(book: RuleBook, item: Item, stored: HistoryItem | None, today: date) -> bool:
    if stored is None or stored.answer is Answer.UNKNOWN:
        return False
    if stored.answer is Answer.NO or item.ask is Ask.EVER:
        return True
    last = stored.last_exposure or (stored.last_at.date() if stored.last_at else None)
    if item.ask is Ask.COMING:
        return last is not None and last >= today
    if item.ask is Ask.NOW:
        return not item.each_visit
    return _was_over(book, item, last, stored.asked_on)


def _was_over(book: RuleBook, item: Item, last: date | None, asked_on: date | None) -> bool:
    """Whether an exposure lay behind the client when asked, so that its day can be confirmed.

    What was in use on the day it was asked about, or on the day before, may have gone on. For
    what is asked at every visit the exposure must have been out of every rule's reach by then.
    """
    if last is None or asked_on is None:
        # a history of cold sores without a date stays one; a cream without a date says nothing
        return not item.each_visit and book.longest_window(item.code) is None
    longest = book.longest_window(item.code)
    if longest is None:
        return True
    if item.each_visit:
        return asked_on >= longest.first_day_after(last)
    return asked_on - last > timedelta(days=1)
