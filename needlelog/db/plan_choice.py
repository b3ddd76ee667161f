"""Which plan a new session continues."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, or_, select

from needlelog.db.same_client import client_ids
from needlelog.db.tables.base import table_of
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.summaries import PlanSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.plans import Phase


@dataclass(frozen=True, slots=True)
class NextInPlan:
    """The plan to go on with, and the number of the next session in a series.

    Visits of a maintenance are not counted in the record.
    """

    plan_uid: str
    number: int | None
    planned_sessions: int | None
    phase: Phase


def next_in_plan(session: Session, client_uid: str) -> NextInPlan | None:
    """The client's newest active plan that still has a session to come, if there is one."""
    plan = table_of(PlanTable)
    summary = table_of(PlanSummaryTable)
    done = func.coalesce(summary.c.done, 0)
    row = (
        session.connection()
        .execute(
            select(plan.c.uid, plan.c.planned_sessions, plan.c.phase, done.label("done"))
            .outerjoin(summary, summary.c.plan_id == plan.c.id)
            .where(
                plan.c.client_id.in_(client_ids(session, client_uid)),
                plan.c.active,
                or_(
                    plan.c.phase != Phase.SERIES,
                    plan.c.planned_sessions.is_(None),
                    plan.c.planned_sessions > done,
                ),
            )
            .order_by(plan.c.id.desc())
            .limit(1)
        )
        .one_or_none()
    )
    if row is None:
        return None
    phase = Phase(row.phase)
    number = row.done + 1 if phase is Phase.SERIES else None
    return NextInPlan(row.uid, number, row.planned_sessions, phase)
