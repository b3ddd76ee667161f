"""Asking before records that were set aside come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from needlelog.ui.gate.note import Note
from needlelog.ui.restore.words import aside_title, aside_words
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from needlelog.domain.restoring import SetAside
    from needlelog.ui.context import Context


class TakeBackSheet(SheetDialog):
    """The button works once the second step is taken; then the window leaves the clinic."""

    def __init__(self, context: Context, aside: SetAside, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(
            self.tr("Take the restore back?"),
            self.tr(
                "The records set aside come back. Those of now are set aside in their place, and "
                "can come back the same way."
            ),
        )
        self.setMinimumWidth(520)
        self._context, self._aside = context, aside
        self.body.addWidget(label(aside_title(aside), "strong", wrap=True))
        self.body.addWidget(label(aside_words(aside), "quiet", wrap=True))
        self.agree = TickBox(self.tr("Let these records take the place of those of now"))
        self.body.addWidget(self.agree)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("The records set aside are being checked"))
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.trouble = Note("stop")
        self.body.addWidget(self.trouble)
        self.cancel = self.add_button(self.tr("Cancel"))
        self.take = self.add_button(self.tr("Take back"), "danger", self._go_on)
        self.take.setEnabled(False)
        self.agree.toggled.connect(self.take.setEnabled)

    def _go_on(self) -> None:
        """Check while the clinic is open; what is found then is told here."""
        from needlelog.services import set_aside

        clinic, aside = self._context.clinic, self._aside
        self._set_busy(True)
        self._context.background.submit(
            lambda: set_aside.check_set_aside(clinic, aside),
            lambda _none: self._leave(),
            self._refuse,
            owner=self,
        )

    def _leave(self) -> None:
        from needlelog.services import set_aside

        clinic, aside = self._context.clinic, self._aside
        said = self.tr(
            "The records from before the restore are back. What was restored is set aside."
        )
        self.accept()
        self._context.navigator.leave_requested.emit(
            lambda: set_aside.put_back(clinic, aside), said
        )

    def _refuse(self, error: Exception) -> None:
        from needlelog.ui.sentences import error_sentence

        self._set_busy(False)
        self.trouble.say(error_sentence(error))

    def _set_busy(self, busy: bool) -> None:
        self.bar.setVisible(busy)
        for widget in (self.agree, self.cancel, self.take):
            widget.setEnabled(not busy)
