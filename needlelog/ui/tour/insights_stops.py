"""The stops of the tour at Insights: the figures, groups, what is behind one, the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.cohort import Split
from needlelog.domain.session_filter import SessionFilter
from needlelog.ui.places import INSIGHTS
from needlelog.ui.printing.insights_report import foot_line, insights_document
from needlelog.ui.printing.session_sheet import page_picture
from needlelog.ui.screens.insights.screen import InsightsScreen
from needlelog.ui.tour.desk_stops import desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.ui.tour.camera import Camera

_PAPER_SCALE = 1.5


def see_insights(camera: Camera) -> None:
    """The last three months, the outcome by practitioner, the sessions over advice, on paper."""
    desk = desk_of(camera)
    desk.context.filter.want(SessionFilter())
    desk.shell.go(INSIGHTS)
    screen = screen_of(camera, INSIGHTS, InsightsScreen)
    camera.until(lambda: screen.outcomes is not None)
    camera.shoot("insights")
    screen.page.verticalScrollBar().setValue(screen.page.verticalScrollBar().maximum())
    camera.shoot("insights-below")
    screen.page.verticalScrollBar().setValue(0)
    screen.outcome.split.set_current(Split.PRACTITIONER)
    screen.outcome.split.chosen.emit(Split.PRACTITIONER)
    camera.until(lambda: bool(screen.outcomes and screen.outcomes.shown.lines))
    camera.shoot("insights-groups")
    screen.cards["plan"].click()
    camera.shoot("insights-behind")
    camera.close_sheets()
    report = screen.report()
    if report is not None:
        document = insights_document(report)
        camera.keep(page_picture(document, foot_line(report), _PAPER_SCALE), "insights-paper")


def see_empty_insights(camera: Camera) -> None:
    """What stands there before the first session."""
    desk_of(camera).shell.go(INSIGHTS)
    screen = screen_of(camera, INSIGHTS, InsightsScreen)
    camera.until(lambda: screen.outcomes is not None)
    camera.shoot("insights-new-clinic")
