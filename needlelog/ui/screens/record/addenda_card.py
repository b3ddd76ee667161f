"""What was added to a record as a whole, and the place to add more."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from needlelog.domain.sessions import SessionRecord
from needlelog.ui import record_words
from needlelog.ui.addendum_words import PARTS, addenda_to_the_whole, part_name
from needlelog.ui.begun_words import TEXT, BegunNote, empty_field
from needlelog.ui.screens.record.addendum_notes import AddendumNotes
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.labels import label

_ABOUT = "about"


class AddendaCard(Card):
    """Addenda to the whole and the field for a new one.

    ``written`` carries the words of a new addendum and the part it is about, ``touched`` is sent
    with every change of one that is not written yet.
    """

    written = Signal(str, str)
    touched = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_header(self.tr("Addenda"), self.tr("the record itself stays as it was signed"))
        self.body.setContentsMargins(18, 12, 18, 14)
        self.body.setSpacing(10)
        self.notes = AddendumNotes()
        self.body.addWidget(self.notes)
        self.field = QPlainTextEdit()
        self.field.setAccessibleName(self.tr("New addendum"))
        self.field.setPlaceholderText(self.tr("What has to be added or corrected?"))
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(84)
        self.field.textChanged.connect(self._changed)
        self.part = ChoiceBox(
            self.tr("What it is about"),
            [(places[0], part_name(places[0])) for places in PARTS],
            none_label=part_name(""),
        )
        self.part.chosen.connect(lambda _part: self.touched.emit())
        self.add_button = Button(self.tr("Write addendum"), "secondary", "plus")
        self.add_button.setEnabled(False)
        self.add_button.clicked.connect(
            lambda: self.written.emit(self.field.toPlainText(), self.part.current())
        )
        self._about = QWidget()
        line = QHBoxLayout(self._about)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(label(self.tr("It is about"), "quiet"))
        line.addWidget(self.part)
        line.addStretch(1)
        self.begun_note = BegunNote()
        self.body.addWidget(self.begun_note)
        self.body.addWidget(self._about)
        self.body.addWidget(self.field)
        self.body.addWidget(self.add_button)

    def show_record(self, record: SessionRecord, *, may_write: bool) -> None:
        """Show the addenda to the whole record; a void record takes no new one."""
        whole = addenda_to_the_whole(record)
        self.notes.show_addenda(record, whole)
        open_for_words = may_write and not record_words.is_void(record)
        self.field.setVisible(open_for_words)
        self._about.setVisible(open_for_words)
        self.add_button.setVisible(open_for_words)
        self.setVisible(open_for_words or bool(whole))

    def begun(self) -> dict[str, str]:
        """What is typed and not written yet, and the part it is about; nothing without words."""
        text = self.field.toPlainText()
        return {TEXT: text, _ABOUT: self.part.current()} if text.strip() else {}

    def take_up(self, words: Mapping[str, str]) -> None:
        """Go on with what was begun before; without words the field is empty."""
        self.field.setPlainText(words.get(TEXT, ""))
        self.part.set_current(words.get(_ABOUT, ""))

    def lead_to_words(self) -> None:
        """Put the cursor behind them."""
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def empty(self) -> None:
        """Empty the field so that Undo brings its words back."""
        empty_field(self.field)
        self.part.set_current("")

    def _changed(self) -> None:
        self.add_button.setEnabled(bool(self.field.toPlainText().strip()))
        self.touched.emit()
