"""Photos that were taken out of use: seen again with the reason, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from needlelog.services import photos
from needlelog.ui.context import Changes
from needlelog.ui.photos.photo_words import whole_name
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.low_scroll import LowScroll

if TYPE_CHECKING:
    from needlelog.domain.photos import RemovedPhoto
    from needlelog.ui.context import Context
    from needlelog.ui.photos.thumbnails import Thumbnails

_SIDE, _WIDTH, _HEIGHT = 64, 560, 420


class RemovedSheet(SheetDialog):
    """Each with its small picture; whoever may write takes one back with one press."""

    def __init__(
        self,
        context: Context,
        removed: tuple[RemovedPhoto, ...],
        thumbnails: Thumbnails,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self.set_title(
            self.tr("Photos out of use"),
            self.tr(
                "They are kept and shown nowhere else. One that is taken back stands again "
                "where it stood."
            ),
        )
        self.setMinimumWidth(metrics().text(_WIDTH))
        self._context = context
        self._thumbnails = thumbnails
        self.rows: dict[str, RemovedRow] = {}
        self.trouble = label("", "error", wrap=True)
        self.trouble.hide()
        page = LowScroll(metrics().text(_HEIGHT))
        for each in removed:
            row = RemovedRow(each, may_write=context.clinic.person.may_write)
            row.take_back.clicked.connect(lambda _on=False, each=each: self.take_back(each))
            self.rows[each.photo.uid] = row
            page.body.addWidget(row)
        self.body.addWidget(page)
        self.body.addWidget(self.trouble)
        self.add_button(self.tr("Close"))
        thumbnails.arrived.connect(self._show_pictures)
        self._show_pictures()

    def take_back(self, removed: RemovedPhoto) -> None:
        """Take one back into use."""
        clinic, photo = self._context.clinic, removed.photo
        row = self.rows[photo.uid]
        row.take_back.setEnabled(False)

        def kept(_none: None) -> None:
            row.hide()
            del self.rows[photo.uid]
            if not self.rows:
                self.accept()

        def refused(error: Exception) -> None:
            row.take_back.setEnabled(True)
            self.trouble.setText(error_sentence(error))
            self.trouble.show()

        self._context.write(
            lambda: photos.restore_photo(clinic, photo.uid),
            Changes.of("photo", uid=photo.client_uid, initiator=self),
            owner=self,
            on_done=kept,
            on_error=refused,
        )

    def _show_pictures(self) -> None:
        for uid, row in self.rows.items():
            if (small := self._thumbnails.pixmap(uid)) is not None:
                side = metrics().text(_SIDE)
                row.picture.setPixmap(
                    small.scaled(
                        side,
                        side,
                        Qt.AspectRatioMode.KeepAspectRatio,
                        Qt.TransformationMode.SmoothTransformation,
                    )
                )


class RemovedRow(QWidget):
    """One photo out of use."""

    def __init__(self, removed: RemovedPhoto, *, may_write: bool) -> None:
        super().__init__()
        name = whole_name(removed.photo)
        self.picture = QLabel()
        self.picture.setFixedSize(metrics().text(_SIDE), metrics().text(_SIDE))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.take_back = Button(self.tr("Take back"), "secondary")
        self.take_back.setAccessibleName(self.tr("Take back: {photo}").format(photo=name))
        self.take_back.setVisible(may_write)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, "field", wrap=True))
        words.addWidget(label(removed.reason, "quiet", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.picture)
        row.addLayout(words, 1)
        row.addWidget(self.take_back)
