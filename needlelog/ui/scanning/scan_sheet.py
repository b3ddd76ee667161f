"""The sheet that reads the code of a pack, from a scanner or a picture, and asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.pack_codes import PackCode, join
from needlelog.files.pack_scanning.pictures import PICTURE_ENDINGS, read_picture
from needlelog.files.pack_scanning.text import read_pack_text
from needlelog.services import stock
from needlelog.ui.file_dialogs import ask_for_file
from needlelog.ui.gate.note import Note
from needlelog.ui.scanning.confirm_panel import ConfirmPanel, ScannedPack
from needlelog.ui.scanning.scan_field import ScanField
from needlelog.ui.scanning.scan_words import code_words, picture_sentence
from needlelog.ui.scanning.wedge_listener import WedgeListener
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from needlelog.domain.stock import Product
    from needlelog.ui.context import Context


class ScanSheet(SheetDialog):
    """Reads a code, shows what it says, and sends `confirmed` with a `ScannedPack` on Use.

    Nothing is ever taken without that button, and Enter, which ends every scan, never presses it.
    """

    confirmed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None, text: str = "") -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("ScanSheet", "Scan a pack"),
            parent,
            translate(
                "ScanSheet", "Nothing is filled in until you have compared it with the pack."
            ),
        )
        self.context = context
        self.setMinimumWidth(620)
        self.setAcceptDrops(True)
        self._products: tuple[Product, ...] = ()
        self._read_before: PackCode | None = None
        self._code: PackCode | None = None
        self.panel: ConfirmPanel | None = None
        self.choices: list[Button] = []
        self._lay_out()
        self._listener = WedgeListener(self)
        self._listener.scanned.connect(self.take_text)
        self.field.scanned.connect(self.take_text)
        self.field.setFocus()
        self._read_products(text)

    def take_text(self, text: str) -> None:
        """Read a scanned text as if it had come from the field."""
        self.field.set_scan(text)
        today = self.context.today()
        self._read(lambda: (read_pack_text(text, today),), "")

    def take_picture(self, file: Path) -> None:
        """Read the codes in a picture."""
        self.field.clear()
        today = self.context.today()
        self._read(lambda: read_picture(file, today), self.tr("Reading the picture…"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.take_picture(file)

    def _lay_out(self) -> None:
        self.field = ScanField()
        row = FormRow(
            self.tr("Code"),
            self.field,
            self.tr("Scan now, or type the line under the code and press Enter."),
        )
        self.picture_button = Button(self.tr("From a picture…"), "secondary", "image-outline")
        self.picture_button.clicked.connect(lambda _checked: self._ask_for_picture())
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(row, 1)
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(label(" ", "field"))
        beside.addWidget(self.picture_button)
        beside.addStretch(1)
        line.addLayout(beside)
        self.body.addLayout(line)
        self.note = Note("accent")
        self.body.addWidget(self.note)
        self._place = QVBoxLayout()
        self._place.setSpacing(8)
        self.body.addLayout(self._place)
        self.body.addStretch(1)
        self.cancel_button = self.add_button(self.tr("Cancel"))
        self.use_button = self.add_button(self.tr("Use"), "primary", self._use)
        # A scan ends with Enter: no button may be pressed by it.
        self.use_button.setAutoDefault(False)
        self.use_button.setDefault(False)
        self.use_button.setEnabled(False)

    def _read_products(self, text: str) -> None:
        def take(products: tuple[Product, ...]) -> None:
            self._products = tuple(one for one in products if one.active)
            if text:
                self.take_text(text)
            elif self._code is not None:
                self._show(self._code)

        self.context.read(lambda: stock.products(self.context.clinic), take, owner=self)

    def _ask_for_picture(self) -> None:
        endings = " ".join(f"*{ending}" for ending in PICTURE_ENDINGS)
        ask_for_file(
            self,
            self.tr("Picture of a pack"),
            self.tr("Pictures ({endings})").format(endings=endings),
            self.take_picture,
        )

    def _read(self, reader: Callable[[], tuple[PackCode, ...]], busy: str) -> None:
        self._clear()
        self.note.say(busy, "accent")
        self.context.worker.submit_latest(
            f"scan {id(self)}", reader, self._take_codes, self._tell_trouble, owner=self
        )

    def _tell_trouble(self, error: Exception) -> None:
        self.note.say(picture_sentence(error), "stop")

    def _take_codes(self, codes: tuple[PackCode, ...]) -> None:
        self.note.say("")
        if len(codes) == 1:
            self._take_code(codes[0])
            return
        self.note.say(
            self.tr("There is more than one code in the picture. Choose the one of the pack."),
            "accent",
        )
        for code in codes:
            button = Button(code_words(code), "secondary")
            button.clicked.connect(lambda _checked, code=code: self._choose(code))
            self.choices.append(button)
            self._place.addWidget(button)

    def _choose(self, code: PackCode) -> None:
        self._clear()
        self.note.say("")
        self._take_code(code)

    def _take_code(self, code: PackCode) -> None:
        """Put together a product code and a lot code that were read one after the other."""
        before = self._read_before
        both = (join(before, code) or join(code, before)) if before is not None else None
        self._read_before = code
        self._show(both or code)

    def _show(self, code: PackCode) -> None:
        self._clear()
        self._code = code
        self.panel = ConfirmPanel(code, self._products, self.context.today())
        self.panel.changed.connect(self._show_whether_ready)
        self._place.addWidget(self.panel)
        self._show_whether_ready()

    def _show_whether_ready(self) -> None:
        self.use_button.setEnabled(self.panel is not None and self.panel.ready())
        self.use_button.setText(self.panel.use_words() if self.panel else self.tr("Use"))

    def _clear(self) -> None:
        self._code = None
        self.panel = None
        self.choices = []
        while (item := self._place.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._show_whether_ready()

    def _use(self) -> None:
        if self.panel is None or not self.panel.ready():
            return
        result: ScannedPack = self.panel.result()
        self.confirmed.emit(result)
        self.accept()


def open_scan_sheet(
    context: Context,
    parent: QWidget,
    on_confirmed: Callable[[ScannedPack], None],
    text: str = "",
) -> ScanSheet:
    """Ask for the code of a pack; ``text`` is a scan that a `WedgeListener` has heard."""
    sheet = ScanSheet(context, parent, text)
    sheet.confirmed.connect(on_confirmed)
    sheet.open()
    return sheet


def _dropped(event: QDropEvent) -> Path | None:
    """The one picture file that is dropped."""
    urls = event.mimeData().urls()
    file = Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
    fits = file is not None and file.suffix.lower() in PICTURE_ENDINGS
    return file if fits and event.possibleActions() & Qt.DropAction.CopyAction else None
