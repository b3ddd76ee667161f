"""The tables of clients, of what came of treatments, and of the trail."""

from __future__ import annotations

from needlelog.db.exports.columns import (
    CLIENT_NAME,
    CLIENT_UID,
    OF_CLIENT,
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

_ROWS_OF_CLIENT = "SELECT client.id UNION ALL SELECT id FROM client AS merged WHERE merged.merged_into_id = client.id"
_SIDES = ("left", "right", "both", "mid")

CLIENTS = ExportTable(
    "clients",
    "one row a client",
    f"{OF_CLIENT} LEFT JOIN client_summary AS sums ON sums.client_id = client.id"
    " ORDER BY wanted.place",
    (
        CLIENT_NAME,
        ExportColumn(
            "birth_date", "client.birth_date", Kind.DAY, "birth date", secrecy=Secrecy.YEAR
        ),
        code("sex", "client.sex", "sex as the client gives it", "female", "male", "other"),
        text("phone", "client.phone", "phone"),
        text("email", "client.email", "e-mail"),
        text("address", "client.address", "address"),
        text("emergency_contact", "client.emergency_contact", "whom to call"),
        whole("phototype", "client.phototype", "Fitzpatrick type 1 to 6"),
        text("note", "client.note", "note"),
        yes_no("active", "client.active", "whether the client is still offered"),
        instant("added_at", "client.created_at", "when the client was added"),
        whole("sessions", "coalesce(sums.sessions, 0)", "signed sessions that are not void"),
        day("last_session", "sums.last_session_on", "day of the last one"),
        CLIENT_UID,
    ),
)


def _of_client(
    name: str, meaning: str, table: str, order: str, *columns: ExportColumn, joins: str = ""
) -> ExportTable:
    return ExportTable(
        name,
        meaning,
        f"{OF_CLIENT} CROSS JOIN {table} AS row ON row.client_id IN ({_ROWS_OF_CLIENT}){joins}"
        f" ORDER BY wanted.place, {order}",
        (CLIENT_NAME, *columns, CLIENT_UID),
    )


_OWN_SESSION = (
    " LEFT JOIN session ON session.id = row.session_id"
    " JOIN (SELECT 1) ON row.session_id IS NULL"
    " OR row.session_id IN (SELECT id FROM temp.wanted_session)"
)
_BY = " LEFT JOIN practitioner AS person ON person.id = row.recorded_by_id"
_SESSION = uid("session_uid", "session.uid", "the session it belongs to, if any", "session")

HISTORY = _of_client(
    "history",
    "one row a condition, medicine, allergy or earlier treatment",
    "history_item",
    "row.position",
    code("kind", "row.kind", "kind", "condition", "medicine", "allergy", "treatment"),
    code("code", "row.code", "item of the screening it answers"),
    text("name", "row.name", "in words"),
    code("answer", "row.answer", "answer", "yes", "no", "unknown"),
    day("last_exposure", "row.last_exposure", "last day of exposure"),
    day("asked_on", "row.asked_on", "when it was asked"),
    yes_no("alert", "row.alert", "whether it is shown on every page"),
    yes_no("active", "row.active", "whether it still holds"),
    text("note", "row.note", "note"),
)
CONSENTS = _of_client(
    "consents",
    "one row a decision on a consent",
    "consent",
    "row.position",
    code("kind", "row.kind", "what for", "treatment", "photo", "marketing", "disclosure"),
    code("version", "row.version", "version of the text"),
    code("status", "row.status", "decision", "given", "refused", "withdrawn"),
    day("decided_on", "row.decided_on", "when"),
    day("expires_on", "row.expires_on", "last day on which it holds"),
    day("withdrawn_on", "row.withdrawn_on", "when it was taken back"),
    instant("signed_at", "row.signed_at", "when it was signed on the screen", "row.signed_offset"),
    text("signer", "row.signer_name", "who signed"),
    text("guardian", "row.guardian_name", "guardian who signed"),
    text("witness", "row.witness_name", "witness"),
    text("note", "row.note", "note"),
    ExportColumn(
        "document_hash",
        "row.document_hash",
        Kind.HASH,
        "SHA-256 over text, decision, names, times and strokes",
    ),
    uid("consent_uid", "row.uid", "the consent", "consent"),
)
SCORES = _of_client(
    "scores",
    "one row an item of a rating",
    "score",
    "row.rated_on, row.id, item.position",
    day("rated_on", "row.rated_on", "day of the rating"),
    code("scale", "row.scale", "code of the scale"),
    code("scale_version", "row.scale_version", "its version"),
    text("scale_name", "row.scale_name", "its name", kept=True),
    code("rater", "row.rater", "who rated"),
    person("rated_by", "row.rated_by", "by name"),
    code("item", "item.item", "item of the scale"),
    decimal("value", "item.value", "value of the item", "points"),
    decimal("total", "row.total", "total of the rating", "points"),
    text("note", "row.note", "note"),
    instant(
        "withdrawn_at", "row.withdrawn_at", "when it was taken back; then it counts in nothing"
    ),
    text("withdrawn_reason", "row.withdrawn_reason", "why"),
    uid("score_uid", "row.uid", "the rating", "score"),
    _SESSION,
    joins=f"{_OWN_SESSION} LEFT JOIN score_item AS item ON item.score_id = row.id",
)
FOLLOW_UPS = _of_client(
    "follow_ups",
    "one row a symptom asked about after a session, one without a sign for a follow-up alone",
    "follow_up",
    "row.seen_on, row.id, symptom.position",
    day("seen_on", "row.seen_on", "day of the follow-up"),
    whole("day_offset", "row.day_offset", "days after the session", "days"),
    yes_no("reached", "row.reached", "whether somebody was reached"),
    code("sign", "symptom.sign", "symptom"),
    whole("grade", "symptom.grade", "0 looked for and not there, to 4"),
    code("zone", "symptom.zone", "where"),
    code("side", "symptom.side", "side", *_SIDES),
    day("resolved_on", "symptom.resolved_on", "when it was gone"),
    text("symptom_note", "symptom.note", "note on the symptom"),
    text("note", "row.note", "note on the follow-up"),
    person("recorded_by", "person.name", "who wrote it down"),
    instant("recorded_at", "row.recorded_at", "when"),
    uid("follow_up_uid", "row.uid", "the follow-up", "follow_up"),
    uid(
        "replaces_uid",
        "(SELECT uid FROM follow_up WHERE id = row.replaces_id)",
        "the follow-up it corrects",
        "follow_up",
    ),
    _SESSION,
    joins=f"{_OWN_SESSION}{_BY} LEFT JOIN symptom ON symptom.follow_up_id = row.id",
)
ADVERSE_EVENTS = _of_client(
    "adverse_events",
    "one row an adverse event",
    "adverse_event",
    "row.noticed_on, row.id",
    day("noticed_on", "row.noticed_on", "when it was noticed"),
    code("kind", "row.kind", "kind of event"),
    whole("grade", "row.grade", "grade 1 to 5"),
    text("product", "row.product", "product it may come from", kept=True),
    text("lot", "row.lot", "its lot", kept=True),
    text("action", "row.action", "what was done"),
    text("referral", "row.referral", "to whom the client was sent"),
    day("resolved_on", "row.resolved_on", "when it was over"),
    text("note", "row.note", "note"),
    person("recorded_by", "person.name", "who wrote it down"),
    instant("recorded_at", "row.recorded_at", "when"),
    uid("event_uid", "row.uid", "the event", "adverse_event"),
    _SESSION,
    joins=f"{_OWN_SESSION}{_BY}",
)
PHOTOS = _of_client(
    "photos",
    "one row a photo: what it shows and its hashes, not the picture",
    "photo",
    "row.added_at, row.id",
    code("view", "row.view", "view"),
    code("phase", "row.phase", "when in the treatment"),
    code("zone", "row.zone", "zone"),
    code("side", "row.side", "side", *_SIDES),
    instant("taken_at", "row.taken_at", "when it was taken", "row.taken_offset"),
    instant("added_at", "row.added_at", "when it was added"),
    code("media_type", "row.media_type", "kind of file"),
    whole("width", "row.width", "width", "pixels"),
    whole("height", "row.height", "height", "pixels"),
    ExportColumn("sha256", "row.sha256", Kind.HASH, "SHA-256 of the picture as it was taken in"),
    yes_no("active", "row.active", "whether it is in use"),
    text("note", "row.note", "note"),
    uid("photo_uid", "row.uid", "the photo", "photo"),
    uid("session_uid", "row.session_uid", "the session it belongs to, if any", "session"),
    joins=(
        " JOIN (SELECT 1) ON row.session_uid IS NULL OR row.session_uid IN (SELECT session.uid"
        " FROM temp.wanted_session AS own JOIN session ON session.id = own.id)"
        " OR (SELECT whole FROM temp.wanted_scope)"
    ),
)
TRAIL = ExportTable(
    "trail",
    "the trail: one row a change, each chained to the one before",
    "audit_entry AS row WHERE (SELECT whole FROM temp.wanted_scope)"
    " OR row.record_uid IN (SELECT session.uid FROM temp.wanted_session AS own"
    " JOIN session ON session.id = own.id)"
    " OR row.record_uid IN (SELECT client.uid FROM temp.wanted_client AS own"
    " JOIN client ON client.id = own.id)"
    " ORDER BY row.origin, row.sequence",
    (
        code("origin", "row.origin", "installation in which it was written"),
        whole("sequence", "row.sequence", "number of the entry, without a gap for each origin"),
        ExportColumn(
            "made_at",
            "strftime('%Y-%m-%dT%H:%M:%S', row.made_at / 1000000, 'unixepoch')"
            " || printf('.%06dZ', row.made_at % 1000000)",
            Kind.INSTANT,
            "when, in UTC",
        ),
        person("person", "row.person", "who"),
        code("act", "row.act", "what was done"),
        code("record_kind", "row.record_kind", "kind of record"),
        uid("record_uid", "row.record_uid", "the record", "record"),
        text("before", "row.before", "what was there before, as JSON"),
        text("after", "row.after", "what was there afterwards, as JSON"),
        ExportColumn("previous_hash", "row.previous_hash", Kind.HASH, "hash of the entry before"),
        ExportColumn("hash", "row.hash", Kind.HASH, "SHA-256 over the entry"),
    ),
)
CLIENT_TABLES = (
    CLIENTS, HISTORY, CONSENTS, SCORES, FOLLOW_UPS, ADVERSE_EVENTS, PHOTOS, TRAIL,
)  # fmt: skip
