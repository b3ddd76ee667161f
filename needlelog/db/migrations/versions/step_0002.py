"""Screening, consents, stock, follow-up, scores, photos and review as they are kept now."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_STATEMENTS = Path(__file__).with_suffix(".sql")


def upgrade() -> None:
    """Bring the tables and locks of schema 1 to schema 2; every row stays."""
    connection = op.get_bind()
    for statement in _STATEMENTS.read_text(encoding="utf-8").strip().split("\n\n\n"):
        connection.exec_driver_sql(statement)
