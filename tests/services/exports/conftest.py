"""A clinic with one of everything that an export can hold."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import Answer, Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.exports.request import ExportFormat, ExportRequest, ExportResult
from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.domain.people import Role
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.sessions import (
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Reaction,
    ReactionSign,
    SessionDraft,
    Speed,
    SpeedUnit,
    Timing,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.stock import Device, Lot, Product
from needlelog.domain.zones import Side
from needlelog.services import adverse_events, clients, follow_up, photos, sessions, stock
from needlelog.services.clinic import Clinic
from needlelog.services.exports.run import export
from tests.dealt_with import deal_with
from tests.services.conftest import SteppingClock

FORMULAS = ("=1+1", "+49 30", "-5", "@SUM(A1)", "\t=1", "\r=1", "＝1")
ODD = "שלום \u202eabc\u202c z\u200bw\u200d \ufeff „x“, 5 µm;\nnext line"
LONG = "ä" * 1024 * 1024


@dataclass(frozen=True)
class Kept:
    """What the clinic holds."""

    anna: str
    bea: str
    full: str
    """Anna's session by the manager, with everything in it."""
    others: str
    """Bea's session by the practitioner."""
    void: str
    """Anna's session by the manager that was declared void."""


def filled(draft: SessionDraft, clinic: Clinic) -> SessionDraft:
    """A draft with every part filled in."""
    now = clinic.clock()
    pen = stock.save_device(clinic, Device("", "SkinPen", maker="Crown", serial="=SP-1"))
    tip = stock.save_product(
        clinic, Product("", "Tip 14", "cartridge", maker="Crown", gtin="04012345678901")
    )
    lot = stock.save_lot(clinic, Lot("", tip.uid, "C-7", expiry="2027-09"))
    return replace(
        draft,
        zones=(
            ZoneRow(
                1, "cheek_medial", Side.LEFT, depth_um=750, passes=4, erythema=2, bleeding=1,
                pain=3, note="=cmd()", reason="scar",
            ),
            ZoneRow(2, "custom", Side.MID, "@Knee", depth_um=1250, speed=Speed("7000", SpeedUnit.RPM)),
        ),
        numbing=(
            NumbingRow(
                1, "Lidocaine", "5 %", lot="L-1", expiry="2027-01", amount_mg=2500, area_cm2=40,
                on_at=now, off_at=now + timedelta(minutes=30), occluded=True, wiped_off=True,
            ),
        ),
        device=DeviceUse(pen.uid, "", pen.name, pen.serial),
        cartridge=CartridgeUse(tip.uid, lot.uid, "14 needles", "C-7", "2027-09", 1, serial="S-9"),
        topicals=(
            TopicalRow(
                1, "HA serum", "serum", lot="H-1", expiry="2028-02-29", amount_ul=1500,
                timing=Timing.DURING, zones=(("cheek_medial", Side.LEFT),), note="-x",
            ),
        ),
        answers=(ScreeningAnswer("isotretinoin", Answer.YES, now.date(), asked_on=now.date()),),
        pain=4,
        reactions=(Reaction(1, ReactionSign.REDNESS, 1, "cheek_medial", Side.LEFT, "+ fine"),),
        note=ODD,
        scores=(
            DraftScore(
                "gais", "1", Rater.CLINICIAN, now.date(), (("gais", 2000),), 2000, "=n",
                scale_name="GAIS",
            ),
        ),
    )  # fmt: skip


def treat(
    clinic: Clinic, client_uid: str, *, change: Callable[[SessionDraft], SessionDraft]
) -> str:
    """Sign a session of the person signed in."""
    draft = sessions.start_session(clinic, client_uid)
    sessions.save_draft(clinic, deal_with(clinic, change(draft)))
    return sessions.sign_session(clinic, draft.uid).content.uid


def chin(draft: SessionDraft) -> SessionDraft:
    """A short session."""
    return replace(draft, zones=(ZoneRow(1, "chin", Side.MID, depth_um=500, passes=2),))


def picture() -> bytes:
    """A small JPEG."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 150, 140)).save(target, "JPEG")
    return target.getvalue()


@pytest.fixture
def kept(clinic: Clinic, clock: SteppingClock, sign_in: Callable[[Role], Clinic]) -> Kept:
    """The clinic's manager is signed in again at the end."""
    consent = Consent("", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))
    anna = clients.create_client(
        clinic,
        Client(
            "", "=Anna Übel", birth_date=date(1984, 5, 17), phone="+49 30 1", email="a@b.example",
            address="Street 1", phototype=3, note=ODD, consents=(consent,),
        ),
    )  # fmt: skip
    bea = clients.create_client(clinic, Client("", "Bea", birth_date=date(1990, 1, 2)))
    full = treat(clinic, anna.uid, change=lambda draft: filled(draft, clinic))
    photos.add_photo(
        clinic, anna.uid, picture(), photos.NewPhoto("front", PhotoPhase.BEFORE, full, note="=p")
    )
    clock.forward(days=1)
    sessions.add_addendum(clinic, full, "=later")
    void = treat(clinic, anna.uid, change=chin)
    sessions.void_session(clinic, void, "wrong client")
    symptom = Symptom(Sign.REDNESS, 1)
    follow_up.record_follow_up(
        clinic,
        FollowUp("", anna.uid, full, 1, clinic.clock().date(), symptoms=(symptom,), note="fine"),
    )
    adverse_events.record_event(
        clinic,
        AdverseEvent("", anna.uid, AdverseKind.DARKENING, clinic.clock().date(), session_uid=full),
    )
    sign_in(Role.PRACTITIONER)
    clock.forward(days=1)
    others = treat(clinic, bea.uid, change=chin)
    sign_in(Role.MANAGER)
    return Kept(anna.uid, bea.uid, full, others, void)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    return folder


def give(clinic: Clinic, path: Path, kind: ExportFormat, **further: object) -> ExportResult:
    """Export in short."""
    return export(clinic, replace(ExportRequest(kind), **further), path)  # type: ignore[arg-type]


def tables_of(path: Path, folder: str = "") -> dict[str, list[dict[str, str]]]:
    """Every table of a ZIP file of CSV files, by name."""
    csv.field_size_limit(10**8)
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".csv"):
                text = archive.read(name).decode("utf-8-sig")
                rows = list(csv.DictReader(io.StringIO(text, newline="")))
                found[name.removeprefix(folder).removesuffix(".csv")] = rows
    return found
