"""The stops of the tour in the Progress tab: the axis of few and many scores, the map, the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.places import CLIENT
from needlelog.ui.screens.client.progress_tab import ProgressTab
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.tour.desk_stops import client_uid, desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.ui.tour.camera import Camera

_SCORED, _TREATED_ONCE = "Priya", "Zoë"
_PARTS = ("map", "list", "scores")


def see_progress(camera: Camera, name: str) -> None:
    """Every part of the tab with photos and scores; then two scales, one session, and why."""
    tab = _open(camera, name)
    for part in _PARTS:
        tab.choice.button(part).click()
        camera.shoot(f"progress-{part}")
    tab.choice.button("axis").click()
    if tab.choice.button("side").isVisible():
        tab.choice.button("side").click()
        camera.shoot("progress-side")
        tab.choice.button("axis").click()
    scored = next(card for card in tab.figures.cards if card.figure.why)
    tab.figures.explain(scored.figure)
    camera.shoot("progress-why")
    camera.close_sheets()
    _open(camera, _SCORED)
    camera.shoot("progress-two-scales")
    _open(camera, _TREATED_ONCE)
    camera.shoot("progress-one-session")


def _open(camera: Camera, name: str) -> ProgressTab:
    uid = client_uid(camera, name)
    desk_of(camera).context.navigator.client_requested.emit(uid, "progress")
    tab = screen_of(camera, CLIENT, ClientScreen).progress
    camera.until(lambda: tab.view is not None and tab.client_uid == uid)
    camera.rest()
    return tab
