"""The height of wrapped words is worked out once, and anew whenever it may have changed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.labels import WrappedLabel

WORDS = "Calm the next day, some redness of the cheeks until the evening. " * 4


@pytest.fixture
def words(qtbot: QtBot) -> Iterator[WrappedLabel]:
    page = QWidget()
    qtbot.addWidget(page)
    made = WrappedLabel(WORDS, page)
    page.show()
    yield made
    page.close()


def by_qt(words: WrappedLabel, width: int) -> int:
    return QLabel.heightForWidth(words, width)


@pytest.mark.parametrize("width", [150, 320, 4000])
def test_it_is_what_qt_says(words: WrappedLabel, width: int) -> None:
    for _each in range(2):
        assert words.heightForWidth(width) == by_qt(words, width)


def test_it_follows_every_change(words: WrappedLabel) -> None:
    heights = [words.heightForWidth(300)]
    words.setText(WORDS + WORDS)
    heights.append(words.heightForWidth(300))
    font = words.font()
    font.setPixelSize(40)
    words.setFont(font)
    heights.append(words.heightForWidth(300))
    words.setContentsMargins(0, 20, 0, 20)
    heights.append(words.heightForWidth(300))
    words.setStyleSheet("QLabel { font-size: 60px; }")
    heights.append(words.heightForWidth(300))
    mark(words, role="title")
    assert heights == sorted(set(heights))
    assert words.heightForWidth(300) == by_qt(words, 300)


def test_the_words_are_set_once_for_each_width(
    words: WrappedLabel, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    by_itself = QLabel.heightForWidth

    def counted(label: QLabel, width: int) -> int:
        asked.append(width)
        return by_itself(label, width)

    monkeypatch.setattr(QLabel, "heightForWidth", counted)
    words.setText(WORDS)
    for width in (200, 300, 200, 300, 300):
        words.heightForWidth(width)
    assert asked == [200, 300]
