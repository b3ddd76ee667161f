"""Scores as rows, there and back: with the session they belong to, or on their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from needlelog.db.bulk_insert import insert_rows
from needlelog.db.tables.base import table_of
from needlelog.db.tables.outcomes import ScoreItemTable, ScoreTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.types import uuid7
from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore

SCORE = table_of(ScoreTable)
_ITEM = table_of(ScoreItemTable)
PERSON = table_of(PractitionerTable)


def scores_with_items() -> Select[Any]:
    """One row for each item of each score, in the order they were given."""
    return (
        select(SCORE, PERSON.c.uid.label("rated_by_uid"), _ITEM.c.item, _ITEM.c.value)
        .outerjoin(PERSON, PERSON.c.id == SCORE.c.rated_by_id)
        .outerjoin(_ITEM, _ITEM.c.score_id == SCORE.c.id)
        .order_by(SCORE.c.id, _ITEM.c.position)
    )


def by_score(rows: Iterable[Row[Any]]) -> Iterator[tuple[Row[Any], tuple[tuple[str, int], ...]]]:
    """Each score of `scores_with_items` once, with its items."""
    for _number, group in groupby(rows, key=lambda row: row.id):
        found = list(group)
        yield found[0], tuple((row.item, row.value) for row in found if row.item is not None)


def drafts_of(rows: Iterable[Row[Any]]) -> tuple[DraftScore, ...]:
    """The scores as they were given."""
    return tuple(
        DraftScore(**given_fields(row), items=items)  # the rest of the row is not part of a draft
        for row, items in by_score(rows)
    )


def given_fields(row: Row[Any]) -> dict[str, Any]:
    """What was given with a score, but for its items."""
    return {
        "scale": row.scale,
        "scale_version": row.scale_version,
        "scale_name": row.scale_name,
        "rater": Rater(row.rater),
        "rated_on": row.rated_on,
        "total": row.total,
        "note": row.note,
        "rated_by_uid": row.rated_by_uid or "",
        "rated_by": row.rated_by,
    }


def insert_score(
    connection: Connection,
    score: DraftScore,
    owned: dict[str, Any],
    at: datetime,
    uid: str = "",
) -> None:
    """Keep a score with its items.

    ``owned`` holds ``client_id``, ``session_id``, ``rated_by_id`` and ``origin``.
    """
    row = {**score_columns(score, owned, at), "uid": uid or uuid7(at)}
    number = insert_rows(connection, SCORE, [row])
    items = [
        {**item, "score_id": number, "uid": uuid7(at), "origin": owned["origin"]}
        for item in item_columns(score)
    ]
    if items:
        insert_rows(connection, _ITEM, items)


def score_columns(score: DraftScore, owned: dict[str, Any], at: datetime) -> dict[str, Any]:
    """The row of a score, without its uid."""
    return {
        **owned,
        "scale": score.scale,
        "scale_version": score.scale_version,
        "scale_name": score.scale_name,
        "rater": score.rater,
        "rated_on": score.rated_on,
        "total": score.total,
        "note": score.note,
        "rated_by": score.rated_by,
        "recorded_at": at,
    }


def item_columns(score: DraftScore) -> list[dict[str, Any]]:
    """The rows of a score's items, in order, without their keys and origin."""
    return [
        {"position": position, "item": item, "value": value}
        for position, (item, value) in enumerate(score.items)
    ]
