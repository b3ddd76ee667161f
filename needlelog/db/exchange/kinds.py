"""Which tables travel between machines, and which columns of them can change.

A field is what is decided as a whole where two machines changed it: one column, or a few that make
sense only together. Columns that are named nowhere here never change once a row is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from needlelog.db.schema import metadata

LOCAL = frozenset(
    {
        *(
            "installation",
            "draft",
            "begun_words",
            "session_summary",
            "client_summary",
            "plan_summary",
        ),
        *(
            "week_sum",
            "year_sum",
            "week_count",
            "session_figure",
            "figure_letter",
            "machine_mark",
            "missing_photo",
            "exchange_receipt",
            "exchange_came",
            "exchange_before",
        ),
        "exchange_open",
    }
)
"""Tables that stay on their machine: what is not signed yet, and what is worked out from rows."""
OWN_WAY = frozenset(
    {"audit_entry", "exchange_change", "erasure", "audit_tombstone", "row_to_erase"}
)
"""Tables that travel, or are filled, on a way of their own."""

CLINIC = "installation"
CLINIC_ROW = "clinic"
"""The name under which the clinic's own name travels."""
ZONES = "zones"
"""The field, and the column in the file, for the zones of a plan or a concern."""
ZONE_SETS = {
    "plan": ("plan_zone", "plan_id"),
    "client_concern": ("client_concern_zone", "client_concern_id"),
}
"""Tables whose zones are rows of another table, rewritten as a whole."""
NAMED_BY_CONTENT = ("setting", "saved_filter")
"""Tables whose uid follows from a name, so that two machines may write the same row."""
MADE_ALIKE = (*NAMED_BY_CONTENT, "aftercare_template")
"""Tables of which two machines may make the same row."""

_SINGLE: dict[str, str] = {
    CLINIC: "clinic_name",
    "practitioner": "name role licence depth_ceiling_um active",
    "client": ("name birth_date sex phone email address emergency_contact phototype note active"),
    "history_item": "position kind name code alert note active",
    "client_concern": "position concern severity active",
    "avoid_mark": "position kind map_name x y zone side since until note active",
    "consent": "position kind version decided_on note active expires_on",
    "plan": "concern planned_sessions interval_days phase started_on note active",
    "device": (
        "name model_code maker serial shallowest_um deepest_um step_um evaluated_to_um"
        " speed_unit speed_default"
    ),
    "product": ("name category maker strength sterile labelled_for_microneedling note gtin unit"),
    "lot": "lot expiry opened_on quantity received note",
    "adverse_event": (
        "session_id follow_up_id lot_id product lot kind grade noticed_on action referral"
        " resolved_on note"
    ),
    "photo": "session_uid view phase zone side alignment markup quality note",
    "preset": "name document active",
    "limit_override": "active",
    "rule_override": "active",
    "aftercare_template": "active",
    "question": "answer_id",
    "machine": "name active",
}
_GROUPS: dict[str, dict[str, str]] = {
    "history_item": {"answer": "answer last_exposure asked_on last_at last_offset areas"},
    "consent": {"withdrawal": "status withdrawn_on withdrawn_at withdrawn_note withdrawn_by"},
    "client_merge": {"undoing": "undone_at undone_by"},
    "import_batch": {"undoing": "undone_at undone_by"},
    "session": {
        "countersigning": (
            "countersigned_by_id countersigned_by countersigned_at countersigned_offset"
        ),
        "voiding": "voided_by_id voided_by voided_at voided_offset void_reason",
    },
    "score": {"withdrawal": "withdrawn_at withdrawn_by_id withdrawn_by withdrawn_reason"},
    "recall": {"closing": "closed_at closed_by clients sessions notified"},
    "legal_hold": {"lifting": "lifted_by lifted_at lifted_reason"},
    "question": {"closing": "closed_at closed_by"},
    "device": {"use": "active inactive_reason"},
    "product": {"use": "active inactive_reason"},
    "lot": {"use": "active inactive_reason"},
    "photo": {"use": "active removed_reason"},
    "setting": {"value": "value changed_at"},
    "saved_filter": {"filter": "document made_by made_at active"},
}
_OWNERS = {
    "score_item": ("score", "score_id"),
    "symptom": ("follow_up", "follow_up_id"),
    "thumbnail": ("photo", "photo_id"),
    "photo_name": ("photo", "photo_id"),
    "rule_figure": ("rule_override", "rule_override_id"),
}
_REFERENCES = {("topical_zone", "session_id"): "session"}
"""Columns that point at a row by way of another table."""
_NOT_SENT = {"client": ("search_text", "merged_into_id")}
"""Columns that every machine works out for itself."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A table that travels: its fields with their columns, and the rows that go with a row."""

    table: str
    fields: Mapping[str, tuple[str, ...]]
    owners: tuple[tuple[str, str], ...] = ()
    """The tables whose rows bring rows of this one along, with the column that points there."""
    alone: bool = True
    """Whether rows of it are written on their own, not only with an owner."""


@cache
def kinds() -> dict[str, Kind]:
    """All tables that travel; each stands after those its rows, or rows with them, point at."""
    found = {}
    for name in _order():
        table = metadata.tables[name]
        locked = table.info.get("locked_with")
        owners: tuple[tuple[str, str], ...] = ()
        if locked == "session":
            owners = (("session", "session_id"),)
        elif name in _OWNERS:
            owners = (_OWNERS[name],)
        alone = not owners or name == "score"
        found[name] = Kind(name, fields_of(name), owners, alone)
    return found


def fields_of(table: str) -> dict[str, tuple[str, ...]]:
    """The fields of a table with their columns."""
    single = {column: (column,) for column in _SINGLE.get(table, "").split()}
    groups = {name: tuple(words.split()) for name, words in _GROUPS.get(table, {}).items()}
    zones = {ZONES: (ZONES,)} if table in ZONE_SETS else {}
    return {**single, **groups, **zones}


@cache
def references(table: str) -> dict[str, str]:
    """The columns that hold the number of a row of another table, with the table."""
    found = {}
    for column in metadata.tables[table].columns:
        for key in column.foreign_keys:
            owner = _REFERENCES.get((table, column.name))
            if owner or key.column.name == "id":
                found[column.name] = owner or key.column.table.name
    return found


@cache
def sent_columns(table: str) -> tuple[str, ...]:
    """The columns of a table that travel."""
    left = ("id", *_NOT_SENT.get(table, ()))
    return tuple(each.name for each in metadata.tables[table].columns if each.name not in left)


def _order() -> list[str]:
    """Sessions and what comes with them last of those that do not need a session."""
    replaced = {zones for zones, _owner in ZONE_SETS.values()}
    names = [
        table.name
        for table in metadata.sorted_tables
        if table.name not in LOCAL | OWN_WAY | replaced
    ]
    after: set[str] = {"session"}
    for name in names:
        if {owner for column, owner in references(name).items() if owner != name} & after:
            after.add(name)
    with_it = [name for name in names if metadata.tables[name].info.get("locked_with")]
    rest = [name for name in names if name in after and name not in with_it and name != "session"]
    return [
        *(name for name in names if name not in after and name not in with_it),
        "session",
        *with_it,
        *rest,
    ]
