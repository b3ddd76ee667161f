"""A short form in a sheet: it stays open, with all that was typed, until it could be saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QEvent, QObject

from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Changes, Context

T = TypeVar("T")
_WIDTH, _MARGINS = 420, 48


class EntrySheet(SheetDialog):
    """Rows of fields with Cancel and Save. Errors stand below their field or above the buttons."""

    guards_words = True

    def __init__(
        self,
        context: Context,
        title: str,
        save_text: str,
        parent: QWidget | None = None,
        text: str = "",
    ) -> None:
        super().__init__(title, parent, text)
        self.context = context
        self._rows: list[FormRow] = []
        self._rows_page: ScrollPage | None = None
        self._trouble = label("", "error", wrap=True)
        self._trouble.hide()
        self.cancel_button = self.add_button(self.tr("Cancel"))
        self.save_button = self.add_button(save_text, "primary", self._try)

    def scroll_where_needed(self) -> None:
        """Asked for before the first row: with large text on a small screen the rows scroll.

        Else they would be squeezed into each other, or the buttons lie below the screen.
        """
        self.setMinimumWidth(max(self.minimumWidth(), metrics().text(_WIDTH)))
        page = self._rows_page = ScrollPage()
        self.body.addWidget(page, 1)
        self.body = page.body
        if (content := page.widget()) is not None:
            content.installEventFilter(self)

    def setVisible(self, visible: bool) -> None:
        """Take the room before the place on the screen is chosen."""
        if visible and self._rows_page is not None:
            self._take_rows_room()
            self.adjustSize()
        super().setVisible(visible)

    def showEvent(self, event: QShowEvent) -> None:
        """Only now the width is known, and with it how many lines the words take."""
        super().showEvent(event)
        self._take_rows_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A hint or an error needs a line more."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._take_rows_room()
        return super().eventFilter(watched, event)

    def _take_rows_room(self) -> None:
        """As high as what stands in it, as far as the screen goes."""
        if self._rows_page is None:
            return
        width = max(self.width(), self.minimumWidth()) - _MARGINS
        others = self._heading.heightForWidth(width) + self.save_button.sizeHint().height()
        others += 2 * _MARGINS + metrics().text(16)
        room = self.screen().availableGeometry().height() - others
        self._rows_page.setMinimumHeight(min(self.body.totalHeightForWidth(width), room))

    def add_row(self, text: str, field: QWidget, hint: str = "") -> FormRow:
        """Append a labelled field."""
        row = FormRow(text, field, hint)
        self._rows.append(row)
        self.body.addWidget(row)
        return row

    def submit(self) -> None:
        """Read the fields and save them; subclasses mark what cannot be read and return."""
        raise NotImplementedError

    def save(
        self, act: Callable[[], T], changes: Changes, on_saved: Callable[[T], None] | None
    ) -> None:
        """Run the act on the worker; close when it is kept, say why when it is not."""
        self.save_button.setEnabled(False)

        def kept(result: T) -> None:
            self.accept()
            if on_saved is not None:
                on_saved(result)

        self.context.write(act, changes, owner=self, on_done=kept, on_error=self.not_kept)

    def show_trouble(self, sentence: str) -> None:
        """Say something that concerns no single field."""
        if self._trouble.parentWidget() is None:
            self.body.addWidget(self._trouble)
        self._trouble.setText(sentence)
        self._trouble.setVisible(bool(sentence))

    def _try(self) -> None:
        for row in self._rows:
            row.set_error(None)
        self.show_trouble("")
        self.submit()
        wrong = next((row for row in self._rows if row.is_wrong()), None)
        if wrong is not None:
            wrong.field.setFocus()

    def not_kept(self, error: Exception) -> None:
        """Say why it could not be saved; everything typed stays."""
        self.save_button.setEnabled(True)
        self.show_trouble(error_sentence(error))
