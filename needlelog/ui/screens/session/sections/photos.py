"""The photos of this session: how many of each phase, the pictures small, and adding more."""

from __future__ import annotations

from collections import Counter

from PySide6.QtWidgets import QWidget

from needlelog.domain.clients import ConsentKind
from needlelog.domain.photos import Photo, PhotoPhase
from needlelog.domain.sessions import SessionDraft
from needlelog.services import photos
from needlelog.ui.context import Changes, Context
from needlelog.ui.photos.intake import PhotoIntake
from needlelog.ui.photos.photo_strip import PhotoStrip
from needlelog.ui.photos.photo_words import phase_word
from needlelog.ui.photos.thumbnails import Thumbnails
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.status_section import Status, StatusSection


class PhotosSection(StatusSection):
    """No photo is ever needed; tapping one opens the client's photos."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", Status.NONE, parent=parent)
        self.set_title(self.tr("Photos"))
        self._context = context
        self._client_uid = ""
        self._session_uid = ""
        self.photos: tuple[Photo, ...] = ()
        self.intake = PhotoIntake(context, self)
        self.add_button = Button(self.tr("Add…"), "chip")
        self.add_button.setAccessibleName(self.tr("Add photos"))
        self.add_button.setMenu(self.intake.menu)
        self.add_to_header(self.add_button)
        self.strip = PhotoStrip(Thumbnails(context, self))
        self.strip.chosen.connect(lambda _photo: self._open_client())
        self.add(self.strip)
        self.set_open(False)
        context.changed.connect(self._on_changed)

    def show_draft(self, draft: SessionDraft) -> None:
        """Show the photos of the draft in front."""
        if draft.uid == self._session_uid:
            return
        self._client_uid, self._session_uid = draft.client_uid, draft.uid
        self.photos = ()
        self.intake.set_client(draft.client_uid, draft.uid)
        self._show((), agreed=True)
        self._read()

    def _on_changed(self, changes: Changes) -> None:
        about_photos = changes.kinds & {"photo", "consent", "client"}
        if self._session_uid and about_photos and self._client_uid in changes.uids:
            self._read()

    def _read(self) -> None:
        clinic, client_uid, uid = self._context.clinic, self._client_uid, self._session_uid
        self._context.worker.submit_latest(
            "photos of the session",
            lambda: (
                photos.photos_of_session(clinic, uid),
                photos.has_consent(clinic, client_uid, ConsentKind.PHOTO),
            ),
            lambda found: self._take(uid, *found),
            self._context.report,
            owner=self,
        )

    def _take(self, uid: str, found: tuple[Photo, ...], agreed: bool) -> None:
        if uid == self._session_uid:
            self.photos = found
            taken_before = any(photo.phase is PhotoPhase.BEFORE for photo in found)
            self.intake.phase = PhotoPhase.AFTER if taken_before else PhotoPhase.BEFORE
            self._show(found, agreed=agreed)

    def _show(self, found: tuple[Photo, ...], *, agreed: bool) -> None:
        counts = Counter(photo.phase for photo in found)
        words = " · ".join(
            f"{counts[phase]} {phase_word(phase)}" for phase in PhotoPhase if counts[phase]
        )
        if not found and not agreed:
            words = self.tr("no consent on file")
        self.set_state(Status.DONE if found else Status.NONE, words)
        self.strip.show_photos(found)
        self.set_open(bool(found))

    def _open_client(self) -> None:
        self._context.navigator.client_requested.emit(self._client_uid, "photos")
