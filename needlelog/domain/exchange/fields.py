"""One field that several machines changed: which value holds, and whether a person must choose.

The changes of a field form a set that only grows. Those on which no other builds are its heads: one
head is the value; several with different values are a conflict. Every machine works out the same
from the same set, in whatever order it came.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Values = Mapping[str, Any]
"""What a field holds, by column, as the records store it; a reference as a uid."""


@dataclass(frozen=True, slots=True)
class Head:
    """A change on which no other builds. ``made_at`` is in microseconds since 1970."""

    origin: str
    number: int
    made_at: int
    values: Values
    old: Values | None = None

    @property
    def version(self) -> str:
        """The change's identity as text."""
        return f"{self.origin}:{self.number}"

    @property
    def later(self) -> tuple[int, str, int]:
        """The order in which changes were made; nobody could tell apart two of one instant."""
        return self.made_at, self.origin, self.number


@dataclass(frozen=True, slots=True)
class Side:
    """What one machine says: the values, who said it and when. ``version`` is how to choose it."""

    version: str
    values: Values
    machine: str
    person: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed on two machines, with all that was said; ``holds`` until a manager
    chooses.

    ``kind`` is the table, ``record`` the uid of its row, ``subject`` whose or what it is.
    ``client_uid`` names the client it belongs to, empty for none. ``before`` is what it was before
    anybody changed it, by column, where that is known. ``part`` names the row where the subject is
    the client it belongs to, such as a medicine of the history.
    """

    kind: str
    record: str
    field: str
    subject: str
    client_uid: str
    sides: tuple[Side, ...]
    holds: str
    before: Values | None = None
    part: str = ""


Key = Callable[[Head], Any]
"""Orders heads: the greatest holds."""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a field with several heads is decided. ``quiet`` rules need nobody to choose."""

    key: Key
    quiet: bool = False


def _later(head: Head) -> tuple[int, str, int]:
    return head.later


def _prefer(column: str, *order: Any) -> Key:
    """The value that stands first in ``order`` holds, of equal ones the later change."""

    def key(head: Head) -> tuple[int, tuple[int, str, int]]:
        value = head.values.get(column)
        return -(order.index(value) if value in order else len(order)), head.later

    return key


def _lowest(column: str) -> Key:
    """The smallest number holds; none at all is no limit."""

    def key(head: Head) -> tuple[bool, int, tuple[int, str, int]]:
        value = head.values.get(column)
        return value is not None, -(value or 0), head.later

    return key


def _highest(column: str) -> Key:
    def key(head: Head) -> tuple[Any, tuple[int, str, int]]:
        return head.values.get(column) or 0, head.later

    return key


def _first(column: str, *, without: Any = None) -> Key:
    """What was done first holds; a state in which it was not done comes last."""

    def key(head: Head) -> tuple[bool, int, str, int]:
        at = head.values.get(column)
        return at is not without, -(at or 0), head.origin, head.number

    return key


def _answer(head: Head) -> tuple[Any, ...]:
    """Yes before unknown before no, then the later exposure."""
    values = head.values
    order = ("no", "unknown", "yes")
    answer = values.get("answer")
    return (
        order.index(answer) if answer in order else -1,
        values.get("last_exposure") or "",
        values.get("last_at") or 0,
        head.later,
    )


def _withdrawal(head: Head) -> tuple[Any, ...]:
    """Withdrawn before refused before given; of two withdrawals the first."""
    order = ("given", "refused", "withdrawn")
    status = head.values.get("status")
    return (
        order.index(status) if status in order else -1,
        -(head.values.get("withdrawn_at") or 0),
        head.later,
    )


_QUIET_LATER = Rule(_later, quiet=True)
_RULES: dict[tuple[str, str], Rule] = {
    ("practitioner", "active"): Rule(_prefer("active", 0)),
    ("practitioner", "role"): Rule(_prefer("role", "inspector", "practitioner", "manager")),
    ("practitioner", "depth_ceiling_um"): Rule(_lowest("depth_ceiling_um")),
    ("history_item", "active"): Rule(_prefer("active", 1)),
    ("history_item", "alert"): Rule(_prefer("alert", 1)),
    ("history_item", "answer"): Rule(_answer),
    ("history_item", "position"): _QUIET_LATER,
    ("avoid_mark", "active"): Rule(_prefer("active", 1)),
    ("avoid_mark", "position"): _QUIET_LATER,
    ("client_concern", "position"): _QUIET_LATER,
    ("consent", "withdrawal"): Rule(_withdrawal, quiet=True),
    ("consent", "position"): _QUIET_LATER,
    ("session", "countersigning"): Rule(_first("countersigned_at"), quiet=True),
    ("session", "voiding"): Rule(_first("voided_at"), quiet=True),
    ("score", "withdrawal"): Rule(_first("withdrawn_at"), quiet=True),
    ("recall", "closing"): Rule(_first("closed_at"), quiet=True),
    ("legal_hold", "lifting"): Rule(_first("lifted_at"), quiet=True),
    ("client_merge", "undoing"): Rule(_first("undone_at"), quiet=True),
    ("import_batch", "undoing"): Rule(_first("undone_at"), quiet=True),
    ("question", "closing"): Rule(_first("closed_at"), quiet=True),
    ("question", "answer_id"): Rule(_later, quiet=True),
    ("device", "use"): Rule(_prefer("active", 0)),
    ("product", "use"): Rule(_prefer("active", 0)),
    ("lot", "use"): Rule(_prefer("active", 0)),
    ("lot", "received"): Rule(_highest("received"), quiet=True),
    ("lot", "quantity"): _QUIET_LATER,
    ("photo", "use"): Rule(_prefer("active", 0)),
    ("limit_override", "active"): Rule(_prefer("active", 0), quiet=True),
    ("rule_override", "active"): Rule(_prefer("active", 0), quiet=True),
    ("aftercare_template", "active"): _QUIET_LATER,
    ("machine", "active"): Rule(_prefer("active", 0), quiet=True),
}
_LATER = Rule(_later)
_MEANT_ALIKE = {"setting": ("changed_at",), "saved_filter": ("made_by", "made_at")}
"""Columns in which two changes may differ and yet say the same."""


def rule_of(kind: str, field: str) -> Rule:
    """How a field is decided; what nothing else is said of goes to the later change."""
    return _RULES.get((kind, field), _LATER)


def held(kind: str, field: str, heads: Sequence[Head]) -> Head:
    """The head whose value holds."""
    return max(heads, key=rule_of(kind, field).key)


def in_conflict(kind: str, field: str, heads: Sequence[Head]) -> bool:
    """Whether a person has to choose."""
    if len(heads) < 2 or rule_of(kind, field).quiet:
        return False
    left = _MEANT_ALIKE.get(kind, ())
    said = {
        tuple(
            sorted((name, repr(value)) for name, value in head.values.items() if name not in left)
        )
        for head in heads
    }
    return len(said) > 1


def counted(
    base: int | None, changes: Sequence[tuple[int | None, int | None]]
) -> tuple[int | None, int]:
    """What is left of a lot after changes on several machines, and how much was not there.

    Each change is what was left before and after it, on its machine, in the order they were made.
    A change from or to "not counted" is taken as it is; all others add up and never go below
    nothing.
    """
    left, short = base, 0
    for old, new in changes:
        if old is None or new is None:
            left = new
        elif left is not None:
            left += new - old
            if left < 0:
                left, short = 0, short - left
    return left, short
