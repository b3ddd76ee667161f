"""The grid of thumbnails: days down, views across. Only what is seen is fetched and painted."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    QSizeF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from needlelog.ui import formats
from needlelog.ui.photos.photo_rows import PhotoLine, lines_of
from needlelog.ui.photos.photo_words import phase_and_session, view_name, whole_name
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.photos import Photo
    from needlelog.ui.photos.thumbnails import Thumbnails

_Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()
_PHOTO = Qt.ItemDataRole.UserRole
_GAP, _RADIUS, _ROW, _DATES = 4, 8.0, 108, 104
_CUT_KEPT = 600


class PhotoModel(QAbstractTableModel):
    """The first column tells day and phase, the others hold the photos of one view each."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[PhotoLine, ...] = ()
        self._columns: tuple[str, ...] = ()

    def show(self, photos: Sequence[Photo], columns: Sequence[str]) -> None:
        """Show photos under these views."""
        self.beginResetModel()
        self._columns = tuple(columns)
        self.lines = lines_of(photos, self._columns)
        self.endResetModel()

    def place_of(self, uid: str) -> QModelIndex:
        """Where a photo stands; an invalid place where it does not."""
        for row, line in enumerate(self.lines):
            for column, photo in enumerate(line.cells, start=1):
                if photo is not None and photo.uid == uid:
                    return self.index(row, column)
        return QModelIndex()

    def rowCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return f"{formats.day(line.day)}\n{phase_and_session(line.some)}"
            return None
        photo = line.cells[index.column() - 1]
        if role == _PHOTO:
            return photo
        if role == Qt.ItemDataRole.AccessibleTextRole:
            view = view_name(self._columns[index.column() - 1])
            return whole_name(photo) if photo else self.tr("{view}: no photo").format(view=view)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return view_name(self._columns[section - 1]) if section else self.tr("Taken")

    def flags(self, index: _Index) -> Qt.ItemFlag:
        photo = self.data(index, _PHOTO) if index.column() else None
        return Qt.ItemFlag.ItemIsEnabled | (
            Qt.ItemFlag.ItemIsSelectable if photo is not None else Qt.ItemFlag.NoItemFlags
        )


class PhotoDelegate(QStyledItemDelegate):
    """Paints a thumbnail, which of the two compared it is, or an empty place."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._cut: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()
        self.marks: Mapping[str, str] = {}
        """What stands on the corner of a photo, by uid."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(metrics().text(96), metrics().text(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = QRectF(option.rect).adjusted(_GAP, _GAP, -_GAP, -_GAP)
        words = index.data(Qt.ItemDataRole.DisplayRole)
        if words:
            _paint_day(painter, place, str(words))
        else:
            photo: Photo | None = index.data(_PHOTO)
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            self.paint_photo(painter, place, photo, focused=focused)
        painter.restore()

    def paint_photo(
        self, painter: QPainter, place: QRectF, photo: Photo | None, *, focused: bool
    ) -> None:
        """Paint one photo, or the dashed place of one that was not taken."""
        colours = theme()
        shape = QPainterPath()
        shape.addRoundedRect(place, _RADIUS, _RADIUS)
        if photo is None:
            painter.setPen(QPen(colours.colour("line"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(shape)
            return
        finished = self._finished(photo.uid, place.size(), painter.device().devicePixelRatioF())
        if finished is None:
            painter.fillPath(shape, colours.colour("pressed"))
        else:
            painter.drawPixmap(place.topLeft(), finished)
        mark = self.marks.get(photo.uid, "")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if mark or focused:
            painter.setPen(QPen(colours.colour("accent" if mark else "focus"), 3))
            painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
        if mark:
            _paint_mark(painter, place, mark)

    def _finished(self, uid: str, size: QSizeF, ratio: float) -> QPixmap | None:
        """The thumbnail cut and rounded for its place: made once, so that scrolling is light."""
        key = (uid, round(size.width() * ratio), round(size.height() * ratio))
        if key in self._cut:
            self._cut.move_to_end(key)
            return self._cut[key]
        small = self._thumbnails.pixmap(uid)
        if small is None:
            return None
        cut = QPixmap(key[1], key[2])
        cut.fill(Qt.GlobalColor.transparent)
        whole = QRectF(cut.rect())
        shape = QPainterPath()
        shape.addRoundedRect(whole, _RADIUS * ratio, _RADIUS * ratio)
        share = max(whole.width() / small.width(), whole.height() / small.height())
        wide, high = whole.width() / share, whole.height() / share
        source = QRectF((small.width() - wide) / 2, (small.height() - high) / 2, wide, high)
        painter = QPainter(cut)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setClipPath(shape)
        painter.drawPixmap(whole, small, source)
        painter.end()
        cut.setDevicePixelRatio(ratio)
        self._cut[key] = cut
        while len(self._cut) > _CUT_KEPT:
            self._cut.popitem(last=False)
        return cut


class PhotoGrid(QTableView):
    """Thumbnails by day and view. ``chosen`` carries the `Photo` that was tapped or entered."""

    chosen = Signal(object)

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = PhotoModel()
        self.rows.setParent(self)
        self.delegate = PhotoDelegate(thumbnails, self)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setAccessibleName(self.tr("Photos by day and view"))
        self.setShowGrid(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(metrics().text(_ROW))
        header = self.horizontalHeader()
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)
        thumbnails.arrived.connect(self.viewport().update)

    def show_photos(self, photos: Sequence[Photo], columns: Sequence[str]) -> None:
        """Show photos under these views."""
        kept = self.verticalScrollBar().value()
        self.rows.show(photos, columns)
        self._share_width()
        self.verticalScrollBar().setValue(kept)

    def mark(self, marks: Mapping[str, str]) -> None:
        """Mark the compared photos."""
        self.delegate.marks = marks
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        columns = self.rows.columnCount() - 1
        if columns < 1:
            return
        dates = metrics().text(_DATES)
        room = self.viewport().width() - dates
        each = min(max(room // columns, metrics().text(64)), metrics().text(152))
        self.setColumnWidth(0, dates)
        for column in range(1, columns + 1):
            self.setColumnWidth(column, each)

    def _choose(self, index: QModelIndex) -> None:
        photo = index.data(_PHOTO)
        if photo is not None:
            self.chosen.emit(photo)


def _paint_day(painter: QPainter, place: QRectF, words: str) -> None:
    day, _line, phase = words.partition("\n")
    painter.setFont(text_font(metrics().text(13), QFont.Weight.DemiBold))
    painter.setPen(theme().colour("ink"))
    upper = QRectF(place.left() + 8, place.top() + 6, place.width() - 8, metrics().text(20))
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(upper, flags, day)
    painter.setFont(text_font(metrics().text(12)))
    painter.setPen(theme().colour("quiet"))
    painter.drawText(upper.translated(0, metrics().text(20)), flags, phase)


def _paint_mark(painter: QPainter, place: QRectF, mark: str) -> None:
    painter.setFont(text_font(metrics().text(12), QFont.Weight.DemiBold))
    width = painter.fontMetrics().horizontalAdvance(mark) + 14
    height = metrics().text(20)
    tag = QRectF(place.left() + 6, place.bottom() - height - 6, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("accent"))
    painter.drawRoundedRect(tag, height / 2, height / 2)
    painter.setPen(theme().colour("accent_ink"))
    painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, mark)
