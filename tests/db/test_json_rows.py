"""A row's JSON is the same whether SQLite writes it or Python does."""

from __future__ import annotations

from datetime import UTC, date, datetime

import sqlcipher3
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Date, Integer, LargeBinary, MetaData, String, Table

from needlelog.db.sqlite.json_rows import json_rows
from needlelog.db.types import UtcInstant, to_microseconds
from needlelog.db.whole_tables import as_json, plain_value

TABLE = Table(
    "kept",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("words", String),
    Column("order", Integer),
    Column("so", Boolean),
    Column("at", UtcInstant),
    Column("day", Date),
)
texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]))
instants = st.none() | st.datetimes(
    datetime(1800, 1, 1),  # noqa: DTZ001 - the bounds of Hypothesis have no time zone
    datetime(2300, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
rows = st.tuples(
    texts,
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.booleans(),
    instants,
    st.none() | st.dates(),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(rows, max_size=3))
@example([('"\\/\x00\x1f\x7f\u2028é🙂', 0, True, datetime(1969, 12, 31, 23, tzinfo=UTC), None)])
@example([("{}", 1, False, datetime(1966, 6, 6, 6, 6, 6, 666666, UTC), date(1, 1, 1))])
def test_sqlite_spells_a_row_as_python_does(
    kept: list[tuple[str | None, int | None, bool | None, datetime | None, date | None]],
) -> None:
    connection = sqlcipher3.connect(":memory:")
    connection.execute(
        'CREATE TABLE kept (id INTEGER PRIMARY KEY, words TEXT, "order" INTEGER, so BOOLEAN,'
        " at BIGINT, day DATE)"
    )
    expected = []
    for number, (words, order, so, at, day) in enumerate(kept):
        micro = None if at is None else to_microseconds(at)
        on = None if day is None else day.isoformat()
        connection.execute(
            "INSERT INTO kept VALUES (?, ?, ?, ?, ?, ?)", (number, words, order, so, micro, on)
        )
        values = {"id": number, "words": words, "order": order, "so": so, "at": at, "day": day}
        expected.append(as_json({name: plain_value(value) for name, value in values.items()}))
    statement = json_rows(TABLE)
    assert statement is not None
    assert [row for (row,) in connection.execute(statement)] == expected
    connection.close()


def test_bytes_are_left_to_python() -> None:
    table = Table("pictures", MetaData(), Column("id", Integer, primary_key=True))
    assert json_rows(table) is not None
    table.append_column(Column("data", LargeBinary))
    assert json_rows(table) is None
