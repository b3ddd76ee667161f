"""One axis: what it says, that nothing is joined, what a finger finds, and its files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlelog.domain.progress_series import progress_series
from needlelog.domain.scales import Rater
from needlelog.domain.timeline import Timeline
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.progress_chart import panels
from needlelog.ui.progress_chart.chart import Chart, chart_of, days_of, line_label
from needlelog.ui.progress_chart.chart_output import as_pdf, as_png, as_svg, paper_drawing
from needlelog.ui.progress_chart.chart_table import columns, rows, table_bytes
from needlelog.ui.progress_chart.day_marks import DayScale, day_marks
from needlelog.ui.progress_chart.hits import Hit, Kind, hit_at
from needlelog.ui.progress_chart.lanes import event_box, photo_box
from needlelog.ui.progress_chart.layout import chart_layout
from needlelog.ui.progress_chart.look import screen_look
from needlelog.ui.progress_chart.painter import Drawing
from needlelog.ui.theme.manager import Mode, ThemeManager
from tests.ui.progress_chart.ways import DAY, later, scored, whole_way

SHOWN = ("mmasi", "satisfaction")


@pytest.fixture
def chart(qapp: QApplication) -> Chart:
    ThemeManager(qapp).apply(Mode.LIGHT)
    return chart_of(progress_series(whole_way()).chosen(SHOWN), zone_catalogue())


def test_a_title_says_direction_raters_and_counts(chart: Chart) -> None:
    melasma, satisfaction = chart.panels
    assert melasma.title == "mMASI"
    assert melasma.details.startswith("lower is better, drawn upwards · clinician, Rina: 3 score")
    assert "clinician, Jana: 2 score" in melasma.details
    assert satisfaction.details.startswith("higher is better · client · 3 score")


def test_a_label_says_of_what_the_percent_is(chart: Chart) -> None:
    assert chart.panels[0].labels == ("6 · −50 % from 12", "10 · as the first")
    assert chart.panels[1].labels == ("8 · +100 % from 4",)
    # a scale that does not begin at zero has no percent
    grades = scored("goodman_baron", Rater.CLINICIAN, "", 4, 3)
    assert line_label(grades) == "3 · 1 better than 4"


def test_few_grades_are_told_in_words(qapp: QApplication) -> None:
    timeline = Timeline(scores=(scored("goodman_baron", Rater.CLINICIAN, "", 4),))
    panel = chart_of(progress_series(timeline), zone_catalogue()).panels[0]
    assert panel.grades[1:] == ((2000, "2 mild"), (3000, "3 moderate"), (4000, "4 severe"))


def test_days_of_which_nobody_knows_are_told_so() -> None:
    assert [days_of(3, 4), days_of(3, 7), days_of(3, None)] == ["3 d", "3–7 d", "≥ 3 d"]


def test_a_better_value_stands_higher_whichever_way_the_scale_counts(chart: Chart) -> None:
    layout = chart_layout(chart, 700)
    for panel, place in zip(chart.panels, layout.panels, strict=True):
        first, last = (panel.outcome.lines[0].points[at].total for at in (0, -1))
        assert panels.value_y(panel, place, last) < panels.value_y(panel, place, first)


@pytest.mark.parametrize("room", [0, 400, 620, 900, 1600])
def test_nothing_overlaps_and_room_is_used(chart: Chart, room: int) -> None:
    layout = chart_layout(chart, room)
    tops = [place.title_y for place in layout.panels]
    for section in (layout.photos, layout.depths, layout.topicals, layout.signs, layout.events):
        assert section is not None
        tops += [section.title_y, *section.tops]
    tops += [layout.ticks_y, layout.days_y, layout.height]
    assert all(upper <= lower for upper, lower in pairwise(tops))
    least = chart_layout(chart, 0).height
    assert layout.height <= max(room, least)


def test_marks_stand_apart() -> None:
    for days in (20, 200, 2000, 20_000):
        scale = DayScale(739_000, 739_000 + days, 150, 1000)
        places = [scale.x(day) for day, _words in day_marks(scale)]
        assert len(places) > 1
        assert all(right - left > 60 for left, right in pairwise(places))


def test_a_finger_finds_what_is_there(chart: Chart) -> None:
    drawing = paper_drawing(chart)
    scale, layout = drawing.scale, drawing.layout
    y = panels.value_y(chart.panels[1], layout.panels[1], 8000)
    at = QPointF(scale.x(later(60)), y)
    assert hit_at(drawing, at) == Hit(Kind.SCORE, "satisfaction--2")
    assert hit_at(drawing, photo_box(drawing, 1).center()) == Hit(Kind.PHOTO, "p2")
    event = event_box(drawing, chart.series.events[0])
    assert hit_at(drawing, QPointF(event.left() + 6, event.center().y())) == Hit(Kind.EVENT, "e1")
    tick = QPointF(scale.x(later(30)) + 3, layout.ticks_y)
    assert hit_at(drawing, tick) == Hit(Kind.SESSION, "s2")
    planned = QPointF(scale.x(later(90)), layout.ticks_y)
    assert hit_at(drawing, planned) == Hit(Kind.PLAN)
    assert hit_at(drawing, QPointF(scale.x(later(300)), 200)) is None
    assert hit_at(drawing, QPointF(20, 200)) is None


def test_the_table_has_every_value_and_runs_no_formula() -> None:
    timeline = whole_way()
    text = table_bytes(timeline, zone_catalogue()).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text)))
    assert tuple(read[0]) == columns()
    assert len(read) - 1 == len(list(rows(timeline, zone_catalogue())))
    assert ["2026-09-22", "depth", "1", "Cheek, lateral", "L + R", "1.25", "mm"] in [
        line[:7] for line in read
    ]
    assert {line[3] for line in read if line[1] == "product"} == {"'=HA"}
    days = [line[0] for line in read[1:]]
    assert days == sorted(days)
    assert sum(line[1] == "score" for line in read) == 8 + 6


def test_picture_drawing_and_page(chart: Chart) -> None:
    picture = QImage.fromData(as_png(chart))
    assert picture.width() == 2496
    assert picture.pixelColor(2, 2) == Qt.GlobalColor.white
    svg = as_svg(chart).decode()
    assert "mMASI" in svg
    assert "−50 % from 12" in svg
    page = PdfReader(io.BytesIO(as_pdf(chart, "Progress", "Ada Ng · 22 Nov 2026")))
    assert len(page.pages) == 1
    words = page.pages[0].extract_text()
    assert "Depth by zone" in words
    assert "final results expected" in words
    assert "Ada Ng · 22 Nov 2026" in words


def test_moved_it_looks_as_if_painted_anew(qtbot: QtBot, chart: Chart) -> None:
    from needlelog.ui.progress_chart.chart_view import ChartView

    view = ChartView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show_chart(chart)
    view.zoom(closer=True)
    view.grab()
    day = view.box.viewRange()[0][1] - view.box.viewRange()[0][0]
    # by whole pixels, so that not even rounding differs
    step = day / view.surface.width() * 12
    for _ in range(4):
        view.box.translateBy(x=step)
        moved = view.grab().toImage()
    view.cache.forget()
    anew = view.grab().toImage()
    differing = sum(
        moved.pixel(x, y) != anew.pixel(x, y)
        for x in range(0, moved.width(), 3)
        for y in range(0, moved.height(), 3)
    )
    assert differing < moved.width() * moved.height() / 9 * 0.01


def test_the_keyboard_goes_from_session_to_session(qtbot: QtBot, chart: Chart) -> None:
    from needlelog.ui.progress_chart.chart_view import ChartView

    view = ChartView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show_chart(chart)
    opened: list[Hit] = []
    view.opened.connect(opened.append)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Left)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert opened == [Hit(Kind.SESSION, "s2")]
    assert "Session 2, 22 Oct 2026" in view.accessibleDescription()
    whole = view.visible_days
    view.surface.pinched.emit(2.0, QPointF(500, 100))
    assert view.visible_days == pytest.approx(whole / 2, rel=0.01)
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.visible_days == pytest.approx(whole, rel=0.01)


def test_an_export_is_written_whole(chart: Chart, tmp_path: Path) -> None:
    from needlelog.ui.progress_chart.chart_output import write

    write(tmp_path / "axis.png", as_png(chart))
    assert [each.name for each in tmp_path.iterdir()] == ["axis.png"]
    assert chart.series.sessions[0].on == DAY


def test_the_words_of_a_grade_take_a_second_line_where_there_is_room(qapp: QApplication) -> None:
    ThemeManager(qapp).apply(Mode.LIGHT)
    timeline = Timeline(scores=(scored("goodman_baron", Rater.CLINICIAN, "", 4, 3),))
    made = chart_of(progress_series(timeline), zone_catalogue())
    words = "1 flat marks of another colour"
    panel = replace(made.panels[0], grades=((1000, words), *made.panels[0].grades[1:]))
    chart = replace(made, panels=(panel,))
    told: list[str] = []

    class Pen(QPainter):
        def drawText(self, *given: Any, **_more: Any) -> Any:  # noqa: N802
            told.append(given[-1])

    paper = QImage(900, 900, QImage.Format.Format_ARGB32)
    painter = Pen(paper)
    scale = DayScale(739_000, 739_200, 150, 700)
    panels.paint_titles(
        painter, Drawing(chart, chart_layout(chart, 700), scale, screen_look(), 900)
    )
    painter.end()
    assert words in told
