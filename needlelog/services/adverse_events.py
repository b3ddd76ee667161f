"""Adverse events: recorded, brought up to date, never deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db import begun_words_store
from needlelog.db.queries import adverse_events as query
from needlelog.db.stores import adverse_events as store
from needlelog.domain.adverse_events import AdverseEvent, checked_event
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.record_changes import differences
from needlelog.services.acts import acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["AdverseEvent", "record_event", "update_event"]


def record_event(clinic: Clinic, event: AdverseEvent) -> AdverseEvent:
    """Keep a new adverse event and return it as stored.

    Raises:
        NotAllowed, NoSuchRecord, InvalidValue (see `checked_event`).
    """
    with acting(clinic, "record_event") as act:
        checked = checked_event(event, act.at.astimezone().date())
        kept = replace(checked, uid=act.new_uid(), recorded_by=act.person.name, recorded_at=act.at)
        store.insert_event(act.session, kept, act.person.uid, act.at)
        act.record("adverse event recorded", "adverse_event", kept.uid, after=kept)
        about = kept.session_uid or kept.client_uid
        begun_words_store.drop(act.session, act.person.uid, BegunKind.EVENT, about)
    return kept


def update_event(clinic: Clinic, event: AdverseEvent) -> AdverseEvent:
    """Write what is known now about an event; the trail keeps what was written before.

    Whose event it is, who recorded it and when do not change.

    Raises:
        NotAllowed, NoSuchRecord, InvalidValue (see `checked_event`).
    """
    with acting(clinic, "update_event") as act:
        before = query.adverse_event(act.session, event.uid)
        after = replace(
            checked_event(event, act.at.astimezone().date()),
            client_uid=before.client_uid,
            recorded_by=before.recorded_by,
            recorded_at=before.recorded_at,
        )
        if after != before:
            store.update_event(act.session, after)
            was, now = differences(before, after)
            act.record("adverse event brought up to date", "adverse_event", after.uid, was, now)
    return after
