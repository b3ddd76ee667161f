"""A session's content as the rows of its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Table, text

from needlelog.db.moments import moment
from needlelog.db.prepared import Prepared
from needlelog.db.screening_rows import (
    answer_rows,
    decision_rows,
    extent_rows,
    other_decision_rows,
)
from needlelog.db.tables.base import Base, table_of
from needlelog.db.tables.screening import (
    DecisionExtentTable,
    DecisionTable,
    OtherDecisionTable,
    ScreeningAnswerTable,
)
from needlelog.db.tables.sessions import (
    CartridgeUseTable,
    CombinedTreatmentTable,
    DeviceUseTable,
    NumbingTable,
    ReactionTable,
    TopicalTable,
    TopicalZoneTable,
    TreatedZoneTable,
)
from needlelog.db.transaction import Session
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import SessionDraft, SessionState, Speed

_Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Keys:
    """The row numbers of the records a session points at, by kind and uid."""

    known: Mapping[tuple[str, str], int]

    def of(self, kind: str, uid: str | None) -> int | None:
        """The row number, ``None`` where the session names no record.

        Raises:
            NoSuchRecord: the session names a record that is not in this clinic.
        """
        if uid is None:
            return None
        try:
            return self.known[kind, uid]
        except KeyError as error:
            raise NoSuchRecord(kind, uid) from error


_POINTED_AT = ("client", "practitioner", "plan", "device", "product", "lot")


def keys_for(session: Session, draft: SessionDraft, *people: str) -> Keys:
    """Look up all records a draft points at, and further people by their uid."""
    cartridge, device = draft.cartridge, draft.device
    stock = (*draft.numbing, *draft.topicals, *((cartridge,) if cartridge else ()))
    wanted: dict[str, set[str | None]] = {
        "client": {draft.client_uid},
        "practitioner": {
            draft.practitioner_uid,
            *people,
            *(score.rated_by_uid or None for score in draft.scores),
        },
        "plan": {draft.plan_uid},
        "device": {device.device_uid if device else None},
        "product": {row.product_uid for row in stock},
        "lot": {row.lot_uid for row in stock},
    }
    named = {kind: [uid for uid in uids if uid is not None] for kind, uids in wanted.items()}
    statement = _look_up(tuple(len(named[kind]) for kind in _POINTED_AT))
    uids = {f"{kind}_{n}": uid for kind, of in named.items() for n, uid in enumerate(of)}
    found = statement.all(session, **uids)
    return Keys({(kind, uid): number for kind, uid, number in found})


@cache
def _look_up(counts: tuple[int, ...]) -> Prepared:
    """One statement that looks up so many uids of each kind."""
    parts = []
    for kind, count in zip(_POINTED_AT, counts, strict=True):
        if count:
            names = ", ".join(f":{kind}_{n}" for n in range(count))
            parts.append(f"SELECT '{kind}' AS kind, uid, id FROM {kind} WHERE uid IN ({names})")  # noqa: S608
    return Prepared(text(" UNION ALL ".join(parts)))


def session_row(draft: SessionDraft, keys: Keys) -> dict[str, Any]:
    """The head of a session, still open."""
    aftercare = draft.aftercare
    return {
        "uid": draft.uid,
        "client_id": keys.of("client", draft.client_uid),
        "practitioner_id": keys.of("practitioner", draft.practitioner_uid),
        "plan_id": keys.of("plan", draft.plan_uid),
        "state": SessionState.OPEN,
        "day": treatment_day(draft),
        **moment("created", draft.created_at),
        **moment("started", draft.started_at),
        **moment("ended", draft.ended_at),
        "offset_minutes": draft.offset_minutes,
        "number": draft.number,
        "planned_total": draft.planned_total,
        "phase": draft.phase,
        "pain": draft.pain,
        "reactions_answered": draft.reactions is not None,
        "reactions_note": draft.reactions_note,
        "combined_other": draft.combined_other,
        "aftercare_sheet": aftercare.sheet if aftercare else None,
        "aftercare_version": aftercare.version if aftercare else None,
        **moment("aftercare_given", aftercare.given_at if aftercare else None),
        "next_due": draft.next_due,
        "note": draft.note,
        "repeated_from": draft.repeated_from,
        "ask_again_on": draft.ask_again_on,
        "defer_reason": draft.defer_reason,
    }


def child_rows(draft: SessionDraft, keys: Keys) -> Iterable[tuple[Table, _Rows]]:
    """The rows of every table that belongs to a session, without keys and origin."""
    for kind, rows in _CHILDREN.items():
        made = rows(draft, keys)
        if made:
            yield table_of(kind), made


def _speed(speed: Speed | None) -> dict[str, Any]:
    return {
        "speed_value": speed.value if speed else None,
        "speed_unit": speed.unit if speed else None,
    }


def _zones(draft: SessionDraft, _keys: Keys) -> _Rows:
    return [
        {
            "position": position,
            "row": zone.row,
            "zone": zone.zone,
            "side": zone.side,
            "custom_name": zone.custom_name,
            "depth_um": zone.depth_um,
            "passes": zone.passes,
            "pattern": zone.pattern,
            **_speed(zone.speed),
            "erythema": zone.erythema,
            "bleeding": zone.bleeding,
            "pain": zone.pain,
            "concern": zone.concern,
            "note": zone.note,
            "reason": zone.reason,
        }
        for position, zone in enumerate(draft.zones)
    ]


def _numbing(draft: SessionDraft, keys: Keys) -> _Rows:
    return [
        {
            "position": position,
            "row": numbing.row,
            "agent": numbing.agent,
            "strength": numbing.strength,
            "product_id": keys.of("product", numbing.product_uid),
            "lot_id": keys.of("lot", numbing.lot_uid),
            "lot": numbing.lot,
            "expiry": numbing.expiry,
            **moment("on", numbing.on_at),
            **moment("off", numbing.off_at),
            "occluded": numbing.occluded,
            "wiped_off": numbing.wiped_off,
            "note": numbing.note,
            "amount_mg": numbing.amount_mg,
            "area_cm2": numbing.area_cm2,
            "expired_reason": numbing.expired_reason,
            "pack_finished": numbing.pack_finished,
        }
        for position, numbing in enumerate(draft.numbing)
    ]


def _device(draft: SessionDraft, keys: Keys) -> _Rows:
    device = draft.device
    if device is None:
        return []
    return [
        {
            "device_id": keys.of("device", device.device_uid),
            "model_code": device.model_code,
            "name": device.name,
            "serial": device.serial,
            **_speed(device.speed),
        }
    ]


def _cartridge(draft: SessionDraft, keys: Keys) -> _Rows:
    cartridge = draft.cartridge
    if cartridge is None:
        return []
    return [
        {
            "product_id": keys.of("product", cartridge.product_uid),
            "lot_id": keys.of("lot", cartridge.lot_uid),
            "kind": cartridge.kind,
            "lot": cartridge.lot,
            "expiry": cartridge.expiry,
            "count": cartridge.count,
            "expired_reason": cartridge.expired_reason,
            "serial": cartridge.serial,
        }
    ]


def _topicals(draft: SessionDraft, keys: Keys) -> _Rows:
    return [
        {
            "position": position,
            "row": topical.row,
            "name": topical.name,
            "category": topical.category,
            "product_id": keys.of("product", topical.product_uid),
            "lot_id": keys.of("lot", topical.lot_uid),
            "lot": topical.lot,
            "expiry": topical.expiry,
            "amount_ul": topical.amount_ul,
            "strength": topical.strength,
            "timing": topical.timing,
            "note": topical.note,
            "expired_reason": topical.expired_reason,
            "pack_finished": topical.pack_finished,
        }
        for position, topical in enumerate(draft.topicals)
    ]


def _topical_zones(draft: SessionDraft, _keys: Keys) -> _Rows:
    return [
        {"row": topical.row, "position": position, "zone": zone, "side": side}
        for topical in draft.topicals
        for position, (zone, side) in enumerate(topical.zones)
    ]


def _reactions(draft: SessionDraft, _keys: Keys) -> _Rows:
    return [
        {
            "position": position,
            "row": reaction.row,
            "sign": reaction.sign,
            "severity": reaction.severity,
            "zone": reaction.zone,
            "side": reaction.side,
            "note": reaction.note,
        }
        for position, reaction in enumerate(draft.reactions or ())
    ]


def _combined(draft: SessionDraft, _keys: Keys) -> _Rows:
    return [
        {"position": position, "treatment": treatment}
        for position, treatment in enumerate(draft.combined)
    ]


_CHILDREN: dict[type[Base], Callable[[SessionDraft, Keys], _Rows]] = {
    TreatedZoneTable: _zones,
    NumbingTable: _numbing,
    DeviceUseTable: _device,
    CartridgeUseTable: _cartridge,
    TopicalTable: _topicals,
    TopicalZoneTable: _topical_zones,
    ReactionTable: _reactions,
    CombinedTreatmentTable: _combined,
    ScreeningAnswerTable: lambda draft, _keys: answer_rows(draft.answers),
    DecisionTable: lambda draft, _keys: decision_rows(draft.decisions),
    OtherDecisionTable: lambda draft, _keys: other_decision_rows(draft.decisions),
    DecisionExtentTable: lambda draft, _keys: extent_rows(draft.decisions),
}
