"""The Progress tab of cards A and C: scores, drawn faces, what changed, the map, the report."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.plans import Plan
from needlelog.domain.scales import SINGLE_ITEM, Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.zone_history import Ready
from needlelog.domain.zones import Side
from needlelog.services import clients, photos, plans
from needlelog.services.adverse_events import record_event
from needlelog.services.consents import withdraw_consent
from needlelog.services.follow_up import record_follow_up
from needlelog.services.photos import NewPhoto
from needlelog.services.scores import save_score
from needlelog.services.trail import trail_page
from needlelog.ui.printing.progress_html import ReportKind
from needlelog.ui.progress_chart.hits import Hit, Kind
from needlelog.ui.screens.client.progress.notes_card import notes
from needlelog.ui.screens.client.progress.session_table import SessionTable
from needlelog.ui.screens.client.progress.table_rows import DEPTHS, table_columns
from needlelog.ui.screens.client.progress_tab import ProgressTab
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode
from tests.ui.screens.conftest import Clock, treat, zone_code
from tests.ui.screens.photos.conftest import small_face

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

FIRST, SECOND = date(2026, 10, 10), date(2026, 11, 9)


def given(on: date) -> Consent:
    return Consent("", ConsentKind.PHOTO, "v3", ConsentStatus.GIVEN, on)


def rate(clinic: Clinic, uid: str, scale: str, on: date, **answers: float) -> None:
    items = tuple((code.replace("__", "."), round(value * 1000)) for code, value in answers.items())
    rater = Rater.CLIENT if scale == "satisfaction" else Rater.CLINICIAN
    save_score(clinic, uid, DraftScore(scale, "1", rater, on, items, 0))


@pytest.fixture
def card_a(clinic: Clinic, clock: Clock) -> Client:
    """Acne scars, rolling and boxcar, second of three; Goodman–Baron 3, was 4 at baseline."""
    client = clients.create_client(
        clinic,
        Client("", "Card A", birth_date=date(1994, 2, 14), phototype=4, consents=(given(FIRST),)),
    )
    plan = Plan("", client.uid, "Acne scars", planned_sessions=3, interval_days=30)
    plans.save_plan(clinic, plan)
    depths = {"cheek medial": 1250, "cheek lateral": 1250}
    session = treat(clinic, clock, client.uid, FIRST, depths, "H2290")
    later = {"cheek medial": 1500, "cheek lateral": 1500, "chin": 1000, "forehead": 500}
    treat(clinic, clock, client.uid, SECOND, later)
    rate(clinic, client.uid, "goodman_baron", FIRST, **{SINGLE_ITEM: 4})
    rate(clinic, client.uid, "goodman_baron", SECOND, **{SINGLE_ITEM: 3})
    for on, picture in ((FIRST, small_face()), (SECOND, small_face() + b"\0")):
        at = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
        new = NewPhoto("face_front", PhotoPhase.BEFORE, taken_at=at)
        photos.add_photo(clinic, client.uid, picture, new)
    for day, grade in ((13, 2), (17, 0)):
        symptoms = (Symptom(Sign.REDNESS, grade),)
        seen = date(2026, 10, day)
        told = FollowUp("", client.uid, session, None, seen, symptoms=symptoms)
        record_follow_up(clinic, told)
    return client


@pytest.fixture
def card_c(clinic: Clinic, clock: Clock) -> Client:
    """Melasma: mMASI with forehead 3/2, right malar 4/3, left malar 3/3, chin 0."""
    client = clients.create_client(clinic, Client("", "Card C", phototype=5))
    depths = {"forehead": 1500, "cheek medial": 1500}
    treat(clinic, clock, client.uid, FIRST, depths, "TX-19")
    for on, left in ((FIRST, 4), (SECOND, 3)):
        rate(
            clinic,
            client.uid,
            "mmasi",
            on,
            forehead__area=3,
            forehead__darkness=2,
            malar_right__area=4,
            malar_right__darkness=3,
            malar_left__area=left,
            malar_left__darkness=3,
            chin__area=0,
        )
    return client


@pytest.fixture
def tab(qtbot: QtBot, context: Context) -> ProgressTab:
    made = ProgressTab(context)
    qtbot.addWidget(made)
    made.resize(1300, 780)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(qtbot: QtBot, tab: ProgressTab, client: Client) -> None:
    tab.show_client(client.uid)
    qtbot.waitUntil(lambda: tab.view is not None, timeout=10_000)


def said(tab: ProgressTab) -> list[str]:
    return [card.accessibleName() for card in tab.figures.cards]


def test_card_a_in_five_figures(qtbot: QtBot, tab: ProgressTab, card_a: Client) -> None:
    show(qtbot, tab, card_a)
    assert said(tab) == [
        "Series: 2 of 3, next due 9 Dec, 5 days late",
        "Acne scars (Goodman–Baron): 4 → 3, too early to say · 1 better",
        "Deepest so far: 1.50 mm, Cheek, medial, session 2",
        "Reactions: 0 adverse, redness 3 d, as expected",
    ]


def test_the_cards_of_the_next_client_are_no_higher_than_their_words(
    qtbot: QtBot, context: Context, clinic: Clinic, tab: ProgressTab, card_a: Client
) -> None:
    newcomer = clients.create_client(clinic, Client("", "Kwame Mensah"))
    tab.resize(560, 700)
    show(qtbot, tab, card_a)
    qtbot.waitUntil(lambda: len(tab.figures.cards) == 4)
    QApplication.processEvents()
    two_rows = tab.figures.height()
    tab.view = None
    show(qtbot, tab, newcomer)
    qtbot.waitUntil(lambda: len(tab.figures.cards) == 3)
    qtbot.waitUntil(lambda: tab.figures.height() < two_rows)


def test_with_little_height_and_large_text_the_tab_scrolls_and_nothing_is_cut(
    qtbot: QtBot, context: Context, tab: ProgressTab, card_a: Client
) -> None:
    context.theme.apply(Mode.LIGHT, LARGEST_TEXT)
    tab.resize(866, 535)  # what the smallest window leaves it
    show(qtbot, tab, card_a)
    bar = tab.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0 and all(map(QWidget.isVisible, tab.figures.cards)))
    try:
        assert tab.card.height() >= 500, "the axis keeps a height at which it can be read"
        for card in tab.figures.cards:
            lines = [line for line in card.findChildren(QWidget) if line.isVisible()]
            assert max(line.geometry().bottom() for line in lines) <= card.height()
        under = tab.figures.mapTo(tab, QPoint(0, tab.figures.height())).y()
        assert under < tab.card.mapTo(tab, QPoint(0, 0)).y(), "no card lies on another"
        bar.setValue(bar.maximum())
        foot = tab.card.mapTo(tab, QPoint(0, tab.card.height())).y()
        assert foot <= tab.height()
    finally:
        context.theme.apply(Mode.LIGHT)


def test_card_c_says_of_what_the_percent_is(qtbot: QtBot, tab: ProgressTab, card_c: Client) -> None:
    show(qtbot, tab, card_c)
    assert said(tab)[1] == "mMASI: 9 → 8.1, too early to say · −10 % of the first"
    card = tab.figures.cards[1]
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert tab.figures.sheet is not None
    why = " ".join(card.figure.why)
    assert "It takes three scores by the same rater." in why
    assert "0.9 better, 10 % of the first value" in why
    tab.figures.sheet.close()


def test_chips_choose_the_scales(qtbot: QtBot, tab: ProgressTab, card_a: Client) -> None:
    show(qtbot, tab, card_a)
    chips = tab.axis.chips
    assert [key for key, chip in chips.items() if chip.isChecked()] == ["goodman_baron"]
    QTest.mouseClick(chips["session.pain"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(tab.figures.cards) == 5)
    chart = tab.chart
    assert chart is not None
    assert [panel.outcome.key for panel in chart.chart.panels] == ["goodman_baron", "session.pain"]
    QTest.mouseClick(chips["goodman_baron"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tab.view is not None and tab.view.shown == ("session.pain",))
    # what was chosen stays when something is brought up to date
    tab.show_client(card_a.uid)
    qtbot.waitUntil(tab._context.worker.idle)
    assert tab.view is not None
    assert tab.view.shown == ("session.pain",)


def test_the_first_face_lies_beside_the_latest(
    qtbot: QtBot, tab: ProgressTab, card_a: Client
) -> None:
    show(qtbot, tab, card_a)
    canvas = tab.compare.canvas
    qtbot.waitUntil(lambda: all(canvas.pictures.values()), timeout=10_000)
    left, right = canvas.pictures["left"], canvas.pictures["right"]
    assert left is not None
    assert right is not None
    assert left.photo.when < right.photo.when
    assert [pill.text() for pill in tab.compare.framed.words.values()] == [
        "10 Oct · before",
        "9 Nov · before",
    ]


def test_after_a_client_with_photos_one_without_is_told_what_to_do(
    qtbot: QtBot, tab: ProgressTab, card_a: Client, card_c: Client
) -> None:
    show(qtbot, tab, card_a)
    assert not tab.compare.empty.isVisible()
    assert tab.compare.modes.isVisible()
    tab.show_client(card_c.uid)
    qtbot.waitUntil(tab._context.worker.idle)
    qtbot.waitUntil(tab.compare.empty.isVisible)
    assert not tab.compare.modes.isVisible()


def test_without_a_photo_it_says_what_to_do(
    qtbot: QtBot, context: Context, tab: ProgressTab, card_c: Client
) -> None:
    show(qtbot, tab, card_c)
    assert tab.compare.empty.isVisible()
    with qtbot.waitSignal(context.navigator.client_requested) as asked:
        QTest.mouseClick(tab.compare.empty.button, Qt.MouseButton.LeftButton)
    assert asked.args == [card_c.uid, "photos"]


def test_on_a_small_screen_a_tapped_photo_leads_to_the_comparison(
    qtbot: QtBot, tab: ProgressTab, card_a: Client
) -> None:
    tab.resize(880, 640)
    show(qtbot, tab, card_a)
    assert not tab.side.isVisible()
    assert tab.view is not None
    tab.opening.open(Hit(Kind.PHOTO, tab.view.timeline.photos[1].uid))
    assert tab.choice.current() == "side"
    assert tab.side.isVisible()
    tab.resize(1300, 780)
    qtbot.waitUntil(lambda: tab.choice.current() == "axis" and tab.side.isVisible())


def test_everything_on_the_axis_opens(
    qtbot: QtBot, context: Context, clinic: Clinic, tab: ProgressTab, card_a: Client
) -> None:
    event = AdverseEvent("", card_a.uid, AdverseKind.DARKENING, date(2026, 10, 24), 1)
    kept = record_event(clinic, event)
    show(qtbot, tab, card_a)
    assert tab.timeline is not None
    with qtbot.waitSignal(context.navigator.record_requested):
        tab.opening.open(Hit(Kind.SESSION, tab.timeline.sessions[0].uid))
    with qtbot.waitSignal(context.navigator.client_requested) as asked:
        tab.opening.open(Hit(Kind.PLAN))
    assert asked.args == [card_a.uid, "plan"]
    tab.opening.open(Hit(Kind.SCORE, tab.timeline.scores[0].points[0].score_uid))
    qtbot.waitUntil(lambda: tab.opening.sheet is not None)
    score_sheet = tab.opening.sheet
    assert score_sheet is not None
    assert "4" in score_sheet.windowTitle()
    score_sheet.close()
    tab.opening.open(Hit(Kind.EVENT, kept.uid))
    assert tab.opening.sheet is not score_sheet
    assert tab.opening.sheet is not None
    tab.opening.sheet.close()


def test_what_changed_since_the_first_session(
    qtbot: QtBot, tab: ProgressTab, card_a: Client
) -> None:
    show(qtbot, tab, card_a)
    assert tab.view is not None
    sections = dict(notes(tab.view, tab._context.zones))
    changed = dict(sections["What changed since session 1"])
    assert changed["Cheek, medial L + R"] == "1.25 → 1.50 mm"
    assert changed["Chin"] == "not treated → 1.00 mm"
    assert changed["Hyaluronic acid"] == "lot H2290 → H2291"
    assert ("Cheek, medial L + R", "1.25 (3–7 d) → 1.50") in sections["Same zone, deeper, mm"]
    assert sections["Healing days by depth"] == [("1.25 mm at the deepest", "3 d, 1 session")]


def test_the_map_goes_back_in_time(qtbot: QtBot, tab: ProgressTab, card_a: Client) -> None:
    show(qtbot, tab, card_a)
    tab.choice.button("map").click()
    chin = (zone_code("chin"), Side.MID)
    medial = (zone_code("cheek medial"), Side.LEFT)
    body_map = tab.map.map.body_map
    assert body_map.state.depths[chin] == 1000
    assert {(one.sessions, one.ready) for one in tab.map.histories if one.zone == medial[0]} == {
        (2, Ready.READY)
    }
    tab.map.slider.setValue(1)
    assert body_map.state.depths == dict.fromkeys(body_map.state.depths, 1250)
    assert chin not in body_map.state.depths
    assert tab.map.said.text() == "Up to session 1, 10 Oct 2026"


def test_a_client_without_anything_is_told_how_to_begin(
    qtbot: QtBot, clinic: Clinic, tab: ProgressTab
) -> None:
    new = clients.create_client(clinic, Client("", "Nora Lind"))
    show(qtbot, tab, new)
    assert tab.empty.isVisible()
    assert tab.chart is None
    assert not tab.output.isVisible()


@pytest.mark.parametrize("ending", ["png", "svg", "csv", "pdf"])
def test_one_tap_writes_the_axis(
    qtbot: QtBot, context: Context, tab: ProgressTab, card_a: Client, tmp_path: Path, ending: str
) -> None:
    show(qtbot, tab, card_a)
    path = tmp_path / f"axis.{ending}"
    with qtbot.waitSignal(context.message, timeout=20_000):
        tab.output.save(path)
    assert path.stat().st_size > 500


def test_the_list_shows_the_depths_whole_and_first(
    qtbot: QtBot, context: Context, tab: ProgressTab, card_a: Client
) -> None:
    show(qtbot, tab, card_a)
    view = tab.output._view
    assert view is not None
    table = SessionTable()
    qtbot.addWidget(table)
    large = table.font()
    large.setPointSize(24)
    table.setFont(large)
    table.show_timeline(view.timeline, context.zones)
    assert table_columns()[DEPTHS] == "Depths, mm"
    cell = table.item(1, DEPTHS)
    assert cell is not None
    assert "1.50" in cell.text()
    room = QRect(0, 0, table.columnWidth(DEPTHS) - 24, 2000)
    needed = table.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, cell.text())
    assert table.rowHeight(1) >= needed.height() > table.fontMetrics().height()


def test_in_large_text_the_list_is_no_wider_than_its_place(
    qtbot: QtBot, context: Context, tab: ProgressTab, card_a: Client
) -> None:
    show(qtbot, tab, card_a)
    view = tab.output._view
    assert view is not None
    context.theme.apply(Mode.LIGHT, 1.75)
    table = SessionTable()
    qtbot.addWidget(table)
    table.resize(1226, 500)
    table.show()
    table.show_timeline(view.timeline, context.zones)
    try:
        assert table.horizontalScrollBar().maximum() == 0
        titles = [table.model().headerData(3, Qt.Orientation.Horizontal)]
        table.resize(2400, 500)
        titles.append(table.model().headerData(3, Qt.Orientation.Horizontal))
        assert titles == ["Pain,\n0–10", "Pain, 0–10"]
    finally:
        context.theme.apply(Mode.LIGHT)


def test_a_report_for_each_reader(
    qtbot: QtBot, context: Context, clinic: Clinic, tab: ProgressTab, card_a: Client, tmp_path: Path
) -> None:
    show(qtbot, tab, card_a)
    words = {}
    for kind in ReportKind:
        path = tmp_path / f"{kind.value}.pdf"
        with qtbot.waitSignal(context.message, timeout=20_000):
            tab.output.save_report(kind, path)
        pages = PdfReader(path).pages
        assert len(pages) == 2
        assert len(pages[0].images) == 1
        words[kind] = " ".join(" ".join(page.extract_text() for page in pages).split())
    plain, full = words[ReportKind.CLIENT], words[ReportKind.RECORD]
    assert "Cheek, medial both sides 1.50 mm" in plain
    assert "H2290" not in plain
    assert "Theil" not in plain
    assert "(H2290)" in full
    assert "It takes three scores by the same rater." in full
    for text in (plain, full):
        assert "not retouched" in text
        assert "10 Oct 2026 · before – 9 Nov 2026 · before" in text
        assert "this report promises nothing" in text
    entries = [entry for entry in trail_page(clinic) if "report" in entry.act]
    assert len(entries) == 2


def test_no_photo_leaves_without_a_consent_in_force(
    qtbot: QtBot, context: Context, clinic: Clinic, tab: ProgressTab, card_a: Client, tmp_path: Path
) -> None:
    withdraw_consent(clinic, card_a.consents[0].uid, date(2026, 12, 1))
    show(qtbot, tab, card_a)
    path = tmp_path / "report.pdf"
    with qtbot.waitSignal(context.message, timeout=20_000):
        tab.output.save_report(ReportKind.CLIENT, path)
    pages = PdfReader(path).pages
    assert not photos.has_consent(clinic, card_a.uid, ConsentKind.PHOTO)
    assert not any(page.images for page in pages)
    assert "no photo consent in force" in " ".join(page.extract_text() for page in pages)
