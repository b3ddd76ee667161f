"""What the database itself refuses, whoever asks: the locks of signed records and of the trail.

A signed session and its rows cannot be changed; only the state may go on, and only with the
columns that belong to the step. REPLACE is refused as well: it would delete without asking.
Rows are deleted on one way only, which `needlelog.db.sqlite.erasing` guards.
"""

from __future__ import annotations

from sqlalchemy import Table

from needlelog.db.schema import metadata
from needlelog.db.sqlite.connect import CARTRIDGE_USED_WORDS, LOCKED_WORDS, LOT_EMPTY_WORDS
from needlelog.db.sqlite.erasing import (
    content_taken_away,
    erasure_triggers,
    kept_from_deletion,
    use_unlinked,
)
from needlelog.db.sqlite.exchanging import RECEIVING, exchange_triggers
from needlelog.db.tables.base import spelled

_SIGNING = (
    "state",
    "signed_by_id",
    "signed_by",
    "licence",
    "signed_at",
    "signed_offset",
    "chain_hash",
)
_COUNTERSIGNING = (
    "state",
    "countersigned_by_id",
    "countersigned_by",
    "countersigned_at",
    "countersigned_offset",
)
_WITHDRAWING = ("withdrawn_at", "withdrawn_by_id", "withdrawn_by", "withdrawn_reason")
_VOIDING = ("state", "voided_by_id", "voided_by", "voided_at", "voided_offset", "void_reason")
_TAKING_CONSENT_BACK = (
    "status",
    "withdrawn_on",
    "withdrawn_at",
    "withdrawn_note",
    "withdrawn_by",
)
_OF_THE_SHEET = ("sheet", "version", "language", "title", "body", "areas", "author", "created_at")
_OF_THE_RECALL = (
    *("kind", "subject_uid", "subject", "number", "reason"),
    *("opened_by_id", "opened_by", "opened_at"),
)
_OF_THE_HOLD = ("client_id", "reason", "placed_by", "placed_at")
_OF_THE_PICTURE = ("client_id", "sha256", "file_sha256", "width", "height", "taken_at", "added_at")


def lock_triggers() -> dict[str, str]:
    """Name and statement of every lock trigger."""
    triggers = [
        *_session(),
        *_addendum(),
        *_append_only(),
        *erasure_triggers(),
        *_undeletable("adverse_event"),
        *_written_once("follow_up", but=f"{RECEIVING} AND {_same(('replaces_id',), 'follow_up')}"),
        *_written_once("symptom"),
        *_undeletable("aftercare_template", kept=_OF_THE_SHEET, unless=RECEIVING),
        *_undeletable("photo", kept=_OF_THE_PICTURE),
        *(each for table in ("device", "product", "lot") for each in _undeletable(table)),
        *_written_once("lot_adjustment", but=use_unlinked()),
        *_undeletable("recall", kept=_OF_THE_RECALL),
        *_written_once("recall_notice"),
        *_undeletable("legal_hold", kept=_OF_THE_HOLD),
        *_cartridges(),
        *_scores_alone(),
        *_consent(),
        *_consent_template(),
        *exchange_triggers(),
    ]
    for table in metadata.sorted_tables:
        if "locked_with" in table.info:
            triggers += _row_of_session(table)
    return dict(triggers)


def rows_of_sessions() -> tuple[str, ...]:
    """The tables whose rows are locked with their session."""
    return tuple(table.name for table in metadata.sorted_tables if "locked_with" in table.info)


def _trigger(table: str, act: str, condition: str = "") -> tuple[str, str]:
    name = f"{table}_locked_{act.lower()}"
    if act == "DELETE":
        kept = kept_from_deletion(table)
        condition = f"({condition})\n  AND {kept}" if condition and kept else condition or kept
    when = f"\nWHEN {condition}" if condition else ""
    return name, (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table}{when}\n"
        f"BEGIN SELECT RAISE(ABORT, '{LOCKED_WORDS}: {table}'); END"
    )


def _same(columns: tuple[str, ...], table: str = "session") -> str:
    """All columns of a session (or another row) but these are as before."""
    kept = [column.name for column in metadata.tables[table].columns]
    return " AND ".join(f"NEW.{name} IS OLD.{name}" for name in kept if name not in columns)


def _session() -> list[tuple[str, str]]:
    taken = (
        "EXISTS (SELECT 1 FROM session WHERE (id = NEW.id OR uid = NEW.uid) AND state <> 'open')"
    )
    steps = (
        "OLD.state = 'open' AND NEW.state = 'open' AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid",
        f"OLD.state = 'open' AND NEW.state IN ('signed', 'deferred', 'imported') AND {_same(_SIGNING)}",
        f"OLD.state = 'signed' AND NEW.state = 'countersigned' AND {_same(_COUNTERSIGNING)}",
        f"OLD.state IN ('signed', 'countersigned', 'deferred', 'imported') AND NEW.state = 'void' AND {_same(_VOIDING)}",
        # Two machines took such a step, each without the other.
        f"{RECEIVING} AND {_same((*_COUNTERSIGNING, *_VOIDING))}",
    )
    allowed = "\n  OR ".join(f"({step})" for step in steps)
    return [
        _trigger("session", "INSERT", f"NEW.state <> 'open' OR {taken}"),
        _trigger("session", "UPDATE", f"NOT (\n  {allowed})"),
        _trigger("session", "DELETE", "OLD.state <> 'open'"),
    ]


def _row_of_session(table: Table) -> list[tuple[str, str]]:
    name = table.name
    if table.info["locked_with"] == "score":
        session_of = "(SELECT session_id FROM score WHERE id = {row}.score_id)"
    else:
        session_of = "{row}.session_id"
    signed = "EXISTS (SELECT 1 FROM session WHERE id = {owner} AND state <> 'open')"
    old = signed.format(owner=session_of.format(row="OLD"))
    new = signed.format(owner=session_of.format(row="NEW"))
    taken = f"EXISTS (SELECT 1 FROM {name} WHERE id = NEW.id OR uid = NEW.uid)"
    return [
        _trigger(name, "INSERT", f"{new}\n  OR {taken}"),
        _trigger(
            name,
            "UPDATE",
            f"{old}\n  OR {new}\n  OR NEW.id IS NOT OLD.id OR NEW.uid IS NOT OLD.uid",
        ),
        _trigger(name, "DELETE", old),
    ]


def _addendum() -> list[tuple[str, str]]:
    signed = (
        "EXISTS (SELECT 1 FROM session"
        " WHERE id = NEW.session_id AND state IN ('signed', 'countersigned', 'deferred', 'imported'))"
    )
    taken = "EXISTS (SELECT 1 FROM addendum WHERE id = NEW.id OR uid = NEW.uid)"
    return [
        _trigger("addendum", "INSERT", f"(NOT {signed} AND NOT {RECEIVING})\n  OR {taken}"),
        _trigger("addendum", "UPDATE"),
        _trigger("addendum", "DELETE"),
    ]


def _append_only() -> list[tuple[str, str]]:
    taken = (
        "EXISTS (SELECT 1 FROM audit_entry WHERE id = NEW.id"
        " OR (origin = NEW.origin AND sequence = NEW.sequence))"
    )
    return [
        _trigger("audit_entry", "INSERT", taken),
        _trigger("audit_entry", "UPDATE", f"NOT ({content_taken_away()})"),
        _trigger("audit_entry", "DELETE"),
    ]


def _consent() -> list[tuple[str, str]]:
    """A signed consent keeps every word; only a withdrawal may be written beside it, once."""
    columns = [column.name for column in metadata.tables["consent"].columns]
    kept = " AND ".join(
        f"NEW.{name} IS OLD.{name}" for name in columns if name not in _TAKING_CONSENT_BACK
    )
    from_paper = (
        "OLD.signed_at IS NULL AND NEW.signed_at IS NULL"
        " AND NEW.id IS OLD.id AND NEW.uid IS OLD.uid"
    )
    taken_back = (
        "OLD.status = 'given' AND NEW.status = 'withdrawn' AND OLD.withdrawn_on IS NULL"
        f" AND NEW.withdrawn_on IS NOT NULL AND {kept}"
    )
    taken = "EXISTS (SELECT 1 FROM consent WHERE id = NEW.id OR uid = NEW.uid)"
    return [
        _trigger("consent", "INSERT", taken),
        _trigger(
            "consent",
            "UPDATE",
            f"NOT (\n  ({from_paper})\n  OR ({taken_back})\n  OR ({RECEIVING} AND {kept}))",
        ),
        _trigger("consent", "DELETE"),
    ]


def _consent_template() -> list[tuple[str, str]]:
    taken = (
        "EXISTS (SELECT 1 FROM consent_template WHERE id = NEW.id OR uid = NEW.uid"
        " OR (kind = NEW.kind AND version = NEW.version AND language = NEW.language))"
    )
    return [
        _trigger("consent_template", "INSERT", taken),
        _trigger("consent_template", "UPDATE"),
        _trigger("consent_template", "DELETE"),
    ]


def _cartridges() -> list[tuple[str, str]]:
    """A unit used for one client is never used for another, and no lot gives more than it has.

    A unit is known by its serial and its lot, however they are spelled; where one of the two
    names no lot, the serial alone tells. A void session says that
    it was recorded wrongly, a deferred one that nobody was treated: neither used a cartridge.
    """
    other_pack = (
        "EXISTS (SELECT 1 FROM product AS this, product AS that"
        " WHERE this.id = NEW.product_id AND that.id = used.product_id"
        " AND this.gtin <> '' AND that.gtin <> '' AND this.gtin <> that.gtin)"
    )
    used_for_another = (
        "NEW.serial <> '' AND EXISTS (SELECT 1 FROM cartridge_use AS used"
        " JOIN session AS other ON other.id = used.session_id"
        f" WHERE used.serial <> '' AND {spelled('used.serial')} = {spelled('NEW.serial')}"
        f" AND (used.lot_id = NEW.lot_id OR {spelled('used.lot')} = {spelled('NEW.lot')}"
        f" OR {spelled('NEW.lot')} = '' OR {spelled('used.lot')} = '')"
        f" AND NOT {other_pack} AND other.state NOT IN ('void', 'deferred')"
        f" AND {_person('other.client_id')} <>"
        f" {_person('(SELECT client_id FROM session WHERE id = NEW.session_id)')})"
    )
    more_than_there = (
        "NEW.lot_id IS NOT NULL AND coalesce(NEW.count, 0) >"
        " (SELECT quantity FROM lot WHERE id = NEW.lot_id)"
    )
    # What was done on another machine was done: it is taken in and told.
    used_for_another, more_than_there = (
        f"NOT {RECEIVING} AND {refused}" for refused in (used_for_another, more_than_there)
    )
    refusals = (
        ("once", used_for_another, CARTRIDGE_USED_WORDS),
        ("in_stock", more_than_there, LOT_EMPTY_WORDS),
    )
    handed_on = (
        "NEW.client_id IS NOT OLD.client_id AND EXISTS"
        " (SELECT 1 FROM cartridge_use WHERE session_id = OLD.id AND serial <> '')"
    )
    return [
        *(
            _refusal(f"cartridge_use_{name}_{act.lower()}", act, "cartridge_use", condition, words)
            for act in ("INSERT", "UPDATE")
            for name, condition, words in refusals
        ),
        _refusal("session_hands_on_no_unit", "UPDATE", "session", handed_on, CARTRIDGE_USED_WORDS),
    ]


def _person(client_id: str) -> str:
    """The client a row is about, also where it was written under a duplicate."""
    return f"(SELECT coalesce(merged_into_id, id) FROM client WHERE id = {client_id})"


def _refusal(name: str, act: str, table: str, condition: str, words: str) -> tuple[str, str]:
    return name, (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table}\n"
        f"WHEN {condition}\nBEGIN SELECT RAISE(ABORT, '{words}'); END"
    )


def _scores_alone() -> list[tuple[str, str]]:
    """A score without a session is withdrawn, once; it is never changed and never deleted."""
    alone = "OLD.session_id IS NULL"
    step = (
        f"OLD.withdrawn_at IS NULL AND NEW.withdrawn_at IS NOT NULL"
        f" AND NEW.withdrawn_reason <> '' AND {_same(_WITHDRAWING, 'score')}"
        f" OR {RECEIVING} AND {_same(_WITHDRAWING, 'score')}"
    )
    item_alone = "(SELECT session_id FROM score WHERE id = OLD.score_id) IS NULL"
    refused = (
        ("score", "UPDATE", f"{alone} AND NOT ({step})"),
        ("score", "DELETE", f"{alone} AND {kept_from_deletion('score')}"),
        ("score_item", "UPDATE", item_alone),
        ("score_item", "DELETE", f"{item_alone} AND {kept_from_deletion('score_item')}"),
    )
    return [
        (
            f"{table}_kept_{act.lower()}",
            (
                f"CREATE TRIGGER {table}_kept_{act.lower()} BEFORE {act} ON {table}\n"
                f"WHEN {condition}\nBEGIN SELECT RAISE(ABORT, '{LOCKED_WORDS}: {table}'); END"
            ),
        )
        for table, act, condition in refused
    ]


def _written_once(table: str, but: str = "") -> list[tuple[str, str]]:
    """No row is changed or deleted; ``but`` is the one change that is let through."""
    return [
        _trigger(
            table, "INSERT", f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR uid = NEW.uid)"
        ),
        _trigger(table, "UPDATE", f"NOT ({but})" if but else ""),
        _trigger(table, "DELETE"),
    ]


def _undeletable(table: str, kept: tuple[str, ...] = (), unless: str = "") -> list[tuple[str, str]]:
    """No row is deleted or takes the place of another; the columns ``kept`` stay as written."""
    changed = " OR ".join(f"NEW.{name} IS NOT OLD.{name}" for name in ("id", "uid", *kept))
    changed = f"({changed}) AND NOT {unless}" if unless else changed
    return [
        _trigger(
            table,
            "INSERT",
            f"EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id OR uid = NEW.uid)",
        ),
        _trigger(table, "UPDATE", changed),
        _trigger(table, "DELETE"),
    ]
