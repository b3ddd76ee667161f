"""A clinic made of an export: what the file holds, who signs in first, and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from needlelog.ui import formats
from needlelog.ui.gate.new_passphrase import NewPassphrase
from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.restore.words import sessions_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.files.key_slots import SlotOwner
    from needlelog.services.exports.pictures_back import PicturesBack
    from needlelog.services.restore_json import ExportFacts, MadeOfExport

_FINE = 1000


class ExportPage(GatePage):
    """``completed`` once a person and a passphrase are chosen; ``finished`` when all is read."""

    completed = Signal()
    went_back = Signal()
    finished = Signal()
    progressed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._people: dict[str, SlotOwner] = {}
        self.holds = label("", "strong", wrap=True)
        self.place = label("", "quiet", wrap=True)
        self.pictures = Note("warn")
        self.who = ChoiceBox(self.tr("Who signs in first"), [])
        self.secret = NewPassphrase()
        self.secret.entered.connect(self._go_on)
        self._who_row = FormRow(self.tr("Who signs in first"), self.who)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, _FINE)
        self.bar.setAccessibleName(self.tr("Progress of reading the export"))
        self.trouble = Note("stop")
        for widget in (self.holds, self.place, self.pictures, self._who_row, self.secret):
            self.body.addWidget(widget)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.trouble)
        self.back = Button(self.tr("Back"))
        self.back.clicked.connect(self.went_back)
        self.next = Button(self.tr("Next"), "primary")
        self.next.clicked.connect(self._go_on)
        self.open = Button(self.tr("Sign in"), "primary")
        self.open.clicked.connect(self.finished)
        self.footer.addWidget(self.back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.next)
        self.footer.addWidget(self.open)
        self.progressed.connect(lambda share: self.bar.setValue(int(share * _FINE)))

    def show_export(self, file: Path, folder: Path, facts: ExportFacts) -> None:
        """Show what an export holds and where it goes."""
        moment = formats.moment(facts.exported_at.astimezone())
        self.set_words(
            self.tr("Make the clinic of an export"),
            self.tr(
                "{file}, exported {moment}. Everything in it is taken over as it is. The keys are "
                "new: choose a passphrase here, then you get a new recovery code."
            ).format(file=file.name, moment=moment),
        )
        photos = QCoreApplication.translate("ExportPage", "%n photo(s)", "", facts.photos)
        held = (facts.clinic, sessions_words(facts.sessions), photos)
        self.holds.setText(" · ".join(part for part in held if part))
        self.place.setText(self.tr("It goes into {folder}.").format(folder=folder))
        without = facts.photos - facts.pictures
        self.pictures.say(self._pictures_words(facts) if without > 0 else "", "warn")
        self._people = {each.person_uid: each for each in facts.managers}
        self.who.set_options([(uid, each.sign_in_name) for uid, each in self._people.items()])
        if facts.managers:
            self.who.set_current(facts.managers[0].person_uid)
        self.trouble.say(
            "" if facts.managers else self.tr("Nobody in this export can manage a clinic."), "stop"
        )
        self.next.setEnabled(bool(facts.managers))
        self._show_state(form=True)

    def _pictures_words(self, facts: ExportFacts) -> str:
        if not facts.pictures:
            return self.tr(
                "The pictures themselves are not in this file. To bring them along, export the "
                "whole clinic with photos."
            )
        return self.tr("Only {n} of the pictures are in this file.").format(
            n=QLocale().toString(facts.pictures)
        )

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.secret.first.setFocus(Qt.FocusReason.OtherFocusReason)

    def person(self) -> SlotOwner:
        """Who signs in first."""
        return self._people[self.who.current()]

    def passphrase(self) -> str:
        """The passphrase that was chosen."""
        return self.secret.passphrase()

    def begin(self) -> None:
        """Show how far reading is instead of the fields."""
        self.trouble.say("")
        self.bar.setValue(0)
        self._show_state(form=False)
        self.bar.show()

    def tell(self, sentence: str) -> None:
        """Say why no clinic was made."""
        self._show_state(form=True)
        self.trouble.say(sentence, "stop")

    def show_made(self, made: MadeOfExport) -> None:
        """Say what was taken over and what became of the pictures."""
        self.set_words(
            self.tr("The clinic is made"),
            self.tr("Sign in with the passphrase you chose. The export stays where it is."),
        )
        self._show_state(form=False)
        self.bar.hide()
        self.open.show()
        rows = QCoreApplication.translate("ExportPage", "%n row(s) were taken over.", "", made.rows)
        self.place.setText(" ".join((rows, *_brought(made.pictures))))
        lost = _lost(made.pictures)
        self.pictures.say(" ".join(lost), "warn")
        self.open.setFocus()

    def _show_state(self, *, form: bool) -> None:
        for widget in (self._who_row, self.secret, self.back, self.next):
            widget.setVisible(form)
        self.bar.hide()
        self.open.hide()

    def _go_on(self) -> None:
        if self.next.isEnabled() and self.secret.is_complete():
            self.completed.emit()


def _brought(pictures: PicturesBack) -> list[str]:
    count = len(pictures.brought)
    words = QCoreApplication.translate("ExportPage", "%n picture(s) came back.", "", count)
    return [words] if count else []


def _lost(pictures: PicturesBack) -> list[str]:
    translate = QCoreApplication.translate
    missing, damaged = len(pictures.missing), len(pictures.damaged)
    words = []
    if missing:
        words.append(translate("ExportPage", "%n picture(s) were not in the file.", "", missing))
    if damaged:
        words.append(
            translate("ExportPage", "%n picture(s) were damaged and left out.", "", damaged)
        )
    if words:
        words.append(translate("ExportPage", "Where a backup or another export has them, keep it."))
    return words
