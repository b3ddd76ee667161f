"""Opening a photo of twelve megapixels, and scrolling five hundred thumbnails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from needlelog.db.stores import photos as store
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.photos import Photo, PhotoPhase, Thumbnail
from needlelog.files.reference_data import photo_view_sets, zone_catalogue
from needlelog.services import photos
from needlelog.services.acts import acting
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.photos import NewPhoto
from needlelog.ui.context import Context
from needlelog.ui.photos.photo_grid import PhotoGrid
from needlelog.ui.photos.pictures import SCREEN_EDGE, to_image
from needlelog.ui.photos.thumbnails import Thumbnails
from needlelog.ui.theme.manager import ThemeManager
from needlelog.ui.worker import DatabaseWorker
from tests.bench.measures import Report, percentile, seconds
from tests.files.photos.faces import Camera, encoded, face

THUMBNAILS = 500
ROUNDS = 12
FRAME_MS = 16.7
DAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
FRONT = NewPhoto("face_front", PhotoPhase.BEFORE)


@pytest.fixture
def client(clinic: Clinic) -> Client:
    agreed = Consent("", ConsentKind.PHOTO, "v2", ConsentStatus.GIVEN, DAY.date())
    return create_client(clinic, Client("", "Amara Osei", consents=(agreed,)))


@pytest.fixture(scope="module")
def large() -> Image.Image:
    """A face of 3000 × 4000 pixels with the fine grain that a camera leaves."""
    smooth = face(Camera(degrees=2)).resize((3000, 3750)).crop((0, 0, 3000, 3750))
    whole = smooth.resize((3000, 4000), Image.Resampling.BICUBIC)
    grain = Image.effect_noise((3000, 4000), 14).convert("RGB")
    return Image.blend(whole, grain, 0.12)


@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_open_twelve_megapixels(
    benchmark: BenchmarkFixture,
    report: Report,
    clinic: Clinic,
    client: Client,
    large: Image.Image,
    form: str,
) -> None:
    more = {"quality": 92} if form == "JPEG" else {"compress_level": 1}
    content = encoded(large, form, **more)
    added = photos.add_photo(clinic, client.uid, content, FRONT)
    times: list[float] = []

    def open_it() -> None:
        times.append(seconds(lambda: to_image(photos.open_photo(clinic, added.uid, SCREEN_EDGE))))

    benchmark.pedantic(  # type: ignore[no-untyped-call]
        open_it, rounds=ROUNDS, warmup_rounds=1
    )
    megabytes = len(content) / 1e6
    report.milliseconds(
        f"open a 12 megapixel {form} ({megabytes:.1f} MB) for the screen",
        percentile(times[1:], 0.5),
        150,
        f"slowest {max(times[1:]) * 1e3:.0f} ms, off the UI thread",
    )
    whole = [seconds(lambda: to_image(photos.open_photo(clinic, added.uid, 0))) for _ in range(4)]
    report.milliseconds("   the same with all its pixels", percentile(whole, 0.5), None)


@pytest.fixture
def many(clinic: Clinic, client: Client) -> tuple[Photo, ...]:
    """Five views on a hundred days, all with a thumbnail of their own."""
    views = [view.code for view in photo_view_sets()[0].views]
    picture = encoded(face().resize((600, 750)), quality=90)
    first = photos.add_photo(clinic, client.uid, picture, FRONT)
    small = photos.thumbnails(clinic, [first.uid])[first.uid]
    kept = []
    with acting(clinic, "bench") as act:
        for number in range(THUMBNAILS):
            photo = replace(
                first,
                uid=act.new_uid(),
                view=views[number % 5],
                sha256=f"{number:064x}",
                taken_at=DAY + timedelta(days=number // 5),
            )
            thumbnail = Thumbnail(photo.uid, "image/jpeg", small.width, small.height, small.picture)
            consent = client.consents[0].uid
            store.insert_photo(
                act.session, photo, f"{number:064x}", consent, thumbnail, act.new_uid()
            )
            kept.append(photo)
    return tuple(kept)


@pytest.fixture
def context(clinic: Clinic, look: ThemeManager) -> Iterator[Context]:
    worker = DatabaseWorker()
    made = Context(clinic, worker, look, zone_catalogue())
    yield made
    worker.shutdown()
    made.deleteLater()


def test_scroll_five_hundred_thumbnails(
    benchmark: BenchmarkFixture,
    report: Report,
    qtbot: QtBot,
    context: Context,
    many: tuple[Photo, ...],
    tmp_path: Path,
) -> None:
    thumbnails = Thumbnails(context)
    grid = PhotoGrid(thumbnails)
    qtbot.addWidget(grid)
    grid.resize(700, 760)
    views = [view.code for view in photo_view_sets()[0].views]
    listing = seconds(lambda: grid.show_photos(many, views))
    grid.show()
    bar = grid.verticalScrollBar()
    frames: list[float] = []

    def one_frame() -> None:
        QCoreApplication.sendPostedEvents()
        QCoreApplication.processEvents()

    def scroll_through() -> None:
        for place in range(0, bar.maximum(), 45):
            bar.setValue(place)
            frames.append(seconds(one_frame))

    first: list[float] = []
    benchmark.pedantic(  # type: ignore[no-untyped-call]
        scroll_through, rounds=3, warmup_rounds=0
    )
    rounds = len(frames) // 3
    first, again = frames[:rounds], frames[rounds:]
    assert len(first) > 100
    qtbot.waitUntil(context.worker.idle)
    report.milliseconds(
        f"a frame while scrolling {THUMBNAILS} thumbnails, fetching them",
        percentile(first, 0.95),
        FRAME_MS,
        f"95 of 100 frames; slowest {max(first) * 1e3:.1f} ms",
    )
    report.milliseconds(
        "   the same once they are fetched",
        percentile(again, 0.95),
        FRAME_MS,
        f"95 of 100 frames; slowest {max(again) * 1e3:.1f} ms",
    )
    report.milliseconds(f"   laying out {THUMBNAILS} photos", listing, None)
    thumbnails.deleteLater()
