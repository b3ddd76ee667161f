"""A log of many sessions, made by the database itself from one signed session."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.sqlite.figures import figure_fill_statements
from needlelog.db.week_sums import keep_all_weeks
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import sessions
from tests.bench.sample import full_draft, many_clients
from tests.dealt_with import deal_with

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

ZONES = ("forehead", "cheek_medial", "cheek_lateral", "chin", "nose", "temple", "jawline")
ROWS_EACH = 4
_DAYS = 2190
_CHILDREN = ("treated_zone", "topical", "cartridge_use", "device_use", "numbing", "reaction")


def big_log(clinic: Clinic, count: int) -> None:
    """Make so many signed sessions of four zones, twenty a client, over six years."""
    many_clients(clinic, max(count // 20, 1))
    with clinic.database.read() as session:
        client = session.connection().exec_driver_sql("SELECT uid FROM client LIMIT 1").scalar_one()
    draft = full_draft(clinic, client)
    rows = tuple(
        ZoneRow(
            place,
            zone,
            Side.MID if zone in ("chin", "nose", "forehead") else Side.BOTH,
            depth_um=500 + 250 * place,
            passes=4,
            erythema=2,
            bleeding=1,
        )
        for place, zone in enumerate(ZONES[:ROWS_EACH], 1)
    )
    draft = replace(
        draft,
        zones=rows,
        topicals=tuple(replace(row, zones=()) for row in draft.topicals),
        decisions=(),
    )
    draft = deal_with(clinic, draft)
    sessions.save_draft(clinic, draft)
    sessions.sign_session(clinic, draft.uid)
    with clinic.database.write() as session:
        _copy(session, count - 1)


def _copy(session: Transaction, count: int) -> None:
    connection = session.connection()
    first = connection.exec_driver_sql("SELECT max(id) FROM session").scalar_one()
    connection.exec_driver_sql("CREATE TEMP TABLE n (n INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ?)"
        " INSERT INTO n SELECT n FROM c",
        (count,),
    )
    triggers = connection.exec_driver_sql(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        " AND (name LIKE '%_locked_%' OR name LIKE 'cartridge_use_%')"
    ).all()
    for name, _sql in triggers:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    # Written as the days pass: what is new has high numbers.
    ago = f"({count} - n.n) * {_DAYS} / {count}"
    changed = {
        "session": {
            "id": "n.n + t.id",
            "uid": "'session-' || n.n",
            "client_id": "1 + n.n % (SELECT max(id) FROM client)",
            "day": f"date(t.day, '-' || ({ago}) || ' days')",
            "started_at": f"t.started_at - ({ago}) * 86400000000",
            "ended_at": f"t.ended_at - ({ago}) * 86400000000",
            "plan_id": "NULL",
            "chain_hash": "'h' || n.n",
            "state": f"CASE WHEN {ago} < 7 THEN 'signed' ELSE 'countersigned' END",
            "countersigned_at": "t.signed_at",
            "countersigned_offset": "0",
        },
        "session_summary": {
            "session_id": "n.n + t.session_id",
            "client_id": "1 + n.n % (SELECT max(id) FROM client)",
            "day": f"date(t.day, '-' || ({ago}) || ' days')",
            "flags": "CASE n.n % 17 WHEN 0 THEN 1 WHEN 1 THEN 8 ELSE 0 END",
            "ticks": "CASE n.n % 11 WHEN 0 THEN 23 ELSE 31 END",
            "deepest_um": "500 + 250 * (n.n % 7)",
        },
    }
    for name in _CHILDREN:
        changed[name] = {
            "id": "NULL",
            "uid": f"'{name}-' || n.n || '-' || t.id",
            "session_id": "n.n + t.session_id",
        }
    changed["treated_zone"]["depth_um"] = "250 * (1 + (n.n + t.row) % 8)"
    codes = " ".join(f"WHEN {place} THEN '{zone}'" for place, zone in enumerate(ZONES))
    changed["treated_zone"]["zone"] = f"CASE (n.n + t.row) % {len(ZONES)} {codes} END"
    for name, other in changed.items():
        columns = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({name})")]
        made = ", ".join(other.get(column, f't."{column}"') for column in columns)
        named = ", ".join(f'"{column}"' for column in columns)
        key = "session_id" if name != "session" else "id"
        connection.exec_driver_sql(
            f"INSERT INTO {name} ({named}) SELECT {made} FROM {name} AS t, n"  # noqa: S608
            f" WHERE t.{key} = {first}"
        )
    connection.exec_driver_sql(
        "INSERT INTO session_search (rowid, words)"
        " SELECT n.n + ?, 'chin lot ' || n.n || ' tolerated well h2291' FROM n",
        (first,),
    )
    connection.exec_driver_sql(
        "INSERT INTO client_summary (client_id, sessions, last_session_id, last_session_on)"
        " SELECT client_id, count(*), max(session_id), max(day) FROM session_summary"
        " WHERE true GROUP BY client_id ON CONFLICT DO UPDATE SET sessions = excluded.sessions,"
        " last_session_id = excluded.last_session_id, last_session_on = excluded.last_session_on"
    )
    connection.exec_driver_sql("DROP TABLE n")
    for _name, sql in triggers:
        connection.exec_driver_sql(sql)
    keep_all_weeks(session)
    for statement in figure_fill_statements():
        connection.exec_driver_sql(statement)
