"""A filter of sessions as conditions of a statement over the summaries joined with the sessions.

A condition about rows or words can be met by few sessions or by many. Few are looked up first and
taken as a list of numbers; where there are many, each session is asked in the order of the list,
so that the first page never waits for the last.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    column,
    exists,
    func,
    or_,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import Session

from needlelog.db.sqlite.search import search_query
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import AdverseEventTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.review import QuestionTable, SessionSummaryTable
from needlelog.db.tables.sessions import (
    AddendumTable,
    CartridgeUseTable,
    DeviceUseTable,
    NumbingTable,
    SessionTable,
    TopicalTable,
    TreatedZoneTable,
)
from needlelog.db.tables.stock import DeviceTable, ProductTable
from needlelog.domain.names import fold, search_terms
from needlelog.domain.review import KEPT_FLAGS, Flag, Tick
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side

_SUM = table_of(SessionSummaryTable)
_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_PLAN = table_of(PlanTable)
_ZONE = table_of(TreatedZoneTable)
_ADDENDUM = table_of(AddendumTable)
_EVENT = table_of(AdverseEventTable)
_QUESTION = table_of(QuestionTable)
_COMPLETE = int(Tick.SCREENING | Tick.CONSENT | Tick.LOTS | Tick.REACTIONS | Tick.AFTERCARE)
_FEW = 2000
Condition = ColumnElement[bool]


class _Ways:
    """Chooses how a condition on rows is asked: see the head of this module."""

    def __init__(self, session: Session, first_page: bool) -> None:
        self._session = session
        self._first_page = first_page

    def of(self, numbers: Any, asked: Condition) -> Condition:
        """The numbers themselves, or the question asked of each session."""
        listed: Condition = _SUM.c.session_id.in_(numbers)
        if not self._first_page:
            return listed
        return asked if self.many(numbers) else listed

    def many(self, numbers: Any) -> bool:
        """Whether so many are meant that following the order of the list is quicker."""
        some = numbers.limit(_FEW + 1).subquery()
        count = self._session.connection().execute(select(func.count()).select_from(some))
        return int(count.scalar_one()) > _FEW


def session_conditions(
    session: Session, wanted: SessionFilter, today: date, *, first_page: bool = False
) -> list[Condition]:
    """The conditions; they speak of `session_summary` and `session`, and of `client` where a
    phototype is wanted. ``first_page`` says that only some of the first are asked for."""
    ways = _Ways(session, first_page)
    return [
        _SESSION.c.state != SessionState.OPEN,
        *_about_time_and_people(wanted, today),
        *_about_record(ways, wanted),
        *_about_use(ways, wanted),
        *([_rows(ways, wanted)] if _asks_rows(wanted) else []),
        *([_flagged(wanted.flags)] if wanted.flags else []),
        *([_concern(ways, wanted.concern)] if wanted.concern else []),
        *([_text(ways, wanted.text)] if wanted.text.strip() else []),
        *([_lot(ways, wanted.lot)] if wanted.lot.strip() else []),
    ]


def _about_time_and_people(wanted: SessionFilter, today: date) -> list[Condition]:
    first, last = wanted.days(today)
    found: list[Condition] = []
    if first is not None:
        found.append(_SUM.c.day >= first)
    if last is not None:
        found.append(_SUM.c.day <= last)
    if wanted.practitioner_uid:
        found.append(_SUM.c.practitioner_id == _number(_PERSON, wanted.practitioner_uid))
    if wanted.client_uid:
        found.append(_SUM.c.client_id == _kept_client(wanted.client_uid))
    if wanted.phototype is not None:
        found.append(_CLIENT.c.phototype == wanted.phototype)
    return found


def _about_record(ways: _Ways, wanted: SessionFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.states:
        found.append(_SESSION.c.state.in_(wanted.states))
    if wanted.phase:
        other = _SESSION.alias()
        numbers = select(other.c.id).where(other.c.phase == wanted.phase)
        found.append(ways.of(numbers, _SESSION.c.phase == wanted.phase))
    if wanted.incomplete:
        found.append(_SUM.c.ticks.op("&")(_COMPLETE) != _COMPLETE)
    if wanted.depth_from_um is not None:
        found.append(_unindexed(_SUM.c.deepest_um) >= wanted.depth_from_um)
    if wanted.passes_from is not None:
        found.append(_unindexed(_SUM.c.most_passes) >= wanted.passes_from)
    return found


def _about_use(ways: _Ways, wanted: SessionFilter) -> list[Condition]:
    found: list[Condition] = []
    if wanted.product_uid:
        product = _number(table_of(ProductTable), wanted.product_uid)
        tables = [table_of(kind) for kind in (TopicalTable, NumbingTable, CartridgeUseTable)]
        uses = [select(use.c.session_id).where(use.c.product_id == product) for use in tables]
        asked = [_of_session(use, use.c.product_id == product) for use in tables]
        found.append(ways.of(union_all(*uses), or_(*asked)))
    if wanted.device_uid:
        device = table_of(DeviceUseTable)
        is_it = device.c.device_id == _number(table_of(DeviceTable), wanted.device_uid)
        found.append(ways.of(select(device.c.session_id).where(is_it), _of_session(device, is_it)))
    return found


def _asks_rows(wanted: SessionFilter) -> bool:
    """Whether the summary alone cannot answer: it knows the deepest depth and the most passes."""
    lone = wanted.without("depth_from_um"), wanted.without("passes_from")
    return wanted.about_rows and all(each.about_rows for each in lone)


def _rows(ways: _Ways, wanted: SessionFilter) -> Condition:
    conditions: list[Condition] = []
    if wanted.zone:
        conditions.append(_ZONE.c.zone == wanted.zone)
    if wanted.side is not None:
        sides = {wanted.side, *((Side.BOTH,) if wanted.side in (Side.LEFT, Side.RIGHT) else ())}
        conditions.append(_ZONE.c.side.in_(sorted(side.value for side in sides)))
    for value, least, most in (
        (_ZONE.c.depth_um, wanted.depth_from_um, wanted.depth_to_um),
        (_ZONE.c.passes, wanted.passes_from, wanted.passes_to),
    ):
        if least is not None:
            conditions.append(value >= least)
        if most is not None:
            conditions.append(value <= most)
    asked = _of_session(_ZONE, *conditions)
    if not wanted.zone:
        return asked
    return ways.of(select(_ZONE.c.session_id).where(*conditions), asked)


def _flagged(flags: Flag) -> Condition:
    kept = int(flags & KEPT_FLAGS)
    any_of: list[Condition] = []
    if kept:
        any_of.append(_SUM.c.flags.op("&")(kept) != 0)
    if Flag.ADVERSE_EVENT in flags:
        any_of.append(_SUM.c.session_id.in_(select(_EVENT.c.session_id)))
    if Flag.ADDENDUM in flags:
        any_of.append(_SUM.c.session_id.in_(select(_ADDENDUM.c.session_id)))
    if Flag.QUESTION in flags:
        waiting = select(_QUESTION.c.session_id).where(_QUESTION.c.closed_at.is_(None))
        any_of.append(_SUM.c.session_id.in_(waiting))
    return or_(*any_of)


def _concern(ways: _Ways, concern: str) -> Condition:
    planned = select(_SESSION.c.id).join(_PLAN, _PLAN.c.id == _SESSION.c.plan_id)
    numbers = union_all(
        planned.where(_PLAN.c.concern == concern),
        select(_ZONE.c.session_id).where(_ZONE.c.concern == concern),
    )
    plans = select(_PLAN.c.id).where(_PLAN.c.concern == concern)
    in_rows = _of_session(_ZONE, _ZONE.c.concern == concern)
    return ways.of(numbers, or_(_SESSION.c.plan_id.in_(plans), in_rows))


def _text(ways: _Ways, typed: str) -> Condition:
    terms = search_terms(typed)
    words = " AND ".join(f'"{word}"*' for word in fold(typed).split() if len(word) > 1)
    lists: list[tuple[Any, Select[Any]]] = []
    if terms:
        lists.append((_SUM.c.client_id, _matching("client_search", search_query(terms))))
    if words:
        lists.append((_SUM.c.session_id, _matching("session_search", words)))
    if not lists:
        return _SUM.c.session_id < 0
    many = any(ways.many(numbers) for _key, numbers in lists)
    return or_(*((_unindexed(key) if many else key).in_(numbers) for key, numbers in lists))


def _lot(ways: _Ways, lot: str) -> Condition:
    numbers = _matching("session_search", _lot_words(lot))
    key = _SUM.c.session_id
    found: Condition = (_unindexed(key) if ways.many(numbers) else key).in_(numbers)
    return found


def _matching(index: str, words: str) -> Select[Any]:
    return select(column("rowid")).select_from(text(index)).where(_match(index, words))


def _match(index: str, words: str) -> Any:
    return text(f"{index} MATCH :words").bindparams(bindparam("words", words, unique=True))


def _lot_words(lot: str) -> str:
    joined = fold(lot).replace(" ", "")
    parted = fold(lot)
    return f'"{joined}"' if joined == parted else f'("{joined}" OR "{parted}")'


def _of_session(table: Any, *conditions: Condition) -> Condition:
    found: Condition = exists().where(table.c.session_id == _SUM.c.session_id, *conditions)
    return found


def _unindexed(value: Any) -> Any:
    """A column by which nothing is looked up: the order of the list finds the first page sooner."""
    return value.op("+")(0)


def _kept_client(uid: str) -> Any:
    kept = func.coalesce(_CLIENT.c.merged_into_id, _CLIENT.c.id)
    return select(kept).where(_CLIENT.c.uid == uid).scalar_subquery()


def _number(table: Any, uid: str) -> Any:
    return select(table.c.id).where(table.c.uid == uid).scalar_subquery()
