"""Counts over long times, kept by the database itself with every row that it counts.

Two tables are small enough to be read whole: the sums of weeks come together into those of years,
and sessions are counted by week and state. Triggers keep them, so that no way of writing a session
can forget them; `fill_statements` works them out anew.
"""

from __future__ import annotations

from needlelog.db.sqlite.figures import figure_fill_statements, figure_triggers
from needlelog.domain.dashboard import LATE_AFTER_DAYS

_MONDAY = "date({row}.day, '-6 days', 'weekday 1')"
_YEAR = "CAST(substr({row}.week, 1, 4) AS INTEGER)"
_SAME_SUM = (
    f"year = {_YEAR.format(row='OLD')} AND practitioner_id = OLD.practitioner_id"
    " AND about = OLD.about AND code = OLD.code AND depth_um = OLD.depth_um"
)
PLANNED, LATE = "planned", "late"
# The limit stands in the text of the triggers: another one is another schema.


def counting_statements() -> dict[str, str]:
    """Name and statement of every trigger that counts."""
    add = (
        "INSERT INTO year_sum (year, practitioner_id, about, code, depth_um, uses, over) VALUES"
        f" ({_YEAR.format(row='NEW')}, NEW.practitioner_id, NEW.about, NEW.code, NEW.depth_um,"
        " NEW.uses, NEW.over) ON CONFLICT (year, practitioner_id, about, code, depth_um)"
        " DO UPDATE SET uses = uses + excluded.uses, over = over + excluded.over;"
    )
    take = (
        f"UPDATE year_sum SET uses = uses - OLD.uses, over = over - OLD.over WHERE {_SAME_SUM};"
        f" DELETE FROM year_sum WHERE {_SAME_SUM} AND uses = 0 AND over = 0;"
    )
    signed, was_signed = "NEW.state <> 'open'", "OLD.state <> 'open'"
    state_on, state_off = _count("NEW", "NEW.state", 1), _count("OLD", "OLD.state", -1)
    planned_on = _counts_of_plan("NEW", 1)
    planned_off = _counts_of_plan("OLD", -1)
    triggers = [
        ("year_sum_insert", "AFTER INSERT ON week_sum", "", add),
        ("year_sum_update", "AFTER UPDATE ON week_sum", "", f"{take} {add}"),
        ("year_sum_delete", "AFTER DELETE ON week_sum", "", take),
        ("week_count_insert", "AFTER INSERT ON session", signed, state_on),
        (
            "week_count_signed",
            "AFTER UPDATE OF state ON session",
            f"OLD.state = 'open' AND {signed}",
            state_on,
        ),
        (
            "week_count_state",
            "AFTER UPDATE OF state ON session",
            f"{was_signed} AND OLD.state <> NEW.state",
            f"{state_off} {state_on}",
        ),
        ("week_count_delete", "AFTER DELETE ON session", was_signed, state_off),
        (
            "week_count_planned",
            "AFTER INSERT ON session_summary",
            "NEW.days_late IS NOT NULL",
            planned_on,
        ),
        (
            "week_count_late",
            "AFTER UPDATE OF days_late ON session_summary",
            "OLD.days_late IS NOT NEW.days_late",
            f"{planned_off} {planned_on}",
        ),
        (
            "week_count_unplanned",
            "AFTER DELETE ON session_summary",
            "OLD.days_late IS NOT NULL",
            planned_off,
        ),
        *figure_triggers(),
    ]
    return {
        name: f"CREATE TRIGGER {name} {when}\n"
        + (f"WHEN {condition}\n" if condition else "")
        + f"BEGIN {act} END"
        for name, when, condition, act in triggers
    }


def _count(row: str, what: str, by: int, condition: str = "true") -> str:
    """Count one row under a name, or one less; a count of none is no row."""
    monday = _MONDAY.format(row=row)
    if by > 0:
        return (
            f"INSERT INTO week_count (week, practitioner_id, what, sessions)"
            f" SELECT {monday}, {row}.practitioner_id, {what}, 1 WHERE {condition}"
            " ON CONFLICT (week, practitioner_id, what) DO UPDATE SET sessions = sessions + 1;"
        )
    same = f"week = {monday} AND practitioner_id = {row}.practitioner_id AND what = {what}"
    return (
        f"UPDATE week_count SET sessions = sessions - 1 WHERE {same} AND {condition};"
        f" DELETE FROM week_count WHERE {same} AND sessions = 0;"
    )


def _counts_of_plan(row: str, by: int) -> str:
    late = f"{row}.days_late > {LATE_AFTER_DAYS}"
    return " ".join(
        (
            _count(row, f"'{PLANNED}'", by, f"{row}.days_late IS NOT NULL"),
            _count(row, f"'{LATE}'", by, late),
        )
    )


def worked_out() -> dict[str, str]:
    """What the rows of each table must be, as a query of its columns in their order."""
    monday = _MONDAY.format(row="counted")
    return {
        "year_sum": (
            f"SELECT {_YEAR.format(row='week_sum')}, practitioner_id, about, code, depth_um,"
            " sum(uses), sum(over) FROM week_sum GROUP BY 1, 2, 3, 4, 5"
        ),
        "week_count": (
            f"SELECT {monday}, practitioner_id, state, count(*) FROM session AS counted"
            " WHERE state <> 'open' GROUP BY 1, 2, 3"
            f" UNION ALL SELECT {monday}, practitioner_id, '{PLANNED}', count(*)"
            " FROM session_summary AS counted WHERE days_late IS NOT NULL GROUP BY 1, 2"
            f" UNION ALL SELECT {monday}, practitioner_id, '{LATE}', count(*)"
            f" FROM session_summary AS counted WHERE days_late > {LATE_AFTER_DAYS} GROUP BY 1, 2"
        ),
    }


def fill_statements() -> tuple[str, ...]:
    """Statements that work these tables out anew, and the figures of sessions."""
    counts = tuple(
        statement
        for table, rows in worked_out().items()
        for statement in (f"DELETE FROM {table}", f"INSERT INTO {table} {rows}")
    )
    return (*counts, *figure_fill_statements())
