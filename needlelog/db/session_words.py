"""The words by which signed sessions are found: from their content, or from their rows."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any

from needlelog.db.beside import EndedEarlyError, Helper, answer_all, can_work_beside
from needlelog.domain.names import fold, same_words_for
from needlelog.domain.sessions import SessionDraft

_FOLDED = 20_000
_HEADS = (
    "SELECT id, note, reactions_note, combined_other FROM session"
    " WHERE id BETWEEN ? AND ? AND state <> 'open' ORDER BY id"
)
_ROWS = tuple(
    f"SELECT session_id, {', '.join(columns)} FROM {table}"  # noqa: S608  known names
    f" WHERE session_id BETWEEN ? AND ? ORDER BY session_id, {order}"
    for table, columns, order in (
        ("treated_zone", ("replace(zone, '_', ' ')", "custom_name", "note", "reason"), "position"),
        ("topical", ("name", "lot", "note"), "position"),
        ("numbing", ("agent", "lot", "note"), "position"),
        ("cartridge_use", ("kind", "lot", "serial"), "id"),
        ("device_use", ("name", "serial"), "id"),
        ("decision", ("reason",), "position"),
        ("other_decision", ("reason",), "position"),
    )
)
_LOT = 1
_WITH_LOTS = (1, 2)
"""Which of the rows above name lots that are found without their spaces too."""
_AT_ONCE = 2000
_AHEAD = 2
WORTH_A_PROCESS = 20_000
"""Sessions; for fewer starting another process takes longer than it saves."""

_Said = list[list[tuple[Any, ...]]]
_Made = list[tuple[int, str]]


def search_words(content: SessionDraft) -> str:
    """The folded words by which a session is found: notes, zones, products, lots, reasons."""
    parts = [content.note, content.reactions_note, content.combined_other]
    for zone in content.zones:
        parts += [zone.zone.replace("_", " "), zone.custom_name, zone.note, zone.reason]
    for topical in content.topicals:
        parts += [topical.name, topical.lot, topical.note]
    for numbing in content.numbing:
        parts += [numbing.agent, numbing.lot, numbing.note]
    if content.cartridge is not None:
        parts += [content.cartridge.kind, content.cartridge.lot, content.cartridge.serial]
    if content.device is not None:
        parts += [content.device.name, content.device.serial]
    parts += [decision.reason for decision in content.decisions]
    lots = [row.lot for row in content.topicals] + [row.lot for row in content.numbing]
    return _words([_folded(*parts)], map(fold, lots))


def words_of_all(driver: Any) -> Iterator[tuple[int, str]]:
    """Number and words of every signed session, read from the rows without making records.

    Of many sessions another process makes the words while this one reads on.
    """
    (last,) = driver.execute("SELECT coalesce(max(id), 0) FROM session").fetchone()
    said = (_said(driver, first) for first in range(1, last + 1, _AT_ONCE))
    makes = _words_beside if last >= WORTH_A_PROCESS and can_work_beside() else _words_here
    for made in makes(said):
        yield from made


def _said(driver: Any, first: int) -> _Said:
    """What some sessions say, as it is stored: of each its notes, then the rows of each table."""
    within = (first, first + _AT_ONCE - 1)
    return [driver.execute(statement, within).fetchall() for statement in (_HEADS, *_ROWS)]


def _words_here(said: Iterable[_Said]) -> Iterator[_Made]:
    return map(_maker(), said)


def _words_beside(said: Iterable[_Said]) -> Iterator[_Made]:
    try:
        helper = Helper(__name__, None)
    except OSError:  # no process can be started
        yield from _words_here(said)
        return
    here = _maker()
    waiting: deque[_Said] = deque()

    def next_made() -> _Made:
        first = waiting.popleft()
        try:
            made: _Made = helper.answer()
        except EndedEarlyError:
            return here(first)
        return made

    try:
        for each in said:
            helper.ask(each)
            waiting.append(each)
            if len(waiting) > _AHEAD:
                yield next_made()
        while waiting:
            yield next_made()
    finally:
        helper.end()


def _maker(_task: object = None) -> Callable[[_Said], _Made]:
    """What makes the words of some sessions out of what they say."""
    folded = lru_cache(_FOLDED)(_folded)  # most rows say what many others say

    def made(told: _Said) -> _Made:
        heads, *tables = told
        said: defaultdict[int, list[str]] = defaultdict(list)
        lots: defaultdict[int, list[str]] = defaultdict(list)
        for place, rows in enumerate(tables):
            for number, *texts in rows:
                said[number].append(folded(*texts))
                if place in _WITH_LOTS:
                    lots[number].append(folded(texts[_LOT]))
        return [
            (number, _words([_folded(*texts), *said[number]], lots[number]))
            for number, *texts in heads
        ]

    return made


def _folded(*parts: str) -> str:
    return " ".join([words for part in parts if part and (words := fold(part))])


def _words(folded: Iterable[str], lots: Iterable[str]) -> str:
    said = " ".join([words for words in folded if words])
    joined = {lot.replace(" ", "") for lot in lots}
    return " ".join((said, *same_words_for(said), *sorted(joined - {""}))).strip()


if __name__ == "__main__":
    answer_all(_maker)
