"""Backups on Today: a red card when something is wrong, and the question for a second place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.backups import BackupReason
from needlelog.services.backup_places import put_off_second_place
from needlelog.ui.backups.choose_place import ask_second_place
from needlelog.ui.backups.keeper import keeper_of
from needlelog.ui.backups.words import trouble_words
from needlelog.ui.context import Changes
from needlelog.ui.screens.today.side_cards import ListCard
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.services.backup_places import BackupStatus
    from needlelog.ui.context import Context


class BackupTroubleCard(ListCard):
    """Hidden while every place is well."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._keeper = keeper_of(context)
        self.set_header(self.tr("Backups"))
        self.now: Button | None = None
        self._keeper.begun.connect(self._show_begun)
        self._keeper.progressed.connect(self._show_progress)
        self.hide()

    def show_status(self, status: BackupStatus) -> None:
        """Tell what is wrong in red, each place in a line."""
        focus: QWidget | None = self.focusWidget()
        focused = focus is not None and focus.hasFocus()  # its line goes away
        self.clear_lines()
        self.now = None
        troubles = trouble_words(status, self._context.now())
        for title, sentence in troubles:
            self.add_line(_line(title, sentence, "stop"))
        if troubles:
            self.now = Button(self.tr("Back up now"), "chip")
            self.add_line(self._buttons(self.now))
            if focused:
                self.now.setFocus()
        self.setVisible(bool(troubles))

    def _buttons(self, now: Button) -> QWidget:
        now.clicked.connect(lambda: self._keeper.start(BackupReason.BY_HAND))
        look = Button(self.tr("Open"), "chip")
        look.setAccessibleName(self.tr("Open the settings of backups"))
        ways = self._context.navigator
        look.clicked.connect(lambda: ways.settings_requested.emit("backups"))
        if self._keeper.running:
            self._show_begun()
        return _row(now, look)

    def _show_begun(self) -> None:
        self._show_progress(0)

    def _show_progress(self, hundredths: int) -> None:
        if self.now is not None:
            self.now.setEnabled(False)
            self.now.setText(self.tr("Backing up… {n} %").format(n=hundredths))


class SecondPlaceCard(ListCard):
    """Asks managers for a second place until there is one; can be put off for a week."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.set_header(self.tr("Second place for backups"))
        words = label(
            self.tr(
                "Backups lie only beside the records. A USB drive or another disk keeps them when "
                "this computer breaks or is stolen."
            ),
            "quiet",
            wrap=True,
        )
        words.setContentsMargins(18, 12, 18, 4)
        self.add(words)
        self.choose = Button(self.tr("Choose…"), "chip")
        self.choose.setAccessibleName(self.tr("Choose the second place for backups"))
        self.choose.clicked.connect(lambda: ask_second_place(context, self))
        self.later = Button(self.tr("In a week"), "quiet")
        self.later.setAccessibleName(self.tr("Ask for the second place again in a week"))
        self.later.clicked.connect(self._put_off)
        self.add(_row(self.choose, self.later))
        self.hide()

    def show_status(self, status: BackupStatus) -> None:
        """Ask, where a manager is signed in and the question was not put off."""
        self.setVisible(status.asks and self._context.clinic.person.may_manage)

    def _put_off(self) -> None:
        clinic, keeper = self._context.clinic, keeper_of(self._context)
        self._context.write(
            lambda: put_off_second_place(clinic),
            Changes.of("backups", initiator=self),
            owner=self,
            on_done=lambda _none: keeper.look(),
            beside=True,
        )


def _line(title: str, sentence: str, tone: str) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(18, 12, 18, 12)
    column.setSpacing(6)
    across = QHBoxLayout()
    across.addWidget(Pill(title, tone))
    across.addStretch(1)
    column.addLayout(across)
    if sentence:
        column.addWidget(label(sentence, "quiet", wrap=True))
    line.setAccessibleName(f"{title}. {sentence}")
    return line


def _row(*buttons: Button) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(18, 8, 18, 8)
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return line
