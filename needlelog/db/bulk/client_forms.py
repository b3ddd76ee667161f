"""A client and a plan as forms: the rows and the words that adding them would write."""

from __future__ import annotations

from datetime import datetime

from needlelog.db.bulk.forms import Form, FormMaker, Marks
from needlelog.db.documents import canonical
from needlelog.db.stores.clients import PARTS, client_columns, part_columns
from needlelog.db.stores.consents import consent_columns
from needlelog.db.stores.rows import columns_of
from needlelog.db.tables.base import table_of
from needlelog.domain.clients import Client, ClientConcern
from needlelog.domain.plans import Plan

CONTENT = "content"
"""The text of a form that the trail keeps."""
MOST_PARTS = 6
CLIENT_BLANKS = (
    *("client", "client_id", "concern_id", "name", "born", "phone", "search_text"),
    *(f"part_{number}" for number in range(MOST_PARTS)),
)
"""The blanks of a client; history, concern and consents have their uids from the parts."""
PLAN_BLANKS = ("client", "client_id", "plan", "plan_id", "planned", "interval")


def client_form(client: Client, at: datetime, marks: Marks, origin: str) -> Form:
    """Take a client with marks and one concern apart as adding it would."""
    maker = FormMaker(marks, origin, at)
    number = marks.number("client_id")
    own = {
        **client_columns(client),
        "id": number,
        "uid": client.uid,
        "search_text": marks.text("search_text"),
    }
    maker.row("client", own)
    for field, kind in PARTS.items():
        table = table_of(kind).name
        for position, part in enumerate(getattr(client, field)):
            columns = {**part_columns(part, position), "client_id": number}
            if isinstance(part, ClientConcern):
                columns["id"] = marks.number("concern_id")
            maker.row(table, columns)
    for concern in client.concerns:
        for position, (zone, side) in enumerate(concern.zones):
            place = {"position": position, "zone": zone, "side": side}
            maker.row(
                "client_concern_zone", place | {"client_concern_id": marks.number("concern_id")}
            )
    for position, consent in enumerate(client.consents, 1):
        columns = consent_columns(consent) | {"client_id": number, "position": position}
        maker.row("consent", columns)
    maker.text(CONTENT, canonical(client))
    return maker.form()


def plan_form(plan: Plan, at: datetime, marks: Marks, origin: str) -> Form:
    """Take a plan with marks apart as adding it would; its summary comes later."""
    maker = FormMaker(marks, origin, at)
    columns = columns_of(plan, without=("client_uid", "zones"))
    maker.row(
        "plan", {**columns, "id": marks.number("plan_id"), "client_id": marks.number("client_id")}
    )
    for position, (zone, side) in enumerate(plan.zones):
        place = {"position": position, "zone": zone, "side": side}
        maker.row("plan_zone", {**place, "plan_id": marks.number("plan_id")})
    maker.text(CONTENT, canonical(plan))
    return maker.form()
