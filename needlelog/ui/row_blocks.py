"""Rows of a long list, fetched in blocks as they come into view and kept while there is room."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer

BLOCK = 64
"""Rows fetched together: a little more than one screen shows."""
KEPT_BLOCKS = 40
WANTED_BLOCKS = 3
"""Blocks still worth fetching while scrolling fast; older wishes are forgotten."""


class Numbered(Protocol):
    """A row that knows its number."""

    @property
    def id(self) -> int:
        """The number by which it was asked for."""


R = TypeVar("R", bound=Numbered)
Fetch = Callable[[Sequence[int], Callable[[Sequence[R]], None]], None]


class RowBlocks(Generic[R]):
    """Numbers at once, rows by and by. ``fetch`` answers later; ``arrived`` is then told which
    rows, the first and the last, can be painted."""

    def __init__(
        self, fetch: Fetch[R], arrived: Callable[[int, int], object], owner: QObject
    ) -> None:
        self._fetch = fetch
        self._arrived = arrived
        self.ids: Sequence[int] = ()
        self._blocks: OrderedDict[int, dict[int, R]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way: int | None = None
        self._generation = 0
        self._ask = QTimer(owner)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._fetch_next)

    def start(self, ids: Sequence[int], first: Sequence[R] = ()) -> None:
        """Show other numbers; what was fetched before is forgotten.

        ``first`` are rows that are here already, some of the first hundreds or none.
        """
        self._generation += 1
        self.ids = ids
        self._blocks.clear()
        self._wanted.clear()
        self._under_way = None
        if first:
            here = {row.id: row for row in first}
            for place, number in enumerate(ids):
                if number in here:
                    self._blocks.setdefault(place // BLOCK, {})[number] = here.pop(number)
                    if not here:
                        break

    def extend(self, ids: Sequence[int]) -> None:
        """The same numbers, and more behind them; rows fetched before stay."""
        self.ids = ids

    def place_of(self, number: int) -> int:
        """Where a number stands, -1 where it does not."""
        if not isinstance(self.ids, array):
            return self.ids.index(number) if number in self.ids else -1
        # Looked for as bytes: making a Python number of each of a million takes two frames.
        sought, size = array(self.ids.typecode, (number,)).tobytes(), self.ids.itemsize
        held = self.ids.tobytes()
        at = held.find(sought)
        while at % size and at >= 0:
            at = held.find(sought, at + 1)
        return at // size if at >= 0 else -1

    def row(self, place: int) -> R | None:
        """The row at a place, ``None`` while it is not here."""
        found = self._blocks.get(place // BLOCK)
        return found.get(self.ids[place]) if found is not None else None

    def row_or_ask(self, place: int) -> R | None:
        """The row at a place; one that is not here is asked for."""
        block = place // BLOCK
        found = self._blocks.get(block)
        if found is not None and self.ids[place] in found:
            self._blocks.move_to_end(block)
            return found[self.ids[place]]
        if block != self._under_way:
            self._wanted[block] = None
            self._wanted.move_to_end(block)
            while len(self._wanted) > WANTED_BLOCKS:
                self._wanted.popitem(last=False)
            if self._under_way is None:
                self._ask.start()
        return None

    def _fetch_next(self) -> None:
        if self._under_way is not None or not self._wanted:
            return
        block, _ = self._wanted.popitem()
        self._under_way = block
        generation = self._generation

        def answered(rows: Sequence[R]) -> None:
            if generation == self._generation:
                self._keep(block, rows)

        self._fetch(self.ids[block * BLOCK : (block + 1) * BLOCK], answered)

    def _keep(self, block: int, rows: Sequence[R]) -> None:
        self._under_way = None
        self._blocks[block] = {row.id: row for row in rows}
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        first = block * BLOCK
        self._arrived(first, min(first + BLOCK, len(self.ids)) - 1)
        if self._wanted:
            self._ask.start()
