"""The stops of the tour at the desk: Today, clients, one client, stock, settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from needlelog.domain.follow_up import Sign
from needlelog.services import clients
from needlelog.ui.follow_up.follow_up_sheet import FollowUpSheet
from needlelog.ui.places import CLIENT, CLIENTS, SETTINGS, STOCK, TODAY
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.clients.screen import ClientsScreen
from needlelog.ui.screens.settings.aftercare_section import AftercareSection
from needlelog.ui.screens.settings.screen import SettingsScreen
from needlelog.ui.screens.stock.rows import RowKind
from needlelog.ui.screens.stock.screen import StockScreen
from needlelog.ui.screens.today.screen import TodayScreen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.desk import Desk
    from needlelog.ui.tour.camera import Camera

Screen = TypeVar("Screen", bound="QWidget")

_TABS = ("record", "progress", "plan", "details")
_SECTIONS = (
    "clinic",
    "people",
    "access",
    "appearance",
    "lock",
    "limits",
    "aftercare",
    "consents",
    "about",
    "rules",
    "backups",
    "machines",
    "data",
)


def desk_of(camera: Camera) -> Desk:
    """The open clinic at the window."""
    desk = camera.window.desk
    if desk is None:
        raise TypeError("The tour expected an open clinic.")
    return desk


def screen_of(camera: Camera, key: str, kind: type[Screen]) -> Screen:
    """The screen of a place, of the kind it must be."""
    screen = desk_of(camera).shell.screen_of(key)
    if not isinstance(screen, kind):
        raise TypeError(f"The tour expected {kind.__name__}.")
    return screen


def client_uid(camera: Camera, name: str) -> str:
    """The uid of the client found by a name."""
    clinic = desk_of(camera).context.clinic
    rows = camera.ask(lambda: clients.found_clients(clinic, name, 1))
    return rows[0].uid


def see_today(camera: Camera, name: str) -> None:
    """What the day asks for."""
    desk_of(camera).shell.go(TODAY)
    camera.shoot(name)


def see_follow_up(camera: Camera) -> None:
    """The diary of a client who is due, as it opens and with a red flag; then the adverse event."""
    desk_of(camera).shell.go(TODAY)
    screen = screen_of(camera, TODAY, TodayScreen)
    camera.until(lambda: bool(screen.ask.buttons))
    screen.ask.buttons[-1].click()
    camera.shoot("follow-up")
    sheet = next(one for one in camera.sheets() if isinstance(one, FollowUpSheet))
    sheet.rows[Sign.REDNESS].button(1).click()
    sheet.rows[Sign.INFECTION].button(2).click()
    camera.shoot("follow-up-red-flag")
    sheet.flag.record.click()
    camera.shoot("adverse-event")
    camera.close_sheets()


def see_clients(camera: Camera) -> None:
    """The list, a search, nothing found, and the sheet for a new client."""
    desk_of(camera).shell.go(CLIENTS)
    screen = screen_of(camera, CLIENTS, ClientsScreen)
    camera.shoot("clients")
    for name, text in (("clients-search", "ma"), ("clients-nobody", "nobody of this name")):
        screen.search.setText(text)
        screen.search.searched.emit(text)
        camera.shoot(name)
    screen.search.clear()
    screen.search.searched.emit("")
    screen.ask_new_client()
    camera.shoot("client-new")
    camera.close_sheets()


def see_client(camera: Camera, name: str, prefix: str = "") -> None:
    """One client, tab by tab; the record tab is simply the client."""
    uid = client_uid(camera, name)
    ways = desk_of(camera).context.navigator
    for tab in _TABS:
        ways.client_requested.emit(uid, tab)
        camera.until(lambda: screen_of(camera, CLIENT, ClientScreen).view is not None)
        shown = "client" if tab == "record" else tab
        camera.shoot(f"{prefix}{shown}")


def see_stock(camera: Camera) -> None:
    """Products with their lots, one lot, the devices, what asks for something, and the sheets."""
    desk_of(camera).shell.go(STOCK)
    screen = screen_of(camera, STOCK, StockScreen)
    camera.until(lambda: screen.view is not None)
    view = screen.view
    if view is None:
        raise TypeError("The tour expected the stock.")
    camera.shoot("stock")
    for key in ("cartridge", "devices"):
        screen.filter.choice.set_current(key)
        screen.filter.changed.emit()
        camera.shoot(f"stock-{key}")
    screen.filter.show_all()
    screen.filter.attention.click()
    camera.shoot("stock-attention")
    screen.filter.attention.click()
    lot = max(view.lots, key=lambda one: one.received or 0)
    product = view.product(lot.product_uid)
    screen.choose(RowKind.LOT, lot.uid)
    camera.shoot("stock-lot")
    screen.acts.new_lot()
    camera.shoot("stock-lot-new")
    camera.close_sheets()
    screen.acts.new_product("serum")
    camera.shoot("stock-product-new")
    camera.close_sheets()
    for what in ("trace", "adjust", "out"):
        screen.acts.on_lot(what, lot, product)
        camera.shoot(f"stock-lot-{what}")
        camera.close_sheets()


def see_settings(camera: Camera) -> None:
    """Every section of the settings."""
    desk_of(camera).shell.go(SETTINGS)
    screen = screen_of(camera, SETTINGS, SettingsScreen)
    for key in _SECTIONS:
        screen.open_section(key)
        camera.shoot(f"settings-{key}")
    section = screen.open_section("aftercare")
    if isinstance(section, AftercareSection):
        camera.rest()
        section.edit("face_deep")
        camera.shoot("settings-aftercare-text")
        camera.close_sheets()
