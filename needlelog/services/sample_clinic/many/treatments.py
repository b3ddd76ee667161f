"""The treatments of a big clinic as forms: what `treatment.written` says of each kind of course."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from needlelog.db.bulk.forms import BASE_DAY, Marks
from needlelog.db.bulk.session_forms import SESSION_BLANKS, SessionForm, session_form
from needlelog.db.session_store import Screened
from needlelog.domain.clients import (
    Answer,
    Client,
    Consent,
    ConsentKind,
    ConsentStatus,
)
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.scales import Rater
from needlelog.domain.screening.engine import find
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.from_depth import recorded_depths
from needlelog.domain.screening.own_log import OwnLog
from needlelog.domain.sessions import SessionDraft, SessionState
from needlelog.domain.stock import Lot
from needlelog.files.reference_data import shipped_rules, zone_catalogue
from needlelog.services.sample_clinic.asking import decided
from needlelog.services.sample_clinic.cases import Course, Rated
from needlelog.services.sample_clinic.many.courses import LINES, Line
from needlelog.services.sample_clinic.register import CONSENT_VERSION
from needlelog.services.sample_clinic.stage import Troupe
from needlelog.services.sample_clinic.treatment import written

if TYPE_CHECKING:
    from needlelog.services.sample_clinic.many.facts import Facts

_START = time(10, 0)
_VARIANTS = 8
_NUMBED, _WITHOUT_SERUM = (1, 5), (3, 6)
_NOTES = (
    "",
    "",
    "Tolerated well.",
    "Even pinpoint bleeding, stopped at once with a cold compress.",
    "Skin a little dry; moisturiser from tomorrow on.",
    "Went slowly, client asked for two pauses.",
    "Cooled for ten minutes afterwards; client content with the last result.",
    "Talked about sun protection once more.",
    "One pass less than last time over the bony parts.",
    "Client came straight from work and was in a hurry; aftercare explained on paper.",
    "Redness went down within the first quarter of an hour.",
)
ASKED = ("pregnancy", "hsv", "isotretinoin", "anticoagulant", "sun")
"""What is asked at every visit of clients who are asked at all."""
_DEFERRED = (
    "Sunburn on both cheeks; asked to come back when the skin is calm.",
    "Cold sore since yesterday; aciclovir first.",
    "Client has a cold and would rather come another day.",
)
_ASK_AGAIN = timedelta(days=14)
_LOT_AGE = timedelta(days=30)
_SATISFACTION, _SCARS = (4, 6, 7, 8), (4, 4, 3, 2)


@dataclass(frozen=True, slots=True)
class Treatments:
    """All forms, by course and stage; ``lot_keys`` is the order of the blanks of the lots."""

    lot_keys: tuple[str, ...]
    by_stage: tuple[tuple[tuple[SessionForm, ...], ...], ...]
    asked: tuple[tuple[SessionForm, ...], ...]
    """One form a stage for clients who are asked, by course."""
    late: tuple[SessionForm, ...]
    """Written down a day later, one a course."""
    deferred: tuple[SessionForm, ...]


def lot_blanks(key: str) -> tuple[str, str, str, str]:
    """The names of the blanks of a product's lot: uid, row number, text, expiry."""
    return f"lot {key}", f"lot {key} id", f"lot {key} text", f"lot {key} expiry"


def treatments(facts: Facts) -> Treatments:
    """Write every kind of treatment once, with blanks."""
    return _Writing(facts).all()


class _Writing:
    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._chance = random.Random(facts.seed)  # noqa: S311  a story, not a secret
        self._keys = tuple(sorted({lot.key for lot in facts.lots}))
        blanks = [name for key in self._keys for name in lot_blanks(key)]
        self._marks = marks = Marks((*SESSION_BLANKS, *blanks))
        self._person = Practitioner(
            marks.text("person"),
            marks.text("person_name"),
            Role.PRACTITIONER,
            marks.text("licence"),
        )
        self._start = datetime.combine(BASE_DAY, _START, facts.present.tzinfo)
        self._shelf = replace(
            facts.shelf,
            lots={key: (self._lot(key),) if key in self._keys else () for key in facts.shelf.lots},
        )
        own = {"client": "client", "plan": "plan", "practitioner": "person"}
        self._numbers = {
            **facts.numbers,
            **{(kind, marks.text(name)): marks.number(f"{name}_id") for kind, name in own.items()},
            **{
                ("lot", marks.text(f"lot {key}")): marks.number(f"lot {key} id")
                for key in self._keys
            },
        }
        self._book = shipped_rules()
        self._client = Client(
            marks.text("client"),
            "",
            phototype=3,
            consents=(
                Consent("", ConsentKind.TREATMENT, CONSENT_VERSION, ConsentStatus.GIVEN, BASE_DAY),
            ),
        )
        products = facts.shelf.products.values()
        self._log = OwnLog(
            plan_interval_days=28,
            unlabelled=frozenset(
                each.uid for each in products if each.labelled_for_microneedling is False
            ),
            unsterile=frozenset(each.uid for each in products if each.sterile is False),
        )

    def all(self) -> Treatments:
        """Every form."""
        return Treatments(
            self._keys,
            tuple(
                tuple(
                    tuple(self._form(line, number, place) for place in range(_VARIANTS))
                    for number in range(1, line.stages + 1)
                )
                for line in LINES
            ),
            tuple(
                tuple(
                    self._form(line, number, 1, asked=True) for number in range(1, line.stages + 1)
                )
                for line in LINES
            ),
            tuple(self._form(line, 1, 2, late=True) for line in LINES),
            tuple(self._put_off(reason) for reason in _DEFERRED),
        )

    def _lot(self, key: str) -> Lot:
        uid, _number, text, _expiry = (self._marks.text(name) for name in lot_blanks(key))
        return Lot(uid, self._facts.shelf.products[key].uid, text, opened_on=BASE_DAY - _LOT_AGE)

    def _begun(self) -> SessionDraft:
        marks = self._marks
        offset = self._start.utcoffset() or timedelta()
        return SessionDraft(
            uid=marks.text("session"),
            client_uid=marks.text("client"),
            practitioner_uid=self._person.uid,
            created_at=self._start,
            started_at=self._start,
            offset_minutes=offset // timedelta(minutes=1),
            plan_uid=marks.text("plan"),
            number=marks.number("number"),
            planned_total=marks.number("planned_total"),
            phase=marks.text("phase"),
        )

    def _form(
        self, line: Line, number: int, variant: int, *, asked: bool = False, late: bool = False
    ) -> SessionForm:
        draft = self._begun()
        if late:
            draft = replace(draft, started_at=self._start - timedelta(days=1))
        rated: tuple[Rated, ...] = ()
        if variant == 0:
            rated = (Rated.of_one_item("satisfaction", Rater.CLIENT, _SATISFACTION),)
            if line.concern == "Acne scars":
                rated += (Rated.of_one_item("goodman_baron", Rater.CLINICIAN, _SCARS),)
        course = Course(
            line.concern,
            line.goals,
            planned=None,
            interval=28,
            done=number,
            last_days_ago=0,
            device=line.device,
            serums=(() if variant in _WITHOUT_SERUM else (line.serum,),),
            numbing=variant in _NUMBED,
            passes=line.passes,
            rated=rated,
        )
        draft = written(Troupe((self._person,), self._chance), self._shelf, course, draft, number)
        draft = replace(self._with_expiries(draft), note=self._chance.choice(_NOTES))
        draft = replace(draft, next_due=self._marks.day("next_due"))
        if variant % 2:
            draft = replace(draft, reactions=())
        if asked:
            day = (draft.started_at or self._start).date()
            answers = (ScreeningAnswer(code, Answer.NO, asked_on=day) for code in ASKED)
            draft = replace(draft, answers=tuple(answers))
        found = find(self._book, self._client, draft, self._log, zone_catalogue(), self._start)
        draft = decided(draft, found, self._person.name, self._start)
        device = self._shelf.devices[line.device]
        depths = recorded_depths(draft, zone_catalogue(), device, None, (), self._book.version)
        signed_at = max(self._start, draft.ended_at or self._start) + timedelta(minutes=4)
        return self._taken_apart(draft, signed_at, Screened((*found, *depths), self._book.version))

    def _put_off(self, reason: str) -> SessionForm:
        draft = replace(
            self._begun(), ask_again_on=BASE_DAY + _ASK_AGAIN, defer_reason=reason, next_due=None
        )
        found = find(self._book, self._client, draft, self._log, zone_catalogue(), self._start)
        signed_at = self._start + timedelta(minutes=9)
        screened = Screened(found, self._book.version)
        return self._taken_apart(draft, signed_at, screened, SessionState.DEFERRED)

    def _taken_apart(
        self,
        draft: SessionDraft,
        signed_at: datetime,
        screened: Screened,
        state: SessionState = SessionState.SIGNED,
    ) -> SessionForm:
        return session_form(
            draft,
            self._person,
            signed_at,
            screened,
            self._marks,
            self._numbers,
            self._facts.origin,
            state,
        )

    def _with_expiries(self, draft: SessionDraft) -> SessionDraft:
        """The expiry of a lot is a blank too."""
        of_lot = {
            self._marks.text(lot_blanks(key)[0]): self._marks.text(lot_blanks(key)[3])
            for key in self._keys
        }
        cartridge = draft.cartridge
        if cartridge is not None:
            cartridge = replace(cartridge, expiry=of_lot[cartridge.lot_uid or ""])
        return replace(
            draft,
            cartridge=cartridge,
            topicals=tuple(
                replace(row, expiry=of_lot[row.lot_uid or ""]) for row in draft.topicals
            ),
            numbing=tuple(replace(row, expiry=of_lot[row.lot_uid or ""]) for row in draft.numbing),
        )
