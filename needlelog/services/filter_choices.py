"""What a filter of sessions can ask for in this clinic, by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.db.queries.filter_choices import client_name, concerns_in_use
from needlelog.db.queries.stock import devices, products
from needlelog.db.stores.people import all_people
from needlelog.domain.people import told_apart

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.clinic import Clinic

Named = tuple[tuple[str, str], ...]
"""Identities with their names."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """People, products, devices and concerns; ``client`` is the name of the client in a filter,
    ``client_born`` the birth date, which tells namesakes apart."""

    people: Named = ()
    products: Named = ()
    devices: Named = ()
    concerns: tuple[str, ...] = ()
    client: str = ""
    client_born: date | None = None


def filter_choices(clinic: Clinic, wanted: SessionFilter) -> FilterChoices:
    """The names that a filter can offer, and those it needs to be put into words."""
    with clinic.database.read() as session:
        name, born = client_name(session, wanted.client_uid) if wanted.client_uid else ("", None)
        return FilterChoices(
            people=tuple(told_apart(all_people(session)).items()),
            products=tuple((one.uid, one.name) for one in products(session)),
            devices=tuple((one.uid, one.name) for one in devices(session)),
            concerns=concerns_in_use(session),
            client=name,
            client_born=born,
        )
