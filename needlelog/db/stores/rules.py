"""Writing and reading what a clinic has changed in the screening rules."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select, update

from needlelog.db.prepared import Prepared
from needlelog.db.stores.rows import insert_row, row_id
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.settings import RuleFigureTable, RuleOverrideTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.screening.findings import Severity
from needlelog.domain.screening.rules import RuleChange
from needlelog.domain.screening.windows import parse_window

_RULE = table_of(RuleOverrideTable)
_FIGURE = table_of(RuleFigureTable)
_CHANGES = select(_RULE, _FIGURE.c.figure, _FIGURE.c.figure_low).outerjoin(
    _FIGURE, _FIGURE.c.rule_override_id == _RULE.c.id
)
_IN_FORCE = Prepared(
    _CHANGES.where(_RULE.c.active).order_by(_RULE.c.rule, _RULE.c.made_at, _RULE.c.uid)
)


def rule_changes(session: Session) -> tuple[RuleChange, ...]:
    """The changes that hold, by the code of their rule."""
    return tuple(map(_change, _IN_FORCE.all(session)))


def changes_of(session: Session, rule: str) -> tuple[RuleChange, ...]:
    """Every change ever made to a rule, the newest first."""
    rows = session.connection().execute(
        _CHANGES.where(_RULE.c.rule == rule).order_by(_RULE.c.made_at.desc(), _RULE.c.uid.desc())
    )
    return tuple(map(_change, rows))


def replace_change(session: Session, change: RuleChange, person_uid: str, at: datetime) -> str:
    """Let a change take the place of the one that held, and return its uid."""
    session.connection().execute(
        update(_RULE).where(_RULE.c.rule == change.rule, _RULE.c.active).values(active=False)
    )
    uid = uuid7(at)
    number = insert_row(
        session,
        RuleOverrideTable,
        {
            "uid": uid,
            "rule": change.rule,
            "window": change.window.text if change.window else None,
            "severity": change.severity,
            "enabled": change.enabled,
            "note": change.note,
            "person_id": row_id(session, PractitionerTable, person_uid),
            "person": change.by,
            "made_at": at,
        },
    )
    if change.figure is not None or change.figure_low is not None:
        insert_row(
            session,
            RuleFigureTable,
            {
                "uid": uuid7(at),
                "rule_override_id": number,
                "figure": change.figure,
                "figure_low": change.figure_low,
            },
        )
    return uid


def _change(row: Row[Any]) -> RuleChange:
    return RuleChange(
        rule=row.rule,
        window=parse_window(row.window) if row.window else None,
        severity=Severity(row.severity) if row.severity else None,
        enabled=row.enabled,
        note=row.note,
        by=row.person,
        at=row.made_at,
        figure=row.figure,
        figure_low=row.figure_low,
    )
