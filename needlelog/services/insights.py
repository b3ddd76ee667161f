"""The figures of a period: what was done, what stands out, and which sessions are behind each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from needlelog.db.queries import dashboard as query
from needlelog.db.queries import follow_ups as follow_up_query
from needlelog.db.queries import period_sums as sums
from needlelog.db.queries import stock as stock_query
from needlelog.db.queries.dashboard import Counted
from needlelog.db.queries.meant_sessions import MeantSessions, meant_sessions
from needlelog.db.stores.people import all_people
from needlelog.db.week_sums import ZONE
from needlelog.domain.dashboard import (
    Adherence,
    Dashboard,
    Use,
    WeekBar,
    ZoneDepths,
    counted,
    days_and_people_only,
    period_before,
)
from needlelog.domain.people import Role, told_apart
from needlelog.domain.stock_alerts import StockAlertCode, stock_alerts
from needlelog.files.reference_data import expected_course
from needlelog.services.acts import Permission, require
from needlelog.services.review import visible

if TYPE_CHECKING:
    from needlelog.db.column_memory import ColumnMemory
    from needlelog.db.queries.session_figures import Tally
    from needlelog.db.stores.rows import Transaction
    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.clinic import Clinic

__all__ = [
    "Dashboard",
    "counted",
    "dashboard",
    "late_sessions",
    "missed_sessions",
    "override_sessions",
    "product_sessions",
]


def dashboard(
    clinic: Clinic, wanted: SessionFilter, look: Callable[[], object] | None = None
) -> Dashboard:
    """Count the sessions that a filter means; void ones and those put off never count.

    A practitioner counts her own. An inspector is told no names of people and no reasons, since
    those are free words. ``look`` is called now and then; what it raises ends the work.

    Raises:
        NotAllowed: the person may not sign in any more.
    """
    require(clinic.person, Permission.ANYBODY, "dashboard")
    today = clinic.clock().astimezone().date()
    wanted = counted(visible(clinic.person, wanted))
    with clinic.database.read(look) as session:
        found = _counted(session, clinic.database.columns, wanted, today)
    if clinic.person.role is Role.INSPECTOR:
        return _without_names(found)
    return found


def late_sessions(clinic: Clinic, wanted: SessionFilter) -> list[int]:
    """The sessions that came late by their plan."""
    return _sessions(clinic, wanted, query.late_numbers)


def missed_sessions(clinic: Clinic, wanted: SessionFilter) -> list[int]:
    """The last session of each client whose next one is overdue by the plan."""
    return _sessions(clinic, wanted, query.missed_numbers)


def override_sessions(clinic: Clinic, wanted: SessionFilter, rule: str, reason: str) -> list[int]:
    """The sessions in which a rule was gone past for this reason; an empty one is any reason."""
    return _sessions(
        clinic,
        wanted,
        lambda session, meant: query.override_sessions(session, meant, rule, reason),
    )


def product_sessions(clinic: Clinic, wanted: SessionFilter, about: str, name: str) -> list[int]:
    """The sessions in which a product was used under this name."""
    return _sessions(
        clinic,
        wanted,
        lambda session, meant: query.product_sessions(session, meant, about, name),
    )


def _sessions(
    clinic: Clinic,
    wanted: SessionFilter,
    find: Callable[[Transaction, MeantSessions], list[int]],
) -> list[int]:
    require(clinic.person, Permission.ANYBODY, "sessions_behind")
    today = clinic.clock().astimezone().date()
    wanted = counted(visible(clinic.person, wanted))
    with clinic.database.read() as session, meant_sessions(session, wanted, today) as meant:
        return find(session, meant)


def _counted(
    session: Transaction, memory: ColumnMemory, wanted: SessionFilter, today: date
) -> Dashboard:
    first, last = wanted.days(today)
    unsigned, oldest_draft = query.drafts_waiting(session, wanted.practitioner_uid)
    alerts = stock_alerts(stock_query.products(session), stock_query.lots(session), today)
    meant = MeantSessions(session, wanted, today, None)
    counts = _from_sums if days_and_people_only(wanted) else _from_columns
    found = counts(session, memory, meant)
    tally = found.tally
    people, weeks = _weeks(query.week_counts(session, tally), told_apart(all_people(session)))
    return Dashboard(
        first=first or found.first,
        last=last or today,
        sessions=sum(tally.sessions.values()),
        clients=tally.clients,
        before=found.earlier,
        people=people,
        weeks=weeks,
        over_advice=tally.over,
        over_without_reason=tally.over - query.over_with_reason(session, meant, tally),
        overridden=tally.overridden,
        waiting=tally.waiting,
        oldest_waiting=tally.oldest_waiting,
        unsigned=unsigned,
        oldest_unsigned=oldest_draft.astimezone().date() if oldest_draft else None,
        adherence=Adherence(tally.planned - tally.late, tally.late, found.missed),
        events=found.events,
        zones=_zones(tally),
        overrides=tuple(query.overrides(session, meant, tally)),
        uses=_uses(tally),
        expiring=sum(alert.code is StockAlertCode.EXPIRING for alert in alerts),
        expired=sum(alert.code is StockAlertCode.EXPIRED for alert in alerts),
        follow_ups_due=follow_up_query.count_to_ask(
            session, today, expected_course().days, wanted.practitioner_uid
        ),
    )


def _from_sums(session: Transaction, _memory: ColumnMemory, meant: MeantSessions) -> Counted:
    """What the sums of weeks and years tell: of days, and of a person."""
    before = period_before(meant.wanted, meant.today)
    tally = sums.period_tally(session, meant)
    tally.clients = sums.client_count(session, meant, tally)
    earlier = None
    if before is not None:
        earlier = sums.session_count(session, MeantSessions(session, before, meant.today, None))
    return Counted(
        tally=tally,
        first=None if meant.wanted.days(meant.today)[0] else query.first_day(session, meant),
        earlier=earlier,
        missed=query.missed_count(session, meant),
        events=query.events(session, meant),
    )


def _from_columns(session: Transaction, memory: ColumnMemory, meant: MeantSessions) -> Counted:
    """What is counted session by session, because something else is asked for as well."""
    from needlelog.db.queries.counted_sessions import counted_sessions

    before = period_before(meant.wanted, meant.today)
    return counted_sessions(session, memory, meant.wanted, before, meant.today)


def _weeks(
    found: list[query.WeekCount], names: dict[str, str]
) -> tuple[tuple[str, ...], tuple[WeekBar, ...]]:
    """People by name and a bar for each week, also for weeks without a session in between."""
    people = sorted({each.person for each in found}, key=lambda uid: (names[uid].casefold(), uid))
    if not found:
        return (), ()
    counts: defaultdict[date, list[int]] = defaultdict(lambda: [0] * len(people))
    for each in found:
        counts[each.week][people.index(each.person)] += each.sessions
    week, bars = min(counts), []
    while week <= max(counts):
        bars.append(WeekBar(week, tuple(counts[week])))
        week += timedelta(days=7)
    return tuple(names[uid] for uid in people), tuple(bars)


def _zones(tally: Tally) -> tuple[ZoneDepths, ...]:
    depths: defaultdict[str, dict[int, int]] = defaultdict(dict)
    over: defaultdict[str, int] = defaultdict(int)
    for (about, zone, depth), count in tally.uses.items():
        if about == ZONE:
            depths[zone][depth] = count
            over[zone] += tally.past[about, zone, depth]
    found = [ZoneDepths(zone, tuple(sorted(at.items())), over[zone]) for zone, at in depths.items()]
    return tuple(sorted(found, key=lambda zone: (-zone.total, zone.zone)))


def _uses(tally: Tally) -> tuple[Use, ...]:
    """How often each product was used, the most used first."""
    found = [
        Use(about, name, count)
        for (about, name, _depth), count in tally.uses.items()
        if about != ZONE
    ]
    return tuple(sorted(found, key=lambda use: (-use.uses, use.about, use.name)))


def _without_names(found: Dashboard) -> Dashboard:
    rules: defaultdict[str, int] = defaultdict(int)
    for each in found.overrides:
        rules[each.rule] += each.sessions
    return replace(
        found,
        people=tuple(str(number) for number in range(1, len(found.people) + 1)),
        overrides=tuple(
            replace(found.overrides[0], rule=rule, reason="", sessions=count)
            for rule, count in sorted(rules.items(), key=lambda each: (-each[1], each[0]))
        ),
    )
