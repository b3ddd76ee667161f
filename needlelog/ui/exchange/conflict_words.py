"""An edit that two machines made differently, in words: which field, what each says, why one holds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.clients import AvoidKind, ConsentKind, ConsentStatus, HistoryKind, Sex
from needlelog.domain.people import Role
from needlelog.domain.plans import Phase
from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.answer_words import areas_words
from needlelog.ui.client_words import answer_word, history_kind_word, phototype_words
from needlelog.ui.exchange.words import apart
from needlelog.ui.labels import AVOID_KINDS, CONSENT_KINDS, CONSENT_STATUS, PHASES, ROLES, SEXES
from needlelog.ui.labels import label as word
from needlelog.ui.photos.photo_words import view_name
from needlelog.ui.stock_words import category_word
from needlelog.ui.trail_fields import field_word, kind_word
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from needlelog.domain.exchange.fields import Conflict
    from needlelog.domain.exchange.fields import Side as Said
    from needlelog.domain.zones import ZoneCatalogue

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DETAILS = frozenset({"changed_at", "last_offset", "withdrawn_at", "made_at", "made_by", "code"})
"""Columns that go with others and say nothing of their own."""
_ON_OFF = {
    "active": (
        QT_TRANSLATE_NOOP("ConflictWords", "in use"),
        QT_TRANSLATE_NOOP("ConflictWords", "no longer in use"),
    ),
    "alert": (
        QT_TRANSLATE_NOOP("ConflictWords", "shown as an alert"),
        QT_TRANSLATE_NOOP("ConflictWords", "not shown as an alert"),
    ),
}
_REASONS: Mapping[tuple[str, str], object] = {
    ("practitioner", "active"): QT_TRANSLATE_NOOP(
        "ConflictWords", "the way in that was taken away stays away"
    ),
    ("practitioner", "role"): QT_TRANSLATE_NOOP("ConflictWords", "the role with fewer rights"),
    ("practitioner", "depth_ceiling_um"): QT_TRANSLATE_NOOP("ConflictWords", "the lower limit"),
    ("history_item", "active"): QT_TRANSLATE_NOOP(
        "ConflictWords", "an entry of the history is rather kept"
    ),
    ("history_item", "alert"): QT_TRANSLATE_NOOP("ConflictWords", "an alert is rather shown"),
    ("history_item", "answer"): QT_TRANSLATE_NOOP(
        "ConflictWords", "the more cautious answer, then the later exposure"
    ),
    ("avoid_mark", "active"): QT_TRANSLATE_NOOP("ConflictWords", "a spot is rather avoided"),
    ("device", "use"): QT_TRANSLATE_NOOP("ConflictWords", "what was taken out of use stays out"),
    ("product", "use"): QT_TRANSLATE_NOOP("ConflictWords", "what was taken out of use stays out"),
    ("lot", "use"): QT_TRANSLATE_NOOP("ConflictWords", "what was taken out of use stays out"),
    ("photo", "use"): QT_TRANSLATE_NOOP("ConflictWords", "what was taken out of use stays out"),
}
_LATER = QT_TRANSLATE_NOOP("ConflictWords", "it was written last")


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConflictWords", text)


def field_title(conflict: Conflict) -> str:
    """The field, with the kind of record it belongs to where that is no client."""
    name = field_word(conflict.field)
    if conflict.kind in ("client", "installation"):
        return name[:1].upper() + name[1:]
    kind = kind_word(conflict.kind)
    if conflict.part:
        return _tr("{kind} “{part}”: {field}").format(kind=kind, part=conflict.part, field=name)
    return f"{kind}: {name}"


def subject_words(conflict: Conflict) -> str:
    """Whose or what it is; something without a name is called by its kind."""
    return conflict.subject or kind_word(conflict.kind)


def reason_words(conflict: Conflict) -> str:
    """Why the one that holds holds until somebody chooses."""
    return _tr(str(_REASONS.get((conflict.kind, conflict.field), _LATER)))


def said_words(said: Said) -> str:
    """Who said it, when and on which computer."""
    parts = [apart(each) for each in (said.person or _tr("unknown"), said.machine) if each]
    if said.at is not None:
        parts.insert(1, formats.moment(said.at.astimezone()))
    return " · ".join(parts)


def side_words(conflict: Conflict, values: Mapping[str, Any], zones: ZoneCatalogue) -> str:
    """What a side says, each part of it on a line of its own."""
    told = {name: value for name, value in values.items() if name not in _DETAILS}
    if len(told) == 1:
        ((name, value),) = told.items()
        return _value(conflict.kind, name, value, zones) or _tr("nothing")
    lines = [
        f"{field_word(name)}: {words}" if name != conflict.field else words
        for name, value in told.items()
        if (words := _value(conflict.kind, name, value, zones))
    ]
    return "\n".join(lines) or _tr("nothing")


def _value(kind: str, name: str, value: Any, zones: ZoneCatalogue) -> str:
    """One value as the records store it; empty for nothing."""
    if value is None or value == "" or value == []:
        return ""
    special = _SPECIAL.get((kind, name)) or _SPECIAL.get(("", name))
    if special is not None:
        return special(value)
    if name in _ON_OFF:
        return _tr(str(_ON_OFF[name][0 if value else 1]))
    if name == "document":
        return _documented(value)
    return _by_name(name, value, zones)


def _by_name(name: str, value: Any, zones: ZoneCatalogue) -> str:
    """A value of which the name of its column says what it is."""
    if name == "zones":
        return ", ".join(zone_name(zones, zone, Side(side)) for zone, side in value)
    if name == "zone":
        return zone_name(zones, str(value), Side.MID)
    if name.endswith("_um"):
        return _tr("{depth} mm").format(depth=formats.depth(int(value)))
    if name.endswith("_at"):
        return formats.moment((_EPOCH + timedelta(microseconds=int(value))).astimezone())
    if name.endswith("_id") or name == "session_uid":
        return _tr("record {end}").format(end=str(value)[-6:])
    return str(value)


def _day(value: Any) -> str:
    try:
        return formats.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _yes_no(value: Any) -> str:
    return _tr("yes") if value else _tr("no")


def _setting(value: Any) -> str:
    """A setting's value is stored as JSON."""
    try:
        plain = json.loads(value)
    except (TypeError, ValueError):
        return str(value)
    return _yes_no(plain) if isinstance(plain, bool) else str(plain)


def _documented(value: Any) -> str:
    """What is stored as a whole is told by how much of it there is."""
    try:
        content = json.loads(value)
    except (TypeError, ValueError):
        return str(value)
    if isinstance(content, list):
        return QCoreApplication.translate("ConflictWords", "%n zone(s)", "", len(content))
    return QCoreApplication.translate("ConflictWords", "%n condition(s)", "", len(content))


_SPECIAL: Mapping[tuple[str, str], Callable[[Any], str]] = {
    ("", "birth_date"): _day,
    ("", "decided_on"): _day,
    ("", "expires_on"): _day,
    ("", "started_on"): _day,
    ("", "opened_on"): _day,
    ("", "noticed_on"): _day,
    ("", "resolved_on"): _day,
    ("", "asked_on"): _day,
    ("", "withdrawn_on"): _day,
    ("", "last_exposure"): _day,
    ("", "since"): _day,
    ("", "until"): _day,
    ("", "sterile"): _yes_no,
    ("", "labelled_for_microneedling"): _yes_no,
    ("", "sex"): lambda value: word(SEXES, Sex(value)),
    ("", "phototype"): lambda value: phototype_words(int(value)),
    ("", "role"): lambda value: word(ROLES, Role(value)),
    ("", "status"): lambda value: word(CONSENT_STATUS, ConsentStatus(value)),
    ("", "answer"): answer_word,
    ("", "areas"): lambda value: areas_words(str(value).split()),
    ("", "category"): category_word,
    ("", "view"): view_name,
    ("setting", "value"): _setting,
    ("plan", "phase"): lambda value: word(PHASES, Phase(value)),
    ("consent", "kind"): lambda value: word(CONSENT_KINDS, ConsentKind(value)),
    ("history_item", "kind"): lambda value: history_kind_word(HistoryKind(value)),
    ("avoid_mark", "kind"): lambda value: word(AVOID_KINDS, AvoidKind(value)),
}
