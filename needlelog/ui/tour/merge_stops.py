"""The stops of the tour around a client who was entered twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.clients import Client
from needlelog.services import clients
from needlelog.ui.merge.compare_sheet import CompareSheet
from needlelog.ui.merge.duplicates_sheet import DuplicatesSheet
from needlelog.ui.places import CLIENT, CLIENTS
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.clients.screen import ClientsScreen
from needlelog.ui.tour.desk_stops import client_uid, desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.ui.tour.camera import Camera


def see_merge(camera: Camera, name: str) -> None:
    """The likely duplicates, two entries side by side, and the client of both."""
    desk = desk_of(camera)
    clinic, uid = desk.context.clinic, client_uid(camera, name)
    known = camera.ask(lambda: clients.client(clinic, uid))
    again = Client("", known.name, known.birth_date, email="amara@example.org", phone="020 1")
    camera.ask(lambda: clients.create_client(clinic, again))
    desk.shell.go(CLIENTS)
    screen = screen_of(camera, CLIENTS, ClientsScreen)
    screen.duplicates_button.click()
    camera.shoot("duplicates")
    found = next(one for one in camera.sheets() if isinstance(one, DuplicatesSheet))
    found.lines[0].button.click()
    camera.shoot("duplicates-compare")
    compared = next(one for one in camera.sheets() if isinstance(one, CompareSheet))
    compared.merge_button.click()
    camera.rest()
    camera.close_sheets()
    desk.context.navigator.client_requested.emit(uid, "details")
    camera.until(lambda: bool(screen_of(camera, CLIENT, ClientScreen).details.entries.lines))
    camera.shoot("duplicates-merged")
