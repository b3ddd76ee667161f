"""Counting sessions by the short rows that are kept of each; see `needlelog.db.sqlite.figures`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, String, false, func, select, type_coerce

from needlelog.db.queries.session_conditions import Condition, unindexed, unindexed_text
from needlelog.db.sqlite.figures import FIGURE_STATES, letter_of, number_of
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.stock import DeviceTable, ProductTable
from needlelog.db.tables.summaries import FigureLetterTable, SessionFigureTable
from needlelog.db.transaction import Session
from needlelog.domain.dashboard import COUNTED, LATE_AFTER_DAYS
from needlelog.domain.review import KEPT_FLAGS, Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

FIGURE = table_of(SessionFigureTable)
_LETTER = table_of(FigureLetterTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_ZONE, _DEVICE = "zone", "device"
_DAYS = ("period", "first", "last")
_ROWS = ("zone", "depth_from_um", "depth_to_um")
_COUNTED = FIGURE_STATES.index(COUNTED[0]), FIGURE_STATES.index(COUNTED[-1])
_WAITING = FIGURE_STATES.index(SessionState.SIGNED)


def told_by_figures(wanted: SessionFilter) -> tuple[str, ...]:
    """The conditions of a filter, besides days, that the figures of a session answer."""
    told = ["practitioner_uid", "states", "product_uid", "device_uid", "phototype"]
    if wanted.side is None and wanted.passes_from is None and wanted.passes_to is None:
        told += _ROWS
    if not wanted.flags & ~KEPT_FLAGS:
        told.append("flags")
    return tuple(told)


def figure_conditions(
    session: Session, wanted: SessionFilter, today: date, *, looked_up: bool = False
) -> list[Condition]:
    """What a filter asks of the figures of a session, as far as these answer it.

    ``looked_up`` says that each row is found by its whole key, and nothing is gone through by days.
    """
    return [
        *_of_days(wanted, today, looked_up=looked_up),
        *_of_head(wanted, looked_up=looked_up),
        *_of_uses(session, wanted),
    ]


def _of_days(wanted: SessionFilter, today: date, *, looked_up: bool) -> Iterator[Condition]:
    first, last = wanted.days(today)
    day = type_coerce(FIGURE.c.day, String)
    day = unindexed_text(day) if looked_up else day
    if first is not None:
        yield day >= first.isoformat()
    if last is not None:
        yield day <= last.isoformat()


def _of_head(wanted: SessionFilter, *, looked_up: bool) -> Iterator[Condition]:
    if wanted.practitioner_uid:
        person = select(_PERSON.c.id).where(_PERSON.c.uid == wanted.practitioner_uid)
        held_by = FIGURE.c.practitioner_id
        yield (unindexed(held_by) if looked_up else held_by) == person.scalar_subquery()
    if wanted.states == COUNTED:
        yield FIGURE.c.state.between(*_COUNTED)
    elif wanted.states:
        yield FIGURE.c.state.in_([FIGURE_STATES.index(state) for state in wanted.states])
    if wanted.phototype is not None:
        skin = select(_CLIENT.c.id).where(_CLIENT.c.phototype == wanted.phototype)
        yield FIGURE.c.client_id.in_(skin)
    told = told_by_figures(wanted)
    if wanted.flags and "flags" in told:
        yield FIGURE.c.flags.op("&")(int(wanted.flags)) != 0


def uses_of(session: Session, about: str, code: str) -> Condition:
    """Whether something was used under a name."""
    return _has(_letters(session, _LETTER.c.about == about, _LETTER.c.code == code))


def letters_of_rows(session: Session, wanted: SessionFilter) -> list[int] | None:
    """The numbers of the letters of which a filter wants one for a treated row, ``None`` where it
    wants none that the figures tell."""
    if all(getattr(wanted, name) is None for name in _ROWS) or not set(_ROWS) <= set(
        told_by_figures(wanted)
    ):
        return None
    rows = [_LETTER.c.about == _ZONE]
    if wanted.zone is not None:
        rows.append(_LETTER.c.code == wanted.zone)
    if wanted.depth_from_um is not None:
        rows.append(_LETTER.c.depth_um >= max(wanted.depth_from_um, 1))
    if wanted.depth_to_um is not None:
        rows.append(_LETTER.c.depth_um.between(1, wanted.depth_to_um))
    return _letters(session, *rows)


def letters_of_stock(session: Session, wanted: SessionFilter) -> Iterator[list[int]]:
    """The numbers of the letters of which a filter wants one for a product, and for a device."""
    for uid, kind, is_device in (
        (wanted.product_uid, ProductTable, False),
        (wanted.device_uid, DeviceTable, True),
    ):
        if uid:
            item = table_of(kind)
            known = select(item.c.id).where(item.c.uid == uid).scalar_subquery()
            about = (_LETTER.c.about == _DEVICE) if is_device else (_LETTER.c.about != _DEVICE)
            yield _letters(session, _LETTER.c.item_id == known, about)


def _letters(session: Session, *meant: Condition) -> list[int]:
    return list(session.connection().execute(select(_LETTER.c.number).where(*meant)).scalars())


def _has(numbers: list[int]) -> Condition:
    """Whether one of these letters stands in the text of uses."""
    if not numbers:
        return false()
    letters = "".join(map(letter_of, numbers))
    found: Condition = FIGURE.c.uses.op("GLOB")(f"*[{letters}]*")
    return found


def _of_uses(session: Session, wanted: SessionFilter) -> Iterator[Condition]:
    for letters in (letters_of_rows(session, wanted), *letters_of_stock(session, wanted)):
        if letters is not None:
            yield _has(letters)


@dataclass(slots=True)
class Tally:
    """What some sessions come to.

    ``sessions`` are counted by day and the number of the practitioner. ``marked`` are the flags of
    those that have any, by number. ``uses`` counts by what, code and depth; ``past`` those of them
    that went past an advice. Neither ``clients`` nor ``marked`` are told of days and people alone.
    """

    sessions: Counter[tuple[str, int]] = field(default_factory=Counter)
    over: int = 0
    overridden: int = 0
    planned: int = 0
    late: int = 0
    waiting: int = 0
    oldest_waiting: date | None = None
    clients: int = 0
    marked: dict[int, Flag] = field(default_factory=dict)
    uses: Counter[tuple[str, str, int]] = field(default_factory=Counter)
    past: Counter[tuple[str, str, int]] = field(default_factory=Counter)


def tally(session: Session, asked: Select[Any]) -> Tally:
    """Count the sessions of some days; ``asked`` is a selection of `FIGURE`.

    Rows of one day and practitioner stand together, so they are put together as they come, and
    only one row for each leaves the database.
    """
    found = Tally()
    day, person, flags = type_coerce(FIGURE.c.day, String), FIGURE.c.practitioner_id, FIGURE.c.flags
    columns = (
        *(day, person, func.count(), func.count(FIGURE.c.days_late)),
        func.total(FIGURE.c.days_late > LATE_AFTER_DAYS),
        func.total(FIGURE.c.state == _WAITING),
        func.total(flags.op("&")(int(Flag.OVER_ADVICE)) != 0),
        func.total(flags.op("&")(int(Flag.OVERRIDE)) != 0),
        func.group_concat(FIGURE.c.uses, ""),
    )
    grouped = asked.with_only_columns(*columns, maintain_column_froms=True)
    letters: Counter[str] = Counter()
    rows = session.connection().execute(grouped.group_by(FIGURE.c.day, person))
    for on, by, count, planned, late, waiting, over, overridden, uses in rows:
        found.sessions[on, by] += count
        found.planned += planned
        found.late += int(late)
        found.waiting += int(waiting)
        found.over += int(over)
        found.overridden += int(overridden)
        letters.update(uses)
    spell_out(session, {number_of(letter): count for letter, count in letters.items()}, found)
    return found


def spell_out(session: Session, letters: Mapping[int, int], found: Tally) -> None:
    """Add to a tally what so many letters with these numbers stand for."""
    names = {row.number: row for row in session.connection().execute(select(_LETTER))}
    for number, count in letters.items():
        name = names[number]
        if name.about == _DEVICE or (name.about != _ZONE and not name.code):
            continue
        key = (name.about, name.code, name.depth_um)
        found.uses[key] += count
        if name.over:
            found.past[key] += count
