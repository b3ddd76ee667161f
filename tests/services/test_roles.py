"""Which role may do what: every writing service against every role."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.plans import Plan
from needlelog.domain.record_errors import NotAllowed
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.stock import Device, Lot, Product
from needlelog.domain.zones import Side
from needlelog.files.recovery_code import new_recovery_code as fresh_code
from needlelog.services import clients, limits, people, plans, presets, settings, stock
from needlelog.services import clinic as clinics
from needlelog.services.clinic import Clinic
from tests.services.conftest import PRACTITIONER
from tests.services.trail import entries

ZONES = (ZoneRow(1, "face.chin", Side.MID),)
Act = Callable[[Clinic], object]

WRITERS: dict[str, Act] = {
    "create_client": lambda clinic: clients.create_client(clinic, Client("", "Anna")),
    "save_client": lambda clinic: clients.save_client(clinic, Client("client", "Anna B")),
    "save_plan": lambda clinic: plans.save_plan(clinic, Plan("", "client", "pores")),
    "save_device": lambda clinic: stock.save_device(clinic, Device("", "Pen")),
    "deactivate_device": lambda clinic: stock.deactivate_device(clinic, "device", "broken"),
    "save_product": lambda clinic: stock.save_product(clinic, Product("", "Peptide", "serum")),
    "deactivate_product": lambda clinic: stock.deactivate_product(clinic, "product", "broken"),
    "adjust_lot": lambda clinic: stock.adjust_lot(clinic, "lot", -1, "broken"),
    "save_lot": lambda clinic: stock.save_lot(clinic, Lot("", "product", "2")),
    "deactivate_lot": lambda clinic: stock.deactivate_lot(clinic, "lot", "broken"),
    "save_preset": lambda clinic: presets.save_preset(clinic, "Soft", ZONES),
    "delete_preset": lambda clinic: presets.delete_preset(clinic, presets.presets(clinic)[0].uid),
}
MANAGERS: dict[str, Act] = {
    "add_person": lambda clinic: people.add_person(
        clinic, Practitioner("", "Mei", Role.PRACTITIONER), "secret"
    ),
    "update_person": lambda clinic: people.update_person(
        clinic, Practitioner(PRACTITIONER.uid, "Jana B", Role.PRACTITIONER)
    ),
    "deactivate_person": lambda clinic: people.deactivate_person(clinic, PRACTITIONER.uid),
    "save_settings": lambda clinic: settings.save_settings(
        clinic, settings.ClinicSettings(idle_minutes=9)
    ),
    "save_limit_override": lambda clinic: limits.save_limit_override(
        clinic, limits.LimitOverride("face.chin", 500)
    ),
    "rename_clinic": lambda clinic: clinics.rename_clinic(clinic, "Other"),
    "new_recovery_code": clinics.new_recovery_code,
    "replace_recovery_code": lambda clinic: clinics.replace_recovery_code(clinic, fresh_code()),
}
TABLE = [
    *(
        (name, act, role, role is not Role.INSPECTOR)
        for name, act in WRITERS.items()
        for role in Role
    ),
    *((name, act, role, role is Role.MANAGER) for name, act in MANAGERS.items() for role in Role),
]


@pytest.fixture
def furnished(clinic: Clinic) -> Clinic:
    """A clinic with one record of each kind, so that every act finds what it is about."""
    clients.create_client(clinic, Client("client", "Anna"))
    presets.save_preset(clinic, "Cheeks", ZONES)
    with clinic.database.write() as session:
        from needlelog.db.stores.stock import insert_item, insert_lot

        insert_item(session, Device("device", "Pen"))
        insert_item(session, Product("product", "HA", "serum"))
        insert_lot(session, Lot("lot", "product", "1", quantity=5, received=5))
    return clinic


@pytest.mark.parametrize(
    ("act", "role", "allowed"),
    [pytest.param(act, role, allowed, id=f"{name}-{role}") for name, act, role, allowed in TABLE],
)
def test_who_may_do_what(
    furnished: Clinic, sign_in: Callable[[Role], Clinic], act: Act, role: Role, allowed: bool
) -> None:
    sign_in(role)
    before = entries(furnished)
    if allowed:
        act(furnished)
        assert len(entries(furnished)) == len(before) + 1
        return
    with pytest.raises(NotAllowed):
        act(furnished)
    assert entries(furnished) == before


def test_somebody_deactivated_may_do_nothing(furnished: Clinic) -> None:
    furnished.person = Practitioner("x", "X", Role.MANAGER, active=False)
    for act in (*WRITERS.values(), *MANAGERS.values()):
        with pytest.raises(NotAllowed):
            act(furnished)
