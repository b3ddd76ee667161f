"""What a session does otherwise than the one it repeats: each zone's depth and passes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.ui import formats
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from needlelog.domain.sessions import SessionDraft, ZoneRow
    from needlelog.domain.zones import Side, ZoneCatalogue

translate = QCoreApplication.translate
_Key = tuple[str, str, "Side"]


def repeat_changes(
    before: SessionDraft, content: SessionDraft, zones: ZoneCatalogue
) -> Iterator[str]:
    """The changes in words, for example ``Chin depth 0.75 → 1.00``."""
    was, now = _by_zone(before), _by_zone(content)
    for key in dict.fromkeys((*now, *was)):
        code, custom, side = key
        name = zone_name(zones, code, side, custom, short=True)
        old, new = was.get(key), now.get(key)
        if old is None:
            yield translate("RepeatChanges", "{zone} added").format(zone=name)
        elif new is None:
            yield translate("RepeatChanges", "{zone} left out").format(zone=name)
        else:
            yield from _row_changes(name, old, new)


def _row_changes(name: str, old: ZoneRow, new: ZoneRow) -> Iterator[str]:
    if old.depth_um != new.depth_um:
        words = translate("RepeatChanges", "{zone} depth {before} → {after}")
        yield words.format(zone=name, before=_depth(old.depth_um), after=_depth(new.depth_um))
    if old.passes != new.passes:
        words = translate("RepeatChanges", "{zone} passes {before} → {after}")
        yield words.format(zone=name, before=old.passes or "–", after=new.passes or "–")


def _depth(micrometres: int | None) -> str:
    return "–" if micrometres is None else formats.depth(micrometres)


def _by_zone(content: SessionDraft) -> dict[_Key, ZoneRow]:
    """The first row of each zone and side."""
    found: dict[_Key, ZoneRow] = {}
    for row in content.zones:
        found.setdefault((row.zone, row.custom_name, row.side), row)
    return found
