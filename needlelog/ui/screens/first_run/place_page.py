"""First page of the set-up: what the clinic is called and where its records lie."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from needlelog.domain.errors import KnownError
from needlelog.domain.moving import PACKED_SUFFIX
from needlelog.files.clinic_folder import ClinicFolder, FolderState
from needlelog.files.folder_place import PlaceKind, PlaceWarning, place_warning
from needlelog.ui.file_dialogs import ask_for_file, ask_for_folder
from needlelog.ui.gate.busy_button import BusyButton
from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage, at_left
from needlelog.ui.screens.first_run.second_place_field import SecondPlaceField
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import rule
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label


class PlacePage(GatePage):
    """``completed`` once both are good; the three others leave the set-up.

    ``bring_requested`` carries the file of a packed clinic, or an export.
    """

    completed = Signal()
    existing_chosen = Signal(Path)
    sample_requested = Signal()
    bring_requested = Signal(Path)

    def __init__(
        self, folder: Path, *, folder_is_fixed: bool, sample: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.set_words(
            self.tr("Set up your clinic"),
            self.tr("Three short pages. Everything stays on this computer, encrypted."),
        )
        self.set_step(self.tr("1 of 3 · Clinic"))
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name.returnPressed.connect(self._go_on)
        self._name_row = FormRow(self.tr("Name of the clinic"), self.name)
        self.name.textEdited.connect(lambda _text: self._name_row.set_error(None))
        self.folder = QLineEdit(str(folder))
        self.folder.setReadOnly(folder_is_fixed)
        self.folder.textChanged.connect(self._judge_folder)
        self.folder.returnPressed.connect(self._go_on)
        self._folder_row = FormRow(self.tr("Folder for the records"), self._folder_field())
        self.browse.setVisible(not folder_is_fixed)
        self.folder.setAccessibleName(self.tr("Folder for the records"))
        self.warning = Note("warn")
        self.open_existing = Button(self.tr("Open the clinic in this folder"))
        self.open_existing.clicked.connect(lambda: self.existing_chosen.emit(self.chosen_folder()))
        self._existing = at_left(self.open_existing)
        self.second = SecondPlaceField(self.chosen_folder)
        for widget in (
            self._name_row,
            self._folder_row,
            self.warning,
            self._existing,
            self.second,
        ):
            self.body.addWidget(widget)
        self.next = Button(self.tr("Next"), "primary")
        self.next.clicked.connect(self._go_on)
        self.footer.addStretch(1)
        self.footer.addWidget(self.next)
        self._offer_another()
        if sample:
            self._offer_sample()
        self._judge_folder()

    def chosen_folder(self) -> Path:
        """The folder as typed."""
        return Path(self.folder.text().strip()).expanduser()

    def clinic_name(self) -> str:
        """The name as typed, without spaces around it."""
        return " ".join(self.name.text().split())

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _folder_field(self) -> QWidget:
        field = QWidget()
        row = QHBoxLayout(field)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.folder, 1)
        self.browse = Button(self.tr("Browse…"))
        self.browse.clicked.connect(self._browse)
        row.addWidget(self.browse)
        field.setFocusProxy(self.folder)
        return field

    def _offer_another(self) -> None:
        self.body_below.addWidget(rule())
        words = self.tr(
            "You have NeedleLog on another computer? Pack the clinic there, in Settings, Backups. "
            "An export of the whole clinic, ZIP or JSON, can be brought here too."
        )
        self.body_below.addWidget(label(words, "quiet", wrap=True))
        self.bring = Button(self.tr("Bring a clinic from another computer"))
        self.bring.clicked.connect(self._ask_packed)
        self.bring_trouble = Note("stop")
        self.body_below.addWidget(at_left(self.bring))
        self.body_below.addWidget(self.bring_trouble)

    def _ask_packed(self) -> None:
        error = self._folder_error()
        self._folder_row.set_error(error)
        if error:
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        title = self.tr("Bring a clinic from another computer")
        kinds = self.tr("Packed clinics and exports (*{suffix} *.zip *.json)").format(
            suffix=PACKED_SUFFIX
        )
        ask_for_file(self, title, kinds, self.bring_requested.emit)

    def _offer_sample(self) -> None:
        self.body_below.addWidget(rule())
        words = self.tr("Only want to see it? The sample clinic is filled with made-up clients.")
        self.body_below.addWidget(label(words, "quiet", wrap=True))
        self.sample = BusyButton(
            self.tr("Look around with a sample clinic"),
            self.tr("Making the sample clinic…"),
            kind="secondary",
        )
        self.sample_trouble = Note("stop")
        self.sample.clicked.connect(self.sample_requested)
        self.body_below.addWidget(at_left(self.sample))
        self.body_below.addWidget(self.sample_trouble)

    def set_sample_busy(self, busy: bool) -> None:
        """While the sample clinic is made nothing else can be pressed."""
        self.sample.set_busy(busy)
        self.next.setEnabled(not busy)

    def _browse(self) -> None:
        ask_for_folder(
            self,
            self.tr("Folder for the records"),
            self.chosen_folder(),
            lambda chosen: self.folder.setText(str(chosen)),
        )

    def _judge_folder(self) -> None:
        self._folder_row.set_error(None)
        self._existing.setVisible(self._holds_clinic())
        self.second.judge()
        warning = place_warning(self.chosen_folder()) if self.folder.text().strip() else None
        self.warning.say(self._warning_sentence(warning) if warning else "")

    def _holds_clinic(self) -> bool:
        if not self.folder.text().strip():
            return False
        try:
            return ClinicFolder(self.chosen_folder()).is_clinic()
        except KnownError:
            return False

    def _warning_sentence(self, warning: PlaceWarning) -> str:
        if warning.kind is PlaceKind.NETWORK:
            return self.tr(
                "This folder is on a network drive ({name}). Such drives can lose or damage "
                "records when the connection drops. A folder on this computer is safer."
            ).format(name=warning.name)
        return self.tr(
            "{name} copies this folder to other computers. That can damage records while they are "
            "written, and takes them, though encrypted, out of the clinic. A folder that is not "
            "copied is safer."
        ).format(name=warning.name)

    def _go_on(self) -> None:
        name_error = None if self.clinic_name() else self.tr("Please give the clinic a name.")
        folder_error = self._folder_error()
        self._name_row.set_error(name_error)
        self._folder_row.set_error(folder_error)
        if name_error:
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        elif folder_error:
            self.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.second.error():
            self.second.folder.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.completed.emit()

    def _folder_error(self) -> str | None:
        if not self.folder.text().strip():
            return self.tr("Please choose a folder.")
        path = self.chosen_folder()
        if not path.is_absolute():
            return self.tr("Please write the whole path of the folder, from the drive on.")
        try:
            state = ClinicFolder(path).state()
        except KnownError as error:
            return error_sentence(error)
        return {
            FolderState.CLINIC: self.tr("There is already a clinic in this folder."),
            FolderState.KEYS_MISSING: self.tr(
                "This folder holds records whose key file keys.json is missing. "
                "Put it back from a backup, or choose another folder."
            ),
            FolderState.OCCUPIED: self.tr(
                "This folder holds other files. Choose an empty folder or name a new one."
            ),
        }.get(state)
