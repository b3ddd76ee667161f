"""A treatment session: the draft in front of the practitioner and the signed record.

The draft is one immutable value. Every act of the practitioner makes a new one, so that undo,
autosave and recovery after a crash are the same thing: keeping values.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum

from needlelog.domain.scores import DraftScore
from needlelog.domain.screening.findings import Decision, Finding, ScreeningAnswer
from needlelog.domain.zones import Side


class SessionState(StrEnum):
    """The life of a signed session. Drafts are kept apart and have no state."""

    OPEN = "open"
    SIGNED = "signed"
    COUNTERSIGNED = "countersigned"
    DEFERRED = "deferred"
    IMPORTED = "imported"
    VOID = "void"


class Pattern(StrEnum):
    """How the device is led over a zone."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"
    OBLIQUE = "oblique"
    CROSS_HATCH = "cross_hatch"
    THREE_DIRECTIONS = "three_directions"
    STAMP = "stamp"
    CIRCULAR = "circular"


class SpeedUnit(StrEnum):
    """Unit of a device's speed; value and unit are kept together as read from the device."""

    RPM = "rpm"
    LEVEL = "level"
    HERTZ = "hz"


class Timing(StrEnum):
    """When a product was applied, relative to the needling."""

    BEFORE = "before"
    DURING = "during"
    AFTER = "after"
    AT_HOME = "at_home"


class ReactionSign(StrEnum):
    """Immediate reactions offered at the close of a session (SkinPen diary words, M)."""

    REDNESS = "redness"
    SWELLING = "swelling"
    BRUISE = "bruise"
    BLEEDING = "bleeding"
    BURNING = "burning"
    ITCHING = "itching"
    TIGHTNESS = "tightness"
    TENDERNESS = "tenderness"
    FAINTNESS = "faintness"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Speed:
    """A device speed as shown by the device, for example 7000 RPM or level 4."""

    value: str
    unit: SpeedUnit


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """One treated zone: depth in micrometres, endpoint grades 0–4, pain 0–10.

    ``row`` identifies the row inside its session; one zone may have several rows.
    ``speed`` is ``None`` where the session's device speed holds.
    ``reason`` is what the practitioner gave for going past a limit.
    """

    row: int
    zone: str
    side: Side
    custom_name: str = ""
    depth_um: int | None = None
    passes: int | None = None
    pattern: Pattern | None = None
    speed: Speed | None = None
    erythema: int | None = None
    bleeding: int | None = None
    pain: int | None = None
    concern: str = ""
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NumbingRow:
    """One anaesthetic: what, how strong, on and off. The dwell follows from the times.

    Amount in milligrams, area in square centimetres. ``pack_finished`` takes a pack off the stock.
    """

    row: int
    agent: str = ""
    strength: str = ""
    product_uid: str | None = None
    lot_uid: str | None = None
    lot: str = ""
    expiry: str | None = None
    on_at: datetime | None = None
    off_at: datetime | None = None
    occluded: bool | None = None
    wiped_off: bool | None = None
    note: str = ""
    amount_mg: int | None = None
    area_cm2: int | None = None
    expired_reason: str = ""
    pack_finished: bool = False


@dataclass(frozen=True, slots=True)
class DeviceUse:
    """The device as it was used: its name and serial are copied, so that the record stands alone."""

    device_uid: str | None = None
    model_code: str = ""
    name: str = ""
    serial: str = ""
    speed: Speed | None = None


@dataclass(frozen=True, slots=True)
class CartridgeUse:
    """Cartridge or roller: kind, lot, expiry and how many were used.

    ``serial`` names the single unit where the pack carries one.
    """

    product_uid: str | None = None
    lot_uid: str | None = None
    kind: str = ""
    lot: str = ""
    expiry: str | None = None
    count: int | None = 1
    expired_reason: str = ""
    serial: str = ""


@dataclass(frozen=True, slots=True)
class TopicalRow:
    """A product on the skin. Amount in microlitres. No zones means all treated zones.

    ``pack_finished`` says that a pack was used up and is to be taken off the stock.
    """

    row: int
    name: str = ""
    category: str = ""
    product_uid: str | None = None
    lot_uid: str | None = None
    lot: str = ""
    expiry: str | None = None
    amount_ul: int | None = None
    strength: str = ""
    timing: Timing | None = None
    zones: tuple[tuple[str, Side], ...] = ()
    note: str = ""
    expired_reason: str = ""
    pack_finished: bool = False


@dataclass(frozen=True, slots=True)
class Reaction:
    """An immediate reaction. Severity 1 mild, 2 moderate, 3 severe."""

    row: int
    sign: ReactionSign
    severity: int | None = None
    zone: str | None = None
    side: Side | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Aftercare:
    """The sheet that was handed over, by name and version."""

    sheet: str
    version: str
    given_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SessionDraft:
    """Everything that can be written down about one session.

    ``reactions`` is ``None`` while nobody has answered, and empty when the answer is "none".
    ``created_at`` is when the record was begun; a session that starts on an earlier day is shown
    as entered later. A start at midnight says that only the day is known (see
    :func:`only_day_known`). ``offset_minutes`` is the local offset to UTC at the place of treatment.
    ``ask_again_on`` and ``defer_reason`` belong to a session that was put off.
    """

    uid: str
    client_uid: str
    practitioner_uid: str
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    offset_minutes: int = 0
    plan_uid: str | None = None
    number: int | None = None
    planned_total: int | None = None
    phase: str = ""
    zones: tuple[ZoneRow, ...] = ()
    numbing: tuple[NumbingRow, ...] = ()
    device: DeviceUse | None = None
    cartridge: CartridgeUse | None = None
    topicals: tuple[TopicalRow, ...] = ()
    pain: int | None = None
    reactions: tuple[Reaction, ...] | None = None
    reactions_note: str = ""
    combined: tuple[str, ...] = ()
    combined_other: str = ""
    aftercare: Aftercare | None = None
    next_due: date | None = None
    note: str = ""
    repeated_from: str | None = None
    answers: tuple[ScreeningAnswer, ...] = ()
    decisions: tuple[Decision, ...] = ()
    ask_again_on: date | None = None
    defer_reason: str = ""
    scores: tuple[DraftScore, ...] = ()


@dataclass(frozen=True, slots=True)
class Addendum:
    """What was added after signing; always shown with the record, right under what it changes.

    ``about`` names the part of the record it corrects (a word of `Place`), empty for the whole.
    """

    uid: str
    text: str
    author: str
    written_at: datetime
    about: str = ""


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A signed session as it stands in the log.

    ``findings`` are what the rules of ``rules_version`` found when it was signed.
    ``imported_from`` names the import an imported session came with; nobody here has signed it,
    and ``signed_by`` is who brought it in.
    """

    content: SessionDraft
    state: SessionState
    signed_by: str
    signed_at: datetime
    licence: str = ""
    countersigned_by: str = ""
    countersigned_at: datetime | None = None
    voided_by: str = ""
    voided_at: datetime | None = None
    void_reason: str = ""
    chain_hash: str = ""
    imported_from: str = ""
    findings: tuple[Finding, ...] = ()
    rules_version: str = ""
    addenda: tuple[Addendum, ...] = field(default=())

    @property
    def backdated(self) -> bool:
        """Whether the treatment was on an earlier day than the day it was written down."""
        return is_backdated(self.content)


def only_day_known(moment: datetime) -> bool:
    """Whether an instant stands for a day without a time: nobody is treated at midnight sharp.

    A session that is written down days later is often remembered by its day alone, and the
    record must not claim a time that nobody knows.
    """
    return moment.time() == time()


def is_backdated(draft: SessionDraft) -> bool:
    """Whether the session starts on an earlier local day than the record was begun."""
    if draft.started_at is None:
        return False
    local = draft.created_at.astimezone(draft.started_at.tzinfo)
    return draft.started_at.date() < local.date()
