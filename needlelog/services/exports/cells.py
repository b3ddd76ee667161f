"""Rows of the database as cells of a file: words of zones and bits, stand-ins, safety."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any

from needlelog.db.exports.columns import PART, ExportColumn, ExportTable, Kind, Secrecy
from needlelog.domain.exports.formulas import FORMULA_LEADS
from needlelog.domain.exports.pseudonyms import Pseudonyms
from needlelog.domain.zones import CUSTOM_ZONE, Side

_ZONE_MARK = chr(ord(PART) - 1)
_GUARDED = (Kind.TEXT, Kind.CODE, Kind.ZONES, Kind.UID)
_SIDE_WORDS = {
    Side.LEFT.value: " left",
    Side.RIGHT.value: " right",
    Side.BOTH.value: " both",
    Side.MID.value: "",
}
Cell = str | int | None
_Change = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class CellRules:
    """How cells are written: with stand-ins where ``names`` is given; exact or formula-safe."""

    names: Pseudonyms | None = None
    exact: bool = False


class TableCells:
    """The columns of one table as they go into a file."""

    def __init__(self, table: ExportTable, rules: CellRules) -> None:
        self._rules = rules
        self._places: list[int] = []
        columns: list[ExportColumn] = []
        for place, column in enumerate(table.columns):
            kept = _kept(column) if rules.names is not None else column
            if kept is not None:
                self._places.append(place)
                columns.append(kept)
        self.columns = tuple(columns)
        self._changed = [
            (place, change)
            for place, column in enumerate(self.columns)
            if (change := self._change(column)) is not None
        ]
        self._guarded = (
            [
                place
                for place, column in enumerate(self.columns)
                if column.kind in _GUARDED and not column.codes
            ]
            if not rules.exact
            else []
        )
        self._all = len(self._places) == len(table.columns)

    @property
    def header(self) -> list[str]:
        """The names of the columns."""
        return [column.name for column in self.columns]

    def values(self, block: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
        """The cells of some rows, for a file that knows texts from formulas."""
        changed, places = self._changed, self._places
        rows: list[list[Any]] = []
        for row in block:
            cells = list(row) if self._all else [row[place] for place in places]
            for place, change in changed:
                cells[place] = change(cells[place])
            rows.append(cells)
        return rows

    def texts(self, block: Iterable[tuple[Any, ...]]) -> list[list[Any]]:
        """The cells of some rows, safe for a spreadsheet unless exact ones were asked for."""
        rows: list[list[Any]] = self.values(block)
        guarded, leads = self._guarded, FORMULA_LEADS
        for cells in rows:
            for place in guarded:
                cell = cells[place]
                if cell and cell[0] in leads:
                    cells[place] = f"'{cell}"
        return rows

    def _change(self, column: ExportColumn) -> _Change | None:
        names = self._rules.names
        if names is not None and column.secrecy is Secrecy.STAND_IN:
            return _remembered(partial(names.of, column.of))
        if names is not None and column.secrecy is Secrecy.YEAR:
            return lambda value: None if value is None else int(value[:4])
        if column.kind is Kind.ZONES:
            return _zone_words
        if column.kind is Kind.BITS:
            return _remembered(partial(_bit_words, column.codes))
        return None


def _kept(column: ExportColumn) -> ExportColumn | None:
    """The column as it is when identities are left out, ``None`` when it is left out as well."""
    if column.secrecy is Secrecy.LEFT_OUT or (column.kind is Kind.ZONES):
        return None
    if column.secrecy is Secrecy.YEAR:
        year = column.name.removesuffix("_date") + "_year"
        return replace(column, name=year, kind=Kind.WHOLE, meaning=f"year: {column.meaning}")
    return column


def _remembered(change: _Change) -> _Change:
    """The same for each value that comes again."""
    known: dict[Any, Any] = {None: None}

    def changed(value: Any) -> Any:
        if value not in known:
            known[value] = change(value)
        return known[value]

    return changed


def _zone_words(value: str | None) -> str | None:
    """The zones by their codes in words, as an import understands them."""
    if value is None:
        return None
    words = []
    for piece in value.split(_ZONE_MARK):
        code, side, own = piece.split(PART)
        name = own if code == CUSTOM_ZONE and own else code.replace("_", " ")
        words.append(name + _SIDE_WORDS.get(side, ""))
    return "; ".join(words)


def _bit_words(words: tuple[str, ...], value: int) -> str:
    return "; ".join(word for bit, word in enumerate(words) if value >> bit & 1)


def typed(column: ExportColumn, value: Cell) -> str | int | float | date | datetime | None:
    """A cell as a spreadsheet program keeps it: a day as a day, a number as a number.

    An instant loses its offset to UTC there: it is the time that the clock of the place showed.
    """
    if value is None or value == "":
        return None
    if isinstance(value, int):
        return value
    if column.kind is Kind.DECIMAL:
        return float(value)
    if column.kind is Kind.DAY:
        return date.fromisoformat(value)
    if column.kind is Kind.INSTANT:
        return datetime.fromisoformat(value).replace(tzinfo=None)
    return value
