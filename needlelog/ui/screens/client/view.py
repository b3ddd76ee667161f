"""What the screen of one client shows, read in one go on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.domain.sessions import SessionState
from needlelog.services import clients, plans, sessions
from needlelog.services.follow_up import Outcomes, client_outcomes
from needlelog.services.people import names_apart

if TYPE_CHECKING:
    from needlelog.domain.clients import Client
    from needlelog.domain.plans import Plan
    from needlelog.domain.sessions import SessionRecord
    from needlelog.services.clinic import Clinic
    from needlelog.services.plans import PlanProgress
    from needlelog.services.sessions import DraftRow


_NOT_TREATED = (SessionState.VOID, SessionState.DEFERRED)


@dataclass(frozen=True, slots=True)
class PlanState:
    """A plan and how far it has come."""

    plan: Plan
    progress: PlanProgress


@dataclass(frozen=True, slots=True)
class ClientView:
    """The client, the newest signed sessions, unfinished ones, plans, and what came of it."""

    client: Client
    records: tuple[SessionRecord, ...]
    """Newest first, as many as were asked for."""
    signed: int
    """How many sessions are signed in all, void ones included."""
    last: SessionRecord | None
    """The newest session that counts."""
    drafts: tuple[DraftRow, ...]
    plans: tuple[PlanState, ...]
    outcomes: Outcomes
    apart: frozenset[str]
    """The names of people who share one, told apart."""

    @property
    def active_plan(self) -> PlanState | None:
        """The plan in force."""
        return next((state for state in self.plans if state.plan.active), None)


def read_client(clinic: Clinic, uid: str, newest: int) -> ClientView:
    """Read what stands around a client, with the newest sessions. Raises `NoSuchRecord`."""
    client = clients.client(clinic, uid)
    records = sessions.records(clinic, uid, newest)
    signed = len(records) if len(records) < newest else sessions.record_count(clinic, uid)
    last = next((one for one in records if one.state not in _NOT_TREATED), None)
    if last is None and signed > len(records):
        last = sessions.last_record(clinic, uid)
    return ClientView(
        client=client,
        records=records,
        signed=signed,
        last=last,
        drafts=tuple(draft for draft in sessions.drafts(clinic) if draft.client_uid == client.uid),
        plans=tuple(
            PlanState(plan, plans.plan_progress(clinic, plan.uid))
            for plan in plans.plans(clinic, uid)
        ),
        outcomes=client_outcomes(clinic, uid),
        apart=frozenset(names_apart(clinic).values()),
    )
