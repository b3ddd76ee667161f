"""The stops of the tour around consents: the page a client signs on, and the editor of the texts."""

from __future__ import annotations

from math import sin
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from needlelog.domain.clients import ConsentKind
from needlelog.ui.places import CLIENT, SETTINGS
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.settings.consents_section import ConsentsSection
from needlelog.ui.screens.settings.screen import SettingsScreen
from needlelog.ui.tour.desk_stops import client_uid, desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.ui.consent.signature_pad import SignaturePad
    from needlelog.ui.tour.camera import Camera

_POINTS = 36


def see_consents(camera: Camera, name: str) -> None:
    """The page to sign, signed and by typed name, and the text being written."""
    uid = client_uid(camera, name)
    desk_of(camera).context.navigator.client_requested.emit(uid, "details")
    client = screen_of(camera, CLIENT, ClientScreen)
    camera.until(lambda: client.details.consents.view is not None)
    camera.rest()
    page = client.details.consents.sign(ConsentKind.TREATMENT)
    camera.until(lambda: page.paper is not None)
    _draw(page.form.pad)
    camera.shoot("consent-sign")
    page.form.way.button("typed").click()
    page.form.guardian_signs.setChecked(True)
    page.agree.click()
    camera.shoot("consent-sign-typed")
    camera.close_sheets()
    desk_of(camera).shell.go(SETTINGS)
    section = screen_of(camera, SETTINGS, SettingsScreen).open_section("consents")
    if not isinstance(section, ConsentsSection):
        raise TypeError("The tour expected the consent texts.")
    camera.rest()
    section.edit(ConsentKind.TREATMENT)
    camera.shoot("consent-text")
    camera.close_sheets()


def _draw(pad: SignaturePad) -> None:
    """Two strokes with the mouse."""
    width, height = pad.width(), pad.height()
    for left, most in ((0.14, 0.36), (0.58, 0.24)):
        way = [
            QPointF(
                width * (left + most * step / _POINTS),
                height * (0.55 - 0.2 * sin(step / 2.6) * (1 - step / (1.4 * _POINTS))),
            )
            for step in range(_POINTS)
        ]
        kinds = [QEvent.Type.MouseMove] * _POINTS
        kinds[0], kinds[-1] = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
        for kind, at in zip(kinds, way, strict=True):
            event = QMouseEvent(
                kind,
                at,
                QPointF(pad.mapToGlobal(at.toPoint())),
                Qt.MouseButton.LeftButton,
                Qt.MouseButton.LeftButton,
                Qt.KeyboardModifier.NoModifier,
            )
            QApplication.sendEvent(pad, event)
