"""How long records are kept: what is due, legal holds, destroying, and the register of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.db import erasure
from needlelog.db.erasure import RegisterLine
from needlelog.db.queries import recalls as recall_query
from needlelog.db.queries import retention as query
from needlelog.db.same_client import client_ids
from needlelog.db.stores import holds as hold_store
from needlelog.db.stores.settings import stored_settings
from needlelog.domain.clinic_settings import settings_from
from needlelog.domain.errors import InvalidValue
from needlelog.domain.names import fold
from needlelog.domain.record_errors import NoSuchRecord, RecordKept, RecordLocked
from needlelog.domain.retention import (
    DestroyedRecord,
    Keeping,
    KeepingRule,
    LegalHold,
    initials,
    keep_until,
)
from needlelog.files.photo_check import photo_file
from needlelog.services.acts import Permission, acting, require

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

__all__ = [
    "DestroyedRecord",
    "Keeping",
    "LegalHold",
    "destroy",
    "due",
    "keeping",
    "lift_hold",
    "place_hold",
    "register",
    "remove_left_files",
    "suggested_person",
]

LISTED = 200
_LOOKED_AT = 400
"""So many that may be due are looked at closely; the rest comes when these are gone."""


def keeping(clinic: Clinic, client_uid: str) -> Keeping:
    """Until when the records of a client are kept, and what else keeps them.

    Raises:
        NoSuchRecord: there is no such client.
    """
    with clinic.database.read() as session:
        return _keeping(session, client_uid, _rule(session), _recalls(session))


def due(clinic: Clinic) -> tuple[Keeping, ...]:
    """The records whose time is over, the oldest first; those that something holds say so.

    Raises:
        NotAllowed: the person is no manager.
    """
    require(clinic.person, Permission.MANAGER, "destroy_record")
    today = clinic.clock().astimezone().date()
    with clinic.database.read() as session:
        rule, recalls = _rule(session), _recalls(session)
        found = (
            _keeping(session, uid, rule, recalls)
            for uid in query.old_clients(session, rule, today, _LOOKED_AT)
        )
        over = [each for each in found if each.keep_until < today]
    return tuple(sorted(over, key=lambda each: each.last_on)[:LISTED])


def register(clinic: Clinic) -> tuple[DestroyedRecord, ...]:
    """The register of destroyed records, the newest first. Raises `NotAllowed`."""
    require(clinic.person, Permission.REVIEWER, "destroyed_register")
    with clinic.database.read() as session:
        return query.register(session)


def suggested_person(client: Keeping) -> str:
    """What the register says of the person unless somebody writes more."""
    return initials(client.name, client.birth_date)


def place_hold(clinic: Clinic, client_uid: str, reason: str) -> LegalHold:
    """Keep everything of a client until the hold is lifted.

    Raises:
        NotAllowed: the person is no manager.
        InvalidValue: ``reason_missing``.
        RecordLocked: there is a hold already.
    """
    with acting(clinic, "place_hold", Permission.MANAGER) as act:
        words = _required(reason)
        ids = _ids(act.session, client_uid)
        if query.hold_of(act.session, ids) is not None:
            raise RecordLocked
        hold = LegalHold(act.new_uid(), words, act.person.name, act.at)
        hold_store.insert_hold(act.session, client_uid, hold)
        act.record("legal hold placed", "client", client_uid, after={"reason": words})
    return hold


def lift_hold(clinic: Clinic, client_uid: str, reason: str) -> None:
    """Say that a hold is over. Raises `NotAllowed`, `InvalidValue`, `RecordLocked` where there is
    none."""
    with acting(clinic, "lift_hold", Permission.MANAGER) as act:
        words = _required(reason)
        hold = query.hold_of(act.session, _ids(act.session, client_uid))
        if hold is None:
            raise RecordLocked
        hold_store.lift_hold(act.session, hold.uid, act.person.name, act.at, words)
        act.record("legal hold lifted", "client", client_uid, after={"reason": words})


def destroy(
    clinic: Clinic, client_uid: str, reason: str, typed_name: str, person: str
) -> DestroyedRecord:
    """Destroy every record of a client: identity, sessions, photos, consents, and what the trail
    says of them. It cannot be undone.

    ``typed_name`` must be the client's name, written by who destroys. ``person`` is what the
    register says of whom it was. Backups, exports and what a restore set aside still hold the records.

    Raises:
        NotAllowed: the person is no manager.
        InvalidValue: ``reason_missing``, ``typed_name``, ``register_person``.
        NoSuchRecord: there is no such client.
        RecordKept: a legal hold or an open recall keeps them, or records of another client build
            on them.
    """
    with acting(clinic, "destroy_record", Permission.MANAGER) as act:
        words, register_person = _required(reason), person.strip()
        if not register_person:
            raise InvalidValue("register_person", text="")
        kept = _keeping(act.session, client_uid, _rule(act.session), _recalls(act.session))
        if kept.hold is not None:
            raise RecordKept("legal_hold")
        if kept.recalls:
            raise RecordKept("open_recall")
        if fold(typed_name) != fold(kept.name):
            raise InvalidValue("typed_name", text="")
        uid = act.new_uid()
        line = RegisterLine(register_person, kept.first_on, kept.last_on, words)
        erasure.erase_client(act.session, uid, kept.client_uid, line, (act.person, act.at))
    clinic.database.forget_former_pages()
    remove_left_files(clinic)
    with clinic.database.read() as session:
        return next(each for each in query.register(session) if each.uid == uid)


def remove_left_files(clinic: Clinic) -> int:
    """Remove the photo files of destroyed records; return how many could not be removed.

    Called by `destroy`; again whenever some were left, as when a disk was read-only.

    Raises:
        NotAllowed: the person is no manager.
    """
    require(clinic.person, Permission.MANAGER, "destroy_record")
    with clinic.database.read() as session:
        left = erasure.files_left(session)
    missed = 0
    for uid, names in left.items():
        stayed = 0
        for name in names:
            try:
                photo_file(clinic.folder.photos, name).unlink(missing_ok=True)
            except OSError:
                stayed += 1
        missed += stayed
        if not stayed:
            with clinic.database.write() as session:
                erasure.files_removed(session, uid)
    return missed


def _keeping(
    session: Transaction,
    client_uid: str,
    rule: KeepingRule,
    recalls: tuple[tuple[str, frozenset[int]], ...],
) -> Keeping:
    ids = _ids(session, client_uid)
    name, birth_date, _ = query.names_of(session, client_uid)
    first_on, last_on = query.period_of(session, ids)
    return Keeping(
        client_uid=client_uid,
        name=name,
        birth_date=birth_date,
        first_on=first_on,
        last_on=last_on,
        keep_until=keep_until(last_on, birth_date, rule),
        sessions=query.session_count(session, ids),
        hold=query.hold_of(session, ids),
        recalls=tuple(words for words, clients in recalls if ids[0] in clients),
    )


def _ids(session: Transaction, client_uid: str) -> tuple[int, ...]:
    ids = client_ids(session, client_uid)
    if not ids:
        raise NoSuchRecord("client", client_uid)
    return ids


def _rule(session: Transaction) -> KeepingRule:
    chosen = settings_from(stored_settings(session))
    return KeepingRule(chosen.keep_years, chosen.keep_minors_until_age)


def _recalls(session: Transaction) -> tuple[tuple[str, frozenset[int]], ...]:
    """What each open recall is about, and whom it names."""
    return tuple(
        (
            f"{each.subject.name} {each.subject.number}".strip(),
            frozenset(
                met.client for met in recall_query.exposures(session, each.subject, each.uid)
            ),
        )
        for each in recall_query.recalls(session, only_open=True)
    )


def _required(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise InvalidValue("reason_missing", text="")
    return words
