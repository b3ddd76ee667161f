"""Screening: the rules as the clinic has them, what the log says, and what is found in a draft."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.queries import clients as client_query
from needlelog.db.queries.own_log import own_log as read_own_log
from needlelog.db.session_store import Screened
from needlelog.db.stores import clients as client_store
from needlelog.db.stores import rules as store
from needlelog.db.types import uuid7
from needlelog.domain.clients import ConsentKind
from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.screening.engine import find
from needlelog.domain.screening.figures import checked_figure
from needlelog.domain.screening.findings import Severity
from needlelog.domain.screening.from_log import log_question
from needlelog.domain.screening.keeping import with_answers
from needlelog.domain.screening.moments import treatment_moment
from needlelog.domain.screening.own_log import Asked, OwnLog
from needlelog.domain.screening.rules import Rule, RuleBook, RuleChange, with_changes
from needlelog.domain.screening.windows import Window, checked_window
from needlelog.files.reference_data import shipped_rules, zone_catalogue
from needlelog.services.acts import Permission, acting
from needlelog.services.consent_texts import text_since

if TYPE_CHECKING:
    from datetime import datetime

    from needlelog.db.stores.rows import Transaction
    from needlelog.domain.clients import Client
    from needlelog.domain.sessions import SessionDraft
    from needlelog.services.clinic import Clinic

__all__ = ["OwnLog", "RuleBook", "RuleChange", "own_log", "rule_book", "rule_history", "save_rule"]


def rule_book(clinic: Clinic) -> RuleBook:
    """The rules as this clinic uses them."""
    with clinic.database.read() as session:
        return _book(session)


def own_log(clinic: Clinic, client_uid: str, plan_uid: str | None = None) -> OwnLog:
    """What the clinic's log and shelf say about a client, for the rules."""
    with clinic.database.read() as session:
        return _own_log(session, client_uid, plan_uid)


def save_rule(
    clinic: Clinic,
    code: str,
    window: Window | None = None,
    severity: Severity | None = None,
    *,
    enabled: bool = True,
    note: str = "",
    figure: int | None = None,
    figure_low: int | None = None,
) -> Rule:
    """Set the clinic's own window, severity and figure of a rule, or switch it off; returns it.

    Figures are in the unit of the rule. ``None`` stands for what was shipped. Former changes stay in the records; where nothing
    differs nothing is written.

    Raises:
        NotAllowed: only a manager may change a rule.
        NoSuchRecord: there is no such rule.
        InvalidValue: ``window_range``; ``window_none`` for a rule that counts no days;
            ``figure_range``, ``figure_order``, ``figure_none``.
    """
    with acting(clinic, "save_rule", Permission.MANAGER) as act:
        held = _book(act.session).known_rule(code)
        if held is None:
            raise NoSuchRecord("rule", code)
        if window is not None and held.shipped_window is None:
            raise InvalidValue("window_none", text=window.text)
        checked_figure(held, figure, figure_low)
        change = RuleChange(
            rule=code,
            window=None if window in (None, held.shipped_window) else checked_window(window),
            severity=None if severity is held.shipped_severity else severity,
            enabled=enabled,
            note=note.strip(),
            by=act.person.name,
            at=act.at,
            figure=None if figure == held.shipped_limit else figure,
            figure_low=None if figure_low == held.shipped_limit_low else figure_low,
        )
        before = held.changed
        if _settings(before) != _settings(change):
            uid = store.replace_change(act.session, change, act.person.uid, act.at)
            act.record("screening rule set", "rule_override", uid, before, change)
        return _book(act.session).rule(code)


def rule_history(clinic: Clinic, code: str) -> tuple[RuleChange, ...]:
    """Every change made to a rule, the newest first."""
    with clinic.database.read() as session:
        return store.changes_of(session, code)


def screened(session: Transaction, draft: SessionDraft, now: datetime) -> Screened:
    """What the clinic's rules find in a draft, inside a transaction."""
    book, client, log = judged_by(session, draft, now)
    return Screened(find(book, client, draft, log, zone_catalogue(), now), book.version)


def judged_by(
    session: Transaction, draft: SessionDraft, now: datetime | None = None
) -> tuple[RuleBook, Client, OwnLog]:
    """The rules, the client and the log by which a draft is judged, inside a transaction.

    With ``now`` no more of the log is read than these rules ask about this draft then.
    """
    client, book = client_query.client(session, draft.client_uid), _book(session)
    asked = None
    if now is not None:
        asked = log_question(book, draft.zones, treatment_moment(draft, now).day)
    return book, client, _own_log(session, draft.client_uid, draft.plan_uid, asked)


def keep_answers(session: Transaction, draft: SessionDraft, at: datetime) -> None:
    """Let the answers of a session become the client's history; the session's entry tells them."""
    if not draft.answers:
        return
    before = client_query.client(session, draft.client_uid)
    day = treatment_moment(draft, at).day
    after = with_answers(shipped_rules(), before, draft.answers, day)
    history = tuple(item if item.uid else replace(item, uid=uuid7(at)) for item in after.history)
    client_store.update_client(session, before, replace(after, history=history), at)


def _book(session: Transaction) -> RuleBook:
    changes = store.rule_changes(session)
    return with_changes(shipped_rules(), changes) if changes else shipped_rules()


def _own_log(
    session: Transaction, client_uid: str, plan_uid: str | None, asked: Asked | None = None
) -> OwnLog:
    version, since = text_since(session, ConsentKind.TREATMENT)
    return replace(
        read_own_log(session, client_uid, plan_uid, asked),
        consent_version=version,
        consent_since=since.astimezone().date() if since else None,
    )


def _settings(change: RuleChange | None) -> tuple[object, ...]:
    """What makes a change differ from another, and from none at all."""
    if change is None:
        return None, None, True, "", None, None
    own = change.figure, change.figure_low
    return change.window, change.severity, change.enabled, change.note, *own
