"""What comes after a session: how the client was, and the answers that stay with the client."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from needlelog.db.bulk.forms import BASE_DAY, Form, Marks
from needlelog.db.bulk.outcome_forms import FOLLOW_UP_BLANKS, follow_up_form, history_form
from needlelog.domain.clients import Answer, Client
from needlelog.domain.follow_up import FollowUp, Sign, Symptom, with_rest_none
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.keeping import with_answers
from needlelog.files.reference_data import shipped_rules
from needlelog.services.sample_clinic.many.treatments import ASKED

if TYPE_CHECKING:
    from needlelog.services.sample_clinic.many.facts import Facts

ASKED_AT = 17 * 60
_TOLD: tuple[tuple[int, tuple[tuple[Sign, int], ...]], ...] = (
    (1, ((Sign.REDNESS, 2), (Sign.SWELLING, 1))),
    (1, ((Sign.REDNESS, 2), (Sign.TENDERNESS, 1))),
    (3, ((Sign.REDNESS, 1), (Sign.DRYNESS, 1))),
    (3, ((Sign.DRYNESS, 2),)),
    (7, ()),
)
"""How many days after the session, and what was told."""


class Afterwards:
    """The forms of what comes after sessions."""

    def __init__(self, facts: Facts) -> None:
        marks = Marks(FOLLOW_UP_BLANKS)
        at = datetime.combine(BASE_DAY, time(ASKED_AT // 60), facts.present.tzinfo)
        self.told: tuple[tuple[int, Form], ...] = tuple(
            (days, self._told(days, symptoms, at, marks, facts.origin)) for days, symptoms in _TOLD
        )
        answers = tuple(ScreeningAnswer(code, Answer.NO, asked_on=BASE_DAY) for code in ASKED)
        nobody = Client(marks.text("client"), "")
        answered = with_answers(shipped_rules(), nobody, answers, BASE_DAY)
        self.history: Form = history_form(answered.history, at, marks, facts.origin)

    def _told(
        self,
        days: int,
        symptoms: tuple[tuple[Sign, int], ...],
        at: datetime,
        marks: Marks,
        origin: str,
    ) -> Form:
        told = FollowUp(
            marks.text("follow_up"),
            marks.text("client"),
            marks.text("session"),
            days,
            BASE_DAY,
            symptoms=with_rest_none(Symptom(sign, grade) for sign, grade in symptoms),
            recorded_by=marks.text("person_word"),
            recorded_at=at,
        )
        return follow_up_form(told, at, marks, origin)
