"""Words on their way to a record: kept while they are typed, shown again where one left them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from needlelog.services import begun_words as service
from needlelog.ui import formats
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from needlelog.domain.begun_words import BegunKind, BegunWords
    from needlelog.ui.context import Context
    from needlelog.ui.widgets.dialog import SheetDialog

PAUSE_MS = 700
"""So much typing a sudden end can take at most."""
TEXT = "text"
"""The field that holds the words themselves."""


class BegunNote(QFrame):
    """Says since when the words below stand there, and takes them away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setProperty("tone", "accent")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        self._words = label("", wrap=True)
        row.addWidget(self._words, 1)
        self.discard = Button(QCoreApplication.translate("BegunWords", "Discard"), "chip")
        row.addWidget(self.discard)
        self.hide()

    def say(self, changed_at: datetime, now: datetime) -> None:
        """Show since when."""
        local = changed_at.astimezone(now.tzinfo)
        same_day = local.date() == now.date()
        since = formats.clock_time(local) if same_day else formats.moment(local)
        if same_day:
            words = QCoreApplication.translate(
                "BegunWords", "You had begun this at {time}. It is not in the record yet."
            ).format(time=since)
        else:
            words = QCoreApplication.translate(
                "BegunWords", "You had begun this on {moment}. It is not in the record yet."
            ).format(moment=since)
        self._words.setText(words)
        self.setAccessibleName(words)
        self.discard.setAccessibleName(
            QCoreApplication.translate("BegunWords", "Discard what was begun")
        )
        self.show()


class BegunFields(Protocol):
    """The fields in which the words stand."""

    @property
    def begun_note(self) -> BegunNote:
        """The line above them."""

    def begun(self) -> dict[str, str]:
        """What stands in them, by the name of the field."""

    def take_up(self, words: Mapping[str, str]) -> None:
        """Show these words; fields that are not named become empty."""

    def empty(self) -> None:
        """Empty the fields so that Undo brings the words back."""


class BegunKeeper(QObject):
    """Keeps what is typed about one record, at most `PAUSE_MS` later, for the person signed in.

    Whoever writes the words into the record says `rest` before and `settled` or `go_on` after.
    """

    def __init__(self, context: Context, fields: BegunFields, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._fields = fields
        self._place: tuple[BegunKind, str] | None = None
        self._resting = self._filling = self.refused = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._keep)
        fields.begun_note.discard.clicked.connect(lambda _on=False: self.discard())
        context.flushing.connect(self.flush)

    def turn_to(self, kind: BegunKind, about_uid: str, found: BegunWords | None = None) -> None:
        """The fields are about this record from now on; show what was begun about it."""
        self.flush()
        self._place, self._resting = (kind, about_uid), False
        self._fill({})
        self._fields.begun_note.hide()
        if found is not None:
            self.offer(found)

    def offer(self, found: BegunWords) -> None:
        """Show what was begun before, unless somebody was faster and types."""
        if any(text.strip() for text in self._fields.begun().values()):
            return
        self._fill(found.words)
        self._fields.begun_note.say(found.changed_at, self._context.now())

    def turn_away(self) -> None:
        """Nothing can be written here: empty the fields and keep nothing more."""
        self._pause.stop()
        self._place, self.refused = None, False
        self._fill({})
        self._fields.begun_note.hide()

    def touched(self) -> None:
        """Somebody typed, or chose what the words are about."""
        if self._place is None or self._resting or self._filling:
            return
        if not self._pause.isActive():
            self._pause.start()

    def flush(self) -> None:
        """Hand what was typed to the worker now."""
        if self._pause.isActive():
            self._keep()

    def rest(self) -> None:
        """The words are about to be written into the record."""
        self.flush()
        self._resting = True

    def go_on(self) -> None:
        """They could not be written: keep on keeping them."""
        self._resting = False
        self.touched()

    def settled(self) -> None:
        """They stand in the record, and nothing of them is left here."""
        self._pause.stop()
        self._resting = self.refused = False
        self._fill({})
        self._fields.begun_note.hide()

    def discard(self) -> None:
        """Throw the words away; Undo in the field brings them back, and then they are kept."""
        self._pause.stop()
        self._filling = True
        self._fields.empty()
        self._filling = False
        self._keep()
        self._fields.begun_note.hide()

    def forget(self) -> None:
        """Throw away what was kept, without touching the fields."""
        self._pause.stop()
        if self._place is not None:
            clinic, place = self._context.clinic, self._place
            self._context.worker.submit(
                lambda: service.forget_begun(clinic, *place),
                lambda _none: None,
                lambda _error: None,
            )

    def _fill(self, words: Mapping[str, str]) -> None:
        self._filling = True
        self._fields.take_up(words)
        self._filling = False

    def _keep(self) -> None:
        self._pause.stop()
        if self._place is None:
            return
        clinic, place, words = self._context.clinic, self._place, self._fields.begun()
        self._context.worker.submit(
            lambda: service.keep_begun(clinic, *place, words),
            self._kept,
            self._not_kept,
            owner=self,
        )

    def _kept(self, _none: None) -> None:
        self.refused = False

    def _not_kept(self, error: Exception) -> None:
        """Told once; tried again with the next word."""
        if not self.refused:
            self._context.report(error)
        self.refused = True


class OneBegunField:
    """A sheet's one field for words, and the line above it."""

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        self._field = field
        self.begun_note = BegunNote()

    def begun(self) -> dict[str, str]:
        """See `BegunFields`."""
        field = self._field
        return {TEXT: field.text() if isinstance(field, QLineEdit) else field.toPlainText()}

    def take_up(self, words: Mapping[str, str]) -> None:
        """See `BegunFields`; the cursor stands behind the words."""
        text, field = words.get(TEXT, ""), self._field
        if isinstance(field, QLineEdit):
            field.setText(text)
            field.setModified(bool(text))
            return
        field.setPlainText(text)
        field.document().setModified(bool(text))
        field.moveCursor(QTextCursor.MoveOperation.End)

    def empty(self) -> None:
        """See `BegunFields`."""
        empty_field(self._field)


def empty_field(field: QLineEdit | QPlainTextEdit) -> None:
    """Empty a field so that Undo brings its words back."""
    if isinstance(field, QLineEdit):
        field.selectAll()
        field.del_()
    else:
        cursor = field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()


def keep_begun_in(
    sheet: SheetDialog,
    context: Context,
    place: tuple[BegunKind, str],
    field: QLineEdit | QPlainTextEdit,
) -> BegunKeeper:
    """Keep what is typed into the one field of a sheet; see `keep_begun`."""
    keeper = keep_begun(sheet, context, place, OneBegunField(field))
    field.textChanged.connect(lambda *_text: keeper.touched())
    return keeper


def keep_begun(
    sheet: SheetDialog, context: Context, place: tuple[BegunKind, str], fields: BegunFields
) -> BegunKeeper:
    """Keep what is typed into a sheet, and offer what was begun before.

    Cancel, or throwing the words away, forgets them. A sheet that the lock covers, or that goes
    with the window, leaves them for the next time. Whoever calls says when a field was `touched`.
    """
    keeper = BegunKeeper(context, fields, sheet)
    sheet.body.insertWidget(0, fields.begun_note)
    keeper.turn_to(*place)
    clinic = context.clinic
    context.read(
        lambda: service.begun_words(clinic, *place),
        lambda found: None if found is None else keeper.offer(found),
        owner=sheet,
    )
    sheet.rejected.connect(lambda: None if sheet.closed_by_program else keeper.forget())
    return keeper
