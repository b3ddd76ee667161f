"""A use of a lot in the words of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.lot_trace import UsedAs
from needlelog.domain.sessions import SessionState
from needlelog.ui import formats
from needlelog.ui.stock_words import expiry_words

if TYPE_CHECKING:
    from needlelog.domain.lot_trace import LotTrace, LotTraceRow

translate = QCoreApplication.translate
_USED_AS: dict[UsedAs, object] = {
    UsedAs.CARTRIDGE: QT_TRANSLATE_NOOP("LotTrace", "cartridge"),
    UsedAs.TOPICAL: QT_TRANSLATE_NOOP("LotTrace", "on the skin"),
    UsedAs.NUMBING: QT_TRANSLATE_NOOP("LotTrace", "numbing"),
}


def used_as_words(used_as: UsedAs) -> str:
    """The part of the session it was used in."""
    return translate("LotTrace", str(_USED_AS[used_as]))


def lot_words(row: LotTraceRow) -> str:
    """Lot, serial of the unit, and whether the number was only typed."""
    words = [row.lot]
    if row.serial:
        words.append(translate("LotTrace", "s/n {serial}").format(serial=row.serial))
    if row.lot_uid is None:
        words.append(translate("LotTrace", "typed"))
    return " · ".join(words)


def how_much_words(row: LotTraceRow) -> str:
    """How many cartridges or how much on the skin; empty where nobody wrote it down."""
    if row.count is not None:
        return translate("LotTrace", "%n piece(s)", "", row.count)
    if row.amount_ul is not None:
        return translate("LotTrace", "{amount} ml").format(amount=formats.volume(row.amount_ul))
    return ""


def expiry_cell(row: LotTraceRow) -> str:
    """The expiry that was recorded."""
    return expiry_words(row.expiry) if row.expiry else ""


def state_words(row: LotTraceRow) -> str:
    """What must be said of the session: that it is void."""
    return translate("LotTrace", "void") if row.state is SessionState.VOID else ""


def counts_words(trace: LotTrace) -> str:
    """How many sessions and clients a trace leads to, and how many void sessions it lists besides."""
    if not trace.uses:
        return translate("LotTrace", "No signed session names this lot.")
    void = translate("LotTrace", "%n void session(s)", "", trace.void)
    if not trace.sessions:
        return translate("LotTrace", "No session that counts, only {void}").format(void=void)
    counting = translate("LotTrace", "{sessions} of {clients}").format(
        sessions=translate("LotTrace", "%n session(s)", "", trace.sessions),
        clients=translate("LotTrace", "%n client(s)", "", trace.clients),
    )
    if not trace.void:
        return counting
    return translate("LotTrace", "{counting}, not counting {void}").format(
        counting=counting, void=void
    )


def row_sentence(row: LotTraceRow) -> str:
    """The whole use for a screen reader."""
    parts = (
        formats.day(row.day),
        row.client_name,
        row.product,
        used_as_words(row.used_as),
        lot_words(row),
        how_much_words(row),
        state_words(row),
    )
    return ", ".join(part for part in parts if part)
