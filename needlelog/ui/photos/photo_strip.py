"""All photos of one view in a row, oldest first: tap one to compare it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyleOptionViewItem

from needlelog.ui.photos.photo_grid import PhotoDelegate
from needlelog.ui.photos.photo_words import whole_name
from needlelog.ui.theme.active import metrics

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.photos import Photo
    from needlelog.ui.photos.thumbnails import Thumbnails

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_PHOTO = Qt.ItemDataRole.UserRole
_SIDE = 64


class _Row(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.photos: tuple[Photo, ...] = ()

    def show(self, photos: Sequence[Photo]) -> None:
        self.beginResetModel()
        self.photos = tuple(photos)
        self.endResetModel()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.photos)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        photo = self.photos[index.row()]
        if role == _PHOTO:
            return photo
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return whole_name(photo)
        return None


class _SquareDelegate(PhotoDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(metrics().text(_SIDE), metrics().text(_SIDE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(option.rect).adjusted(3, 3, -3, -3)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        self.paint_photo(painter, place, index.data(_PHOTO), focused=focused)
        painter.restore()


class PhotoStrip(QListView):
    """``chosen`` carries the `Photo` that was tapped or entered."""

    chosen = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = _Row()
        self._row.setParent(self)
        self._delegate = _SquareDelegate(thumbnails, self)
        self.setModel(self._row)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Photos of this view"))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedHeight(metrics().text(_SIDE) + 14)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        thumbnails.arrived.connect(self.viewport().update)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show the photos of one view; the newest end is in sight."""
        if tuple(photos) == self._row.photos:
            return
        self._row.show(photos)
        self.scrollToBottom()

    def photos(self) -> tuple[Photo, ...]:
        """The photos shown."""
        return self._row.photos

    def mark(self, marks: Mapping[str, str]) -> None:
        """Mark the compared photos."""
        self._delegate.marks = marks
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        photo = index.data(_PHOTO)
        if photo is not None:
            self.chosen.emit(photo)
