"""Words that somebody has begun to write about a record and not kept yet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class BegunKind(StrEnum):
    """What the words would become, and of which record they speak.

    An answer speaks of a question, an adverse event of its session or else of the client, all the
    others of a signed session.
    """

    ADDENDUM = "addendum"
    QUESTION = "question"
    ANSWER = "answer"
    VOIDING = "voiding"
    EVENT = "event"
    FOLLOW_UP = "follow_up"


@dataclass(frozen=True, slots=True)
class BegunWords:
    """What stands in the fields of one place, by the name of the field, and since when."""

    words: Mapping[str, str]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class BegunAddendum:
    """An addendum that one person has begun, with the session it is about."""

    session_uid: str
    client_name: str
    day: date
    changed_at: datetime
