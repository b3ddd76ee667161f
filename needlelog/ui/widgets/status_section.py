"""A part of a record with its state: done, nothing needed, look here, still open."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import rule
from needlelog.ui.widgets.ends_row import EndsRow
from needlelog.ui.widgets.labels import ElidedLabel, label


class Status(Enum):
    """State of a part: icon, colour of the sign, colour of its ground."""

    DONE = ("check-bold", "good", "good_ground")
    NONE = ("minus", "quiet", "ground")
    ATTENTION = ("exclamation-thick", "warn", "warn_ground")
    STOP = ("close-thick", "stop", "stop_ground")
    OPEN = ("circle-outline", "quiet", "ground")


class StatusDot(QLabel):
    """The round sign of a state. Its meaning is its accessible name and tooltip."""

    def __init__(self, status: Status = Status.OPEN, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_status(status)

    def status(self) -> Status:
        """The state shown."""
        return self._status

    def set_status(self, status: Status) -> None:
        """Show a state."""
        self._status = status
        words = {
            Status.DONE: self.tr("done"),
            Status.NONE: self.tr("not needed"),
            Status.ATTENTION: self.tr("needs attention"),
            Status.STOP: self.tr("missing"),
            Status.OPEN: self.tr("open"),
        }[status]
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        side = metrics().text(20)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        sign, ink, ground = self._status.value
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(ground))
        painter.drawEllipse(self.rect())
        side = metrics().text(12)
        place = QRect(0, 0, side, side)
        place.moveCenter(self.rect().center())
        paint_icon(painter, place, sign, theme().colour(ink))


class StatusSection(QWidget):
    """Header with sign, title and what there is to say at the right; content below in `body`.

    With `foldable` the content opens and closes by a press on the header, or by its button for the
    keyboard, and `opened` tells so.
    """

    opened = Signal(bool)

    def __init__(
        self,
        title: str,
        status: Status = Status.OPEN,
        summary: str = "",
        parent: QWidget | None = None,
        *,
        foldable: bool = False,
    ) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 2, 16, 2)
        inner.setSpacing(0)
        outer.addLayout(inner)
        outer.addWidget(rule())
        self._title = title
        self.dot = StatusDot(status)
        self._summary = ElidedLabel(summary, "small")
        self._header = QHBoxLayout()
        self._header.setSpacing(10)
        self._header.addStrut(metrics().text(44))
        self._header.addWidget(self.dot)
        self._title_label = label(title, "section")
        self._header.addWidget(
            EndsRow(self._title_label, self._summary), 1, Qt.AlignmentFlag.AlignVCenter
        )
        inner.addLayout(self._header)
        self._content = QWidget()
        self.body = QVBoxLayout(self._content)
        self.body.setContentsMargins(0, 0, 0, 10)
        self.body.setSpacing(0)
        inner.addWidget(self._content)
        self._fold: Button | None = None
        if foldable:
            self._fold = icon_button("chevron-down", title, self._toggle, plain=True)
            self._header.addWidget(self._fold)
        self._inner = inner
        if foldable:
            self.stand_as_fold()
        self._content.setVisible(False)
        self.set_state(status, summary)

    def set_title(self, title: str) -> None:
        """Change the title."""
        self._title = title
        self._title_label.setText(title)
        if self._fold is not None:
            self._fold.setAccessibleName(title)
            self._fold.setToolTip(title)
        self._tell()

    def set_state(self, status: Status, summary: str = "") -> None:
        """Change the sign and the words at the right."""
        self.dot.set_status(status)
        self._summary.setText(summary)
        self._summary.setVisible(bool(summary))
        self._tell()

    def add_to_header(self, widget: QWidget) -> None:
        """Put a widget (a pill, a small button) at the right end of the header."""
        place = self._header.count() - (1 if self._fold is not None else 0)
        self._header.insertWidget(place, widget)

    def focus_first(self) -> None:
        """Put the focus on the first control that is shown, the fold left out."""
        controls = [
            control
            for control in self.findChildren(QWidget)
            if control.isVisible()
            and control.isEnabled()
            and control is not self._fold
            and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        if controls:
            top_left = QPoint(0, 0)
            first = min(
                controls,
                key=lambda control: (
                    control.mapTo(self, top_left).y() // metrics().text(44),
                    control.mapTo(self, top_left).x(),
                ),
            )
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take a press on the header; its words let it through."""
        event.setAccepted(self._folds_at(event))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open or close where the finger leaves the header it pressed."""
        if event.button() == Qt.MouseButton.LeftButton and self._folds_at(event):
            self._toggle()

    def _folds_at(self, event: QMouseEvent) -> bool:
        fold, place = self._fold, event.position().toPoint()
        usable = fold is not None and fold.isVisible() and fold.isEnabled()
        return usable and self._header.geometry().contains(place)

    def stand_as_fold(self) -> None:
        """Let a plain icon at the end of the header stand where the fold of other sections is."""
        self._inner.setContentsMargins(16, 2, 4, 2)
        self.body.setContentsMargins(0, 0, 12, 10)

    def add(self, widget: QWidget) -> None:
        """Append a widget to the content, which opens unless it is foldable."""
        self.body.addWidget(widget)
        self._content.setVisible(self._fold is None or self.is_open())

    def is_open(self) -> bool:
        """Whether the content is shown."""
        return not self._content.isHidden()

    def set_open(self, on: bool) -> None:
        """Show or fold the content."""
        self._content.setVisible(on)
        if self._fold is not None:
            self._fold.set_icon("chevron-up" if on else "chevron-down")

    def _toggle(self) -> None:
        self.set_open(not self.is_open())
        self.opened.emit(self.is_open())

    def _tell(self) -> None:
        state = self.dot.accessibleName()
        self.setAccessibleName(f"{self._title}: {state}. {self._summary.text()}".strip())
