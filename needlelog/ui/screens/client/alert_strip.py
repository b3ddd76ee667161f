"""The alerts under the client's name: shown whole, those without room are counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

_GAP = 10
_WIDEST_LEAST = 200


class AlertStrip(QWidget):
    """One line of pills of (text, tone). The first alert is never counted away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._pills: list[Pill] = []
        self._count = Pill("", "stop", self)
        self._count.hide()

    def show_alerts(self, alerts: Sequence[tuple[str, str]]) -> None:
        """Show these alerts instead of the former ones."""
        for pill in self._pills:
            pill.hide()
            pill.deleteLater()
        self._pills = [Pill(text, tone, self) for text, tone in alerts]
        self.setAccessibleName(
            self.tr("Alerts: {alerts}").format(alerts=", ".join(text for text, _ in alerts))
            if alerts
            else ""
        )
        self.setVisible(bool(alerts))
        self.updateGeometry()
        self._arrange()

    def shown(self) -> list[str]:
        """The words on screen, the count last."""
        pills = [*self._pills, self._count]
        return [pill.text() for pill in pills if not pill.isHidden()]

    def sizeHint(self) -> QSize:
        """All alerts in one line."""
        width = sum(pill.sizeHint().width() + _GAP for pill in self._pills)
        return QSize(max(width - _GAP, 0), self._count.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The first alert, and the count of the others."""
        if not self._pills:
            return QSize(0, 0)
        least = min(self._pills[0].sizeHint().width(), metrics().text(_WIDEST_LEAST))
        if len(self._pills) > 1:
            least += _GAP + self._count_width(len(self._pills) - 1)
        return QSize(least, self._count.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many as there is room for."""
        super().resizeEvent(event)
        self._arrange()

    def _count_width(self, number: int) -> int:
        return Pill(f"+{number}", "stop").sizeHint().width()

    def _arrange(self) -> None:
        height = self._count.sizeHint().height()
        top = (self.height() - height) // 2
        left, shown = 0, 0
        for place, pill in enumerate(self._pills):
            rest = len(self._pills) - place - 1
            width = pill.sizeHint().width()
            keep_free = _GAP + self._count_width(rest) if rest else 0
            if left + width + keep_free > self.width() and place:
                break
            width = min(width, max(self.width() - left - keep_free, 60))
            pill.setGeometry(left, top, width, height)
            pill.show()
            left += width + _GAP
            shown += 1
        for pill in self._pills[shown:]:
            pill.hide()
        rest = len(self._pills) - shown
        if rest:
            self._count.set_state(f"+{rest}", "stop")
            self._count.setAccessibleName(self.tr("%n more alert(s)", "", rest))
            self._count.setGeometry(left, top, self._count.sizeHint().width(), height)
        self._count.setVisible(bool(rest))
