"""Plans: keep them and see how far they have come."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.queries import plans as query
from needlelog.db.queries.plans import PlanProgress
from needlelog.db.stores import plans as store
from needlelog.domain.plans import Plan
from needlelog.domain.record_changes import differences
from needlelog.domain.record_checks import checked_plan
from needlelog.services.acts import Act, acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["PlanProgress", "bring_back_plan", "plan_progress", "plans", "save_plan"]


def plans(clinic: Clinic, client_uid: str) -> tuple[Plan, ...]:
    """A client's plans: active ones first, then the newest first."""
    with clinic.database.read() as session:
        return query.plans_of(session, client_uid)


def plan_progress(clinic: Clinic, plan_uid: str) -> PlanProgress:
    """How far a plan has come and when it is due. Raises `NoSuchRecord`."""
    with clinic.database.read() as session:
        return query.progress_of(session, plan_uid)


def save_plan(clinic: Clinic, plan: Plan) -> Plan:
    """Keep a plan, new where it has no uid, and return it as stored.

    A plan stays with its client. Where nothing differs nothing is written.

    Raises:
        NotAllowed, InvalidValue, NoSuchRecord (the client or the plan), or an error of the disk.
    """
    with acting(clinic, "save_plan") as act:
        if not plan.uid:
            added = replace(checked_plan(plan), uid=act.new_uid())
            store.insert_plan(act.session, added, act.at)
            act.record("plan added", "plan", added.uid, after=added)
            return added
        before = query.plan(act.session, plan.uid)
        after = replace(checked_plan(plan), client_uid=before.client_uid)
        _change(act, before, after)
        return after


def bring_back_plan(clinic: Clinic, plan_uid: str) -> Plan:
    """Put a plan that was ended into force again, as it was; another one in force ends with it.

    Raises:
        NotAllowed, NoSuchRecord, or an error of the disk; then no plan has changed.
    """
    with acting(clinic, "save_plan") as act:
        ended = query.plan(act.session, plan_uid)
        if ended.active:
            return ended
        for other in query.plans_of(act.session, ended.client_uid):
            if other.uid != plan_uid:
                _change(act, other, replace(other, active=False))
        again = replace(ended, active=True)
        _change(act, ended, again)
        return again


def _change(act: Act, before: Plan, after: Plan) -> None:
    if after != before:
        store.update_plan(act.session, after, act.at)
        act.record("plan changed", "plan", after.uid, *differences(before, after))
