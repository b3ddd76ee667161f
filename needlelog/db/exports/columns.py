"""What a column of an exported table is: its name, where it comes from, what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from needlelog.db.same_client import KEPT_ID


class Kind(StrEnum):
    """What the cells of a column hold.

    DECIMAL is text with a decimal point. INSTANT is ISO 8601 with the offset to UTC. ZONES are
    ``code:side:own name`` parted by the mark ``PART``; BITS a sum of bits whose words are the
    codes in order.
    """

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole number"
    DECIMAL = "decimal number"
    DAY = "day"
    INSTANT = "instant"
    YES_NO = "yes or no"
    UID = "identity"
    HASH = "hash"
    ZONES = "zones"
    BITS = "words"


class Secrecy(StrEnum):
    """What becomes of a column when identities are left out.

    STAND_IN takes a pseudonym for a uid or a name; YEAR keeps only the year of a day.
    """

    KEPT = "kept"
    LEFT_OUT = "left out"
    STAND_IN = "stand-in"
    YEAR = "year"


PART = "\x1f"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """A column; ``sql`` is the expression it is read by, ``of`` the kind of record of a stand-in."""

    name: str
    sql: str
    kind: Kind
    meaning: str
    unit: str = ""
    codes: tuple[str, ...] = ()
    secrecy: Secrecy = Secrecy.KEPT
    of: str = ""


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table; ``source`` is what follows FROM, in the order of the rows wanted."""

    name: str
    meaning: str
    source: str
    columns: tuple[ExportColumn, ...]


def text(name: str, sql: str, meaning: str, *, kept: bool = False) -> ExportColumn:
    """Words somebody wrote; left out with the identities unless they are a product or a lot."""
    secrecy = Secrecy.KEPT if kept else Secrecy.LEFT_OUT
    return ExportColumn(name, sql, Kind.TEXT, meaning, secrecy=secrecy)


def code(name: str, sql: str, meaning: str, *codes: str) -> ExportColumn:
    """One of a list of codes."""
    return ExportColumn(name, sql, Kind.CODE, meaning, codes=codes)


def whole(name: str, sql: str, meaning: str, unit: str = "") -> ExportColumn:
    """A whole number."""
    return ExportColumn(name, sql, Kind.WHOLE, meaning, unit)


def decimal(
    name: str, column: str, meaning: str, unit: str, *, divisor: int = 1000
) -> ExportColumn:
    """A number that is stored in a small unit and written in a larger one, exactly."""
    digits = len(str(divisor)) - 1
    sql = (
        f"CASE WHEN {column} % 10 = 0 THEN printf('%.{digits - 1}f', {column} / {divisor}.0)"
        f" ELSE printf('%.{digits}f', {column} / {divisor}.0) END"
    )
    sql = f"CASE WHEN {column} IS NOT NULL THEN {sql} END"
    return ExportColumn(name, sql, Kind.DECIMAL, meaning, unit)


def day(name: str, sql: str, meaning: str) -> ExportColumn:
    """A day."""
    return ExportColumn(name, sql, Kind.DAY, meaning)


def instant(name: str, column: str, meaning: str, offset: str = "0") -> ExportColumn:
    """An instant, written as it was read off the clock of the place."""
    sql = (
        f"CASE WHEN {column} IS NOT NULL THEN"
        f" strftime('%Y-%m-%dT%H:%M:%S', {column} / 1000000 + coalesce({offset}, 0) * 60,"
        f" 'unixepoch') || printf('%s%02d:%02d', iif(coalesce({offset}, 0) < 0, '-', '+'),"
        f" abs(coalesce({offset}, 0)) / 60, abs(coalesce({offset}, 0)) % 60) END"
    )
    return ExportColumn(name, sql, Kind.INSTANT, meaning)


def yes_no(name: str, column: str, meaning: str) -> ExportColumn:
    """Yes, no, or empty where nobody said."""
    sql = f"CASE {column} WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END"
    return ExportColumn(name, sql, Kind.YES_NO, meaning, codes=("yes", "no"))


def uid(name: str, sql: str, meaning: str, of: str) -> ExportColumn:
    """The identity of a record."""
    return ExportColumn(name, sql, Kind.UID, meaning, secrecy=Secrecy.STAND_IN, of=of)


def person(name: str, sql: str, meaning: str) -> ExportColumn:
    """The name of somebody of the clinic."""
    return ExportColumn(name, sql, Kind.TEXT, meaning, secrecy=Secrecy.STAND_IN, of="practitioner")


CLIENT_UID = uid("client_uid", "client.uid", "the client", "client")
SESSION_UID = uid("session_uid", "session.uid", "the session", "session")
CLIENT_NAME = text("client", "client.name", "name of the client")
DAY = day("day", "session.day", "local day of the treatment")
STATE = code(
    "state",
    "session.state",
    "where the record stands; only signed and countersigned ones were treated and signed here",
    *("signed", "countersigned", "deferred", "imported", "void"),
)
OF_SESSION = (
    "temp.wanted_session AS wanted"
    " CROSS JOIN session ON session.id = wanted.id"
    " CROSS JOIN client AS recorded ON recorded.id = session.client_id"
    f" CROSS JOIN client ON client.id = {KEPT_ID}"
)
OF_CLIENT = "temp.wanted_client AS wanted CROSS JOIN client ON client.id = wanted.id"
