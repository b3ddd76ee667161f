"""Why something is taken out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Changes, Context


class OutOfUseSheet(EntrySheet):
    """A reason, of those offered or in own words; without one nothing is taken out of use."""

    def __init__(
        self,
        context: Context,
        name: str,
        act: Callable[[str], object],
        changes: Changes,
        parent: QWidget | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("OutOfUseSheet", "Take {name} out of use").format(name=name),
            translate("OutOfUseSheet", "Out of use"),
            parent,
            translate(
                "OutOfUseSheet",
                "It is no longer offered. Nothing is deleted: records keep it, "
                "and it can be used again.",
            ),
        )
        self._act = act
        self._changes = changes
        self.reason = QLineEdit()
        self._row = self.add_row(self.tr("Reason"), self.reason)
        self.body.addLayout(self._offers())
        self.reason.setFocus()

    def submit(self) -> None:
        """Take it out of use; the reason must be there."""
        reason = self.reason.text().strip()
        if not reason:
            self._row.set_error(self.tr("Choose a reason or write one."))
            return
        self.save(lambda: self._act(reason), self._changes, None)

    def _offers(self) -> FlowLayout:
        flow = FlowLayout(spacing=8)
        for words in (
            self.tr("recalled by the maker"),
            self.tr("expired"),
            self.tr("damaged"),
            self.tr("no longer used"),
        ):
            chip = Button(words, "chip")
            chip.clicked.connect(lambda _checked=False, words=words: self.reason.setText(words))
            flow.addWidget(chip)
        return flow
