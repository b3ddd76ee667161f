"""Signed sessions read back from their tables, exactly as they were signed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from sqlalchemy import Row, Select, select

from needlelog.db.moments import at_offset, moment_of
from needlelog.db.score_rows import drafts_of, scores_with_items
from needlelog.db.screening_rows import answer_of, decisions_of, finding_of
from needlelog.db.tables.base import Base, table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import ScoreTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.screening import (
    DecisionExtentTable,
    DecisionTable,
    FindingTable,
    OtherDecisionTable,
    ScreeningAnswerTable,
)
from needlelog.db.tables.sessions import (
    AddendumTable,
    CartridgeUseTable,
    CombinedTreatmentTable,
    DeviceUseTable,
    NumbingTable,
    ReactionTable,
    SessionTable,
    TopicalTable,
    TopicalZoneTable,
    TreatedZoneTable,
)
from needlelog.db.tables.stock import DeviceTable, LotTable, ProductTable
from needlelog.db.transaction import Session
from needlelog.domain.sessions import (
    Addendum,
    Aftercare,
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Pattern,
    Reaction,
    ReactionSign,
    SessionDraft,
    SessionRecord,
    SessionState,
    Speed,
    SpeedUnit,
    Timing,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side

T = TypeVar("T")
_Children = Mapping[int, list[Row[Any]]]

_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PRACTITIONER = table_of(PractitionerTable)
_PLAN = table_of(PlanTable)
_DEVICE = table_of(DeviceTable)
_PRODUCT = table_of(ProductTable)
_LOT = table_of(LotTable)
_ADDENDUM = table_of(AddendumTable)

_HEADS = (
    select(
        _SESSION,
        _CLIENT.c.uid.label("client_uid"),
        _PRACTITIONER.c.uid.label("practitioner_uid"),
        _PLAN.c.uid.label("plan_uid"),
    )
    .join(_CLIENT, _CLIENT.c.id == _SESSION.c.client_id)
    .join(_PRACTITIONER, _PRACTITIONER.c.id == _SESSION.c.practitioner_id)
    .outerjoin(_PLAN, _PLAN.c.id == _SESSION.c.plan_id)
)


def _with_stock(kind: type[Base]) -> Select[Any]:
    table = table_of(kind)
    return (
        select(table, _PRODUCT.c.uid.label("product_uid"), _LOT.c.uid.label("lot_uid"))
        .outerjoin(_PRODUCT, _PRODUCT.c.id == table.c.product_id)
        .outerjoin(_LOT, _LOT.c.id == table.c.lot_id)
    )


_ROWS: dict[type[Base], Select[Any]] = {
    TreatedZoneTable: select(table_of(TreatedZoneTable)),
    NumbingTable: _with_stock(NumbingTable),
    DeviceUseTable: select(table_of(DeviceUseTable), _DEVICE.c.uid.label("device_uid")).outerjoin(
        _DEVICE, _DEVICE.c.id == table_of(DeviceUseTable).c.device_id
    ),
    CartridgeUseTable: _with_stock(CartridgeUseTable),
    TopicalTable: _with_stock(TopicalTable),
    TopicalZoneTable: select(table_of(TopicalZoneTable)),
    ReactionTable: select(table_of(ReactionTable)),
    CombinedTreatmentTable: select(table_of(CombinedTreatmentTable)),
    ScreeningAnswerTable: select(table_of(ScreeningAnswerTable)),
    DecisionTable: select(table_of(DecisionTable)),
    OtherDecisionTable: select(table_of(OtherDecisionTable)),
    DecisionExtentTable: select(table_of(DecisionExtentTable)),
    FindingTable: select(table_of(FindingTable)),
    ScoreTable: scores_with_items(),
    AddendumTable: select(_ADDENDUM),
}


def records_by_id(session: Session, ids: Iterable[int]) -> tuple[SessionRecord, ...]:
    """The records with these row numbers, in the same order; unknown numbers are left out."""
    wanted = list(ids)
    if not wanted:
        return ()
    connection = session.connection()
    heads = {head.id: head for head in connection.execute(_HEADS.where(_SESSION.c.id.in_(wanted)))}
    rows: dict[type[Base], _Children] = {}
    for kind, statement in _ROWS.items():
        table = table_of(kind)
        order = table.c.id if kind is AddendumTable else table.c.get("position", table.c.id)
        found: defaultdict[int, list[Row[Any]]] = defaultdict(list)
        for row in connection.execute(
            statement.where(table.c.session_id.in_(wanted)).order_by(table.c.session_id, order)
        ):
            found[row.session_id].append(row)
        rows[kind] = found
    return tuple(_record(heads[number], rows) for number in wanted if number in heads)


def _record(head: Row[Any], rows: Mapping[type[Base], _Children]) -> SessionRecord:
    def of(kind: type[Base]) -> list[Row[Any]]:
        return rows[kind].get(head.id, [])

    signed_at = moment_of(head.signed_at, head.signed_offset)
    if signed_at is None:
        raise ValueError("an open session is no record")
    return SessionRecord(
        content=_content(head, of),
        state=SessionState(head.state),
        signed_by=head.signed_by,
        signed_at=signed_at,
        licence=head.licence,
        countersigned_by=head.countersigned_by,
        countersigned_at=moment_of(head.countersigned_at, head.countersigned_offset),
        voided_by=head.voided_by,
        voided_at=moment_of(head.voided_at, head.voided_offset),
        void_reason=head.void_reason,
        chain_hash=head.chain_hash,
        imported_from=head.imported_from,
        findings=tuple(finding_of(row) for row in of(FindingTable)),
        rules_version=head.rules_version,
        addenda=tuple(
            Addendum(
                row.uid,
                row.text,
                row.author,
                at_offset(row.written_at, row.written_offset),
                row.about,
            )
            for row in of(AddendumTable)
        ),
    )


def _content(head: Row[Any], of: Callable[[type[Base]], list[Row[Any]]]) -> SessionDraft:
    devices, cartridges = of(DeviceUseTable), of(CartridgeUseTable)
    reactions = tuple(_reaction(row) for row in of(ReactionTable))
    topical_zones: defaultdict[int, list[tuple[str, Side]]] = defaultdict(list)
    for row in of(TopicalZoneTable):
        topical_zones[row.row].append((row.zone, Side(row.side)))
    return SessionDraft(
        uid=head.uid,
        client_uid=head.client_uid,
        practitioner_uid=head.practitioner_uid,
        created_at=at_offset(head.created_at, head.created_offset),
        started_at=moment_of(head.started_at, head.started_offset),
        ended_at=moment_of(head.ended_at, head.ended_offset),
        offset_minutes=head.offset_minutes,
        plan_uid=head.plan_uid,
        number=head.number,
        planned_total=head.planned_total,
        phase=head.phase,
        zones=tuple(_zone(row) for row in of(TreatedZoneTable)),
        numbing=tuple(_numbing(row) for row in of(NumbingTable)),
        device=_device(devices[0]) if devices else None,
        cartridge=_cartridge(cartridges[0]) if cartridges else None,
        topicals=tuple(_topical(row, topical_zones[row.row]) for row in of(TopicalTable)),
        pain=head.pain,
        reactions=reactions if head.reactions_answered else None,
        reactions_note=head.reactions_note,
        combined=tuple(row.treatment for row in of(CombinedTreatmentTable)),
        combined_other=head.combined_other,
        aftercare=_aftercare(head),
        next_due=head.next_due,
        note=head.note,
        repeated_from=head.repeated_from,
        answers=tuple(answer_of(row) for row in of(ScreeningAnswerTable)),
        decisions=decisions_of(
            (*of(DecisionTable), *of(OtherDecisionTable)), of(DecisionExtentTable)
        ),
        ask_again_on=head.ask_again_on,
        defer_reason=head.defer_reason,
        scores=drafts_of(of(ScoreTable)),
    )


def _maybe(kind: Callable[[str], T], value: str | None) -> T | None:
    return None if value is None else kind(value)


def _speed(row: Row[Any]) -> Speed | None:
    if row.speed_unit is None:
        return None
    return Speed(row.speed_value, SpeedUnit(row.speed_unit))


def _zone(row: Row[Any]) -> ZoneRow:
    return ZoneRow(
        row=row.row,
        zone=row.zone,
        side=Side(row.side),
        custom_name=row.custom_name,
        depth_um=row.depth_um,
        passes=row.passes,
        pattern=_maybe(Pattern, row.pattern),
        speed=_speed(row),
        erythema=row.erythema,
        bleeding=row.bleeding,
        pain=row.pain,
        concern=row.concern,
        note=row.note,
        reason=row.reason,
    )


def _numbing(row: Row[Any]) -> NumbingRow:
    return NumbingRow(
        row=row.row,
        agent=row.agent,
        strength=row.strength,
        product_uid=row.product_uid,
        lot_uid=row.lot_uid,
        lot=row.lot,
        expiry=row.expiry,
        on_at=moment_of(row.on_at, row.on_offset),
        off_at=moment_of(row.off_at, row.off_offset),
        occluded=row.occluded,
        wiped_off=row.wiped_off,
        note=row.note,
        amount_mg=row.amount_mg,
        area_cm2=row.area_cm2,
        expired_reason=row.expired_reason,
        pack_finished=row.pack_finished,
    )


def _device(row: Row[Any]) -> DeviceUse:
    return DeviceUse(row.device_uid, row.model_code, row.name, row.serial, _speed(row))


def _cartridge(row: Row[Any]) -> CartridgeUse:
    return CartridgeUse(
        product_uid=row.product_uid,
        lot_uid=row.lot_uid,
        kind=row.kind,
        lot=row.lot,
        expiry=row.expiry,
        # "count" is a method of every row
        count=row._mapping["count"],
        expired_reason=row.expired_reason,
        serial=row.serial,
    )


def _topical(row: Row[Any], zones: Iterable[tuple[str, Side]]) -> TopicalRow:
    return TopicalRow(
        row=row.row,
        name=row.name,
        category=row.category,
        product_uid=row.product_uid,
        lot_uid=row.lot_uid,
        lot=row.lot,
        expiry=row.expiry,
        amount_ul=row.amount_ul,
        strength=row.strength,
        timing=_maybe(Timing, row.timing),
        zones=tuple(zones),
        note=row.note,
        expired_reason=row.expired_reason,
        pack_finished=row.pack_finished,
    )


def _reaction(row: Row[Any]) -> Reaction:
    return Reaction(
        row=row.row,
        sign=ReactionSign(row.sign),
        severity=row.severity,
        zone=row.zone,
        side=_maybe(Side, row.side),
        note=row.note,
    )


def _aftercare(head: Row[Any]) -> Aftercare | None:
    if head.aftercare_sheet is None:
        return None
    given_at = moment_of(head.aftercare_given_at, head.aftercare_given_offset)
    return Aftercare(head.aftercare_sheet, head.aftercare_version, given_at)
