"""The words for what the trail names by a code: acts, kinds of records, fields."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_ACTS: dict[str, object] = {
    "started": QT_TRANSLATE_NOOP("TrailActs", "session begun"),
    "signed": QT_TRANSLATE_NOOP("TrailActs", "signed"),
    "deferred": QT_TRANSLATE_NOOP("TrailActs", "put off"),
    "imported": QT_TRANSLATE_NOOP("TrailActs", "imported"),
    "countersigned": QT_TRANSLATE_NOOP("TrailActs", "countersigned"),
    "voided": QT_TRANSLATE_NOOP("TrailActs", "declared void"),
    "discarded": QT_TRANSLATE_NOOP("TrailActs", "draft thrown away"),
    "addendum": QT_TRANSLATE_NOOP("TrailActs", "addendum"),
    "opened": QT_TRANSLATE_NOOP("TrailActs", "opened"),
    "question asked": QT_TRANSLATE_NOOP("TrailActs", "question asked"),
    "question closed": QT_TRANSLATE_NOOP("TrailActs", "question closed"),
    "client added": QT_TRANSLATE_NOOP("TrailActs", "client added"),
    "client changed": QT_TRANSLATE_NOOP("TrailActs", "client changed"),
    "plan added": QT_TRANSLATE_NOOP("TrailActs", "plan added"),
    "plan changed": QT_TRANSLATE_NOOP("TrailActs", "plan changed"),
    "photo added": QT_TRANSLATE_NOOP("TrailActs", "photo added"),
    "person added": QT_TRANSLATE_NOOP("TrailActs", "person added"),
    "person changed": QT_TRANSLATE_NOOP("TrailActs", "person changed"),
    "person deactivated": QT_TRANSLATE_NOOP("TrailActs", "person may not sign in any more"),
    "clock confirmed": QT_TRANSLATE_NOOP("TrailActs", "confirmed that the clock is right"),
    "settings changed": QT_TRANSLATE_NOOP("TrailActs", "settings changed"),
    "filter saved": QT_TRANSLATE_NOOP("TrailActs", "filter kept"),
    "filter dropped": QT_TRANSLATE_NOOP("TrailActs", "filter dropped"),
    "exported": QT_TRANSLATE_NOOP("TrailActs", "exported"),
    "import": QT_TRANSLATE_NOOP("TrailActs", "file imported"),
    "recall opened": QT_TRANSLATE_NOOP("TrailActs", "recall opened"),
    "recall closed": QT_TRANSLATE_NOOP("TrailActs", "recall closed"),
    "client told of a recall": QT_TRANSLATE_NOOP("TrailActs", "client told of a recall"),
    "client not told of a recall after all": QT_TRANSLATE_NOOP(
        "TrailActs", "client not told of a recall after all"
    ),
    "recall list exported": QT_TRANSLATE_NOOP("TrailActs", "list of a recall exported"),
    "clients merged": QT_TRANSLATE_NOOP("TrailActs", "two entries merged"),
    "merge of clients undone": QT_TRANSLATE_NOOP("TrailActs", "two entries parted again"),
    "legal hold placed": QT_TRANSLATE_NOOP("TrailActs", "legal hold placed"),
    "legal hold lifted": QT_TRANSLATE_NOOP("TrailActs", "legal hold lifted"),
    "record destroyed": QT_TRANSLATE_NOOP("TrailActs", "records destroyed"),
}
_KINDS: dict[str, object] = {
    "session": QT_TRANSLATE_NOOP("TrailKinds", "Session"),
    "client": QT_TRANSLATE_NOOP("TrailKinds", "Client"),
    "plan": QT_TRANSLATE_NOOP("TrailKinds", "Plan"),
    "photo": QT_TRANSLATE_NOOP("TrailKinds", "Photo"),
    "score": QT_TRANSLATE_NOOP("TrailKinds", "Score"),
    "own_scale": QT_TRANSLATE_NOOP("TrailKinds", "Own scale"),
    "consent": QT_TRANSLATE_NOOP("TrailKinds", "Consent"),
    "consent_template": QT_TRANSLATE_NOOP("TrailKinds", "Consent text"),
    "aftercare_template": QT_TRANSLATE_NOOP("TrailKinds", "Aftercare sheet"),
    "follow_up": QT_TRANSLATE_NOOP("TrailKinds", "Follow-up"),
    "adverse_event": QT_TRANSLATE_NOOP("TrailKinds", "Adverse event"),
    "product": QT_TRANSLATE_NOOP("TrailKinds", "Product"),
    "lot": QT_TRANSLATE_NOOP("TrailKinds", "Lot"),
    "device": QT_TRANSLATE_NOOP("TrailKinds", "Device"),
    "preset": QT_TRANSLATE_NOOP("TrailKinds", "Preset"),
    "practitioner": QT_TRANSLATE_NOOP("TrailKinds", "Person"),
    "installation": QT_TRANSLATE_NOOP("TrailKinds", "Clinic"),
    "setting": QT_TRANSLATE_NOOP("TrailKinds", "Setting"),
    "limit_override": QT_TRANSLATE_NOOP("TrailKinds", "Depth limit"),
    "rule_override": QT_TRANSLATE_NOOP("TrailKinds", "Screening rule"),
    "saved_filter": QT_TRANSLATE_NOOP("TrailKinds", "Filter"),
    "import_batch": QT_TRANSLATE_NOOP("TrailKinds", "Import"),
    "export": QT_TRANSLATE_NOOP("TrailKinds", "Export"),
    "recall": QT_TRANSLATE_NOOP("TrailKinds", "Recall"),
    "erasure": QT_TRANSLATE_NOOP("TrailKinds", "Register"),
}
_FIELDS: dict[str, object] = {
    "name": QT_TRANSLATE_NOOP("TrailFields", "name"),
    "birth_date": QT_TRANSLATE_NOOP("TrailFields", "birth date"),
    "phone": QT_TRANSLATE_NOOP("TrailFields", "phone"),
    "email": QT_TRANSLATE_NOOP("TrailFields", "e-mail"),
    "phototype": QT_TRANSLATE_NOOP("TrailFields", "skin type"),
    "sex": QT_TRANSLATE_NOOP("TrailFields", "sex"),
    "note": QT_TRANSLATE_NOOP("TrailFields", "note"),
    "history": QT_TRANSLATE_NOOP("TrailFields", "history"),
    "concerns": QT_TRANSLATE_NOOP("TrailFields", "concerns"),
    "avoid": QT_TRANSLATE_NOOP("TrailFields", "spots to avoid"),
    "consents": QT_TRANSLATE_NOOP("TrailFields", "consents"),
    "answer": QT_TRANSLATE_NOOP("TrailFields", "answer"),
    "last_exposure": QT_TRANSLATE_NOOP("TrailFields", "last exposure"),
    "status": QT_TRANSLATE_NOOP("TrailFields", "status"),
    "reason": QT_TRANSLATE_NOOP("TrailFields", "reason"),
    "why": QT_TRANSLATE_NOOP("TrailFields", "reason"),
    "role": QT_TRANSLATE_NOOP("TrailFields", "role"),
    "licence": QT_TRANSLATE_NOOP("TrailFields", "licence"),
    "depth_ceiling_um": QT_TRANSLATE_NOOP("TrailFields", "own depth limit"),
    "warn_um": QT_TRANSLATE_NOOP("TrailFields", "limit"),
    "active": QT_TRANSLATE_NOOP("TrailFields", "in use"),
    "quantity": QT_TRANSLATE_NOOP("TrailFields", "number left"),
    "lot": QT_TRANSLATE_NOOP("TrailFields", "lot"),
    "expiry": QT_TRANSLATE_NOOP("TrailFields", "expiry"),
    "phase": QT_TRANSLATE_NOOP("TrailFields", "phase"),
    "planned_sessions": QT_TRANSLATE_NOOP("TrailFields", "planned sessions"),
    "interval_days": QT_TRANSLATE_NOOP("TrailFields", "days between sessions"),
    "concern": QT_TRANSLATE_NOOP("TrailFields", "concern"),
    "idle_minutes": QT_TRANSLATE_NOOP("TrailFields", "minutes until the lock"),
    "window": QT_TRANSLATE_NOOP("TrailFields", "window"),
    "severity": QT_TRANSLATE_NOOP("TrailFields", "severity"),
    "enabled": QT_TRANSLATE_NOOP("TrailFields", "switched on"),
    "depth_um": QT_TRANSLATE_NOOP("TrailFields", "depth"),
    "view": QT_TRANSLATE_NOOP("TrailFields", "view"),
    "format": QT_TRANSLATE_NOOP("TrailFields", "format"),
    "filter": QT_TRANSLATE_NOOP("TrailFields", "filter"),
    "counts": QT_TRANSLATE_NOOP("TrailFields", "rows"),
    "resolved_on": QT_TRANSLATE_NOOP("TrailFields", "resolved on"),
    "person": QT_TRANSLATE_NOOP("TrailFields", "person"),
    "first_on": QT_TRANSLATE_NOOP("TrailFields", "from"),
    "last_on": QT_TRANSLATE_NOOP("TrailFields", "until"),
    "keep_years": QT_TRANSLATE_NOOP("TrailFields", "years records are kept"),
    "keep_minors_until_age": QT_TRANSLATE_NOOP("TrailFields", "age until which minors are kept"),
}


def act_word(act: str) -> str:
    """What was done; acts are written in words, so one without an entry here speaks for itself."""
    return _word("TrailActs", _ACTS, act)


def kind_word(kind: str) -> str:
    """The kind of a record."""
    return _word("TrailKinds", _KINDS, kind)


def field_word(name: str) -> str:
    """A field of a record."""
    return _word("TrailFields", _FIELDS, name)


def _word(context: str, words: dict[str, object], code: str) -> str:
    text = words.get(code)
    if text is None:
        return code.removesuffix("_um").replace("_", " ")
    return QCoreApplication.translate(context, str(text))
