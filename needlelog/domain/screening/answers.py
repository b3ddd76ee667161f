"""Which answer to an item holds now: the one of this session, else what is known of the client."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from needlelog.domain.clients import Answer, Client, HistoryItem
from needlelog.domain.names import fold
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.rules import Item, RuleBook
from needlelog.domain.sessions import SessionDraft


@dataclass(frozen=True, slots=True)
class Held:
    """An answer that holds: ``last`` is the instant of the last exposure, or its day."""

    item: Item
    answer: Answer
    last: date | datetime | None
    areas: tuple[str, ...]


def given_answers(draft: SessionDraft) -> dict[str, ScreeningAnswer]:
    """The answers of this session by item; of two for one item the later holds."""
    return {answer.item: answer for answer in draft.answers}


def stored_answers(book: RuleBook, client: Client) -> dict[str, HistoryItem]:
    """What the client's history says about each item.

    An item of the history belongs to a screening item by its code, else by its words. Of several,
    "yes" goes before other answers, one with a code before one in free words, and among equals
    the one with the latest exposure.
    """
    found: dict[str, HistoryItem] = {}
    for stored in client.history:
        for item in items_meant(book, stored):
            held = found.get(item.code)
            if held is None or _weight(stored) > _weight(held):
                found[item.code] = stored
    return found


def held_answers(book: RuleBook, client: Client, draft: SessionDraft) -> tuple[Held, ...]:
    """Every answer that holds, in the order of the book."""
    given, stored = given_answers(draft), stored_answers(book, client)
    held = []
    for item in book.items:
        answer = given.get(item.code) or stored.get(item.code)
        if answer is not None:
            last = answer.last_at or answer.last_exposure
            held.append(Held(item, answer.answer, last, answer.areas))
    return tuple(held)


def covers(areas: tuple[str, ...], zone: str, group: str) -> bool:
    """Whether areas, zone groups or zones, take in a zone; no areas take in everything."""
    return not areas or zone in areas or group in areas


def says(text: str, phrases: tuple[str, ...]) -> bool:
    """Whether a text holds one of the folded phrases as whole words."""
    padded = f" {fold(text)} "
    return any(f" {phrase} " in padded for phrase in phrases)


def items_meant(book: RuleBook, stored: HistoryItem) -> tuple[Item, ...]:
    """The screening items that an item of a history answers: by its code, else by its words."""
    if stored.code:
        return tuple(item for item in book.items if item.code == stored.code)
    return book.meant_by(stored.kind, stored.name)


def _weight(stored: HistoryItem) -> tuple[bool, bool, date, float]:
    last = stored.last_exposure or (stored.last_at.date() if stored.last_at else date.min)
    instant = stored.last_at.timestamp() if stored.last_at else 0.0
    return stored.answer is Answer.YES, bool(stored.code), last, instant
