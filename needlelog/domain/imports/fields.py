"""Which column of a spreadsheet means what; headers are recognised, the user decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from needlelog.domain.names import fold
from needlelog.domain.zones import Side


class Field(StrEnum):
    """What a column can hold."""

    DAY = "day"
    CLIENT = "client"
    BIRTH = "birth"
    PHONE = "phone"
    EMAIL = "email"
    PHOTOTYPE = "phototype"
    ZONES = "zones"
    DEPTH = "depth"
    SIDE = "side"
    PASSES = "passes"
    PRODUCT = "product"
    LOT = "lot"
    CARTRIDGE_LOT = "cartridge_lot"
    NUMBING = "numbing"
    PRACTITIONER = "practitioner"
    NUMBER = "number"
    NOTE = "note"


NEEDED = (Field.DAY, Field.CLIENT, Field.ZONES)
"""Without these columns there is no session to be made."""

ColumnWords = Mapping[Field, tuple[str, ...]]
"""Folded headers, by what they mean."""


def parse_column_words(data: Mapping[str, Any]) -> ColumnWords:
    """Read the columns of `import_words.toml`. Raises ValueError on an unknown field."""
    return {
        Field(name): tuple(fold(word) for word in words) for name, words in data["columns"].items()
    }


@dataclass(frozen=True, slots=True)
class ZoneMeaning:
    """What a word for a zone means: zones of the catalogue, or a zone of one's own by that name.

    No zones and no own zone says that the word is not known. ``word`` is folded, ``spelled`` is
    how it stands in the file.
    """

    word: str
    zones: tuple[str, ...] = ()
    own: bool = False
    spelled: str = ""

    @property
    def known(self) -> bool:
        """Whether rows with this word can be taken over."""
        return bool(self.zones) or self.own


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The user's reading of a sheet: what each column is, and what each word for a zone means.

    ``columns`` holds one field or ``None`` a column. ``day_first`` reads 03/04 as 3 April.
    """

    columns: tuple[Field | None, ...]
    zones: tuple[ZoneMeaning, ...] = ()
    day_first: bool = True

    def column_of(self, field: Field) -> int | None:
        """The first column that holds a field."""
        return self.columns.index(field) if field in self.columns else None

    def missing(self) -> tuple[Field, ...]:
        """The needed fields that no column holds."""
        return tuple(field for field in NEEDED if field not in self.columns)


@dataclass(frozen=True, slots=True)
class ZoneWord:
    """One word of a cell with the side that stood beside it."""

    word: str
    side: Side | None


def guess_columns(header: tuple[str, ...], words: ColumnWords) -> tuple[Field | None, ...]:
    """What the headers say; each field once: the first that is the very word, else begins so."""
    found: list[Field | None] = [None] * len(header)
    taken: set[Field] = set()
    for exactly in (True, False):
        for place, text in enumerate(header):
            if found[place] is None:
                field = _field_of(fold(text), taken, words, exactly=exactly)
                found[place] = field
                if field is not None:
                    taken.add(field)
    return tuple(found)


def _field_of(header: str, taken: set[Field], words: ColumnWords, *, exactly: bool) -> Field | None:
    for field, names in words.items():
        if field in taken:
            continue
        if header in names if exactly else any(header.startswith(f"{name} ") for name in names):
            return field
    return None
