"""What was added to a signed record, and which part of it that changes."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QCoreApplication

from needlelog.domain.session_gaps import Place
from needlelog.domain.sessions import Addendum, SessionRecord
from needlelog.ui import record_words

_LATE = timedelta(hours=48)
"""A late entry is best made within one or two days; what comes later says so."""

PARTS: tuple[tuple[str, ...], ...] = (
    (Place.SCREENING,),
    (Place.ZONES,),
    (Place.TOPICALS,),
    (Place.DEVICE, Place.CARTRIDGE),
    (Place.NUMBING,),
    (Place.REACTIONS, Place.AFTERCARE, Place.NEXT_DUE),
)
"""The parts of a record that an addendum can be about, each by its places; the first names it."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("AddendumWords", text)


def part_name(about: str) -> str:
    """The part of a record in words."""
    words = {
        "": _tr("the whole record"),
        Place.SCREENING: _tr("screening"),
        Place.TIMES: _tr("times"),
        Place.ZONES: _tr("treated zones"),
        Place.TOPICALS: _tr("products"),
        Place.DEVICE: _tr("device and cartridge"),
        Place.CARTRIDGE: _tr("device and cartridge"),
        Place.NUMBING: _tr("numbing"),
        Place.REACTIONS: _tr("course and close"),
        Place.AFTERCARE: _tr("course and close"),
        Place.NEXT_DUE: _tr("course and close"),
    }
    return words.get(about, about)


def addenda_about(record: SessionRecord, *places: str) -> tuple[Addendum, ...]:
    """The addenda to a part of the record."""
    return tuple(addendum for addendum in record.addenda if addendum.about in places)


def addenda_to_the_whole(record: SessionRecord) -> tuple[Addendum, ...]:
    """The addenda that stand under no part: about the whole record, its times or a part unknown."""
    named = {place for places in PARTS for place in places}
    return tuple(addendum for addendum in record.addenda if addendum.about not in named)


def addendum_title(record: SessionRecord, addendum: Addendum) -> str:
    """When it was written and by whom; one long after the treatment says that it is late."""
    treated = record.content.started_at or record.content.created_at
    late = addendum.written_at - treated > _LATE
    kind = _tr("Addendum, late entry") if late else _tr("Addendum")
    if addendum.about:
        kind = _tr("{kind} to {part}").format(kind=kind, part=part_name(addendum.about))
    return record_words.joined(
        kind,
        record_words.local_moment(addendum.written_at, record.content),
        addendum.author,
    )


def void_words(record: SessionRecord) -> str:
    """Who declared the record void, when and why; empty for one that stands."""
    if not record_words.is_void(record) or record.voided_at is None:
        return ""
    return _tr("Void since {moment}, declared by {name}: {reason}").format(
        moment=record_words.local_moment(record.voided_at, record.content),
        name=record.voided_by,
        reason=record.void_reason,
    )
