"""What backups are for: going back to one, taking that back, missing photos, another computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.context import Changes
from needlelog.ui.restore.pack_sheet import PackSheet
from needlelog.ui.restore.photo_sheet import PhotoSheet
from needlelog.ui.restore.sheet import RestoreSheet
from needlelog.ui.restore.take_back import TakeBackSheet
from needlelog.ui.restore.words import aside_title, aside_words
from needlelog.ui.screens.settings.section import SettingRow
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.dialog import SheetDialog

if TYPE_CHECKING:
    from needlelog.domain.restoring import SetAside
    from needlelog.ui.context import Context


class RestoreCard(Card):
    """Managers restore, take back and pack; who writes brings photo files back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_header(self.tr("When something is lost"))
        self._context = context
        self.restore = Button(self.tr("Restore…"))
        self.restore.clicked.connect(self.open_restore)
        self.add(
            SettingRow(
                self.tr("Restore a backup"),
                self.tr(
                    "Go back to the records of a day. What is here now is set aside, and the "
                    "restore can be taken back."
                ),
                self.restore,
            )
        )
        self.rows: list[SettingRow] = []
        self._shown: tuple[SetAside, ...] = ()
        self._asides = QWidget()
        self._kept = QVBoxLayout(self._asides)
        self._kept.setContentsMargins(0, 0, 0, 0)
        self._kept.setSpacing(0)
        self._asides.hide()
        self.add(self._asides)
        self.add_rule()
        self.photos = Button(self.tr("Check…"))
        self.photos.clicked.connect(self.open_photos)
        self.add(
            SettingRow(
                self.tr("Photo files"),
                self.tr("Look for missing or damaged ones, and bring them back from backups."),
                self.photos,
            )
        )
        self.add_rule()
        self.pack = Button(self.tr("Pack…"))
        self.pack.clicked.connect(self.open_pack)
        self.add(
            SettingRow(
                self.tr("Move to a new computer"),
                self.tr("The whole clinic in one encrypted file, unpacked over there."),
                self.pack,
            )
        )

    def read(self) -> None:
        """Find out what is set aside."""
        from needlelog.services.set_aside import set_aside

        folder = self._context.clinic.folder
        manager = self._context.clinic.person.may_manage
        self.restore.setEnabled(manager)
        self.pack.setEnabled(manager)
        self._context.read(lambda: set_aside(folder), self._show, owner=self, beside=True)

    def open_restore(self) -> RestoreSheet:
        """Open the assistant."""
        sheet = RestoreSheet(self._context, self.window())
        sheet.open()
        return sheet

    def open_photos(self) -> PhotoSheet:
        """Look at all photo files."""
        sheet = PhotoSheet(self._context, self.window())
        sheet.open()
        return sheet

    def open_pack(self) -> PackSheet:
        """Ask where the packed clinic goes."""
        sheet = PackSheet(self._context, self.window())
        sheet.open()
        return sheet

    def ask_take_back(self, aside: SetAside) -> TakeBackSheet:
        """Ask before the records set aside come back."""
        sheet = TakeBackSheet(self._context, aside, self.window())
        sheet.open()
        return sheet

    def ask_delete(self, aside: SetAside) -> SheetDialog:
        """Ask before records set aside are deleted for good."""
        sheet = SheetDialog(
            self.tr("Delete what was set aside?"),
            self.window(),
            self.tr(
                "{what}: {held}. Only a backup that holds these records brings them back then."
            ).format(what=aside_title(aside), held=aside_words(aside)),
        )
        sheet.add_button(self.tr("Keep it"))
        sheet.add_button(self.tr("Delete"), "danger")
        sheet.accepted.connect(lambda: self._delete(aside))
        sheet.open()
        return sheet

    def _delete(self, aside: SetAside) -> None:
        from needlelog.services.set_aside import delete

        clinic = self._context.clinic
        self._context.write(
            lambda: delete(clinic, aside),
            Changes.of("trail", initiator=self),
            owner=self,
            on_done=lambda _none: self.read(),
        )

    def _both(self, aside: SetAside, take: Button) -> QWidget:
        """Take back and delete, side by side."""
        remove = Button(self.tr("Delete…"), "quiet")
        remove.setAccessibleName(self.tr("Delete: {words}").format(words=aside_title(aside)))
        remove.clicked.connect(lambda _checked=False: self.ask_delete(aside))
        remove.setEnabled(take.isEnabled())
        both = QWidget()
        line = QHBoxLayout(both)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(remove)
        line.addWidget(take)
        return both

    def _show(self, asides: tuple[SetAside, ...]) -> None:
        if asides == self._shown:
            return
        self._shown = asides
        while (item := self._kept.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = []
        for aside in asides:
            button = Button(self.tr("Take back…"))
            button.setAccessibleName(self.tr("Take back: {words}").format(words=aside_title(aside)))
            button.clicked.connect(lambda _checked=False, aside=aside: self.ask_take_back(aside))
            button.setEnabled(self._context.clinic.person.may_manage)
            row = SettingRow(aside_title(aside), aside_words(aside), self._both(aside, button))
            self._kept.addWidget(rule())
            self._kept.addWidget(row)
            self.rows.append(row)
        self._asides.setVisible(bool(asides))
