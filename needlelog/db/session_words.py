"""The words by which signed sessions are found: from their content, or from their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

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
    """Number and words of every signed session, read from the rows without making records."""
    folded = lru_cache(_FOLDED)(_folded)  # most rows say what many others say
    (last,) = driver.execute("SELECT coalesce(max(id), 0) FROM session").fetchone()
    for first in range(1, last + 1, _AT_ONCE):
        within = (first, first + _AT_ONCE - 1)
        heads = driver.execute(_HEADS, within).fetchall()
        said: defaultdict[int, list[str]] = defaultdict(list)
        lots: defaultdict[int, list[str]] = defaultdict(list)
        for place, statement in enumerate(_ROWS):
            for number, *texts in driver.execute(statement, within):
                said[number].append(folded(*texts))
                if place in _WITH_LOTS:
                    lots[number].append(folded(texts[_LOT]))
        for number, *texts in heads:
            yield number, _words([_folded(*texts), *said[number]], lots[number])


def _folded(*parts: str) -> str:
    return " ".join([words for part in parts if part and (words := fold(part))])


def _words(folded: Iterable[str], lots: Iterable[str]) -> str:
    said = " ".join([words for words in folded if words])
    joined = {lot.replace(" ", "") for lot in lots}
    return " ".join((said, *same_words_for(said), *sorted(joined - {""}))).strip()
