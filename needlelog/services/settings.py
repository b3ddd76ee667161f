"""The settings of the clinic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.db.stores import settings as store
from needlelog.domain.clinic_settings import (
    SETTINGS_VERSION,
    ClinicSettings,
    checked_settings,
    settings_from,
)
from needlelog.domain.record_changes import differences
from needlelog.services.acts import Permission, acting

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["ClinicSettings", "save_settings", "settings"]


def settings(clinic: Clinic) -> ClinicSettings:
    """The settings that hold."""
    with clinic.database.read() as session:
        return settings_from(store.stored_settings(session))


def save_settings(clinic: Clinic, settings: ClinicSettings) -> ClinicSettings:
    """Keep the settings; only what differs is written. Raises `NotAllowed`, `InvalidValue`."""
    with acting(clinic, "save_settings", Permission.MANAGER) as act:
        after = checked_settings(settings)
        before = settings_from(store.stored_settings(act.session))
        was, now = differences(before, after)
        for key, value in now.items():
            store.write_setting(act.session, key, value, act.at)
        if now:
            store.write_setting(act.session, "version", SETTINGS_VERSION, act.at)
            act.record("settings changed", "setting", "", was, now)
    return after
