"""The push button of the program, and the small helpers to make one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.icons import icon
from needlelog.ui.theme.properties import mark

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent

KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
        Qt.FocusReason.OtherFocusReason,
    }
)
"""Reasons for which a focus ring is drawn: a finger knows where it is."""

_ANOTHER_WINDOW = frozenset(
    {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
)


class Button(QPushButton):
    """A push button with a kind and, if wanted, an icon.

    Kinds: primary, secondary, quiet, danger, icon and plain-icon (square, no text), chip and
    accent-chip (small in sight, full target to the finger), filter, row, link (words alone), and those that the kit
    uses itself (segment, grade, step, toast). The focus ring shows only for the keyboard.
    """

    def __init__(
        self,
        text: str = "",
        kind: str = "secondary",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._icon_name = ""
        self._ring_kept = False
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon_name:
            self.set_icon(icon_name)

    def set_icon(self, name: str) -> None:
        """Show the icon of that name in the colour that fits the kind."""
        self._icon_name = name
        self.setIcon(icon(name, self._icon_role()))
        self.setIconSize(self._icon_size())

    def _icon_role(self) -> str:
        """The colour of the icon is that of the words."""
        tone = self.property("tone")
        if tone in ("warn", "stop", "good"):
            return str(tone)
        kind = self.property("kind")
        role = {"primary": "on-accent", "quiet": "accent", "accent-chip": "accent"}.get(kind, "ink")
        if kind == "danger":
            role = "stop"
        elif kind == "chip":
            role = "quiet"
        return role

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._icon_name and not self.icon().isNull():
            self.set_icon(self._icon_name)

    def hitButton(self, pos: QPoint) -> bool:
        """A press counts on the whole button, also on the margin that Qt would leave out."""
        return self.rect().contains(pos)

    def focusInEvent(self, event: QFocusEvent) -> None:
        by_keyboard = event.reason() in KEYBOARD
        if event.reason() in _ANOTHER_WINDOW:
            by_keyboard = self._ring_kept or self._opened_by_keyboard()
        mark(self, ring=by_keyboard)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring_kept = event.reason() in _ANOTHER_WINDOW and self.property("ring") is True
        mark(self, ring=False)
        super().focusOutEvent(event)

    def _opened_by_keyboard(self) -> bool:
        """Whether the sheet it stands on was opened by a button that had the keyboard."""
        below = self.window().parentWidget()
        opener = None if below is None else below.window().focusWidget()
        return isinstance(opener, Button) and opener.kept_its_ring()

    def kept_its_ring(self) -> bool:
        """Whether the keyboard stood here when another window came to the front."""
        return self._ring_kept

    def _icon_size(self) -> QSize:
        kind = self.property("kind")
        drawn = (
            16 if kind in ("chip", "accent-chip") else 20 if kind in ("icon", "plain-icon") else 18
        )
        side = metrics().text(drawn)
        # Qt leaves four pixels between icon and words, which is tight: two more come from the icon.
        return QSize(side + 4 if self.text() else side, side)


def icon_button(
    icon_name: str,
    accessible_name: str,
    slot: Callable[[], object] | None = None,
    *,
    plain: bool = False,
) -> Button:
    """A square button that shows only an icon; its name is spoken and shown as a tooltip."""
    button = Button("", "plain-icon" if plain else "icon", icon_name)
    button.setAccessibleName(accessible_name)
    button.setToolTip(accessible_name)
    if slot is not None:
        button.clicked.connect(lambda _checked: slot())
    return button
