"""Which row of the last session a row of the draft is compared with ("was 1.25")."""

from __future__ import annotations

from collections import Counter

from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.domain.zones import Side


def previous_rows(draft: SessionDraft, last: SessionDraft | None) -> dict[int, ZoneRow]:
    """Match rows to those of the last session, by zone, side and order within the zone.

    A row for one side is matched with a row for both sides when that side had none of its own.
    The key of the answer is the row number in the draft.
    """
    if last is None:
        return {}
    seen: Counter[tuple[str, str, Side]] = Counter()
    matched: dict[int, ZoneRow] = {}
    for row in draft.zones:
        key = (row.zone, row.custom_name, row.side)
        candidates = [
            old
            for old in last.zones
            if (old.zone, old.custom_name) == key[:2] and old.side is row.side
        ] or [
            old
            for old in last.zones
            if (old.zone, old.custom_name) == key[:2]
            and old.side is Side.BOTH
            and row.side in Side.BOTH.parts
        ]
        if seen[key] < len(candidates):
            matched[row.row] = candidates[seen[key]]
        seen[key] += 1
    return matched
