"""The fields for what is decided about one part of what a rule found."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class PartView:
    """What was decided about some of what a rule found, or what is still open.

    ``head`` says what it is about, empty where it is everything. ``before`` are lines on what was
    decided about other zones, or while it weighed less; ``same`` is the word on the button that
    lets it count here too, empty where there is none.
    """

    head: str = ""
    before: tuple[str, ...] = ()
    same: str = ""
    reason: str = ""
    prescriber: str = ""
    decided: str = ""


class DecisionFields(QWidget):
    """Reason and prescriber for one part; ``same`` asks to let a former decision count."""

    reason_typed = Signal(str)
    prescriber_typed = Signal(str)
    same_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(4)
        self._head = label("", "strong", wrap=True)
        self._before = label("", "value", wrap=True)
        self.same = Button("", "secondary", "check")
        self.same.clicked.connect(self.same_asked)
        self.reason = QLineEdit()
        self.reason.textEdited.connect(self.reason_typed)
        self.prescriber = QLineEdit()
        self.prescriber.setPlaceholderText(self.tr("Name of the prescriber who was asked"))
        self.prescriber.textEdited.connect(self.prescriber_typed)
        self._decided = label("", "small", wrap=True)
        column.addWidget(self._head)
        column.addWidget(self._before)
        column.addWidget(self.same, 0, Qt.AlignmentFlag.AlignLeft)
        for field in (self.reason, self.prescriber):
            column.addWidget(field)
        column.addWidget(self._decided)

    def show_part(
        self, part: PartView, title: str, *, asks_reason: bool, asks_prescriber: bool
    ) -> None:
        """Show the part as it stands; a field being typed in is left alone."""
        for widget, words in (
            (self._head, part.head),
            (self._before, "\n".join(part.before)),
            (self._decided, part.decided),
        ):
            widget.setText(words)
            widget.setVisible(bool(words))
        self.same.setText(part.same)
        self.same.setAccessibleName(f"{part.same}: {title}, {part.head}")
        self.same.setVisible(bool(part.same))
        self.reason.setPlaceholderText(
            self.tr("Another reason…") if part.same else self.tr("Reason, and who agreed…")
        )
        self.reason.setVisible(asks_reason)
        self.prescriber.setVisible(asks_prescriber)
        for field, text in ((self.reason, part.reason), (self.prescriber, part.prescriber)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        about = f"{title}, {part.head}" if part.head else title
        self.reason.setAccessibleName(self.tr("Reason: {title}").format(title=about))
        self.prescriber.setAccessibleName(self.tr("Prescriber: {title}").format(title=about))
