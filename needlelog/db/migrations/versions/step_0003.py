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


def upgrade() -> None:
    """Bring the tables and locks of schema 2 to schema 3; every row stays."""
    connection = op.get_bind()
    for statement in _STATEMENTS.read_text(encoding="utf-8").strip().split("\n\n\n"):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(_SESSIONS_OF_WEEKS)
