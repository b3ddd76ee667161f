"""The tables of sessions and of what was done in them."""

from __future__ import annotations

from needlelog.db.exports.columns import (
    CLIENT_NAME,
    CLIENT_UID,
    DAY,
    OF_SESSION,
    PART,
    SESSION_UID,
    STATE,
    ExportColumn,
    ExportTable,
    Kind,
    Secrecy,
    code,
    day,
    decimal,
    instant,
    person,
    text,
    uid,
    whole,
    yes_no,
)

_SIDES = ("left", "right", "both", "mid")
_PERSON = person("practitioner", "person.name", "who treated")
_BY = " CROSS JOIN practitioner AS person ON person.id = session.practitioner_id"
_IN_ORDER = " ORDER BY wanted.place, {0}.position"
_PART = f"char({ord(PART)})"


def _joined(select: str) -> str:
    """Values of child rows in one cell, in the order of the rows."""
    return f"(SELECT group_concat(word, '; ') FROM ({select}))"


def _uniform(value: str, table: str) -> str:
    """The value that all child rows share, nothing where they differ."""
    own = f"FROM {table} WHERE session_id = session.id"
    return (
        f"(SELECT CASE WHEN count(*) = count({value}) AND min({value}) = max({value})"
        f" THEN min({value}) END {own})"
    )


def _decided(column: str) -> str:
    """What was decided about a finding: for its own place where that differs from the rest."""
    return (
        f"coalesce((SELECT other.{column} FROM other_decision AS other"
        " JOIN decision_extent AS extent ON extent.session_id = other.session_id"
        " AND extent.decision = other.position WHERE other.session_id = session.id"
        " AND other.rule = row.rule AND extent.zone IS row.zone AND extent.side IS row.side"
        " AND NOT EXISTS (SELECT 1 FROM decision AS one JOIN decision_extent AS its"
        " ON its.session_id = one.session_id AND its.decision = one.position"
        " WHERE one.session_id = session.id AND one.rule = row.rule"
        " AND its.zone IS row.zone AND its.side IS row.side AND one.position > other.position)"
        " ORDER BY other.position DESC LIMIT 1),"
        f" (SELECT {column} FROM decision"
        " WHERE session_id = session.id AND decision.rule = row.rule))"
    )


_ZONE_WORDS = (
    "(SELECT group_concat(word, " + f"char({ord(PART) - 1})" + ") FROM (SELECT zone || "
    f"{_PART} || side || {_PART} || custom_name AS word"
    " FROM treated_zone WHERE session_id = session.id ORDER BY position))"
)
_DEPTH_WORDS = (
    "(SELECT CASE WHEN count(*) = count(depth_um) THEN group_concat(printf('%.2f',"
    " depth_um / 1000.0), '; ') END FROM (SELECT depth_um FROM treated_zone"
    " WHERE session_id = session.id ORDER BY position))"
)
_LOT_WORDS = (
    "(SELECT CASE WHEN count(DISTINCT lot) = 1 THEN min(lot) WHEN max(lot) = '' THEN ''"
    " ELSE group_concat(lot, '; ') END FROM (SELECT lot FROM topical"
    " WHERE session_id = session.id ORDER BY position))"
)
_NUMBING_WORDS = _joined(
    "SELECT CASE WHEN agent = '' AND on_at IS NULL THEN note ELSE"
    " trim(agent || iif(strength = '', '', ' ' || strength)"
    " || iif(off_at IS NULL OR on_at IS NULL, '',"
    " iif(agent = '', '', ', ') || ((off_at - on_at) / 60000000) || ' min')) END AS word"
    " FROM numbing WHERE session_id = session.id ORDER BY position"
)

ZONES = ExportTable(
    "zones",
    "one row a treated zone, of every session",
    f"{OF_SESSION}{_BY} CROSS JOIN treated_zone AS row ON row.session_id = session.id"
    " LEFT JOIN device_use AS device ON device.session_id = session.id"
    " LEFT JOIN cartridge_use AS cartridge ON cartridge.session_id = session.id"
    + _IN_ORDER.format("row"),
    (
        DAY,
        CLIENT_NAME,
        ExportColumn(
            "birth_date",
            "client.birth_date",
            Kind.DAY,
            "birth date of the client",
            secrecy=Secrecy.YEAR,
        ),
        whole("phototype", "client.phototype", "Fitzpatrick type 1 to 6"),
        code("zone", "row.zone", "code of the zone in resources/zones.toml"),
        text("own_zone", "row.custom_name", "name of a zone that is not in the list"),
        code("side", "row.side", "the client’s side", *_SIDES),
        decimal("depth_mm", "row.depth_um", "needle depth", "mm"),
        whole("passes", "row.passes", "passes over the zone"),
        code("pattern", "row.pattern", "how the device was led"),
        text("speed", "row.speed_value", "speed where it differs from the session’s", kept=True),
        code("speed_unit", "row.speed_unit", "unit of the speed", "rpm", "level", "hz"),
        whole("erythema", "row.erythema", "redness after treatment, 0 none to 4"),
        whole("bleeding", "row.bleeding", "pinpoint bleeding, 0 none to 4"),
        whole("pain", "row.pain", "pain in this zone, 0 none to 10 worst"),
        code("concern", "row.concern", "what the zone was treated for"),
        text("reason", "row.reason", "reason given for going past a limit"),
        text("note", "row.note", "note on the zone"),
        text("device", "device.name", "device as it was named then", kept=True),
        text("device_serial", "device.serial", "its serial number", kept=True),
        text("cartridge_lot", "cartridge.lot", "lot of the cartridge", kept=True),
        ExportColumn("cartridge_expiry", "cartridge.expiry", Kind.CODE, "its expiry"),
        whole("number", "session.number", "number of the session in its plan"),
        STATE,
        _PERSON,
        whole("row", "row.row", "number of the row in its session"),
        SESSION_UID,
        CLIENT_UID,
    ),
)

SESSIONS = ExportTable(
    "sessions",
    "one row a signed session, also void and deferred ones; can be brought in again as it is",
    f"{OF_SESSION}{_BY}"
    " LEFT JOIN session_summary AS sums ON sums.session_id = session.id"
    " LEFT JOIN device_use AS device ON device.session_id = session.id"
    " LEFT JOIN cartridge_use AS cartridge ON cartridge.session_id = session.id"
    " ORDER BY wanted.place",
    (
        DAY,
        CLIENT_NAME,
        ExportColumn(
            "birth_date",
            "client.birth_date",
            Kind.DAY,
            "birth date of the client",
            secrecy=Secrecy.YEAR,
        ),
        text("phone", "client.phone", "phone of the client"),
        text("email", "client.email", "e-mail of the client"),
        whole("phototype", "client.phototype", "Fitzpatrick type 1 to 6"),
        ExportColumn(
            "zones",
            _ZONE_WORDS,
            Kind.ZONES,
            "the treated zones with their sides, parted by semicolons",
            secrecy=Secrecy.LEFT_OUT,
        ),
        ExportColumn(
            "depth_mm",
            _DEPTH_WORDS,
            Kind.CODE,
            "the depths of these zones in their order, parted by semicolons",
            "mm",
        ),
        whole("passes", _uniform("passes", "treated_zone"), "passes, where all zones had the same"),
        ExportColumn(
            "product",
            _joined(
                "SELECT name AS word FROM topical WHERE session_id = session.id ORDER BY position"
            ),
            Kind.TEXT,
            "products put on, parted by semicolons",
        ),
        ExportColumn("lot", _LOT_WORDS, Kind.TEXT, "their lots; one where all are the same"),
        text("cartridge_lot", "cartridge.lot", "lot of the cartridge", kept=True),
        text("numbing", _NUMBING_WORDS, "anaesthetics with strength and minutes"),
        _PERSON,
        whole("number", "session.number", "number in its plan"),
        text("note", "session.note", "note on the session"),
        STATE,
        whole("planned", "session.planned_total", "planned sessions of the plan"),
        code("phase", "session.phase", "phase of the plan", "series", "maintenance"),
        instant(
            "begun_at",
            "session.created_at",
            "when it was written down first",
            "session.created_offset",
        ),
        instant(
            "started_at",
            "session.started_at",
            "start of the treatment; at midnight only the day is known",
            "session.started_offset",
        ),
        instant("ended_at", "session.ended_at", "end of the treatment", "session.ended_offset"),
        whole("pain", "session.pain", "pain over all, 0 none to 10 worst"),
        yes_no(
            "reactions_answered",
            "session.reactions_answered",
            "whether somebody said which reactions there were; yes without rows says none",
        ),
        text("reactions_note", "session.reactions_note", "note on the reactions"),
        text("combined", "session.combined_other", "other treatment of the same visit"),
        text("device", "device.name", "device as it was named then", kept=True),
        text("device_serial", "device.serial", "its serial number", kept=True),
        text("speed", "device.speed_value", "its speed as it showed it", kept=True),
        code("speed_unit", "device.speed_unit", "unit of the speed", "rpm", "level", "hz"),
        text("cartridge", "cartridge.kind", "kind of cartridge", kept=True),
        ExportColumn("cartridge_expiry", "cartridge.expiry", Kind.CODE, "its expiry"),
        whole("cartridges", "cartridge.count", "how many were used"),
        text("cartridge_serial", "cartridge.serial", "serial of the single unit", kept=True),
        code("aftercare_sheet", "session.aftercare_sheet", "sheet handed over"),
        code("aftercare_version", "session.aftercare_version", "its version"),
        day("next_due", "session.next_due", "agreed day of the next session"),
        code("rules_version", "session.rules_version", "version of the screening rules"),
        ExportColumn(
            "ticks",
            "sums.ticks",
            Kind.BITS,
            "parts of a complete record that are there",
            codes=("screening", "consent", "lots", "reactions", "aftercare", "photos"),
        ),
        ExportColumn(
            "flags",
            "sums.flags",
            Kind.BITS,
            "what stood out when it was signed",
            codes=(
                "over_advice",
                "override",
                "interval",
                "lot_missing",
                "expired",
                "back_dated",
            ),
        ),
        decimal("deepest_mm", "sums.deepest_um", "the deepest zone", "mm"),
        day("ask_again_on", "session.ask_again_on", "when a deferred session is asked about"),
        text("defer_reason", "session.defer_reason", "why it was put off"),
        person("signed_by", "session.signed_by", "who signed, or who brought it in"),
        text("licence", "session.licence", "licence of who signed"),
        instant("signed_at", "session.signed_at", "when it was signed", "session.signed_offset"),
        person("countersigned_by", "session.countersigned_by", "who countersigned"),
        instant(
            "countersigned_at", "session.countersigned_at", "when", "session.countersigned_offset"
        ),
        person("voided_by", "session.voided_by", "who declared it void"),
        instant("voided_at", "session.voided_at", "when", "session.voided_offset"),
        text("void_reason", "session.void_reason", "why it is void"),
        ExportColumn(
            "chain_hash",
            "session.chain_hash",
            Kind.HASH,
            "hash of the trail’s entry with which it was signed",
        ),
        SESSION_UID,
        CLIENT_UID,
    ),
)

_HEAD = (DAY, CLIENT_NAME)
_TAIL = (STATE, SESSION_UID, CLIENT_UID)


def _child(name: str, meaning: str, table: str, *columns: ExportColumn) -> ExportTable:
    return ExportTable(
        name,
        meaning,
        f"{OF_SESSION} CROSS JOIN {table} AS row ON row.session_id = session.id"
        " ORDER BY wanted.place, row.position",
        (*_HEAD, *columns, *_TAIL),
    )


_WHERE_PUT = _joined(
    "SELECT zone || ' ' || side AS word FROM topical_zone AS spot WHERE spot.session_id ="
    " row.session_id AND spot.row = row.row ORDER BY spot.position"
)

TOPICALS = _child(
    "topicals",
    "one row a product put on the skin",
    "topical",
    text("product", "row.name", "product as it was named then", kept=True),
    code("category", "row.category", "kind of product"),
    text("strength", "row.strength", "strength", kept=True),
    text("lot", "row.lot", "lot number", kept=True),
    ExportColumn("expiry", "row.expiry", Kind.CODE, "expiry, YYYY-MM or YYYY-MM-DD"),
    decimal("amount_ml", "row.amount_ul", "amount", "ml"),
    code("timing", "row.timing", "when", "before", "during", "after", "at_home"),
    ExportColumn("on_zones", _WHERE_PUT, Kind.TEXT, "on which zones; empty for all treated"),
    text(
        "expired_reason", "row.expired_reason", "why it was used past its expiry or under a recall"
    ),
    text("note", "row.note", "note"),
)
NUMBING = _child(
    "numbing",
    "one row an anaesthetic",
    "numbing",
    text("agent", "row.agent", "agent", kept=True),
    text("strength", "row.strength", "strength", kept=True),
    text("lot", "row.lot", "lot number", kept=True),
    ExportColumn("expiry", "row.expiry", Kind.CODE, "expiry, YYYY-MM or YYYY-MM-DD"),
    instant("on_at", "row.on_at", "put on", "row.on_offset"),
    instant("off_at", "row.off_at", "taken off", "row.off_offset"),
    yes_no("occluded", "row.occluded", "under a film"),
    yes_no("wiped_off", "row.wiped_off", "wiped off before needling"),
    decimal("amount_g", "row.amount_mg", "amount", "g"),
    whole("area_cm2", "row.area_cm2", "area", "cm²"),
    text(
        "expired_reason", "row.expired_reason", "why it was used past its expiry or under a recall"
    ),
    text("note", "row.note", "note"),
)
REACTIONS = _child(
    "reactions",
    "one row an immediate reaction",
    "reaction",
    code("sign", "row.sign", "what was seen"),
    whole("severity", "row.severity", "1 mild, 2 moderate, 3 severe"),
    code("zone", "row.zone", "where"),
    code("side", "row.side", "side", *_SIDES),
    text("note", "row.note", "note"),
)
ANSWERS = _child(
    "screening",
    "one row an answer given before a session",
    "screening_answer",
    code("item", "row.item", "what was asked, a code of resources/screening.toml"),
    code("answer", "row.answer", "answer", "yes", "no", "unknown"),
    day("last_exposure", "row.last_exposure", "last day of exposure"),
    day("asked_on", "row.asked_on", "when it was asked"),
    yes_no("confirmed", "row.confirmed", "whether an earlier answer was confirmed"),
    text("note", "row.note", "note"),
)
FINDINGS = _child(
    "findings",
    "one row for what a rule found, with what was decided",
    "finding",
    code("rule", "row.rule", "the rule"),
    code("rule_version", "row.rule_version", "its version"),
    code("severity", "row.severity", "its weight", "block", "warn", "note"),
    code("scope", "row.scope", "what it is about", "session", "zone", "numbing"),
    code("zone", "row.zone", "zone, where it is about one"),
    code("side", "row.side", "side", *_SIDES),
    code("item", "row.item", "the item of the screening"),
    code("window", "row.window", "the rule’s window, and the figure it was held to"),
    whole("measured_days", "row.measured_days", "what was compared with it", "days"),
    whole("measured_hours", "row.measured_hours", "what was compared with it", "hours"),
    text("reason", _decided("reason"), "reason the practitioner gave"),
    text("prescriber", _decided("prescriber"), "prescriber who was asked"),
)
ADDENDA = ExportTable(
    "addenda",
    "one row for what was added after signing",
    f"{OF_SESSION} CROSS JOIN addendum AS row ON row.session_id = session.id"
    " ORDER BY wanted.place, row.id",
    (
        *_HEAD,
        instant("written_at", "row.written_at", "when", "row.written_offset"),
        person("author", "row.author", "who"),
        code("about", "row.about", "the part it changes, empty for the record as a whole"),
        text("text", "row.text", "the words"),
        uid("addendum_uid", "row.uid", "the addendum", "addendum"),
        *_TAIL,
    ),
)
SESSION_TABLES = (
    ZONES, SESSIONS, TOPICALS, NUMBING, REACTIONS, ANSWERS, FINDINGS, ADDENDA,
)  # fmt: skip
