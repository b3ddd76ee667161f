"""The review at the window: conditions, order, columns, the reasons, the check, the trail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from needlelog.db.queries.trail import trail_page
from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.recalls import RecallKind
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side
from needlelog.services import clients, recalls, review, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.filter_choices import FilterChoices
from needlelog.services.trail import TrailCheck
from needlelog.services.verification import Progress
from needlelog.ui.context import Changes, Context
from needlelog.ui.places import REVIEW
from needlelog.ui.review_words import pills
from needlelog.ui.scanning.lone_key import WAIT_MS
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.record.screen import RecordScreen
from needlelog.ui.screens.review import preview_reading, trail_model
from needlelog.ui.screens.review import screen as review_screen
from needlelog.ui.screens.review.columns import Column
from needlelog.ui.screens.review.row_painter import SessionPainter
from needlelog.ui.screens.review.screen import ReviewScreen
from needlelog.ui.session_filter.filter_fields import NotUnderstood, condition_field
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.segmented import SegmentedControl
from tests.ui.screens.conftest import Clock, treat

CHOICES = FilterChoices(products=(("s", "Serum"),), people=(("p", "Rina"),), concerns=("scars",))


@pytest.fixture
def log(clinic: Clinic, clock: Clock) -> dict[str, str]:
    """Three sessions by the clients' names."""
    return {
        name: treat(
            clinic,
            clock,
            clients.create_client(clinic, Client("", name)).uid,
            date(2026, 12, day),
            {zone: depth},
        )
        for name, day, zone, depth in (
            ("Anna", 2, "chin", 500),
            ("Bea", 3, "nose", 1500),
            ("Cleo", 4, "forehead", 1000),
        )
    }


@pytest.fixture
def screen(qtbot: QtBot, context: Context, log: dict[str, str]) -> Iterator[ReviewScreen]:
    assert log
    made = ReviewScreen(context)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    made.activate()
    settle(qtbot, context)
    yield made
    made.model.set_ids([])


def settle(qtbot: QtBot, context: Context) -> None:
    for _ in range(3):
        qtbot.waitUntil(context.worker.idle)
    assert context.property("troubles") == []


def listed(screen: ReviewScreen) -> list[str]:
    return [
        row.client_name for n in range(screen.model.rowCount()) if (row := screen.model.row_at(n))
    ]


def test_it_opens_with_what_waits_newest_first(screen: ReviewScreen, context: Context) -> None:
    assert context.filter.wanted == review.QUEUE
    assert listed(screen) == ["Cleo", "Bea", "Anna"]
    assert screen.preview.shown is not None
    assert screen.preview.shown.row.client_name == "Cleo"
    assert next(iter(screen.filter.chips)) == "states"


def test_a_title_sorts_in_the_database(
    qtbot: QtBot, screen: ReviewScreen, context: Context
) -> None:
    for column, names in (
        (Column.CLIENT, ["Anna", "Bea", "Cleo"]),
        (Column.CLIENT, ["Cleo", "Bea", "Anna"]),
        (Column.TREATED, ["Bea", "Cleo", "Anna"]),
    ):
        screen.table.horizontalHeader().sectionClicked.emit(int(column))
        settle(qtbot, context)
        assert listed(screen) == names


def test_the_session_in_front_stays_in_front(
    qtbot: QtBot, screen: ReviewScreen, context: Context
) -> None:
    screen.table.step(1)
    settle(qtbot, context)
    screen.table.horizontalHeader().sectionClicked.emit(int(Column.CLIENT))
    settle(qtbot, context)
    assert screen.table.currentIndex().row() == 1
    assert screen.preview.shown is not None
    assert screen.preview.shown.row.client_name == "Bea"


def test_words_and_conditions_combine_and_go(
    qtbot: QtBot, screen: ReviewScreen, context: Context
) -> None:
    screen.filter.search.setText("an")
    screen.filter.search.searched.emit("an")
    settle(qtbot, context)
    assert listed(screen) == ["Anna"]
    context.filter.want(replace(context.filter.wanted, depth_from_um=2000))
    settle(qtbot, context)
    assert screen.model.rowCount() == 0
    assert not screen.preview.isVisible()
    assert screen.empty.isVisible()
    screen.filter.chips["depth"].click()
    settle(qtbot, context)
    assert listed(screen) == ["Anna"]
    context.filter.want(SessionFilter())
    settle(qtbot, context)
    assert screen.filter.search.text() == ""


def test_a_session_beyond_the_first_page_stays_in_front(
    qtbot: QtBot, screen: ReviewScreen, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(review_screen, "FIRST_PAGE", 1)
    screen.table.choose(2)
    screen.table.tick()
    settle(qtbot, context)
    screen.refresh()
    settle(qtbot, context)
    assert screen.model.rowCount() == 3
    assert screen.table.currentIndex().row() == 2
    assert len(screen.model.ticked) == 1

    def in_preview() -> str:
        return screen.preview.shown.row.client_name if screen.preview.shown else ""

    qtbot.waitUntil(lambda: in_preview() == "Anna")


def test_the_row_in_front_is_read_before_its_preview(
    qtbot: QtBot, screen: ReviewScreen, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noted(module: object, name: str, what: str) -> None:
        own = getattr(module, name)

        def act(*given: object) -> object:
            read.append(what)
            return own(*given)

        monkeypatch.setattr(module, name, act)

    noted(review, "session_rows", "row")
    noted(preview_reading, "read_preview", "preview")
    screen.model.set_ids(list(screen.model.ids))
    screen.table.choose(2)
    # The preview reads its own row once more.
    qtbot.waitUntil(lambda: len(read) == 3)
    settle(qtbot, context)
    assert read == ["row", "preview", "row"]
    assert screen.preview.shown is not None
    assert screen.preview.shown.row.client_name == "Anna"


def test_columns_are_chosen_and_kept(qtbot: QtBot, screen: ReviewScreen, context: Context) -> None:
    menu = screen.table.offer_columns(screen.mapToGlobal(screen.rect().center()))
    next(one for one in menu.actions() if one.text() == "State").trigger()
    next(one for one in menu.actions() if one.text() == "Practitioner").trigger()
    menu.close()
    settle(qtbot, context)
    again = ReviewScreen(context)
    qtbot.addWidget(again)
    again.resize(1300, 800)
    again.activate()
    settle(qtbot, context)
    assert not again.table.isColumnHidden(Column.STATE)
    assert again.table.isColumnHidden(Column.PRACTITIONER)
    assert not again.table.isColumnHidden(Column.CLIENT)
    again.model.set_ids([])


def test_what_is_new_shows_at_once(
    qtbot: QtBot, screen: ReviewScreen, context: Context, log: dict[str, str]
) -> None:
    sessions.add_addendum(context.clinic, log["Cleo"], "Gone after a day.")
    review.ask_question(context.clinic, log["Cleo"], "Which day?")
    from needlelog.ui.context import Changes

    context.changed.emit(Changes.of("session", uid=log["Cleo"]))
    settle(qtbot, context)
    shown = screen.preview.shown
    assert shown is not None
    assert [entry.act for entry in shown.history[:2]] == ["question asked", "addendum"]
    assert Flag.QUESTION | Flag.ADDENDUM in shown.row.flags
    assert screen.preview.thread_of_questions.isVisible()


def check_told(screen: ReviewScreen) -> SheetDialog:
    return next(one for one in screen.window().findChildren(SheetDialog) if one.isVisible())


def test_the_badge_is_the_result_of_a_check(
    qtbot: QtBot, screen: ReviewScreen, context: Context
) -> None:
    assert "Verified" not in screen.badge.text()
    screen.badge.click()
    settle(qtbot, context)
    assert screen.badge.text().startswith("Verified")
    screen.badge.click()
    sheet = check_told(screen)
    said = " ".join(one.text() for one in sheet.findChildren(QLabel))
    assert screen.badge.result is not None
    assert f"in {screen.badge.result.entries} steps" in said
    with context.clinic.database.write() as session:
        connection = session.connection()
        names = connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        ).scalars()
        for name in names.all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE audit_entry SET person = 'X' WHERE sequence = 2")
    QTest.mouseClick(sheet.findChildren(Button)[0], Qt.MouseButton.LeftButton)
    settle(qtbot, context)
    assert screen.badge.text().startswith("Altered: Entry 2 ")
    said = " ".join(one.text() for one in check_told(screen).findChildren(QLabel))
    assert "not as they were written" in said


def test_a_check_under_way_tells_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, screen: ReviewScreen, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go = Event()

    def slow_check(clinic: Clinic, progress: Progress) -> TrailCheck:
        assert clinic is context.clinic
        progress(42, 100)
        let_go.wait(10)
        progress(43, 100)
        raise AssertionError("the check went on")

    monkeypatch.setattr("needlelog.ui.screens.review.chain_badge.check_trail", slow_check)
    screen.badge.click()
    qtbot.waitUntil(lambda: "42 %" in screen.badge.text())
    assert "press to stop" in screen.badge.text()
    screen.badge.click()
    let_go.set()
    settle(qtbot, context)
    assert screen.badge.text() == "Check the records"
    assert screen.badge.result is None


INSPECTOR = Practitioner("inspector-1", "Olga", Role.INSPECTOR)
COLLEAGUE = Practitioner("colleague-1", "Mei", Role.PRACTITIONER)


def opened_by(context: Context) -> list[tuple[str, str]]:
    """Who opened which kind of record, by the trail."""
    with context.clinic.database.read() as session:
        entries = trail_page(session)
    return [(entry.person, entry.kind) for entry in entries if entry.act == "opened"]


def test_an_inspector_reads_and_it_is_noted(
    qtbot: QtBot, context: Context, log: dict[str, str]
) -> None:
    context.clinic.person = INSPECTOR
    made = ReviewScreen(context)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    made.activate()
    settle(qtbot, context)
    assert made.model.rowCount() == len(log)
    assert made.badge.isVisible()
    preview = made.preview
    for button in (made.sign_button, preview.ask_button, preview.countersign_button):
        assert not button.isVisible()
    assert made.table.isColumnHidden(Column.TICKED)
    made._ask()
    made._sign_one()
    made._sign_many()
    settle(qtbot, context)
    assert opened_by(context) == [("Olga", "session")]
    made.model.set_ids([])


def test_records_and_clients_of_others_are_noted_when_they_are_opened(
    qtbot: QtBot, context: Context, log: dict[str, str]
) -> None:
    record, client = RecordScreen(context), ClientScreen(context)
    for made in (record, client):
        qtbot.addWidget(made)
    uid = sessions.session_record(context.clinic, log["Bea"]).content.client_uid
    record.open_record(log["Bea"])
    client.open_client(uid, "record")
    settle(qtbot, context)
    assert opened_by(context) == []
    context.clinic.person = COLLEAGUE
    record.open_record(log["Anna"])
    client.open_client(sessions.session_record(context.clinic, log["Anna"]).content.client_uid, "")
    settle(qtbot, context)
    assert sorted(opened_by(context)) == [("Mei", "client"), ("Mei", "session")]


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("days", SessionFilter(period=Period.MONTH)),
        ("days", SessionFilter(first=date(2026, 1, 1), last=date(2026, 2, 1))),
        ("states", SessionFilter(states=(SessionState.SIGNED, SessionState.VOID))),
        ("practitioner", SessionFilter(practitioner_uid="p")),
        ("zone", SessionFilter(zone="chin", side=Side.MID)),
        ("zone", SessionFilter(side=Side.LEFT)),
        ("depth", SessionFilter(depth_from_um=500, depth_to_um=1250)),
        ("passes", SessionFilter(passes_from=2)),
        ("product", SessionFilter(product_uid="s")),
        ("lot", SessionFilter(lot="H-22")),
        ("concern", SessionFilter(concern="scars")),
        ("phototype", SessionFilter(phototype=5)),
        ("flags", SessionFilter(flags=Flag.EXPIRED | Flag.QUESTION)),
        ("phase", SessionFilter(phase="maintenance")),
    ],
)
def test_a_sheet_shows_and_reads_back_its_condition(
    qtbot: QtBot, context: Context, condition: str, wanted: SessionFilter
) -> None:
    field = condition_field(condition, wanted, CHOICES, context.zones)
    qtbot.addWidget(field)
    assert field.read(SessionFilter()) == wanted
    empty = condition_field(condition, SessionFilter(), CHOICES, context.zones)
    qtbot.addWidget(empty)
    assert empty.read(replace(wanted, text="stays")) == SessionFilter(text="stays")
    kinds = (QLineEdit, QCheckBox, ChoiceBox, SegmentedControl, DateField)
    assert any(field.findChildren(kind) for kind in kinds)


@pytest.mark.parametrize(
    ("condition", "wanted"),
    [
        ("days", SessionFilter(first=date(2026, 2, 1), last=date(2026, 1, 1))),
        ("depth", SessionFilter(depth_from_um=1500, depth_to_um=500)),
        ("passes", SessionFilter(passes_from=8, passes_to=4)),
    ],
)
def test_what_is_turned_round_is_refused(
    qtbot: QtBot, context: Context, condition: str, wanted: SessionFilter
) -> None:
    field = condition_field(condition, wanted, CHOICES, context.zones)
    qtbot.addWidget(field)
    with pytest.raises(NotUnderstood):
        field.read(SessionFilter())


def test_a_recall_marks_its_sessions_and_a_condition_finds_them(
    qtbot: QtBot, screen: ReviewScreen, context: Context, clock: Clock, log: dict[str, str]
) -> None:
    clinic = context.clinic
    bea = sessions.session_record(clinic, log["Bea"]).content.client_uid
    treat(clinic, clock, bea, date(2026, 12, 5), {"chin": 500}, "S-9")
    recalls.open_recall(clinic, RecallKind.LOT, "", "particles", "s-9")
    context.changed.emit(Changes.of("recall"))
    settle(qtbot, context)
    rows = [row for n in range(screen.model.rowCount()) if (row := screen.model.row_at(n))]
    assert [(row.client_name, pills(row)[0]) for row in rows if Flag.RECALLED in row.flags] == [
        ("Bea", ("Recalled lot/device", "stop"))
    ]
    context.filter.want(SessionFilter(flags=Flag.RECALLED))
    settle(qtbot, context)
    assert listed(screen) == ["Bea"]
    words = " ".join(each.text() for each in screen.preview.why.findChildren(QLabel))
    assert "Lot s-9 was called back on" in words


def test_the_first_rows_are_painted_before_anything_else_is_read(
    qtbot: QtBot, context: Context, screen: ReviewScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    paint, read = SessionPainter.paint, ReviewScreen._read_rest

    def painted(self: SessionPainter, *given: object) -> None:
        order.append(f"painted {screen.model.rowCount()}")
        paint(self, *given)  # type: ignore[arg-type]

    def read_rest(self: ReviewScreen) -> None:
        order.append("the rest")
        read(self)

    monkeypatch.setattr(SessionPainter, "paint", painted)
    monkeypatch.setattr(ReviewScreen, "_read_rest", read_rest)
    context.filter.want(SessionFilter(zone="nose"))
    settle(qtbot, context)
    assert listed(screen) == ["Bea"]
    assert "painted 1" in order[: order.index("the rest")]


def test_only_the_session_that_is_seen_is_countersigned(
    qtbot: QtBot, context: Context, screen: ReviewScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    monkeypatch.setattr(screen.acts, "countersign_one", asked.append)
    screen.table.choose(2)
    screen.preview.countersign_wanted.emit()
    assert asked == [], "the preview still shows another one"
    settle(qtbot, context)
    QTest.keyClick(screen.table, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: asked == [screen.model.ids[2]])


def test_a_scanned_code_does_nothing_to_the_records(
    qtbot: QtBot, context: Context, screen: ReviewScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    acts = screen.acts
    monkeypatch.setattr(acts, "countersign_one", lambda _number: done.append("countersigned"))
    monkeypatch.setattr(acts, "countersign_waiting", lambda _wanted: done.append("many"))
    monkeypatch.setattr(acts, "ask", lambda _row: done.append("asked"))
    monkeypatch.setattr(acts, "open_record", lambda _number: done.append("opened"))
    screen.table.choose(2)
    settle(qtbot, context)
    for code in ("C24-0917", "c24-0917", "X11872", "Q42", "CX", "1C"):
        QTest.keyClicks(screen.table, code)
        QTest.keyClick(screen.table, Qt.Key.Key_Tab)
        screen.table.setFocus()
    QTest.qWait(3 * WAIT_MS)
    assert done == []
    assert not screen.model.ticked
    QTest.keyClick(screen.table, Qt.Key.Key_X)
    qtbot.waitUntil(lambda: bool(screen.model.ticked))
    QTest.keyClick(screen.table, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: done == ["countersigned"])


def test_the_enter_of_a_scan_opens_no_record(
    qtbot: QtBot, context: Context, screen: ReviewScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[int] = []
    monkeypatch.setattr(screen.acts, "open_record", opened.append)
    screen.table.choose(1)
    settle(qtbot, context)
    strike(screen.table, "C24-0917\r", 20)
    assert opened == []
    strike(screen.table, "\r", 20)
    assert opened == [screen.model.ids[1]]


def strike(target: QWidget, signs: str, pause: int) -> None:
    """Keys with the time stamps of a keyboard that leaves these milliseconds between them."""
    for number, sign in enumerate(signs):
        key = Qt.Key.Key_Return if sign == "\r" else Qt.Key(ord(sign.upper()))
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, sign)
        event.setTimestamp(1000 + pause * number)
        QApplication.sendEvent(target, event)


def test_a_key_that_is_held_countersigns_once(screen: ReviewScreen) -> None:
    signing = [
        each for each in screen.findChildren(QShortcut) if each.key().toString() in ("C", "Shift+C")
    ]
    assert len(signing) == 2
    assert not any(each.autoRepeat() for each in signing)


def test_what_stands_out_is_said_before_many_are_countersigned(
    qtbot: QtBot, context: Context, log: dict[str, str], screen: ReviewScreen
) -> None:
    review.ask_question(context.clinic, log["Cleo"], "Which day?")
    numbers = review.find_sessions(context.clinic, SessionFilter())
    flagged = {
        row.client_name: ", ".join(words for words, _tone in pills(row))
        for row in review.session_rows(context.clinic, numbers)
    }
    assert "Depth above advice" in flagged["Bea"]
    sheet = screen.acts.countersign(numbers)
    sheet.incomplete.setChecked(True)
    qtbot.waitUntil(lambda: sheet.plan is not None and len(sheet.plan.ready) == 2)
    said = [each.text() for each in sheet.findChildren(QLabel)]
    assert flagged["Bea"] in said
    assert flagged["Cleo"] not in said  # why it is left out is said instead
    sheet.reject()


def test_the_trail_shows_the_hour_of_each_entry(qtbot: QtBot, screen: ReviewScreen) -> None:
    screen.show_trail()
    qtbot.waitUntil(lambda: screen.trail.model.rowCount() > 0)
    table = screen.trail.table
    row = table.model().index(0, trail_model.WHEN)
    assert len(row.data()) >= len("4 Dec 2026 09:00")
    widest = table.fontMetrics().horizontalAdvance("28 Nov 2026 20:48")
    around = table.sizeHintForIndex(row).width() - table.fontMetrics().horizontalAdvance(row.data())
    assert widest + around <= table.columnWidth(trail_model.WHEN)


def test_who_is_led_to_the_review_sees_sessions_and_not_the_trail(
    qtbot: QtBot, context: Context, screen: ReviewScreen
) -> None:
    screen.show_trail()
    qtbot.waitUntil(screen.trail.isVisible)
    context.navigator.screen_requested.emit(REVIEW)
    assert not screen.trail.isVisible()
    assert screen.table.isVisible()
