"""The trail as it is read: one entry, and which entries are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

OPENED = "opened"
"""The act of somebody who looked at what is not hers."""
CLINIC_MADE = "clinic made"
"""The act that tells a clinic's first person; the very first programs told none."""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One change. ``before`` and ``after`` are plain values, ``None`` where there is none.

    Origin and sequence name the entry for ever; ``id`` is its number in this file. ``subject`` is
    the name of the client, the person or the thing it is about, as it is called today. ``erased``
    says that the content was destroyed with the records it was about.
    """

    id: int
    origin: str
    sequence: int
    at: datetime
    person_uid: str
    person: str
    act: str
    kind: str
    uid: str
    before: Any = None
    after: Any = None
    subject: str = ""
    erased: bool = False


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """Conditions that all must hold; one that is not set does not filter. Days are local days."""

    person_uid: str = ""
    kind: str = ""
    first: date | None = None
    last: date | None = None
