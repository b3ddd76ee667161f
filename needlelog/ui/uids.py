"""Identity for records that are made at the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.db.types import uuid7

if TYPE_CHECKING:
    from needlelog.ui.context import Context


def new_uid(context: Context) -> str:
    """A new identity, sortable by the time it was made."""
    return uuid7(context.clinic.clock())
