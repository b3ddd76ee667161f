"""A filter of sessions as conditions of a statement over their summaries.

A condition can be met by few sessions or by many, and nobody knows before. So each is kept in two
forms: as a question that is asked of one session, and as the numbers of all sessions that meet it,
taken from an index. Who asks chooses; see `needlelog.db.queries.session_order`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    bindparam,
    case,
    column,
    exists,
    func,
    or_,
    select,
    text,
    union_all,
)

from needlelog.db.queries.recalled_sessions import sessions_under_recall
from needlelog.db.queries.word_search import Words, words_of_lot, words_of_text
from needlelog.db.sqlite.numbers import few_of, is_listed, values_of
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
from needlelog.db.transaction import Session
from needlelog.domain.review import KEPT_FLAGS, Flag, Tick
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.zones import Side

_SUM = table_of(SessionSummaryTable)
_OTHER = _SUM.alias("other_summary")
_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_PLAN = table_of(PlanTable)
_ZONE = table_of(TreatedZoneTable)
_ADDENDUM = table_of(AddendumTable)
_EVENT = table_of(AdverseEventTable)
_QUESTION = table_of(QuestionTable)
_COMPLETE = int(Tick.SCREENING | Tick.CONSENT | Tick.LOTS | Tick.REACTIONS | Tick.AFTERCARE)
FEW = 4000
"""So many sessions are sorted sooner than they are met by following the order of a list."""
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Part:
    """One condition on `session_summary`: ``asked`` of a session, or ``numbers`` of all that meet it.

    ``between``, where it is there, is the question to a session whose number lies in a span;
    ``clients`` are the numbers of the clients where the condition is about these alone. ``once``
    says that each number is met once.
    """

    asked: Condition
    numbers: Any
    between: Callable[[int, int], Condition] | None = None
    clients: Any = None
    once: bool = False

    def asked_in(self, first: int, last: int) -> Condition:
        """The question to a session whose number lies between these, both included."""
        return self.asked if self.between is None else self.between(first, last)

    def looked_for(self, number: Any = _SUM.c.session_id) -> Condition:
        """The session is among the numbers; these are noted once, and nothing is looked up."""
        found: Condition = unindexed(number).in_(self.numbers)
        return found


def session_conditions(
    session: Session, wanted: SessionFilter, today: date, *, narrow: bool = False
) -> list[Condition]:
    """All conditions of a filter on `session_summary`.

    ``narrow`` says that others, such as days, leave few sessions to be asked.
    """
    parts = parts_of(session, wanted)
    base = base_conditions(wanted, today)
    return [*base, *(of_few(session, parts) or of_many(parts, narrow=narrow))]


def of_few(session: Session, parts: list[Part]) -> list[Condition]:
    """Parts as conditions on the few sessions that meet one of them; none where many meet all."""
    rare = rarest(session, parts, FEW)
    if rare is None:
        return []
    few = few_of(session.connection(), rare.numbers)
    asked = [part.asked_in(few.least, few.greatest) for part in parts if part is not rare]
    return [is_listed(_SUM.c.session_id, few.listed), *asked]


def of_many(parts: list[Part], *, narrow: bool = False) -> list[Condition]:
    """Parts as conditions on many sessions, which are followed one by one."""
    return [part.asked if narrow else part.looked_for() for part in parts]


def of_rare(session: Session, parts: list[Part], most: int) -> list[Condition]:
    """Parts as conditions on the sessions that meet the rarest of them, which are asked the others;
    none where even these are more than so many."""
    rare = rarest(session, parts, most)
    if rare is None:
        return []
    met = rare.numbers.subquery()
    (number,) = met.c
    span = session.connection().execute(select(func.min(number), func.max(number))).one()
    first, last = span[0] or 0, span[1] or 0
    others = [part.asked_in(first, last) for part in parts if part is not rare]
    return [_SUM.c.session_id.in_(rare.numbers), *others]


def rarest(session: Session, parts: list[Part], *steps: int) -> Part | None:
    """A part that at most so many sessions meet; with several steps, one of the first that has
    any. What comes last in a filter is rarer as a rule, and the others are then not counted."""
    for most in steps if parts else ():
        asked = [
            (select(func.count()).select_from(some.subquery()).scalar_subquery() <= most, place)
            for place, some in enumerate(part.numbers.limit(most + 1) for part in parts)
        ]
        place = session.connection().execute(select(case(*reversed(asked)))).scalar()
        if place is not None:
            return parts[int(place)]
    return None


def base_conditions(wanted: SessionFilter, today: date, table: Table = _SUM) -> Iterator[Condition]:
    """The conditions that the indexes of every order know: days, person and client.

    On `session` instead of its summary the client is left to the summary.
    """
    first, last = wanted.days(today)
    if first is not None:
        yield table.c.day >= first
    if last is not None:
        yield table.c.day <= last
    if wanted.practitioner_uid:
        yield table.c.practitioner_id == _number(_PERSON, wanted.practitioner_uid)
    if wanted.client_uid:
        mine = kept_client(wanted.client_uid)
        if table is _SUM:
            yield _SUM.c.client_id == mine
        else:
            yield table.c.id.in_(select(_OTHER.c.session_id).where(_OTHER.c.client_id == mine))


def parts_of(session: Session, wanted: SessionFilter) -> list[Part]:
    """All other conditions of a filter."""
    return [
        *_about_record(session, wanted),
        *_about_use(wanted),
        *([_flagged(session, wanted.flags)] if wanted.flags else []),
        *([_concern(wanted.concern)] if wanted.concern else []),
        *([_worded(words_of_text(session, wanted.text))] if wanted.text.strip() else []),
        *([_worded(words_of_lot(wanted.lot))] if wanted.lot.strip() else []),
    ]


def _about_record(session: Session, wanted: SessionFilter) -> Iterator[Part]:
    if wanted.states:
        yield _of_head(_SESSION.c.state.in_(wanted.states))
    if wanted.phase:
        yield _of_head(_SESSION.c.phase == wanted.phase)
    if wanted.phototype is not None:
        skin = _CLIENT.c.phototype == wanted.phototype
        of_skin = select(_OTHER.c.session_id).join(_CLIENT, _CLIENT.c.id == _OTHER.c.client_id)
        of_client = exists().where(_CLIENT.c.id == _SUM.c.client_id, skin).correlate(_SUM)
        yield Part(of_client, of_skin.where(skin), clients=select(_CLIENT.c.id).where(skin))
    if wanted.incomplete:
        lacking = [
            ticks
            for ticks in values_of(session.connection(), _SUM.c.ticks)
            if ticks & _COMPLETE != _COMPLETE
        ]
        asked = _SUM.c.ticks.op("&")(_COMPLETE) != _COMPLETE
        numbers = select(_OTHER.c.session_id).where(_OTHER.c.ticks.in_(lacking))
        yield Part(asked, numbers, once=True)
    if _asks_rows(wanted):
        yield _rows(session, wanted)
    elif wanted.depth_from_um is not None:
        yield _at_least("deepest_um", wanted.depth_from_um)
    elif wanted.passes_from is not None:
        yield _at_least("most_passes", wanted.passes_from)


def _of_head(condition: Condition) -> Part:
    # Correlated with the sums alone: who sorts by the state has the session in the list as well.
    asked = exists().where(_SESSION.c.id == _SUM.c.session_id, condition).correlate(_SUM)
    return Part(asked, select(_SESSION.c.id).where(condition), once=True)


def _at_least(name: str, least: int) -> Part:
    numbers = select(_OTHER.c.session_id).where(_OTHER.c[name] >= least)
    return Part(unindexed(_SUM.c[name]) >= least, numbers)


def _about_use(wanted: SessionFilter) -> Iterator[Part]:
    if wanted.product_uid:
        product = _number(table_of(ProductTable), wanted.product_uid)
        tables = [table_of(kind) for kind in (TopicalTable, NumbingTable, CartridgeUseTable)]
        uses = [select(use.c.session_id).where(use.c.product_id == product) for use in tables]
        asked = [_of_session(use, unindexed(use.c.product_id) == product) for use in tables]
        yield Part(or_(*asked), union_all(*uses))
    if wanted.device_uid:
        uses_of = table_of(DeviceUseTable)
        device = _number(table_of(DeviceTable), wanted.device_uid)
        yield Part(
            _of_session(uses_of, unindexed(uses_of.c.device_id) == device),
            select(uses_of.c.session_id).where(uses_of.c.device_id == device),
        )


def _asks_rows(wanted: SessionFilter) -> bool:
    """Whether the summary alone cannot answer: it knows the deepest depth and the most passes."""
    lone = wanted.without("depth_from_um"), wanted.without("passes_from")
    return wanted.about_rows and all(each.about_rows for each in lone)


def _rows(session: Session, wanted: SessionFilter) -> Part:
    """Of treated rows. Their index begins with zone and side, so all of these are named."""
    sides = {wanted.side} if wanted.side is not None else set(Side)
    if wanted.side in (Side.LEFT, Side.RIGHT):
        sides.add(Side.BOTH)
    conditions: list[Condition] = []
    for value, least, most in (
        (_ZONE.c.depth_um, wanted.depth_from_um, wanted.depth_to_um),
        (_ZONE.c.passes, wanted.passes_from, wanted.passes_to),
    ):
        if least is not None:
            conditions.append(value >= least)
        if most is not None:
            conditions.append(value <= most)
    on_side = _ZONE.c.side.in_(sorted(side.value for side in sides))
    zones = [wanted.zone] if wanted.zone else values_of(session.connection(), _ZONE.c.zone)
    numbers = select(_ZONE.c.session_id).where(_ZONE.c.zone.in_(zones), on_side, *conditions)
    if wanted.side is not None:
        conditions.append(on_side)
    if wanted.zone:
        conditions.append(unindexed_text(_ZONE.c.zone) == wanted.zone)
    return Part(_of_session(_ZONE, *conditions), numbers)


def _flagged(session: Session, flags: Flag) -> Part:
    kept = int(flags & KEPT_FLAGS)
    asked: list[Condition] = []
    numbers: list[Select[Any]] = []
    if kept:
        found = [each for each in values_of(session.connection(), _SUM.c.flags) if int(each) & kept]
        asked.append(_SUM.c.flags.op("&")(kept) != 0)
        numbers.append(select(_OTHER.c.session_id).where(_OTHER.c.flags.in_(found)))
    for flag, table, conditions in (
        (Flag.ADVERSE_EVENT, _EVENT, ()),
        (Flag.ADDENDUM, _ADDENDUM, ()),
        (Flag.QUESTION, _QUESTION, (_QUESTION.c.closed_at.is_(None),)),
    ):
        if flag in flags:
            asked.append(_of_session(table, *conditions))
            of_some = select(table.c.session_id).where(table.c.session_id.is_not(None))
            numbers.append(of_some.where(*conditions))
    called_back = sessions_under_recall(session, flags)
    if called_back is not None:
        asked.append(unindexed(_SUM.c.session_id).in_(called_back))
        numbers.append(called_back)
    if not numbers:
        return _nothing()
    return Part(or_(*asked), union_all(*numbers))


def _nothing() -> Part:
    return Part(_SUM.c.session_id < 0, select(_OTHER.c.session_id).where(_OTHER.c.session_id < 0))


def _concern(concern: str) -> Part:
    plans = select(_PLAN.c.id).where(_PLAN.c.concern == concern)
    treated = _ZONE.c.concern == concern
    return Part(
        or_(
            exists()
            .where(_SESSION.c.id == _SUM.c.session_id, _SESSION.c.plan_id.in_(plans))
            .correlate(_SUM),
            _of_session(_ZONE, unindexed_text(_ZONE.c.concern) == concern),
        ),
        union_all(
            select(_SESSION.c.id).where(_SESSION.c.plan_id.in_(plans)),
            select(_ZONE.c.session_id).where(treated),
        ),
    )


def _worded(words: Words) -> Part:
    clients = _matching("client_search", words.clients) if words.clients else None
    sessions = _matching("session_search", words.sessions) if words.sessions else None
    numbers: list[Any] = []
    asked: list[Condition] = []
    if clients is not None:
        numbers.append(select(_OTHER.c.session_id).where(_OTHER.c.client_id.in_(clients)))
        asked.append(unindexed(_SUM.c.client_id).in_(clients))
    if words.people:
        theirs = select(_OTHER.c.session_id)
        numbers.append(theirs.where(_OTHER.c.practitioner_id.in_(words.people)))
        asked.append(unindexed(_SUM.c.practitioner_id).in_(words.people))
    if sessions is not None:
        numbers.append(sessions)

    def between(first: int, last: int) -> Condition:
        if not words.sessions:
            return or_(*asked)
        near = _matching("session_search", words.sessions, (first, last))
        return or_(*asked, unindexed(_SUM.c.session_id).in_(near))

    if not numbers:
        return _nothing()
    every = [] if sessions is None else [unindexed(_SUM.c.session_id).in_(sessions)]
    alone = clients if sessions is None and not words.people else None
    return Part(or_(*asked, *every), union_all(*numbers), between, alone)


def _matching(index: str, words: str, span: tuple[int, int] | None = None) -> Select[Any]:
    number: ColumnElement[int] = column("rowid", Integer)
    found = select(number).select_from(text(index)).where(_match(index, words))
    return found if span is None else found.where(number.between(*span))


def _match(index: str, words: str) -> Any:
    return text(f"{index} MATCH :words").bindparams(bindparam("words", words, unique=True))


def _of_session(table: Any, *conditions: Condition) -> Condition:
    found: Condition = exists().where(table.c.session_id == _SUM.c.session_id, *conditions)
    return found


def unindexed(value: Any) -> Any:
    """A number by which nothing is looked up."""
    return value.op("+")(0)


def unindexed_text(value: Any) -> Any:
    """A text by which nothing is looked up."""
    return func.trim(value, "")


def kept_client(uid: str) -> Any:
    """The number of a client, or of the one she is the same as."""
    kept = func.coalesce(_CLIENT.c.merged_into_id, _CLIENT.c.id)
    return select(kept).where(_CLIENT.c.uid == uid).scalar_subquery()


def _number(table: Any, uid: str) -> Any:
    return select(table.c.id).where(table.c.uid == uid).scalar_subquery()
