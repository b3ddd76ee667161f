"""What figures need of each session, kept by the database itself beside the session's summary.

A session is one short row in the order of days: who, whose, its flags and state, and a text with
one letter for each treated zone and each use of a product or device. The letters are numbered in a
table of their own, so that a count of a year's zones is a count of letters, and whether a session
treated the chin is whether its text has one of a few letters. Triggers keep both.
"""

from __future__ import annotations

from typing import Any

FIGURE_STATES = ("open", "signed", "countersigned", "imported", "deferred", "void")
"""The states of a session; the place of one is the number that stands for it. Those that count in
figures stand side by side."""
_FIRST_LETTER = 256
_SURROGATES, _AFTER_THEM = 0xD800, 0xE000
_UNBROKEN = _SURROGATES - _FIRST_LETTER
"""So many letters stand before the numbers that are no letters."""
_NO_LETTER = "?"
"""Stands for what has no letter yet, until it gets one."""
_OVER_ADVICE = 1
_DAYS = "day BETWEEN ? AND ?"
_COLUMNS = (
    "day, practitioner_id, session_id, client_id, flags, days_late, state, uses"  # in their order
)


def letter_of(number: int) -> str:
    """The letter with this number."""
    gap = _AFTER_THEM - _SURROGATES if number > _UNBROKEN else 0
    return chr(number + _FIRST_LETTER - 1 + gap)


def number_of(letter: str) -> int:
    """The number of a letter."""
    gap = _AFTER_THEM - _SURROGATES if ord(letter) >= _AFTER_THEM else 0
    return ord(letter) - _FIRST_LETTER + 1 - gap


def _letter(number: str) -> str:
    skipped = _AFTER_THEM - _SURROGATES
    return f"char({number} + {_FIRST_LETTER - 1} + {skipped} * ({number} > {_UNBROKEN}))"


def _state(name: str) -> str:
    places = " ".join(f"WHEN '{state}' THEN {n}" for n, state in enumerate(FIGURE_STATES))
    return f"CASE {name} {places} END"


def _uses(session: str = "", flags: str = "") -> str:
    """All uses, or those of one session, of which the flags are known."""
    past = (
        "(reason <> '' OR EXISTS (SELECT 1 FROM finding WHERE"
        " finding.session_id = treated_zone.session_id AND finding.item = 'depth'"
        " AND finding.zone = treated_zone.zone AND finding.side = treated_zone.side"
        " AND (treated_zone.depth_um IS NULL"
        " OR treated_zone.depth_um > CAST(finding.detail AS INTEGER))))"
    )
    if flags:
        past = f"({flags} & {_OVER_ADVICE} AND {past})"
    mine = f" AND session_id = {session}" if session else ""
    parts = [
        (
            "SELECT 'zone' AS about, zone AS code, coalesce(depth_um, 0) AS depth_um,"
            f" {past} AS over, 0 AS item_id FROM treated_zone WHERE true{mine}"
        )
    ]
    parts += [
        f"SELECT '{about}', {name}, 0, 0, coalesce({item}, 0) FROM {table}"
        f" WHERE ({name} <> '' OR {item} IS NOT NULL){mine}"
        for about, table, name, item in (
            ("product", "topical", "name", "product_id"),
            ("numbing", "numbing", "agent", "product_id"),
            ("cartridge", "cartridge_use", "kind", "product_id"),
        )
    ]
    parts.append(
        f"SELECT 'device', '', 0, 0, device_id FROM device_use WHERE device_id IS NOT NULL{mine}"
    )
    return " UNION ALL ".join(parts)


_SAME = " AND ".join(
    f"known.{name} = used.{name}" for name in ("about", "code", "depth_um", "over", "item_id")
)


def _letters(session: str = "", flags: str = "") -> str:
    return (
        "INSERT INTO figure_letter (about, code, depth_um, over, item_id)"
        f" SELECT DISTINCT about, code, depth_um, over, item_id FROM ({_uses(session, flags)})"
        " AS used"
    )


def _text(session: str, flags: str) -> str:
    letter = f"CASE WHEN number IS NULL THEN '{_NO_LETTER}' ELSE {_letter('number')} END"
    return (
        f"coalesce((SELECT group_concat({letter}, '') FROM"
        f" (SELECT known.number FROM ({_uses(session, flags)}) AS used"
        f" LEFT JOIN figure_letter AS known ON {_SAME} ORDER BY known.number)), '')"
    )


def _rows(where: str) -> str:
    """The rows as they must be, for summaries under a condition."""
    return (
        "SELECT kept.day, kept.practitioner_id, kept.session_id, kept.client_id, kept.flags,"
        f" kept.days_late, {_state('session.state')},"
        f" {_text('kept.session_id', 'kept.flags')}"
        " FROM session_summary AS kept JOIN session ON session.id = kept.session_id"
        f" WHERE {where}"
    )


def figure_triggers() -> list[tuple[str, str, str, str]]:
    """Name, occasion, condition and act of every trigger that keeps the figures of sessions."""
    new = (
        f"INSERT INTO session_figure ({_COLUMNS})"
        " SELECT NEW.day, NEW.practitioner_id, NEW.session_id, NEW.client_id, NEW.flags,"
        f" NEW.days_late, {_state('session.state')}, {_text('NEW.session_id', 'NEW.flags')}"
        " FROM session WHERE session.id = NEW.session_id;"
    )
    same = (
        "day = {row}.day AND practitioner_id = {row}.practitioner_id AND session_id = {row}.{key}"
    )
    spelled = (
        f"{_letters('NEW.session_id', 'NEW.flags')}"
        f" WHERE NOT EXISTS (SELECT 1 FROM figure_letter AS known WHERE {_SAME});"
        f" UPDATE session_figure SET uses = {_text('NEW.session_id', 'NEW.flags')}"
        f" WHERE {same.format(row='NEW', key='session_id')};"
    )
    changed = (
        "UPDATE session_figure SET day = NEW.day, practitioner_id = NEW.practitioner_id,"
        " client_id = NEW.client_id, flags = NEW.flags, days_late = NEW.days_late"
        f" WHERE {same.format(row='OLD', key='session_id')};"
    )
    gone = f"DELETE FROM session_figure WHERE {same.format(row='OLD', key='session_id')};"
    state = (
        f"UPDATE session_figure SET state = {_state('NEW.state')}"
        f" WHERE {same.format(row='NEW', key='id')};"
    )
    columns = "day, practitioner_id, client_id, flags, days_late"
    return [
        ("session_figure_insert", "AFTER INSERT ON session_summary", "", new),
        (
            "session_figure_letters",
            "AFTER INSERT ON session_figure",
            f"instr(NEW.uses, '{_NO_LETTER}')",
            spelled,
        ),
        ("session_figure_update", f"AFTER UPDATE OF {columns} ON session_summary", "", changed),
        ("session_figure_delete", "AFTER DELETE ON session_summary", "", gone),
        (
            "session_figure_state",
            "AFTER UPDATE OF state ON session",
            "OLD.state <> NEW.state AND OLD.state <> 'open'",
            state,
        ),
    ]


def figure_fill_statements() -> tuple[str, ...]:
    """Statements that work out the figures of all sessions anew.

    Letters that are there stay what they are: a clinic made of an export has those of the first.
    """
    return (
        "DELETE FROM session_figure",
        f"{_letters()} WHERE NOT EXISTS (SELECT 1 FROM figure_letter AS known WHERE {_SAME})",
        f"INSERT INTO session_figure ({_COLUMNS}) {_rows('true')}",
    )


def forget_letters(connection: Any) -> None:
    """Take away the names that no session has used any more, after sessions were destroyed."""
    named = "about || ' ' || code"
    connection.exec_driver_sql(
        f"DELETE FROM figure_letter WHERE about <> 'zone' AND code <> ''"
        f" AND {named} NOT IN (SELECT {named} FROM year_sum)"
        # Those put off or void are in no sum.
        f" AND NOT EXISTS (SELECT 1 FROM session_figure WHERE instr(uses, {_letter('number')}))"
    )


def wrong_figures(connection: Any, first: str, last: str) -> bool:
    """Whether the figures kept of the sessions of some days are others than their rows come to."""
    counts = " = ".join(
        f"(SELECT count(*) FROM {table} WHERE {_DAYS})"
        for table in ("session_figure", "session_summary")
    )
    if not connection.exec_driver_sql(f"SELECT {counts}", (first, last) * 2).scalar():
        return True
    # As many as there must be, and each that must be there is: there are no others.
    missing = f"{_rows(f'kept.{_DAYS}')} EXCEPT SELECT {_COLUMNS} FROM session_figure WHERE {_DAYS}"
    found = connection.exec_driver_sql(f"SELECT 1 FROM ({missing}) LIMIT 1", (first, last) * 2)
    return found.first() is not None
