"""A line never ends, and a text is never cut, inside a figure."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetrics
from pytestqt.qtbot import QtBot

from needlelog.ui.widgets.fitting_words import as_written, cut_to, kept_together
from needlelog.ui.widgets.labels import WrappedLabel
from needlelog.ui.widgets.lines_label import LinesLabel

PLAN = "Acne scars · 3 of 4 · last 1.25 mm"


@pytest.fixture
def metrics(qapp: object) -> QFontMetrics:
    return QFontMetrics(QFont("Inter", 10))


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("over 1.25 mm here", ["over", "1.25 mm", "here"]),
        ("above 4 % sold here", ["above", "4 % sold", "here"]),
        ("asked 21 Oct 2026, hives", ["asked", "21 Oct 2026,", "hives"]),
        ("on 22 Sept 2026 again", ["on", "22 Sept 2026", "again"]),
        ("over on 20 Nov 2026 18:00.", ["over", "on", "20 Nov 2026 18:00."]),
        ("call +44 20 7946 0011 now", ["call", "+44 20 7946 0011", "now"]),
        ("Temple L + R: deep", ["Temple", "L + R:", "deep"]),
        ("scars, session 2 of 6", ["scars,", "session 2 of 6"]),
        ("by M. Duval today", ["by", "M. Duval", "today"]),
        ("given · version 3", ["given ·", "version 3"]),
        ("five words stay as they are", ["five", "words", "stay", "as", "they", "are"]),
    ],
)
def test_a_line_ends_only_between_these(text: str, pieces: list[str]) -> None:
    bound = kept_together(text)
    assert [as_written(piece) for piece in bound.split(" ")] == pieces
    assert as_written(bound) == text


def test_a_figure_that_would_be_cut_is_left_out_whole(metrics: QFontMetrics) -> None:
    whole = metrics.horizontalAdvance(PLAN)
    for width in range(metrics.horizontalAdvance("Acne scars …"), whole):
        shown = cut_to(PLAN, metrics, width)
        assert metrics.horizontalAdvance(shown) <= width
        assert shown in ("Acne scars …", "Acne scars · 3 of 4 …") or shown.endswith(
            ("last…", "las…", "Acne scars…", "Acne scar…")
        )
    assert cut_to(PLAN, metrics, whole + 2) == PLAN


def test_words_are_cut_as_ever(metrics: QFontMetrics) -> None:
    name = "Wolfeschlegelsteinhausen"
    shown = cut_to(name, metrics, metrics.horizontalAdvance("Wolfeschlegel…"))
    assert name.startswith(shown.removesuffix("…"))
    assert len(shown) > len("Wolfesch")


def test_a_label_says_what_was_written(qtbot: QtBot) -> None:
    words = WrappedLabel("at 1.50 mm")
    qtbot.addWidget(words)
    assert words.text() == "at 1.50 mm"
    assert words.minimumSizeHint().width() > words.fontMetrics().horizontalAdvance("1.50")


def test_facts_stay_whole_on_the_next_line(qtbot: QtBot) -> None:
    facts = LinesLabel("34 · Fitzpatrick V · Acne scars · last 30 days ago")
    qtbot.addWidget(facts)
    width = facts.fontMetrics().horizontalAdvance("34 · Fitzpatrick V · Acne scars · last 30 da")
    assert facts.shown_lines(width) == ["34 · Fitzpatrick V · Acne scars ·", "last 30 days ago"]
