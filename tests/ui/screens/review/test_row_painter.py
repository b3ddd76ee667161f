"""A page of the list is one step between Qt and Python, and what repeats is made once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHoverEvent, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlelog.domain.review import Flag, Tick
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.review import SessionRow
from needlelog.ui import formats
from needlelog.ui.screens.review import cell_pictures, columns
from needlelog.ui.screens.review import row_painter as of_sessions
from needlelog.ui.screens.review.columns import Column
from needlelog.ui.screens.review.list_model import SessionListModel
from needlelog.ui.screens.review.session_table import SessionTable
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets import row_painter
from tests.ui.screens.review.test_session_list import DAY, Fetches, row

ROWS = 40
HEAD = 11
"""What the style sheet leaves free on either side of a heading, in pixels."""


class Counted:
    """How often something was called."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, owner: object, name: str) -> None:
        self.calls = 0
        real = getattr(owner, name)

        def counting(*given: object, **named: object) -> object:
            self.calls += 1
            return real(*given, **named)

        monkeypatch.setattr(owner, name, counting)


@pytest.fixture
def look(qapp: QApplication) -> ThemeManager:
    manager = ThemeManager(qapp)
    manager.apply(Mode.LIGHT)
    return manager


@pytest.fixture
def table(qtbot: QtBot, look: ThemeManager) -> Iterator[SessionTable]:
    assert look.mode is Mode.LIGHT
    model = SessionListModel(Fetches(), zone_catalogue(), lambda: DAY)
    made = SessionTable(model)
    qtbot.addWidget(made)
    made.resize(1000, 600)
    made.show()
    model.set_ids(list(range(ROWS)), [_row(number) for number in range(ROWS)])
    yield made
    model.set_ids([])


def _row(number: int) -> SessionRow:
    ticks = Tick.CONSENT if number % 2 else Tick.CONSENT | Tick.LOTS
    return replace(row(number, ticks), flags=Flag.LOT_MISSING if number % 3 else Flag.ADDENDUM)


def painted(table: SessionTable) -> QImage:
    """The rows as they stand in the view."""
    return table.viewport().grab().toImage()


def ground(table: SessionTable, place: int, column: Column) -> QColor:
    """The colour at the left edge of a cell."""
    rect = table.visualRect(table.model().index(place, column))
    return painted(table).pixelColor(rect.left() + 2, rect.center().y())


def test_a_page_is_painted_without_asking_the_model_cell_by_cell(
    table: SessionTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(table)
    asked = Counted(monkeypatch, SessionListModel, "data")
    paints = Counted(monkeypatch, row_painter.RowPainter, "paint")
    painted(table)
    assert paints.calls == 1
    assert asked.calls == 0


def test_what_repeats_is_made_once(table: SessionTable, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Counted(monkeypatch, row_painter, "QFontMetrics")
    also = Counted(monkeypatch, cell_pictures, "QFontMetrics")
    words = Counted(monkeypatch, SessionListModel, "texts")
    ticks = Counted(monkeypatch, of_sessions, "paint_ticks")
    tags = Counted(monkeypatch, of_sessions, "pills")
    table.viewport().resize(table.viewport().size())
    painted(table)
    shown = table.rowAt(table.viewport().height() - 1) + 1
    assert 5 < shown < ROWS
    assert made.calls <= len(Column)
    assert also.calls == tags.calls <= 2
    assert words.calls <= shown
    assert ticks.calls <= 2
    before = (made.calls, also.calls, words.calls, ticks.calls)
    painted(table)
    assert (made.calls, also.calls, words.calls, ticks.calls) == before


def test_the_row_in_front_and_the_row_under_the_pointer_stand_out(table: SessionTable) -> None:
    table.choose(2)
    middle = table.visualRect(table.model().index(4, Column.CLIENT)).center()
    _hover(table, middle)
    for column in (Column.TICKED, Column.CLIENT, Column.FLAGS):
        assert ground(table, 2, column) == theme().colour("accent_ground")
        assert ground(table, 4, column) == theme().colour("hover")
        assert ground(table, 3, column) == theme().colour("surface")
    table.choose(3)
    assert ground(table, 2, Column.CLIENT) == theme().colour("surface")


def test_a_tick_is_painted_and_taken_away(table: SessionTable) -> None:
    model = table.model()
    assert isinstance(model, SessionListModel)

    def box() -> QColor:
        place = table.visualRect(model.index(1, Column.TICKED)).center()
        return painted(table).pixelColor(place - QPoint(7, 0))

    model.toggle(1)
    assert box() == theme().colour("accent")
    model.toggle(1)
    assert box() == theme().colour("surface")


def test_another_theme_and_another_day_are_followed(
    table: SessionTable, look: ThemeManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    table.choose(2)
    light = painted(table)
    look.apply(Mode.DARK)
    assert ground(table, 4, Column.CLIENT) == theme().colour("surface")
    assert painted(table) != light
    look.apply(Mode.LIGHT)
    assert painted(table) == light
    today = Counted(monkeypatch, SessionListModel, "texts")
    monkeypatch.setattr(SessionListModel, "today", lambda _self: date(2027, 3, 2))
    painted(table)
    assert today.calls > 0


def test_a_row_that_is_not_here_shows_that_it_comes(table: SessionTable) -> None:
    model = table.model()
    assert isinstance(model, SessionListModel)
    model.set_ids(list(range(100, 200)))
    assert _has_ink(table, Column.CLIENT)
    assert not _has_ink(table, Column.WHEN)
    model.set_ids(list(range(ROWS)), [_row(number) for number in range(ROWS)])
    assert _has_ink(table, Column.WHEN)


def test_words_end_where_their_column_ends(table: SessionTable) -> None:
    model = table.model()
    assert isinstance(model, SessionListModel)
    long = replace(_row(0), practitioner_name="A name much longer than its column is wide")
    model.set_ids([0], [long])
    painted(table)
    font = QFontMetrics(text_font(13))
    width = table.columnWidth(Column.PRACTITIONER)
    assert font.horizontalAdvance(long.practitioner_name) > width
    right = table.visualRect(model.index(0, Column.PRACTITIONER)).right()
    image = painted(table)
    edge = {image.pixelColor(right - 4, y).name() for y in range(5, 40)}
    assert edge == {theme().colour("surface").name()}


def _has_ink(table: SessionTable, column: Column) -> bool:
    image, rect = painted(table), table.visualRect(table.model().index(0, column))
    row = {
        image.pixelColor(x, y).lightness()
        for x in range(rect.left(), rect.right())
        for y in range(rect.top(), rect.bottom() - 1)
    }
    return min(row) < 160


def _hover(table: SessionTable, place: QPoint) -> None:
    event = QHoverEvent(
        QHoverEvent.Type.HoverMove, place, table.viewport().mapToGlobal(place), QPoint(-1, -1)
    )
    QApplication.sendEvent(table.viewport(), event)


def test_each_tick_stands_under_its_word_in_the_heading(table: SessionTable) -> None:
    """A tick that is there is good, one that is missing is not: so each is found by its colour."""
    sizes = QFontMetrics(text_font(metrics().text(12), QFont.Weight.DemiBold))
    heading, rows = columns.title(Column.COMPLETE), painted(table)
    cell = table.visualRect(table.model().index(0, Column.COMPLETE))
    assert sizes.horizontalAdvance(heading) <= table.columnWidth(Column.COMPLETE) - 2 * HEAD
    lots = cell.left() + HEAD + sizes.horizontalAdvance(heading[: heading.index("Lots")])
    end = lots + sizes.horizontalAdvance("Lots")
    colour, line = theme().colour("good_ground"), cell.center().y() - 8
    good = [x for x in range(cell.left(), cell.right()) if rows.pixelColor(x, line) == colour]
    under = [x for x in good if lots <= x <= end]
    assert under, "row 0 has its lots"
    assert abs((under[0] + under[-1]) / 2 - (lots + end) / 2) <= 1.5


def _inks(picture: QImage, top: int, bottom: int, left: int, right: int) -> set[str]:
    """Which colours stand in a part of a picture."""
    return {picture.pixelColor(x, y).name() for x in range(left, right) for y in range(top, bottom)}


def _halves_of_the_client(table: SessionTable) -> tuple[set[str], set[str]]:
    cell = table.visualRect(table.model().index(1, Column.CLIENT))
    sides, picture = (cell.left() + 6, cell.right() - 6), painted(table)
    middle = cell.center().y()
    upper = _inks(picture, cell.top(), middle - 1, *sides)
    return upper, _inks(picture, middle + 3, cell.bottom() - 1, *sides)


def test_with_little_room_when_it_was_stands_below_the_client(table: SessionTable) -> None:
    table.set_narrow(narrow=True, slim=False)
    assert table.isColumnHidden(Column.WHEN)
    assert not table.isColumnHidden(Column.FLAGS)
    upper, lower = _halves_of_the_client(table)
    ink, quiet = theme().colour("ink").name(), theme().colour("quiet").name()
    assert (ink in upper, quiet in upper) == (True, False)
    assert (ink in lower, quiet in lower) == (False, True)
    client, below = (
        next(each for each in table.places() if each.column == column)
        for column in (Column.CLIENT, Column.WHEN)
    )
    assert (below.left, below.width) == (client.left, client.width)
    table.set_columns([Column.FLAGS])
    assert Column.WHEN not in {each.column for each in table.places()}


def test_with_hardly_any_room_what_stands_out_is_below_the_client(
    table: SessionTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[str]] = []
    monkeypatch.setattr(
        of_sessions,
        "paint_tags",
        lambda _painter, _cell, tags: told.append([words for words, _tone in tags]),
    )
    table.set_narrow(narrow=True, slim=True)
    table.resize(300, 600)
    painted(table)
    assert not table.horizontalScrollBar().isVisible()
    assert [
        "no screening, lots, photos, reactions, aftercare",
        "Lot missing",
    ] in told


def test_no_day_of_the_year_is_cut(table: SessionTable) -> None:
    styles = of_sessions.SessionPainter(table._model).styles()
    sizes = QFontMetrics(styles[Column.WHEN].font)
    room = table.columnWidth(Column.WHEN) - 2 * HEAD
    for month in range(1, 13):
        at = DAY.replace(month=month, day=28)
        words = f"{formats.day_short(at)} {formats.clock_time(time(20, 48))}"
        assert sizes.horizontalAdvance(words) <= room, words


def test_namesakes_do_not_look_alike_where_there_is_little_room(table: SessionTable) -> None:
    names = ("Rina Patel", "Rina Patel (AP-20417)", "Rina Patel (AP-50111)")
    rows = [replace(_row(number), practitioner_name=name) for number, name in enumerate(names)]
    model = table.model()
    assert isinstance(model, SessionListModel)
    model.set_ids([0, 1, 2], rows)
    column = model.index(1, Column.PRACTITIONER)
    second, third = (
        painted(table).copy(table.visualRect(model.index(place, column.column())))
        for place in (1, 2)
    )
    room = table.columnWidth(Column.PRACTITIONER)
    assert QFontMetrics(text_font(metrics().text(13))).horizontalAdvance(names[1]) > room
    assert second != third
