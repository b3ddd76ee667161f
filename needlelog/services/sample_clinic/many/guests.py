"""The clients of a big clinic and their plans: names by chance, the rest as forms."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from needlelog.db.bulk.client_forms import (
    CLIENT_BLANKS,
    CONTENT,
    PLAN_BLANKS,
    client_form,
    plan_form,
)
from needlelog.db.bulk.forms import BASE_DAY, Form, Marks
from needlelog.domain.clients import (
    Client,
    ClientConcern,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
    Sex,
)
from needlelog.domain.names import client_search_text
from needlelog.domain.plans import Phase, Plan
from needlelog.services.sample_clinic.crowd import FIRST, LAST
from needlelog.services.sample_clinic.many.courses import LINES
from needlelog.services.sample_clinic.register import CONSENT_VERSION

if TYPE_CHECKING:
    from needlelog.services.sample_clinic.many.facts import Facts

__all__ = ["CONTENT", "Guests", "Named"]

_COMES_AT = time(8, 0)
_KINDS = 12
"""So many different clients a course, but for name, birth date and phone."""
_KNOWN = (
    (HistoryKind.ALLERGY, "Latex"),
    (HistoryKind.CONDITION, "Cold sores"),
    (HistoryKind.MEDICINE, "Retinoid"),
    (HistoryKind.CONDITION, "Keloid tendency"),
)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Named:
    """What a client is found by."""

    name: str
    born: str
    phone: str
    search_text: str


class Guests:
    """Makes clients: forms by course and kind, names by chance."""

    def __init__(self, facts: Facts, chance: random.Random) -> None:
        self._chance = chance
        self._born_last = facts.present.date() - 18 * _YEAR
        marks, plan_marks = Marks(CLIENT_BLANKS), Marks(PLAN_BLANKS)
        at = datetime.combine(BASE_DAY, _COMES_AT, facts.present.tzinfo)
        self.forms: tuple[tuple[Form, ...], ...] = tuple(
            tuple(
                client_form(_client(place, kind, at, marks), at, marks, facts.origin)
                for kind in range(_KINDS)
            )
            for place in range(len(LINES))
        )
        self.plan_forms: tuple[dict[Phase, Form], ...] = tuple(
            {
                phase: plan_form(_plan(place, phase, plan_marks), at, plan_marks, facts.origin)
                for phase in Phase
            }
            for place in range(len(LINES))
        )

    def kind(self) -> int:
        """The number of one of the kinds of clients."""
        return self._chance.randrange(_KINDS)

    def named(self) -> Named:
        """Somebody new."""
        chance = self._chance
        last = chance.choice(LAST)
        if chance.random() < 0.4:
            last = f"{last}-{chance.choice(LAST)}"
        name = f"{chance.choice(FIRST)} {last}"
        born = self._born_last - timedelta(days=chance.randrange(57 * 365))
        phone = f"+44 20 7{chance.randrange(1000):03} {chance.randrange(10_000):04}"
        return Named(name, born.isoformat(), phone, client_search_text(name, born, phone, ""))


def _client(place: int, kind: int, at: datetime, marks: Marks) -> Client:
    line = LINES[place]
    uids = iter([marks.text(f"part_{number}") for number in range(6)])
    known = _KNOWN[kind : kind + 1]
    zones = tuple((goal.zone, goal.side) for goal in line.goals)
    answers = (
        (ConsentKind.TREATMENT, True),
        (ConsentKind.PHOTO, kind % 3 != 0),
        (ConsentKind.MARKETING, kind % 2 == 0),
    )
    return Client(
        uid=marks.text("client"),
        name=marks.text("name"),
        birth_date=marks.day("born"),
        sex=Sex.MALE if kind % 4 == 1 else Sex.FEMALE,
        phone=marks.text("phone"),
        phototype=1 + (place + kind) % 6,
        note="",
        created_at=at,
        history=tuple(
            HistoryItem(next(uids), what, name, asked_on=BASE_DAY, alert=True)
            for what, name in known
        ),
        concerns=(ClientConcern(next(uids), line.concern, zones),),
        consents=tuple(
            Consent(
                next(uids),
                what,
                CONSENT_VERSION,
                ConsentStatus.GIVEN if agreed else ConsentStatus.REFUSED,
                BASE_DAY,
            )
            for what, agreed in answers
        ),
    )


def _plan(place: int, phase: Phase, marks: Marks) -> Plan:
    line = LINES[place]
    return Plan(
        marks.text("plan"),
        marks.text("client"),
        line.concern,
        zones=tuple((goal.zone, goal.side) for goal in line.goals),
        planned_sessions=marks.number("planned") if phase is Phase.SERIES else None,
        interval_days=marks.number("interval"),
        phase=phase,
        started_on=BASE_DAY,
    )
