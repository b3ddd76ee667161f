"""Photos of a client: view and phase, what was measured, how two come into line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from needlelog.domain.alignment import Similarity
from needlelog.domain.photo_markup import NO_MARKUP, Markup
from needlelog.domain.zones import Side


class PhotoPhase(StrEnum):
    """When a photo was taken, seen from the treatment."""

    BEFORE = "before"
    AFTER = "after"
    FOLLOW_UP = "follow_up"


class PhotoUse(StrEnum):
    """What a picture that leaves the program is for: the client and the record, or showing."""

    RECORD = "record"
    MARKETING = "marketing"


@dataclass(frozen=True, slots=True)
class PhotoView:
    """One standard view; its code stands in the records for ever."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class ViewSet:
    """The views of an area, in the order in which they are taken."""

    code: str
    name: str
    views: tuple[PhotoView, ...]


def parse_view_sets(data: dict[str, Any]) -> tuple[ViewSet, ...]:
    """The view sets of `photo_views.toml`.

    Raises:
        ValueError: a view has no code or a code comes twice.
    """
    sets = tuple(
        ViewSet(
            each["code"],
            each["name"],
            tuple(PhotoView(view["code"], view["name"]) for view in each["views"]),
        )
        for each in data["area"]
    )
    codes = [view.code for area in sets for view in area.views]
    if not all(codes) or len(codes) != len(set(codes)):
        raise ValueError("every photo view needs a code of its own")
    return sets


@dataclass(frozen=True, slots=True)
class PhotoQuality:
    """What was measured on a photo when it was taken in.

    ``brightness`` is the mean lightness from 0 to 255; ``red_green`` and ``blue_green`` are the
    ratios of the channel means, 1.0 where the picture is grey on average; ``sharpness`` is the
    variance of the Laplacian at 512 pixels, the higher the sharper; sizes are in pixels.
    """

    brightness: float
    red_green: float
    blue_green: float
    sharpness: float
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class StoredAlignment:
    """How a photo lies on another one: ``to`` is the uid of the photo whose frame it is.

    Points are in widths of their picture. ``method`` is ``points`` or ``automatic``; ``sureness``
    is from 0 to 1, 1 for points set by hand.
    """

    to: str
    similarity: Similarity
    method: str
    sureness: float


@dataclass(frozen=True, slots=True)
class Photo:
    """One photo without its picture: what lists show and what the record says."""

    uid: str
    client_uid: str
    view: str
    phase: PhotoPhase
    sha256: str
    media_type: str
    width: int
    height: int
    added_at: datetime
    taken_at: datetime | None = None
    session_uid: str | None = None
    session_number: int | None = None
    zone: str | None = None
    side: Side | None = None
    alignment: StoredAlignment | None = None
    markup: Markup = NO_MARKUP
    quality: PhotoQuality | None = None
    note: str = ""
    active: bool = True

    @property
    def when(self) -> datetime:
        """When it was taken; when it was added where the picture does not tell."""
        return self.taken_at or self.added_at


@dataclass(frozen=True, slots=True)
class RemovedPhoto:
    """A photo that was taken out of use, with the reason that was given."""

    photo: Photo
    reason: str


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """A small picture for lists, encoded as its media type says; sizes in pixels."""

    photo_uid: str
    media_type: str
    width: int
    height: int
    picture: bytes


@dataclass(frozen=True, slots=True)
class Pixels:
    """A decoded picture the right way up: rows of red, green, blue bytes without gaps.

    ``full_width`` and ``full_height`` are the pixels of the original.
    """

    width: int
    height: int
    rgb: bytes
    full_width: int
    full_height: int


def baseline_of(photos: tuple[Photo, ...], view: str) -> Photo | None:
    """The first photo in use of a view, that later ones are compared to."""
    return min(
        (each for each in photos if each.view == view and each.active),
        key=lambda each: (each.when, each.uid),
        default=None,
    )


def relative_alignment(moving: Photo, fixed: Photo) -> Similarity | None:
    """What brings ``moving`` onto ``fixed``, where both are known in one frame."""
    to_frame, frame = _frame_of(moving)
    fixed_to_frame, fixed_frame = _frame_of(fixed)
    if frame != fixed_frame:
        return None
    return fixed_to_frame.inverse().after(to_frame)


def alignment_to_store(
    moving: Photo, fixed: Photo, similarity: Similarity, method: str, sureness: float
) -> tuple[Photo, StoredAlignment]:
    """Which photo to keep an alignment with, and which, when ``similarity`` brings ``moving``
    onto ``fixed``.

    It is the moving one, unless the other already lies in its frame: that one is then moved the
    other way, so that a photo never lies in a frame of its own.
    """
    to_frame, frame = _frame_of(fixed)
    if frame == moving.uid:
        return fixed, StoredAlignment(frame, similarity.inverse(), method, sureness)
    return moving, StoredAlignment(frame, to_frame.after(similarity), method, sureness)


def _frame_of(photo: Photo) -> tuple[Similarity, str]:
    if photo.alignment is None:
        return Similarity(), photo.uid
    return photo.alignment.similarity, photo.alignment.to
