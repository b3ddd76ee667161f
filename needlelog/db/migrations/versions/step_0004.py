"""A short row of each session for figures, words found at once, what a decision was made for."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_STATEMENTS = Path(__file__).with_suffix(".sql")
_PAST = """(reason <> '' OR EXISTS (
    SELECT 1 FROM finding WHERE finding.session_id = treated_zone.session_id
    AND finding.item = 'depth' AND finding.zone = treated_zone.zone
    AND finding.side = treated_zone.side AND (treated_zone.depth_um IS NULL
    OR treated_zone.depth_um > CAST(finding.detail AS INTEGER))))"""
# ``{past}`` is whether a zone went past an advice, ``{mine}`` of which session the rows are.
_USES = """
SELECT 'zone' AS about, zone AS code, coalesce(depth_um, 0) AS depth_um, {past} AS over,
    0 AS item_id FROM treated_zone WHERE true{mine}
UNION ALL SELECT 'product', name, 0, 0, coalesce(product_id, 0) FROM topical
    WHERE (name <> '' OR product_id IS NOT NULL){mine}
UNION ALL SELECT 'numbing', agent, 0, 0, coalesce(product_id, 0) FROM numbing
    WHERE (agent <> '' OR product_id IS NOT NULL){mine}
UNION ALL SELECT 'cartridge', kind, 0, 0, coalesce(product_id, 0) FROM cartridge_use
    WHERE (kind <> '' OR product_id IS NOT NULL){mine}
UNION ALL SELECT 'device', '', 0, 0, device_id FROM device_use
    WHERE device_id IS NOT NULL{mine}"""
_ALL_USES = _USES.format(past=_PAST, mine="")
_OF_SESSION = _USES.format(
    past=f"(kept.flags & 1 AND {_PAST})", mine=" AND session_id = kept.session_id"
)
_FIGURES = (
    f"""
    INSERT INTO figure_letter (about, code, depth_um, over, item_id)
    SELECT DISTINCT about, code, depth_um, over, item_id FROM ({_ALL_USES})""",  # noqa: S608
    f"""
    INSERT INTO session_figure
        (day, practitioner_id, session_id, client_id, flags, days_late, state, uses)
    SELECT kept.day, kept.practitioner_id, kept.session_id, kept.client_id, kept.flags,
        kept.days_late,
        CASE session.state WHEN 'open' THEN 0 WHEN 'signed' THEN 1 WHEN 'countersigned' THEN 2
            WHEN 'imported' THEN 3 WHEN 'deferred' THEN 4 WHEN 'void' THEN 5 END,
        coalesce((SELECT group_concat(
            char(number + 255 + 2048 * (number > 55040)), '') FROM (
            SELECT known.number FROM ({_OF_SESSION}) AS used
            JOIN figure_letter AS known ON known.about = used.about AND known.code = used.code
                AND known.depth_um = used.depth_um AND known.over = used.over
                AND known.item_id = used.item_id
            ORDER BY known.number)), '')
    FROM session_summary AS kept JOIN session ON session.id = kept.session_id""",  # noqa: S608
)


def upgrade() -> None:
    """Bring the tables and locks of schema 3 to schema 4; every row stays."""
    connection = op.get_bind()
    for statement in _STATEMENTS.read_text(encoding="utf-8").strip().split("\n\n\n"):
        connection.exec_driver_sql(statement)
    for statement in _FIGURES:
        connection.exec_driver_sql(statement)
