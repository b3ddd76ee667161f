"""The kinds of records of which entries tell fields by name, and how their rows would tell them."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from needlelog.db.tables.base import table_of
from needlelog.db.tables.outcomes import SymptomTable
from needlelog.db.tables.photos import ThumbnailTable
from needlelog.db.told.entries import Entry, Trail, field_of
from needlelog.db.told.rows import Now
from needlelog.db.transaction import Session

Tells = Callable[[Entry], Mapping[str, Any]]
_SYMPTOM = table_of(SymptomTable)
_THUMBNAIL = table_of(ThumbnailTable)


@dataclass(frozen=True, slots=True)
class Kind:
    """A table of which each row is told by entries of its own.

    ``tells`` gives the fields an entry tells, ``now`` puts rows into the same form. ``json`` are
    columns with a document. ``always`` is what every row holds. ``may_be_untold`` says whether
    rows without an entry are as they should be, also where the trail tells of everything. ``elsewhere`` says that another part of the check
    tells which rows are missing or made up.
    """

    code: str
    word: str
    tells: Tells
    now: Callable[[Session, list[Now]], list[Now]] = lambda _session, rows: rows
    json: tuple[str, ...] = ()
    always: Mapping[str, Any] | None = None
    may_be_untold: Callable[[Trail], bool] = lambda _trail: False
    elsewhere: bool = False


def all_fields(entry: Entry) -> Mapping[str, Any]:
    """The entry tells fields under their own names."""
    return entry.told


def _by_whom(names: Mapping[str, str], *, when: str) -> Tells:
    """As `all_fields`; the entry with the field ``when`` is by the person, at the instant, that
    the row names in these columns: ``uid``, ``name`` and ``at`` by column."""

    def tells(entry: Entry) -> Mapping[str, Any]:
        if when not in entry.told:
            return entry.told
        return {**entry.told, **_maker(entry, names)}

    return tells


def _maker(entry: Entry, names: Mapping[str, str]) -> dict[str, Any]:
    told = {"uid": entry.person_uid, "name": entry.person, "at": entry.made_at.isoformat()}
    return {column: told[what] for column, what in names.items()}


def _photo(entry: Entry) -> Mapping[str, Any]:
    match entry.act:
        case "photo added":
            return {"alignment": None, "active": True, "removed_reason": ""} | dict(entry.told)
        case "photo aligned":
            return {"alignment": entry.after}
        case "photo marked":
            return {"markup": entry.after}
        case "photo changed":
            return entry.told
        case "photo taken out of use":
            return {"active": False, "removed_reason": entry.told.get("reason")}
        case "photo taken back into use":
            return {"active": True, "removed_reason": ""}
    return {}


def _photo_now(session: Session, rows: list[Now]) -> list[Now]:
    # What is left out here is told by `photo_row_faults`, once.
    left = ("client_uid", "session_uid", "sha256", "file_sha256", "media_type", "width", "height")
    thumbnails = _thumbnails(session, [row["id"] for row in rows])
    found = []
    for row in rows:
        told = {
            "markup": row["markup"] or {"shapes": []},
            "thumbnail": thumbnails.get(row["id"]),
        }
        found.append({name: row[name] for name in row.keys() - set(left)} | told)
    return found


def _thumbnails(session: Session, photos: Sequence[int]) -> dict[int, dict[str, Any]]:
    asked = select(_THUMBNAIL).where(_THUMBNAIL.c.photo_id.in_(photos))
    return {
        row.photo_id: {
            "sha256": hashlib.sha256(row.picture).hexdigest(),
            **{name: getattr(row, name) for name in ("media_type", "width", "height")},
        }
        for row in session.connection().execute(asked)
    }


def _preset(entry: Entry) -> Mapping[str, Any]:
    if entry.act == "preset taken out of use":
        return {"active": False}
    if entry.act == "preset added":
        made = _maker(entry, {"created_by_uid": "uid", "created_at": "at"})
        return {"active": True, **entry.told, **made}
    return entry.told


def _preset_now(_session: Session, rows: list[Now]) -> list[Now]:
    return [
        {name: value for name, value in row.items() if name != "document"}
        | {"zones": field_of(row["document"], "zones")}
        for row in rows
    ]


def _recall(entry: Entry) -> Mapping[str, Any]:
    if entry.act == "recall opened":
        subject = entry.told.get("subject")
        opened = {
            "kind": field_of(subject, "kind"),
            "subject_uid": field_of(subject, "uid"),
            "subject": field_of(subject, "name"),
            "number": field_of(subject, "number"),
            "reason": entry.told.get("reason"),
            **dict.fromkeys(("closed_at", "clients", "sessions", "notified")),
            "closed_by": "",
        }
        made = {"opened_by_uid": "uid", "opened_by": "name", "opened_at": "at"}
        return opened | _maker(entry, made)
    if entry.act == "recall closed":
        return {**entry.told, **_maker(entry, {"closed_by": "name", "closed_at": "at"})}
    return {}


_SIGNED = {"person_uid": "uid", "person": "name", "made_at": "at"}


def _limit(entry: Entry) -> Mapping[str, Any]:
    if entry.told.get("warn_um") is None:
        return {}  # the one that held was taken away, and no row stands for that
    return {**entry.told, **_maker(entry, _SIGNED)}


def _rule(entry: Entry) -> Mapping[str, Any]:
    window = entry.told.get("window")
    text = f"{window['amount']} {window['unit']}" if isinstance(window, dict) else window
    figures = {"figure": None, "figure_low": None}
    return {**figures, **entry.told, "window": text, **_maker(entry, _SIGNED)}


def _rule_now(session: Session, rows: list[Now]) -> list[Now]:
    connection = session.connection()
    found = connection.exec_driver_sql(
        "SELECT rule_override_id, figure, figure_low FROM rule_figure"
    )
    figures = {row[0]: {"figure": row[1], "figure_low": row[2]} for row in found}
    none = {"figure": None, "figure_low": None}
    return [row | figures.get(row["id"], none) for row in rows]


def _machine(entry: Entry) -> Mapping[str, Any]:
    if entry.act == "machine named":
        made = {"joined_by": "name", "joined_at": "at"}
        return {"active": True, **entry.told, **_maker(entry, made)}
    return entry.told


def _machine_now(session: Session, rows: list[Now]) -> list[Now]:
    """A computer that another one replaces goes out of use with the entry of that one."""
    found = session.connection().exec_driver_sql("SELECT replaces FROM machine")
    replaced = set(found.scalars())
    return [
        {name: value for name, value in row.items() if name != "active"}
        if row["uid"] in replaced
        else row
        for row in rows
    ]


def _import(entry: Entry) -> Mapping[str, Any]:
    if entry.act == "import":
        told = {"file_sha256": entry.told.get("sha256"), "report": entry.told.get("counts")}
        if "file" in entry.told:
            told["file_name"] = entry.told["file"]
        return told | {"undone_at": None, "undone_by": ""} | _maker(entry, _SIGNED)
    return _maker(entry, {"undone_by": "name", "undone_at": "at"})


def _symptoms(session: Session, rows: list[Now]) -> list[Now]:
    found: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    asked = (
        select(_SYMPTOM)
        .where(_SYMPTOM.c.follow_up_id.in_([row["id"] for row in rows]))
        .order_by(_SYMPTOM.c.follow_up_id, _SYMPTOM.c.position)
    )
    for each in session.connection().execute(asked):
        day = each.resolved_on
        found[each.follow_up_id].append(
            {
                **{name: getattr(each, name) for name in ("sign", "grade", "zone", "side", "note")},
                "resolved_on": None if day is None else day.isoformat(),
            }
        )
    return [
        row
        | {"symptoms": found.get(row["id"], [])}
        # Of two corrections that came from two computers the second replaces none.
        | ({"replaces": row["replaces_uid"]} if row["replaces_uid"] else {})
        for row in rows
    ]


def _areas(_session: Session, rows: list[Now]) -> list[Now]:
    return [row | {"areas": row["areas"].split()} for row in rows]


_RECORDED = {"recorded_by_uid": "uid"}
KINDS = (
    Kind("practitioner", "Person", all_fields),
    Kind("follow_up", "Follow-up", _by_whom(_RECORDED, when="recorded_at"), _symptoms),
    Kind("adverse_event", "Adverse event", _by_whom(_RECORDED, when="recorded_at")),
    Kind("plan", "Plan", all_fields),
    Kind("device", "Device", all_fields),
    Kind("product", "Product", all_fields),
    Kind(
        "consent_template",
        "Consent text",
        _by_whom({"author": "name", "created_at": "at"}, when="body"),
        always={"active": True},
    ),
    Kind(
        "aftercare_template", "Aftercare sheet", _by_whom({"created_at": "at"}, when="body"), _areas
    ),
    Kind(
        "photo",
        "What is said of photo",
        _photo,
        _photo_now,
        json=("alignment", "markup", "quality"),
        elsewhere=True,
    ),
    Kind("preset", "Preset", _preset, _preset_now, json=("document",)),
    Kind("recall", "Recall", _recall),
    Kind("limit_override", "Depth limit", _limit),
    Kind("rule_override", "Change of a screening rule", _rule, _rule_now),
    Kind(
        "machine",
        "Computer",
        _machine,
        _machine_now,
        may_be_untold=lambda trail: trail.goes_on,
    ),
    Kind("import_batch", "Import", _import, json=("report",)),
)
