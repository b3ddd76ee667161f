"""A place for words that were begun; entries of the trail have a shorter text for their hash."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    """Bring the tables of schema 4 to schema 5; every row stays."""
    connection = op.get_bind()
    for statement in _STATEMENTS.read_text(encoding="utf-8").strip().split("\n\n\n"):
        connection.exec_driver_sql(statement)
