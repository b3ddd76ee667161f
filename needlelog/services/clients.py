"""Clients: keep, find, read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from needlelog.db.queries import client_list
from needlelog.db.queries import clients as query
from needlelog.db.queries.client_list import ClientRow
from needlelog.db.stores import clients as store
from needlelog.domain.clients import Client
from needlelog.domain.names import search_terms
from needlelog.domain.record_changes import differences
from needlelog.domain.record_checks import checked_client
from needlelog.services.acts import Act, acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = [
    "ClientRow",
    "client",
    "client_rows",
    "create_client",
    "found_clients",
    "save_client",
    "search_client_ids",
]


def create_client(clinic: Clinic, client: Client) -> Client:
    """Keep a new client and return it as stored; a missing uid or instant is filled in.

    Consents of a new client are those known from paper.

    Raises:
        NotAllowed, InvalidValue, or an error of the disk; then nothing was kept.
    """
    with acting(clinic, "create_client") as act:
        checked = checked_client(client, clinic.clock().astimezone().date())
        kept = _identified(act, replace(checked, uid=checked.uid or act.new_uid()))
        kept = replace(kept, created_at=kept.created_at or act.at)
        store.insert_client(act.session, kept, act.at)
        act.record("client added", "client", kept.uid, after=kept)
    return kept


def client(clinic: Clinic, uid: str) -> Client:
    """A client as it stands. Raises `NoSuchRecord`."""
    with clinic.database.read() as session:
        return query.client(session, uid)


def save_client(clinic: Clinic, client: Client) -> Client:
    """Keep a client as handed in and return it as stored.

    Only what differs from the stored client is written, with one entry in the trail; where
    nothing differs nothing is written. A part (history item, concern, avoid mark) without uid
    gets one; a part that is missing is taken out of use, never deleted. Consents are left as
    they are stored: they have acts of their own.

    Raises:
        NotAllowed, InvalidValue, NoSuchRecord, or an error of the disk; then nothing changed.
    """
    with acting(clinic, "save_client") as act:
        before = query.client(act.session, client.uid)
        checked = checked_client(client, clinic.clock().astimezone().date())
        checked = replace(
            checked, uid=before.uid, created_at=before.created_at, consents=before.consents
        )
        after = _identified(act, checked)
        if after != before:
            store.update_client(act.session, before, after, act.at)
            act.record("client changed", "client", after.uid, *differences(before, after))
    return after


def search_client_ids(clinic: Clinic, text: str, limit: int | None = None) -> list[int]:
    """The numbers of the clients found by what is typed, most recently seen first.

    Every word must begin a word of the name or note, a form of the birth date, or stand in the
    phone number. An empty text finds all active clients.
    """
    with clinic.database.read() as session:
        return client_list.find_clients(session, search_terms(text), limit)


def found_clients(clinic: Clinic, text: str, limit: int) -> list[ClientRow]:
    """The rows of the first clients found by what is typed; see `search_client_ids`."""
    with clinic.database.read() as session:
        found = client_list.find_clients(session, search_terms(text), limit)
        return client_list.client_rows(session, found)


def client_rows(clinic: Clinic, ids: Iterable[int]) -> list[ClientRow]:
    """The rows of these clients, in the order asked."""
    with clinic.database.read() as session:
        return client_list.client_rows(session, ids)


def _identified(act: Act, client: Client) -> Client:
    def named(parts: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(part if part.uid else replace(part, uid=act.new_uid()) for part in parts)

    fields = (*store.PARTS, "consents")
    parts: dict[str, Any] = {field: named(getattr(client, field)) for field in fields}
    return replace(client, **parts)
