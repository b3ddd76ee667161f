"""Comparing two photos of one view: canvas, dates, hints, tools, and the row of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, SignalInstance
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.photo_markup import ShapeKind
from needlelog.domain.photos import baseline_of, relative_alignment
from needlelog.ui.photos.canvas import LEFT, RIGHT, CompareCanvas, CompareMode
from needlelog.ui.photos.canvas_tools import DrawTool, PointsTool
from needlelog.ui.photos.compare_acts import CompareActs
from needlelog.ui.photos.compare_tools import CompareTools
from needlelog.ui.photos.photo_strip import PhotoStrip
from needlelog.ui.photos.photo_words import (
    alignment_words,
    difference_words,
    guidance_words,
    view_name,
    when_and_phase,
    whole_name,
)
from needlelog.ui.photos.pictures import SCREEN_EDGE, WHOLE, Picture, Pictures
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.domain.photo_markup import Shape
    from needlelog.domain.photos import Photo
    from needlelog.ui.context import Context
    from needlelog.ui.photos.thumbnails import Thumbnails

_SHARPER_FROM, _WIDE = 1.8, 760


class ComparePanel(Card):
    """Shows a photo beside another of the same view, at first the baseline of the view."""

    marks_changed = Signal(object)
    """Which photos are compared: what stands on their corner, by uid."""
    export_asked = Signal(object, object)
    change_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(
        self, context: Context, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent, header_rule=False)
        self._context = context
        self._all: tuple[Photo, ...] = ()
        self.pair: dict[str, Photo | None] = {LEFT: None, RIGHT: None}
        self.pictures = Pictures(context, self)
        self.acts = CompareActs(context, self)
        self.modes = SegmentedControl(
            [
                (CompareMode.SLIDER.value, QCoreApplication.translate("ComparePanel", "Slider")),
                (
                    CompareMode.SIDE.value,
                    QCoreApplication.translate("ComparePanel", "Side by side"),
                ),
                (CompareMode.BLINK.value, QCoreApplication.translate("ComparePanel", "Blink")),
            ]
        )
        self.modes.setAccessibleName(self.tr("How to compare"))
        self.add_to_header(self.modes)
        self.set_header(self.tr("Compare"))
        self.sides = {LEFT: Button("", "filter"), RIGHT: Button("", "filter")}
        self.canvas = CompareCanvas()
        self.hint = Pill("", "warn")
        self.sure = label("", "small")
        self.trouble = label("", "error", wrap=True)
        self.tools = CompareTools()
        self.strip = PhotoStrip(thumbnails)
        self._lay_out()
        self._connect()

    # --- what is shown -------------------------------------------------------------------------

    def show_photos(self, photos: tuple[Photo, ...]) -> None:
        """Take over the photos as they now stand; a photo that is gone is compared no more."""
        self._all = photos
        known = {photo.uid: photo for photo in photos}
        for side, photo in self.pair.items():
            self.pair[side] = known.get(photo.uid) if photo is not None else None
        if self.pair[LEFT] is None and self.pair[RIGHT] is None:
            latest = max(photos, key=lambda each: each.when, default=None)
            if latest is not None:
                self.compare(latest)
                return
        elif self.pair[LEFT] is None or self.pair[RIGHT] is None:
            self.compare(self.pair[LEFT] or self.pair[RIGHT])
            return
        self._refresh()

    def compare(self, photo: Photo | None) -> None:
        """Show a photo beside the baseline of its view, or alone where it is the only one."""
        if photo is None:
            return
        own = self._of_view(photo.view)
        baseline = baseline_of(own, photo.view)
        if baseline is not None and baseline.uid == photo.uid:
            others = [each for each in own if each.uid != photo.uid]
            self._set_pair(photo, others[-1] if others else None)
        else:
            self._set_pair(baseline, photo)

    def put(self, photo: Photo) -> None:
        """Show a photo on the side that is chosen above the picture."""
        other = RIGHT if self.sides[LEFT].isChecked() else LEFT
        partner = self.pair[other]
        if partner is not None and partner.uid == photo.uid:
            return
        if other == RIGHT:
            self._set_pair(photo, partner)
        else:
            self._set_pair(partner, photo)

    def forget(self) -> None:
        """Let go of everything, for another client."""
        self.leave_tool()
        self.pictures.forget()
        self._all = ()
        self._set_pair(None, None)

    def leave_tool(self) -> None:
        """Back to looking."""
        self.canvas.use_hand()
        self.canvas.set_mode(CompareMode(self.modes.current()))
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said of the photos stands beside their dates where there is room."""
        super().resizeEvent(event)
        wide = self.width() >= metrics().text(_WIDE)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._above.setDirection(way)

    # --- inside --------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.body.setContentsMargins(14, 0, 14, 12)
        self.body.setSpacing(8)
        dates = QHBoxLayout()
        dates.setSpacing(8)
        for button in self.sides.values():
            button.setCheckable(True)
            dates.addWidget(button)
        dates.addStretch(1)
        said = QHBoxLayout()
        said.setSpacing(8)
        said.addWidget(self.hint)
        said.addWidget(self.sure, 1)
        self._above = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._above.setSpacing(8)
        self._above.addLayout(dates)
        self._above.addLayout(said, 1)
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addLayout(self._above)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.trouble)
        column.addWidget(self.tools)
        column.addWidget(self.strip)
        self.body.addLayout(column, 1)
        self.trouble.hide()
        self.hint.hide()

    def _connect(self) -> None:
        self.modes.chosen.connect(self._set_mode)
        for side, button in self.sides.items():
            button.clicked.connect(lambda _checked, side=side: self._choose_side(side))
        self._choose_side(RIGHT)
        self.strip.chosen.connect(self.put)
        self.pictures.opened.connect(self._take_picture)
        self.pictures.refused.connect(self._tell_trouble)
        self.acts.kept.connect(self._take_photo)
        self.acts.searching.connect(lambda on: self.tools.align.setEnabled(not on))
        self.canvas.zoomed.connect(self._sharpen)
        self.canvas.shape_drawn.connect(self._drawn)
        self.canvas.pairs_changed.connect(self._guide)
        tools = self.tools
        tools.align_points.connect(self._begin_points)
        tools.align_automatic.connect(self._align_by_itself)
        tools.align_reset.connect(self._reset_alignment)
        tools.points_applied.connect(self._apply_points)
        tools.points_undone.connect(self._undo_point)
        tools.draw_asked.connect(self._begin_drawing)
        tools.shape_kind.connect(lambda kind: self.canvas.draw(ShapeKind(kind)))
        tools.shape_undone.connect(self._undo_shape)
        tools.left_tool.connect(self.leave_tool)
        tools.zoom_asked.connect(lambda factor: self.canvas.zoom(factor))
        tools.fit_asked.connect(self.canvas.fit)
        tools.export_asked.connect(
            lambda: self.export_asked.emit(self.pair[LEFT], self.pair[RIGHT])
        )
        tools.change_asked.connect(lambda: self._about_chosen(self.change_asked))
        tools.remove_asked.connect(lambda: self._about_chosen(self.remove_asked))

    def _of_view(self, view: str) -> tuple[Photo, ...]:
        return tuple(photo for photo in self._all if photo.view == view)

    def chosen(self) -> Photo | None:
        """The photo of the side that is chosen above the picture."""
        side = LEFT if self.sides[LEFT].isChecked() else RIGHT
        return self.pair[side] or self.pair[LEFT]

    def _about_chosen(self, signal: SignalInstance) -> None:
        photo = self.chosen()
        if photo is not None:
            signal.emit(photo)

    def _set_pair(self, left: Photo | None, right: Photo | None) -> None:
        before = {side: photo.uid if photo else "" for side, photo in self.pair.items()}
        self.pair = {LEFT: left, RIGHT: right}
        self.trouble.hide()
        for side, photo in self.pair.items():
            if photo is None:
                self.canvas.show_picture(side, None)
            elif before[side] != photo.uid or self.canvas.pictures[side] is None:
                self.canvas.show_picture(side, None)
                self.pictures.ask(photo)
        self._refresh()

    def _refresh(self) -> None:
        left, right = self.pair[LEFT], self.pair[RIGHT]
        shown = left or right
        self.set_header(self.tr("Compare"), view_name(shown.view) if shown else "")
        for side, photo in self.pair.items():
            button = self.sides[side]
            button.setVisible(photo is not None)
            if photo is not None:
                mark = "A" if side == LEFT else "B"
                button.setText(f"{mark}   {when_and_phase(photo)}")
                button.setAccessibleName(
                    self.tr("{photo}: chosen from the row below").format(photo=whole_name(photo))
                )
        pair = left is not None and right is not None
        aligned = relative_alignment(right, left) if left and right else None
        self.canvas.show_alignment(aligned)
        self.canvas.show_markups(
            {photo.uid: photo.markup for photo in (left, right) if photo is not None}
        )
        self._say_difference(left, right)
        person = self._context.clinic.person
        self.tools.set_available(
            pair=pair,
            aligned=aligned is not None,
            may_write=person.may_write,
        )
        self.modes.setEnabled(pair)
        if isinstance(self.canvas.tool, PointsTool):
            self._guide()
        elif isinstance(self.canvas.tool, DrawTool):
            self.tools.draw(any_shape=bool(self.acts.last_drawn()))
        else:
            self.tools.look()
        self.strip.show_photos(self._of_view(shown.view) if shown else ())
        marks = {photo.uid: mark for photo, mark in ((left, "A"), (right, "B")) if photo}
        self.strip.mark(marks)
        self.marks_changed.emit(marks)
        self.canvas.setAccessibleName(
            self.tr("Photos to compare: {photos}").format(
                photos="; ".join(whole_name(photo) for photo in (left, right) if photo)
            )
        )

    def _say_difference(self, left: Photo | None, right: Photo | None) -> None:
        words = difference_words(right, left) if left and right else ""
        self.hint.setVisible(bool(words))
        self.hint.set_state(words, "warn")
        if words:
            self.hint.setToolTip(
                self.tr("Compared with the left photo. Both are shown as they were taken.")
            )
        self.sure.setText(alignment_words(right, left) if left and right else "")

    def _choose_side(self, side: str) -> None:
        for each, button in self.sides.items():
            button.setChecked(each == side)

    def _set_mode(self, mode: str) -> None:
        if isinstance(self.canvas.tool, PointsTool):
            self.canvas.use_hand()
        self.canvas.set_mode(CompareMode(mode))
        self._refresh()

    def _take_picture(self, picture: Picture) -> None:
        for side, photo in self.pair.items():
            shown = self.canvas.pictures[side]
            if photo is None or photo.uid != picture.photo.uid:
                continue
            if (
                shown is None
                or shown.photo.uid != photo.uid
                or (picture.image.width() > shown.image.width())
            ):
                self.canvas.show_picture(side, picture)

    def _tell_trouble(self, uid: str, error: Exception) -> None:
        if uid in {photo.uid for photo in self.pair.values() if photo is not None}:
            self.trouble.setText(error_sentence(error))
            self.trouble.show()

    def _sharpen(self, zoom: float) -> None:
        if zoom < _SHARPER_FROM:
            return
        for side, photo in self.pair.items():
            shown = self.canvas.pictures[side]
            if (
                photo is not None
                and shown is not None
                and (
                    max(shown.image.width(), shown.image.height())
                    <= SCREEN_EDGE
                    < max(photo.width, photo.height)
                )
            ):
                self.pictures.ask(photo, WHOLE)

    def _take_photo(self, photo: Photo) -> None:
        self._all = tuple(photo if each.uid == photo.uid else each for each in self._all)
        for side, shown in self.pair.items():
            if shown is not None and shown.uid == photo.uid:
                self.pair[side] = photo
        self._refresh()

    # --- points --------------------------------------------------------------------------------

    def _begin_points(self) -> None:
        if self.pair[LEFT] is not None and self.pair[RIGHT] is not None:
            self.canvas.show_alignment(None)
            self.canvas.take_points()
            self._guide()

    def _guide(self) -> None:
        tool = self.canvas.tool
        if not isinstance(tool, PointsTool):
            return
        words = guidance_words(tool.pairs, waiting=bool(tool.wanted()))
        self.tools.set_points(
            words, ready=tool.pairs >= 2 and not tool.wanted(), any_point=any(tool.points.values())
        )

    def _undo_point(self) -> None:
        if isinstance(self.canvas.tool, PointsTool):
            self.canvas.tool.undo()

    def _apply_points(self) -> None:
        tool, left, right = self.canvas.tool, self.pair[LEFT], self.pair[RIGHT]
        if not isinstance(tool, PointsTool) or left is None or right is None:
            return
        if self.acts.align_by_points(right, left, tool):
            self.leave_tool()

    def _align_by_itself(self) -> None:
        left, right = self.pair[LEFT], self.pair[RIGHT]
        if left and right:
            self.acts.align_by_itself(right, left)

    def _reset_alignment(self) -> None:
        for photo in (self.pair[RIGHT], self.pair[LEFT]):
            if photo is not None and photo.alignment is not None:
                self.acts.undo_alignment(photo)
                return

    # --- drawing -------------------------------------------------------------------------------

    def _begin_drawing(self) -> None:
        self.acts.begin_drawing()
        self.tools.kinds.set_current(ShapeKind.PEN.value)
        self.canvas.draw(ShapeKind.PEN)
        self._refresh()

    def _drawn(self, uid: str, shape: Shape) -> None:
        photo = next((each for each in self._all if each.uid == uid), None)
        if photo is not None:
            self.acts.draw(photo, shape)

    def _undo_shape(self) -> None:
        uid = self.acts.last_drawn()
        photo = next((each for each in self._all if each.uid == uid), None)
        if photo is not None:
            self.acts.undo_shape(photo)
