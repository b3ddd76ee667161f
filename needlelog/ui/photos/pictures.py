"""Decoded photos as Qt pictures, opened on the worker and kept for a moment."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from needlelog.services import photos

if TYPE_CHECKING:
    from needlelog.domain.photos import Photo, Pixels
    from needlelog.ui.context import Context

SCREEN_EDGE = 1600
WHOLE = 0
_MOST_PIXELS = 40_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo with its pixels."""

    photo: Photo
    image: QImage


def to_image(pixels: Pixels) -> QImage:
    """The pixels in the form that is painted fastest; may be called on the worker."""
    flat = QImage(
        pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888
    )
    return flat.convertToFormat(QImage.Format.Format_RGB32)


class Pictures(QObject):
    """Opens photos one after the other; the last few stay ready.

    ``opened`` carries a `Picture`, ``refused`` the uid and the error of one that cannot be shown.
    """

    opened = Signal(object)
    refused = Signal(str, object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._kept: OrderedDict[tuple[str, int], QImage] = OrderedDict()
        self._asked: set[tuple[str, int]] = set()

    def ask(self, photo: Photo, edge: int = SCREEN_EDGE) -> None:
        """Open a photo with its longest edge at about ``edge`` pixels, 0 for all; answers soon."""
        key = (photo.uid, edge)
        if key in self._kept:
            self._kept.move_to_end(key)
            self.opened.emit(Picture(photo, self._kept[key]))
            return
        if key in self._asked:
            return
        self._asked.add(key)
        clinic = self._context.clinic

        def kept(image: QImage) -> None:
            self._asked.discard(key)
            self._kept[key] = image
            self._shrink()
            self.opened.emit(Picture(photo, image))

        def refused(error: Exception) -> None:
            self._asked.discard(key)
            self.refused.emit(photo.uid, error)

        # A whole picture of a large camera takes a second, and a smaller one is there to look at.
        worker = self._context.reckoning if edge == WHOLE else self._context.worker
        worker.submit(
            lambda: to_image(photos.open_photo(clinic, photo.uid, edge)),
            kept,
            refused,
            owner=self,
        )

    def _shrink(self) -> None:
        def pixels() -> int:
            return sum(image.width() * image.height() for image in self._kept.values())

        while len(self._kept) > 2 and pixels() > _MOST_PIXELS:
            self._kept.popitem(last=False)

    def forget(self) -> None:
        """Let go of all pictures, for another client."""
        self._kept.clear()
