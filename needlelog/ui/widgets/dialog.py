"""A sheet over the window for one question or one short form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.typed_words import holds_typed_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent, QKeyEvent


class SheetDialog(QDialog):
    """Title, `body` and a row of buttons. Show it with `open()`; Escape cancels.

    It deletes itself when it is closed, so take what was entered in `accepted`. A sheet that
    `guards_words` asks before Escape or the cross throws away what was typed; Cancel does not ask.
    """

    guards_words = False
    closed_by_program = False
    """Whether nobody pressed anything to close it."""

    def __init__(self, title: str, parent: QWidget | None = None, text: str = "") -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 20)
        outer.setSpacing(16)
        self._heading = label("", "heading", wrap=True)
        outer.addWidget(self._heading)
        self._text = label(text, "quiet", wrap=True)
        outer.addWidget(self._text)
        if not text:
            self._text.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        outer.addLayout(self.body, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(12)
        self._buttons.addStretch(1)
        outer.addLayout(self._buttons)
        self.set_title(title)

    def set_title(self, title: str, text: str = "") -> None:
        """Change the title, and the quiet text under it when one is given."""
        self.setWindowTitle(title)
        self._heading.setText(title)
        if text:
            self._text.setText(text)
            self._text.show()

    def add_button(
        self,
        text: str,
        kind: str = "secondary",
        slot: Callable[[], object] | None = None,
    ) -> Button:
        """Add a button at the right end. Without a slot, primary and danger accept, others cancel.

        A primary button is pressed by Enter.
        """
        button = Button(text, kind)
        button.setAutoDefault(kind == "primary")
        button.setDefault(kind == "primary")
        act = slot or (self.accept if kind in ("primary", "danger") else self.reject)
        button.clicked.connect(lambda _checked: act())
        self._buttons.addWidget(button)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape is struck by habit: it throws nothing away that was typed."""
        if event.key() == Qt.Key.Key_Escape and self._asks_before_losing():
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """So does the cross; what the program closes itself is not asked about."""
        if event.spontaneous() and self._asks_before_losing():
            event.ignore()
            return
        self.closed_by_program = not event.spontaneous()
        super().closeEvent(event)

    def holds_work(self) -> bool:
        """Whether there is something to lose; a form that is not only typed into knows more."""
        return holds_typed_words(self)

    def losing(self) -> tuple[str, str]:
        """The question that is asked first, and the words of the button that loses nothing."""
        translate = QCoreApplication.translate
        return (
            translate("SheetDialog", "Throw away what you wrote?"),
            translate("SheetDialog", "Go on writing"),
        )

    def _asks_before_losing(self) -> bool:
        if not self.guards_words or not self.holds_work():
            return False
        asked, go_on = self.losing()
        question = SheetDialog(asked, self)
        throw = QCoreApplication.translate("SheetDialog", "Throw away")
        question.add_button(throw, "secondary", question.accept)
        question.add_button(go_on, "primary", question.reject)
        question.accepted.connect(self.reject)
        question.open()
        return True

    def event(self, event: QEvent) -> bool:
        """Grow when an error or a hint needs a line more; wrapped text is not squeezed."""
        if event.type() == QEvent.Type.Show:
            self._fit_the_screen()
        result = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Show):
            layout = self.layout()
            needed = layout.totalMinimumHeightForWidth(self.width()) if layout is not None else 0
            most = self.screen().availableGeometry().height()
            if needed > self.height():
                self.resize(self.width(), min(needed, most))
        return result

    def _fit_the_screen(self) -> None:
        """A sheet whose least width grew with the text is no wider than what can be seen."""
        above = self.parentWidget()
        window = above.window().width() if above is not None else 0
        widest = max(self.screen().availableGeometry().width(), window)
        if self.minimumWidth() > widest:
            self.setMinimumWidth(widest)
            self.resize(widest, self.height())
