"""The change between two places in words: n, interval, test, and both percents by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.cohort import FEW, Axis
from needlelog.ui.insights.words import number, percent, signed

if TYPE_CHECKING:
    from needlelog.services.cohorts import Cohort, CohortLine

translate = QCoreApplication.translate
_SMALLEST_P = 0.001


def change_sentence(line: CohortLine, axis: Axis) -> str:
    """``Change 0 → 3 in the 71 clients who have both: −0.97 (95 % CI …), paired t, p < 0.001.``"""
    change = line.change
    if change is None:
        return translate(
            "Insights", "No client has a value at two places, so there is no change to tell."
        )
    unit = (
        translate("Insights", "sessions")
        if axis is Axis.SESSIONS
        else translate("Insights", "days")
    )
    head = translate(
        "Insights",
        "Change {first} → {last} {unit} in the %n client(s) who have both:",
        "",
        change.n,
    ).format(first=change.first, last=change.last, unit=unit)
    return f"{head} {signed(change.mean_change, 2)}{_test(line)}."


def _test(line: CohortLine) -> str:
    t = line.t
    if t is None:
        return ""
    words = translate("Insights", " (95 % CI {low} to {high})").format(
        low=number(t.low, 2), high=number(t.high, 2)
    )
    if line.ranks_p is not None:
        words += translate("Insights", ", Wilcoxon, {p}").format(p=p_words(line.ranks_p))
    elif t.p is not None:
        words += translate("Insights", ", paired t, {p}").format(p=p_words(t.p))
    return words


def p_words(p: float) -> str:
    """A p value as it is printed."""
    if p < _SMALLEST_P:
        return f"p < {number(_SMALLEST_P, 3)}"
    return f"p = {number(p, 3)}"


def percent_sentence(line: CohortLine) -> str:
    """Both percents with their names; empty where a percent has no meaning."""
    change = line.change
    if change is None or change.change_of_means is None:
        return ""
    words = translate("Insights", "Change of the means: {percent}.").format(
        percent=_signed_percent(change.change_of_means)
    )
    if change.mean_of_changes is None:
        return words
    return (
        words
        + " "
        + translate("Insights", "Mean of each client’s change: {percent}.").format(
            percent=_signed_percent(change.mean_of_changes)
        )
    )


def caution_sentences(found: Cohort) -> tuple[str, ...]:
    """What must be known before a figure is believed."""
    told = []
    lines = found.lines or (found.whole,)
    if any(point.few for line in lines for point in line.points):
        told.append(
            translate(
                "Insights", "Fewer than {few} clients at some points: they say little."
            ).format(few=FEW)
        )
    if found.several_raters:
        told.append(
            translate(
                "Insights",
                "%n client(s) were rated by several people; the person who rated most counts.",
                "",
                found.several_raters,
            )
        )
    if found.raters > 1:
        told.append(
            translate("Insights", "Rated by {count} people, one for each client.").format(
                count=found.raters
            )
        )
    return tuple(told)


def _signed_percent(value: float) -> str:
    return f"+{percent(value, 1)}" if value > 0 else percent(value, 1)
