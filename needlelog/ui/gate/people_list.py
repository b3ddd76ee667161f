"""The people who can sign in, as rows big enough for a gloved finger; one of them is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.arrow_row import ArrowRow
from needlelog.ui.widgets.button import KEYBOARD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.files.key_slots import SlotOwner

_PADDING = 12
_ONE_COLUMN = 5
"""So many stand below each other; with more, two columns keep the passphrase in sight."""


class PeopleList(QWidget):
    """``chosen`` carries the uid when the person at the screen takes another one, ``typed`` the
    letters that are struck on a person, none for Enter."""

    chosen = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(8)
        self._group = QButtonGroup(self)
        self._arrows = ArrowRow(self)
        self._tiles: dict[str, PersonTile] = {}
        self.setAccessibleName(self.tr("People"))

    def show_people(self, people: Sequence[SlotOwner], current: str = "") -> None:
        """Show these people; the first is chosen where `current` is none of them."""
        for tile in self._tiles.values():
            self._group.removeButton(tile)
            self._grid.removeWidget(tile)
            tile.deleteLater()
        self._tiles = {}
        columns = 1 if len(people) <= _ONE_COLUMN else 2
        rows = -(-len(people) // columns)
        for place, owner in enumerate(people):
            tile = PersonTile(owner.sign_in_name)
            tile.clicked.connect(lambda _on=False, uid=owner.person_uid: self._choose(uid))
            tile.typed.connect(self.typed)
            self._tiles[owner.person_uid] = tile
            self._group.addButton(tile)
            self._grid.addWidget(tile, place % rows, place // rows)
        self._arrows.take(list(self._tiles.values()))
        uids = list(self._tiles)
        if uids:
            place = uids.index(current) if current in self._tiles else 0
            self._tiles[uids[place]].setChecked(True)
            self._arrows.set_stop(place)

    def _choose(self, uid: str) -> None:
        self._arrows.set_stop(list(self._tiles).index(uid))
        self.chosen.emit(uid)

    def led_by_keys(self) -> bool:
        """Whether the arrow keys go from one person to the next just now."""
        return any(tile.hasFocus() and tile.is_ringed() for tile in self._tiles.values())

    def current(self) -> str:
        """The uid of the person chosen; empty where nobody can sign in."""
        return next((uid for uid, tile in self._tiles.items() if tile.isChecked()), "")

    def name_of(self, uid: str) -> str:
        """The name shown for a person."""
        return self._tiles[uid].text()

    def uid_of(self, name: str | None) -> str | None:
        """The person of that name, whatever its capitals; without a name the first one."""
        if name is None:
            return next(iter(self._tiles), None)
        wanted = name.casefold()
        return next((u for u, t in self._tiles.items() if t.text().casefold() == wanted), None)

    def tile(self, uid: str) -> PersonTile:
        """The row of a person."""
        return self._tiles[uid]


class PersonTile(QAbstractButton):
    """Initials in a circle, the name, and a check sign where chosen."""

    typed = Signal(str)
    """Letters struck here, none for Enter."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._ring = False

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(240), metrics().target + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        edge = "accent" if self.isChecked() or self._ring else "line"
        painter.setPen(QPen(colours.colour(edge), 2 if self._ring else 1))
        ground = "accent_ground" if self.isChecked() else "surface"
        hovered = self.underMouse() and not self.isChecked()
        painter.setBrush(colours.colour("hover" if hovered else ground))
        painter.drawRoundedRect(box, 10, 10)
        side = self.height() - 2 * _PADDING
        circle = QRect(_PADDING, _PADDING, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colours.colour("accent"))
        painter.drawEllipse(circle)
        painter.setPen(colours.colour("accent_ink"))
        letters = min(metrics().text(13), side * 13 // 32)  # in large text "MD" left the circle
        painter.setFont(text_font(letters, QFont.Weight.DemiBold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, initials(self.text()))
        self._paint_name(painter, circle.right() + _PADDING)

    def is_ringed(self) -> bool:
        """Whether the keyboard came here."""
        return self._ring

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand on what is typed; Space chooses."""
        letters = event.text() if event.text().isprintable() else ""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or letters.strip():
            self.typed.emit(letters)
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """From here on it is the finger that leads."""
        self._ring = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def _paint_name(self, painter: QPainter, left: int) -> None:
        sign = metrics().text(20)
        font = text_font(metrics().text(14), QFont.Weight.DemiBold)
        room = QRect(left, 0, self.width() - left - sign - 2 * _PADDING, self.height())
        painter.setFont(font)
        painter.setPen(theme().colour("ink"))
        shown = shortened(self.text(), QFontMetrics(font), room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        if self.isChecked():
            place = QRect(0, 0, sign, sign)
            place.moveCenter(room.center())
            place.moveRight(self.width() - _PADDING)
            paint_icon(painter, place, "check", theme().colour("accent"))


def shortened(name: str, font: QFontMetrics, width: int) -> str:
    """As much of a name as there is room for; what tells namesakes apart stands at its end."""
    apart = name.endswith(")")
    mode = Qt.TextElideMode.ElideMiddle if apart else Qt.TextElideMode.ElideRight
    return font.elidedText(name, mode, width)


def initials(name: str) -> str:
    """The first letters of the first and the last word."""
    words = [word for word in name.split() if word[0].isalnum()] or name.split()
    picked = words if len(words) < 2 else [words[0], words[-1]]
    return "".join(word[0] for word in picked).upper()
