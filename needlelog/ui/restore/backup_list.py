"""The backups to choose from, newest first: when each was made, what it holds, where it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from needlelog.ui.backups.words import holding_words, reason_words
from needlelog.ui.restore.words import made_words, source_words
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from needlelog.files.backup_search import FoundBackup

_ROW, _EDGE, _GAP = 60, 16, 12
_SHOWN = 5


class _Backups(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: tuple[FoundBackup, ...] = ()

    def show(self, found: tuple[FoundBackup, ...]) -> None:
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if not index.isValid():
            return None
        each = self.found[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return each
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            parts = (made_words(each), holding_words(each.note), _where(each))
            return ", ".join(parts)
        return None


class BackupList(QListView):
    """``chosen`` is sent when another row is chosen, ``taken`` when one is double-clicked or
    Return is pressed on it."""

    chosen = Signal()
    taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups = _Backups(self)
        self.setModel(self._backups)
        self.setItemDelegate(_Rows(self))
        self.setAccessibleName(self.tr("Backups"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setMinimumHeight(_row_height() * 3)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit())
        self.activated.connect(lambda _index: self.taken.emit())

    def show_backups(self, found: tuple[FoundBackup, ...]) -> None:
        """Show these; the first is chosen."""
        self._backups.show(found)
        if found:
            self.setCurrentIndex(self._backups.index(0))
        self.chosen.emit()

    def current(self) -> FoundBackup | None:
        """The backup that is chosen."""
        found: FoundBackup | None = self.currentIndex().data(Qt.ItemDataRole.UserRole)
        return found

    def choose(self, found: FoundBackup) -> None:
        """Choose a backup of the list."""
        self.setCurrentIndex(self._backups.index(self._backups.found.index(found)))

    def after(self, found: FoundBackup) -> FoundBackup | None:
        """The next of the list without a doubt: the same in the other place, or an older one."""
        place = self._backups.found.index(found) + 1
        return next((each for each in self._backups.found[place:] if not each.note.doubt), None)

    def sizeHint(self) -> QSize:
        """Room for a few rows."""
        return QSize(metrics().text(480), _row_height() * _SHOWN + 2)


class _Rows(QStyledItemDelegate):
    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return QSize(0, _row_height())

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        each: FoundBackup = index.data(Qt.ItemDataRole.UserRole)
        cell: QRect = option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, theme().colour("accent_ground"))
            painter.fillRect(cell.left(), cell.top(), 3, cell.height(), theme().colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, theme().colour("hover"))
        painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme().colour("line"))
        room = cell.adjusted(_EDGE, 0, -_EDGE, 0)
        half = room.height() // 2
        upper = QRect(room.left(), room.top() + 6, room.width(), half - 6)
        lower = QRect(room.left(), room.top() + half, room.width(), half - 6)
        right = _write(painter, upper, _where(each), "quiet", QFont.Weight.Normal, at_right=True)
        upper.setWidth(upper.width() - right - _GAP)
        _write(painter, upper, made_words(each), "ink", QFont.Weight.DemiBold)
        words = holding_words(each.note)
        if each.note.doubt:
            words = f"{self.tr('trail broken')} · {words}"
        tone = "stop" if each.note.doubt else "quiet"
        _write(painter, lower, words, tone, QFont.Weight.Normal)
        painter.restore()


def _write(
    painter: QPainter,
    room: QRect,
    words: str,
    colour: str,
    weight: QFont.Weight,
    *,
    at_right: bool = False,
) -> int:
    """Write one line and return how wide it is."""
    font = text_font(metrics().text(13 if weight == QFont.Weight.Normal else 14), weight)
    painter.setFont(font)
    painter.setPen(theme().colour(colour))
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)
    return QFontMetrics(font).horizontalAdvance(shown)


def _where(each: FoundBackup) -> str:
    return f"{reason_words(each.note.reason)} · {source_words(each)}"


def _row_height() -> int:
    return max(metrics().text(_ROW), metrics().target)
