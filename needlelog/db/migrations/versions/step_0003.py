"""The sides of zones found quickly, and what the machines of one clinic exchange."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_STATEMENTS = Path(__file__).with_suffix(".sql")
_SESSIONS_OF_WEEKS = (
    "INSERT INTO week_sum (week, practitioner_id, about, code, depth_um, uses, over)"
    " SELECT date(kept.day, '-6 days', 'weekday 1'), kept.practitioner_id, 'session',"
    " CAST(kept.flags AS TEXT), 0, count(*), 0"
    " FROM session_summary AS kept JOIN session ON session.id = kept.session_id"
    " WHERE session.state IN ('signed', 'countersigned', 'imported') GROUP BY 1, 2, 4"
)
_MONDAY = "date(counted.day, '-6 days', 'weekday 1')"
_COUNTS = (
    "DELETE FROM year_sum",
    (
        "INSERT INTO year_sum SELECT CAST(substr(week_sum.week, 1, 4) AS INTEGER), practitioner_id,"
        " about, code, depth_um, sum(uses), sum(over) FROM week_sum GROUP BY 1, 2, 3, 4, 5"
    ),
    (
        f"INSERT INTO week_count SELECT {_MONDAY}, practitioner_id, state, count(*)"  # noqa: S608
        " FROM session AS counted WHERE state <> 'open' GROUP BY 1, 2, 3"
        f" UNION ALL SELECT {_MONDAY}, practitioner_id, 'planned', count(*)"
        " FROM session_summary AS counted WHERE days_late IS NOT NULL GROUP BY 1, 2"
        f" UNION ALL SELECT {_MONDAY}, practitioner_id, 'late', count(*)"
        " FROM session_summary AS counted WHERE days_late > 7 GROUP BY 1, 2"
    ),
)


def upgrade() -> None:
    """Bring the tables and locks of schema 2 to schema 3; every row stays."""
    connection = op.get_bind()
    for statement in _STATEMENTS.read_text(encoding="utf-8").strip().split("\n\n\n"):
        connection.exec_driver_sql(statement)
    for statement in (_SESSIONS_OF_WEEKS, *_COUNTS):
        connection.exec_driver_sql(statement)
