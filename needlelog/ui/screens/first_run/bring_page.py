"""A clinic that was packed on another computer: what the file holds, who opens it, and unpacking."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from needlelog.domain.errors import SignInRefused
from needlelog.ui import formats
from needlelog.ui.gate.busy_button import BusyButton
from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.restore.secret_panel import SecretPanel
from needlelog.ui.restore.words import last_words, sessions_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.domain.moving import PackedClinic
    from needlelog.files.key_slots import SlotOwner

_FINE = 1000


class BringPage(GatePage):
    """``completed`` carries the file, the person and the secret; ``went_back`` leaves it."""

    completed = Signal(Path, str, object)
    went_back = Signal()
    progressed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._file = Path()
        self.holds = label("", "strong", wrap=True)
        self.place = label("", "quiet", wrap=True)
        self.secret = SecretPanel()
        self.secret.entered.connect(self._go_on)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _FINE)
        self.bar.setAccessibleName(self.tr("Progress of unpacking"))
        self.bar.hide()
        self.trouble = Note("stop")
        for widget in (self.holds, self.place, self.secret, self.bar, self.trouble):
            self.body.addWidget(widget)
        self.back = Button(self.tr("Back"))
        self.back.clicked.connect(self.went_back)
        self.button = BusyButton(self.tr("Bring it here"), self.tr("Unpacking and checking…"))
        self.button.clicked.connect(self._go_on)
        self.footer.addWidget(self.back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.button)
        self.progressed.connect(self._show_progress)

    def show_packed(
        self, file: Path, folder: Path, contents: PackedClinic, people: tuple[SlotOwner, ...]
    ) -> None:
        """Show what a file holds and where it goes."""
        self._file = file
        packed = formats.moment(contents.packed_at.astimezone())
        self.set_words(
            self.tr("Bring a clinic from another computer"),
            self.tr("{file}, packed {moment}. A passphrase from over there opens it.").format(
                file=file.name, moment=packed
            ),
        )
        photos = self.tr("{n} photos").format(n=QLocale().toString(contents.photos))
        held = (sessions_words(contents.sessions), last_words(contents.last_session_at), photos)
        self.holds.setText(" · ".join(part for part in held if part))
        self.place.setText(self.tr("It goes into {folder}.").format(folder=folder))
        self.secret.show_people(people)
        self.trouble.say("")

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.secret.take_focus()

    def set_busy(self, busy: bool) -> None:
        """While it is unpacked nothing can be pressed."""
        self.button.set_busy(busy)
        self.bar.setRange(0, _FINE)
        self.bar.setValue(0)
        self.bar.setVisible(busy)
        self.secret.setEnabled(not busy)
        self.back.setEnabled(not busy)
        if busy:
            self.trouble.say("")

    def tell(self, error: Exception) -> None:
        """Say why it was not unpacked."""
        if isinstance(error, SignInRefused):
            self.secret.tell(error)
        else:
            self.trouble.say(error_sentence(error))

    def _show_progress(self, share: float) -> None:
        if share < 1:
            self.bar.setValue(int(share * _FINE))
        else:
            self.bar.setRange(0, 0)

    def _go_on(self) -> None:
        if self.button.is_busy():
            return
        secret = self.secret.secret()
        if secret is not None:
            self.completed.emit(self._file, self.secret.person(), secret)
