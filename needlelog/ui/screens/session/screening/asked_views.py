"""From the rule book and what is known of a client to the questions shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import Answer
from needlelog.domain.screening.asking import AskedItem, AskedRow
from needlelog.domain.screening.findings import Finding, Severity
from needlelog.domain.screening.rules import Ask, RuleBook, WindowUnit
from needlelog.ui import formats
from needlelog.ui.answer_words import asked_words, stored_words, yes_words
from needlelog.ui.screening_words import item_name, no_word, question_hint, question_title
from needlelog.ui.screens.session.screening.question_views import ItemView, QuestionView
from needlelog.ui.severity_marks import TONES, worst


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScreeningPage", text)


def question_views(
    book: RuleBook, rows: Sequence[AskedRow], findings: Iterable[Finding], now: datetime
) -> tuple[QuestionView, ...]:
    """Every question as the page shows it."""
    by_item: dict[str, list[Finding]] = {}
    for finding in findings:
        by_item.setdefault(finding.item, []).append(finding)
    return tuple(_question(book, row, by_item, now) for row in rows)


def _question(
    book: RuleBook, row: AskedRow, by_item: dict[str, list[Finding]], now: datetime
) -> QuestionView:
    items = tuple(_item(book, asked, now) for asked in row.items)
    holding = [item for item in items if item.holds]
    answered = all(asked.answer is not None or not asked.due for asked in row.items)
    given = any(asked.answer is not None for asked in row.items)
    unchanged = given and answered and all(_as_stored(item) for item in items)
    changed = any(item.answer is not None and not _as_stored(item) for item in items)
    found = [one.severity for item in items if item.is_yes for one in by_item.get(item.code, ())]
    gravest = worst(found)
    return QuestionView(
        code=row.question.code,
        title=question_title(row.question.code),
        hint=question_hint(row.question.code),
        known=_known(items, row.items, answered=given and answered),
        no_words=_no_words(row.question.code, items, holding, now.date()),
        yes_words=_yes_words(items, said=changed, held=bool(holding)),
        items=items,
        due=row.due,
        answered=given and answered,
        said_no=unchanged,
        changed=changed,
        tone=TONES[gravest] if gravest and gravest is not Severity.NOTE else "",
    )


def _item(book: RuleBook, asked: AskedItem, now: datetime) -> ItemView:
    item, stored = asked.item, asked.stored
    longest = book.longest_window(item.code)
    months = longest is None or longest.unit is WindowUnit.MONTHS
    holds = (
        stored is not None
        and stored.answer is Answer.YES
        and (
            item.ask in (Ask.EVER, Ask.LAST)
            or (item.ask is Ask.NOW and not item.each_visit)
            or (item.ask is Ask.COMING and asked.confirmable)
        )
    )
    name = item_name(item.code)
    said = ""
    if asked.answer is not None and asked.answer.answer is Answer.YES:
        said = yes_words(asked.answer, now)
    return ItemView(
        code=item.code,
        name=name,
        stored=stored,
        answer=asked.answer,
        holds=holds,
        dated=item.ask is Ask.LAST,
        coming=item.ask is Ask.COMING,
        slow=months,
        ask_areas=item.ask_areas,
        ask_hour=item.ask_hour,
        summary=said,
    )


def _as_stored(item: ItemView) -> bool:
    if item.holds:
        return item.answer is None or item.answer.confirmed
    return not item.is_yes


def _no_words(
    code: str, items: Sequence[ItemView], holding: Sequence[ItemView], today: date
) -> str:
    if not holding:
        return no_word(code)
    if len(holding) > 1:
        return _tr("No change")
    held = holding[0]
    if held.dated and held.stored is not None and held.stored.last_exposure is not None:
        last = held.stored.last_exposure
        shown = formats.day_short(last) if last.year == today.year else formats.day(last)
        return _tr("Not since {day}").format(day=shown)
    if len(items) == 1:
        return _tr("As before")
    return _tr("Still {item}").format(item=held.name)


def _yes_words(items: Sequence[ItemView], *, said: bool, held: bool) -> str:
    told = [item for item in items if item.is_yes]
    if not said:
        return _tr("Changed…") if held else _tr("Yes…")
    if not told:
        return _tr("No longer")
    if len(told) == 1 and told[0].summary:
        only = told[0].summary
        shown = only if len(items) == 1 else f"{told[0].name}, {only}"
        return shown[:1].upper() + shown[1:]
    if len(items) == 1:
        return _tr("Yes, when not known") if items[0].dated else _tr("Yes")
    return " · ".join(item.name for item in told)


def _known(items: Sequence[ItemView], asked: Sequence[AskedItem], *, answered: bool) -> str:
    """What stands in the client's history, with the day on which it was asked."""
    told = [
        stored_words(item.name, item.stored)
        for item in items
        if item.stored is not None and item.stored.answer is not Answer.NO
    ]
    stored = [one.stored for one in asked if one.stored is not None]
    if not stored:
        return ""
    when = asked_words(one.asked_on for one in stored)
    words = "; ".join(told) or _tr("last answer: no")
    confirmed = answered and all(one.answer is not None and one.answer.confirmed for one in asked)
    parts = [words, _tr("confirmed today") if confirmed else when]
    return " · ".join(part for part in parts if part)
