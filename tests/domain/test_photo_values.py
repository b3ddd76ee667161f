"""Photos as values: baseline, frames of alignment, hints of quality, shapes drawn on them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from needlelog.db.documents import canonical, from_text
from needlelog.domain.alignment import Similarity
from needlelog.domain.photo_markup import NO_MARKUP, Markup, Shape, ShapeKind
from needlelog.domain.photo_quality import QualityHint, hints
from needlelog.domain.photos import (
    Photo,
    PhotoPhase,
    PhotoQuality,
    StoredAlignment,
    alignment_to_store,
    baseline_of,
    relative_alignment,
)

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
PLAIN = PhotoQuality(120.0, 1.2, 0.8, 200.0, 3000, 4000)


def photo(uid: str, days: int = 0, view: str = "face_front") -> Photo:
    return Photo(
        uid, "client-1", view, PhotoPhase.BEFORE, "ab", "image/jpeg", 3000, 4000, NOW,
        taken_at=NOW + timedelta(days=days),
    )  # fmt: skip


def test_the_baseline_is_the_first_photo_in_use_of_a_view() -> None:
    photos = (photo("b", 3), photo("a", 1), photo("c", 0, "face_left_45"))
    assert baseline_of(photos, "face_front") == photos[1]
    gone = (photos[0], replace(photos[1], active=False))
    assert baseline_of(gone, "face_front") == photos[0]
    assert baseline_of(photos, "scalp_top") is None


def test_photos_are_compared_in_the_frame_they_share() -> None:
    base, second, third = photo("1"), photo("2", 1), photo("3", 2)
    shift = Similarity(dx=0.1)
    kept, stored = alignment_to_store(second, base, shift, "points", 1.0)
    assert (kept.uid, stored.to) == ("2", "1")
    second = replace(second, alignment=stored)
    assert relative_alignment(second, base) == shift
    # The third is laid onto the second, and thereby into the frame of the first.
    kept, stored = alignment_to_store(third, second, Similarity(scale=2.0), "automatic", 0.9)
    assert (kept.uid, stored.to) == ("3", "1")
    third = replace(third, alignment=stored)
    on_base = relative_alignment(third, base)
    assert on_base is not None
    assert on_base.apply((0.2, 0.3)) == pytest.approx((0.5, 0.6))
    assert relative_alignment(third, photo("4")) is None


def test_a_photo_never_lies_in_a_frame_of_its_own() -> None:
    base, second = photo("1"), photo("2", 1)
    second = replace(second, alignment=StoredAlignment("1", Similarity(dx=0.1), "points", 1.0))
    kept, stored = alignment_to_store(base, second, Similarity(dx=-0.2), "points", 1.0)
    assert (kept.uid, stored.to) == ("2", "1")
    moved = replace(kept, alignment=stored)
    back = relative_alignment(base, moved)
    assert back is not None
    assert back.apply((0.0, 0.0)) == pytest.approx((-0.2, 0.0))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, ()),
        ({"brightness": 125.0}, ()),
        ({"brightness": 150.0}, ((QualityHint.BRIGHTER, 25),)),
        ({"brightness": 90.0}, ((QualityHint.DARKER, 25),)),
        ({"red_green": 1.32}, ((QualityHint.WARMER, 10),)),
        ({"blue_green": 0.88}, ((QualityHint.COOLER, 9),)),
        ({"sharpness": 50.0}, ((QualityHint.SOFTER, 75),)),
        ({"sharpness": 500.0}, ((QualityHint.SHARPER, 149),)),
        ({"width": 1500, "height": 2000}, ((QualityHint.SMALLER, 75),)),
        ({"width": 6000}, ((QualityHint.LARGER, 100),)),
    ],
)
def test_only_differences_worth_saying_are_said(
    changed: dict[str, float], expected: tuple[tuple[QualityHint, int], ...]
) -> None:
    assert hints(replace(PLAIN, **changed), PLAIN) == expected  # type: ignore[arg-type]


def test_shapes_are_added_taken_away_and_moved() -> None:
    ring = Shape(ShapeKind.RING, ((0.1, 0.1), (0.2, 0.2)))
    drawn = NO_MARKUP.with_shape(ring).with_shape(Shape(ShapeKind.PEN, ((0.0, 0.0),)))
    assert drawn.without_last() == Markup((ring,))
    assert NO_MARKUP.without_last() == NO_MARKUP
    assert drawn.moved(Similarity(dx=0.5)).shapes[0].points == ((0.6, 0.1), (0.7, 0.2))


def test_values_come_back_from_their_documents() -> None:
    stored = StoredAlignment("1", Similarity(1.5, -0.25, 0.125, 1.0), "automatic", 0.87)
    assert from_text(StoredAlignment, canonical(stored)) == stored
    assert from_text(PhotoQuality, canonical(PLAIN)) == PLAIN
    drawn = Markup((Shape(ShapeKind.ARROW, ((0.25, 0.5), (1.0, 0.0))),))
    assert from_text(Markup, canonical(drawn)) == drawn
    with pytest.raises(ValueError, match="PhotoQuality"):
        from_text(PhotoQuality, canonical(PLAIN).replace("120.0", '"bright"'))
