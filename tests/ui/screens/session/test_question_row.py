"""However long an answer is, its question can be read and nothing lies beyond the page."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from needlelog.ui.screens.session.screening.question_row import QuestionRow
from needlelog.ui.screens.session.screening.question_views import QuestionView
from needlelog.ui.theme.manager import Mode, ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LONG = "Still Anaesthetic allergy (lidocaine and others)"


def _view(no: str) -> QuestionView:
    return QuestionView(
        "allergies", "Allergies?", "", "Anaesthetic allergy, hives after a dental visit", no,
        "Changed…", (), due=False, answered=True, said_no=True, changed=False, tone="stop",
    )  # fmt: skip


@pytest.mark.parametrize("after_it_was_shown", [True, False])
def test_a_long_answer_leaves_room_for_the_question(
    qtbot: QtBot, qapp: QApplication, after_it_was_shown: bool
) -> None:
    ThemeManager(qapp).apply(Mode.LIGHT)
    page = QScrollArea()
    qtbot.addWidget(page)
    page.setWidgetResizable(True)
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 0, 0)
    row = QuestionRow(_view("None" if after_it_was_shown else LONG), date(2026, 11, 20))
    column.addWidget(row)
    page.setWidget(inside)
    page.resize(520, 300)
    page.show()
    QCoreApplication.processEvents()
    row.show_view(_view(LONG))
    QCoreApplication.processEvents()
    assert page.horizontalScrollBar().maximum() == 0
    assert row._title.width() >= 130
    assert row.yes.text() == "Changed…"
    assert row.no.toolTip() == LONG
    for button in (row.no, row.yes):
        assert button.width() >= button.sizeHint().width()
