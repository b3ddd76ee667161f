"""The scan sheet and the scanner's keys, as a scanner and a hand use them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.stock import Product
from needlelog.services import stock
from needlelog.ui.gate.note import Note
from needlelog.ui.scanning.confirm_panel import ScannedPack
from needlelog.ui.scanning.scan_sheet import ScanSheet
from needlelog.ui.scanning.wedge_listener import WedgeListener

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

GS = "\x1d"
GTIN = "07612345678900"
WHOLE = f"]d201{GTIN}17270630" + "10LOTA1" + GS + "21S9"
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def serum(clinic: Clinic) -> Product:
    return stock.save_product(
        clinic, Product("", "Hyaluronic acid 1 %", "serum", gtin="7612345678900")
    )


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def taken() -> list[ScannedPack]:
    """What was confirmed."""
    return []


@pytest.fixture
def sheet(
    qtbot: QtBot, context: Context, serum: Product, window: QWidget, taken: list[ScannedPack]
) -> ScanSheet:
    made = ScanSheet(context, window)
    made.confirmed.connect(taken.append)
    made.open()
    qtbot.waitExposed(made)
    qtbot.waitUntil(lambda: bool(made._products))
    made.activateWindow()
    made.field.setFocus()
    return made


def key(target: QWidget, sign: str, at: int, code: Qt.Key | None = None) -> None:
    """One key as a scanner sends it, at an instant in milliseconds."""
    number = code if code is not None else Qt.Key(0) if sign == GS else Qt.Key(ord(sign.upper()))
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.KeyPress, number, none, sign)
    event.setTimestamp(at)
    QApplication.sendEvent(target, event)


def type_scan(
    target: QWidget, text: str, pause: int = 5, end: Qt.Key | None = Qt.Key.Key_Return
) -> None:
    """A whole burst with its Enter; the keys go to whatever has the focus."""
    at = 1000
    for sign in text:
        key(QApplication.focusWidget() or target, sign, at)
        at += pause
    if end is not None:
        key(
            QApplication.focusWidget() or target,
            "\r" if end == Qt.Key.Key_Return else "\t",
            at,
            end,
        )


def read(qtbot: QtBot, sheet: ScanSheet) -> None:
    qtbot.waitUntil(lambda: sheet.panel is not None and sheet.panel.isVisible())


def told(sheet: ScanSheet) -> str:
    notes = [note.text() for note in sheet.findChildren(Note) if note.isVisibleTo(sheet)]
    labels = [one.text() for one in sheet.findChildren(QLabel) if one.isVisibleTo(sheet)]
    return " | ".join([*notes, *labels])


def test_a_scan_is_shown_and_taken_only_by_the_button(
    qtbot: QtBot, taken: list[ScannedPack], sheet: ScanSheet, serum: Product
) -> None:
    type_scan(sheet.field, WHOLE)
    read(qtbot, sheet)
    assert sheet.field.scan() == WHOLE
    assert "Hyaluronic acid 1 %" in told(sheet)
    assert "LOTA1" in told(sheet)
    assert "30 Jun 2027" in told(sheet)
    assert taken == []
    QTest.mouseClick(sheet.use_button, LEFT)
    assert taken == [ScannedPack(serum.uid, GTIN, "LOTA1", "2027-06-30", "S9")]


@pytest.mark.parametrize("focus", ["use_button", "cancel_button", "picture_button"])
def test_the_enter_of_a_scan_presses_no_button(
    qtbot: QtBot, taken: list[ScannedPack], sheet: ScanSheet, focus: str
) -> None:
    type_scan(sheet.field, WHOLE)
    read(qtbot, sheet)
    getattr(sheet, focus).setFocus()
    type_scan(sheet, WHOLE.replace("LOTA1", "LOTB2"))
    qtbot.waitUntil(lambda: "LOTB2" in told(sheet))
    assert taken == []
    assert sheet.isVisible()


def test_the_enter_of_a_slow_scanner_presses_no_button_either(
    qtbot: QtBot, taken: list[ScannedPack], sheet: ScanSheet
) -> None:
    type_scan(sheet.field, WHOLE)
    read(qtbot, sheet)
    sheet.picture_button.setFocus()
    type_scan(sheet, WHOLE.replace("LOTA1", "LOTB2"), pause=90)
    assert taken == []
    assert sheet.isVisible()


def test_a_missing_separator_is_asked_about(
    qtbot: QtBot, taken: list[ScannedPack], sheet: ScanSheet, serum: Product
) -> None:
    type_scan(sheet.field, f"01{GTIN}10LOTA117270630")
    read(qtbot, sheet)
    assert sheet.panel is not None
    assert not sheet.use_button.isEnabled()
    assert "separator may be missing" in told(sheet)
    words = [choice.text() for choice in sheet.panel.readings]
    assert words == ["Lot LOTA1 · expiry 30 Jun 2027", "Lot LOTA117270630"]
    sheet.panel.readings[0].click()
    assert sheet.use_button.isEnabled()
    QTest.mouseClick(sheet.use_button, LEFT)
    assert taken == [ScannedPack(serum.uid, GTIN, "LOTA1", "2027-06-30", None)]


def test_what_cannot_be_read_cannot_be_used(qtbot: QtBot, sheet: ScanSheet) -> None:
    type_scan(sheet.field, "hello there")
    read(qtbot, sheet)
    assert "not a pack code" in told(sheet)
    assert not sheet.use_button.isEnabled()


def test_an_unknown_product_is_chosen_from_the_list(
    qtbot: QtBot, taken: list[ScannedPack], sheet: ScanSheet, serum: Product
) -> None:
    type_scan(sheet.field, "(17)200630(10)LOTA1")
    read(qtbot, sheet)
    assert sheet.panel is not None
    assert "expired" in {one.text() for one in sheet.findChildren(QLabel) if one.isVisible()}
    assert "does not say which product" in told(sheet)
    assert sheet.panel.result().product_uid is None
    sheet.panel.product.set_current(serum.uid)
    assert sheet.use_button.text() == "It matches the pack: use"
    QTest.mouseClick(sheet.use_button, LEFT)
    assert taken == [ScannedPack(serum.uid, "", "LOTA1", "2020-06-30", None)]


def test_two_codes_of_one_pack_are_put_together(
    qtbot: QtBot, sheet: ScanSheet, serum: Product
) -> None:
    type_scan(sheet.field, "7612345678900")
    read(qtbot, sheet)
    assert "names the product alone" in told(sheet)
    type_scan(sheet.field, "]C117270630" + "10LOTA1")
    qtbot.waitUntil(lambda: "LOTA1" in told(sheet))
    assert "come from two codes" in told(sheet)
    assert sheet.panel is not None
    assert sheet.panel.result() == ScannedPack(serum.uid, GTIN, "LOTA1", "2027-06-30", None)


def test_codes_of_two_packs_cannot_be_used(qtbot: QtBot, sheet: ScanSheet) -> None:
    type_scan(sheet.field, "+M742NDL121008")
    read(qtbot, sheet)
    type_scan(sheet.field, "+$$52001510X3GD")
    qtbot.waitUntil(lambda: "do not belong to the same pack" in told(sheet))
    assert not sheet.use_button.isEnabled()


def picture(folder: Path, *elements: str) -> Path:
    import zxingcpp
    from PIL import Image

    drawn = [
        Image.fromarray(
            _grey(zxingcpp.create_barcode(each, zxingcpp.BarcodeFormat.DataMatrix, gs1=True))
        )
        for each in elements
    ]
    paper = Image.new("L", (sum(one.width + 60 for one in drawn), 400), 255)
    for place, one in enumerate(drawn):
        paper.paste(one, (30 + place * (one.width + 60), 30))
    file = folder / "pack.png"
    paper.save(file)
    return file


def _grey(barcode: Any) -> Any:
    import numpy as np

    return np.array(barcode.to_image(scale=5))


ELEMENTS = f"(01){GTIN}(17)270630(10)LOTA1"


def drop(sheet: ScanSheet, file: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    event = QDropEvent(
        QPoint(10, 10),
        Qt.DropAction.CopyAction,
        mime,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    sheet.dropEvent(event)


def test_a_dropped_picture_is_read(
    qtbot: QtBot, taken: list[ScannedPack], sheet: ScanSheet, tmp_path: Path
) -> None:
    drop(sheet, picture(tmp_path, ELEMENTS))
    read(qtbot, sheet)
    assert "LOTA1" in told(sheet)
    assert taken == []


def test_several_codes_in_a_picture_are_all_offered(
    qtbot: QtBot, sheet: ScanSheet, tmp_path: Path
) -> None:
    sheet.take_picture(picture(tmp_path, ELEMENTS, ELEMENTS.replace("LOTA1", "LOTB2")))
    qtbot.waitUntil(lambda: len(sheet.choices) == 2)
    assert "more than one code" in told(sheet)
    assert not sheet.use_button.isEnabled()
    next(one for one in sheet.choices if "LOTB2" in one.text()).click()
    read(qtbot, sheet)
    assert sheet.panel is not None
    assert sheet.panel.result().lot == "LOTB2"


def test_an_unreadable_picture_says_what_to_do(
    qtbot: QtBot, sheet: ScanSheet, tmp_path: Path
) -> None:
    file = tmp_path / "broken.jpg"
    file.write_bytes(b"no picture")
    sheet.take_picture(file)
    qtbot.waitUntil(lambda: "cannot be read as a picture" in told(sheet))


def test_controls_have_names_and_fit_a_finger(qtbot: QtBot, sheet: ScanSheet) -> None:
    type_scan(sheet.field, f"01{GTIN}10LOTA117270630")
    read(qtbot, sheet)
    assert sheet.panel is not None
    assert sheet.field.accessibleName() == "Code"
    controls = [sheet.field, sheet.picture_button, sheet.use_button, *sheet.panel.readings]
    assert [one for one in controls if one.height() < 44] == []


# --- a scanner outside the sheet --------------------------------------------------------------------


@pytest.fixture
def heard(window: QWidget) -> list[str]:
    column = QVBoxLayout(window)
    for made in (QLineEdit(), QPlainTextEdit(), QPushButton("Button"), QComboBox()):
        column.addWidget(made)
    listener = WedgeListener(window)
    found: list[str] = []
    listener.scanned.connect(found.append)
    window.activateWindow()
    return found


def focus(window: QWidget, kind: type[QWidget]) -> Any:
    widget = window.findChild(kind)
    assert widget is not None
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    return widget


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_a_scan_outside_text_fields_is_heard(
    window: QWidget, heard: list[str], end: Qt.Key
) -> None:
    button = focus(window, QPushButton)
    pressed: list[bool] = []
    button.clicked.connect(pressed.append)
    type_scan(button, WHOLE, end=end)
    assert heard == [WHOLE]
    assert pressed == []


def test_slow_or_short_typing_is_no_scan(window: QWidget, heard: list[str]) -> None:
    button = focus(window, QPushButton)
    type_scan(button, WHOLE, pause=60)
    type_scan(button, "]d201")
    assert heard == []


def test_a_pack_code_in_a_text_field_is_taken_out_again(window: QWidget, heard: list[str]) -> None:
    field = focus(window, QLineEdit)
    field.setText("Amara came early")
    field.setCursorPosition(5)
    edited: list[str] = []
    field.textEdited.connect(edited.append)
    type_scan(field, WHOLE)
    assert heard == [WHOLE]
    assert field.text() == "Amara came early"
    assert edited[-1] == "Amara came early"


def test_a_pack_code_in_a_note_is_taken_out_again(window: QWidget, heard: list[str]) -> None:
    note = focus(window, QPlainTextEdit)
    note.setPlainText("Skin calm after.")
    cursor = note.textCursor()
    cursor.setPosition(9)
    cursor.setPosition(4, cursor.MoveMode.KeepAnchor)
    note.setTextCursor(cursor)
    type_scan(note, WHOLE.replace(GS, ""))
    assert heard == [WHOLE.replace(GS, "")]
    assert note.toPlainText() == "Skin calm after."


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
@pytest.mark.parametrize("pause", [1, 90])
def test_typing_into_a_text_field_is_never_eaten(
    window: QWidget, heard: list[str], kind: type[QWidget], pause: int
) -> None:
    field = focus(window, kind)
    type_scan(field, "Redness grade 2 on both cheeks", pause=pause, end=None)
    shown = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
    assert shown == "Redness grade 2 on both cheeks"
    assert heard == []


@pytest.mark.parametrize("pause", [1, 90])
def test_a_lot_scanned_into_a_box_one_can_type_in_is_whole(
    window: QWidget, heard: list[str], pause: int
) -> None:
    box = focus(window, QComboBox)
    box.setEditable(True)
    type_scan(box, "LH-0442", pause=pause)
    assert box.currentText() == "LH-0442"
    assert heard == [], "it is no pack code, and it stands where it was meant for"


def test_a_pack_code_in_a_box_one_can_type_in_is_taken_out_again(
    window: QWidget, heard: list[str]
) -> None:
    box = focus(window, QComboBox)
    box.setEditable(True)
    box.setEditText("H2291")
    type_scan(box, WHOLE)
    assert heard == [WHOLE]
    assert box.currentText() == "H2291"


def test_a_slow_pack_code_stays_in_its_field(window: QWidget, heard: list[str]) -> None:
    field = focus(window, QLineEdit)
    type_scan(field, f"(01){GTIN}", pause=80)
    assert field.text() == f"(01){GTIN}"
    assert heard == []


def test_a_sign_of_a_scan_is_no_shortcut(window: QWidget, heard: list[str]) -> None:
    button = focus(window, QPushButton)

    def wanted(at: int) -> bool:
        event = QKeyEvent(
            QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, "z"
        )
        event.setTimestamp(at)
        event.ignore()
        QApplication.sendEvent(button, event)
        return event.isAccepted()

    assert not wanted(990)
    key(button, "]", 1000)
    assert wanted(1005)
    assert not wanted(1200)
    assert heard == []


def test_a_scan_that_begins_with_the_letter_of_a_shortcut_is_whole(
    window: QWidget, heard: list[str]
) -> None:
    button = focus(window, QPushButton)
    struck: list[str] = []
    for letter in "ZM":
        shortcut = QShortcut(QKeySequence(letter), window)
        shortcut.activated.connect(lambda letter=letter: struck.append(letter))
    for number, sign in enumerate("zm24-0917"):
        real_key(button, sign, 1000 + 5 * number)
    key(button, "", 1050, Qt.Key.Key_Return)
    assert heard == ["zm24-0917"]
    assert struck == ["Z"]
    for number, sign in enumerate("24-0917zz"):
        real_key(button, sign, 3000 + 5 * number)
    key(button, "", 3050, Qt.Key.Key_Return)
    assert heard[-1] == "24-0917zz"
    assert struck == ["Z"]


def real_key(target: QWidget, sign: str, at: int) -> None:
    """One key as Qt delivers it: asked about as a shortcut first."""
    number, none = Qt.Key(ord(sign.upper())), Qt.KeyboardModifier.NoModifier
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, number, none, sign)
    asked.setTimestamp(at)
    asked.ignore()
    QApplication.sendEvent(target, asked)
    shortcuts = target.window().findChildren(QShortcut)
    meant = [each for each in shortcuts if each.key() == QKeySequence(number)]
    if meant and not asked.isAccepted():
        meant[0].activated.emit()
    else:
        key(target, sign, at)


def test_a_window_under_a_sheet_hears_nothing(
    qtbot: QtBot, window: QWidget, heard: list[str], context: Context, serum: Product
) -> None:
    sheet = ScanSheet(context, window)
    sheet.open()
    qtbot.waitExposed(sheet)
    qtbot.waitUntil(lambda: bool(sheet._products))
    sheet.activateWindow()
    sheet.cancel_button.setFocus()
    type_scan(sheet, WHOLE)
    read(qtbot, sheet)
    assert sheet.field.scan() == WHOLE
    assert heard == []
