"""The cards above the time axis. A card that can be explained says why when it is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.lines_label import LinesLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QResizeEvent

    from needlelog.ui.screens.client.progress.figures import Figure

_LEAST_WIDTH, _GAP = 150, 12


class FigureCard(Card):
    """One figure. ``asked`` is sent when it is pressed and there is something to explain."""

    asked = Signal(object)

    def __init__(self, figure: Figure, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.figure = figure
        self.body.setContentsMargins(16, 10, 12, 10)
        self.body.setSpacing(1)
        self.add(ElidedLabel(figure.name, "small"))
        self.add(ElidedLabel(figure.value, "number"))
        self.add(LinesLabel(figure.words, "small"))
        self.body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(f"{figure.name}: {figure.value}, {figure.words}")
        if figure.why:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setAccessibleDescription(self.tr("Press to see why."))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """No line is squeezed, however little room the page has."""
        super().resizeEvent(event)
        _keep_whole(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Explain."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Explain, by Enter or Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._ask()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._ring(event.reason() != Qt.FocusReason.MouseFocusReason)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard has gone on."""
        super().focusOutEvent(event)
        self._ring(False)

    def _ring(self, on: bool) -> None:
        self.setProperty("ring", on)
        self.style().unpolish(self)
        self.style().polish(self)

    def _ask(self) -> None:
        if self.figure.why:
            self.asked.emit(self.figure)


def _keep_whole(widget: QWidget) -> None:
    layout = widget.layout()
    if layout is not None:
        widget.setMinimumHeight(max(layout.totalHeightForWidth(widget.width()), 0))


class FigureRow(QWidget):
    """The cards side by side, in more than one row where they would be too narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[FigureCard] = []
        self.sheet: SheetDialog | None = None
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show these instead of the former ones."""
        if [card.figure for card in self.cards] == list(figures):
            return
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [FigureCard(figure) for figure in figures]
        for card in self.cards:
            card.asked.connect(self.explain)
        self._columns = 0
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out anew."""
        super().resizeEvent(event)
        self._arrange()
        _keep_whole(self)

    def event(self, event: QEvent) -> bool:
        """A card that became lower makes the row lower."""
        result = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            _keep_whole(self)
        return result

    def explain(self, figure: Figure) -> None:
        """Say where a figure comes from."""
        sheet = SheetDialog(f"{figure.name}: {figure.value}", self)
        for line in figure.why:
            sheet.body.addWidget(label(line, wrap=True))
        sheet.add_button(QCoreApplication.translate("FigureRow", "Close"))
        self.sheet = sheet
        sheet.open()

    def _arrange(self) -> None:
        if not self.cards:
            return
        fitting = max((self.width() + _GAP) // (metrics().text(_LEAST_WIDTH) + _GAP), 1)
        rows = -(-len(self.cards) // fitting)
        columns = -(-len(self.cards) // rows)
        if columns == self._columns:
            return
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for place, card in enumerate(self.cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
