"""The stops of the tour before the lock: setting up, signing in, locking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.screens.first_run.screen import FirstRunScreen
from needlelog.ui.screens.lock.screen import LockScreen
from needlelog.ui.screens.sign_in.screen import SignInScreen

if TYPE_CHECKING:
    from needlelog.ui.tour.camera import Camera

_SHOWN_FOLDER = "~/Needling records"


def see_first_run(camera: Camera) -> None:
    """The three pages of the set-up."""
    screen = camera.window.page()
    if not isinstance(screen, FirstRunScreen):
        raise TypeError("The tour expected the set-up.")
    camera.until(lambda: bool(screen.place.folder.text()))
    screen.place.folder.setText(_SHOWN_FOLDER)
    camera.shoot("first-run-clinic-blank")
    screen.place.name.setText("Clinic Patel")
    screen.place.next.click()
    camera.shoot("first-run-person-blank")
    screen.person.name.setText("Rina Patel")
    screen.person.licence.setText("AP-20417")
    screen.person.secret.first.setText("seven calm needles at noon")
    screen.person.secret.second.setText("seven calm needles at noon")
    camera.shoot("first-run-person")
    screen.person.next.click()
    camera.shoot("first-run-code")


def sign_in(camera: Camera, passphrase: str, *, shown: bool) -> None:
    """Sign in as the first person; ``shown`` takes pictures on the way, one wrong try among them."""
    screen = camera.window.page()
    if not isinstance(screen, SignInScreen):
        raise TypeError("The tour expected the sign-in.")
    if shown:
        camera.shoot("sign-in")
        screen.passphrase.setText("a slip of the finger")
        screen.button.click()
        camera.shoot("sign-in-wrong")
    screen.passphrase.setText(passphrase)
    screen.button.click()
    camera.until(lambda: camera.window.desk is not None)
    camera.rest()


def see_lock(camera: Camera, passphrase: str) -> None:
    """The cover over the window; unlocked again at the end."""
    camera.window.lock()
    screen = camera.window.page()
    if not isinstance(screen, LockScreen):
        raise TypeError("The tour expected the lock.")
    # Where no window manager sees to it, no window is in front after a sheet was closed.
    camera.window.activateWindow()
    camera.shoot("lock")
    screen.passphrase.setText(passphrase)
    screen.button.click()
    camera.until(lambda: camera.window.page() is camera.window.desk)
    camera.rest()
