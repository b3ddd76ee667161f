"""Duplicates of a client: find the likely ones, merge two, part them again. Managers only."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from needlelog.db.documents import canonical, from_plain, from_text, plain
from needlelog.db.queries import client_merges as query
from needlelog.db.queries import clients as client_query
from needlelog.db.stores import client_merges as store
from needlelog.db.stores import clients as client_store
from needlelog.domain.client_merge import (
    FIELDS,
    ClientMerge,
    Entry,
    LikelyDuplicate,
    Likeness,
    likely_duplicates,
    newest_answers,
)
from needlelog.domain.clients import Client
from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_changes import differences
from needlelog.domain.record_errors import RecordLocked
from needlelog.services.acts import Act, Permission, acting, require

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = [
    "FIELDS",
    "ClientMerge",
    "Entry",
    "LikelyDuplicate",
    "Likeness",
    "Pair",
    "compare",
    "likely",
    "merge",
    "merges",
    "undo_merge",
]

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """Two clients as they were recorded, with how often each was treated."""

    keep: Client
    duplicate: Client
    sessions: tuple[int, int]


def likely(clinic: Clinic) -> tuple[LikelyDuplicate, ...]:
    """Pairs of entries that may be one client, the surest first. Raises `NotAllowed`."""
    require(clinic.person, Permission.MANAGER, "merge_clients")
    with clinic.database.read() as session:
        return likely_duplicates(query.entries(session))[:MOST_SHOWN]


def compare(clinic: Clinic, keep_uid: str, duplicate_uid: str) -> Pair:
    """Two clients side by side.

    Raises:
        NotAllowed: the person is no manager.
        NoSuchRecord: one of them is not there.
        InvalidValue: ``same_client``.
    """
    require(clinic.person, Permission.MANAGER, "merge_clients")
    with clinic.database.read() as session:
        keep = client_query.client(session, keep_uid)
        duplicate = client_query.client(session, duplicate_uid)
        if keep.uid == duplicate.uid:
            raise InvalidValue("same_client", text="")
        counts = client_query.session_counts(session, (keep.uid, duplicate.uid))
    return Pair(keep, duplicate, counts)


def merge(
    clinic: Clinic, keep_uid: str, duplicate_uid: str, take: Collection[str] = ()
) -> ClientMerge:
    """Let two entries be one client. ``take`` names the `FIELDS` the duplicate knows better.

    Both histories are read as one from now on; what was signed stays as it was signed. Of two
    answers to one question of the screening the newer one holds.

    Raises:
        NotAllowed: the person is no manager.
        NoSuchRecord: one of them is not there.
        InvalidValue: ``same_client``.
    """
    with acting(clinic, "merge_clients", Permission.MANAGER) as act:
        keep = client_query.client(act.session, keep_uid)
        duplicate = client_query.client(act.session, duplicate_uid)
        if keep.uid == duplicate.uid:
            raise InvalidValue("same_client", text="")
        chosen: dict[str, Any] = {name: getattr(duplicate, name) for name in FIELDS if name in take}
        after = replace(keep, **chosen)
        before_fields, after_fields = differences(keep, after)
        client_store.update_client(act.session, keep, after, act.at)
        document = store.MergeDocument(
            under=(),
            answers=newest_answers(keep.history, duplicate.history),
            was_active=duplicate.active,
            before=canonical(before_fields),
            after=canonical(after_fields),
        )
        uid = act.new_uid()
        document = store.join(act.session, keep.uid, duplicate.uid, document)
        pair = (keep.uid, duplicate.uid)
        store.insert_merge(act.session, uid, pair, (act.person, act.at), document)
        act.record(
            "clients merged",
            "client",
            keep.uid,
            before_fields or None,
            {"duplicate": duplicate.uid, **after_fields},
        )
        return query.merge(act.session, uid)[0]


def undo_merge(clinic: Clinic, uid: str) -> ClientMerge:
    """Let the duplicate stand alone again.

    A field that the merge changed gets its former value back, unless it was changed since then.
    What was recorded under the client kept since then stays there.

    Raises:
        NotAllowed: the person is no manager.
        NoSuchRecord: there is no such merge.
        RecordLocked: it was undone already.
    """
    with acting(clinic, "merge_clients", Permission.MANAGER) as act:
        made, text = query.merge(act.session, uid)
        if made.undone_at is not None:
            raise RecordLocked
        document = from_text(store.MergeDocument, text)
        back = _give_fields_back(act, made.kept_uid, document)
        store.part(act.session, uid, document, (act.person, act.at))
        parted = {"duplicate": made.duplicate_uid}
        act.record("merge of clients undone", "client", made.kept_uid, parted, after=back)
        return query.merge(act.session, uid)[0]


def merges(clinic: Clinic, client_uid: str) -> tuple[ClientMerge, ...]:
    """The merges a client was part of that still hold, the newest first."""
    with clinic.database.read() as session:
        found = query.merges_of(session, client_uid)
    return tuple(each for each in found if each.undone_at is None)


def _give_fields_back(act: Act, kept_uid: str, document: store.MergeDocument) -> dict[str, Any]:
    """Give the fields back that are as the merge left them, and return them."""
    now = client_query.recorded_client(act.session, kept_uid)
    written = plain({name: getattr(now, name) for name in FIELDS})
    after = json.loads(document.after)
    back = {
        name: value
        for name, value in json.loads(document.before).items()
        if written.get(name) == after.get(name)
    }
    if back:
        former = from_plain(Client, plain(now) | back)
        client_store.update_client(act.session, now, former, act.at)
    return back
