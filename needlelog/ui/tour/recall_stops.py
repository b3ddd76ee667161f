"""The stops of the tour around a recall: asked, being told, the letters, and where it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.services import trace
from needlelog.ui.places import STOCK, TODAY
from needlelog.ui.recall.open_recall import OpenRecallSheet
from needlelog.ui.recall.recall_sheet import RecallSheet
from needlelog.ui.screens.stock.rows import RowKind
from needlelog.ui.screens.stock.screen import StockScreen
from needlelog.ui.tour.desk_stops import desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.domain.stock import Lot
    from needlelog.ui.tour.camera import Camera


def see_recall(camera: Camera) -> None:
    """The lot most clients met is called back, some are told, letters are written."""
    desk = desk_of(camera)
    desk.shell.go(STOCK)
    screen = screen_of(camera, STOCK, StockScreen)
    camera.rest()
    lot = _busiest(camera, screen)
    screen.choose(RowKind.LOT, lot.uid)
    screen.acts.on_lot("recall", lot, None)
    camera.until(lambda: any(isinstance(one, OpenRecallSheet) for one in camera.sheets()))
    asked = next(one for one in camera.sheets() if isinstance(one, OpenRecallSheet))
    asked.reason.setPlainText("Glass particles in single vials. The maker asks to stop using it.")
    camera.shoot("recall-asked")
    asked.save_button.click()
    camera.until(lambda: any(isinstance(one, RecallSheet) for one in camera.sheets()))
    sheet = next(one for one in camera.sheets() if isinstance(one, RecallSheet))
    camera.rest()
    for row in (0, 2):
        sheet.model.toggle(row)
    sheet.line.mark.click()
    camera.rest()
    sheet.model.toggle(0)
    camera.shoot("recall")
    sheet.letters.click()
    camera.shoot("recall-letters")
    camera.close_sheets()
    camera.shoot("recall-stock")
    screen.recalls_button.click()
    camera.shoot("recalls")
    camera.close_sheets()
    desk.shell.go(TODAY)
    camera.shoot("recall-today")


def _busiest(camera: Camera, screen: StockScreen) -> Lot:
    clinic = desk_of(camera).context.clinic
    view = screen.view
    if view is None:
        raise TypeError("The tour expected the stock.")
    uses = camera.ask(
        lambda: {lot.uid: trace.lot_trace(clinic, lot.uid, limit=1).clients for lot in view.lots}
    )
    return max(view.lots, key=lambda lot: uses[lot.uid])
