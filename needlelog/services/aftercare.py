"""Aftercare sheets: those offered, the clinic's own versions, and the one a client was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from needlelog.db.exchange.machines import version_made_here
from needlelog.db.stores import aftercare as store
from needlelog.db.types import named_uid
from needlelog.domain.aftercare import (
    AftercareSheet,
    checked_sheet,
    filled_in,
    in_force,
    next_version,
)
from needlelog.domain.errors import InvalidValue
from needlelog.files.reference_data import aftercare_sheets
from needlelog.services.acts import Act, Permission, acting
from needlelog.services.settings import settings

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = [
    "AftercareSheet",
    "Handout",
    "given_sheet",
    "handout",
    "keep_given",
    "save_sheet",
    "sheet_versions",
    "sheets",
    "switch_sheet",
]


@dataclass(frozen=True, slots=True)
class Handout:
    """A sheet ready to hand over: its name, and its text with the clinic's name and telephone."""

    title: str
    version: str
    clinic: str
    text: str


def sheets(clinic: Clinic) -> tuple[AftercareSheet, ...]:
    """The version of each sheet that holds, also of those that are not offered any more."""
    with clinic.database.read() as session:
        return in_force(aftercare_sheets(), store.stored_sheets(session))


def sheet_versions(clinic: Clinic, sheet: str) -> tuple[AftercareSheet, ...]:
    """All versions of one sheet, the newest first; the shipped one is the oldest."""
    with clinic.database.read() as session:
        own = [each for each in store.stored_sheets(session) if each.sheet == sheet]
    numbers = {each.version for each in own}
    shipped = [
        each for each in aftercare_sheets() if each.sheet == sheet and each.version not in numbers
    ]
    return (*reversed(own), *shipped)


def save_sheet(clinic: Clinic, sheet: AftercareSheet) -> AftercareSheet:
    """Keep a changed text as the next version of its sheet, or a sheet that is new.

    Raises:
        NotAllowed, InvalidValue (``sheet_title``, ``sheet_body``, ``sheet_same``,
        ``sheet_twice``).
    """
    with acting(clinic, "save_sheet", Permission.MANAGER) as act:
        checked = checked_sheet(sheet)
        present = in_force(aftercare_sheets(), store.stored_sheets(act.session))
        before = next((each for each in present if each.sheet == checked.sheet), None)
        if any(each.title == checked.title and each is not before for each in present):
            raise InvalidValue("sheet_twice", text=checked.title)
        if before is not None and _said(before) == _said(checked):
            raise InvalidValue("sheet_same", text="")
        version = (
            "1" if before is None else version_made_here(act.session, next_version(before.version))
        )
        code = checked.sheet or f"own.{act.new_uid()}"
        return _keep(act, replace(checked, sheet=code, version=version, active=True), before)


def switch_sheet(clinic: Clinic, sheet: AftercareSheet, *, on: bool) -> None:
    """Offer a sheet, or offer it no more; what was given stays. Raises `NotAllowed`."""
    with acting(clinic, "switch_sheet", Permission.MANAGER) as act:
        kept = sheet
        if not kept.uid:
            kept = _stored(act, sheet) or _keep(act, sheet, None)
        store.set_offered(act.session, kept.uid, on=on)
        words = "aftercare sheet offered" if on else "aftercare sheet taken out of use"
        act.record(words, "aftercare_template", kept.uid, {"active": kept.active}, {"active": on})


def keep_given(clinic: Clinic, sheet: AftercareSheet) -> AftercareSheet:
    """Make sure that the text a client is handed is kept with the records, word for word.

    Raises:
        NotAllowed, or an error of the disk.
    """
    with acting(clinic, "keep_given") as act:
        return _stored(act, sheet) or _keep(act, replace(sheet, active=True), None)


def given_sheet(clinic: Clinic, title: str, version: str) -> AftercareSheet | None:
    """The text that a record names; ``None`` where the sheet was only written down by name."""
    with clinic.database.read() as session:
        kept = store.stored_version(session, title, version)
    if kept is not None:
        return kept
    return next(
        (each for each in aftercare_sheets() if (each.title, each.version) == (title, version)),
        None,
    )


def handout(clinic: Clinic, sheet: AftercareSheet) -> Handout:
    """The sheet as the client takes it home."""
    phone = settings(clinic).clinic_phone
    text = filled_in(sheet.body, clinic.name, phone)
    return Handout(sheet.title, sheet.version, clinic.name, text)


def _stored(act: Act, sheet: AftercareSheet) -> AftercareSheet | None:
    return next(
        (
            each
            for each in store.stored_sheets(act.session)
            if (each.sheet, each.version, each.language)
            == (sheet.sheet, sheet.version, sheet.language)
        ),
        None,
    )


def _keep(act: Act, sheet: AftercareSheet, before: AftercareSheet | None) -> AftercareSheet:
    author = act.person.name if before is not None or not sheet.source else ""
    shipped = before is None and bool(sheet.source)
    # Two machines that hand out the same shipped sheet keep the same row of it.
    uid = named_uid("sheet", sheet.sheet, sheet.version, sheet.language)
    kept = replace(sheet, uid=uid if shipped else act.new_uid(), author=author, created_at=act.at)
    store.insert_sheet(act.session, kept, act.at)
    act.record("aftercare sheet kept", "aftercare_template", kept.uid, before, kept)
    return kept


def _said(sheet: AftercareSheet) -> tuple[object, ...]:
    return sheet.title, sheet.body, sheet.areas, sheet.from_um, sheet.to_um
