"""Pictures on their way in and out: consent first, tapping what they show, folder, camera, export."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QObject, QPoint, QRect, Qt, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from needlelog.domain.clients import Client, ConsentKind
from needlelog.domain.photo_errors import PhotoNotRead
from needlelog.domain.photo_markup import Markup, Shape, ShapeKind
from needlelog.domain.photos import PhotoPhase
from needlelog.files.photo_folder import load_photo_folder
from needlelog.services import clients, photos, sessions
from needlelog.ui.photos.add_sheet import AddSheet
from needlelog.ui.photos.assignment import Assignment, Shown
from needlelog.ui.photos.camera import as_jpeg, camera_is_there
from needlelog.ui.photos.camera_sheet import CameraSheet, Shot
from needlelog.ui.photos.comparison_picture import (
    Band,
    Masking,
    as_png,
    caption_below,
    comparison_picture,
)
from needlelog.ui.photos.export_sheet import ExportSheet
from needlelog.ui.photos.incoming import Incoming, read_files
from needlelog.ui.photos.photos_tab import PhotosTab
from needlelog.ui.photos.pictures import Picture
from needlelog.ui.screens.session.sections.photos import PhotosSection
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.window_state import load_window_state
from tests.files.photos.faces import Camera, encoded, face, notes
from tests.ui.screens.photos.conftest import Faces, agreed, small_face

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

LEFT = Qt.MouseButton.LeftButton
VIEWS = ("front", "left", "right")


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Three pictures as a phone writes them, and something else."""
    folder = tmp_path / "phone"
    folder.mkdir()
    taken = datetime(2026, 12, 14, 10, 3)  # noqa: DTZ001
    paths = []
    for number in (1, 2, 3):
        path = folder / f"IMG_{number}.JPG"
        picture = face(Camera(dx=number / 100)).resize((240, 300))
        path.write_bytes(encoded(picture, exif=notes(taken, gps=True)))
        paths.append(path)
    (folder / "notes.txt").write_text("nothing")
    return paths


def empty_tab(qtbot: QtBot, context: Context, client: Client) -> PhotosTab:
    made = PhotosTab(context)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    made.show_client(client.uid)
    qtbot.waitUntil(lambda: made.view is not None)
    return made


def button(parent: QWidget, text: str) -> Button:
    return next(one for one in parent.findChildren(Button) if one.text() == text)


def sheet_of(qtbot: QtBot, tab: PhotosTab) -> AddSheet:
    qtbot.waitUntil(lambda: tab.intake.sheet is not None)
    assert tab.intake.sheet is not None
    return tab.intake.sheet


# --- telling pictures apart ------------------------------------------------------------------------


def test_views_are_told_in_order_and_can_be_skipped() -> None:
    work = Assignment(3, VIEWS, PhotoPhase.BEFORE)
    assert work.suggested == "front"
    work.assign("front")
    assert (work.current, work.suggested) == (1, "left")
    work.skip_view()
    assert work.suggested == "right"
    work.assign("right")
    work.leave_out()
    assert work.ready == (
        (0, Shown("front", PhotoPhase.BEFORE)),
        (1, Shown("right", PhotoPhase.BEFORE)),
    )
    assert (work.open, work.suggested) == (0, "")


def test_a_picture_is_told_anew_and_another_phase_begins_its_own_row_of_views() -> None:
    work = Assignment(2, VIEWS, PhotoPhase.BEFORE)
    work.assign("front")
    work.phase = PhotoPhase.AFTER
    assert work.suggested == "front"
    work.assign("front")
    work.go_to(0)
    work.change_phase(PhotoPhase.AFTER)
    work.assign("left")
    assert [shown for _place, shown in work.ready] == [
        Shown("left", PhotoPhase.AFTER),
        Shown("front", PhotoPhase.AFTER),
    ]


# --- files -----------------------------------------------------------------------------------------


def test_dropped_pictures_are_told_apart_and_kept(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in files[0].parent.iterdir()])
    assert tab.intake.would_take(data)
    tab.intake.take_dropped(data)
    sheet = sheet_of(qtbot, tab)
    assert len(sheet.pictures) == 3
    assert not sheet.add_them.isEnabled()
    QTest.mouseClick(sheet.view_buttons["face_front"], LEFT)
    QTest.mouseClick(sheet.skip, LEFT)
    assert sheet.view_buttons["face_left_90"].isChecked()
    QTest.mouseClick(sheet.view_buttons["face_left_90"], LEFT)
    QTest.mouseClick(sheet.leave, LEFT)
    assert sheet.work.open == 0
    QTest.mouseClick(sheet.add_them, LEFT)
    qtbot.waitUntil(lambda: len(photos.photos(clinic, client.uid)) == 2)
    kept = photos.photos(clinic, client.uid)
    assert {one.view for one in kept} == {"face_front", "face_left_90"}
    assert {one.taken_at.date() for one in kept if one.taken_at} == {date(2026, 12, 14)}
    qtbot.waitUntil(lambda: len(tab.grid.rows.lines) == 1)


def test_what_is_no_picture_is_said_by_name(
    qtbot: QtBot, context: Context, clinic: Clinic, faces: Faces, tmp_path: Path
) -> None:
    tab = empty_tab(qtbot, context, faces.client)
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"not a picture")
    known = tmp_path / "known.jpg"
    known.write_bytes(photos.original(clinic, faces.front[0].uid))
    tab.intake.take([broken, known, tmp_path / "gone.jpg"])
    sheet = sheet_of(qtbot, tab)
    said = [one.text() for one in sheet.findChildren(type(sheet.trouble))]
    assert any(words.startswith("broken.png: This file is not a picture") for words in said)
    assert any(words.startswith("gone.jpg could not be read: ") for words in said)
    assert [one.known for one in sheet.pictures] == [True]
    assert sheet.work.left_out == {0}
    sheet.reject()


def test_many_pictures_leave_the_buttons_on_the_screen(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path], tmp_path: Path
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    (read,) = read_files(clinic, files[:1])
    many = (read,) * 60 + (Incoming("no.jpg", b"", error=PhotoNotRead()),) * 20
    sheet = AddSheet(context, client.uid, many, (), parent=tab)
    sheet.open()
    qtbot.waitExposed(sheet)
    QApplication.processEvents()
    assert sheet.height() <= sheet.screen().availableGeometry().height()
    buttons = QRect(sheet.add_them.mapTo(sheet, QPoint()), sheet.add_them.size())
    assert sheet.rect().contains(buttons)
    QTest.mouseClick(sheet.strip[0], LEFT)
    sheet.work.go_to(59)
    QTest.mouseClick(sheet.view_buttons["face_front"], LEFT)
    QTest.mouseClick(sheet.view_buttons["face_front"], LEFT)
    shown = sheet.strip[sheet.work.current]
    assert not shown.visibleRegion().isEmpty(), "the picture in front is scrolled into sight"
    sheet.reject()


def test_reading_many_pictures_says_how_far_it_is(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    said: list[str] = []
    context.message.connect(said.append)
    tab.intake.take(files[:1] * 12)
    sheet = sheet_of(qtbot, tab)
    assert said == ["Reading 12 pictures …", "10 of 12 pictures are read …"]
    sheet.reject()


def test_escape_does_not_undo_the_telling_apart_unasked(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    tab.intake.take(files)
    sheet = sheet_of(qtbot, tab)
    QTest.mouseClick(sheet.view_buttons["face_front"], LEFT)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    (question,) = sheet.findChildren(SheetDialog)
    assert sheet.isVisible()
    assert question.windowTitle() == "Add none of these pictures?"
    QTest.mouseClick(button(question, "Go on"), LEFT)
    assert sheet.isVisible()
    assert len(sheet.work.shown) == 1
    sheet.reject()


def test_the_phase_of_a_picture_told_before_is_shown_and_corrected(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    tab.intake.take(files)
    sheet = sheet_of(qtbot, tab)
    QTest.mouseClick(sheet.view_buttons["face_front"], LEFT)
    sheet.phase.chosen.emit("after")
    QTest.mouseClick(sheet.strip[0], LEFT)
    assert sheet.phase.current() == "before", "what was told of this picture"
    sheet.phase.chosen.emit("follow_up")
    assert sheet.work.shown[0] == Shown("face_front", PhotoPhase.FOLLOW_UP)
    QTest.mouseClick(sheet.strip[1], LEFT)
    assert sheet.phase.current() == "after", "what was chosen for those to come"
    sheet.reject()


def test_photos_belong_to_the_session_of_their_day(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    draft = sessions.start_session(clinic, client.uid)
    tab = empty_tab(qtbot, context, client)
    tab.intake.take(files[:1])
    sheet = sheet_of(qtbot, tab)
    assert sheet.session.current() == draft.uid
    QTest.mouseClick(sheet.view_buttons["face_front"], LEFT)
    QTest.mouseClick(sheet.add_them, LEFT)
    qtbot.waitUntil(lambda: len(photos.photos_of_session(clinic, draft.uid)) == 1)


def test_the_area_photographed_last_is_offered_first(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    tab.intake.take(files[:1])
    sheet = sheet_of(qtbot, tab)
    assert (sheet.area.current(), sheet.add_them.text()) == ("face", "Tap what it shows")
    sheet.area.setCurrentIndex(sheet.area.findData("scalp"))
    sheet.area.activated.emit(sheet.area.currentIndex())
    QTest.mouseClick(sheet.view_buttons["scalp_hairline"], LEFT)
    assert sheet.add_them.text() == "Add 1 photo"
    QTest.mouseClick(sheet.add_them, LEFT)
    qtbot.waitUntil(lambda: len(photos.photos(clinic, client.uid)) == 1)
    tab.intake.take(files[1:2])
    qtbot.waitUntil(lambda: tab.intake.sheet is not None and tab.intake.sheet is not sheet)
    again = sheet_of(qtbot, tab)
    assert (again.area.current(), again.work.suggested) == ("scalp", "scalp_hairline")
    assert "face_front" not in again.view_buttons
    again.reject()


def test_without_consent_it_is_asked_for_first(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind"))
    tab = empty_tab(qtbot, context, client)
    qtbot.waitUntil(tab.banner.isVisible)
    tab.intake.take(files)
    qtbot.waitUntil(lambda: tab.findChild(SheetDialog, "consent-first") is not None)
    ask = tab.findChild(SheetDialog, "consent-first")
    assert ask is not None
    QTest.mouseClick(button(ask, "Ask for consent"), LEFT)
    qtbot.waitUntil(lambda: tab.intake.consent_page is not None)
    page = tab.intake.consent_page
    assert page is not None
    qtbot.waitUntil(lambda: page.paper is not None)
    assert page.paper is not None
    assert page.paper.template.kind is ConsentKind.PHOTO
    assert tab.intake.sheet is None
    page.reject()
    assert photos.photos(clinic, client.uid) == ()


# --- the phone's folder ----------------------------------------------------------------------------


def test_only_new_pictures_of_the_folder_are_offered_and_only_once(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    folder = tab.intake.folder
    folder.choose(files[0].parent)
    qtbot.waitUntil(lambda: load_photo_folder(clinic.folder.path) is not None)
    assert folder.new_pictures() == ()
    fresh = files[0].parent / "IMG_9.jpg"
    fresh.write_bytes(small_face(Camera(dx=0.09)))
    later = files[-1].stat().st_mtime + 60
    os.utime(fresh, (later, later))
    with qtbot.waitSignal(tab.intake.folder_changed, check_params_cb=lambda count: count == 1):
        folder.look()
    assert tab.waiting.isVisible()
    assert photos.photos(clinic, client.uid) == ()
    QTest.mouseClick(tab.waiting.button, LEFT)
    sheet = sheet_of(qtbot, tab)
    assert [one.name for one in sheet.pictures] == ["IMG_9.jpg"]
    meanwhile = fresh.with_name("IMG_10.jpg")
    meanwhile.write_bytes(small_face(Camera(dx=0.08)))
    os.utime(meanwhile, (later + 1, later + 1))
    sheet.reject()
    qtbot.waitUntil(lambda: folder.new_pictures() == (meanwhile,))
    meanwhile.unlink()
    folder.look()
    qtbot.waitUntil(lambda: not tab.waiting.isVisible())


# --- the camera ------------------------------------------------------------------------------------


class FakeCamera(QObject):
    """A camera that gives what a test hands it."""

    frame = Signal(object)
    photo = Signal(bytes)
    trouble = Signal(str)
    changed = Signal()

    def __init__(self, *names: str) -> None:
        super().__init__()
        self.runs = False
        self.names = names or ("Webcam",)
        self.chosen = self.names[0]

    def choices(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, name) for name in self.names)

    def current(self) -> str:
        return self.chosen

    def choose(self, key: str) -> None:
        self.chosen = key

    def start(self) -> None:
        self.runs = True

    def stop(self) -> None:
        self.runs = False

    def take(self) -> None:
        self.photo.emit(small_face(Camera(dx=0.01)))


def test_the_camera_shows_the_first_photo_through_and_hands_its_photos_over(
    qtbot: QtBot, context: Context, faces: Faces
) -> None:
    camera = FakeCamera()
    sheet = CameraSheet(context, camera, {"face_front": faces.front[0]})
    qtbot.addWidget(sheet)
    sheet.open()
    assert camera.runs
    camera.frame.emit(QImage(320, 240, QImage.Format.Format_RGB32))
    qtbot.waitUntil(lambda: sheet.finder._ghost is not None)
    assert not sheet.go_on.isEnabled()
    QTest.mouseClick(sheet.shoot, LEFT)
    assert sheet.view.current() == "face_left_45"
    assert sheet.finder._ghost is None
    camera.trouble.emit("cable")
    assert "cable" in sheet.trouble.text()
    with qtbot.waitSignal(sheet.taken) as handed:
        QTest.mouseClick(sheet.go_on, LEFT)
    assert [shot.view for shot in handed.args[0]] == ["face_front"]
    assert not camera.runs


def test_the_camera_rests_while_its_picture_is_not_seen_and_its_photos_are_not_thrown_away(
    qtbot: QtBot, context: Context, faces: Faces
) -> None:
    camera = FakeCamera()
    sheet = CameraSheet(context, camera, {})
    qtbot.addWidget(sheet)
    sheet.open()
    QTest.mouseClick(sheet.shoot, LEFT)
    sheet.hide()
    assert not camera.runs, "behind the lock"
    sheet.show()
    qtbot.waitUntil(lambda: camera.runs)
    camera.frame.emit(QImage(320, 240, QImage.Format.Format_RGB32))
    camera.trouble.emit("")
    assert sheet.trouble.text().startswith("The camera gives no picture any more.")
    assert sheet.finder._frame is None, "a picture that stands still looks as if it were live"
    QTest.mouseClick(sheet.cancel_button, LEFT)
    (question,) = sheet.findChildren(SheetDialog)
    assert question.windowTitle() == "Throw away the photos you took?"
    QTest.mouseClick(button(question, "Go on"), LEFT)
    assert sheet.isVisible()
    assert sheet.shots() == 1
    sheet.reject()


def test_of_several_cameras_one_is_chosen_also_when_it_is_plugged_in_late(
    qtbot: QtBot, context: Context
) -> None:
    camera = FakeCamera("Webcam")
    sheet = CameraSheet(context, camera, {})
    qtbot.addWidget(sheet)
    sheet.open()
    assert not sheet.which.isVisible()
    camera.names = ("Webcam", "Microscope")
    camera.changed.emit()
    assert sheet.which.isVisible()
    assert sheet.which.current() == "Webcam"
    with qtbot.waitSignal(sheet.camera_chosen) as told:
        QTest.keyClick(sheet.which, Qt.Key.Key_M)
        QTest.keyClick(sheet.which, Qt.Key.Key_Return)
    assert told.args == ["Microscope"]
    assert camera.chosen == "Microscope"
    sheet.reject()


def test_the_camera_that_was_chosen_is_kept_on_this_computer(
    qtbot: QtBot, context: Context, faces: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_for: list[str] = []

    def camera(chosen: str) -> FakeCamera:
        asked_for.append(chosen)
        return FakeCamera("Webcam", "Microscope")

    monkeypatch.setattr("needlelog.ui.photos.camera.CameraSource", camera)
    tab = empty_tab(qtbot, context, faces.client)

    def opened() -> CameraSheet:
        tab.intake.camera_action.trigger()
        qtbot.waitUntil(lambda: bool(tab.findChildren(CameraSheet)))
        (sheet,) = tab.findChildren(CameraSheet)
        return sheet

    first = opened()
    QTest.keyClick(first.which, Qt.Key.Key_M)
    QTest.keyClick(first.which, Qt.Key.Key_Return)
    folder = context.clinic.folder.path
    qtbot.waitUntil(lambda: load_window_state(folder).camera == "Microscope")
    first.reject()
    qtbot.waitUntil(lambda: not tab.findChildren(CameraSheet))
    opened().reject()
    assert asked_for == ["", "Microscope"]


def test_what_the_camera_took_is_told_by_the_view_chosen_for_it(
    qtbot: QtBot, context: Context, clinic: Clinic
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    tab = empty_tab(qtbot, context, client)
    shots = tuple(
        Shot(f"Photo {place}", small_face(Camera(dx=place / 50)), view)
        for place, view in enumerate(("scalp_hairline", "scalp_vertex"), 1)
    )
    tab.intake._prepare_shots(client.uid, shots)
    sheet = sheet_of(qtbot, tab)
    assert sheet.area.current() == "scalp"
    QTest.mouseClick(sheet.cancel_button, LEFT)
    (question,) = sheet.findChildren(SheetDialog)
    QTest.mouseClick(button(question, "Go on"), LEFT)
    QTest.mouseClick(sheet.add_them, LEFT)
    qtbot.waitUntil(lambda: len(photos.photos(clinic, client.uid)) == 2)
    kept = photos.photos(clinic, client.uid)
    assert {one.view for one in kept} == {"scalp_hairline", "scalp_vertex"}


@pytest.mark.qt_log_ignore("Couldn't (load|resolve) .*", extend=True)  # video the system lacks
def test_without_a_camera_the_way_is_not_offered(
    qtbot: QtBot, context: Context, faces: Faces, monkeypatch: pytest.MonkeyPatch
) -> None:
    tab = empty_tab(qtbot, context, faces.client)
    tab.intake.menu.aboutToShow.emit()
    assert tab.intake.camera_action.isVisible() is camera_is_there()
    monkeypatch.setattr("needlelog.ui.photos.intake.camera_is_there", lambda: True)
    tab.intake.menu.aboutToShow.emit()
    assert tab.intake.camera_action.isVisible()


def test_what_a_camera_gives_as_pixels_becomes_a_picture_file() -> None:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    assert photos.prepared(as_jpeg(image)).media_type == "image/jpeg"


# --- the way out -----------------------------------------------------------------------------------


def test_a_comparison_is_saved_under_consent_without_the_camera_s_notes(
    qtbot: QtBot, context: Context, clinic: Clinic, faces: Faces, tmp_path: Path
) -> None:
    tab = empty_tab(qtbot, context, faces.client)
    qtbot.waitUntil(lambda: tab.compare.pair["right"] is not None)
    QTest.mouseClick(tab.compare.tools.export, LEFT)
    sheet = tab.findChild(ExportSheet)
    assert sheet is not None
    qtbot.waitUntil(sheet.save_button.isEnabled)
    QTest.mouseClick(sheet.use.button("marketing"), LEFT)
    qtbot.waitUntil(lambda: "marketing consent" in sheet._trouble.text())
    assert not sheet.save_button.isEnabled()
    QTest.mouseClick(sheet.use.button("record"), LEFT)
    qtbot.waitUntil(sheet.save_button.isEnabled)
    QTest.mouseClick(sheet.masking.button("bar"), LEFT)
    before = sheet.preview.band
    sheet.preview.setFocus()
    QTest.keyClick(sheet.preview, Qt.Key.Key_Down)
    assert sheet.preview.band.top > before.top
    path = tmp_path / "comparison.png"
    sheet.write(path)
    qtbot.waitUntil(path.exists)
    saved = Image.open(path)
    assert saved.format == "PNG"
    assert not dict(saved.getexif())
    assert not {"exif", "XML:com.adobe.xmp"} & set(saved.info)


def at(page: QImage, x: float, y: float) -> tuple[int, int, int]:
    colour = page.pixelColor(QPoint(round(x), round(y)))
    return colour.red(), colour.green(), colour.blue()


def test_the_mask_hides_and_shapes_lie_over_the_photo(faces: Faces) -> None:
    red = QImage(400, 500, QImage.Format.Format_RGB32)
    red.fill(Qt.GlobalColor.red)
    drawn = Markup((Shape(ShapeKind.PEN, ((0.5, 1.1), (0.6, 1.1))),))
    pair = [
        Picture(replace(faces.front[0], markup=drawn), red),
        Picture(faces.front[1], red),
    ]
    band = Band(0.3, 0.5)
    page = comparison_picture(pair, masking=Masking.BAR, band=band, markup=True)
    for left in (32, 32 + 1100 + 24):
        assert at(page, left + 300, 32 + 0.4 * 1100) == (36, 31, 28)
        assert at(page, left + 300, 32 + 0.6 * 1100) == (255, 0, 0)
    assert at(page, 32 + 0.55 * 1100, 32 + 1.1 * 1100) == (255, 213, 74)
    bare = comparison_picture(pair, masking=Masking.NONE, band=band, markup=False)
    assert at(bare, 332, 32 + 0.4 * 1100) == (255, 0, 0)
    assert at(bare, 32 + 0.55 * 1100, 32 + 1.1 * 1100) == (255, 0, 0)
    assert as_png(page).startswith(b"\x89PNG")
    assert caption_below(faces.front[0], masked=True).endswith("· masked, else not retouched")
    assert caption_below(faces.front[0], masked=False).endswith("· not retouched")
    # The two captions are not drawn alike.
    unmasked = comparison_picture(pair, masking=Masking.NONE, band=band, markup=True)
    below = QRect(32, page.height() - 32 - 60, 1100, 60)
    assert page.copy(below) != unmasked.copy(below)


def test_coarse_blocks_leave_nothing_of_the_eyes(faces: Faces) -> None:
    stripes = QImage(1100, 1100, QImage.Format.Format_RGB32)
    for x in range(1100):
        for_black = x % 4 < 2
        for y in range(1100):
            stripes.setPixel(x, y, 0xFF000000 if for_black else 0xFFFFFFFF)
    page = comparison_picture(
        [Picture(faces.front[0], stripes)],
        masking=Masking.BLUR,
        band=Band(0.4, 0.6),
        markup=False,
    )
    inside = {at(page, 32 + x, 32 + 550)[0] for x in range(100, 1000)}
    outside = {at(page, 32 + x, 32 + 200)[0] for x in range(100, 1000)}
    assert max(inside) - min(inside) < 60
    assert max(outside) - min(outside) > 200


# --- the session -----------------------------------------------------------------------------------


def test_the_session_counts_its_photos_by_phase(
    qtbot: QtBot, context: Context, clinic: Clinic, files: list[Path]
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind", consents=agreed()))
    draft = sessions.start_session(clinic, client.uid)
    section = PhotosSection(context)
    qtbot.addWidget(section)
    section.show()
    section.show_draft(draft)
    for place, (path, view) in enumerate(
        zip(files[:2], ("face_front", "face_left_45"), strict=True)
    ):
        section.intake.take([path])
        qtbot.waitUntil(lambda: section.intake.sheet is not None)
        sheet = section.intake.sheet
        assert sheet is not None
        assert sheet.session.current() == draft.uid
        # After the first photo the next ones are offered as taken after.
        assert sheet.work.phase is (PhotoPhase.AFTER if place else PhotoPhase.BEFORE)
        QTest.mouseClick(sheet.view_buttons[view], LEFT)
        QTest.mouseClick(sheet.add_them, LEFT)
        qtbot.waitUntil(lambda place=place: len(section.photos) == place + 1)  # type: ignore[misc]
        section.intake.sheet = None
    assert "1 before · 1 after" in section.accessibleName()
    assert section.strip.photos() == section.photos
    with qtbot.waitSignal(context.navigator.client_requested) as asked:
        section.strip.chosen.emit(section.photos[0])
    assert asked.args == [client.uid, "photos"]


def test_the_session_says_when_there_is_no_consent(
    qtbot: QtBot, context: Context, clinic: Clinic
) -> None:
    client = clients.create_client(clinic, Client("", "Nora Lind"))
    draft = sessions.start_session(clinic, client.uid)
    section = PhotosSection(context)
    qtbot.addWidget(section)
    section.show_draft(draft)
    qtbot.waitUntil(lambda: "no consent on file" in section.accessibleName())
