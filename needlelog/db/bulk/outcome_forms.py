"""Follow-ups and answers that stay with the client as forms."""

from __future__ import annotations

from datetime import datetime

from needlelog.db.bulk.forms import Form, FormMaker, Marks
from needlelog.db.documents import canonical
from needlelog.db.stores.clients import part_columns
from needlelog.db.stores.follow_ups import NAMED_OTHERWISE
from needlelog.db.stores.rows import columns_of
from needlelog.domain.clients import HistoryItem
from needlelog.domain.follow_up import FollowUp

CONTENT = "content"
"""The text of a form that the trail keeps."""
FOLLOW_UP_BLANKS = (
    *("follow_up", "follow_up_id", "client", "client_id", "session", "session_id"),
    *("person_id", "person_word"),
)


def follow_up_form(told: FollowUp, at: datetime, marks: Marks, origin: str) -> Form:
    """Take a follow-up with marks apart as recording it would."""
    maker = FormMaker(marks, origin, at)
    number = marks.number("follow_up_id")
    row = {
        **columns_of(told, without=NAMED_OTHERWISE),
        "id": number,
        "client_id": marks.number("client_id"),
        "session_id": marks.number("session_id"),
        "recorded_by_id": marks.number("person_id"),
        "recorded_at": at,
    }
    maker.row("follow_up", row)
    for position, symptom in enumerate(told.symptoms):
        columns = columns_of(symptom) | {"follow_up_id": number, "position": position}
        maker.row("symptom", columns)
    maker.text(CONTENT, canonical(told))
    return maker.form()


def history_form(items: tuple[HistoryItem, ...], at: datetime, marks: Marks, origin: str) -> Form:
    """Take what answers left in the history of a client with nothing else in it apart."""
    maker = FormMaker(marks, origin, at)
    for position, item in enumerate(items):
        columns = part_columns(item, position)
        del columns["uid"]
        maker.row("history_item", {**columns, "client_id": marks.number("client_id")})
    return maker.form()
