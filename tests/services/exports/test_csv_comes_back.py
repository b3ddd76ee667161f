"""CSV to an import to CSV: equal in all that an import takes over, headers known by themselves."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from needlelog.domain.clients import Client
from needlelog.domain.exports.request import ExportFormat
from needlelog.domain.imports.fields import Field
from needlelog.domain.sessions import CartridgeUse, NumbingRow, SessionDraft, TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.recovery_code import new_recovery_code
from needlelog.files.spreadsheets import read_sheet
from needlelog.services import clients, imports
from needlelog.services.clinic import Clinic, create_clinic
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock
from tests.services.exports.conftest import give, tables_of, treat

CARRIED = (
    "day", "client", "birth_date", "phone", "email", "phototype", "zones", "depth_mm", "passes",
    "product", "lot", "cartridge_lot", "numbing", "number", "note",
)  # fmt: skip


def treated(draft: SessionDraft) -> SessionDraft:
    return replace(
        draft,
        zones=(
            ZoneRow(1, "cheek_medial", Side.LEFT, depth_um=750, passes=4),
            ZoneRow(2, "forehead", Side.MID, depth_um=500, passes=4),
        ),
        topicals=(TopicalRow(1, "HA serum", lot="H-1"), TopicalRow(2, "Vitamin C", lot="H-1")),
        numbing=(NumbingRow(1, "Lidocaine", "5 %"),),
        cartridge=CartridgeUse(lot="C-7"),
        number=3,
        note="=a note, „with“ marks;\nand lines",
    )


def carried(path: Path) -> list[dict[str, str]]:
    return [{name: row[name] for name in CARRIED} for row in tables_of(path)["sessions"]]


def test_sessions_come_back_equal(
    clinic: Clinic, clock: SteppingClock, out: Path, tmp_path: Path
) -> None:
    client = clients.create_client(
        clinic, Client("", "Anna Übel", phone="+49 30 1", email="a@b.example", phototype=3)
    )
    treat(clinic, client.uid, change=treated)
    clock.forward(days=30)
    treat(clinic, client.uid, change=lambda draft: replace(treated(draft), note="plain"))
    give(clinic, out / "first.zip", ExportFormat.CSV)
    with zipfile.ZipFile(out / "first.zip") as archive:
        archive.extract("sessions.csv", out)
    other = create_clinic(
        tmp_path / "other", "Other", MANAGER, PASSPHRASE, new_recovery_code(), clock, CHEAP
    )
    try:
        sheet = read_sheet(out / "sessions.csv")
        mapping = imports.suggested_mapping(other, sheet)
        found = dict(zip(mapping.columns, sheet.header, strict=True))
        assert found[Field.CLIENT] == "client"
        assert found[Field.NUMBER] == "number"
        assert set(Field) - set(found) == {Field.SIDE}
        batch = imports.import_sheet(other, sheet, mapping)
        assert batch.counts["new"] == 2
        give(other, out / "again.zip", ExportFormat.CSV)
        (phone,) = {row["phone"] for row in tables_of(out / "again.zip")["clients"]}
    finally:
        other.close()
    assert carried(out / "again.zip") == carried(out / "first.zip")
    assert phone == "'+49 30 1"


def test_zones_are_known_by_their_headers_too(clinic: Clinic, out: Path) -> None:
    client = clients.create_client(clinic, Client("", "Anna"))
    treat(clinic, client.uid, change=treated)
    give(clinic, out / "x", ExportFormat.CSV)
    sheet = read_sheet(out / "x" / "zones.csv")
    mapping = imports.suggested_mapping(clinic, sheet)
    assert mapping.missing() == ()
    found = dict(zip(mapping.columns, sheet.header, strict=True))
    assert (found[Field.DEPTH], found[Field.SIDE], found[Field.ZONES]) == (
        "depth_mm", "side", "zone",
    )  # fmt: skip
