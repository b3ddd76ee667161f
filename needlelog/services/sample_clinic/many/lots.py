"""Which lot of each product was open on a day."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.services.sample_clinic.many.facts import OpenedLot


class LotsInUse:
    """What stands in the blanks of the lots, day by day."""

    def __init__(self, lots: Sequence[OpenedLot], keys: Sequence[str]) -> None:
        """``keys`` are the products in the order of their blanks."""
        self._by_key = [
            sorted(
                (each for each in lots if each.key == key),
                key=lambda each: each.lot.opened_on or date.min,
            )
            for key in keys
        ]
        self._opened = [
            [each.lot.opened_on or date.min for each in found] for found in self._by_key
        ]

    def on(self, day: date) -> list[Any]:
        """Uid, row number, text and expiry of each product's lot."""
        values: list[Any] = []
        for found, opened in zip(self._by_key, self._opened, strict=True):
            each = found[max(bisect_right(opened, day) - 1, 0)]
            values += (each.lot.uid, each.number, each.lot.lot, each.lot.expiry)
        return values
