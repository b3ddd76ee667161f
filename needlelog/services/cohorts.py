"""Outcomes across clients: mean or median by session, what changed, and who is behind a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from needlelog.db.queries import cohort as query
from needlelog.db.queries.dashboard import client_numbers
from needlelog.db.queries.meant_sessions import meant_sessions
from needlelog.db.stores.people import all_people
from needlelog.domain import cohort as figures
from needlelog.domain.cohort import Axis, CohortPoint, PairedChange, Split, Values
from needlelog.domain.dashboard import counted
from needlelog.domain.people import Role, told_apart
from needlelog.domain.scales import Rater, Scale
from needlelog.services.acts import Permission, require
from needlelog.services.paired_tests import PairedT, paired_t, wilcoxon_p
from needlelog.services.review import visible
from needlelog.services.scores import known_scales

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.clinic import Clinic

__all__ = ["Asked", "Cohort", "CohortLine", "ScaleChoice", "cohort", "cohort_sessions"]


_DAYS = ("period", "first", "last")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted: which scale by whom, along what, split by what, compared how.

    Without a scale the one with the most clients is taken. ``first`` and ``last`` are the places
    that are compared; without them the telling ones are. ``ranks`` asks for Wilcoxon's test,
    ``concerns`` for the groups by concern as well.
    """

    scale: str = ""
    version: str = ""
    rater: Rater | None = None
    axis: Axis = Axis.SESSIONS
    split: Split = Split.NONE
    first: int | None = None
    last: int | None = None
    ranks: bool = False
    concerns: bool = False


@dataclass(frozen=True, slots=True)
class ScaleChoice:
    """A scale that can be shown, with the number of clients rated on it."""

    scale: Scale
    rater: Rater
    clients: int


@dataclass(frozen=True, slots=True)
class CohortLine:
    """One group: its points, and what changed in those who have both values.

    ``name`` is empty for everybody and for those who are not told apart.
    """

    name: str
    points: tuple[CohortPoint, ...]
    change: PairedChange | None = None
    t: PairedT | None = None
    ranks_p: float | None = None


@dataclass(frozen=True, slots=True)
class Cohort:
    """The answer. ``whole`` is everybody, ``lines`` the groups, the largest first.

    ``raters`` counts the people who rated; ``several_raters`` the clients of whom ratings by
    other people were left out. ``by_concern`` is the same by concern, where that was asked for
    besides.
    """

    choices: tuple[ScaleChoice, ...] = ()
    chosen: ScaleChoice | None = None
    asked: Asked = Asked()
    whole: CohortLine = CohortLine("", ())
    lines: tuple[CohortLine, ...] = ()
    raters: int = 0
    several_raters: int = 0
    by_concern: Cohort | None = None


def cohort(
    clinic: Clinic,
    wanted: SessionFilter,
    asked: Asked | None = None,
    look: Callable[[], object] | None = None,
) -> Cohort:
    """Work out the outcomes of the clients who have a session that the filter means.

    All their ratings count, also those outside the period; sessions are numbered among those that
    the rest of the filter means. A practitioner sees the clients of her own sessions. ``look`` is
    called now and then; what it raises ends the work.

    Raises:
        NotAllowed: the person may not sign in any more.
    """
    require(clinic.person, Permission.ANYBODY, "cohort")
    asked = asked or Asked()
    today = clinic.clock().astimezone().date()
    wanted = counted(visible(clinic.person, wanted))
    whenever = wanted.without(*_DAYS)
    with (
        clinic.database.read(look) as session,
        meant_sessions(session, wanted, today) as meant,
        meant_sessions(session, whenever, today, "on_any_day") as on_any_day,
    ):
        catalogue = known_scales(session)
        given = query.scores_given(session, meant)
        choices = tuple(
            ScaleChoice(scale, use.rater, use.clients)
            for use in query.scale_uses(given)
            if (scale := catalogue.find(use.scale, use.version)) is not None
        )
        chosen = _chosen(choices, asked)
        if chosen is None:
            return Cohort(choices, asked=asked)
        scale, split = chosen.scale, asked.split
        rated, several = figures.of_one_rater(
            query.ratings(given, scale.code, scale.version, chosen.rater)
        )
        clients = {rating.client for rating in rated}
        days = query.session_days(session, on_any_day, clients)
        groups = {}
        if split is not Split.NONE:
            groups = query.groups(session, on_any_day, clients, split)
            if split is Split.PRACTITIONER:
                groups = _by_name(groups, told_apart(all_people(session)))
        concerns = None
        if asked.concerns and split is not Split.CONCERN:
            concerns = query.groups(session, on_any_day, clients, Split.CONCERN)
    look = look or _going_on
    look()
    values = figures.placed(rated, days, asked.axis)
    look()
    asked = replace(asked, scale=scale.code, version=scale.version, rater=chosen.rater)
    names = groups
    if clinic.person.role is Role.INSPECTOR and split is Split.PRACTITIONER:
        names = {str(n): groups[name] for n, name in enumerate(sorted(groups), 1)}
    found = Cohort(
        choices=choices,
        chosen=chosen,
        raters=len({rating.by for rating in rated if rating.client in days}),
        several_raters=several,
    )
    shown = _worked_out(found, values, names, asked, look)
    if concerns is None:
        return shown
    same = replace(asked, split=Split.CONCERN, first=None, last=None, concerns=False)
    return replace(shown, by_concern=_worked_out(found, values, concerns, same, look))


def _worked_out(
    found: Cohort,
    values: Values,
    groups: Mapping[str, set[int]],
    asked: Asked,
    look: Callable[[], object],
) -> Cohort:
    """The lines of everybody and of each group, compared at the same two places."""
    if found.chosen is None:
        return found
    scale = found.chosen.scale
    whole = _line("", values, asked, scale)
    if whole.change is not None:
        asked = replace(asked, first=whole.change.first, last=whole.change.last)
    lines = []
    for name, members in groups.items():
        look()
        line = _line(name, figures.only(values, members), asked, scale)
        if line.points:
            lines.append(line)
    lines.sort(key=lambda line: (-_clients(line), line.name))
    return replace(found, asked=asked, whole=whole, lines=tuple(lines))


def cohort_sessions(clinic: Clinic, wanted: SessionFilter, clients: Iterable[int]) -> list[int]:
    """The sessions behind a point: those that the filter means, on any day, of its clients."""
    require(clinic.person, Permission.ANYBODY, "cohort_sessions")
    today: date = clinic.clock().astimezone().date()
    wanted = counted(visible(clinic.person, wanted)).without(*_DAYS)
    with clinic.database.read() as session, meant_sessions(session, wanted, today) as meant:
        return client_numbers(session, meant, clients)


def _by_name(groups: Mapping[str, set[int]], names: Mapping[str, str]) -> dict[str, set[int]]:
    return {names[uid]: members for uid, members in groups.items()}


def _going_on() -> None:
    """Nobody gives the work up."""


def _chosen(choices: tuple[ScaleChoice, ...], asked: Asked) -> ScaleChoice | None:
    for choice in choices:
        if (choice.scale.code, choice.scale.version, choice.rater) == (
            asked.scale,
            asked.version,
            asked.rater,
        ):
            return choice
    return choices[0] if choices else None


def _clients(line: CohortLine) -> int:
    return len({client for point in line.points for client in point.clients})


def _line(name: str, values: Values, asked: Asked, scale: Scale) -> CohortLine:
    points = figures.points_of(values)
    pair = figures.telling_pair(values)
    if asked.first is not None and asked.last is not None:
        pair = (asked.first, asked.last)
    if pair is None:
        return CohortLine(name, points)
    has_percent = not scale.relative_to_baseline and scale.least == 0
    change = figures.paired_change(values, *pair, has_percent=has_percent)
    if change is None:
        return CohortLine(name, points)
    ranks = wilcoxon_p(change.differences) if asked.ranks else None
    return CohortLine(name, points, change, paired_t(change.differences), ranks)
