"""Column types and identities shared by all tables."""

from __future__ import annotations

import hashlib
import secrets
import threading
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Dialect
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class NaiveInstantError(ValueError):
    """A time without an offset to UTC was about to be stored."""


def to_microseconds(instant: datetime) -> int:
    """Microseconds since 1970 in UTC.

    Raises:
        NaiveInstantError: the time has no offset, so nobody could say later when it was.
    """
    if instant.utcoffset() is None:
        raise NaiveInstantError("an instant needs an offset to UTC")
    return (instant - _EPOCH) // _MICROSECOND


def from_microseconds(value: int, offset_minutes: int = 0) -> datetime:
    """The instant, seen with the given offset to UTC."""
    zone = UTC if offset_minutes == 0 else timezone(timedelta(minutes=offset_minutes))
    return (_EPOCH + timedelta(microseconds=value)).astimezone(zone)


def offset_of(instant: datetime) -> int:
    """Offset to UTC in whole minutes.

    Raises:
        NaiveInstantError: the time has no offset.
    """
    offset = instant.utcoffset()
    if offset is None:
        raise NaiveInstantError("an instant needs an offset to UTC")
    return offset // timedelta(minutes=1)


class UtcInstant(TypeDecorator[datetime]):
    """A point in time, stored as microseconds since 1970 in UTC; naive times are refused."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> int | None:
        """Turn an aware time into its stored number."""
        return None if value is None else to_microseconds(value)

    def process_result_value(
        self,
        value: Any | None,
        dialect: Dialect,  # noqa: ARG002
    ) -> datetime | None:
        """Turn the stored number into an aware time in UTC."""
        return None if value is None else from_microseconds(value)


def named_uid(*words: str) -> str:
    """The UUID of version 8 (RFC 9562) of a row that is what its name says, on every machine."""
    digest = bytearray(hashlib.sha256("\x00".join(words).encode()).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x80
    digest[8] = digest[8] & 0x3F | 0x80
    return str(UUID(bytes=bytes(digest)))


# What version 7 leaves beside the time, the version and the variant: 12 and 62 bits.
_RANDOM_BITS = 74


class _UidSource:
    """Makes UUIDs of version 7 whose order within one process is the order of their making."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def next(self, unix_milliseconds: int, count: int = 1) -> range:
        stamp = unix_milliseconds << _RANDOM_BITS
        fresh = stamp | secrets.randbits(_RANDOM_BITS - 1)
        with self._lock:
            if fresh <= self._last:
                fresh = self._last + 1
            self._last = fresh + count - 1
        return range(fresh, fresh + count)


_uids = _UidSource()


def uuid7(instant: datetime) -> str:
    """A new UUID of version 7 (RFC 9562) for a row made at ``instant``.

    Two made by one process always sort in the order they were made.
    """
    return uuids7(instant, 1)[0]


def uuids7(instant: datetime, count: int) -> list[str]:
    """As many of `uuid7` for rows of one record; one follows the other."""
    return [_spelled(value) for value in _uids.next(to_microseconds(instant) // 1000, count)]


def _spelled(value: int) -> str:
    stamp = value >> _RANDOM_BITS
    high = value >> 62 & 0xFFF
    low = value & (1 << 62) - 1
    number = stamp << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
