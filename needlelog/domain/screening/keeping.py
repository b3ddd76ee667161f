"""How the answers of a session become part of what is known of the client."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from needlelog.domain.clients import Answer, Client, HistoryItem
from needlelog.domain.screening.answers import items_meant
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.rules import Item, RuleBook


def with_answers(
    book: RuleBook, client: Client, answers: tuple[ScreeningAnswer, ...], asked_on: date
) -> Client:
    """The client with the answers in the history, by the code of their item.

    What was written in free words about one item becomes that item: it gets the code and the
    answer and keeps its words. New items have no uid yet. ``asked_on`` is the day of answers that
    name none; an answer older than what is known changes nothing, nor does "not known".
    """
    history = list(client.history)
    meant = [items_meant(book, stored) for stored in history]
    for answer in answers:
        item = next((one for one in book.items if one.code == answer.item), None)
        if item is None:
            continue
        day = answer.asked_on or asked_on
        mine = [place for place, items in enumerate(meant) if items == (item,)]
        coded = [place for place in mine if history[place].code == item.code]
        for place in coded or mine[:1] if answer.answer is Answer.YES else mine:
            history[place] = _updated(history[place], item, answer, day)
        if not mine:
            history.append(_new(item, answer, day))
            meant.append((item,))
    return replace(client, history=tuple(history))


def _updated(stored: HistoryItem, item: Item, answer: ScreeningAnswer, day: date) -> HistoryItem:
    newer_known = stored.asked_on is not None and stored.asked_on > day
    if newer_known or answer.answer is Answer.UNKNOWN:
        return stored
    return replace(
        stored,
        code=item.code,
        answer=answer.answer,
        last_exposure=answer.last_exposure,
        last_at=answer.last_at,
        areas=answer.areas,
        asked_on=day,
        note=answer.note or stored.note,
    )


def _new(item: Item, answer: ScreeningAnswer, day: date) -> HistoryItem:
    return HistoryItem(
        uid="",
        kind=item.kind,
        name=item.name,
        answer=answer.answer,
        last_exposure=answer.last_exposure,
        asked_on=day,
        note=answer.note,
        code=item.code,
        last_at=answer.last_at,
        areas=answer.areas,
    )
