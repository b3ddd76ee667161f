"""Photos as a grid: one line for each day and phase, one column for each view."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from needlelog.domain.photos import PhotoPhase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.photos import Photo

_PHASES = tuple(PhotoPhase)


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """The photos of one day and phase, by column."""

    day: date
    phase: PhotoPhase
    session_number: int | None
    cells: tuple[Photo | None, ...]

    @property
    def some(self) -> Photo:
        """Any photo of the line."""
        return next(photo for photo in self.cells if photo is not None)


def day_of(photo: Photo) -> date:
    """The day on which a photo was taken, as its camera saw it."""
    return photo.taken_at.date() if photo.taken_at else photo.added_at.astimezone().date()


def lines_of(photos: Sequence[Photo], columns: Sequence[str]) -> tuple[PhotoLine, ...]:
    """The lines, newest day first, before above after; a view taken twice makes another line."""
    groups: dict[tuple[date, PhotoPhase, int | None], dict[str, list[Photo]]] = {}
    for photo in photos:
        if photo.view in columns:
            key = (day_of(photo), photo.phase, photo.session_number)
            groups.setdefault(key, {}).setdefault(photo.view, []).append(photo)
    lines = []
    for (day, phase, number), views in sorted(
        groups.items(), key=lambda each: (-each[0][0].toordinal(), _PHASES.index(each[0][1]))
    ):
        for place in range(max(len(taken) for taken in views.values())):
            cells = tuple(
                taken[place] if place < len(taken := views.get(view, [])) else None
                for view in columns
            )
            lines.append(PhotoLine(day, phase, number, cells))
    return tuple(lines)
