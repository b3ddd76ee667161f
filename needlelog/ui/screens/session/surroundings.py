"""What the session screen knows beside the draft; loaded once on the worker, all plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from needlelog.domain.adverse_events import AdverseEvent
from needlelog.domain.clients import Client
from needlelog.domain.consents import ConsentStanding
from needlelog.domain.people import Practitioner
from needlelog.domain.plans import Plan
from needlelog.domain.recalls import NOTHING_RECALLED, Recalled
from needlelog.domain.screening.own_log import OwnLog
from needlelog.domain.screening.rules import RuleBook
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.session_repeat import usable_lot
from needlelog.domain.sessions import SessionDraft, SessionRecord
from needlelog.domain.stock import Device, Lot, Product
from needlelog.services import (
    clients,
    limits,
    people,
    plans,
    presets,
    recalls,
    screening,
    sessions,
    stock,
)
from needlelog.services.clinic import Clinic
from needlelog.services.consents import needed_consents
from needlelog.services.follow_up import client_outcomes


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The client, the last session, the plan, the stock, the clinic's own limits and its rules.

    ``consents`` are the kinds without which a treatment should not begin, as they stand on the
    ``day`` of the session. ``begun_by`` names the colleague who began the session, empty where
    the person signed in did.
    """

    person: Practitioner
    client: Client
    last: SessionRecord | None
    plan: Plan | None
    devices: tuple[Device, ...]
    products: tuple[Product, ...]
    lots: tuple[Lot, ...]
    overrides: tuple[limits.LimitOverride, ...]
    presets: tuple[presets.Preset, ...]
    book: RuleBook
    own_log: OwnLog
    lots_by_uid: dict[str, Lot] = field(default_factory=dict)
    products_by_uid: dict[str, Product] = field(default_factory=dict)
    consents: tuple[ConsentStanding, ...] = ()
    events: tuple[AdverseEvent, ...] = ()
    recalled: Recalled = NOTHING_RECALLED
    day: date | None = None
    plan_uid: str | None = None
    begun_by: str = ""

    def fits(self, draft: SessionDraft) -> bool:
        """Whether this was read for the day and the plan that the draft now has."""
        return self.day in (None, treatment_day(draft)) and self.plan_uid == draft.plan_uid

    def device(self, uid: str | None) -> Device | None:
        """The device with this uid, if it is in the stock."""
        return next((device for device in self.devices if device.uid == uid), None)

    def lots_of(self, product_uid: str | None) -> tuple[Lot, ...]:
        """The active lots of a product that are not called back, the one to reach for first.

        Those that may be used on the day come before the others: what is open, then what expires
        first. Of the others the latest comes first; years of a stock are at the end.
        """
        own = [
            lot
            for lot in self.lots
            if lot.product_uid == product_uid and lot.active and lot.uid not in self.recalled.lots
        ]
        usable = [lot for lot in own if self.may_use(lot)]
        others = [lot for lot in own if lot not in usable]
        usable.sort(key=lambda lot: (lot.opened_on is None, lot.expiry or "9999"))
        others.sort(key=lambda lot: lot.expiry or "9999", reverse=True)
        return (*usable, *others)

    def may_use(self, lot: Lot) -> bool:
        """Whether a lot is neither expired nor used up on the day of the session."""
        return lot.quantity != 0 if self.day is None else usable_lot(lot, self.day)


def load(clinic: Clinic, draft: SessionDraft) -> Surroundings:
    """Read everything around a draft."""
    lots = stock.lots(clinic)
    day = treatment_day(draft)
    products = stock.products(clinic)
    plan = next(
        (plan for plan in plans.plans(clinic, draft.client_uid) if plan.uid == draft.plan_uid),
        None,
    )
    return Surroundings(
        person=clinic.person,
        client=clients.client(clinic, draft.client_uid),
        last=sessions.last_record(clinic, draft.client_uid),
        plan=plan,
        devices=stock.devices(clinic),
        products=products,
        lots=lots,
        overrides=limits.limit_overrides(clinic),
        presets=presets.presets(clinic),
        book=screening.rule_book(clinic),
        own_log=screening.own_log(clinic, draft.client_uid, draft.plan_uid),
        lots_by_uid={lot.uid: lot for lot in lots},
        products_by_uid={product.uid: product for product in products},
        consents=needed_consents(clinic, draft.client_uid, day),
        events=client_outcomes(clinic, draft.client_uid).events,
        recalled=recalls.recalled_now(clinic),
        day=day,
        plan_uid=draft.plan_uid,
        begun_by=_colleague(clinic, draft),
    )


def _colleague(clinic: Clinic, draft: SessionDraft) -> str:
    if draft.practitioner_uid == clinic.person.uid:
        return ""
    return next(
        (each.name for each in people.people(clinic) if each.uid == draft.practitioner_uid), ""
    )
