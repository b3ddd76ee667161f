"""One client who is due, with the one tap that repeats the last session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.plans import Phase
from needlelog.ui import formats
from needlelog.ui.client_words import alert_tone, alert_words
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.zone_thumbnail import ZoneThumbnail

if TYPE_CHECKING:
    from datetime import date

    from needlelog.services.today import DueRow

translate = QCoreApplication.translate
_NARROW = 640
_WIDEST_TAG = 260
_TAG_PLACE = 2
"""Where the tag stands in a wide row: after the map and the words."""


class DueLine(QWidget):
    """Map of the last session, name, plan, state, and Repeat last. A tap opens the client."""

    opened = Signal()
    repeated = Signal()

    def __init__(self, row: DueRow, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        due_words = formats.days_away(row.due_on, today)
        late = row.due_on < today
        layout = self._across = QHBoxLayout(self)
        layout.setContentsMargins(18, 12, 18, 12)
        layout.setSpacing(16)
        layout.addWidget(ZoneThumbnail(row.last_zones, QSize(54, 64)))
        words = self._words = QVBoxLayout()
        words.setSpacing(2)
        self.name = ElidedLabel(row.client_name, "strong")
        self.plan_words = ElidedLabel(plan_words(row), "quiet")
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.plan_words)
        words.addStretch(1)
        layout.addLayout(words, 1)
        self.pill = _pill(row, late=late)
        self.pill.setMaximumWidth(metrics().text(_WIDEST_TAG))
        layout.addWidget(self.pill)
        self.due = label(due_words, "warn" if late else "quiet")
        self.due.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.due.setMinimumWidth(metrics().text(88))
        layout.addWidget(self.due)
        has_last = row.last_on is not None
        self.button = Button(
            self.tr("Repeat last") if has_last else self.tr("Start"),
            "secondary",
            "restore" if has_last else "plus",
        )
        self.button.setAccessibleName(
            (
                self.tr("Repeat the last session of {name}")
                if has_last
                else self.tr("Start with {name}")
            ).format(name=row.client_name)
        )
        self.button.clicked.connect(self.repeated)
        self.button.setMinimumWidth(metrics().text(142))
        layout.addWidget(self.button)
        self.setAccessibleName(
            f"{row.client_name}, {plan_words(row)}, {self.pill.text()}, {due_words}"
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the client."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap beside the button opens the client."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room an alert stands below the words, and any other tag goes."""
        super().resizeEvent(event)
        self._put_tag(below=self.width() < metrics().text(_NARROW))

    def _put_tag(self, *, below: bool) -> None:
        """Beside a name the tag would cut it; what the words say already needs no tag there."""
        if below == (self._words.indexOf(self.pill) >= 0):
            return
        self.pill.setVisible(not below or bool(self.row.alerts))
        if below:
            self._across.removeWidget(self.pill)
            end = self._words.count() - 1
            self._words.insertWidget(end, self.pill, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            self._words.removeWidget(self.pill)
            self._across.insertWidget(_TAG_PLACE, self.pill)
        self._across.activate()
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show hover and keyboard focus."""
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), theme().colour("hover"))
        if self.hasFocus():
            painter.setPen(theme().colour("focus"))
            painter.drawRect(self.rect().adjusted(1, 1, -2, -2))
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Repaint when the pointer or the focus comes or goes."""
        if event.type() in (
            QEvent.Type.HoverEnter,
            QEvent.Type.HoverLeave,
            QEvent.Type.FocusIn,
            QEvent.Type.FocusOut,
        ):
            self.update()
        return super().event(event)


def plan_words(row: DueRow) -> str:
    """Concern, place in the series and last depth: ``Acne scars · 3 of 5 · last 1.25 mm``."""
    words = [row.concern] if row.concern else []
    if row.phase == Phase.MAINTENANCE:
        words.append(translate("DueLine", "maintenance"))
    elif row.planned:
        words.append(
            translate("DueLine", "{number} of {planned}").format(
                number=row.number, planned=row.planned
            )
        )
    else:
        words.append(translate("DueLine", "session {number}").format(number=row.number))
    deepest = max((depth for _, _, depth in row.last_zones if depth is not None), default=None)
    if deepest is not None:
        words.append(translate("DueLine", "last {depth} mm").format(depth=formats.depth(deepest)))
    return " · ".join(words)


def _pill(row: DueRow, *, late: bool) -> Pill:
    if row.alerts:
        return Pill(alert_words(row.alerts[0]), alert_tone(row.alerts[0]))
    if late:
        return Pill(translate("DueLine", "late"), "warn", sign=False)
    return Pill(translate("DueLine", "on plan"), "good", sign=False)
