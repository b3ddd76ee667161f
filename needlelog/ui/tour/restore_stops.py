"""The stops of the tour around a restore: over the open clinic, and where it cannot be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.backups import BackupReason
from needlelog.domain.clients import Client
from needlelog.services import clients, sessions
from needlelog.services.backups import back_up
from needlelog.services.clinic import open_clinic
from needlelog.services.sample_clinic.people import PASSPHRASE
from needlelog.ui.door import Door
from needlelog.ui.places import SETTINGS
from needlelog.ui.screens.restore.screen import RestoreScreen
from needlelog.ui.screens.settings.backups_section import BackupsSection
from needlelog.ui.screens.settings.screen import SettingsScreen
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.screens.trouble.screen import TroubleScreen
from needlelog.ui.tour.desk_stops import desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from needlelog.ui.restore.steps import RestoreSteps
    from needlelog.ui.tour.camera import Camera


def see_restore(camera: Camera) -> None:
    """The list of backups, and one compared with what was recorded since."""
    desk = desk_of(camera)
    clinic = desk.context.clinic
    camera.ask(lambda: back_up(clinic, BackupReason.BY_HAND))
    camera.ask(lambda: _worked_on(clinic))
    desk.shell.go(SETTINGS)
    section = screen_of(camera, SETTINGS, SettingsScreen).open_section("backups")
    if not isinstance(section, BackupsSection):
        raise TypeError("The tour expected the backups of the clinic.")
    camera.rest()
    section.ensureWidgetVisible(section.restoring)
    camera.shoot("settings-restore")
    sheet = section.restoring.open_restore()
    _wait_for_list(camera, sheet.steps)
    camera.shoot("restore-choose")
    sheet.steps.next.click()
    _wait_for_comparison(camera, sheet.steps)
    sheet.steps.compare.agree.setChecked(True)
    camera.shoot("restore-compare")
    sheet.steps.cancel.click()
    camera.close_sheets()


def make_damaged(door: Door) -> None:
    """A backup of the clinic behind this door, and then records that nothing can read."""
    owner = door.people()[0]
    clinic = open_clinic(door.folder, owner.person_uid, PASSPHRASE, door.clock, door.cost)
    back_up(clinic, BackupReason.CLOSING)
    clinic.close()
    door.place.database.write_bytes(bytes(door.place.database.stat().st_size))


def see_trouble(camera: Camera) -> None:
    """The page that says why the clinic cannot be opened, and the way to a backup."""
    screen = camera.window.page()
    if not isinstance(screen, SignInScreen):
        raise TypeError("The tour expected the sign-in.")
    screen.passphrase.setText(PASSPHRASE)
    screen.button.click()
    camera.until(lambda: isinstance(camera.window.page(), TroubleScreen))
    camera.shoot("trouble")
    trouble = camera.window.page()
    if isinstance(trouble, TroubleScreen):
        trouble.restore.click()
    camera.until(lambda: isinstance(camera.window.page(), RestoreScreen))
    restore = camera.window.page()
    if not isinstance(restore, RestoreScreen):
        raise TypeError("The tour expected the restore assistant.")
    steps = restore.steps
    _wait_for_list(camera, steps)
    camera.shoot("trouble-restore")
    steps.next.click()
    camera.until(lambda: steps.pages.currentWidget() is steps.secret)
    steps.secret.passphrase.setText(PASSPHRASE)
    camera.shoot("trouble-passphrase")
    steps.next.click()
    _wait_for_comparison(camera, steps)
    camera.shoot("trouble-compare")


def _worked_on(clinic: Clinic) -> None:
    """What a backup made before does not hold."""
    newcomer = clients.create_client(clinic, Client("", "Nora Lindqvist"))
    sessions.start_session(clinic, newcomer.uid)


def _wait_for_list(camera: Camera, steps: RestoreSteps) -> None:
    camera.until(lambda: steps.list.current() is not None)


def _wait_for_comparison(camera: Camera, steps: RestoreSteps) -> None:
    camera.until(lambda: steps.pages.currentWidget() is steps.compare)
