"""The session screen under mouse and keys, over a real encrypted clinic."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.sessions import Pattern, ReactionSign, SessionDraft, only_day_known
from needlelog.domain.stock import Device, Lot, Product
from needlelog.domain.zones import CUSTOM_ZONE, Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, sessions, stock
from needlelog.services.adverse_events import record_event
from needlelog.ui.context import Context
from needlelog.ui.screens.session.screen import SessionScreen
from needlelog.ui.screens.session.zone_row import ZoneRowWidget
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.worker import InlineWorker
from tests.services.conftest import SteppingClock, clinic, clock, folder, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic

__all__ = ["clinic", "clock", "folder", "template"]

CHEEK_LEFT = "cheek_lateral_left"


def tap(widget: QWidget, place: QPoint | None = None) -> None:
    QTest.mouseClick(
        widget,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        place or widget.rect().center(),
    )


def type_into(widget: QWidget, text: str) -> None:
    tap(widget)
    QTest.keyClick(widget, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


class Room:
    """The screen with a client on the couch."""

    def __init__(self, clinic: Clinic) -> None:
        theme = ThemeManager(_application())
        theme.apply(Mode.LIGHT)
        self.clinic = clinic
        self.context = Context(clinic, InlineWorker(), theme, zone_catalogue())
        self.complaints: list[str] = []
        self.context.failed.connect(self.complaints.append)
        self.signed: list[str] = []
        self.context.navigator.record_requested.connect(self.signed.append)
        self.screen = SessionScreen(self.context)
        self.screen.resize(1330, 880)
        self.screen.show()
        today = self.context.today()
        consent = Consent("", ConsentKind.TREATMENT, "v3", ConsentStatus.GIVEN, today)
        client = Client("", "Amara Osei", consents=(consent,))
        self.client = clients.create_client(clinic, client)

    @property
    def draft(self) -> SessionDraft:
        return self.screen.editor.draft

    def start(self, *, repeat: bool = False) -> None:
        self.screen.start(self.client.uid, repeat)
        tap(self.screen.parts.to_zones)

    def tap_zone(self, path_id: str) -> None:
        body = self.screen.parts.map.body_map
        zone = body.paths.by_id(path_id)
        assert zone is not None
        spot = body.to_screen().map(zone.centre)
        QTest.mouseClick(body, Qt.MouseButton.LeftButton, pos=spot.toPoint())

    def tap_depth(self, micrometres: int) -> None:
        tap(self.screen.parts.selection.chips.chip(micrometres))

    def row(self, place: int = 0) -> ZoneRowWidget:
        QCoreApplication.processEvents()  # a new one is laid out before anybody can press in it
        return self.screen.parts.grid.row_widgets()[place]

    def finish_and_sign(self) -> None:
        tap(self.screen.parts.finish)
        sheet = self.screen.signing.sheet
        assert sheet is not None
        if sheet.seen.isVisible():
            tap(sheet.seen)
        assert sheet.sign.isEnabled()
        tap(sheet.sign)
        assert self.complaints == []


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


@pytest.fixture
def room(qtbot: QtBot, clinic: Clinic) -> Iterator[Room]:
    made = Room(clinic)
    made.start()
    yield made
    made.screen.close()
    made.screen.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_tap_on_the_map_and_one_on_a_depth_fill_both_sides(room: Room) -> None:
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(1500)
    assert [(row.zone, row.side, row.depth_um) for row in room.draft.zones] == [
        ("cheek_lateral", Side.BOTH, 1500)
    ]
    assert sessions.load_draft(room.clinic, room.draft.uid) == room.draft


def test_with_mirror_off_one_side_is_set(room: Room) -> None:
    tap(room.screen.parts.selection.mirror)
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(1000)
    assert [row.side for row in room.draft.zones] == [Side.LEFT]


@pytest.mark.parametrize(("typed", "depth"), [("1,25", 1250), ("1.25", 1250), ("0.3", 300)])
def test_a_depth_typed_with_comma_or_point(room: Room, typed: str, depth: int) -> None:
    room.tap_zone("chin")
    room.tap_depth(500)
    type_into(room.row().depth_field.field, typed)
    assert room.draft.zones[0].depth_um == depth
    assert room.complaints == []


@pytest.mark.parametrize("typed", ["15", "0", "-1", "abc"])
def test_an_impossible_depth_is_refused_in_a_sentence_and_kept_in_the_field(
    room: Room, typed: str
) -> None:
    room.tap_zone("chin")
    room.tap_depth(500)
    type_into(room.row().depth_field.field, typed)
    assert room.draft.zones[0].depth_um == 500
    assert room.row().depth_field.field.text() == typed
    assert len(room.complaints) == 1
    assert typed in room.complaints[0]


def test_too_many_passes_are_refused_as_passes(room: Room) -> None:
    room.tap_zone("chin")
    room.tap_depth(500)
    type_into(room.row().passes.field, "16")
    assert room.draft.zones[0].passes is None
    assert "16” passes" in room.complaints[0]


def test_a_session_that_was_begun_and_left_is_not_left_over(room: Room) -> None:
    room.start()
    first = room.draft.uid
    room.start()
    assert [row.uid for row in sessions.drafts(room.clinic)] == [room.draft.uid]
    assert room.draft.uid != first
    room.tap_zone("chin")
    room.tap_depth(500)
    begun = room.draft.uid
    room.start()
    kept = {row.uid for row in sessions.drafts(room.clinic)}
    assert kept == {begun, room.draft.uid}, "what was entered stays"
    assert room.complaints == []


def test_what_was_added_is_scrolled_into_sight(room: Room, qtbot: QtBot) -> None:
    room.screen.resize(1000, 620)
    room.start()
    numbing = room.screen.parts.side.numbing
    numbing.set_open(True)
    numbing.add_button.click()
    menu = numbing.findChild(QMenu)
    assert menu is not None
    menu.actions()[-1].trigger()
    menu.close()
    row = numbing.row_widget(room.draft.numbing[0].row)
    qtbot.waitUntil(lambda: not row.visibleRegion().isEmpty())
    page = room.screen.parts.middle.verticalScrollBar()
    stands = page.value()
    qtbot.wait(150)
    assert page.value() == stands, "nothing moves away under the next tap"
    tap(room.screen.parts.products.add_button)
    products = room.screen.parts.products.findChild(QMenu)
    assert products is not None
    another = next(a for a in products.actions() if a.text().startswith("Another product"))
    another.trigger()
    products.close()
    added = room.screen.parts.products.row_widget(room.draft.topicals[0].row)
    assert room.screen.focusWidget() is added.name, "its name is typed at once"
    qtbot.waitUntil(lambda: added.visibleRegion().boundingRect().height() > 100)


def test_years_of_lots_leave_the_menu_of_products_short(room: Room) -> None:
    serum = stock.save_product(room.clinic, Product("", "HA serum", "hyaluronic_acid"))
    day = room.context.today()
    for year in range(1, 30):
        stock.save_lot(room.clinic, Lot("", serum.uid, f"OLD{year}", f"{day.year - year}-06"))
    stock.save_lot(room.clinic, Lot("", serum.uid, "EMPTY", f"{day.year + 1}-01", quantity=0))
    stock.save_lot(room.clinic, Lot("", serum.uid, "LATER", f"{day.year + 2}-06"))
    stock.save_lot(room.clinic, Lot("", serum.uid, "SOON", f"{day.year + 1}-06"))
    opened = Lot("", serum.uid, "OPEN", f"{day.year + 3}-06", opened_on=day)
    stock.save_lot(room.clinic, opened)
    room.start()
    tap(room.screen.parts.products.add_button)
    menu = room.screen.parts.products.findChild(QMenu)
    assert menu is not None
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts[:2] == ["HA serum · OPEN", "HA serum · SOON"]
    assert len(texts) == 4, "then only what is not in the stock"
    menu.actions()[0].trigger()
    menu.close()
    box = room.screen.parts.products.row_widget(room.draft.topicals[0].row).lot.lot
    offered = [box.itemData(row).lot for row in range(box.count())]
    assert offered[:4] == ["OPEN", "SOON", "LATER", "EMPTY"]
    assert offered[4:6] == ["OLD1", "OLD2"], "what is long expired stands at the end"


def test_one_tap_selects_all_treated_zones_for_their_endpoints(room: Room) -> None:
    card = room.screen.parts.selection
    for path_id in (CHEEK_LEFT, "forehead", "nose"):
        room.tap_zone(path_id)
        room.tap_depth(500)
    assert not card.every.isChecked()
    tap(card.every)
    tap(card.erythema.button(2))
    assert [row.erythema for row in room.draft.zones] == [2, 2, 2]
    assert len(room.draft.zones) == 3, "no zone that was not treated gets a row"
    tap(card.every)
    assert not card.chips.isEnabled(), "a second tap lets go of them"


def test_zones_of_ones_own_share_a_code_and_are_told_apart(room: Room) -> None:
    choice, card = room.screen.choice, room.screen.parts.selection
    for name in ("Scar knee", "Scar elbow"):
        choice._add(CUSTOM_ZONE, Side.MID, name)
    room.tap_depth(1000)
    assert [row.depth_um for row in room.draft.zones] == [None, 1000], "the row that is selected"
    choice.select_row(1)
    assert [card.remove.isHidden(), card.every.isChecked()] == [False, False]
    tap(card.every)
    room.tap_depth(1500)
    assert [row.depth_um for row in room.draft.zones] == [1500, 1500]
    choice.select_row(1)
    card.remove.click()
    assert [row.custom_name for row in room.draft.zones] == ["Scar elbow"]


def test_passes_endpoints_and_pattern_go_to_the_selection(room: Room) -> None:
    room.tap_zone("chin")
    room.tap_depth(1000)
    card = room.screen.parts.selection
    type_into(card.passes.field, "4")
    tap(card.erythema.button(2))
    tap(card.bleeding.button(1))
    card.pattern_chosen.emit(Pattern.STAMP)
    row = room.draft.zones[0]
    assert (row.passes, row.erythema, row.bleeding, row.pattern) == (4, 2, 1, Pattern.STAMP)


def test_undo_and_redo_name_the_act(room: Room) -> None:
    room.tap_zone("chin")
    room.tap_depth(1000)
    assert "Chin" in room.screen.parts.undo.toolTip()
    assert "1.00" in room.screen.parts.undo.toolTip()
    tap(room.screen.parts.undo)
    assert not room.draft.zones
    tap(room.screen.parts.redo)
    assert [row.depth_um for row in room.draft.zones] == [1000]


def test_a_depth_over_the_advice_needs_a_reason_before_signing(room: Room) -> None:
    room.tap_zone("forehead")
    room.tap_depth(1500)
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    assert not sheet.sign.isEnabled()
    assert min(line.height() for line in sheet.lines) >= 44, "a line is hit by a gloved finger"
    tap(sheet.lines[0])
    field = _application().focusWidget()
    assert field is not None
    QTest.keyClicks(field, "scar, informed")
    assert room.draft.zones[0].reason == "scar, informed"
    room.finish_and_sign()
    assert room.signed == [sessions.records(room.clinic, room.client.uid)[0].content.uid]


def test_a_zone_is_held_to_the_label_of_the_device_in_use(room: Room) -> None:
    pen = Device("", "My pen", model_code="skinpen_precision", deepest_um=2500, step_um=250)
    room.screen.acts.use_device(stock.save_device(room.clinic, pen))
    room.tap_zone("cheek_medial_right")
    room.tap_depth(1500)
    type_into(room.row().depth_field.field, "1.75")
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    assert not sheet.sign.isEnabled()
    tap(sheet.lines[0])
    field = _application().focusWidget()
    assert field is not None
    QTest.keyClicks(field, "scar, informed")
    room.finish_and_sign()
    [record] = sessions.records(room.clinic, room.client.uid)
    kept = [one.detail for one in record.findings if one.rule == "depth_over_advice"]
    assert kept == ["1500"]


def test_the_last_look_gives_the_focus_back_and_a_line_leads_to_its_control(room: Room) -> None:
    room.tap_zone("forehead")
    room.tap_depth(1000)
    finish = room.screen.parts.finish
    finish.setFocus()
    room.screen.finish()
    sheet = room.screen.signing.sheet
    assert sheet is not None
    sheet.reject()
    assert room.screen.window().focusWidget() is finish
    tap(finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    tap(next(line for line in sheet.lines if line.text() == "No device is chosen"))
    focused = room.screen.window().focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "Device"


def test_two_depths_in_one_zone(room: Room) -> None:
    room.tap_zone("chin")
    room.tap_depth(1000)
    tap(room.row().more)
    details = room.row().details
    assert details is not None
    tap(details.repeat)
    type_into(room.row(1).depth_field.field, "2")
    assert [row.depth_um for row in room.draft.zones] == [1000, 2000]


def test_a_note_typed_letter_by_letter_is_one_undo(room: Room) -> None:
    QTest.keyClicks(room.screen.parts.note, "calm skin")
    assert sessions.load_draft(room.clinic, room.draft.uid).note == "calm skin"
    room.screen.editor.undo()
    assert room.draft.note == ""
    assert room.screen.parts.note.toPlainText() == ""


def test_repeat_copies_what_was_decided_and_nothing_measured(
    room: Room, clock: SteppingClock
) -> None:
    device = stock.save_device(room.clinic, Device("", "SkinPen", step_um=250))
    product = stock.save_product(room.clinic, Product("", "HA serum", "hyaluronic_acid"))
    lot = stock.save_lot(room.clinic, Lot("", product.uid, "H1", "2026-03"))
    room.screen.acts.use_device(device)
    room.screen.acts.add_product(product, lot)
    room.tap_zone("chin")
    room.tap_depth(1000)
    tap(room.screen.parts.selection.erythema.button(3))
    tap(room.screen.parts.side.reactions.none)
    room.finish_and_sign()
    clock.now += timedelta(days=60)
    room.start(repeat=True)
    row = room.draft.zones[0]
    assert (row.depth_um, row.erythema) == (1000, None)
    assert room.draft.reactions is None
    assert room.draft.device is not None
    assert [(used.name, used.lot) for used in room.draft.topicals] == [("HA serum", "")]
    room.tap_zone("chin")
    room.tap_depth(1250)
    assert "1.00" in room.row()._was.text()


def test_an_end_before_the_start_is_said_and_stops_the_signature(room: Room) -> None:
    room.tap_zone("chin")
    room.tap_depth(500)
    times = room.screen.parts.side.times
    times.set_open(True)
    type_into(times.start.line, "14:00")
    type_into(times.end.line, "13:00")
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    assert not sheet.sign.isEnabled()
    assert "before the start" in sheet.lines[0].text()


def test_a_session_entered_days_later_claims_no_time_that_nobody_gave(room: Room) -> None:
    times = room.screen.parts.side.times
    times.set_open(True)
    type_into(times.day.line, "2026-02-27")
    assert room.draft.started_at is not None
    assert only_day_known(room.draft.started_at)
    assert times.start.value() is None
    type_into(times.start.line, "10:30")
    assert (room.draft.started_at.hour, room.draft.started_at.minute) == (10, 30)
    assert room.draft.ended_at is None


def test_a_zone_is_found_by_any_of_its_names(room: Room) -> None:
    room.screen.choice.search()
    sheet = room.screen.choice.sheet
    assert sheet is not None
    assert sheet.list.sizeHintForRow(0) >= 44, "a line as high as a finger"
    QTest.keyClicks(sheet.field, "malar")
    QTest.keyClick(sheet.field, Qt.Key.Key_Return)
    assert [row.zone for row in room.draft.zones] == ["cheek_lateral"]


def test_showing_the_draft_again_writes_nothing(room: Room) -> None:
    room.tap_zone("chin")
    room.tap_depth(500)
    before = room.draft
    room.screen.editor.changed.emit(before)
    room.screen.editor.changed.emit(before)
    assert room.draft == before
    assert room.screen.editor.undo_text.endswith("0.50 mm")


def test_a_score_of_the_session_is_signed_with_it(room: Room) -> None:
    section = room.screen.parts.side.scores
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(1500)
    room.screen.acts.set_no_reactions()
    section.add_button.click()
    sheet = section.sheet
    assert sheet is not None
    sheet.chooser.tiles["mmasi"].click()
    assert sheet.form is not None
    for code, points in {
        "forehead.area": 2, "forehead.darkness": 3, "malar_right.area": 4,
        "malar_right.darkness": 3, "malar_left.area": 0, "chin.area": 0,
    }.items():  # fmt: skip
        tap(sheet.form.pickers[code].button(points * 1000))
    tap(sheet.save_button)
    assert [score.total for score in room.draft.scores] == [5400]
    assert [line.text() for line in section.lines] == ["mMASI  5.4"]
    assert sessions.load_draft(room.clinic, room.draft.uid).scores == room.draft.scores
    uid = room.draft.uid
    room.finish_and_sign()
    record = sessions.session_record(room.clinic, uid)
    assert [(score.scale, score.total) for score in record.content.scores] == [("mmasi", 5400)]


def test_a_score_of_the_session_is_answered_anew_undone_and_removed(room: Room) -> None:
    section = room.screen.parts.side.scores
    for points in (3, 5):
        (section.lines[0] if section.lines else section.add_button).click()
        sheet = section.sheet
        assert sheet is not None
        if sheet.form is None:
            sheet.chooser.tiles["satisfaction"].click()
        assert sheet.form is not None
        tap(sheet.form.pickers["grade"].button(points * 1000))
        tap(sheet.save_button)
    assert [score.total for score in room.draft.scores] == [5000]
    room.screen.editor.undo()
    assert [line.text() for line in section.lines] == ["Satisfaction 0–10  3"]
    room.screen.acts.remove_score(room.draft.scores[0])
    assert section.lines == []


def test_a_corrected_day_of_the_session_is_the_day_of_its_scores(room: Room) -> None:
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(1500)
    section = room.screen.parts.side.scores
    section.add_button.click()
    assert section.sheet is not None
    section.sheet.chooser.tiles["pain"].click()
    assert section.sheet.form is not None
    tap(section.sheet.form.pickers["grade"].button(4000))
    tap(section.sheet.save_button)
    start = room.draft.started_at
    assert start is not None
    room.screen.acts.set_times(start - timedelta(days=9), None)
    uid = room.draft.uid
    room.finish_and_sign()
    (score,) = sessions.session_record(room.clinic, uid).content.scores
    assert score.rated_on == (start - timedelta(days=9)).date()


def test_the_aftercare_sheet_that_fits_is_given_in_one_tap(room: Room) -> None:
    room.start()
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(1500)
    close = room.screen.parts.side.close_section
    (suggestion,) = close.sheets.suggestions
    assert suggestion.text() == "Face, deep given"
    tap(suggestion)
    given = room.draft.aftercare
    assert given is not None
    assert (given.sheet, given.version) == ("Face, deep", "1")
    assert given.given_at == room.context.now()
    assert close.sheets.suggestions == []
    assert close.sheets.print_button.isVisible()
    kept = close.sheets.given()
    assert kept is not None
    assert kept.uid


def test_shallow_depths_and_other_parts_suggest_their_own_sheet(room: Room) -> None:
    room.start()
    close = room.screen.parts.side.close_section
    assert close.sheets.suggestions == []
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(250)
    assert [one.text() for one in close.sheets.suggestions] == ["Face, shallow given"]
    room.screen.acts.add_zone("hand_dorsum_radial", Side.LEFT)
    room.screen.acts.set_depth([("hand_dorsum_radial", Side.LEFT)], 500)
    texts = [one.text() for one in close.sheets.suggestions]
    assert texts == ["Hands given", "Face, shallow given"]


def test_a_severe_reaction_says_what_comes_of_it(room: Room) -> None:
    room.start()
    reactions = room.screen.parts.side.reactions
    room.screen.acts.add_reaction("faintness", sign=ReactionSign.FAINTNESS, severity=2)
    assert not reactions.severe.isVisible()
    room.screen.acts.set_reaction(1, "faintness", severity=3)
    assert reactions.severe.isVisible()


def test_an_adverse_event_of_an_earlier_session_stands_in_the_header(room: Room) -> None:
    event = AdverseEvent("", room.client.uid, AdverseKind.DARKENING, room.context.today())
    record_event(room.clinic, event)
    room.start()
    QCoreApplication.processEvents()
    header = room.screen.findChildren(Pill)
    assert "Darkening, not resolved" in {pill.text() for pill in header if pill.isVisible()}


def test_the_zone_of_the_session_before_is_not_chosen_on_the_map_of_the_next(room: Room) -> None:
    room.start()
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(500)
    body = room.screen.parts.map.body_map
    assert body.selection
    other = clients.create_client(room.clinic, Client("", "Kwame Mensah"))
    room.screen.start(other.uid, repeat=False)
    assert not body.selection
