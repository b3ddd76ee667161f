"""A filter of sessions in words: one tag for each condition, and all of them in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.labels import FITZPATRICK, PHASES, SIDES, label
from needlelog.ui.review_words import FLAGS, flag_word, state_words
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.filter_choices import FilterChoices, Named

translate = QCoreApplication.translate

CONDITIONS: dict[str, tuple[str, ...]] = {
    "text": ("text",),
    "days": ("period", "first", "last"),
    "states": ("states",),
    "practitioner": ("practitioner_uid",),
    "client": ("client_uid",),
    "zone": ("zone", "side"),
    "depth": ("depth_from_um", "depth_to_um"),
    "passes": ("passes_from", "passes_to"),
    "product": ("product_uid",),
    "lot": ("lot",),
    "device": ("device_uid",),
    "concern": ("concern",),
    "phototype": ("phototype",),
    "flags": ("flags",),
    "phase": ("phase",),
    "incomplete": ("incomplete",),
}
"""The conditions a person thinks in, each with the fields of the filter it sets."""


def condition_name(condition: str) -> str:
    """What a condition is about."""
    return {
        "text": translate("Filter", "Words"),
        "days": translate("Filter", "Days"),
        "states": translate("Filter", "State"),
        "practitioner": translate("Filter", "Practitioner"),
        "client": translate("Filter", "Client"),
        "zone": translate("Filter", "Zone"),
        "depth": translate("Filter", "Depth"),
        "passes": translate("Filter", "Passes"),
        "product": translate("Filter", "Product"),
        "lot": translate("Filter", "Lot"),
        "device": translate("Filter", "Device"),
        "concern": translate("Filter", "Concern"),
        "phototype": translate("Filter", "Skin type"),
        "flags": translate("Filter", "Flag"),
        "phase": translate("Filter", "Phase of the plan"),
        "incomplete": translate("Filter", "Incomplete"),
    }[condition]


def period_word(period: Period) -> str:
    """A stretch of days that ends today."""
    return {
        Period.TODAY: translate("Filter", "Today"),
        Period.WEEK: translate("Filter", "Last 7 days"),
        Period.MONTH: translate("Filter", "Last 30 days"),
        Period.QUARTER: translate("Filter", "Last 3 months"),
        Period.YEAR: translate("Filter", "Last 12 months"),
    }[period]


def set_conditions(wanted: SessionFilter) -> tuple[str, ...]:
    """The conditions that a filter sets, in their order."""
    names = set(wanted.set_fields())
    return tuple(key for key, fields in CONDITIONS.items() if names & set(fields))


def condition_words(
    wanted: SessionFilter, condition: str, choices: FilterChoices, zones: ZoneCatalogue
) -> str:
    """One condition of a filter as a tag."""
    words = {
        "text": lambda: f"“{wanted.text}”",
        "days": lambda: _days(wanted),
        "states": lambda: " / ".join(state_words(state)[0] for state in wanted.states),
        "practitioner": lambda: _named(choices.people, wanted.practitioner_uid),
        "client": lambda: _client(choices),
        "zone": lambda: _zone(wanted, zones),
        "depth": lambda: _depth(wanted),
        "passes": lambda: _passes(wanted),
        "product": lambda: _named(choices.products, wanted.product_uid),
        "lot": lambda: translate("Filter", "Lot {lot}").format(lot=wanted.lot),
        "device": lambda: _named(choices.devices, wanted.device_uid),
        "concern": lambda: wanted.concern,
        "phototype": lambda: translate("Filter", "Skin type {type}").format(
            type=FITZPATRICK[(wanted.phototype or 1) - 1]
        ),
        "flags": lambda: " / ".join(flag_word(flag) for flag in FLAGS if flag in wanted.flags),
        "phase": lambda: translate("Filter", "Phase: {phase}").format(
            phase=label(PHASES, wanted.phase)
        ),
        "incomplete": lambda: translate("Filter", "Incomplete"),
    }
    return words[condition]()


def filter_sentence(wanted: SessionFilter, choices: FilterChoices, zones: ZoneCatalogue) -> str:
    """All conditions of a filter in one line; what is meant where there is none."""
    tags = [condition_words(wanted, key, choices, zones) for key in set_conditions(wanted)]
    return " · ".join(tags) or translate("Filter", "All sessions")


def _client(choices: FilterChoices) -> str:
    born = formats.day(choices.client_born) if choices.client_born else ""
    words = " · ".join(filter(None, (choices.client, born)))
    return words or translate("Filter", "one client")


def _days(wanted: SessionFilter) -> str:
    parts = [period_word(wanted.period)] if wanted.period is not None else []
    if wanted.first and wanted.last:
        first, last = formats.day(wanted.first), formats.day(wanted.last)
        parts.append(first if first == last else f"{first} – {last}")
    elif wanted.first:
        parts.append(translate("Filter", "from {day}").format(day=formats.day(wanted.first)))
    elif wanted.last:
        parts.append(translate("Filter", "until {day}").format(day=formats.day(wanted.last)))
    return ", ".join(parts)


def _zone(wanted: SessionFilter, zones: ZoneCatalogue) -> str:
    if wanted.zone is None:
        return label(SIDES, wanted.side)
    return zone_name(zones, wanted.zone, wanted.side or Side.MID)


def _depth(wanted: SessionFilter) -> str:
    least, most = wanted.depth_from_um, wanted.depth_to_um
    if least is not None and most is not None:
        return f"{formats.depth(least)} – {formats.depth(most)} mm"
    if least is not None:
        return f"≥ {formats.depth(least)} mm"
    return f"≤ {formats.depth(most or 0)} mm"


def _passes(wanted: SessionFilter) -> str:
    least, most = wanted.passes_from, wanted.passes_to
    if least is not None and most is not None:
        return translate("Filter", "{first} – {last} passes").format(first=least, last=most)
    if least is not None:
        return translate("Filter", "≥ {count} passes").format(count=least)
    return translate("Filter", "≤ {count} passes").format(count=most)


def _named(names: Named, uid: str | None) -> str:
    return next((name for key, name in names if key == uid), translate("Filter", "not known"))
