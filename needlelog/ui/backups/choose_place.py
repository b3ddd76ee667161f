"""Choosing the second place: which folder, what to think about, and then the first backup there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.backups import BackupReason
from needlelog.services.backup_places import choose_second_place
from needlelog.ui.backups.keeper import keeper_of
from needlelog.ui.backups.place_doubts import doubts_about
from needlelog.ui.context import Changes
from needlelog.ui.file_dialogs import ask_for_folder
from needlelog.ui.widgets.dialog import SheetDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFileDialog, QWidget

    from needlelog.ui.context import Context


def ask_second_place(context: Context, parent: QWidget) -> QFileDialog:
    """Ask for the folder."""
    title = QCoreApplication.translate("Backups", "Second place for backups")

    def take(chosen: Path) -> None:
        take_second_place(context, parent, chosen)

    return ask_for_folder(parent, title, Path.home(), take)


def take_second_place(context: Context, parent: QWidget, folder: Path) -> SheetDialog | None:
    """Use the folder, after a question where it is less safe than another would be."""
    doubts = doubts_about(folder, context.clinic.folder.path)
    if not doubts:
        _use(context, parent, folder)
        return None
    translate = QCoreApplication.translate
    sheet = SheetDialog(
        translate("Backups", "Use this folder for backups?"), parent.window(), "\n\n".join(doubts)
    )

    def choose_another() -> None:
        sheet.reject()
        ask_second_place(context, parent)

    sheet.add_button(translate("Backups", "Choose another…"), slot=choose_another)
    sheet.add_button(translate("Backups", "Use it"), "primary")
    sheet.accepted.connect(lambda: _use(context, parent, folder))
    sheet.open()
    return sheet


def _use(context: Context, parent: QWidget, folder: Path) -> None:
    clinic = context.clinic
    keeper = keeper_of(context)
    context.write(
        lambda: choose_second_place(clinic, folder),
        Changes.of("backups"),
        owner=parent,
        on_done=lambda _place: keeper.start(BackupReason.BY_HAND, only_if_changed=True),
        beside=True,
    )
