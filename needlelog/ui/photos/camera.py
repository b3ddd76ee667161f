"""The camera of this computer through Qt Multimedia, loaded only when it is asked for."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal
from PySide6.QtGui import QImage, QImageWriter

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QCameraDevice, QVideoFrame

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
    ``changed`` tells that a camera was plugged in or pulled out.
    """

    frame = Signal(object)
    photo = Signal(bytes)
    trouble = Signal(str)
    changed = Signal()

    def __init__(self, chosen: str = "", parent: QObject | None = None) -> None:
        from PySide6.QtMultimedia import QMediaDevices

        super().__init__(parent)
        self._chosen = chosen
        self._parts: tuple[Any, ...] = ()
        self._devices = QMediaDevices(self)
        self._devices.videoInputsChanged.connect(self.changed)

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Key and name of each camera of this computer; two of one name are numbered."""
        names = [each.description() for each in self._devices.videoInputs()]
        return tuple(
            (_key(each), name if names.count(name) == 1 else f"{name} ({place})")
            for place, (each, name) in enumerate(
                zip(self._devices.videoInputs(), names, strict=True), 1
            )
        )

    def current(self) -> str:
        """Key of the camera in use: the one that was chosen, while it is there."""
        return _key(self._device())

    def choose(self, key: str) -> None:
        """Go over to another camera."""
        self._chosen = key
        if self._parts:
            self.stop()
            self.start()

    def _device(self) -> QCameraDevice:
        inputs = self._devices.videoInputs()
        chosen = [each for each in inputs if _key(each) == self._chosen]
        return chosen[0] if chosen else self._devices.defaultVideoInput()

    def start(self) -> None:
        """Begin to show live pictures."""
        from PySide6.QtMultimedia import (
            QCamera,
            QImageCapture,
            QMediaCaptureSession,
            QVideoSink,
        )

        camera = QCamera(self._device(), self)
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


def _key(device: QCameraDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")


def as_jpeg(image: QImage) -> bytes:
    """The bytes of a picture that a camera gave as pixels."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpeg"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())
