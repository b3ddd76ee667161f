"""Figures in words: what each is, of how many, and which percent is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from needlelog.domain.cohort import Axis, Split, Spread, band
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.zones import Side
from needlelog.ui import formats
from needlelog.ui.labels import FITZPATRICK
from needlelog.ui.rule_words import rule_name
from needlelog.ui.scores.words import DIRECTIONS, RATERS
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from needlelog.domain.cohort import CohortPoint
    from needlelog.domain.dashboard import Adherence, Dashboard, Override, WeekBar, ZoneDepths
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.cohorts import Cohort, CohortLine, ScaleChoice
    from needlelog.ui.insights.outcome_paint import OutcomeDrawing

translate = QCoreApplication.translate


def number(value: float, digits: int = 0) -> str:
    """A number as the locale writes it, with a true minus sign."""
    text = QLocale().toString(float(value), "f", digits)
    return text.replace("-", "−")


def percent(value: float, digits: int = 0) -> str:
    """A percent with its sign of percent."""
    return f"{number(value, digits)} %"


def signed(value: float, digits: int) -> str:
    """A change: a plus or minus in front."""
    return f"+{number(value, digits)}" if value > 0 else number(value, digits)


def share(part: int, whole: int) -> str:
    """A part in percent, one decimal where it is small; a dash where there is nothing."""
    if not whole:
        return "–"
    value = part * 100 / whole
    return percent(value, 1 if 0 < value < 10 else 0)


def period_words(first: date | None, last: date) -> str:
    """``1 Oct – 31 Dec 2026``."""
    if first is None:
        return translate("Insights", "until {day}").format(day=formats.day(last))
    same = first.year == last.year
    begin = formats.day_short(first) if same else formats.day(first)
    return f"{begin} – {formats.day(last)}"


def people_words(found: Dashboard, *, own: bool) -> str:
    """Whose sessions are counted."""
    if own:
        return translate("Insights", "your own sessions")
    if len(found.people) == 1:
        return person_word(found.people[0])
    if not found.people:
        return ""
    return translate("Insights", "%n practitioner(s)", "", len(found.people))


def person_word(name: str) -> str:
    """A practitioner; for those who are told no names a number stands there."""
    if name.isdecimal():
        return translate("Insights", "Practitioner {number}").format(number=name)
    return name


def counted_words(found: Dashboard) -> str:
    """``1 284 sessions, 412 clients``."""
    sessions = translate("Insights", "%n session(s)", "", found.sessions)
    clients = translate("Insights", "%n client(s)", "", found.clients)
    return ", ".join(
        words.replace(str(count), number(count), 1)
        for words, count in ((sessions, found.sessions), (clients, found.clients))
    )


def growth_words(found: Dashboard) -> str:
    """How many more or fewer than in the days before."""
    if found.before is None:
        return translate("Insights", "all days")
    if not found.before:
        return translate("Insights", "none in the same time before")
    change = (found.sessions - found.before) * 100 / found.before
    return translate("Insights", "{change} % on the same time before").format(
        change=signed(change, 0)
    )


def adherence_words(found: Adherence) -> str:
    """What became of the planned sessions."""
    if not found.planned:
        return translate("Insights", "no session was due by a plan")
    return translate("Insights", "of {planned} planned · {late} late · {missed} missed").format(
        planned=number(found.planned),
        late=share(found.late, found.planned),
        missed=share(found.missed, found.planned),
    )


def over_words(found: Dashboard) -> str:
    """How many sessions went past an advice, and whether each says why."""
    if not found.over_advice:
        return translate("Insights", "no session went past a limit")
    sessions = translate("Insights", "%n session(s)", "", found.over_advice)
    without = found.over_without_reason
    if not without:
        return translate("Insights", "{sessions}, all with a reason").format(sessions=sessions)
    return translate("Insights", "{sessions}, {without} without a reason").format(
        sessions=sessions, without=number(without)
    )


def event_words(found: Dashboard) -> str:
    """How many events there were and how many are over."""
    if not found.events.count:
        return translate("Insights", "none recorded")
    return (
        translate("Insights", "%n event(s)", "", found.events.count)
        + " · "
        + translate("Insights", "{count} resolved").format(count=number(found.events.resolved))
    )


def per_100(found: Dashboard) -> str:
    """Events for each 100 sessions."""
    rate = found.events_per_100
    if rate is None:
        return "–"
    return translate("Insights", "{rate} per 100").format(rate=number(rate, 1))


def waiting_words(found: Dashboard, today: date) -> str:
    """How long the oldest has been waiting."""
    if found.oldest_waiting is None:
        return translate("Insights", "everything is countersigned")
    return age_words(found.oldest_waiting, today)


def age_words(oldest: date, today: date) -> str:
    """How old the oldest of something is."""
    days = (today - oldest).days
    if days <= 0:
        return translate("Insights", "from today")
    return translate("Insights", "oldest %n day(s)", "", days)


def override_words(each: Override) -> str:
    """A rule and the reason given."""
    rule = override_rule(each.rule)
    return f"{rule}: {each.reason}" if each.reason else rule


def override_rule(code: str) -> str:
    """A rule in an overview; limits of depth are one."""
    if code == DEPTH_ITEM:
        return translate("Insights", "Depth over the limit")
    return rule_name(code)


def depth_words(zone: ZoneDepths) -> str:
    """The shares of the depths of a zone, shallow first."""
    parts = [
        f"{formats.depth(depth)} mm {share(count, zone.total)}"
        for depth, count in zone.rows
        if depth
    ]
    unknown = sum(count for depth, count in zone.rows if not depth)
    if unknown:
        parts.append(
            translate("Insights", "no depth {share}").format(share=share(unknown, zone.total))
        )
    return ", ".join(parts)


def week_words(week: WeekBar, people: Sequence[str]) -> str:
    """A week with its count, by practitioner where there are several."""
    words = translate("Insights", "Week of {day}: {sessions}").format(
        day=formats.day(week.week),
        sessions=translate("Insights", "%n session(s)", "", week.total),
    )
    if len(people) < 2:
        return words
    parts = [
        f"{person_word(name)} {count}"
        for name, count in zip(people, week.counts, strict=True)
        if count
    ]
    return words + (f" ({', '.join(parts)})" if parts else "")


def spread_words(spread: Spread) -> str:
    """What is drawn as line and band."""
    return {
        Spread.SD: translate("Insights", "mean ± SD"),
        Spread.SE: translate("Insights", "mean ± SE"),
        Spread.QUARTILES: translate("Insights", "median, quartiles"),
    }[spread]


def axis_words(axis: Axis) -> str:
    """What the chart goes along."""
    return {
        Axis.SESSIONS: translate("Insights", "by session"),
        Axis.DAYS: translate("Insights", "by day"),
    }[axis]


def split_words(split: Split) -> str:
    """By what groups are told apart."""
    return {
        Split.NONE: translate("Insights", "all together"),
        Split.CONCERN: translate("Insights", "by concern"),
        Split.ZONE: translate("Insights", "by zone"),
        Split.PROTOCOL: translate("Insights", "by depth"),
        Split.PHOTOTYPE: translate("Insights", "by skin type"),
        Split.PRACTITIONER: translate("Insights", "by practitioner"),
    }[split]


def choice_words(choice: ScaleChoice, others: Sequence[ScaleChoice]) -> str:
    """A scale, and who rates where several do."""
    alike = [other for other in others if other.scale == choice.scale]
    if len(alike) < 2:
        return choice.scale.name
    return f"{choice.scale.name} · {translate('Scores', str(RATERS[choice.rater]))}"


def group_words(name: str, split: Split, zones: ZoneCatalogue) -> str:
    """The name of a group."""
    if not name or name == "0":
        return translate("Insights", "not said")
    if split is Split.ZONE:
        return zone_name(zones, name, Side.MID)
    if split is Split.PHOTOTYPE:
        return translate("Insights", "Skin type {type}").format(type=FITZPATRICK[int(name) - 1])
    if split is Split.PROTOCOL:
        return translate("Insights", "up to {depth} mm").format(depth=formats.depth(int(name)))
    return person_word(name) if split is Split.PRACTITIONER else name


def chart_title(found: Cohort) -> str:
    """The scale and what it is drawn along."""
    chosen = found.chosen
    if chosen is None:
        return translate("Insights", "Outcome")
    return f"{chosen.scale.name} {axis_words(found.asked.axis)}"


def chart_note(found: Cohort, spread: Spread) -> str:
    """How the chart is to be read."""
    chosen = found.chosen
    if chosen is None:
        return ""
    return " · ".join(
        (
            spread_words(spread),
            translate("Scores", str(DIRECTIONS[chosen.scale.direction])),
            translate("Insights", "rated by {rater}").format(
                rater=translate("Scores", str(RATERS[chosen.rater]))
            ),
            translate("Insights", "dropouts shown as n"),
        )
    )


def point_words(drawing: OutcomeDrawing, line: CohortLine, point: CohortPoint) -> str:
    """One point in full."""
    low, middle, high = band(point, drawing.spread)
    place = (
        translate("Insights", "after %n session(s)", "", point.place)
        if drawing.axis is Axis.SESSIONS
        else translate("Insights", "up to day {day}").format(day=point.place)
    )
    if point.place == 0:
        place = translate("Insights", "before the first session")
    if drawing.spread is Spread.QUARTILES:
        figures = translate("Insights", "median {middle}, quartiles {low} to {high}")
    else:
        figures = translate("Insights", "mean {middle}, {low} to {high}")
    words = figures.format(middle=number(middle, 2), low=number(low, 2), high=number(high, 2))
    named = f"{line.name}, " if line.name and not line.name.isdecimal() else ""
    return f"{named}{place}: {words}, n {point.n}"
