"""The stops of the tour around keeping and destroying records."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from needlelog.domain.clients import Client
from needlelog.services import clients, retention
from needlelog.ui.places import CLIENT, SETTINGS
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.settings.retention_section import RetentionSection
from needlelog.ui.screens.settings.screen import SettingsScreen
from needlelog.ui.tour.desk_stops import client_uid, desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from needlelog.ui.tour.camera import Camera


def see_retention(camera: Camera, name: str) -> None:
    """A hold on a client; what is due, what was destroyed, and the question before."""
    desk = desk_of(camera)
    clinic, uid = desk.context.clinic, client_uid(camera, name)
    camera.ask(lambda: retention.place_hold(clinic, uid, "Letter of the insurer, 3 November"))
    desk.context.navigator.client_requested.emit(uid, "details")
    client = screen_of(camera, CLIENT, ClientScreen)
    camera.until(lambda: client.details.keeping.keeping is not None)
    camera.rest()
    client.details.page.ensureWidgetVisible(client.details.keeping)
    camera.shoot("retention-hold")
    for number, former in enumerate(("Thea Berg", "Ruben Costa", "Ida Lund"), 1):
        known = Client("", former, created_at=datetime(2011 + number, 3, 8, tzinfo=UTC))
        camera.ask(partial(clients.create_client, clinic, known))
    camera.ask(lambda: _destroyed(clinic, clients.search_client_ids(clinic, "thea berg", 1)))
    desk.shell.go(SETTINGS)
    section = screen_of(camera, SETTINGS, SettingsScreen).open_section("retention")
    if not isinstance(section, RetentionSection):
        raise TypeError("The tour expected the retention of records.")
    camera.rest()
    camera.shoot("settings-retention")
    next(iter(section.due_buttons.values())).click()
    camera.shoot("retention-destroy")
    camera.close_sheets()


def _destroyed(clinic: Clinic, ids: list[int]) -> None:
    (row,) = clients.client_rows(clinic, ids)
    kept = retention.keeping(clinic, row.uid)
    person = retention.suggested_person(kept)
    retention.destroy(clinic, row.uid, "time of keeping is over", row.name, person)
