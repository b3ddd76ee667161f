"""The line under the title of a follow-up: which day it is, and what was treated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.ui import formats
from needlelog.ui.record_words import joined
from needlelog.ui.zone_words import merged, zones_in_words

if TYPE_CHECKING:
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.follow_up import AskedAbout

translate = QCoreApplication.translate


def about_words(
    zones: ZoneCatalogue, about: AskedAbout, due_day: int | None, day: int | None
) -> str:
    """Days since the session, the day it was asked for, number, zones, depth, telephone.

    ``due_day`` and ``day`` count from the session; either is ``None`` where it is not known.
    """
    parts = []
    if day is not None:
        parts.append(translate("FollowUpSheet", "Day {day}").format(day=day))
    if due_day is not None and due_day != day:
        parts.append(translate("FollowUpSheet", "asked for day {day}").format(day=due_day))
    what = zones_in_words(zones, merged((zone, side) for zone, side, _ in about.zones))
    deepest = max((depth for _, _, depth in about.zones if depth), default=None)
    if deepest is not None:
        what = translate("FollowUpSheet", "{zones}, up to {depth} mm").format(
            zones=what, depth=formats.depth(deepest)
        )
    treated_on = formats.day(about.day)
    parts.append(
        translate("FollowUpSheet", "session {number} on {day}").format(
            number=about.number, day=treated_on
        )
        if about.number
        else translate("FollowUpSheet", "session on {day}").format(day=treated_on)
    )
    return joined(*parts, what, about.phone)
