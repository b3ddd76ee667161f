"""What a session takes from the stock.

Only what was written down is taken off: cartridges by their number, a product counted in
millilitres by the amount on the skin, a pack when it was marked as finished. Nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass

from needlelog.domain.sessions import SessionDraft
from needlelog.domain.stock import StockUnit


@dataclass(frozen=True, slots=True)
class LotUse:
    """So much of a lot was used, in this unit; it counts where the product is counted so."""

    lot_uid: str
    unit: StockUnit
    amount: int


def lot_uses(draft: SessionDraft) -> tuple[LotUse, ...]:
    """What the session used of lots of the stock, one entry for each row that says so."""
    found = []
    cartridge = draft.cartridge
    if cartridge is not None and cartridge.lot_uid is not None and cartridge.count:
        found.append(LotUse(cartridge.lot_uid, StockUnit.PIECE, cartridge.count))
    for topical in draft.topicals:
        if topical.lot_uid is None:
            continue
        if topical.amount_ul:
            found.append(LotUse(topical.lot_uid, StockUnit.MICROLITRE, topical.amount_ul))
        if topical.pack_finished:
            found.append(LotUse(topical.lot_uid, StockUnit.PIECE, 1))
    found += [
        LotUse(numbing.lot_uid, StockUnit.PIECE, 1)
        for numbing in draft.numbing
        if numbing.lot_uid is not None and numbing.pack_finished
    ]
    return tuple(found)
