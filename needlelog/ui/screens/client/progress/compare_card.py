"""Two photos of the same view beside the axis: first against latest, or any two."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.photos import baseline_of, relative_alignment
from needlelog.ui.photos.canvas import LEFT, RIGHT, CompareCanvas, CompareMode
from needlelog.ui.photos.photo_strip import PhotoStrip
from needlelog.ui.photos.photo_words import view_name, when_and_phase, whole_name
from needlelog.ui.photos.pictures import Picture, Pictures
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.domain.photos import Photo
    from needlelog.ui.context import Context
    from needlelog.ui.photos.thumbnails import Thumbnails

_INSET = 10
_LEAST_PICTURE = 140


class _Framed(QWidget):
    """The canvas with what each side is written on its upper corners."""

    def __init__(self) -> None:
        super().__init__()
        self.canvas = CompareCanvas()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.canvas)
        self.words = {side: Pill("", "neutral", self) for side in (LEFT, RIGHT)}

    def say(self, side: str, words: str) -> None:
        """Write what is on one side."""
        pill = self.words[side]
        pill.set_state(words, "neutral")
        pill.setVisible(bool(words))
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the words in their corners."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        for side, pill in self.words.items():
            most = max((self.width() - 3 * _INSET) // 2, 40)
            pill.resize(min(pill.sizeHint().width(), most), pill.sizeHint().height())
            x = _INSET if side == LEFT else self.width() - pill.width() - _INSET
            pill.move(x, _INSET)
            pill.raise_()


class CompareCard(Card):
    """The baseline of a view at the left, a later photo of it at the right."""

    photos_asked = Signal()
    """The person wants the tab of the photos."""

    def __init__(
        self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent, header_rule=False)
        self._all: tuple[Photo, ...] = ()
        self.pair: dict[str, Photo | None] = {LEFT: None, RIGHT: None}
        self.pictures = Pictures(context, self)
        self.modes = SegmentedControl(
            [
                (CompareMode.SLIDER.value, self.tr("Slider")),
                (CompareMode.SIDE.value, self.tr("Side by side")),
                (CompareMode.BLINK.value, self.tr("Blink")),
            ]
        )
        self.modes.setAccessibleName(self.tr("How to compare"))
        self.view = ChoiceBox(self.tr("View"))
        self.framed = _Framed()
        self.canvas = self.framed.canvas
        # The picture gives way before the words and buttons around it do.
        self.framed.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.framed.setMinimumHeight(_LEAST_PICTURE)
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        self.strip = PhotoStrip(thumbnails)
        self.empty = EmptyState(
            "camera-outline",
            self.tr("No photo yet"),
            self.tr("Take one of each view before the first session; later ones lie beside it."),
            self.tr("Go to photos"),
        )
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(12, 0, 12, 6)
        column.setSpacing(6)
        column.addWidget(self.view)
        column.addWidget(self.framed, 1)
        column.addWidget(self.trouble)
        column.addWidget(self.strip)
        self._pages = QStackedWidget()
        self._pages.addWidget(shown)
        self._pages.addWidget(self.empty)
        self._pages.setCurrentWidget(self.empty)
        for hidden in (self.view, self.modes):
            hidden.hide()
        self.set_header(self.tr("Compare"))
        self.add_to_header(self.modes)
        self.add(self._pages, 1)
        self.modes.chosen.connect(lambda mode: self.canvas.set_mode(CompareMode(mode)))
        self.view.chosen.connect(self._choose_view)
        self.strip.chosen.connect(self.compare)
        self.empty.asked.connect(self.photos_asked)
        self.pictures.opened.connect(self._take)
        self.pictures.refused.connect(self._refuse)

    def show_photos(self, photos: tuple[Photo, ...]) -> None:
        """Show these photos; the view with most of them at first."""
        if photos == self._all:
            return
        self._all = photos
        self._pages.setCurrentIndex(0 if photos else 1)
        self.modes.setVisible(len(photos) > 1)
        views = [view for view, _count in Counter(each.view for each in photos).most_common()]
        self.view.set_options([(view, view_name(view)) for view in views])
        self.view.setVisible(len(views) > 1)
        shown = self.pair[RIGHT] or self.pair[LEFT]
        known = next((each for each in photos if shown and each.uid == shown.uid), None)
        if known is not None:
            self.compare(known)
        elif views:
            self._choose_view(views[0])
        else:
            self._show_pair(None, None)

    def compare(self, photo: Photo) -> None:
        """Lay a photo on the first one of its view."""
        own = tuple(each for each in self._all if each.view == photo.view)
        self.view.set_current(photo.view)
        baseline = baseline_of(own, photo.view)
        if baseline is None or baseline.uid == photo.uid:
            self._show_pair(photo, own[-1] if len(own) > 1 else None)
        else:
            self._show_pair(baseline, photo)

    def compare_uid(self, uid: str) -> None:
        """The same by uid; one that is not known changes nothing."""
        for photo in self._all:
            if photo.uid == uid:
                self.compare(photo)

    def forget(self) -> None:
        """Let go of everything, for another client."""
        self.show_photos(())
        self.pictures.forget()

    def _choose_view(self, view: str) -> None:
        own = [each for each in self._all if each.view == view]
        if own:
            self.compare(own[-1])

    def _show_pair(self, left: Photo | None, right: Photo | None) -> None:
        before = {side: photo.uid if photo else "" for side, photo in self.pair.items()}
        self.pair = {LEFT: left, RIGHT: right}
        self.trouble.hide()
        for side, photo in self.pair.items():
            self.framed.say(side, when_and_phase(photo) if photo else "")
            if photo is None:
                self.canvas.show_picture(side, None)
            elif before[side] != photo.uid or self.canvas.pictures[side] is None:
                self.canvas.show_picture(side, None)
                self.pictures.ask(photo)
        aligned = relative_alignment(right, left) if left and right else None
        self.canvas.show_alignment(aligned)
        self.modes.setEnabled(right is not None)
        shown = left or right
        self.strip.show_photos([each for each in self._all if shown and each.view == shown.view])
        self.strip.mark(
            {photo.uid: mark for photo, mark in ((left, "A"), (right, "B")) if photo is not None}
        )
        self.canvas.setAccessibleName(
            self.tr("Photos to compare: {photos}").format(
                photos="; ".join(whole_name(photo) for photo in (left, right) if photo)
            )
        )

    def _take(self, picture: Picture) -> None:
        for side, photo in self.pair.items():
            if photo is not None and photo.uid == picture.photo.uid:
                self.canvas.show_picture(side, picture)

    def _refuse(self, uid: str, error: Exception) -> None:
        if uid in {photo.uid for photo in self.pair.values() if photo is not None}:
            self.trouble.setText(error_sentence(error))
            self.trouble.show()
