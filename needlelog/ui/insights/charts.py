"""The charts as widgets: a tap or the arrow keys and Enter lead to the sessions behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from needlelog.ui.insights.bar_paint import paint_people, paint_weeks, people_places, week_boxes
from needlelog.ui.insights.outcome_paint import OutcomeDrawing, Spot, paint_outcome, spots
from needlelog.ui.insights.palette import screen_look
from needlelog.ui.insights.words import person_word, point_words, week_words
from needlelog.ui.theme.active import metrics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent

    from needlelog.domain.dashboard import WeekBar

_REACH = 22.0


class _Chart(QWidget):
    """Something painted with parts that can be chosen; a part is a number."""

    def __init__(self, name: str, height: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._height = height
        self._chosen = -1

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(360), metrics().text(self._height))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(220), metrics().text(self._height))

    def chosen(self) -> int:
        """The part the arrow keys are at, -1 for none."""
        return self._chosen if 0 <= self._chosen < self.count() else -1

    def count(self) -> int:
        """How many parts there are."""
        raise NotImplementedError

    def part_at(self, at: QPointF) -> int:
        """The part under a finger, -1 for none."""
        raise NotImplementedError

    def words(self, part: int) -> str:
        """A part in words."""
        raise NotImplementedError

    def open_part(self, part: int) -> None:
        """Ask for what is behind a part."""
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps and self.count():
            step = steps[Qt.Key(event.key())]
            part = self.chosen() + step if self.chosen() >= 0 else 0
            self._choose(min(max(part, 0), self.count() - 1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.chosen() >= 0:
                self.open_part(self.chosen())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._choose(max(self.chosen(), 0) if self.count() else -1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._choose(-1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        part = self.part_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and part >= 0:
            self.open_part(part)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            part = self.part_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words(part) if part >= 0 else "", self)
            return True
        return super().event(event)

    def _choose(self, part: int) -> None:
        self._chosen = part
        self.setAccessibleDescription(self.words(part) if part >= 0 else "")
        self.update()

    def _place(self) -> QRectF:
        return QRectF(self.rect())


class OutcomeChart(_Chart):
    """The outcome of groups; `asked` carries the clients behind a point and the point in words."""

    asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", 236, parent)
        self.setAccessibleName(self.tr("Outcome across clients"))
        self._drawing: OutcomeDrawing | None = None

    def show_drawing(self, drawing: OutcomeDrawing | None) -> None:
        """Show other groups."""
        self._drawing = drawing
        self._choose(-1)

    def count(self) -> int:
        return len(self._spots())

    def part_at(self, at: QPointF) -> int:
        reach = metrics().text(_REACH)
        near = [
            ((spot.at - at).manhattanLength(), number) for number, spot in enumerate(self._spots())
        ]
        distance, number = min(near, default=(reach + 1, -1))
        return number if distance <= reach else -1

    def words(self, part: int) -> str:
        drawing = self._drawing
        if drawing is None:
            return ""
        spot = self._spots()[part]
        return point_words(drawing, drawing.lines[spot.line], spot.point)

    def open_part(self, part: int) -> None:
        self.asked.emit(self._spots()[part].point.clients, self.words(part))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._drawing is None:
            return
        painter = QPainter(self)
        part = self.chosen()
        spot = self._spots()[part] if part >= 0 else None
        paint_outcome(painter, self._place(), self._drawing, screen_look(), spot)

    def _spots(self) -> tuple[Spot, ...]:
        if self._drawing is None:
            return ()
        return spots(self._drawing, self._place(), metrics().text_factor)


class WeekChart(_Chart):
    """Sessions of weeks; `asked` carries the Monday of a week."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", 168, parent)
        self.setAccessibleName(self.tr("Sessions a week"))
        self._weeks: Sequence[WeekBar] = ()
        self._people: Sequence[str] = ()

    def show_weeks(self, weeks: Sequence[WeekBar], people: Sequence[str]) -> None:
        """Show other weeks; ``people`` are the practitioners in the order of the counts."""
        self._weeks, self._people = weeks, people
        self._choose(-1)

    def count(self) -> int:
        return len(self._weeks)

    def part_at(self, at: QPointF) -> int:
        for number, box in enumerate(self._boxes()):
            if box.left() <= at.x() < box.right():
                return number
        return -1

    def words(self, part: int) -> str:
        return week_words(self._weeks[part], self._people)

    def open_part(self, part: int) -> None:
        self.asked.emit(self._weeks[part].week)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        chosen = self.chosen() if self.chosen() >= 0 else None
        paint_weeks(painter, self._place(), self._weeks, screen_look(), chosen)

    def _boxes(self) -> list[QRectF]:
        return week_boxes(self._weeks, self._place(), metrics().text_factor)


class PeopleLegend(QWidget):
    """Which tint of the weeks is whose; not shown for one practitioner."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: Sequence[str] = ()
        self.hide()

    def show_people(self, people: Sequence[str]) -> None:
        """Name other practitioners."""
        self._people = [person_word(name) for name in people]
        self.setVisible(len(people) > 1)
        self.setAccessibleName(", ".join(self._people))
        self._take_lines()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names that have no room go to a further line."""
        super().resizeEvent(event)
        self._take_lines()

    def _take_lines(self) -> None:
        places = people_places(self._people, self.width(), screen_look())
        self.setFixedHeight(round(places[-1].bottom()) if places else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_people(QPainter(self), QRectF(self.rect()), self._people, screen_look())
