"""What was added after signing, right under the record, and the place to add more."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from needlelog.domain.sessions import SessionRecord
from needlelog.ui import record_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label


class AddendaCard(Card):
    """Addenda and the field for a new one. ``written`` carries the words of a new addendum."""

    written = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_header(self.tr("Addenda"), self.tr("the record itself stays as it was signed"))
        self.body.setContentsMargins(18, 12, 18, 14)
        self.body.setSpacing(10)
        self._notes: list[QWidget] = []
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("New addendum"))
        self.field.setPlaceholderText(self.tr("What has to be added or corrected?"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(84)
        self.field.textChanged.connect(self._enable)
        self.add_button = Button(self.tr("Write addendum"), "secondary", "plus")
        self.add_button.setEnabled(False)
        self.add_button.clicked.connect(lambda: self.written.emit(self.field.toPlainText()))
        self.body.addWidget(self.field)
        self.body.addWidget(self.add_button)

    def show_record(self, record: SessionRecord, *, may_write: bool) -> None:
        """Show the addenda of a record; a void record takes none."""
        for former in self._notes:
            self.body.removeWidget(former)
            former.deleteLater()
        self._notes = []
        for place, addendum in enumerate(record.addenda):
            note = _note(
                record_words.joined(
                    record_words.local_moment(addendum.written_at, record.content), addendum.author
                ),
                addendum.text,
            )
            self.body.insertWidget(place, note)
            self._notes.append(note)
        open_for_words = may_write and not record_words.is_void(record)
        self.field.setVisible(open_for_words)
        self.add_button.setVisible(open_for_words)
        self.setVisible(open_for_words or bool(record.addenda))

    def clear_field(self) -> None:
        """Empty the field after its words were kept."""
        self.field.clear()

    def _enable(self) -> None:
        self.add_button.setEnabled(bool(self.field.toPlainText().strip()))


def _note(title: str, text: str) -> QWidget:
    note = QFrame()
    note.setProperty("role", "note")
    note.setProperty("tone", "warn")
    column = QVBoxLayout(note)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(4)
    column.addWidget(label(title, "section"))
    words = label(text, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    note.setAccessibleName(f"{title}: {text}")
    return note
