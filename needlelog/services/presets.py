"""Protocol presets: save the grid in front of you, use it on another client."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.db.stores import presets as store
from needlelog.domain.errors import InvalidValue
from needlelog.domain.names import fold
from needlelog.domain.presets import Preset, preset_rows
from needlelog.domain.record_changes import differences
from needlelog.domain.record_checks import checked_name
from needlelog.services.acts import acting

if TYPE_CHECKING:
    from needlelog.domain.sessions import ZoneRow
    from needlelog.services.clinic import Clinic

__all__ = ["Preset", "delete_preset", "presets", "save_preset"]


def presets(clinic: Clinic) -> tuple[Preset, ...]:
    """The presets in use, by name."""
    with clinic.database.read() as session:
        return store.active_presets(session)


def save_preset(clinic: Clinic, name: str, zones: tuple[ZoneRow, ...]) -> Preset:
    """Save a grid under a name; a preset in use with the same name gets the new grid.

    Endpoints, pain, notes and reasons are left out.

    Raises:
        NotAllowed, InvalidValue (those of a name, ``preset_empty``).
    """
    with acting(clinic, "save_preset") as act:
        if not zones:
            raise InvalidValue("preset_empty", text="")
        wanted = Preset("", checked_name(name), preset_rows(zones))
        same = [
            preset
            for preset in store.active_presets(act.session)
            if fold(preset.name) == fold(wanted.name)
        ]
        if not same:
            added = replace(wanted, uid=act.new_uid())
            store.insert_preset(act.session, added, act.person.uid, act.at)
            act.record("preset added", "preset", added.uid, after=added)
            return added
        after = replace(wanted, uid=same[0].uid)
        if after != same[0]:
            store.update_preset(act.session, after)
            act.record("preset changed", "preset", after.uid, *differences(same[0], after))
        return after


def delete_preset(clinic: Clinic, uid: str) -> None:
    """Take a preset out of use; it stays in the records. Raises `NotAllowed`, `NoSuchRecord`."""
    with acting(clinic, "delete_preset") as act:
        before = store.active_preset(act.session, uid)
        store.deactivate_preset(act.session, uid)
        act.record("preset taken out of use", "preset", uid, before=before)
