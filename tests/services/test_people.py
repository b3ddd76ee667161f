from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from needlelog.domain.errors import (
    EmptyPassphrase,
    InvalidValue,
    LastManager,
    NoSuchPerson,
    WrongPassphrase,
)
from needlelog.domain.people import Practitioner, Role
from needlelog.files.key_slots import SlotOwner
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.people import (
    add_person,
    change_passphrase,
    deactivate_person,
    people,
    update_person,
)
from tests.services.conftest import (
    CHEAP,
    INSPECTOR,
    MANAGER,
    PASSPHRASE,
    PRACTITIONER,
    SteppingClock,
)
from tests.services.trail import entries


def test_everybody_is_listed_in_the_order_of_coming(clinic: Clinic) -> None:
    assert people(clinic) == (MANAGER, PRACTITIONER, INSPECTOR)


def test_an_added_person_can_sign_in(clinic: Clinic, folder: Path, clock: SteppingClock) -> None:
    added = add_person(
        clinic, Practitioner("", " Mei  Lin ", Role.PRACTITIONER, depth_ceiling_um=300), "secret"
    )
    assert (added.name, added.depth_ceiling_um) == ("Mei Lin", 300)
    clinic.close()
    again = open_clinic(folder, added.uid, "secret", clock, CHEAP)
    again.close()
    assert again.person == added


def test_a_person_without_passphrase_is_not_added(clinic: Clinic) -> None:
    before = people(clinic)
    with pytest.raises(EmptyPassphrase):
        add_person(clinic, Practitioner("", "Mei", Role.PRACTITIONER), " ")
    assert people(clinic) == before
    assert entries(clinic)[-1].uid == INSPECTOR.uid


@pytest.mark.parametrize("ceiling", [0, 99, 3001])
def test_a_ceiling_that_no_device_reaches_is_refused(clinic: Clinic, ceiling: int) -> None:
    with pytest.raises(InvalidValue) as caught:
        update_person(clinic, replace(PRACTITIONER, depth_ceiling_um=ceiling))
    assert caught.value.reason == "ceiling_range"


def test_a_changed_person_is_kept_with_what_changed(clinic: Clinic) -> None:
    update_person(clinic, replace(PRACTITIONER, name="Jana Öberg", depth_ceiling_um=1500))
    entry = entries(clinic)[-1]
    assert entry.before == {"name": "Jana Ø", "depth_ceiling_um": None}
    assert entry.after == {"name": "Jana Öberg", "depth_ceiling_um": 1500}
    assert "Jana Öberg" in [owner.sign_in_name for owner in clinic.keys.people()]


def sign_in_page(clinic: Clinic) -> list[str]:
    return [owner.sign_in_name for owner in clinic.keys.people()]


def test_two_of_one_name_are_told_apart_where_they_sign_in(clinic: Clinic) -> None:
    namesake = Practitioner("person-z", "rina  patel", Role.PRACTITIONER)
    add_person(clinic, namesake, PASSPHRASE)
    assert sign_in_page(clinic)[0] == "Rina Patel (1)"
    assert sign_in_page(clinic)[-1] == "rina patel (2)"
    update_person(clinic, replace(namesake, name="Rina Patel", licence="L-7"))
    assert sign_in_page(clinic)[0] == "Rina Patel (L-1)"
    assert sign_in_page(clinic)[-1] == "Rina Patel (L-7)"
    assert [each.name for each in people(clinic)].count("Rina Patel") == 2
    clinic.keys.rename_person(clinic.key, SlotOwner(namesake.uid, "Rina Patel"))
    folder, clock = clinic.folder.path, clinic.clock
    clinic.close()
    again = open_clinic(folder, namesake.uid, PASSPHRASE, clock, CHEAP)
    assert sign_in_page(again)[-1] == "Rina Patel (L-7)", "as a clinic of a former program"
    again.person = MANAGER
    deactivate_person(again, namesake.uid)
    assert sign_in_page(again)[0] == "Rina Patel"
    again.close()


def test_a_change_of_oneself_holds_at_once(clinic: Clinic) -> None:
    update_person(clinic, replace(MANAGER, licence="L-2"))
    assert clinic.person.licence == "L-2"


def test_nothing_changed_writes_nothing(clinic: Clinic) -> None:
    count = len(entries(clinic))
    update_person(clinic, PRACTITIONER)
    assert len(entries(clinic)) == count


def test_the_last_manager_stays_a_manager(clinic: Clinic) -> None:
    with pytest.raises(LastManager):
        deactivate_person(clinic, MANAGER.uid)
    with pytest.raises(LastManager):
        update_person(clinic, replace(MANAGER, role=Role.PRACTITIONER))
    assert people(clinic)[0] == MANAGER
    update_person(clinic, replace(PRACTITIONER, role=Role.MANAGER))
    deactivate_person(clinic, MANAGER.uid)
    assert not people(clinic)[0].active


def test_who_is_deactivated_cannot_sign_in(
    clinic: Clinic, folder: Path, clock: SteppingClock
) -> None:
    deactivate_person(clinic, PRACTITIONER.uid)
    deactivate_person(clinic, PRACTITIONER.uid)
    assert [entry.act for entry in entries(clinic)].count("person deactivated") == 1
    clinic.close()
    with pytest.raises(NoSuchPerson):
        open_clinic(folder, PRACTITIONER.uid, PASSPHRASE, clock, CHEAP)


def test_a_passphrase_is_changed_with_the_old_one_only(
    clinic: Clinic, folder: Path, clock: SteppingClock
) -> None:
    with pytest.raises(WrongPassphrase):
        change_passphrase(clinic, "guess", "mine")
    clock.forward(hours=1)
    change_passphrase(clinic, PASSPHRASE, "mine")
    clinic.close()
    open_clinic(folder, MANAGER.uid, "mine", clock, CHEAP).close()


def test_no_passphrase_is_in_the_trail(clinic: Clinic) -> None:
    change_passphrase(clinic, PASSPHRASE, "zyx-wvu")
    assert not any("zyx" in repr(entry) or PASSPHRASE in repr(entry) for entry in entries(clinic))
