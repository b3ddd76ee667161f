"""The stops of the tour in the review: the queue, what stands out, the sheets, the trail."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.services import review
from needlelog.ui.places import REVIEW
from needlelog.ui.screens.review.screen import ReviewScreen
from needlelog.ui.tour.desk_stops import desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.ui.tour.camera import Camera

_ASKED = 3
_LEFT_WAITING = 12
_QUESTION = "The forehead has no endpoint grade. Was it left out on purpose?"


def see_review(camera: Camera) -> None:
    """What waits, a question, the proof, what stands out, countersigning, filter, nothing, trail."""
    desk = desk_of(camera)
    desk.shell.go(REVIEW)
    screen = screen_of(camera, REVIEW, ReviewScreen)
    camera.rest()
    _work_before(camera, screen)
    camera.shoot("review")
    screen.table.choose(_ASKED)
    screen.badge.check()
    camera.shoot("review-question")
    camera.until(lambda: screen.badge.result is not None)
    screen.badge.click()
    camera.shoot("review-checked")
    camera.close_sheets()
    loud = Flag.OVERRIDE | Flag.OVER_ADVICE | Flag.ADVERSE_EVENT | Flag.QUESTION
    desk.context.filter.want(SessionFilter(flags=loud))
    camera.shoot("review-flagged")
    _see_sheets(camera, screen)
    desk.context.filter.want(SessionFilter(text="nobody of this name"))
    camera.shoot("review-nothing")
    screen.show_trail()
    camera.shoot("review-trail")
    screen.trail.back.click()
    desk.context.filter.want(SessionFilter())
    camera.rest()


def _work_before(camera: Camera, screen: ReviewScreen) -> None:
    """The manager has asked a question and countersigned what is older."""
    clinic, asked = desk_of(camera).context.clinic, screen.model.row_at(_ASKED)
    if asked is None:
        raise TypeError("The tour expected sessions that wait.")
    camera.ask(lambda: review.ask_question(clinic, asked.uid, _QUESTION))
    camera.ask(lambda: review.countersign(clinic, screen.model.ids[_LEFT_WAITING:]))
    screen.refresh()
    camera.rest()


def _see_sheets(camera: Camera, screen: ReviewScreen) -> None:
    for _ in range(2):
        screen.table.tick()
        screen.table.step(1)
    sheet = screen.acts.countersign(list(screen.model.ids))
    camera.until(lambda: sheet.plan is not None)
    camera.shoot("review-countersign")
    camera.close_sheets()
    screen.filter.ask("zone")
    camera.shoot("review-filter")
    camera.close_sheets()
    screen.table.choose(0)
    camera.rest()
    screen.preview.ask_button.click()
    camera.shoot("review-ask")
    camera.close_sheets()
