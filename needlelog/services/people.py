"""The people of the clinic: who they are, what they may do, how they sign in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.queries.people_names import namesakes
from needlelog.db.stores import people as store
from needlelog.domain.errors import LastManager
from needlelog.domain.people import Practitioner, sign_in_names
from needlelog.domain.record_changes import differences
from needlelog.domain.record_checks import checked_person
from needlelog.files.key_slots import SlotOwner
from needlelog.services.acts import Permission, acting, require
from needlelog.services.sign_in_names import show_apart

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


def people(clinic: Clinic) -> tuple[Practitioner, ...]:
    """Everybody, in the order they were added; also those who may not sign in any more."""
    with clinic.database.read() as session:
        return store.all_people(session)


def names_apart(clinic: Clinic) -> dict[str, str]:
    """Those who share a name by uid, with what tells her from the others; mostly nobody."""
    with clinic.database.read() as session:
        return namesakes(session)


def add_person(clinic: Clinic, person: Practitioner, passphrase: str) -> Practitioner:
    """Let one more person sign in; a person without uid gets one.

    Raises:
        NotAllowed, InvalidValue, EmptyPassphrase, or an error of the disk; then nobody was added.
    """
    require(clinic.person, Permission.MANAGER, "add_person")
    added = checked_person(replace(person, active=True))
    with acting(clinic, "add_person", Permission.MANAGER) as act:
        added = replace(added, uid=added.uid or act.new_uid())
        store.insert_person(act.session, added)
        act.record("person added", "practitioner", added.uid, after=added)
        everybody = store.all_people(act.session)
        show_apart(clinic, everybody)
        owner = SlotOwner(added.uid, sign_in_names(everybody)[added.uid])
        clinic.keys.add_person(clinic.key, owner, passphrase)
    return added


def update_person(clinic: Clinic, person: Practitioner) -> Practitioner:
    """Keep changed fields of a person; signing in is changed by `deactivate_person` only.

    Raises:
        NotAllowed, InvalidValue, NoSuchRecord, LastManager.
    """
    require(clinic.person, Permission.MANAGER, "update_person")
    with acting(clinic, "update_person", Permission.MANAGER) as act:
        before = store.person_of(act.session, person.uid)
        after = checked_person(replace(person, active=before.active))
        if after == before:
            return before
        if before.may_manage and not after.may_manage:
            _require_other_manager(store.all_people(act.session), before)
        store.update_person(act.session, after)
        act.record("person changed", "practitioner", after.uid, *differences(before, after))
        show_apart(clinic, store.all_people(act.session))
    if after.uid == clinic.person.uid:
        clinic.person = after
    return after


def deactivate_person(clinic: Clinic, person_uid: str) -> None:
    """Take a person's way in away; what they signed stays theirs.

    Raises:
        NotAllowed, NoSuchRecord, LastManager, LastPerson.
    """
    with acting(clinic, "deactivate_person", Permission.MANAGER) as act:
        before = store.person_of(act.session, person_uid)
        if not before.active:
            return
        if before.may_manage:
            _require_other_manager(store.all_people(act.session), before)
        after = replace(before, active=False)
        store.update_person(act.session, after)
        act.record("person deactivated", "practitioner", person_uid, *differences(before, after))
        show_apart(clinic, store.all_people(act.session))
        clinic.keys.remove_person(clinic.key, person_uid)


def change_passphrase(clinic: Clinic, old: str, new: str) -> None:
    """Give the signed-in person another passphrase; the records are not re-encrypted.

    Raises:
        WrongPassphrase, TooSoon, EmptyPassphrase.
    """
    clinic.keys.unlock(clinic.person.uid, old)
    with acting(clinic, "change_passphrase", Permission.ANYBODY) as act:
        act.record("passphrase changed", "practitioner", clinic.person.uid)
        clinic.keys.set_passphrase(clinic.key, clinic.person.uid, new)


def _require_other_manager(everybody: tuple[Practitioner, ...], leaving: Practitioner) -> None:
    if not any(person.may_manage for person in everybody if person.uid != leaving.uid):
        raise LastManager
