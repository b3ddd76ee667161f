"""Small pictures, fetched as they are painted: asked for in one go, kept for scrolling back."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QIODevice, QObject, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from needlelog.services import photos

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

_AT_ONCE = 10
_KEPT = 800
_FORMAT: Any = "JPG"  # taken as text; the description of Qt for Python says bytes


class Thumbnails(QObject):
    """The thumbnails of a client. ``arrived`` tells that some more can be painted."""

    arrived = Signal()

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: OrderedDict[str, QPixmap] = OrderedDict()
        self._wanted: dict[str, None] = {}
        self._under_way: set[str] = set()
        self._gather = QTimer(self)
        self._gather.setSingleShot(True)
        self._gather.setInterval(0)
        self._gather.timeout.connect(self._fetch)
        learn_the_format()

    def pixmap(self, uid: str) -> QPixmap | None:
        """The thumbnail of a photo, or ``None``: it is then fetched."""
        found = self._kept.get(uid)
        if found is not None:
            self._kept.move_to_end(uid)
            return found
        if uid not in self._under_way:
            self._wanted[uid] = None
            if not self._under_way:
                self._gather.start()
        return None

    def forget(self) -> None:
        """Let go of all of them, for another client."""
        self._kept.clear()
        self._wanted.clear()

    def _fetch(self) -> None:
        # What was asked for last is what is looked at now.
        uids = list(self._wanted)[-_AT_ONCE:]
        if not uids or self._under_way:
            return
        for uid in uids:
            del self._wanted[uid]
        self._under_way.update(uids)
        clinic = self._context.clinic
        self._context.read(
            lambda: _read(clinic, uids), self._take, owner=self, on_error=self._give_up
        )

    def _take(self, found: dict[str, QImage]) -> None:
        self._under_way.clear()
        for uid, image in found.items():
            self._kept[uid] = QPixmap.fromImage(image)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        if self._wanted:
            self._gather.start()
        self.arrived.emit()

    def _give_up(self, error: Exception) -> None:
        self._under_way.clear()
        self._context.report(error)


def learn_the_format() -> None:
    """Let Qt load what reads the pictures; in the main thread, because loading it takes locks."""
    nothing = QBuffer()
    nothing.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader(nothing, _FORMAT.encode()).canRead()


def decoded(picture: bytes) -> QImage:
    """The picture in the form that is painted fastest; may be called on the worker.

    The format is named: without it Qt asks each kind of picture in turn, and that for drawings
    takes a lock which the window may hold while it waits for this very thread.
    """
    return QImage.fromData(picture, _FORMAT).convertToFormat(QImage.Format.Format_RGB32)


def _read(clinic: Clinic, uids: list[str]) -> dict[str, QImage]:
    """Read and decode; on the worker."""
    return {uid: decoded(small.picture) for uid, small in photos.thumbnails(clinic, uids).items()}
