"""Where backups go, which there are, and making one now."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from needlelog.domain.backups import BackupNote, BackupReason, Seal
from needlelog.files.backups.last_ones import Which
from needlelog.files.backups.note_seal import seal_state
from needlelog.services.backup_places import (
    BackupStatus,
    PlaceStatus,
    backups,
    forget_second_place,
)
from needlelog.services.backups import BackupOutcome
from needlelog.ui import formats
from needlelog.ui.backups.choose_place import ask_second_place
from needlelog.ui.backups.keeper import keeper_of
from needlelog.ui.backups.words import (
    holding_words,
    last_words,
    outcome_words,
    reason_words,
    size_words,
    trouble_words,
)
from needlelog.ui.context import Changes
from needlelog.ui.gate.note import Note
from needlelog.ui.screens.settings.restore_card import RestoreCard
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.pill import Pill

_SHOWN = 60


class BackupsSection(Section):
    """Anybody makes a backup; managers choose the second place."""

    managers_only = True

    def build(self) -> None:
        """How it stands, the two places, the list."""
        self._keeper = keeper_of(self.context)
        self._build_now()
        self._build_places()
        self.restoring = RestoreCard(self.context)
        self.body.addWidget(self.restoring)
        self.list = Card()
        self.list.set_header(self.tr("Backups"), self.tr("newest first"))
        self.body.addWidget(self.list)
        self._keeper.looked.connect(self._show_status)
        self._keeper.begun.connect(self._show_begun)
        self._keeper.progressed.connect(self.show_progress)
        self._keeper.ended.connect(self._show_end)

    def refusal(self) -> str:
        """What somebody who is no manager can do here."""
        return self.tr(
            "You are signed in as {name}: you can make a backup. Only a manager chooses where "
            "backups go."
        ).format(name=self.context.clinic.person.name)

    def read(self) -> None:
        """Find out how it stands and which backups there are."""
        self.choose.setEnabled(self.may_change())
        self.forget.setEnabled(self.may_change())
        self.restoring.read()
        self._keeper.look()
        clinic = self.context.clinic
        self.context.background.submit_latest(
            "backup list",
            lambda: backups(clinic),
            self._show_list,
            self.context.report,
            owner=self,
        )

    def make_one(self) -> None:
        """Make a backup now, whether anything has changed or not."""
        self._keeper.start(BackupReason.BY_HAND)

    def show_progress(self, hundredths: int) -> None:
        """Say how far the backup is."""
        self.bar.setValue(hundredths)
        self._now_row.set_text(self.tr("Backing up… {n} %").format(n=hundredths))

    def _build_now(self) -> None:
        card = Card(self.tr("Now"))
        self.now = Button(self.tr("Back up now"), "primary")
        self.now.clicked.connect(self.make_one)
        self.stop = Button(self.tr("Stop"))
        self.stop.setAccessibleName(self.tr("Stop the backup"))
        self.stop.clicked.connect(self._keeper.stop)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.now)
        row.addWidget(self.stop)
        self.stop.hide()
        self._now_row = SettingRow(self.tr("Back up"), self._usual_words(), buttons)
        card.add(self._now_row)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(18, 0, 16, 6)
        column.setSpacing(10)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of the backup"))
        self.bar.hide()
        self.told = Note("good")
        self.trouble = Note("stop")
        for each in (self.bar, self.told, self.trouble):
            column.addWidget(each)
        card.add(below)
        self.body.addWidget(card)

    def _build_places(self) -> None:
        card = Card(self.tr("Where they go"))
        self.clinic_words = Pill("", "neutral")
        self._clinic_row = SettingRow(self.tr("Clinic folder"), "", self.clinic_words)
        self.choose = Button(self.tr("Choose…"))
        self.choose.clicked.connect(lambda: ask_second_place(self.context, self))
        self.forget = Button(self.tr("Stop using it…"), "quiet")
        self.forget.clicked.connect(self.ask_forget)
        buttons = QWidget()
        row = QHBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.second_words = Pill("", "neutral")
        for each in (self.second_words, self.forget, self.choose):
            row.addWidget(each)
        self._second_row = SettingRow(self.tr("Second place"), "", buttons)
        self.same_drive = Note("warn")
        card.add(self._clinic_row)
        card.add_rule()
        card.add(self._second_row)
        self.body.addWidget(card)
        self.body.addWidget(self.same_drive)

    def _usual_words(self) -> str:
        return self.tr(
            "Happens by itself when the program closes and every few hours. Each backup is opened, "
            "checked and counted before it counts."
        )

    # --- showing ---------------------------------------------------------------------------------

    def _show_status(self, status: BackupStatus) -> None:
        now = self.context.now()
        sentences = [
            sentence if sentence.startswith(title) else f"{title}. {sentence}"
            for title, sentence in trouble_words(status, now)
        ]
        self.trouble.say("\n".join(sentences), "stop")
        self._show_place(self._clinic_row, self.clinic_words, status.clinic)
        second = status.second
        self.forget.setVisible(second is not None)
        self.second_words.setVisible(second is not None)
        if second is None:
            self.choose.setText(self.tr("Choose…"))
            self._second_row.set_text(
                self.tr(
                    "None yet. A USB drive or another disk keeps the records when this computer "
                    "breaks or is stolen."
                )
            )
        else:
            self.choose.setText(self.tr("Change…"))
            self._show_place(self._second_row, self.second_words, second)
        self.same_drive.say(
            self.tr(
                "The second place is on the same disk as the records. A USB drive or another disk "
                "is safer."
            )
            if status.same_drive
            else "",
            "warn",
        )

    def _show_place(self, row: SettingRow, pill: Pill, place: PlaceStatus) -> None:
        row.set_text(f"{place.folder}\n{last_words(place, self.context.now())}")
        if not place.there:
            pill.set_state(self.tr("not there"), "stop")
        elif not place.is_well:
            pill.set_state(self.tr("not well"), "stop")
        elif place.last is None:
            pill.set_state(self.tr("empty"), "neutral")
        else:
            pill.set_state(self.tr("in order"), "good")

    def _show_list(self, found: dict[Which, tuple[BackupNote, ...]]) -> None:
        while (item := self.list.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        notes = {note.name: note for each in found.values() for note in each}
        newest_first = sorted(notes.values(), key=lambda note: note.made_at, reverse=True)
        if not newest_first:
            words = label(self.tr("There is no backup yet."), "quiet", wrap=True)
            words.setContentsMargins(18, 14, 18, 16)
            self.list.add(words)
        for number, note in enumerate(newest_first[:_SHOWN]):
            if number:
                self.list.body.addWidget(rule())
            places = [which for which, each in found.items() if _has(each, note)]
            self.list.add(self._line(note, places))

    def _line(self, note: BackupNote, places: list[Which]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(18, 9, 16, 9)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(1)
        title = f"{formats.moment(note.made_at.astimezone())} · {reason_words(note.reason)}"
        words = f"{holding_words(note)} · {size_words(note)} · {self._places_words(places)}"
        column.addWidget(ElidedLabel(title, "strong"))
        column.addWidget(ElidedLabel(words, "quiet"))
        column.insertStretch(0, 1)
        column.addStretch(1)
        row.addLayout(column, 1)
        pill = self._pill(note)
        row.addWidget(pill)
        line.setAccessibleName(f"{title}, {words}, {pill.text()}")
        return line

    def _pill(self, note: BackupNote) -> Pill:
        seal = seal_state(note, self.context.clinic.key)
        if seal is Seal.BROKEN:
            return Pill(self.tr("changed since"), "stop")
        if note.doubt:
            return Pill(self.tr("trail broken"), "stop")
        if seal is Seal.NONE:
            return Pill(self.tr("not sealed"), "neutral")
        return Pill(self.tr("checked"), "good")

    def _places_words(self, places: list[Which]) -> str:
        if len(places) > 1:
            return self.tr("in both places")
        return self.tr("clinic folder") if places == [Which.CLINIC] else self.tr("second place")

    # --- what happens meanwhile ------------------------------------------------------------------

    def _show_begun(self) -> None:
        self.told.say("")
        self.bar.setValue(0)
        self.bar.show()
        self.stop.show()
        if self.now.hasFocus():
            self.stop.setFocus()
        self.now.setEnabled(False)
        self._now_row.set_text(self.tr("Backing up…"))

    def _show_end(self, result: object) -> None:
        self.bar.hide()
        self.now.setEnabled(True)
        if self.stop.hasFocus():
            self.now.setFocus()
        self.stop.hide()
        self._now_row.set_text(self._usual_words())
        if isinstance(result, BackupOutcome):
            words, tone = outcome_words(result)
            # What failed stands in the lasting red line already.
            self.told.say(words if tone == "good" else "", tone)
        elif isinstance(result, Exception):
            self.told.say(error_sentence(result), "stop")
        else:
            self.told.say(
                self.tr("The backup was stopped. Those made before are unchanged."), "warn"
            )
        if self.isVisible():
            self.read()

    def ask_forget(self) -> SheetDialog:
        """Ask before backups go only beside the records again."""
        sheet = SheetDialog(
            self.tr("Stop using the second place?"),
            self.window(),
            self.tr(
                "Backups are then made only in the clinic folder, and are gone with this computer. "
                "Those in the second place stay there."
            ),
        )
        sheet.add_button(self.tr("Keep using it"))
        sheet.add_button(self.tr("Stop using it"), "danger")
        sheet.accepted.connect(self._forget)
        sheet.open()
        return sheet

    def _forget(self) -> None:
        clinic = self.context.clinic
        self.context.write(
            lambda: forget_second_place(clinic),
            Changes.of("backups"),
            owner=self,
            on_done=lambda _none: self.read(),
            beside=True,
        )


def _has(notes: tuple[BackupNote, ...], note: BackupNote) -> bool:
    return any(each.name == note.name for each in notes)
