"""The stops of the tour before a treatment: the questions, what the answers mean, putting it off."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from needlelog.domain.zones import Side
from needlelog.ui.places import RECORD
from needlelog.ui.screens.record.screen import RecordScreen
from needlelog.ui.tour.desk_stops import screen_of
from needlelog.ui.tour.session_stops import begin

if TYPE_CHECKING:
    from needlelog.ui.screens.session.screen import SessionScreen
    from needlelog.ui.tour.camera import Camera

_SPEAKING_AGAINST = ("metal_allergy", "anaesthetic_allergy")
_SHALLOW_UM = 250


def see_screening(camera: Camera, known: str, fresh: str) -> None:
    """A client of whom much is known, and one against whose treatment everything speaks."""
    screen = begin(camera, known, repeat=True)
    camera.shoot("screening-known")
    screen.parts.screening.unchanged.click()
    camera.shoot("screening-unchanged")
    screen = begin(camera, fresh, repeat=False)
    camera.shoot("screening-blank")
    _answer(camera, screen)
    camera.shoot("screening")
    screen.parts.screening.findings.cards()[0].sources.click()
    camera.shoot("screening-sources")
    screen.screening.go_to_zones()
    screen.acts.set_depth([("neck_front", Side.MID)], _SHALLOW_UM)
    screen.acts.set_depth([("cheek_lateral", side) for side in Side.BOTH.parts], _SHALLOW_UM)
    screen.choice.select_row(1)
    camera.shoot("session-stopped")
    screen.finish()
    camera.shoot("session-finish-stopped")
    camera.close_sheets()
    _defer(camera, screen)


def _answer(camera: Camera, screen: SessionScreen) -> None:
    page, today = screen.parts.screening, screen.editor.draft.created_at.date()
    _last(screen, "isotretinoin", "isotretinoin", today - timedelta(days=153))
    _last(screen, "retinoid", "retinoid", today - timedelta(days=1))
    _last(screen, "cold_sores", "hsv", date(today.year, 4, 10))
    page.row("allergies").yes.click()
    for item in _SPEAKING_AGAINST:
        page.row("allergies").chip(item).click()
    _last(screen, "coming", "event", today + timedelta(days=6))
    for code in ("skin_today", "pregnancy", "bleeding", "scarring", "illness", "treatments"):
        page.row(code).no.click()
    _last(screen, "sun", "sun", today - timedelta(days=1))
    hour = page.row("sun").line("sun").hour
    if hour is not None:
        hour.timeCommitted.emit(time(18))
    camera.shoot("screening-answer")
    page.row("sun").set_open(False)


def _last(screen: SessionScreen, question: str, item: str, day: date) -> None:
    row = screen.parts.screening.row(question)
    row.yes.click()
    if len(row.view.items) > 1:
        row.chip(item).click()
    days = row.line(item).days
    if days is not None:
        days.day_chosen.emit(day)


def _defer(camera: Camera, screen: SessionScreen) -> None:
    screen.screening.go_to_screening()
    screen.screening.ask_defer()
    sheet = screen.screening.sheet
    if sheet is None:
        raise TypeError("The tour expected the sheet that defers a session.")
    sheet.reason.setText("waits until the medicine is out of the body")
    sheet.reason.textEdited.emit(sheet.reason.text())
    camera.shoot("screening-defer")
    uid = screen.editor.draft.uid
    sheet.defer.click()
    record = screen_of(camera, RECORD, RecordScreen)
    camera.until(lambda: record.record_uid == uid)
    camera.shoot("record-deferred")
