"""What is done with two compared photos: bringing them into line, and drawing on them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from needlelog.domain.alignment import PointsTooClose, Similarity, similarity_from_points
from needlelog.domain.photo_markup import Markup
from needlelog.domain.photos import alignment_to_store
from needlelog.services import photos
from needlelog.ui.context import Changes

if TYPE_CHECKING:
    from needlelog.domain.photo_markup import Shape
    from needlelog.domain.photos import Photo, StoredAlignment
    from needlelog.services.photos import FoundAlignment
    from needlelog.ui.context import Context
    from needlelog.ui.photos.canvas_tools import PointsTool

BY_POINTS, BY_ITSELF = "points", "automatic"


class CompareActs(QObject):
    """Each act is kept at once; ``kept`` carries the photo as it now stands."""

    kept = Signal(object)
    searching = Signal(bool)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._drawn: list[str] = []

    def align_by_points(self, moving: Photo, fixed: Photo, points: PointsTool) -> bool:
        """Bring the right photo onto the left one by matched points; False says why it cannot."""
        pairs = points.pairs
        try:
            similarity = similarity_from_points(
                points.points["right"][:pairs], points.points["left"][:pairs]
            )
        except PointsTooClose:
            self._context.failed.emit(
                self.tr("These points lie too close to each other. Choose points far apart.")
            )
            return False
        self._align(moving, fixed, similarity, BY_POINTS, 1.0)
        return True

    def align_by_itself(self, moving: Photo, fixed: Photo) -> None:
        """Look for the alignment on the worker; it is kept only where it is reliable."""
        clinic = self._context.clinic
        self.searching.emit(True)

        def found(answer: FoundAlignment) -> None:
            self.searching.emit(False)
            percent = round(answer.sureness * 100)
            if not answer.reliable:
                self._context.failed.emit(
                    self.tr(
                        "The photos are too different to be aligned automatically "
                        "({percent} % sure). Match two or three points instead."
                    ).format(percent=percent)
                )
                return
            self._align(moving, fixed, answer.similarity, BY_ITSELF, answer.sureness)
            self._context.message.emit(
                self.tr("Aligned automatically, {percent} % sure. Please check it.").format(
                    percent=percent
                )
            )

        def failed(error: Exception) -> None:
            self.searching.emit(False)
            self._context.report(error)

        self._context.reckoning.submit(
            lambda: photos.find_alignment(clinic, moving.uid, fixed.uid),
            found,
            failed,
            owner=self,
        )

    def undo_alignment(self, moving: Photo) -> None:
        """Show the photo as it was taken."""
        self._keep_alignment(moving, None)

    def draw(self, photo: Photo, shape: Shape) -> None:
        """Keep one shape more on a photo."""
        self._drawn.append(photo.uid)
        self._keep_markup(photo, photo.markup.with_shape(shape))

    def last_drawn(self) -> str:
        """The uid of the photo drawn on last, since drawing began; empty when none was."""
        return self._drawn[-1] if self._drawn else ""

    def undo_shape(self, photo: Photo) -> None:
        """Take the shape drawn last away."""
        if self._drawn:
            self._drawn.pop()
        self._keep_markup(photo, photo.markup.without_last())

    def begin_drawing(self) -> None:
        """Shapes drawn before can no longer be undone here."""
        self._drawn.clear()

    def _align(
        self, moving: Photo, fixed: Photo, similarity: Similarity, method: str, sureness: float
    ) -> None:
        self._keep_alignment(*alignment_to_store(moving, fixed, similarity, method, sureness))

    def _keep_alignment(self, photo: Photo, alignment: StoredAlignment | None) -> None:
        clinic = self._context.clinic
        self.kept.emit(replace(photo, alignment=alignment))
        self._context.write(
            lambda: photos.set_alignment(clinic, photo.uid, alignment),
            Changes.of("photo", uid=photo.client_uid, initiator=self),
            owner=self,
            on_error=lambda error: self._not_kept(photo, error),
        )

    def _keep_markup(self, photo: Photo, markup: Markup) -> None:
        clinic = self._context.clinic
        self.kept.emit(replace(photo, markup=markup))
        self._context.write(
            lambda: photos.set_markup(clinic, photo.uid, markup),
            Changes.of("photo", uid=photo.client_uid, initiator=self),
            owner=self,
            on_error=lambda error: self._not_kept(photo, error),
        )

    def _not_kept(self, photo: Photo, error: Exception) -> None:
        self.kept.emit(photo)
        self._context.report(error)
