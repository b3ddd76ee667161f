"""The camera of this computer through Qt Multimedia, loaded only when it is asked for."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QVideoFrame

_QUALITY = 95


def camera_is_there() -> bool:
    """Whether Qt can use a camera on this computer."""
    if find_spec("PySide6.QtMultimedia") is None:
        return False
    try:
        from PySide6.QtMultimedia import QMediaDevices
    except ImportError:
        return False  # a system without the sound and video libraries
    return bool(QMediaDevices.videoInputs())


class CameraSource(QObject):
    """Live pictures, and photos in the camera's full size.

    ``frame`` carries a live `QImage`, ``photo`` the JPEG bytes of one that was taken, ``trouble``
    the camera's own words when it fails, empty when it stops giving pictures by itself.
    """

    frame = Signal(object)
    photo = Signal(bytes)
    trouble = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Any, ...] = ()

    def start(self) -> None:
        """Begin to show live pictures."""
        from PySide6.QtMultimedia import (
            QCamera,
            QImageCapture,
            QMediaCaptureSession,
            QMediaDevices,
            QVideoSink,
        )

        camera = QCamera(QMediaDevices.defaultVideoInput(), self)
        sink, capture, session = QVideoSink(self), QImageCapture(self), QMediaCaptureSession(self)
        session.setCamera(camera)
        session.setVideoSink(sink)
        session.setImageCapture(capture)
        sink.videoFrameChanged.connect(self._show)
        capture.imageCaptured.connect(lambda _id, image: self.photo.emit(as_jpeg(image)))
        capture.errorOccurred.connect(lambda _id, _error, words: self.trouble.emit(words))
        camera.errorOccurred.connect(lambda _error, words: self.trouble.emit(words))
        camera.activeChanged.connect(self._notice_end)
        self._parts = (camera, sink, capture, session)
        camera.start()

    def stop(self) -> None:
        """Let go of the camera."""
        if self._parts:
            parts, self._parts = self._parts, ()
            parts[0].stop()
            for part in reversed(parts):
                part.deleteLater()

    def take(self) -> None:
        """Take a photo; ``photo`` follows."""
        if self._parts:
            self._parts[2].capture()

    def _notice_end(self, active: bool) -> None:
        if not active and self._parts:
            self.trouble.emit("")

    def _show(self, frame: QVideoFrame) -> None:
        self.frame.emit(frame.toImage())


def as_jpeg(image: QImage) -> bytes:
    """The bytes of a picture that a camera gave as pixels."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
