"""The ways in which pictures come in: files, drop, a folder, the camera. Consent comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from needlelog.domain.clients import ConsentKind
from needlelog.domain.photos import PhotoPhase, baseline_of
from needlelog.services import photos
from needlelog.ui.consent.signing_page import ConsentSigningPage
from needlelog.ui.file_dialogs import ask_for_folder
from needlelog.ui.photos.add_sheet import AddSheet
from needlelog.ui.photos.camera import camera_is_there
from needlelog.ui.photos.incoming import (
    SUFFIXES,
    area_of,
    area_photographed_last,
    prepare,
    read_files,
    session_choices,
)
from needlelog.ui.photos.watched_folder import WatchedFolder
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.window_state import keep_camera, load_window_state

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMimeData

    from needlelog.domain.photos import Photo
    from needlelog.ui.context import Context
    from needlelog.ui.photos.camera_sheet import CameraSheet, Shot
    from needlelog.ui.photos.incoming import Incoming, SessionChoice

_MANY, _SAID_AGAIN = 3, 10


class PhotoIntake(QObject):
    """Brings pictures to the sheet in which a person says what they show.

    ``phase`` is offered first. ``menu`` holds the ways in; ``added`` carries how many photos were kept, ``folder_changed``
    how many new pictures lie in the watched folder.
    """

    added = Signal(int)
    folder_changed = Signal(int)

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__(over)
        self._context = context
        self._over = over
        self._client_uid = ""
        self._session_uid: str | None = None
        self._from_folder = False
        self.phase = PhotoPhase.BEFORE
        self.sheet: AddSheet | None = None
        self.camera_sheet: CameraSheet | None = None
        self.consent_page: ConsentSigningPage | None = None
        self.folder = WatchedFolder(context, self)
        self.folder.changed.connect(self.folder_changed)
        self.menu = QMenu(over)
        self.files_action = self.menu.addAction(self.tr("Choose pictures…"))
        self.files_action.triggered.connect(lambda: self.choose_files())
        self.camera_action = self.menu.addAction(self.tr("Camera…"))
        self.camera_action.triggered.connect(lambda: self.open_camera())
        self.folder_action = self.menu.addAction(self.tr("Look in the phone's folder"))
        self.folder_action.triggered.connect(lambda: self.look_at_folder())
        self.menu.addSeparator()
        self.choose_folder_action = self.menu.addAction(self.tr("Choose the phone's folder…"))
        self.choose_folder_action.triggered.connect(lambda: self.choose_folder())
        self.menu.aboutToShow.connect(self._prepare_menu)

    def set_client(self, uid: str, session_uid: str | None = None) -> None:
        """Say for whom, and for which session, pictures come in."""
        self._client_uid, self._session_uid = uid, session_uid
        self.folder.start()

    # --- the ways in ---------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for picture files."""
        self._with_consent(self._ask_files)

    def would_take(self, data: QMimeData) -> bool:
        """Whether something that is dragged can be dropped."""
        may_write = self._context.clinic.person.may_write
        return bool(may_write and self._client_uid and _picture_paths(data))

    def take_dropped(self, data: QMimeData) -> None:
        """Take dropped files."""
        self.take(_picture_paths(data))

    def take(self, paths: Sequence[Path]) -> None:
        """Read picture files and ask what they show."""
        if paths:
            self._with_consent(lambda: self._read(paths))

    def look_at_folder(self) -> None:
        """Ask what the new pictures of the watched folder show."""
        self._with_consent(self._read_folder)

    def choose_folder(self) -> None:
        """Ask which folder the phone copies into."""
        start = self.folder.path or Path.home()
        ask_for_folder(
            self._over, self.tr("Folder with the phone's pictures"), start, self.folder.choose
        )

    def open_camera(self) -> None:
        """Take photos with the camera of this computer."""
        self._with_consent(self._show_camera)

    def ask_consent(self, then: Callable[[], None] | None = None) -> None:
        """Let the client read and sign; what was wanted goes on once the client has agreed."""
        page = ConsentSigningPage(self._context, self._client_uid, (ConsentKind.PHOTO,), self._over)
        if then is not None:
            page.accepted.connect(lambda: self._with_consent(then, ask=False))
        self.consent_page = page
        page.open()

    # --- inside --------------------------------------------------------------------------------

    def _prepare_menu(self) -> None:
        # Qt's camera parts are loaded only now.
        self.camera_action.setVisible(camera_is_there())
        self.folder_action.setVisible(self.folder.path is not None)

    def _with_consent(self, then: Callable[[], None], *, ask: bool = True) -> None:
        clinic, uid = self._context.clinic, self._client_uid

        def go_on(agreed: bool) -> None:
            if uid != self._client_uid:
                return
            if agreed:
                then()
            elif ask:
                self._say_consent_is_missing(then)

        self._context.read(
            lambda: photos.has_consent(clinic, uid, ConsentKind.PHOTO), go_on, owner=self
        )

    def _say_consent_is_missing(self, then: Callable[[], None]) -> None:
        sheet = SheetDialog(
            self.tr("No photo consent in force"),
            self._over,
            self.tr(
                "The client has not agreed to photos, or no longer does. "
                "Ask first; nothing was taken in."
            ),
        )
        sheet.setObjectName("consent-first")
        sheet.add_button(self.tr("Not now"))
        sheet.add_button(self.tr("Ask for consent"), "primary")
        sheet.accepted.connect(lambda: self.ask_consent(then))
        sheet.open()

    def _ask_files(self) -> None:
        dialog = QFileDialog(self._over, self.tr("Choose pictures"), str(Path.home()))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        patterns = " ".join(f"*{suffix} *{suffix.upper()}" for suffix in SUFFIXES)
        dialog.setNameFilter(f"{self.tr('Pictures')} ({patterns})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda chosen: self._read([Path(each) for each in chosen]))
        dialog.open()

    def _read(self, paths: Sequence[Path]) -> None:
        self._read_next(self._client_uid, list(paths), ())

    def _read_next(self, uid: str, left: list[Path], done: tuple[Incoming, ...]) -> None:
        """Read one picture at a time, and where neither what is shown nor saved waits for it."""
        clinic = self._context.clinic
        if not left:
            self._context.read(
                lambda: (session_choices(clinic, uid), area_photographed_last(clinic, uid)),
                lambda offered: self._ask_what_they_show(uid, done, *offered),
                owner=self,
            )
            return
        if len(left) > _MANY and not done:
            self._context.message.emit(self.tr("Reading %n picture(s) …", "", len(left)))
        elif done and len(done) % _SAID_AGAIN == 0:
            words = self.tr("{done} of {count} pictures are read …")
            count = len(done) + len(left)
            self._context.message.emit(words.format(done=len(done), count=count))
        self._context.reckoning.submit(
            lambda: read_files(clinic, left[:1]),
            lambda found: self._read_next(uid, left[1:], (*done, *found)),
            self._context.report,
            owner=self,
        )

    def _read_folder(self) -> None:
        folder = self.folder

        def found(paths: tuple[Path, ...]) -> None:
            if paths:
                self._from_folder = True
                self._read(paths)
            else:
                self._context.message.emit(self.tr("There are no new pictures in the folder."))

        self._context.read(folder.new_pictures, found, owner=self)

    def _ask_what_they_show(
        self,
        uid: str,
        pictures: tuple[Incoming, ...],
        sessions: tuple[SessionChoice, ...],
        area: str,
    ) -> None:
        self.sheet = None
        from_folder, self._from_folder = self._from_folder, False
        if uid != self._client_uid or not pictures:
            return
        sheet = AddSheet(
            self._context,
            uid,
            pictures,
            sessions,
            self._session_uid,
            self.phase,
            self._over,
            area=area,
        )
        sheet.added.connect(self.added)
        if from_folder:
            sheet.finished.connect(lambda _result: self.folder.mark_seen())
        self.sheet = sheet
        sheet.open()

    def _show_camera(self) -> None:
        clinic, uid = self._context.clinic, self._client_uid
        folder = clinic.folder.path

        def show(read: tuple[tuple[Photo, ...], str]) -> None:
            from needlelog.ui.photos.camera import CameraSource
            from needlelog.ui.photos.camera_sheet import CameraSheet

            found, camera = read
            views = {photo.view for photo in found}
            baselines = {view: baseline for view in views if (baseline := baseline_of(found, view))}
            sheet = CameraSheet(self._context, CameraSource(camera), baselines, self._over)
            sheet.taken.connect(lambda shots: self._prepare_shots(uid, shots))
            sheet.camera_chosen.connect(lambda key: self._keep_camera(folder, key))
            self.camera_sheet = sheet
            sheet.open()

        self._context.read(
            lambda: (photos.photos(clinic, uid), load_window_state(folder).camera),
            show,
            owner=self,
        )

    def _keep_camera(self, folder: Path, key: str) -> None:
        self._context.read(lambda: keep_camera(folder, key), lambda _none: None, owner=self)

    def _prepare_shots(self, uid: str, shots: tuple[Shot, ...]) -> None:
        clinic = self._context.clinic
        self._context.reckoning.submit(
            lambda: (
                tuple(replace(prepare(each.name, each.content), view=each.view) for each in shots),
                session_choices(clinic, uid),
                area_of(shots[0].view),
            ),
            lambda found: self._ask_what_they_show(uid, *found),
            self._context.report,
            owner=self,
        )


def _picture_paths(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.suffix.lower() in SUFFIXES]
