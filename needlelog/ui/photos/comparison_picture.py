"""The comparison that leaves the program: pixels and words painted anew, nothing of the files."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QImageWriter, QPainter

from needlelog.domain.alignment import Similarity
from needlelog.domain.photos import relative_alignment
from needlelog.ui import formats
from needlelog.ui.photos.canvas_view import CanvasView, image_to_frame
from needlelog.ui.photos.markup_paint import paint_markup
from needlelog.ui.photos.photo_rows import day_of
from needlelog.ui.photos.photo_words import phase_and_session, view_name
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from PySide6.QtGui import QTransform

    from needlelog.domain.photos import Photo
    from needlelog.ui.photos.pictures import Picture

WIDE, MARGIN = 1100, 32
"""Width of each photo and the margin around, in pixels of the finished picture."""
_GAP, _CAPTION = 24, 96
_MASK_BLOCKS = 14


class Masking(StrEnum):
    """How a face is made hard to recognise."""

    NONE = "none"
    BLUR = "blur"
    BAR = "bar"


@dataclass(frozen=True, slots=True)
class Band:
    """A band across the picture, in widths of the first one; everything from edge to edge."""

    top: float
    bottom: float


def comparison_picture(
    pictures: list[Picture], *, masking: Masking, band: Band, markup: bool
) -> QImage:
    """One photo, or two side by side in one frame, with what they are and that they are untouched."""
    first = pictures[0].image
    view = CanvasView.whole(first)
    high = round(WIDE * view.aspect)
    width = 2 * MARGIN + len(pictures) * WIDE + (len(pictures) - 1) * _GAP
    page = QImage(width, 2 * MARGIN + high + _CAPTION, QImage.Format.Format_RGB32)
    page.fill(QColor("#FFFFFF"))
    painter = QPainter(page)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for number, picture in enumerate(pictures):
        place = QRectF(MARGIN + number * (WIDE + _GAP), MARGIN, WIDE, high)
        similarity = Similarity()
        if number:
            similarity = relative_alignment(picture.photo, pictures[0].photo) or similarity
        shown = _in_frame(picture, similarity, WIDE, high)
        if masking is not Masking.NONE:
            shown = _masked(shown, band, masking)
        painter.drawImage(place.topLeft(), shown)
        if markup:
            painter.save()
            painter.setClipRect(place)
            widths = _widths_to(view, picture, similarity, place)
            paint_markup(painter, picture.photo.markup, widths, 2.0)
            painter.restore()
        _caption(painter, picture, place, masked=masking is not Masking.NONE)
    painter.end()
    return page


def side_by_side(pictures: list[Picture]) -> QImage:
    """Photos beside each other in the frame of the first, without a word on them."""
    high = round(WIDE * CanvasView.whole(pictures[0].image).aspect)
    width = len(pictures) * WIDE + (len(pictures) - 1) * _GAP
    page = QImage(width, high, QImage.Format.Format_RGB32)
    page.fill(QColor("#FFFFFF"))
    painter = QPainter(page)
    for number, picture in enumerate(pictures):
        similarity = relative_alignment(picture.photo, pictures[0].photo) or Similarity()
        shown = _in_frame(picture, similarity, WIDE, high)
        painter.drawImage(number * (WIDE + _GAP), 0, shown)
    painter.end()
    return page


def as_png(image: QImage) -> bytes:
    """The bytes of a picture file without any notes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def _in_frame(picture: Picture, similarity: Similarity, width: int, height: int) -> QImage:
    shown = QImage(width, height, QImage.Format.Format_RGB32)
    shown.fill(QColor("#E9E5E1"))
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    view = CanvasView(height / width, 1.0, 0.5, height / width / 2)
    place = QRectF(0, 0, width, height)
    painter.setTransform(image_to_frame(picture.image, similarity) * view.to_screen(place))
    painter.drawImage(0, 0, picture.image)
    painter.end()
    return shown


def _widths_to(
    view: CanvasView, picture: Picture, similarity: Similarity, place: QRectF
) -> QTransform:
    image = picture.image
    widths = image_to_frame(image, similarity)
    return widths.fromScale(image.width(), image.width()) * widths * view.to_screen(place)


def _masked(shown: QImage, band: Band, masking: Masking) -> QImage:
    top = max(0, round(band.top * shown.width()))
    bottom = min(shown.height(), round(band.bottom * shown.width()))
    if bottom <= top:
        return shown
    painter = QPainter(shown)
    place = QRectF(0, top, shown.width(), bottom - top)
    if masking is Masking.BAR:
        painter.fillRect(place, QColor("#241F1C"))
    else:
        # So few blocks that nothing of the eyes can be brought back.
        part = shown.copy(0, top, shown.width(), bottom - top)
        blocks = max(1, round(_MASK_BLOCKS * part.height() / part.width()))
        small = part.scaled(
            _MASK_BLOCKS,
            blocks,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        painter.drawImage(place, small)
    painter.end()
    return shown


def _caption(painter: QPainter, picture: Picture, place: QRectF, *, masked: bool) -> None:
    photo = picture.photo
    flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    line = QRectF(place.left(), place.bottom() + 14, place.width(), 44)
    painter.setPen(QColor("#241F1C"))
    painter.setFont(text_font(32, QFont.Weight.DemiBold))
    day = formats.day(day_of(photo))
    painter.drawText(line, flags, f"{day} · {phase_and_session(photo)}")
    painter.setPen(QColor("#6E645E"))
    painter.setFont(text_font(26))
    painter.drawText(line.translated(0, 44), flags, caption_below(photo, masked=masked))


def caption_below(photo: Photo, *, masked: bool) -> str:
    """The view, and that nothing else was done to the picture."""
    if masked:
        words = QCoreApplication.translate("Photos", "{view} · masked, else not retouched")
    else:
        words = QCoreApplication.translate("Photos", "{view} · not retouched")
    return words.format(view=view_name(photo.view))
