"""The painted charts: what lies where, and what the words say."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from needlelog.domain.cohort import Axis, Spread, points_of
from needlelog.domain.dashboard import Adherence, Dashboard, Events, WeekBar, ZoneDepths
from needlelog.domain.scales import Scale
from needlelog.files.reference_data import scale_catalogue
from needlelog.services.cohorts import CohortLine
from needlelog.ui.insights import bar_paint
from needlelog.ui.insights.bar_paint import (
    paint_depths,
    paint_weeks,
    people_places,
    shares,
    week_boxes,
)
from needlelog.ui.insights.change_words import p_words
from needlelog.ui.insights.outcome_paint import OutcomeDrawing, paint_outcome, spots, ticks
from needlelog.ui.insights.palette import PAPER
from needlelog.ui.insights.words import (
    adherence_words,
    counted_words,
    depth_words,
    growth_words,
    number,
    over_words,
    per_100,
    share,
    week_words,
)
from needlelog.ui.theme.depth_scale import depth_colour

BOX = QRectF(0, 0, 600, 240)
DAY = date(2026, 3, 2)


def scale(code: str) -> Scale:
    return next(each for each in scale_catalogue().scales if each.code == code)


def drawing(code: str, *middles: float) -> OutcomeDrawing:
    values = {place: {1: middle, 2: middle} for place, middle in enumerate(middles)}
    return OutcomeDrawing(
        (CohortLine("", points_of(values)),), scale(code), Axis.SESSIONS, Spread.SD
    )


@pytest.mark.parametrize(
    ("code", "better", "worse"), [("goodman_baron", 1.0, 4.0), ("satisfaction", 9.0, 2.0)]
)
def test_a_better_outcome_is_up(code: str, better: float, worse: float) -> None:
    first, second = spots(drawing(code, worse, better), BOX, 1.0)
    assert second.at.y() < first.at.y()
    assert first.at.x() < second.at.x()
    assert BOX.contains(first.at)
    assert BOX.contains(second.at)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("sessions", "clients", "said"),
    [
        (1, 1, "1 session, 1 client"),
        (12_345, 678, f"{number(12_345)} sessions, 678 clients"),
    ],
)
def test_one_is_one_and_many_are_written_as_the_locale_does(
    sessions: int, clients: int, said: str
) -> None:
    assert counted_words(Dashboard(None, DAY, sessions=sessions, clients=clients)) == said


def test_names_that_have_no_room_go_to_a_further_line_and_none_is_lost() -> None:
    people = [f"Practitioner with a long name {number}" for number in range(9)]
    places = people_places(people, 600, PAPER)
    assert len(places) == 9
    assert all(place.left() >= 0 and place.right() <= 600 for place in places)
    for first, second in pairwise(places):
        assert not first.intersects(second)
    assert len({place.top() for place in places}) > 2
    assert len({place.top() for place in people_places(["Rina", "Jana"], 600, PAPER)}) == 1


@pytest.mark.parametrize(("count", "said"), [(20, r"\d+ \w+"), (80, r"\w+ 20\d\d")])
def test_over_more_than_a_year_the_years_stand_below(
    monkeypatch: pytest.MonkeyPatch, count: int, said: str
) -> None:
    words: list[str] = []
    monkeypatch.setattr(bar_paint, "paint_text", lambda *drawn: words.append(drawn[2]))
    weeks = [WeekBar(DAY + timedelta(days=7 * number), (0,)) for number in range(count)]
    image = QImage(600, 240, QImage.Format.Format_ARGB32)
    painter = QPainter(image)
    paint_weeks(painter, BOX, weeks, PAPER)
    painter.end()
    assert len(words) > 3
    assert all(re.fullmatch(said, each) for each in words)


def test_lines_across_are_round_and_inside() -> None:
    assert ticks(drawing("goodman_baron", 3.3, 1.8)) == [2.0, 2.5, 3.0]
    assert ticks(drawing("goodman_baron", 3, 3))


def test_the_points_are_drawn() -> None:
    picture = QImage(600, 240, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    shown = drawing("goodman_baron", 4, 2)
    painter = QPainter(picture)
    paint_outcome(painter, BOX, shown, PAPER)
    painter.end()
    middle = (spots(shown, BOX, 1.0)[0].at + spots(shown, BOX, 1.0)[1].at) / 2
    found, wanted = picture.pixelColor(middle.toPoint()), PAPER.colour("accent")
    assert abs(found.red() - wanted.red()) < 40
    assert found.red() < 128


def test_a_week_is_as_high_as_its_sessions() -> None:
    weeks = [WeekBar(DAY, (1, 1)), WeekBar(DAY, (4, 0)), WeekBar(DAY, (0, 0))]
    half, full, none = week_boxes(weeks, BOX, 1.0)
    assert half.height() == pytest.approx(full.height() / 2)
    assert none.height() == 0
    picture = QImage(600, 240, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    painter = QPainter(picture)
    paint_weeks(painter, BOX, weeks, PAPER)
    painter.end()
    assert picture.pixelColor(full.center().toPoint()) == PAPER.colour("accent")


def test_depths_are_shares_in_the_clinics_colours() -> None:
    zone = ZoneDepths("chin", ((0, 10), (500, 45), (600, 15), (750, 30)), 4)
    found = shares(zone, PAPER)
    assert [(colour.name(), count) for colour, count in found] == [
        (depth_colour(500).name(), 45),
        (depth_colour(750).name(), 45),
        ("#ffffff", 10),
    ]
    picture = QImage(600, 240, QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    paint_depths(painter, QRectF(0, 0, 600, 20), zone, PAPER)
    painter.end()
    assert picture.pixelColor(200, 10) == depth_colour(500)
    assert picture.pixelColor(400, 10) == depth_colour(750)
    assert depth_words(zone).startswith("0.50 mm 45 %, 0.60 mm 15 %")


def test_figures_in_words() -> None:
    board = Dashboard(
        None,
        DAY,
        sessions=1284,
        before=1200,
        over_advice=40,
        events=Events(5, 4),
        adherence=Adherence(76, 13, 5),
    )
    assert growth_words(board) == "+7 % on the same time before"
    assert over_words(board) == "40 sessions, all with a reason"
    assert per_100(board) == "0.4 per 100"
    assert share(board.over_advice, board.sessions) == "3.1 %"
    assert adherence_words(board.adherence) == "of 94 planned · 14 % late · 5.3 % missed"
    assert share(0, 0) == "–"
    assert week_words(WeekBar(DAY, (2, 1)), ("Ana", "Bea")).endswith("3 sessions (Ana 2, Bea 1)")
    assert (p_words(0.0004), p_words(0.0421)) == ("p < 0.001", "p = 0.042")
