"""Presets, settings and the clinic's own limits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needlelog.db.stores.settings import write_setting
from needlelog.domain.clinic_settings import settings_from
from needlelog.domain.errors import InvalidValue
from needlelog.domain.presets import preset_rows
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services.clinic import Clinic
from needlelog.services.limits import LimitOverride, limit_overrides, save_limit_override
from needlelog.services.presets import delete_preset, presets, save_preset
from needlelog.services.settings import ClinicSettings, save_settings
from needlelog.services.settings import settings as clinic_settings
from tests.domain.drafts import zone_rows
from tests.services.trail import entries

CHIN = ZoneRow(
    9, "face.chin", Side.MID, depth_um=1000, passes=4, erythema=2, bleeding=1, pain=3, note="n"
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(zone_rows, min_size=1, max_size=4).map(tuple))
def test_a_preset_comes_back_without_what_was_observed(
    clinic: Clinic, zones: tuple[ZoneRow, ...]
) -> None:
    kept = save_preset(clinic, "Any", zones)
    assert presets(clinic) == (kept,)
    assert [row.row for row in kept.zones] == list(range(1, len(zones) + 1))
    assert [(row.zone, row.side, row.depth_um, row.speed) for row in kept.zones] == [
        (row.zone, row.side, row.depth_um, row.speed) for row in zones
    ]
    for row in kept.zones:
        assert (row.erythema, row.bleeding, row.pain, row.note, row.reason) == (
            None,
            None,
            None,
            "",
            "",
        )


def test_the_same_name_means_the_same_preset(clinic: Clinic) -> None:
    first = save_preset(clinic, "Décolleté soft", (CHIN,))
    again = save_preset(clinic, " decollete  SOFT ", (replace(CHIN, depth_um=500),))
    assert again.uid == first.uid
    assert presets(clinic) == (again,)
    count = len(entries(clinic))
    save_preset(clinic, again.name, again.zones)
    assert len(entries(clinic)) == count


def test_a_deleted_preset_is_kept_out_of_use(clinic: Clinic) -> None:
    kept = save_preset(clinic, "Cheeks", (CHIN,))
    delete_preset(clinic, kept.uid)
    assert presets(clinic) == ()
    with pytest.raises(NoSuchRecord):
        delete_preset(clinic, kept.uid)
    assert save_preset(clinic, "Cheeks", (CHIN,)).uid != kept.uid


def test_an_empty_grid_is_no_preset(clinic: Clinic) -> None:
    with pytest.raises(InvalidValue) as caught:
        save_preset(clinic, "None", ())
    assert caught.value.reason == "preset_empty"
    assert preset_rows(()) == ()


def test_settings_are_usual_until_set(clinic: Clinic) -> None:
    assert clinic_settings(clinic) == ClinicSettings()
    chosen = ClinicSettings(10, True)
    assert save_settings(clinic, chosen) == chosen
    assert clinic_settings(clinic) == chosen
    save_settings(clinic, replace(chosen, idle_minutes=15))
    assert entries(clinic)[-1].before == {"idle_minutes": 10}
    count = len(entries(clinic))
    save_settings(clinic, replace(chosen, idle_minutes=15))
    assert len(entries(clinic)) == count


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_settings_that_cannot_be_chosen_are_refused(clinic: Clinic, minutes: int) -> None:
    with pytest.raises(InvalidValue):
        save_settings(clinic, replace(ClinicSettings(), idle_minutes=minutes))
    assert clinic_settings(clinic) == ClinicSettings()


def test_a_setting_that_makes_no_sense_is_as_if_never_set(clinic: Clinic) -> None:
    with clinic.database.write() as session:
        write_setting(session, "idle_minutes", "many", clinic.clock())
        write_setting(session, "pin_unlock", True, clinic.clock())
        write_setting(session, "of a later version", 3, clinic.clock())
    assert clinic_settings(clinic) == ClinicSettings(pin_unlock=True)
    assert settings_from({"idle_minutes": 900}) == ClinicSettings()


def test_a_limit_is_signed_and_replaces_the_one_before(clinic: Clinic) -> None:
    first = save_limit_override(clinic, LimitOverride("neck.front", 500, " careful "))
    assert (first.note, first.by, first.at) == ("careful", "Rina Patel", clinic.clock())
    save_limit_override(clinic, LimitOverride("face.eyelid", 0))
    second = save_limit_override(clinic, LimitOverride("neck.front", 750, by="Somebody else"))
    assert second.by == "Rina Patel"
    assert [(limit.zone, limit.warn_um) for limit in limit_overrides(clinic)] == [
        ("face.eyelid", 0),
        ("neck.front", 750),
    ]
    assert entries(clinic)[-1].before["warn_um"] == 500


def test_a_limit_can_be_taken_back(clinic: Clinic) -> None:
    save_limit_override(clinic, LimitOverride("neck.front", 500))
    save_limit_override(clinic, LimitOverride("neck.front", None))
    assert limit_overrides(clinic) == ()


@pytest.mark.parametrize("warn", [-1, 3001])
def test_a_limit_that_no_device_reaches_is_refused(clinic: Clinic, warn: int) -> None:
    with pytest.raises(InvalidValue):
        save_limit_override(clinic, LimitOverride("neck.front", warn))
