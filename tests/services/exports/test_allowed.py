"""Who may take what along: every format against every role, asked of the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from needlelog.domain.exports.request import (
    ExportFormat,
    ExportNotPossible,
    ExportRequest,
    PeriodNeeded,
)
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.services import settings
from needlelog.services.clinic import Clinic
from needlelog.services.exports.preview import preview
from needlelog.services.exports.run import export
from tests.services.conftest import MANAGER, PRACTITIONER
from tests.services.exports.conftest import Kept, give, tables_of
from tests.services.trail import entries

PERIOD = SessionFilter(first=date(2026, 3, 1), last=date(2026, 3, 3))
DRAWN = (ExportFormat.CSV, ExportFormat.XLSX, ExportFormat.FHIR)
SignIn = Callable[[Role], Clinic]


@pytest.mark.parametrize("kind", [ExportFormat.JSON, ExportFormat.CLINIC])
@pytest.mark.parametrize("role", Role)
def test_the_whole_clinic_is_the_managers(
    clinic: Clinic, kept: Kept, out: Path, sign_in: SignIn, kind: ExportFormat, role: Role
) -> None:
    sign_in(role)
    path = out / f"x{kind.suffix}"
    if role is Role.MANAGER:
        assert give(clinic, path, kind).sessions == 3
        return
    before = entries(clinic)
    for wanted in (SessionFilter(), PERIOD):
        with pytest.raises(NotAllowed):
            give(clinic, path, kind, wanted=wanted)
    assert list(out.iterdir()) == []
    assert entries(clinic) == before


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("role", Role)
def test_every_role_gets_its_own_part(
    clinic: Clinic, kept: Kept, out: Path, sign_in: SignIn, kind: ExportFormat, role: Role
) -> None:
    sign_in(role)
    result = give(clinic, out / f"x{kind.suffix}", kind, wanted=PERIOD)
    assert result.sessions == {Role.MANAGER: 2, Role.PRACTITIONER: 0, Role.INSPECTOR: 2}[role]
    assert result.pseudonymised is (role is Role.INSPECTOR)
    entry = entries(clinic)[-1]
    assert (entry.act, entry.kind, entry.uid) == ("exported", "export", result.sha256)
    assert entry.after["pseudonymised"] is result.pseudonymised
    assert (entry.after["first"], entry.after["last"]) == ("2026-03-01", "2026-03-03")
    assert entry.after["counts"] == result.counts
    assert str(out) not in str(entry)


def test_a_practitioner_takes_her_own_sessions_and_their_clients(
    clinic: Clinic, kept: Kept, out: Path, sign_in: SignIn
) -> None:
    sign_in(Role.PRACTITIONER)
    give(clinic, out / "x.zip", ExportFormat.CSV)
    tables = tables_of(out / "x.zip")
    assert [row["session_uid"] for row in tables["sessions"]] == [kept.others]
    assert [row["client_uid"] for row in tables["clients"]] == [kept.bea]
    assert {row["record_uid"] for row in tables["trail"]} == {kept.others, kept.bea}
    assert not any(tables[name] for name in ("adverse_events", "follow_ups", "photos", "scores"))
    everything = " ".join(str(row) for rows in tables.values() for row in rows)
    assert kept.anna not in everything
    assert kept.full not in everything


def test_a_practitioner_does_not_get_somebody_elses_by_asking(
    clinic: Clinic, kept: Kept, out: Path, sign_in: SignIn
) -> None:
    sign_in(Role.PRACTITIONER)
    with pytest.raises(NotAllowed):
        give(
            clinic, out / "x.zip", ExportFormat.CSV,
            wanted=SessionFilter(practitioner_uid=MANAGER.uid),
        )  # fmt: skip
    theirs = SessionFilter(client_uid=kept.anna)
    assert give(clinic, out / "x.zip", ExportFormat.CSV, wanted=theirs).sessions == 0
    own = SessionFilter(practitioner_uid=PRACTITIONER.uid)
    assert give(clinic, out / "x.zip", ExportFormat.CSV, wanted=own).sessions == 1


@pytest.mark.parametrize(
    "wanted",
    [
        SessionFilter(),
        SessionFilter(first=date(2026, 3, 1)),
        SessionFilter(last=date(2026, 3, 1)),
        SessionFilter(zone="chin"),
    ],
)
def test_an_inspector_says_the_period(
    clinic: Clinic, kept: Kept, out: Path, sign_in: SignIn, wanted: SessionFilter
) -> None:
    sign_in(Role.INSPECTOR)
    for kind in DRAWN:
        with pytest.raises(PeriodNeeded):
            give(clinic, out / f"x{kind.suffix}", kind, wanted=wanted)
    assert list(out.iterdir()) == []
    moving = replace(wanted, first=None, last=None, period=Period.MONTH)
    assert preview(clinic, ExportRequest(ExportFormat.CSV, moving)).pseudonymised


def test_an_inspector_gets_names_when_the_clinic_allows_it(
    clinic: Clinic, kept: Kept, out: Path, sign_in: SignIn
) -> None:
    sign_in(Role.INSPECTOR)
    give(clinic, out / "bare.zip", ExportFormat.CSV, wanted=PERIOD)
    assert "client" not in tables_of(out / "bare.zip")["zones"][0]
    sign_in(Role.MANAGER)
    settings.save_settings(clinic, replace(settings.settings(clinic), inspector_identities=True))
    sign_in(Role.INSPECTOR)
    with pytest.raises(NotAllowed):
        settings.save_settings(clinic, settings.ClinicSettings())
    give(clinic, out / "named.zip", ExportFormat.CSV, wanted=PERIOD)
    assert tables_of(out / "named.zip")["zones"][0]["client"] == "'=Anna Übel"


def test_somebody_deactivated_takes_nothing(clinic: Clinic, kept: Kept, out: Path) -> None:
    clinic.person = Practitioner("x", "X", Role.MANAGER, active=False)
    for kind in ExportFormat:
        with pytest.raises(NotAllowed):
            export(clinic, ExportRequest(kind), out / "x")


def test_json_cannot_be_pseudonymised(clinic: Clinic, kept: Kept, out: Path) -> None:
    with pytest.raises(ExportNotPossible):
        give(clinic, out / "x.json", ExportFormat.JSON, pseudonymised=True)
    assert list(out.iterdir()) == []


def test_what_is_said_before_is_what_is_written(
    clinic: Clinic, kept: Kept, out: Path, sign_in: SignIn
) -> None:
    for role in Role:
        sign_in(role)
        request = ExportRequest(ExportFormat.CSV, PERIOD)
        before = preview(clinic, request)
        done = export(clinic, request, out / "x.zip")
        assert (before.sessions, before.pseudonymised) == (done.sessions, done.pseudonymised)
