"""Giving a comparison out: what for, with a mask or without, where to. Consent decides."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.domain.photos import PhotoUse
from needlelog.services import photos
from needlelog.ui.context import Changes
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.photos.comparison_picture import Masking, as_png, comparison_picture
from needlelog.ui.photos.mask_preview import MaskPreview
from needlelog.ui.photos.photo_rows import day_of
from needlelog.ui.photos.pictures import Picture, to_image
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.photos import Photo
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

_EDGE = 2000


class ExportSheet(EntrySheet):
    """Shows the picture as it will be, and asks for the place to save it."""

    def __init__(self, context: Context, shown: list[Photo], parent: QWidget | None = None) -> None:
        super().__init__(context, "", "", parent)
        self.set_title(
            self.tr("Export a comparison picture"),
            self.tr("The file is not encrypted. It tells date, view and that it is not retouched."),
        )
        self.save_button.setText(self.tr("Choose where to save…"))
        self.save_button.setEnabled(False)
        self.setMinimumWidth(720)
        self._shown = shown
        self._pictures: list[Picture] = []
        self.use = SegmentedControl(
            [
                (PhotoUse.RECORD.value, self.tr("For the client or the record")),
                (PhotoUse.MARKETING.value, self.tr("For showing to others")),
            ]
        )
        self.masking = SegmentedControl(
            [
                (Masking.NONE.value, self.tr("No mask")),
                (Masking.BLUR.value, self.tr("Coarse blocks")),
                (Masking.BAR.value, self.tr("Bar")),
            ]
        )
        self.markup = TickBox(self.tr("With what is drawn on the photos"))
        self.markup.setChecked(True)
        self.preview = MaskPreview()
        self.use_row = self.add_row(self.tr("For"), self.use)
        self.add_row(
            self.tr("Face mask"), self.masking, self.tr("Drag over the picture to place the band.")
        )
        if any(photo.markup.shapes for photo in shown):
            self.body.addWidget(self.markup)
        self.body.addWidget(self.preview, 1)
        self.use.chosen.connect(lambda _key: self._check())
        self.masking.chosen.connect(lambda _key: self._draw())
        self.markup.toggled.connect(lambda _on: self._draw())
        self.preview.band_changed.connect(self._draw)
        self._read()

    def submit(self) -> None:
        """Ask where to; the consent is asked again when the file is written."""
        day = max(day_of(photo) for photo in self._shown)
        suggestion = in_documents(f"comparison {day.isoformat()}.png")
        ask_where_to_save(self, self.tr("Save the picture"), suggestion, "PNG (*.png)", self.write)

    def write(self, path: Path) -> None:
        """Write the picture to a file."""
        clinic, use = self.context.clinic, PhotoUse(self.use.current())
        uids = [photo.uid for photo in self._shown]
        page = self._page()
        self.save(
            lambda: photos.export_comparison(clinic, uids, use, as_png(page), path),
            Changes.of("trail", initiator=self),
            lambda _none: self.context.message.emit(self.tr("The picture is saved.")),
        )

    def _read(self) -> None:
        clinic, shown = self.context.clinic, self._shown
        self.context.read(
            lambda: _opened(clinic, shown), self._take, owner=self, on_error=self.not_kept
        )

    def _take(self, pictures: list[Picture]) -> None:
        self._pictures = pictures
        self._draw()
        self._check()

    def _check(self) -> None:
        clinic, client_uid = self.context.clinic, self._shown[0].client_uid
        use = PhotoUse(self.use.current())
        self.save_button.setEnabled(False)

        def refused(error: Exception) -> None:
            self.not_kept(error)
            self.save_button.setEnabled(False)

        def agreed(_none: None) -> None:
            self.show_trouble("")
            self.save_button.setEnabled(bool(self._pictures))

        self.context.read(
            lambda: photos.require_export_consent(clinic, client_uid, use),
            agreed,
            owner=self,
            on_error=refused,
        )

    def _page(self) -> QImage:
        return comparison_picture(
            self._pictures,
            masking=Masking(self.masking.current()),
            band=self.preview.band,
            markup=self.markup.isChecked(),
        )

    def _draw(self) -> None:
        if self._pictures:
            masked = self.masking.current() != Masking.NONE.value
            self.preview.show_page(self._page(), masked=masked)


def _opened(clinic: Clinic, shown: list[Photo]) -> list[Picture]:
    """Open the photos; on the worker."""
    return [
        Picture(photo, to_image(photos.open_photo(clinic, photo.uid, _EDGE))) for photo in shown
    ]
