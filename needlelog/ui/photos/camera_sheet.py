"""Taking photos: the live picture with the first photo of the view over it, and lines to hold to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from needlelog.files.reference_data import photo_view_sets
from needlelog.ui.photos.photo_words import area_name, view_name
from needlelog.ui.photos.pictures import Pictures
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent

    from needlelog.domain.photos import Photo
    from needlelog.ui.context import Context
    from needlelog.ui.photos.pictures import Picture

_EYE_LINE = 0.4
"""Where the eyes are held, from the upper edge of the picture."""


class Camera(Protocol):
    """What the sheet needs of a camera, real or in tests."""

    frame: SignalInstance
    photo: SignalInstance
    trouble: SignalInstance
    changed: SignalInstance

    def choices(self) -> tuple[tuple[str, str], ...]:
        """Key and name of each camera there is."""

    def current(self) -> str:
        """Key of the one in use."""

    def choose(self, key: str) -> None:
        """Go over to another one."""

    def start(self) -> None:
        """Begin to show live pictures."""

    def stop(self) -> None:
        """Let go of the camera."""

    def take(self) -> None:
        """Take a photo."""

    def deleteLater(self) -> None:
        """Be gone soon."""


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo just taken, and the code of the view that was chosen for it."""

    name: str
    content: bytes
    view: str


class CameraSheet(SheetDialog):
    """Photos of several views, one after the other; ``taken`` carries a tuple of `Shot`,
    ``camera_chosen`` the key of another camera.

    They are nowhere else yet, so neither Escape nor Cancel throws them away unasked.
    """

    taken = Signal(object)
    camera_chosen = Signal(str)
    guards_words = True

    def __init__(
        self,
        context: Context,
        camera: Camera,
        baselines: Mapping[str, Photo],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Take photos"))
        self._camera = camera
        self._baselines = baselines
        self._shots: list[Shot] = []
        self._pictures = Pictures(context, self)
        self.finder = Finder()
        self.which = ChoiceBox(self.tr("Camera"))
        self._offer_cameras()
        self.view = ChoiceBox(
            self.tr("View"),
            [
                (view.code, f"{area_name(area)}: {view_name(view.code)}")
                for area in photo_view_sets()
                for view in area.views
            ],
        )
        self.ghost = QSlider(Qt.Orientation.Horizontal)
        self.ghost.setRange(0, 80)
        self.ghost.setValue(35)
        self.ghost.setAccessibleName(self.tr("How strongly the first photo shows through"))
        self.lines = Button(self.tr("Lines"), "filter")
        self.lines.setCheckable(True)
        self.lines.setChecked(True)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self._lay_out()
        self.cancel_button = self.add_button(self.tr("Cancel"), slot=self._cancel)
        self.go_on = self.add_button("", "secondary", self.accept)
        self.shoot = self.add_button(self.tr("Take photo"), "primary", camera.take)
        self._connect()
        self._say_count()
        self._show_ghost()

    def holds_work(self) -> bool:
        """Photos that were taken and not handed over."""
        return bool(self._shots)

    def losing(self) -> tuple[str, str]:
        """The client would have to be photographed again."""
        return self.tr("Throw away the photos you took?"), self.tr("Go on")

    def showEvent(self, event: QShowEvent) -> None:
        """The camera runs only while its picture is seen."""
        super().showEvent(event)
        self._camera.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Behind the lock nobody is filmed."""
        super().hideEvent(event)
        self._camera.stop()

    def shots(self) -> int:
        """How many photos were taken so far."""
        return len(self._shots)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.which)
        row.addWidget(self.view)
        row.addWidget(label(self.tr("First photo"), "quiet"))
        row.addWidget(self.ghost, 1)
        row.addWidget(self.lines)
        self.body.addLayout(row)
        self.body.addWidget(self.finder, 1)
        self.body.addWidget(self.trouble)

    def _connect(self) -> None:
        camera = self._camera
        self.which.chosen.connect(self._choose_camera)
        self.view.chosen.connect(lambda _code: self._show_ghost())
        self.ghost.valueChanged.connect(lambda value: self.finder.set_ghost_share(value / 100))
        self.lines.toggled.connect(self.finder.set_lines)
        self._pictures.opened.connect(self._take_ghost)
        camera.frame.connect(self.finder.show_frame)
        camera.photo.connect(self._keep)
        camera.trouble.connect(self._say)
        camera.changed.connect(self._offer_cameras)
        self.accepted.connect(lambda: self.taken.emit(tuple(self._shots)))
        self.finished.connect(lambda _result: self._end())

    def _offer_cameras(self) -> None:
        """Nothing is asked where there is one camera only."""
        choices = self._camera.choices()
        self.which.set_options(choices)
        self.which.set_current(self._camera.current())
        self.which.setVisible(len(choices) > 1)

    def _choose_camera(self, key: str) -> None:
        self.trouble.hide()
        self.finder.show_frame(None)
        self._camera.choose(key)
        self.camera_chosen.emit(key)

    def _keep(self, content: bytes) -> None:
        name = self.tr("Photo {number}").format(number=len(self._shots) + 1)
        self._shots.append(Shot(name, content, self.view.current()))
        self.trouble.hide()
        self._say_count()
        place = self.view.currentIndex()
        if place + 1 < self.view.count():
            self.view.setCurrentIndex(place + 1)
            self._show_ghost()

    def _say_count(self) -> None:
        self.go_on.setText(self.tr("Go on with %n photo(s)", "", len(self._shots)))
        self.go_on.setEnabled(bool(self._shots))

    def _say(self, words: str) -> None:
        gone = self.tr(
            "The camera gives no picture any more. Check its cable, then close this page and open "
            "it again. The photos taken so far are still here: go on with them."
        )
        told = self.tr("The camera reports: {words}").format(words=words)
        self.trouble.setText(told if words else gone)
        self.trouble.show()
        # The last picture, standing still, would look as if it were live.
        self.finder.show_frame(None)

    def _cancel(self) -> None:
        if not self._asks_before_losing():
            self.reject()

    def _show_ghost(self) -> None:
        baseline = self._baselines.get(self.view.current())
        self.finder.set_ghost(None)
        self.ghost.setEnabled(baseline is not None)
        if baseline is not None:
            self._pictures.ask(baseline)

    def _take_ghost(self, picture: Picture) -> None:
        baseline = self._baselines.get(self.view.current())
        if baseline is not None and baseline.uid == picture.photo.uid:
            self.finder.set_ghost(picture.image)

    def _end(self) -> None:
        self._camera.stop()
        self._camera.deleteLater()


class Finder(QWidget):
    """The live picture; over it the first photo, level lines and the line of the eyes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Live picture"))
        self._frame: QImage | None = None
        self._ghost: QImage | None = None
        self._share = 0.35
        self._lines = True

    def show_frame(self, frame: QImage | None) -> None:
        """Show a live picture, or none."""
        self._frame = frame
        self.update()

    def set_ghost(self, ghost: QImage | None) -> None:
        """Lay a photo over the live picture."""
        self._ghost = ghost
        self.update()

    def set_ghost_share(self, share: float) -> None:
        """How strongly it shows through, 0 to 1."""
        self._share = share
        self.update()

    def set_lines(self, on: bool) -> None:
        """Show or hide the lines."""
        self._lines = on
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(720), metrics().text(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(360), metrics().text(260))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 10, 10)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), theme().colour("pressed"))
        whole = QRectF(self.rect())
        place = _fitted(self._frame, whole) if self._frame is not None else whole
        if self._frame is not None:
            painter.drawImage(place, self._frame)
        if self._ghost is not None:
            painter.setOpacity(self._share)
            painter.drawImage(_fitted(self._ghost, place), self._ghost)
            painter.setOpacity(1.0)
        if self._lines:
            _paint_lines(painter, place)


def _fitted(image: QImage, place: QRectF) -> QRectF:
    share = min(place.width() / image.width(), place.height() / image.height())
    result = QRectF(0, 0, image.width() * share, image.height() * share)
    result.moveCenter(place.center())
    return result


def _paint_lines(painter: QPainter, place: QRectF) -> None:
    def across(share: float) -> tuple[QPointF, QPointF]:
        y = place.top() + place.height() * share
        return QPointF(place.left(), y), QPointF(place.right(), y)

    def down(share: float) -> tuple[QPointF, QPointF]:
        x = place.left() + place.width() * share
        return QPointF(x, place.top()), QPointF(x, place.bottom())

    thin = [across(1 / 3), across(2 / 3), down(1 / 3), down(2 / 3)]
    marks = [across(_EYE_LINE), down(0.5)]
    for lines, colour, width in (
        (thin, "#73FFFFFF", 1.0),
        (marks, "#99000000", 3.5),
        (marks, "#E6FFFFFF", 1.5),
    ):
        painter.setPen(QPen(QColor(colour), width))
        for start, end in lines:
            painter.drawLine(start, end)
