"""A treatment as a form: the rows, the words and the sums that signing it would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from needlelog.db.bulk.forms import BASE_DAY, Form, FormMaker, Marks
from needlelog.db.documents import canonical
from needlelog.db.moments import moment
from needlelog.db.score_rows import item_columns, score_columns
from needlelog.db.screening_rows import finding_rows
from needlelog.db.session_expansion import Keys, child_rows, session_row
from needlelog.db.session_store import Screened, signed_content
from needlelog.db.session_summaries import summary_columns
from needlelog.db.session_words import search_words
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.week_sums import Key, counts_of
from needlelog.domain.people import Practitioner
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import SessionDraft, SessionRecord, SessionState

CONTENT = "content"
"""The text of a form that the trail keeps at signing."""
_WORDS = "words"
_LATER = (
    *("countersigned_by_id", "countersigned_by", "countersigned_at", "countersigned_offset"),
    *("voided_by_id", "voided_by", "voided_at", "voided_offset", "void_reason"),
)
SESSION_BLANKS = (
    *("session", "session_id", "hash", "state", "days_late", "score_id", "score_id_2", *_LATER),
    *("client", "client_id", "plan", "plan_id", "number", "planned_total", "phase"),
    *("number_word", "planned_word", "next_due", "next_due_word"),
    *("person", "person_id", "person_name", "licence", "person_word", "licence_word"),
)
"""The blanks of every session, in their order; those of the lots follow."""
MOST_SCORES = 2


@dataclass(frozen=True, slots=True)
class SessionForm:
    """A treatment with blanks.

    ``day_shift`` is the day of treatment counted from the day of writing, ``minutes`` how long
    after the start it is signed. ``zones`` is what the client's summary says of it; ``counts`` are
    its uses in a week and how many of them went past an advice.
    """

    form: Form
    state: SessionState
    day_shift: int
    minutes: int
    scores: int
    answers: int
    zones: str
    counts: tuple[tuple[Key, int, int], ...]

    @property
    def counted(self) -> bool:
        """Whether it counts as a treatment."""
        return self.state in COUNTED_STATES


def session_form(
    draft: SessionDraft,
    person: Practitioner,
    signed_at: datetime,
    screened: Screened,
    marks: Marks,
    numbers: Mapping[tuple[str, str], int],
    origin: str,
    state: SessionState = SessionState.SIGNED,
) -> SessionForm:
    """Take a draft with marks apart as signing it would.

    ``numbers`` are the row numbers, or the marks for them, of all records it points at.
    """
    keys = Keys(numbers)
    maker = FormMaker(marks, origin, draft.created_at)
    record = SessionRecord(
        content=draft,
        state=state,
        signed_by=person.name,
        signed_at=signed_at,
        licence=person.licence,
        findings=screened.findings,
        rules_version=screened.rules_version,
    )
    number = marks.number("session_id")
    head = {
        **session_row(draft, keys),
        "id": number,
        "uid": draft.uid,
        "rules_version": screened.rules_version,
        "state": marks.text("state"),
        "signed_by_id": keys.of("practitioner", person.uid),
        "signed_by": person.name,
        "licence": person.licence,
        **moment("signed", signed_at),
        "chain_hash": marks.text("hash"),
        **{name: marks.text(name) for name in _LATER},
    }
    maker.row("session", head)
    for table, rows in child_rows(draft, keys):
        for row in rows:
            maker.row(table.name, {**row, "session_id": number})
    for row in finding_rows(screened.findings):
        maker.row("finding", {**row, "session_id": number})
    _scores(maker, draft, keys, marks, signed_at)
    day = treatment_day(draft)
    facts = summary_columns(record)
    summary = {
        "session_id": number,
        "client_id": head["client_id"],
        "practitioner_id": head["practitioner_id"],
        "day": day,
        **facts,
        "days_late": marks.text("days_late"),
    }
    maker.row("session_summary", summary)
    maker.text(CONTENT, _with_numbers(draft, person, signed_at, screened, marks))
    maker.text(_WORDS, search_words(draft))
    uses, over = counts_of(record, facts["flags"]) if state in COUNTED_STATES else ({}, {})
    zones: Any = [(row.zone, row.side, row.depth_um) for row in draft.zones]
    return SessionForm(
        form=maker.form(),
        state=state,
        day_shift=(day - BASE_DAY).days,
        minutes=(signed_at - draft.created_at) // timedelta(minutes=1),
        scores=len(draft.scores),
        answers=len(draft.answers),
        zones=canonical(zones),
        counts=tuple((key, uses[key], over[key]) for key in uses),
    )


def words_row(form: SessionForm, session_id: int, values: list[Any]) -> tuple[int, str]:
    """The row of the search index."""
    return session_id, form.form.text(_WORDS, values)


def _scores(
    maker: FormMaker, draft: SessionDraft, keys: Keys, marks: Marks, signed_at: datetime
) -> None:
    if len(draft.scores) > MOST_SCORES:
        raise ValueError("more scores than there are blanks for")
    for score, name in zip(draft.scores, ("score_id", "score_id_2"), strict=False):
        owner = {
            "id": marks.number(name),
            "client_id": keys.of("client", draft.client_uid),
            "session_id": marks.number("session_id"),
            "rated_by_id": keys.of("practitioner", score.rated_by_uid or None),
        }
        maker.row("score", score_columns(score, owner, signed_at))
        for item in item_columns(score):
            maker.row("score_item", {**item, "score_id": marks.number(name)})


def _with_numbers(
    draft: SessionDraft,
    person: Practitioner,
    signed_at: datetime,
    screened: Screened,
    marks: Marks,
) -> str:
    """The content as the trail keeps it, where names stand as JSON and a number may be missing."""
    text = canonical(signed_content(draft, person.name, person.licence, signed_at, screened))
    due = marks.day("next_due").isoformat()
    for kept, word in (
        (f'"number":{marks.number("number")}', "number_word"),
        (f'"planned_total":{marks.number("planned_total")}', "planned_word"),
        (f'"next_due":"{due}"', "next_due_word"),
    ):
        text = text.replace(kept, f"{kept.partition(':')[0]}:{marks.number(word)}")
    for name in ("person_name", "licence"):
        word = name.partition("_")[0] + "_word"
        text = text.replace(marks.text(name), marks.text(word))
    return text
