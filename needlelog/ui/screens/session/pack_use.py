"""A pack that was scanned and confirmed in the middle of a session: it goes where it belongs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject

from needlelog.domain.sessions import NumbingRow, TopicalRow
from needlelog.domain.stock import Lot, Product, spelled
from needlelog.services import stock
from needlelog.ui.scanning.scan_sheet import open_scan_sheet
from needlelog.ui.scanning.window_scanner import window_scanner
from needlelog.ui.stock_sheets import open_lot_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context
    from needlelog.ui.scanning.confirm_panel import ScannedPack
    from needlelog.ui.scanning.wedge_listener import WedgeListener
    from needlelog.ui.screens.session.acts import SessionActs
    from needlelog.ui.screens.session.surroundings import Surroundings

Row = TypeVar("Row", NumbingRow, TopicalRow)


class PackUse(QObject):
    """Opens the scan sheet and takes what was confirmed into the draft.

    A product of the stock is used by its kind: cartridge, anaesthetic, or on the skin; a row that
    waits for its lot is given it. A product the stock does not know is added to it first, with
    everything that was read filled in. What may not be added by hand, such as an anaesthetic after
    an allergy, is not added by a scan either.
    """

    def __init__(
        self,
        context: Context,
        acts: SessionActs,
        surroundings: Callable[[], Surroundings | None],
        numbing_closed: Callable[[], str],
        screen: QWidget,
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._acts = acts
        self._surroundings = surroundings
        self._numbing_closed = numbing_closed
        self._screen = screen
        self._listener: WedgeListener | None = None

    def listen_for_scanner(self) -> None:
        """Open the scan sheet by itself when a scanner types while the session is in front."""
        if self._listener is None:
            self._listener = window_scanner(self._screen)
            self._listener.scanned.connect(self._hear)

    def scan(self, text: str = "") -> None:
        """Ask for the code of a pack."""
        open_scan_sheet(self._context, self._screen, self.take, text)

    def take(self, scanned: ScannedPack) -> None:
        """Use a pack that was confirmed."""
        around = self._surroundings()
        if around is None:
            return
        product = around.products_by_uid.get(scanned.product_uid or "")
        if product is None:
            open_lot_sheet(
                self._context,
                self._screen,
                on_saved=lambda lot: self._use_new(lot, scanned.serial or ""),
                scanned=scanned,
            )
            return
        number = scanned.lot or ""
        lot = next(
            (
                one
                for one in around.lots
                if one.product_uid == product.uid and spelled(one.lot) == spelled(number)
            ),
            None,
        )
        if lot is None:
            lot = Lot("", product.uid, number, scanned.expiry)
        self._use(product, lot, scanned.serial or "")

    def _hear(self, text: str) -> None:
        if self._screen.isVisible() and self._surroundings() is not None:
            self.scan(text)

    def _use_new(self, lot: Lot, serial: str) -> None:
        clinic = self._context.clinic

        def go_on(products: tuple[Product, ...]) -> None:
            product = next((one for one in products if one.uid == lot.product_uid), None)
            if product is not None:
                self._use(product, lot, serial)

        self._context.read(lambda: stock.products(clinic), go_on, owner=self)

    def _use(self, product: Product, lot: Lot, serial: str) -> None:
        if product.category == "cartridge":
            self._acts.use_cartridge_unit(product, lot, serial)
        elif product.category == "numbing":
            if not self._numb_with(product, lot):
                return
        else:
            self._put_on_skin(product, lot)
        said = self.tr("{product} is in the session.").format(product=product.name)
        if lot.lot and not lot.uid:
            said = self.tr("{product} is in the session. Lot {lot} is not in the stock.").format(
                product=product.name, lot=lot.lot
            )
        self._context.message.emit(said)

    def _numb_with(self, product: Product, lot: Lot) -> bool:
        """Name the lot of an anaesthetic that waits for one, or add it. False where it is closed."""
        closed = self._numbing_closed()
        if closed:
            sentence = self.tr("{why}: {product} was not added.")
            self._context.failed.emit(sentence.format(why=closed, product=product.name))
            return False
        batch: dict[str, Any] = {"lot_uid": lot.uid or None, "lot": lot.lot, "expiry": lot.expiry}
        row = _waiting(self._acts.draft.numbing, product, lot)
        if row is not None:
            self._acts.set_numbing(row.row, self.tr("numbing"), **batch)
        else:
            self._acts.add_numbing(
                agent=product.name, strength=product.strength, product_uid=product.uid, **batch
            )
        return True

    def _put_on_skin(self, product: Product, lot: Lot) -> None:
        row = _waiting(self._acts.draft.topicals, product, lot)
        if row is None:
            self._acts.add_product(product, lot)
            return
        self._acts.set_topical(
            row.row,
            self.tr("lot {lot}").format(lot=lot.lot),
            lot_uid=lot.uid or None,
            lot=lot.lot,
            expiry=lot.expiry,
        )


def _waiting(rows: Iterable[Row], product: Product, lot: Lot) -> Row | None:
    """The row of a product whose lot is not named yet, or is this one."""
    own = (row for row in rows if row.product_uid == product.uid)
    return next((row for row in own if spelled(row.lot) in ("", spelled(lot.lot))), None)
