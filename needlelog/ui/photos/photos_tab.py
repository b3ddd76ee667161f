"""The photos of a client: the grid by day and view, and the two that are compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.clients import ConsentKind
from needlelog.domain.photos import PhotoPhase
from needlelog.files.reference_data import photo_view_sets
from needlelog.services import photos
from needlelog.ui.context import Changes
from needlelog.ui.photos.compare_panel import ComparePanel
from needlelog.ui.photos.export_sheet import ExportSheet
from needlelog.ui.photos.intake import PhotoIntake
from needlelog.ui.photos.photo_grid import PhotoGrid
from needlelog.ui.photos.photo_sheets import RemoveSheet, ViewSheet
from needlelog.ui.photos.photo_words import area_name
from needlelog.ui.photos.removed_sheet import RemovedSheet
from needlelog.ui.photos.thumbnails import Thumbnails
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.banner import Banner
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent

    from needlelog.domain.photos import Photo, RemovedPhoto, ViewSet
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

_NARROW = 1000


@dataclass(frozen=True, slots=True)
class PhotosView:
    """What the tab shows, read in one go."""

    photos: tuple[Photo, ...]
    consent: bool
    removed: tuple[RemovedPhoto, ...] = ()


def read_photos(clinic: Clinic, client_uid: str) -> PhotosView:
    """Read a client's photos, without their pictures, and whether more may be taken."""
    return PhotosView(
        photos.photos(clinic, client_uid),
        photos.has_consent(clinic, client_uid, ConsentKind.PHOTO),
        photos.removed_photos(clinic, client_uid),
    )


class PhotosTab(QWidget):
    """Grid at the left, comparison at the right; on a small screen one at a time."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._client_uid = ""
        self.view: PhotosView | None = None
        self.thumbnails = Thumbnails(context, self)
        self.intake = PhotoIntake(context, self)
        self.banner = Banner(
            self.tr("No photo consent in force"),
            self.tr("Photos can be added once the client has agreed."),
            self.tr("Ask for consent"),
        )
        self.waiting = Banner("", "", self.tr("Look at them"))
        self.area = ChoiceBox(self.tr("Area"))
        self.add_button = Button(self.tr("Add photos"), "secondary", "plus")
        self.add_button.setMenu(self.intake.menu)
        self._part = "grid"
        self.to_compare = Button(self.tr("Compare"), "secondary", "compare")
        self.to_grid = Button(self.tr("All photos"), "secondary", "view-grid-outline")
        self.grid_card = Card()
        self.grid_card.add_to_header(self.area)
        self.grid_card.add_to_header(self.to_compare)
        self.grid_card.add_to_header(self.add_button)
        self.grid = PhotoGrid(self.thumbnails)
        self.grid_card.add(self.grid, 1)
        self.compare = ComparePanel(context, self.thumbnails)
        self.compare.add_to_header(self.to_grid)
        self.empty = EmptyState(
            "camera-outline",
            self.tr("No photo yet"),
            self.tr(
                "Drop pictures here, or add them. They are kept encrypted, and every later "
                "photo of a view is compared with its first one."
            ),
            self.tr("Add photos"),
        )
        self.empty.button.setMenu(self.intake.menu)
        self.removed = Button("", "quiet", "archive-outline")
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    def show_client(self, uid: str) -> None:
        """Show a client's photos."""
        if uid != self._client_uid:
            self._client_uid = uid
            self.view = None
            self.thumbnails.forget()
            self.compare.forget()
            self._part = "grid"
        self.intake.set_client(uid)
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One part at a time where there is little room."""
        super().resizeEvent(event)
        self._share_room()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures may be dropped anywhere on the tab."""
        if self.intake.would_take(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped pictures in."""
        self.intake.take_dropped(event.mimeData())
        event.acceptProposedAction()

    def _lay_out(self) -> None:
        content = QWidget()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addWidget(self.grid_card, 6)
        self._row.addWidget(self.compare, 5)
        empty_card = Card()
        empty_card.add(self.empty, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(content)
        self._pages.addWidget(empty_card)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.banner)
        outer.addWidget(self.waiting)
        outer.addWidget(self._pages, 1)
        outer.addWidget(self.removed, 0, Qt.AlignmentFlag.AlignLeft)
        for hidden in (self.banner, self.waiting, self.removed):
            hidden.hide()

    def _connect(self) -> None:
        self.area.chosen.connect(lambda _key: self._fill())
        self.grid.chosen.connect(self._open)
        self.compare.marks_changed.connect(self.grid.mark)
        self.compare.export_asked.connect(self._export)
        self.compare.change_asked.connect(self._change)
        self.compare.remove_asked.connect(self._remove)
        self.to_compare.clicked.connect(lambda _checked: self._go_to("compare"))
        self.to_grid.clicked.connect(lambda _checked: self._go_to("grid"))
        self.banner.acted.connect(lambda: self.intake.ask_consent())
        self.waiting.acted.connect(self.intake.look_at_folder)
        self.intake.folder_changed.connect(self._show_waiting)
        self.removed.clicked.connect(lambda _checked: self._show_removed())
        self._context.changed.connect(self._on_changed)

    def _on_changed(self, changes: Changes) -> None:
        if changes.initiator is self.compare.acts or not self.isVisible():
            return
        if changes.kinds & {"photo", "client", "consent", "session"}:
            self._read()

    def _read(self) -> None:
        clinic, uid = self._context.clinic, self._client_uid
        self._context.worker.submit_latest(
            "photos",
            lambda: read_photos(clinic, uid),
            lambda view: self._show(uid, view),
            self._context.report,
            owner=self,
        )

    def _show(self, uid: str, view: PhotosView) -> None:
        if uid != self._client_uid:
            return
        self.view = view
        # Once there is a baseline, most photos that come without a session are follow-ups.
        self.intake.phase = PhotoPhase.FOLLOW_UP if view.photos else PhotoPhase.BEFORE
        self.banner.setVisible(not view.consent)
        self.add_button.setEnabled(self._context.clinic.person.may_write)
        areas = self._areas(view.photos)
        self.area.set_options([(area.code, area_name(area)) for area in areas])
        self.area.setVisible(len(areas) > 1)
        self.empty.button.setEnabled(self._context.clinic.person.may_write)
        self.removed.setText(self.tr("%n photo(s) out of use", "", len(view.removed)))
        self.removed.setVisible(bool(view.removed))
        self._pages.setCurrentIndex(0 if view.photos else 1)
        self._fill()
        self.compare.show_photos(view.photos)
        self._share_room()

    def _fill(self) -> None:
        if self.view is None:
            return
        areas = self._areas(self.view.photos)
        if not areas:
            return
        area = next((each for each in areas if each.code == self.area.current()), areas[0])
        columns = tuple(each.code for each in area.views)
        unknown = {photo.view for photo in self.view.photos} - _all_views()
        if area is areas[0]:
            columns = (*columns, *sorted(unknown))
        self.grid.show_photos(self.view.photos, columns)
        self.grid_card.set_header(
            self.tr("Photos"), self.tr("%n photo(s)", "", len(self.view.photos))
        )

    def _areas(self, shown: tuple[Photo, ...]) -> list[ViewSet]:
        views = {photo.view for photo in shown}
        own = [area for area in photo_view_sets() if any(view.code in views for view in area.views)]
        return own or list(photo_view_sets()[:1])

    def _open(self, photo: Photo) -> None:
        self.compare.compare(photo)
        self._go_to("compare")

    def _go_to(self, part: str) -> None:
        self._part = part
        self._share_room()

    def _share_room(self) -> None:
        narrow = self.width() < metrics().text(_NARROW)
        for way in (self.to_compare, self.to_grid):
            way.setVisible(narrow)
        self.grid_card.setVisible(not narrow or self._part == "grid")
        self.compare.setVisible(not narrow or self._part == "compare")

    def _show_waiting(self, count: int) -> None:
        self.waiting.setVisible(count > 0)
        if count:
            self.waiting.set_words(
                self.tr("%n new picture(s) in the folder", "", count),
                self.tr("Nothing is taken in before you have looked at it."),
            )

    def _change(self, photo: Photo) -> None:
        ViewSheet(self._context, photo, self).open()

    def _remove(self, photo: Photo) -> None:
        RemoveSheet(self._context, photo, self).open()

    def _show_removed(self) -> None:
        if self.view is not None:
            RemovedSheet(self._context, self.view.removed, self.thumbnails, self).open()

    def _export(self, left: Photo | None, right: Photo | None) -> None:
        shown = [photo for photo in (left, right) if photo is not None]
        if shown:
            ExportSheet(self._context, shown, self).open()


def _all_views() -> set[str]:
    return {view.code for area in photo_view_sets() for view in area.views}
