"""Yes, no, or not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_VALUES: dict[str, bool | None] = {"unknown": None, "yes": True, "no": False}


class TriState(SegmentedControl):
    """A choice whose third answer is that nobody has looked yet."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            (
                ("unknown", translate("TriState", "Not known")),
                ("yes", translate("TriState", "Yes")),
                ("no", translate("TriState", "No")),
            ),
            parent,
        )
        self.setAccessibleName(name)

    def value(self) -> bool | None:
        """The answer, ``None`` for not known."""
        return _VALUES[self.current()]

    def set_value(self, value: bool | None) -> None:
        """Show an answer."""
        self.set_current(next(key for key, one in _VALUES.items() if one is value))
