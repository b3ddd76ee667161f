"""Words around photos: views, phases, when one was taken, and how two differ in quality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.photo_quality import QualityHint, hints
from needlelog.domain.photos import PhotoPhase, relative_alignment
from needlelog.files.reference_data import photo_view_sets
from needlelog.ui import formats

if TYPE_CHECKING:
    from needlelog.domain.photos import Photo, ViewSet

PHASES: Mapping[PhotoPhase, object] = {
    PhotoPhase.BEFORE: QT_TRANSLATE_NOOP("Photos", "before"),
    PhotoPhase.AFTER: QT_TRANSLATE_NOOP("Photos", "after"),
    PhotoPhase.FOLLOW_UP: QT_TRANSLATE_NOOP("Photos", "follow-up"),
}
_HINTS: Mapping[QualityHint, object] = {
    QualityHint.BRIGHTER: QT_TRANSLATE_NOOP("Photos", "{percent} % brighter"),
    QualityHint.DARKER: QT_TRANSLATE_NOOP("Photos", "{percent} % darker"),
    QualityHint.WARMER: QT_TRANSLATE_NOOP("Photos", "warmer light"),
    QualityHint.COOLER: QT_TRANSLATE_NOOP("Photos", "cooler light"),
    QualityHint.SOFTER: QT_TRANSLATE_NOOP("Photos", "less sharp"),
    QualityHint.SHARPER: QT_TRANSLATE_NOOP("Photos", "sharper"),
    QualityHint.SMALLER: QT_TRANSLATE_NOOP("Photos", "fewer pixels"),
    QualityHint.LARGER: QT_TRANSLATE_NOOP("Photos", "more pixels"),
}


def phase_word(phase: PhotoPhase) -> str:
    """The word for a phase."""
    return QCoreApplication.translate("Photos", str(PHASES[phase]))


def view_name(code: str) -> str:
    """The name of a view; a code this version does not know is shown as it was written."""
    for area in photo_view_sets():
        for view in area.views:
            if view.code == code:
                return QCoreApplication.translate("PhotoViews", view.name)
    return code.replace("_", " ")


def area_name(area: ViewSet) -> str:
    """The name of an area."""
    return QCoreApplication.translate("PhotoViews", area.name)


def phase_and_session(photo: Photo) -> str:
    """The phase with the number of the session: ``before 1``."""
    words = phase_word(photo.phase)
    return f"{words} {photo.session_number}" if photo.session_number else words


def when_and_phase(photo: Photo, *, year: bool = False) -> str:
    """When a photo was taken and in which phase: ``22 Sep · before 1``."""
    taken = photo.when.astimezone(photo.when.tzinfo if photo.taken_at else None)
    day = formats.day(taken.date()) if year else formats.day_short(taken.date())
    return f"{day} · {phase_and_session(photo)}"


def whole_name(photo: Photo) -> str:
    """View, day and phase, for lists that are read out."""
    return f"{view_name(photo.view)}, {when_and_phase(photo, year=True)}"


def difference_words(photo: Photo, baseline: Photo) -> str:
    """How the picture differs from another in light and sharpness; empty where it hardly does."""
    if photo.quality is None or baseline.quality is None:
        return ""
    return ", ".join(
        QCoreApplication.translate("Photos", str(_HINTS[hint])).format(percent=percent)
        for hint, percent in hints(photo.quality, baseline.quality)
    )


def alignment_words(photo: Photo, other: Photo) -> str:
    """How two photos were brought into line; empty where they were not."""
    stored = photo.alignment or other.alignment
    if stored is None or relative_alignment(photo, other) is None:
        return ""
    translate = QCoreApplication.translate
    if stored.method == "automatic":
        percent = round(stored.sureness * 100)
        return translate("Photos", "aligned automatically, {percent} % sure").format(
            percent=percent
        )
    return translate("Photos", "aligned by matching points")


def guidance_words(pairs: int, *, waiting: bool) -> str:
    """What to tap next, with so many pairs matched; ``waiting`` for a partner of the last."""
    translate = QCoreApplication.translate
    if waiting:
        return translate("Photos", "Now tap the same spot on the other photo.")
    if pairs < 2:
        return translate(
            "Photos", "Tap a spot that both photos show, such as the corner of an eye."
        )
    if pairs == 2:
        return translate("Photos", "Align now, or add a third spot.")
    return translate("Photos", "Three spots are matched.")
