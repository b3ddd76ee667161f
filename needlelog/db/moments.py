"""An instant and the offset to UTC it was written with, as two columns."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from needlelog.db.types import offset_of


def moment(name: str, instant: datetime | None) -> dict[str, Any]:
    """The two columns of an instant, both ``None`` where there is none."""
    offset = None if instant is None else offset_of(instant)
    return {f"{name}_at": instant, f"{name}_offset": offset}


def at_offset(instant: datetime, offset_minutes: int) -> datetime:
    """The instant as it was read off the clock of the place."""
    return instant.astimezone(timezone(timedelta(minutes=offset_minutes)))


def moment_of(instant: datetime | None, offset_minutes: int | None) -> datetime | None:
    """The instant of two columns, ``None`` where there is none."""
    return None if instant is None else at_offset(instant, offset_minutes or 0)
