"""Photos through the services: consent first, bytes kept, damage told, every act in the trail."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from needlelog.domain.alignment import Similarity
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Role
from needlelog.domain.photo_errors import (
    NoPhotoConsent,
    PhotoAlreadyKept,
    PhotoDamaged,
    PhotoMissing,
    PhotoNotRead,
)
from needlelog.domain.photo_markup import Markup, Shape, ShapeKind
from needlelog.domain.photos import (
    Photo,
    PhotoPhase,
    PhotoUse,
    StoredAlignment,
    alignment_to_store,
    baseline_of,
    relative_alignment,
)
from needlelog.domain.record_errors import NotAllowed, RecordLocked
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import photos, sessions
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.photos import NewPhoto
from needlelog.services.verification import verify
from tests.files.photos.faces import Camera, encoded, face, notes
from tests.services.trail import entries

TODAY = date(2026, 3, 2)
FRONT_BEFORE = NewPhoto("face_front", PhotoPhase.BEFORE)
TAKEN = datetime(2026, 2, 27, 9, 41, 7)  # noqa: DTZ001
AGREED = Consent("", ConsentKind.PHOTO, "v2", ConsentStatus.GIVEN, TODAY)
FACE = encoded(face().resize((600, 750)), exif=notes(TAKEN, offset="+01:00", gps=True))


@pytest.fixture
def client(clinic: Clinic) -> Client:
    return create_client(clinic, Client("", "Amara Osei", consents=(AGREED,)))


def later(clinic: Clinic, kind: ConsentKind, status: ConsentStatus) -> None:
    """One more decision of the only client, made today."""
    with clinic.database.write() as session:
        session.execute(
            text(
                "INSERT INTO consent (uid, origin, client_id, position, kind, version, status,"
                " decided_on) SELECT hex(randomblob(8)), 'o', id, 9, :kind, 'v2', :status, :day"
                " FROM client"
            ),
            {"kind": kind.value, "status": status.value, "day": TODAY.isoformat()},
        )


def files_in(clinic: Clinic) -> list[Path]:
    return [path for path in clinic.folder.photos.rglob("*") if path.is_file()]


def test_a_photo_is_kept_byte_for_byte_and_described(clinic: Clinic, client: Client) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    assert photos.original(clinic, added.uid) == FACE
    (listed,) = photos.photos(clinic, client.uid)
    assert listed == added
    assert (listed.view, listed.phase, listed.width, listed.height) == (
        "face_front",
        PhotoPhase.BEFORE,
        600,
        750,
    )
    assert listed.taken_at is not None
    assert listed.taken_at.isoformat() == "2026-02-27T09:41:07+01:00"
    assert listed.when == listed.taken_at
    assert listed.quality is not None
    assert verify(clinic) == ()


def test_a_thumbnail_is_kept_in_the_records(clinic: Clinic, client: Client) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    found = photos.thumbnails(clinic, [added.uid, "unknown"])
    assert list(found) == [added.uid]
    small = found[added.uid]
    assert (small.width, small.height) == (205, 256)
    picture = Image.open(io.BytesIO(small.picture))
    assert picture.size == (205, 256)
    assert not dict(picture.getexif())


def test_nothing_of_a_photo_is_readable_in_the_clinic_folder(
    clinic: Clinic, client: Client
) -> None:
    photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    written = b"".join(
        path.read_bytes() for path in clinic.folder.path.rglob("*") if path.is_file()
    )
    assert b"Pocket camera" in FACE
    for trace in (b"Pocket camera", b"2026:02:27", b"JFIF", FACE[:12], FACE[300:332]):
        assert trace not in written


def test_without_consent_nothing_is_kept(clinic: Clinic, client: Client) -> None:
    other = create_client(clinic, Client("", "Nora Lind"))
    with pytest.raises(NoPhotoConsent) as refused:
        photos.add_photo(clinic, other.uid, FACE, FRONT_BEFORE)
    assert refused.value.kind == "photo"
    assert files_in(clinic) == []
    assert photos.photos(clinic, other.uid) == ()


@pytest.mark.parametrize("status", [ConsentStatus.WITHDRAWN, ConsentStatus.REFUSED])
def test_the_newest_decision_counts(clinic: Clinic, client: Client, status: ConsentStatus) -> None:
    assert photos.has_consent(clinic, client.uid, ConsentKind.PHOTO)
    later(clinic, ConsentKind.PHOTO, status)
    assert not photos.has_consent(clinic, client.uid, ConsentKind.PHOTO)
    with pytest.raises(NoPhotoConsent):
        photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)


def test_a_consent_that_ran_out_or_was_withdrawn_by_date_does_not_hold(
    clinic: Clinic, client: Client
) -> None:
    for status, expires, withdrawn, holds in (
        ("given", "2026-03-02", None, True),
        ("given", "2026-03-01", None, False),
        ("withdrawn", None, "2026-03-02", False),
        ("withdrawn", None, "2026-03-03", True),
    ):
        with clinic.database.write() as session:
            session.execute(
                text("UPDATE consent SET status = :a, expires_on = :b, withdrawn_on = :c"),
                {"a": status, "b": expires, "c": withdrawn},
            )
        assert photos.has_consent(clinic, client.uid, ConsentKind.PHOTO) is holds, status


def test_the_same_picture_is_not_added_twice(clinic: Clinic, client: Client) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    with pytest.raises(PhotoAlreadyKept):
        photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    assert photos.known_hashes(clinic, [added.sha256, "0" * 64]) == {added.sha256}
    photos.deactivate_photo(clinic, added.uid, "wrong view")
    assert photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE).uid != added.uid


def test_what_is_no_picture_leaves_nothing(clinic: Clinic, client: Client) -> None:
    with pytest.raises(PhotoNotRead):
        photos.add_photo(clinic, client.uid, b"GIF89a nothing", FRONT_BEFORE)
    assert files_in(clinic) == []


def test_a_record_that_cannot_be_written_takes_its_file_along(
    clinic: Clinic, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_values: object) -> None:
        raise RuntimeError("the disk went away")

    monkeypatch.setattr("needlelog.db.stores.photos.insert_photo", broken)
    with pytest.raises(RuntimeError):
        photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    assert files_in(clinic) == []


@pytest.mark.parametrize("form", ["JPEG", "PNG", "HEIF"])
def test_every_kind_is_opened_at_the_size_asked(clinic: Clinic, client: Client, form: str) -> None:
    content = encoded(face().resize((600, 750)), form, exif=notes(orientation=6))
    added = photos.add_photo(clinic, client.uid, content, FRONT_BEFORE)
    assert (added.width, added.height) == (750, 600)
    shown = photos.open_photo(clinic, added.uid, 300)
    assert (shown.width, shown.height, shown.full_width) == (300, 240, 750)
    whole = photos.open_photo(clinic, added.uid)
    assert (whole.width, whole.height) == (750, 600)
    assert photos.original(clinic, added.uid) == content


def test_a_flipped_byte_is_reported_and_not_shown(clinic: Clinic, client: Client) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    (path,) = files_in(clinic)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)
    with pytest.raises(PhotoDamaged, match="not shown"):
        photos.open_photo(clinic, added.uid, 300)
    assert [fault.code for fault in verify(clinic)] == ["photos"]
    path.unlink()
    with pytest.raises(PhotoMissing):
        photos.open_photo(clinic, added.uid, 300)


def test_photos_of_a_draft_belong_to_the_session_that_is_signed(
    clinic: Clinic, client: Client
) -> None:
    draft = sessions.start_session(clinic, client.uid)
    added = photos.add_photo(clinic, client.uid, FACE, replace(FRONT_BEFORE, session_uid=draft.uid))
    assert [one.uid for one in photos.photos_of_session(clinic, draft.uid)] == [added.uid]
    assert sessions.drop_untouched(clinic, replace(draft, uid="next"), draft) == 0
    sessions.save_draft(
        clinic,
        replace(
            draft,
            zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=500),),
            reactions=(),
            ended_at=clinic.clock() + timedelta(minutes=30),
        ),
    )
    signed = sessions.sign_session(clinic, draft.uid)
    assert [one.uid for one in photos.photos_of_session(clinic, signed.content.uid)] == [added.uid]


def test_alignment_and_markup_are_kept_beside_the_picture(clinic: Clinic, client: Client) -> None:
    first = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    second = photos.add_photo(
        clinic,
        client.uid,
        encoded(face(Camera(dx=0.02))),
        replace(FRONT_BEFORE, phase=PhotoPhase.AFTER),
    )
    moved = StoredAlignment(first.uid, Similarity(1.1, 0.05, 0.02, -0.01), "points", 1.0)
    photos.set_alignment(clinic, second.uid, moved)
    drawn = Markup((Shape(ShapeKind.ARROW, ((0.1, 0.2), (0.3, 0.4))),))
    photos.set_markup(clinic, second.uid, drawn)
    again = {one.uid: one for one in photos.photos(clinic, client.uid)}[second.uid]
    assert (again.alignment, again.markup) == (moved, drawn)
    assert photos.original(clinic, first.uid) == FACE
    photos.set_markup(clinic, second.uid, Markup())
    photos.set_alignment(clinic, second.uid, None)
    again = {one.uid: one for one in photos.photos(clinic, client.uid)}[second.uid]
    assert (again.alignment, again.markup) == (None, Markup())


def test_photos_align_by_themselves_and_any_two_of_one_frame_compare(
    clinic: Clinic, client: Client
) -> None:
    cameras = (Camera(), Camera(dx=0.03, degrees=2), Camera(scale=1.1, dy=-0.02))
    added: list[Photo] = [
        photos.add_photo(
            clinic,
            client.uid,
            encoded(face(camera).resize((600, 750)), quality=92),
            replace(FRONT_BEFORE, taken_at=datetime(2026, 1, 1 + day, tzinfo=UTC)),
        )
        for day, camera in enumerate(cameras)
    ]
    base = added[0]
    assert baseline_of(photos.photos(clinic, client.uid), "face_front") == base
    for one in added[1:]:
        found = photos.find_alignment(clinic, one.uid, base.uid)
        assert found.reliable
        kept, stored = alignment_to_store(one, base, found.similarity, "automatic", found.sureness)
        photos.set_alignment(clinic, kept.uid, stored)
    _base, second, third = photos.photos(clinic, client.uid)
    between = relative_alignment(third, second)
    assert between is not None
    eye = (0.385, 0.52)
    assert between.apply(cameras[2].seen(eye)) == pytest.approx(cameras[1].seen(eye), abs=0.003)
    # The other way round the one that lies in the frame is moved, never the frame itself.
    kept, stored = alignment_to_store(base, second, Similarity(dx=0.1), "points", 1.0)
    assert (kept.uid, stored.to, stored.similarity.dx) == (second.uid, base.uid, -0.1)


def test_a_photo_is_taken_out_of_use_with_a_reason_and_back(clinic: Clinic, client: Client) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    with pytest.raises(InvalidValue):
        photos.deactivate_photo(clinic, added.uid, "  ")
    photos.deactivate_photo(clinic, added.uid, "another client's face")
    assert photos.photos(clinic, client.uid) == ()
    assert [one.active for one in photos.photos(clinic, client.uid, removed=True)] == [False]
    assert len(files_in(clinic)) == 1
    (removed,) = photos.removed_photos(clinic, client.uid)
    assert (removed.photo.uid, removed.reason) == (added.uid, "another client's face")
    photos.restore_photo(clinic, added.uid)
    assert [one.uid for one in photos.photos(clinic, client.uid)] == [added.uid]
    assert photos.removed_photos(clinic, client.uid) == ()


def test_a_photo_that_was_added_again_is_not_taken_back_beside_itself(
    clinic: Clinic, client: Client
) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    photos.deactivate_photo(clinic, added.uid, "by mistake")
    again = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    with pytest.raises(PhotoAlreadyKept):
        photos.restore_photo(clinic, added.uid)
    assert [one.uid for one in photos.photos(clinic, client.uid)] == [again.uid]


def test_every_act_stands_in_the_trail(clinic: Clinic, client: Client, tmp_path: Path) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    photos.set_view(clinic, added.uid, "face_left_45", PhotoPhase.AFTER)
    photos.set_markup(clinic, added.uid, Markup((Shape(ShapeKind.PEN, ((0.1, 0.2),)),)))
    photos.export_comparison(clinic, [added.uid], PhotoUse.RECORD, b"picture", tmp_path / "a.png")
    photos.deactivate_photo(clinic, added.uid, "blurred")
    trail = [(entry.act, entry.after) for entry in entries(clinic) if entry.kind == "photo"]
    assert [act for act, _after in trail] == [
        "photo added",
        "photo changed",
        "photo marked",
        "photo comparison exported",
        "photo taken out of use",
    ]
    assert trail[0][1]["sha256"] == added.sha256
    assert trail[3][1] == {"photos": [added.uid], "use": "record"}


def test_a_comparison_leaves_only_under_its_consent(
    clinic: Clinic, client: Client, tmp_path: Path
) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    path = tmp_path / "comparison.png"
    with pytest.raises(NoPhotoConsent) as refused:
        photos.export_comparison(clinic, [added.uid], PhotoUse.MARKETING, b"picture", path)
    assert refused.value.kind == "marketing"
    assert not path.exists()
    later(clinic, ConsentKind.MARKETING, ConsentStatus.GIVEN)
    photos.export_comparison(clinic, [added.uid], PhotoUse.MARKETING, b"picture", path)
    assert path.read_bytes() == b"picture"
    later(clinic, ConsentKind.PHOTO, ConsentStatus.WITHDRAWN)
    for use in PhotoUse:
        with pytest.raises(NoPhotoConsent):
            photos.export_comparison(clinic, [added.uid], use, b"other", path)
    assert path.read_bytes() == b"picture"


def test_an_inspector_looks_and_changes_nothing(
    clinic: Clinic, client: Client, sign_in: Callable[[Role], Clinic], tmp_path: Path
) -> None:
    added = photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)
    sign_in(Role.INSPECTOR)
    assert photos.open_photo(clinic, added.uid, 200).width == 150
    acts: tuple[Callable[[], object], ...] = (
        lambda: photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE),
        lambda: photos.set_markup(clinic, added.uid, Markup()),
        lambda: photos.set_alignment(clinic, added.uid, None),
        lambda: photos.set_view(clinic, added.uid, "face_front", PhotoPhase.AFTER),
        lambda: photos.deactivate_photo(clinic, added.uid, "why"),
        lambda: photos.export_comparison(
            clinic, [added.uid], PhotoUse.RECORD, b"picture", tmp_path / "a.png"
        ),
    )
    for act in acts:
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE photo SET sha256 = 'other'",
        "UPDATE photo SET file_sha256 = 'other'",
        "UPDATE photo SET taken_at = 1",
        "DELETE FROM photo",
    ],
)
def test_the_database_itself_keeps_what_a_photo_is(
    clinic: Clinic, client: Client, statement: str
) -> None:
    photos.add_photo(clinic, client.uid, FACE, FRONT_BEFORE)

    def change() -> None:
        with clinic.database.write() as session:
            session.execute(text(statement))

    with pytest.raises(RecordLocked):
        change()
