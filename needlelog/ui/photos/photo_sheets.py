"""Short forms about one photo: what it shows, and taking it out of use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from needlelog.domain.photos import PhotoPhase
from needlelog.files.reference_data import photo_view_sets
from needlelog.services import photos
from needlelog.ui.context import Changes
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.photos.photo_words import area_name, phase_word, view_name, whole_name
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.photos import Photo
    from needlelog.ui.context import Context


class ViewSheet(EntrySheet):
    """Corrects view and phase of a photo."""

    def __init__(self, context: Context, photo: Photo, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", parent)
        self.set_title(self.tr("Change view or phase"), whole_name(photo))
        self.save_button.setText(self.tr("Save"))
        self._photo = photo
        self.view = ChoiceBox(
            self.tr("View"),
            [
                (view.code, f"{area_name(area)}: {view_name(view.code)}")
                for area in photo_view_sets()
                for view in area.views
            ],
        )
        self.phase = SegmentedControl([(each.value, phase_word(each)) for each in PhotoPhase])
        self.add_row(self.tr("View"), self.view)
        self.add_row(self.tr("Phase"), self.phase)
        self.view.set_current(photo.view)
        self.phase.set_current(photo.phase.value)

    def submit(self) -> None:
        """Keep what is chosen."""
        clinic, photo = self.context.clinic, self._photo
        view, phase = self.view.current(), PhotoPhase(self.phase.current())
        self.save(
            lambda: photos.set_view(clinic, photo.uid, view, phase),
            Changes.of("photo", uid=photo.client_uid, initiator=self),
            None,
        )


class RemoveSheet(EntrySheet):
    """Takes a photo out of use, with the reason; record and file stay."""

    def __init__(self, context: Context, photo: Photo, parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", parent)
        self.set_title(
            self.tr("Take this photo out of use?"),
            self.tr("{photo}. It is no longer shown; file and record are kept.").format(
                photo=whole_name(photo)
            ),
        )
        self.save_button.setText(self.tr("Take out of use"))
        self._photo = photo
        self.reason = QLineEdit()
        self.reason_row = self.add_row(self.tr("Reason"), self.reason)

    def submit(self) -> None:
        """Keep the reason and take the photo out of use."""
        clinic, photo, reason = self.context.clinic, self._photo, self.reason.text().strip()
        if not reason:
            self.reason_row.set_error(self.tr("Please write why the photo is taken out of use."))
            return
        self.save(
            lambda: photos.deactivate_photo(clinic, photo.uid, reason),
            Changes.of("photo", uid=photo.client_uid, initiator=self),
            None,
        )
