"""The hint below a new passphrase: how hard it is to guess, in a bar and in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlelog.domain.passphrase_strength import strength
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

_STEPS = 4
_LEVELS: Mapping[int, object] = {
    0: QT_TRANSLATE_NOOP("StrengthHint", "Guessed at once."),
    1: QT_TRANSLATE_NOOP("StrengthHint", "Easy to guess."),
    2: QT_TRANSLATE_NOOP("StrengthHint", "Fair."),
    3: QT_TRANSLATE_NOOP("StrengthHint", "Good."),
    4: QT_TRANSLATE_NOOP("StrengthHint", "Strong."),
}
_HINTS: Mapping[str, object] = {
    "empty": QT_TRANSLATE_NOOP("StrengthHint", "Four or five unrelated words are easy to keep."),
    "common": QT_TRANSLATE_NOOP("StrengthHint", "This is among the first that are tried."),
    "own-word": QT_TRANSLATE_NOOP("StrengthHint", "Your name or clinic is tried first."),
    "pattern": QT_TRANSLATE_NOOP("StrengthHint", "Rows and repeats add little."),
    "short": QT_TRANSLATE_NOOP("StrengthHint", "Longer helps most: add a word or two."),
    "longer": QT_TRANSLATE_NOOP("StrengthHint", "One more word makes it good."),
    "good": "",
}


class StrengthHint(QWidget):
    """A bar of four parts and one sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self._bar = _Bar()
        self._words = label("", "small", wrap=True)
        row.addWidget(self._bar)
        row.addWidget(self._words, 1)
        self.judge("", ())

    def judge(self, passphrase: str, own_words: tuple[str, ...]) -> None:
        """Show the hint for what is typed so far."""
        found = strength(passphrase, own_words)
        self._bar.set_level(0 if not passphrase else max(found.level, 1))
        hint = _tr(_HINTS[found.hint_code])
        words = hint if not passphrase.strip() else f"{_tr(_LEVELS[found.level])} {hint}"
        self._words.setText(words.strip())
        self.setAccessibleName(words.strip())

    def text(self) -> str:
        """The sentence shown."""
        return self._words.text()


class _Bar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._level = 0

    def set_level(self, level: int) -> None:
        self._level = level
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(116), metrics().text(6))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        tone = {1: "stop", 2: "warn"}.get(self._level, "good")
        width = (self.width() - (_STEPS - 1) * 4) / _STEPS
        for step in range(_STEPS):
            painter.setBrush(theme().colour(tone if step < self._level else "line"))
            place = QRectF(step * (width + 4), 0, width, self.height())
            painter.drawRoundedRect(place, self.height() / 2, self.height() / 2)


def _tr(text: object) -> str:
    return QCoreApplication.translate("StrengthHint", str(text)) if text else ""
