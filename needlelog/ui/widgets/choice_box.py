"""One of many: a box that opens a list of choices a finger can hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QComboBox, QWidget

from needlelog.ui.widgets.list_box import ListBox

if TYPE_CHECKING:
    from collections.abc import Sequence


class ChoiceBox(ListBox):
    """Shows the labels of options (key, label). The wheel never changes it.

    `chosen` carries the key and is sent only for what the person does. With `none_label` the first
    entry means that nothing is chosen; its key is empty.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]] = (),
        none_label: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setMinimumContentsLength(6)
        self._none_label = none_label
        self.set_options(options)
        self.activated.connect(lambda _row: self.chosen.emit(self.current()))

    def set_options(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other options; the current key stays when it is among them."""
        kept = self.current()
        self.clear()
        if self._none_label:
            self.addItem(self._none_label, "")
        for key, text in options:
            self.addItem(text, key)
        self.set_current(kept)

    def current(self) -> str:
        """The key shown, empty when nothing is chosen."""
        return str(self.currentData() or "")

    def set_current(self, key: str) -> None:
        """Show a key without telling anybody; one that is not offered shows the first entry."""
        self.setCurrentIndex(max(0, self.findData(key)))

    def sizeHint(self) -> QSize:
        # The style sheet's padding is not part of Qt's own hint.
        return super().sizeHint() + QSize(22, 0)
