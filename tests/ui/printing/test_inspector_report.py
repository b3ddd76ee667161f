"""The report of a period: cover, completeness, hashes, every record; read back from the PDF."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from threading import Thread

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication

from needlelog.domain.clients import Client
from needlelog.domain.exports.request import ExportFormat, ExportRequest
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.recalls import RecallKind
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import CartridgeUse, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services import clients, recalls, sessions
from needlelog.services.clinic import Clinic, create_clinic
from needlelog.services.exports.check import check_export
from needlelog.services.exports.run import export
from needlelog.ui.printing.inspector_report import write_report
from needlelog.ui.theme.fonts import load_fonts
from tests.dealt_with import deal_with

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
SECRET = "hurt a little"


@pytest.fixture
def clinic(tmp_path: Path, qapp: QApplication) -> Iterator[Clinic]:
    load_fonts()
    made = create_clinic(
        tmp_path / "clinic",
        "Clinic North",
        Practitioner("", "Rina Patel", Role.MANAGER, licence="L-9"),
        "rina",
        new_recovery_code(),
        lambda: NOW,
        CHEAP,
    )
    for name in ("Zoë Ångström", "Bea Brandt"):
        client = clients.create_client(made, Client("", name, birth_date=date(1984, 5, 17)))
        draft = sessions.start_session(made, client.uid)
        zone = ZoneRow(1, "chin", Side.MID, depth_um=1250, passes=4)
        draft = deal_with(made, replace(draft, zones=(zone,), reactions=(), note=SECRET))
        sessions.save_draft(made, draft)
        sessions.sign_session(made, draft.uid)
    yield made
    made.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "given"
    folder.mkdir()
    return folder / "report.pdf"


def words_of(path: Path) -> str:
    pages = PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def report(clinic: Clinic, out: Path, **further: object) -> str:
    request = replace(ExportRequest(ExportFormat.PDF), **further)  # type: ignore[arg-type]
    result = export(clinic, request, out, paper=write_report)
    assert result.counts == {"sessions": result.sessions}
    return words_of(out)


def test_cover_completeness_and_hashes(clinic: Clinic, out: Path) -> None:
    period = SessionFilter(first=date(2026, 3, 1), last=date(2026, 3, 31))
    words = report(clinic, out, wanted=period, words="March, chin")
    for said in (
        "Clinic North", "1 Mar 2026 to 31 Mar 2026", "March, chin", "Rina Patel, manager",
        "Sessions 2 (2 signed)", "Clients 2", "Screening answered 0 2", "Reactions answered 2 0",
        "0 of 2 records have every part", "A lot is missing 2", "verify-export", "--against",
        "Zoë Ångström", "Bea Brandt", "Record 1 of 2", "Record 2 of 2", "Sheet 1", SECRET, "1.25",
    ):  # fmt: skip
        assert said in words, said
    bare = words.replace(" ", "")
    for number in sessions_of(clinic):
        assert sessions.session_record(clinic, number).chain_hash in bare


def test_a_recall_is_told_in_the_record_and_by_whom_only_with_identities(
    clinic: Clinic, out: Path
) -> None:
    treated = sessions.session_record(clinic, sessions_of(clinic)[0])
    draft = sessions.start_session(clinic, treated.content.client_uid)
    zone = ZoneRow(1, "chin", Side.MID, depth_um=1250, passes=4)
    tip = CartridgeUse(kind="tip", lot="K-77")
    draft = deal_with(clinic, replace(draft, zones=(zone,), reactions=(), cartridge=tip))
    sessions.save_draft(clinic, draft)
    sessions.sign_session(clinic, draft.uid)
    recalls.open_recall(clinic, RecallKind.LOT, "", "Bea had glass in it", "k-77")
    assert "was called back on" in report(clinic, out)
    assert "Bea had glass in it" in words_of(out)
    bare = report(clinic, out, pseudonymised=True)
    assert "was called back on" in bare
    assert "glass" not in bare


def sessions_of(clinic: Clinic) -> list[str]:
    from needlelog.services import review

    return [
        row.uid
        for row in review.session_rows(clinic, review.find_sessions(clinic, SessionFilter()))
    ]


def test_a_report_without_identities(clinic: Clinic, out: Path) -> None:
    words = report(clinic, out, pseudonymised=True)
    raw = out.read_bytes() + out.with_name(out.name + ".manifest.json").read_bytes()
    for secret in ("Zoë", "Ångström", "Bea Brandt", "Rina", "L-9", SECRET, "17 May", "May 1984"):
        assert secret not in words, secret
        assert secret.encode() not in raw
    assert "left out: names are stand-ins" in words
    assert "1.25" in words


def test_nothing_in_the_period(clinic: Clinic, out: Path) -> None:
    words = report(clinic, out, wanted=SessionFilter(last=date(2020, 1, 1)))
    assert "There are no records in this period." in words
    assert "Zoë" not in words


def test_it_proves_itself(clinic: Clinic, out: Path) -> None:
    report(clinic, out)
    assert check_export(out).faults == ()
    out.write_bytes(out.read_bytes() + b" ")
    (fault,) = check_export(out).faults
    assert "report.pdf was changed" in fault.sentence


def test_only_the_file_and_its_manifest_are_written(clinic: Clinic, out: Path) -> None:
    report(clinic, out)
    names = sorted(path.name for path in out.parent.iterdir())
    assert names == ["report.pdf", "report.pdf.manifest.json"]


def test_it_is_drawn_in_another_thread(clinic: Clinic, out: Path) -> None:
    failed: list[BaseException] = []

    def work(act: Callable[[], object]) -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001  handed to the test
            failed.append(error)

    thread = Thread(target=work, args=(lambda: report(clinic, out),))
    thread.start()
    thread.join()
    assert failed == []
    assert "Clinic North" in words_of(out)
