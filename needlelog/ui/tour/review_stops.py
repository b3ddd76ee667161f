"""The stops of the tour in the review: the queue, a session with something to say, the sheets, the trail."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.services import review
from needlelog.ui.places import REVIEW
from needlelog.ui.screens.review.screen import ReviewScreen
from needlelog.ui.tour.desk_stops import desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.ui.tour.camera import Camera


def see_review(camera: Camera) -> None:
    """The list as it opens, a filter, a flagged session, countersigning, a question, the trail."""
    desk = desk_of(camera)
    desk.shell.go(REVIEW)
    screen = screen_of(camera, REVIEW, ReviewScreen)
    camera.rest()
    camera.shoot("review")
    screen.badge.check()
    camera.rest()
    shared = desk.context.filter
    shared.want(replace(review.QUEUE, flags=Flag.OVERRIDE | Flag.OVER_ADVICE | Flag.ADVERSE_EVENT))
    camera.shoot("review-flagged")
    screen.table.tick()
    screen.table.step(1)
    screen.table.tick()
    camera.rest()
    sheet = screen.acts.countersign(list(screen.model.ids))
    camera.until(lambda: sheet.plan is not None)
    camera.shoot("review-countersign")
    camera.close_sheets()
    screen.filter.ask("zone")
    camera.shoot("review-filter")
    camera.close_sheets()
    screen.preview.ask_button.click()
    camera.shoot("review-ask")
    camera.close_sheets()
    shared.want(SessionFilter(text="nobody of this name"))
    camera.shoot("review-nothing")
    screen.show_trail()
    camera.shoot("review-trail")
    screen.trail.back.click()
    shared.want(SessionFilter())
    camera.rest()
