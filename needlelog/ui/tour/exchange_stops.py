"""The stops of the tour around a second computer: adding it, sending, receiving, choosing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.domain.clients import Client
from needlelog.services import clients
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.exchange.machines import join
from needlelog.services.exchange.receiving import receive
from needlelog.services.exchange.sending import send
from needlelog.services.moving import pack, suggested_name, unpack
from needlelog.services.sample_clinic.people import PASSPHRASE
from needlelog.ui.context import Changes
from needlelog.ui.exchange.add_sheet import AddComputerSheet
from needlelog.ui.exchange.receive_sheet import ReceiveSheet
from needlelog.ui.exchange.send_sheet import SendSheet
from needlelog.ui.places import SETTINGS, TODAY
from needlelog.ui.screens.settings.machines_section import MachinesSection
from needlelog.ui.screens.settings.screen import SettingsScreen
from needlelog.ui.screens.today.screen import TodayScreen
from needlelog.ui.tour.desk_stops import client_uid, desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.ui.tour.camera import Camera

_EARLIER = timedelta(minutes=50)
_PHONE_THERE, _PHONE_HERE = "+44 20 7946 0815", "+44 20 7946 0123"
_NOTE_THERE = "Asks for a longer break between the passes on the nose. Calls before she comes."
_NOTE_HERE = "Works at the theatre: no session in the week before a premiere."


def see_exchange(camera: Camera, name: str) -> None:
    """Two computers, the same client edited on both; sent, received, chosen."""
    desk = desk_of(camera)
    clinic, uid = desk.context.clinic, client_uid(camera, name)
    folder = clinic.folder.path
    stick = folder.with_name(f"{folder.name}-stick")
    stick.mkdir()
    desk.shell.go(SETTINGS)
    section = screen_of(camera, SETTINGS, SettingsScreen).open_section("machines")
    if not isinstance(section, MachinesSection):
        raise TypeError("The tour expected the machines of the clinic.")
    camera.rest()
    _see_adding(camera, section, stick)
    far = camera.ask(lambda: _second_machine(clinic, stick))
    camera.ask(lambda: receive(clinic, stick / send(far, stick).file))
    camera.ask(lambda: _edited(far, uid, _PHONE_THERE, _NOTE_THERE))
    camera.ask(lambda: clients.create_client(far, Client("", "ليلى عبد الرحمن", phone="1")))
    camera.ask(lambda: _edited(clinic, uid, _PHONE_HERE, _NOTE_HERE))
    file = camera.ask(lambda: stick / send(far, stick).file)
    camera.ask(far.close)
    desk.context.changed.emit(Changes.of("exchange"))
    camera.shoot("machines")
    _see_sending(camera, section, stick)
    _see_receiving(camera, section, file)
    section.acts.choose()
    camera.shoot("exchange-choose")
    camera.close_sheets()
    desk.shell.go(TODAY)
    today = screen_of(camera, TODAY, TodayScreen)
    camera.until(lambda: today.exchange.choose is not None)
    camera.rest()  # its place on the page is known only then
    today.side.ensureWidgetVisible(today.exchange)
    camera.shoot("today-exchange")


def _see_adding(camera: Camera, section: MachinesSection, stick: Path) -> None:
    sheet: AddComputerSheet = section.add_computer()
    sheet.name.setText("Office")
    camera.shoot("machine-add")
    name = suggested_name(desk_of(camera).context.clinic)
    sheet.pack_to(stick / name)
    camera.until(lambda: not sheet.job.running)
    camera.shoot("machine-added")
    camera.close_sheets()
    (stick / name).unlink()


def _second_machine(clinic: Clinic, stick: Path) -> Clinic:
    """A further computer, whose clock tells the same day a little earlier."""
    file = stick / "packed"
    folder = clinic.folder.path
    further = folder.with_name(f"{folder.name}-room")

    def clock() -> datetime:
        return clinic.clock() - _EARLIER

    pack(clinic, file)
    unpack(file, further, clinic.person.uid, PASSPHRASE, clock)
    file.unlink()
    opened = open_clinic(further, clinic.person.uid, PASSPHRASE, clock)
    join(opened, "Room 2")
    return opened


def _edited(clinic: Clinic, uid: str, phone: str, note: str) -> Client:
    known = clients.client(clinic, uid)
    return clients.save_client(clinic, replace(known, phone=phone, note=note))


def _see_sending(camera: Camera, section: MachinesSection, stick: Path) -> None:
    sheet: SendSheet = section.acts.send()
    sheet.place.take(stick)
    camera.shoot("exchange-send")
    sheet.send.click()
    camera.until(lambda: not sheet.job.running)
    camera.shoot("exchange-sent")
    camera.close_sheets()


def _see_receiving(camera: Camera, section: MachinesSection, file: Path) -> None:
    sheet: ReceiveSheet = section.acts.receive()
    camera.shoot("exchange-receive")
    sheet.look_into(file)
    camera.until(lambda: sheet.view is not None)
    camera.shoot("exchange-preview")
    sheet.take.click()
    camera.until(lambda: sheet.receipt is not None)
    camera.shoot("exchange-received")
    camera.close_sheets()
