"""Writing scores that were given without a session, and the clinic's own scales.

A score is never changed or deleted: it is withdrawn and another one is given.
"""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import select

from needlelog.db import score_rows
from needlelog.db.documents import from_plain
from needlelog.db.installation import origin_of
from needlelog.db.stores.rows import optional_row_id, row_id, update_row
from needlelog.db.stores.settings import write_setting
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import ScoreTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.settings import SettingTable
from needlelog.db.transaction import Session
from needlelog.domain.own_scales import OwnScale
from needlelog.domain.people import Practitioner
from needlelog.domain.scores import Score

_SETTING = table_of(SettingTable)
_OWN_SCALE = "own_scale."
"""Each scale is a setting of its own, so that two people can make one at the same time."""


def insert_score(session: Session, score: Score, at: datetime) -> None:
    """Keep a score without a session. Raises `NoSuchRecord` where its client is not kept."""
    owned = {
        "client_id": row_id(session, ClientTable, score.client_uid),
        "session_id": None,
        "rated_by_id": optional_row_id(session, PractitionerTable, score.rated_by_uid or None),
        "origin": origin_of(session),
    }
    score_rows.insert_score(session.connection(), score, owned, at, score.uid)


def withdraw_score(
    session: Session, uid: str, reason: str, person: Practitioner, at: datetime
) -> None:
    """Mark a score as withdrawn.

    Raises:
        NoSuchRecord: there is no such score.
        RecordLocked: it belongs to a session, or is withdrawn already.
    """
    columns = {
        "withdrawn_at": at,
        "withdrawn_by_id": row_id(session, PractitionerTable, person.uid),
        "withdrawn_by": person.name,
        "withdrawn_reason": reason,
    }
    update_row(session, ScoreTable, row_id(session, ScoreTable, uid), columns)


def own_scales(session: Session) -> tuple[OwnScale, ...]:
    """All scales the clinic ever made, in the order they were made."""
    rows = session.connection().execute(
        select(_SETTING.c.value)
        .where(_SETTING.c.key.startswith(_OWN_SCALE, autoescape=True))
        .order_by(_SETTING.c.key)
    )
    return tuple(from_plain(OwnScale, json.loads(value)) for (value,) in rows)


def write_own_scale(session: Session, own: OwnScale, at: datetime) -> None:
    """Keep a scale of the clinic."""
    write_setting(session, f"{_OWN_SCALE}{own.uid}", own, at)
