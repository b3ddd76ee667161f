"""What a rule found, in words: a title, a sentence, where it comes from and what to do.

Nothing here tells anybody to stop a medicine that somebody prescribed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.depth_advice import DepthFindingKind
from needlelog.domain.errors import InvalidValue
from needlelog.domain.screening.figures import split_limits
from needlelog.domain.screening.findings import Finding
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.screening.from_numbing import figure_of
from needlelog.domain.screening.making import UNKNOWN
from needlelog.domain.screening.rules import Ask, Item
from needlelog.domain.screening.windows import WindowUnit, parse_window
from needlelog.domain.zones import Side
from needlelog.files.reference_data import shipped_rules
from needlelog.ui import formats
from needlelog.ui.client_words import phototype_short
from needlelog.ui.finding_advice import advice
from needlelog.ui.rule_words import item_name, rule_reason, rule_title, window_words
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.zones import ZoneCatalogue

_HOURS_COUNT = 48
_DAYS_COUNT = 60
_MONTH_DAYS = 30.44
_PHOTOTYPES = frozenset("123456")

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class FindingWords:
    """A finding as it is shown.

    ``where`` is the zone it is about, empty for none; title and sentence do not repeat it.
    ``source_line`` is one short line on where the rule comes from, ``todo`` what can be done.
    """

    title: str
    sentence: str
    source_line: str
    todo: str
    where: str = ""


def finding_words(finding: Finding, zones: ZoneCatalogue) -> FindingWords:
    """The words for a finding, also for one of a rule that this version does not know."""
    if finding.item == DEPTH_ITEM:
        return _depth_words(finding, zones)
    rule = shipped_rules().known_rule(finding.rule)
    source = (rule.disagreement or rule.sources[0].text) if rule else ""
    where = ""
    if finding.zone is not None:
        where = zone_name(zones, finding.zone, finding.side or Side.MID)
    return FindingWords(
        title=_title(finding),
        sentence=_sentence(finding),
        source_line=translate("Screening", source) if source else "",
        todo=advice(finding),
        where=where,
    )


def title_of_all(same: Sequence[Finding], zones: ZoneCatalogue) -> str:
    """What one rule found in several places, in a title that does not understate it.

    Where a title names a figure, such as a depth, the greatest one stands there.
    """
    most = same[0]
    if all(finding.detail.isdecimal() for finding in same):
        most = max(same, key=lambda finding: int(finding.detail))
    return finding_words(most, zones).title


def _depth_words(finding: Finding, zones: ZoneCatalogue) -> FindingWords:
    """What a depth goes past; the practitioner's reason stands in the row of the zone."""
    kind = DepthFindingKind(finding.rule.removeprefix("depth_"))
    limit = formats.depth(int(finding.detail))
    sentences = {
        DepthFindingKind.AVOID_ZONE: translate("Screening", "This zone is not to be needled."),
        DepthFindingKind.OVER_DEVICE: translate("Screening", "The device reaches {limit} mm."),
        DepthFindingKind.OVER_CEILING: translate(
            "Screening", "The practitioner’s own limit is {limit} mm."
        ),
        DepthFindingKind.OVER_ADVICE: translate("Screening", "The limit held to was {limit} mm."),
        DepthFindingKind.OVER_EVALUATED: translate(
            "Screening", "The device was evaluated up to {limit} mm."
        ),
    }
    where = ""
    if finding.zone is not None:
        where = zone_name(zones, finding.zone, finding.side or Side.MID)
    title = translate("Screening", "Depth above a limit")
    if kind is DepthFindingKind.AVOID_ZONE:
        title = translate("Screening", "Zone to be avoided")
    return FindingWords(title, sentences[kind].format(limit=limit), "", "", where)


# --- titles ---------------------------------------------------------------------------------------


def _title(finding: Finding) -> str:
    item = next((one for one in shipped_rules().items if one.code == finding.item), None)
    if item is None:
        return rule_title(finding.rule).format(**_figures(finding))
    name = item_name(item.code)
    if finding.detail == UNKNOWN:
        return translate("Screening", "{item}: not known").format(item=name)
    return _asked_title(finding, item, name)


def _asked_title(finding: Finding, item: Item, name: str) -> str:
    if item.ask is Ask.COMING and finding.measured_days is not None:
        return f"{name} {_ahead(finding.measured_days)}"
    if item.ask is not Ask.LAST:
        return name
    ago = _ago(finding)
    if not ago:
        return translate("Screening", "{item}, last day not known").format(item=name)
    if item.code == "isotretinoin" and finding.measured_days:
        return translate("Screening", "{item} ended {when}").format(item=name, when=ago)
    return translate("Screening", "{item}, {when}").format(item=name, when=ago)


def _ago(finding: Finding) -> str:
    """How long ago the last exposure was when it was judged, empty where nobody knows."""
    days, hours = finding.measured_days, finding.measured_hours
    if hours is not None and hours < _HOURS_COUNT:
        return translate("Screening", "%n hour(s) ago", "", hours)
    if days is None:
        return ""
    if days == 0:
        return translate("Screening", "today")
    if days == 1:
        return translate("Screening", "yesterday")
    if days < _DAYS_COUNT:
        return translate("Screening", "%n day(s) ago", "", days)
    return translate("Screening", "%n month(s) ago", "", int(days / _MONTH_DAYS))


def _ahead(days: int) -> str:
    if days == 0:
        return translate("Screening", "today")
    if days == 1:
        return translate("Screening", "tomorrow")
    return translate("Screening", "in %n day(s)", "", days)


# --- sentences ------------------------------------------------------------------------------------


def _sentence(finding: Finding) -> str:
    reason = rule_reason(finding.rule).format(**_figures(finding))
    waits = _waits(finding)
    return " ".join(part for part in (reason, waits) if part)


def _waits(finding: Finding) -> str:
    """How long the rule waits and until when, for rules that count from something past."""
    if not finding.window:
        return ""
    try:
        window = parse_window(split_limits(finding.window)[0])
    except InvalidValue:
        return ""
    words, until = window_words(window), finding.clear_at
    if until is None:
        if finding.measured_days is not None or finding.item == "passes":
            return ""
        return translate("Screening", "This clinic waits {window}.").format(window=words)
    in_hours = window.unit is WindowUnit.HOURS and until.time() != time()
    over = formats.moment(until) if in_hours else formats.day(until.date())
    who = (
        translate("Screening", "The plan waits {window}: over on {day}.")
        if finding.rule == "needled_before_interval"
        else translate("Screening", "This clinic waits {window}: over on {day}.")
    )
    return who.format(window=words, day=over)


def _figures(finding: Finding) -> dict[str, str]:
    """What the words of a rule may name; depths in millimetres, everything else as found."""
    row, figure = figure_of(finding)
    detail = finding.detail
    return {
        "detail": detail,
        "figure": figure,
        "row": str(row),
        "depth": formats.depth(int(detail)) if detail.isdecimal() else "",
        "phototype": phototype_short(int(detail)) if detail in _PHOTOTYPES else detail,
        "days": str(finding.measured_days or 0),
        "when": _ago(finding),
    }
