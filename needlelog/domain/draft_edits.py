"""The acts of a practitioner on a draft, as pure functions from one draft to the next."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from needlelog.domain.scores import DraftScore
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import NumbingRow, Reaction, SessionDraft, TopicalRow, ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side

Spot = tuple[str, Side]
"""A zone and one side of it."""


class _Numbered(Protocol):
    @property
    def row(self) -> int: ...


R = TypeVar("R", bound=_Numbered)


def next_row(rows: Iterable[_Numbered]) -> int:
    """The number for a further row; numbers of removed rows at the end may come again."""
    return max((row.row for row in rows), default=0) + 1


def covers(row: ZoneRow, spot: Spot) -> bool:
    """Whether a row is about this side of this zone; "both" is about either side."""
    zone, side = spot
    if row.zone != zone:
        return False
    return row.side is side or (row.side is Side.BOTH and side in (Side.LEFT, Side.RIGHT))


def rows_at(draft: SessionDraft, spots: Iterable[Spot]) -> tuple[ZoneRow, ...]:
    """The rows that are about any of these spots, in the order of the record."""
    wanted = tuple(spots)
    return tuple(row for row in draft.zones if any(covers(row, spot) for spot in wanted))


def change_spots(
    draft: SessionDraft, spots: Iterable[Spot], *, own: Collection[int] | None = None, **fields: Any
) -> SessionDraft:
    """Set fields on each spot, making rows where there are none.

    Left and right of a zone become one row "both" when neither had a row. Touching one side
    only of a row "both" splits it, so that the other side keeps what it had. Where a zone has
    several rows for a spot the first one is meant; the others are changed in the grid.
    Zones of the practitioner's own share one code: `own` are the rows of those that are meant,
    ``None`` means all of them.
    """
    by_zone: dict[str, set[Side]] = {}
    for zone, side in spots:
        by_zone.setdefault(zone, set()).update(
            {Side.LEFT, Side.RIGHT} if side is Side.BOTH else {side}
        )
    for zone, sides in by_zone.items():
        if zone == CUSTOM_ZONE:
            for row in first_rows(rows_at(draft, [(zone, side) for side in sides]), own):
                draft = change_row(draft, row.row, **fields)
        else:
            draft = _change_zone(draft, zone, sides, fields)
    return draft


def first_rows(rows: Iterable[ZoneRow], own: Collection[int] | None = None) -> tuple[ZoneRow, ...]:
    """The first row of each place; of own zones only the rows in `own`, ``None`` means all."""
    first: dict[tuple[str, Side, str], ZoneRow] = {}
    for row in rows:
        if row.zone != CUSTOM_ZONE or own is None or row.row in own:
            first.setdefault((row.zone, row.side, row.custom_name), row)
    return tuple(first.values())


def _change_zone(
    draft: SessionDraft, zone: str, sides: set[Side], fields: dict[str, Any]
) -> SessionDraft:
    remaining = set(sides)
    pair = {Side.LEFT, Side.RIGHT}
    for existing in draft.zones:
        if existing.zone != zone or not remaining:
            continue
        if existing.side is Side.BOTH and remaining & pair:
            touched = remaining & pair
            if touched == pair:
                draft = change_row(draft, existing.row, **fields)
            else:
                draft = _split(draft, existing, touched.pop(), fields)
            remaining -= pair
        elif existing.side in remaining:
            draft = change_row(draft, existing.row, **fields)
            remaining.discard(existing.side)
    if remaining >= pair:
        draft = _append(draft, zone, Side.BOTH, fields)
        remaining -= pair
    for side in sorted(remaining):
        draft = _append(draft, zone, side, fields)
    return draft


def _append(draft: SessionDraft, zone: str, side: Side, fields: dict[str, Any]) -> SessionDraft:
    row = ZoneRow(row=next_row(draft.zones), zone=zone, side=side, **fields)
    return replace(draft, zones=(*draft.zones, row))


def _split(
    draft: SessionDraft, both: ZoneRow, touched: Side, fields: dict[str, Any]
) -> SessionDraft:
    other = Side.RIGHT if touched is Side.LEFT else Side.LEFT
    kept = replace(both, side=other)
    changed = replace(both, row=next_row(draft.zones), side=touched, **fields)
    zones: list[ZoneRow] = []
    for row in draft.zones:
        zones.extend([kept, changed] if row.row == both.row else [row])
    return replace(draft, zones=tuple(zones))


def change_row(draft: SessionDraft, row: int, **fields: Any) -> SessionDraft:
    """Set fields of one zone row."""
    return replace(draft, zones=_changed(draft.zones, row, fields))


def repeat_row(draft: SessionDraft, row: int) -> SessionDraft:
    """Add a second row for the same zone and side, for a small area treated otherwise."""
    zones: list[ZoneRow] = []
    for existing in draft.zones:
        zones.append(existing)
        if existing.row == row:
            fresh = ZoneRow(
                row=next_row(draft.zones),
                zone=existing.zone,
                side=existing.side,
                custom_name=existing.custom_name,
            )
            zones.append(fresh)
    return replace(draft, zones=tuple(zones))


def remove_rows(draft: SessionDraft, rows: Iterable[int]) -> SessionDraft:
    """Take zone rows out of the draft."""
    gone = set(rows)
    return replace(draft, zones=tuple(row for row in draft.zones if row.row not in gone))


def add_numbing(draft: SessionDraft, **fields: Any) -> SessionDraft:
    """Add an anaesthetic."""
    row = NumbingRow(row=next_row(draft.numbing), **fields)
    return replace(draft, numbing=(*draft.numbing, row))


def change_numbing(draft: SessionDraft, row: int, **fields: Any) -> SessionDraft:
    """Set fields of one anaesthetic."""
    return replace(draft, numbing=_changed(draft.numbing, row, fields))


def remove_numbing(draft: SessionDraft, row: int) -> SessionDraft:
    """Take an anaesthetic out."""
    return replace(draft, numbing=tuple(kept for kept in draft.numbing if kept.row != row))


def add_topical(draft: SessionDraft, **fields: Any) -> SessionDraft:
    """Add a product on the skin."""
    row = TopicalRow(row=next_row(draft.topicals), **fields)
    return replace(draft, topicals=(*draft.topicals, row))


def change_topical(draft: SessionDraft, row: int, **fields: Any) -> SessionDraft:
    """Set fields of one product."""
    return replace(draft, topicals=_changed(draft.topicals, row, fields))


def remove_topical(draft: SessionDraft, row: int) -> SessionDraft:
    """Take a product out."""
    return replace(draft, topicals=tuple(kept for kept in draft.topicals if kept.row != row))


def add_reaction(draft: SessionDraft, **fields: Any) -> SessionDraft:
    """Add an immediate reaction."""
    rows = draft.reactions or ()
    return replace(draft, reactions=(*rows, Reaction(row=next_row(rows), **fields)))


def change_reaction(draft: SessionDraft, row: int, **fields: Any) -> SessionDraft:
    """Set fields of one reaction."""
    return replace(draft, reactions=_changed(draft.reactions or (), row, fields))


def remove_reaction(draft: SessionDraft, row: int) -> SessionDraft:
    """Take a reaction out; without any left the question stands open again."""
    rows = tuple(kept for kept in draft.reactions or () if kept.row != row)
    return replace(draft, reactions=rows or None)


def give_score(draft: SessionDraft, score: DraftScore) -> SessionDraft:
    """Add a score; one by the same rater on the same scale gives way to it in its place."""
    key = _score_key(score)
    if all(_score_key(kept) != key for kept in draft.scores):
        return replace(draft, scores=(*draft.scores, score))
    kept = tuple(score if _score_key(each) == key else each for each in draft.scores)
    return replace(draft, scores=kept)


def remove_score(draft: SessionDraft, score: DraftScore) -> SessionDraft:
    """Take a score out."""
    key = _score_key(score)
    return replace(draft, scores=tuple(kept for kept in draft.scores if _score_key(kept) != key))


def scores_of_the_day(draft: SessionDraft) -> SessionDraft:
    """The scores of a session are those of its day, also when the day was corrected later."""
    day = treatment_day(draft)
    if all(score.rated_on == day for score in draft.scores):
        return draft
    return replace(draft, scores=tuple(replace(each, rated_on=day) for each in draft.scores))


def _score_key(score: DraftScore) -> tuple[str, str]:
    return score.scale, score.rater


def _changed(rows: tuple[R, ...], row: int, fields: dict[str, Any]) -> tuple[R, ...]:
    return tuple(
        replace(existing, **fields) if existing.row == row else existing  # type: ignore[type-var]
        for existing in rows
    )
