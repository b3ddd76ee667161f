"""The machines of a clinic: the first is named, others join by a copy, one is taken out of use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.exchange import machines as store
from needlelog.db.exchange.marks import BEGINNING, keep_marks, own_marks
from needlelog.db.installation import origin_of
from needlelog.db.new_chain import start_new_chain
from needlelog.domain.exchange.bundles import Machine
from needlelog.domain.exchange.errors import (
    MachineKeyLost,
    MachineNamedAlready,
    MachineNameTaken,
    NotFirstMachine,
)
from needlelog.domain.record_checks import checked_name
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.files.exchange.machine_key import MachineKey, kept_key, key_belongs_to
from needlelog.services.acts import Act, Permission, acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["Machine"]

MACHINE = "machine"


def machines(clinic: Clinic) -> tuple[Machine, ...]:
    """All machines of the clinic in the order they joined; none in a clinic on one computer."""
    with clinic.database.read() as session:
        return store.machines(session)


def this_machine(clinic: Clinic) -> Machine | None:
    """This computer among the machines, ``None`` as long as it has no name."""
    return next((each for each in machines(clinic) if each.here), None)


def key_is_lost(clinic: Clinic) -> bool:
    """Whether this computer has a name but not the key it signs with; `join` lets it join anew."""
    here = this_machine(clinic)
    return here is not None and not _has_key(clinic, here.uid)


def replaced_here(clinic: Clinic) -> str:
    """The uid of the machine whose place this computer takes after a backup was put back here.

    It is the one this computer was, whosever backup it is; where its key is gone, the one whose
    backup it is. Empty where a packed clinic was unpacked, of which only a person knows whether
    this computer is a further one, or where it goes on from no machine.
    """
    from needlelog.services.restoring import RESTORED

    with clinic.database.read() as session:
        former = store.went_on_from(session, RESTORED)
        candidates = (key_belongs_to(clinic.folder.path), *former) if former else ()
        known = (each for each in candidates if store.known_machine(session, each) is not None)
        return next(known, "")


def begin(clinic: Clinic, name: str) -> Machine:
    """Name the first machine. From now on changes are kept for others, and the copies that others
    join with are made after this.

    Raises:
        NotAllowed, InvalidValue.
        MachineNamedAlready: the clinic has machines.
    """
    with acting(clinic, "manage_machines", Permission.MANAGER) as act:
        if store.machines(act.session):
            raise MachineNamedAlready
        keep_marks(act.session, BEGINNING, own_marks(act.session))
        return _named(clinic, act, name, "")


def join(clinic: Clinic, name: str, replaces: str = "") -> Machine:
    """Give a copy that was unpacked here a place among the machines of the clinic.

    ``replaces`` is the uid of a machine whose records this one carries on, as after restoring a
    backup; that one is waited for no longer. A machine whose key was lost joins anew under another
    origin, in its own place.

    Raises:
        NotAllowed, InvalidValue, NoSuchRecord.
        MachineNameTaken: another computer in use has the name.
        MachineNamedAlready: this computer has a name.
        NotFirstMachine: the copy was made before the clinic named its first machine.
    """
    with acting(clinic, "manage_machines", Permission.MANAGER) as act:
        known = store.machines(act.session)
        if not known:
            raise NotFirstMachine
        here = next((each.uid for each in known if each.here), "")
        if here:
            if _has_key(clinic, here):
                raise MachineNamedAlready
            # These are restored records, or a copy: they never go on in a chain others know.
            start_new_chain(act.session, act.at, act.person, "machine joined anew")
            replaces = here
        if replaces:
            if all(each.uid != replaces for each in known):
                raise NoSuchRecord(MACHINE, replaces)
            store.write_machine(act.session, replaces, active=False)
        return _named(clinic, act, name, replaces)


def rename_machine(clinic: Clinic, uid: str, name: str) -> Machine:
    """Give a machine another name.

    Raises:
        NotAllowed, InvalidValue, NoSuchRecord.
        MachineNameTaken: another computer in use has the name.
    """
    with acting(clinic, "manage_machines", Permission.MANAGER) as act:
        before = _machine(act, uid)
        words = _free_name(act, uid, name)
        if before.name != words:
            store.write_machine(act.session, uid, name=words)
            act.record("machine renamed", MACHINE, uid, {"name": before.name}, {"name": words})
        return replace(before, name=words)


def retire_machine(clinic: Clinic, uid: str) -> Machine:
    """Wait for a machine no longer; what it wrote stays, and what it sends is still taken in.

    Raises:
        NotAllowed, NoSuchRecord.
    """
    return _set_active(clinic, uid, active=False)


def use_machine_again(clinic: Clinic, uid: str) -> Machine:
    """Wait for a machine again. Raises `NotAllowed`, `NoSuchRecord`, `MachineNameTaken`."""
    return _set_active(clinic, uid, active=True)


def _set_active(clinic: Clinic, uid: str, *, active: bool) -> Machine:
    with acting(clinic, "manage_machines", Permission.MANAGER) as act:
        before = _machine(act, uid)
        if active:
            _free_name(act, uid, before.name)
        if before.active != active:
            store.write_machine(act.session, uid, active=active)
            words = "machine used again" if active else "machine taken out of use"
            act.record(words, MACHINE, uid, {"active": before.active}, {"active": active})
        return replace(before, active=active)


def _machine(act: Act, uid: str) -> Machine:
    found = next((each for each in store.machines(act.session) if each.uid == uid), None)
    if found is None:
        raise NoSuchRecord(MACHINE, uid)
    return found


def _free_name(act: Act, uid: str, name: str) -> str:
    words = checked_name(name)
    for each in store.machines(act.session):
        if each.active and each.uid != uid and each.name.casefold() == words.casefold():
            raise MachineNameTaken(each.name)
    return words


def _has_key(clinic: Clinic, uid: str) -> bool:
    try:
        kept_key(clinic.folder.path, clinic.key, uid)
    except MachineKeyLost:
        return False
    return True


def _named(clinic: Clinic, act: Act, name: str, replaces: str) -> Machine:
    key, uid = MachineKey.new(), origin_of(act.session)
    machine = Machine(
        uid=uid,
        name=_free_name(act, uid, name),
        joined_at=act.at,
        joined_by=act.person.name,
        active=True,
        here=True,
    )
    store.insert_machine(act.session, machine, key.public, replaces)
    act.record(
        "machine named",
        MACHINE,
        machine.uid,
        after={"name": machine.name, "public_key": key.public, "replaces": replaces},
    )
    key.keep(clinic.folder.path, clinic.key, machine.uid)
    return machine
