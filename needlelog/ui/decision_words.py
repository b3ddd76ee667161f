"""What was decided about findings, in words: for which zones or products, by whom and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from needlelog.domain.screening.findings import Decision, Extent
from needlelog.domain.zones import CUSTOM_ZONE, Side, ZoneCatalogue
from needlelog.ui.record_words import joined
from needlelog.ui.zone_words import merged, zone_name, zones_in_words

_BY_THING = ("product_", "numbing_")
"""Beginnings of the codes of rules over single products and anaesthetics."""


def where_words(rule: str, extents: Iterable[Extent], zones: ZoneCatalogue) -> str:
    """The zones, products or anaesthetics that extents name, empty for the session as a whole."""
    found = tuple(extents)
    places = [
        (one.zone, one.side or Side.MID) for one in found if one.zone not in (None, CUSTOM_ZONE)
    ]
    words = [zones_in_words(zones, merged((str(code), side) for code, side in places))]
    words += [
        zone_name(zones, CUSTOM_ZONE, one.side or Side.MID, one.thing)
        for one in found
        if one.zone == CUSTOM_ZONE
    ]
    if rule.startswith(_BY_THING):
        words += [one.thing for one in found if one.zone is None and not one.thing.isdecimal()]
    return ", ".join(dict.fromkeys(word for word in words if word))


def said_words(decision: Decision) -> str:
    """The decision itself: a reason in quotes, the prescriber, or that it was seen."""
    reason, prescriber = decision.reason.strip(), decision.prescriber.strip()
    said = f"“{reason}”" if reason else ""
    if not reason and decision.seen:
        said = _tr("seen")
    asked = _tr("prescriber: {name}").format(name=prescriber) if prescriber else ""
    return joined(said, asked)


def who_words(
    decision: Decision, zones: ZoneCatalogue, when: Callable[[datetime], str]
) -> tuple[str, ...]:
    """Who decided and when, then on a line each who let it count for what came later."""
    lines = [_who(decision.decided_by, decision.decided_at, when)]
    added: dict[tuple[str, datetime | None], list[Extent]] = {}
    for extent in decision.covers:
        if extent.by or extent.at:
            added.setdefault((extent.by, extent.at), []).append(extent)
    for (by, at), extents in added.items():
        where = where_words(decision.rule, extents, zones)
        also = _tr("the same for {where}").format(where=where) if where else _tr("the same again")
        lines.append(f"{also}: {_who(by, at, when)}")
    return tuple(lines)


def _who(name: str, at: datetime | None, when: Callable[[datetime], str]) -> str:
    return joined(name, when(at) if at else "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Decisions", text)
