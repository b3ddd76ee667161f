"""Rows of an old log as sessions to be, or as problems with their line and reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from needlelog.domain.errors import InvalidValue
from needlelog.domain.imports.cells import (
    is_unknown,
    parse_birth,
    parse_day,
    parse_depths,
    parse_phototype,
    parse_side,
    split_products,
    split_zones,
)
from needlelog.domain.imports.fields import ColumnMapping, Field, ZoneMeaning
from needlelog.domain.names import fold
from needlelog.domain.quantities import parse_passes
from needlelog.domain.sessions import NumbingRow, TopicalRow, ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side, ZoneCatalogue

T = TypeVar("T")


class Trouble(StrEnum):
    """What is wrong with a row, or worth knowing about one that is taken."""

    EMPTY = "empty"
    NO_CLIENT = "no_client"
    NO_DAY = "no_day"
    NO_ZONE = "no_zone"
    BAD_VALUE = "bad_value"
    FUTURE_DAY = "future_day"
    ZONE_UNKNOWN = "zone_unknown"
    SIDE_IMPOSSIBLE = "side_impossible"
    DEPTHS_DO_NOT_MATCH = "depths_do_not_match"
    TWICE_IN_FILE = "twice_in_file"
    ALREADY_THERE = "already_there"
    MORE_CELLS = "more_cells"
    BIRTH_DIFFERS = "birth_differs"
    BIRTH_MISSING = "birth_missing"
    SEVERAL_OF_NAME = "several_of_name"
    SEVERAL_ALIKE = "several_alike"
    LOT_WITHOUT_PRODUCT = "lot_without_product"
    LOT_FOR_SEVERAL = "lot_for_several"


@dataclass(frozen=True, slots=True)
class RowProblem:
    """Something about one cell or row. ``reason`` is the code of a refused value."""

    trouble: Trouble
    field: Field | None = None
    text: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImportedSession:
    """What one row says. ``line`` is its line in the file."""

    line: int
    day: date
    client: str
    birth_date: date | None
    phototype: int | None
    phone: str
    email: str
    zones: tuple[ZoneRow, ...]
    topicals: tuple[TopicalRow, ...]
    numbing: tuple[NumbingRow, ...]
    cartridge_lot: str
    practitioner: str
    number: int | None
    note: str

    @property
    def client_key(self) -> tuple[str, date | None]:
        """What tells clients apart: the name as it is folded, and the birth date."""
        return fold(self.client), self.birth_date

    @property
    def treated(self) -> frozenset[tuple[str, str, str, int | None]]:
        """What was done, for recognising the same session."""
        return frozenset((row.zone, row.custom_name, row.side, row.depth_um) for row in self.zones)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as it was understood: a session, or the problems that stand in the way.

    ``remarks`` are worth knowing and do not stand in the way.
    """

    line: int
    session: ImportedSession | None
    problems: tuple[RowProblem, ...] = ()
    remarks: tuple[RowProblem, ...] = ()


class RowReader:
    """Reads rows of one sheet by one mapping."""

    def __init__(self, mapping: ColumnMapping, zones: ZoneCatalogue, today: date) -> None:
        self._mapping = mapping
        self._zones = zones
        self._today = today
        self._meanings = {meaning.word: meaning for meaning in mapping.zones}

    def read(self, line: int, cells: tuple[str, ...]) -> ReadRow:
        """Read one row; every problem in it is named, not only the first."""
        if not any(cell.strip() for cell in cells):
            return ReadRow(line, None, (RowProblem(Trouble.EMPTY),))
        return _Row(self, line, cells).result()

    def cell(self, cells: tuple[str, ...], field: Field) -> str:
        """The text of a field, empty where no column holds it."""
        column = self._mapping.column_of(field)
        if column is None or column >= len(cells):
            return ""
        text = cells[column].strip()
        return "" if is_unknown(text) else text

    @property
    def columns(self) -> int:
        """How many columns the mapping knows."""
        return len(self._mapping.columns)

    @property
    def day_first(self) -> bool:
        """Whether 03/04 is 3 April."""
        return self._mapping.day_first

    @property
    def today(self) -> date:
        """The last day a session of an old log can have."""
        return self._today

    def meaning(self, word: str) -> ZoneMeaning:
        """What a word for a zone means."""
        folded = fold(word)
        return self._meanings.get(folded, ZoneMeaning(folded))

    @property
    def zones(self) -> ZoneCatalogue:
        """All zones."""
        return self._zones


class _Row:
    """One row being read; collects its problems."""

    def __init__(self, reader: RowReader, line: int, cells: tuple[str, ...]) -> None:
        self._reader = reader
        self._line = line
        self._cells = cells
        self._problems: list[RowProblem] = []
        self._remarks: list[RowProblem] = []

    def result(self) -> ReadRow:
        day = self._day()
        client = " ".join(self._text(Field.CLIENT).split())
        if not client:
            self._problem(Trouble.NO_CLIENT, Field.CLIENT)
        birth = self._value(
            Field.BIRTH,
            lambda text: parse_birth(
                text, day or self._reader.today, day_first=self._reader.day_first
            ),
        )
        phototype = self._value(Field.PHOTOTYPE, parse_phototype)
        zones = self._zone_rows()
        topicals = self._topicals()
        number = self._value(Field.NUMBER, _number)
        if any(cell.strip() for cell in self._cells[self._reader.columns :]):
            self._remarks.append(RowProblem(Trouble.MORE_CELLS))
        if self._problems or day is None:
            return ReadRow(self._line, None, tuple(self._problems), tuple(self._remarks))
        session = ImportedSession(
            line=self._line,
            day=day,
            client=client,
            birth_date=birth,
            phototype=phototype,
            phone=self._text(Field.PHONE),
            email=self._text(Field.EMAIL),
            zones=zones,
            topicals=topicals,
            numbing=self._numbing(),
            cartridge_lot=self._text(Field.CARTRIDGE_LOT),
            practitioner=self._text(Field.PRACTITIONER),
            number=number,
            note=self._text(Field.NOTE),
        )
        return ReadRow(self._line, session, (), tuple(self._remarks))

    def _text(self, field: Field) -> str:
        return self._reader.cell(self._cells, field)

    def _problem(self, trouble: Trouble, field: Field | None, text: str = "") -> None:
        self._problems.append(RowProblem(trouble, field, text[:60]))

    def _value(self, field: Field, read: Callable[[str], T]) -> T | None:
        text = self._text(field)
        if not text:
            return None
        try:
            return read(text)
        except InvalidValue as error:
            self._problems.append(RowProblem(Trouble.BAD_VALUE, field, text[:60], error.reason))
            return None

    def _day(self) -> date | None:
        if not self._text(Field.DAY):
            self._problem(Trouble.NO_DAY, Field.DAY)
            return None
        day = self._value(Field.DAY, lambda text: parse_day(text, day_first=self._reader.day_first))
        if day is not None and day > self._reader.today:
            self._problem(Trouble.FUTURE_DAY, Field.DAY, self._text(Field.DAY))
        return day

    def _zone_rows(self) -> tuple[ZoneRow, ...]:
        text = self._text(Field.ZONES)
        words = split_zones(text)
        if not words:
            self._problem(Trouble.NO_ZONE, Field.ZONES)
            return ()
        depths: tuple[int, ...] = self._value(Field.DEPTH, parse_depths) or ()
        if len(depths) not in (0, 1, len(words)):
            self._problem(Trouble.DEPTHS_DO_NOT_MATCH, Field.DEPTH, self._text(Field.DEPTH))
            return ()
        passes = self._value(Field.PASSES, parse_passes)
        column_side = parse_side(self._text(Field.SIDE))
        rows: list[ZoneRow] = []
        for place, piece in enumerate(words):
            depth = None if not depths else depths[place if len(depths) > 1 else 0]
            meaning = self._reader.meaning(piece.word)
            if not meaning.known:
                self._problem(Trouble.ZONE_UNKNOWN, Field.ZONES, piece.word)
                continue
            for code in meaning.zones or (CUSTOM_ZONE,):
                side = self._side_in(code, piece.side or column_side, piece.word)
                if side is not None:
                    own = piece.word if code == CUSTOM_ZONE else ""
                    rows.append(
                        ZoneRow(len(rows) + 1, code, side, own, depth_um=depth, passes=passes)
                    )
        return tuple(rows)

    def _side_in(self, code: str, side: Side | None, word: str) -> Side | None:
        zone = self._reader.zones.by_code(code)
        if side is None:
            return zone.usual_side
        if side in zone.sides:
            return side
        if side is Side.BOTH and Side.MID in zone.sides:
            return Side.MID
        self._problem(Trouble.SIDE_IMPOSSIBLE, Field.ZONES, word)
        return None

    def _topicals(self) -> tuple[TopicalRow, ...]:
        names = split_products(self._text(Field.PRODUCT))
        lot = self._text(Field.LOT)
        if lot and not names:
            self._remarks.append(RowProblem(Trouble.LOT_WITHOUT_PRODUCT, Field.LOT, lot))
            return (TopicalRow(1, lot=lot),)
        if lot and len(names) > 1:
            self._remarks.append(RowProblem(Trouble.LOT_FOR_SEVERAL, Field.LOT, lot))
        return tuple(TopicalRow(row, name, lot=lot) for row, name in enumerate(names, 1))

    def _numbing(self) -> tuple[NumbingRow, ...]:
        text = self._text(Field.NUMBING)
        if not text or fold(text) in {"0", "no", "nein", "none", "keine"}:
            return ()
        note = f"{text} min" if text.isdecimal() else text
        return (NumbingRow(1, note=note),)


def _number(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text[:6]) <= 1000:
        raise InvalidValue("whole_number", text=text[:40])
    return int(text)
