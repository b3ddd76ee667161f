"""What was read from a pack, to be compared with it before it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.pack_codes import DoubtCode, PackCode, Reading
from needlelog.domain.stock import Product, is_expired
from needlelog.ui.gate.note import Note
from needlelog.ui.scanning.scan_words import doubt_sentence, product_number, reading_words
from needlelog.ui.stock_words import category_word, expiry_words
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.tick_box import RoundChoice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

_SERIOUS = (
    DoubtCode.WRONG_CHECK_DIGIT,
    DoubtCode.DAMAGED,
    DoubtCode.UNKNOWN_ELEMENT,
    DoubtCode.KEYBOARD_LAYOUT,
    DoubtCode.CAPS_LOCK,
    DoubtCode.LINK_MISMATCH,
    DoubtCode.NOT_A_PACK_CODE,
)


@dataclass(frozen=True, slots=True)
class ScannedPack:
    """What a person has confirmed about a pack.

    ``product_uid`` is ``None`` when the product is not in the stock yet. ``gtin`` is what the code
    says, 14 digits or HIBC's name of the product, to be kept with a product that lacks it; empty
    when the code does not say. ``expiry`` is ``YYYY-MM`` or ``YYYY-MM-DD``.
    """

    product_uid: str | None
    gtin: str
    lot: str | None
    expiry: str | None
    serial: str | None
    quantity: int | None = None


class ConfirmPanel(QWidget):
    """Product, lot and expiry of a code, each doubt as a sentence, and what must be chosen.

    `changed` is sent when the person chooses; `ready()` tells whether enough is chosen.
    """

    changed = Signal()

    def __init__(self, code: PackCode, products: Sequence[Product], today: date) -> None:
        super().__init__()
        self._code = code
        self._today = today
        self._chosen: Reading | None = None
        self._known = product_of(code, products)
        none_label = self.tr("Not in the stock yet") if code.product_code else self.tr("Not chosen")
        self.product = ChoiceBox(self.tr("Product"), none_label=none_label)
        self.product.setParent(self)
        self.product.hide()
        self.readings: list[RoundChoice] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if code.says_something:
            column.addWidget(self._facts(products))
        for sentence, tone in self._sentences():
            column.addWidget(Note(tone, sentence))
        if code.readings:
            column.addWidget(self._choices())
        self._show_facts()

    def ready(self) -> bool:
        """Whether there is something to use and every question is answered."""
        if self._code.readings and self._chosen is None:
            return False
        return self._code.says_something and not self._code.has_doubt(DoubtCode.LINK_MISMATCH)

    def use_words(self) -> str:
        """What the button says that takes this code."""
        if not self.ready():
            return self.tr("Use")
        if not self._shown().has_pack_facts:
            return self.tr("Use the product alone")
        return self.tr("It matches the pack: use") if self._code.doubts else self.tr("Use")

    def result(self) -> ScannedPack:
        """What is confirmed when the person presses Use."""
        code = self._shown()
        uid = self._known.uid if self._known is not None else self.product.current() or None
        return ScannedPack(
            uid, code.product_code, code.lot, code.expiry, code.serial, code.quantity
        )

    def _shown(self) -> PackCode:
        return self._code if self._chosen is None else self._code.read_as(self._chosen)

    def _facts(self, products: Sequence[Product]) -> Card:
        card = Card(padding=16)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        if self._known is not None:
            words = f"{self._known.name} · {category_word(self._known.category)}"
            product: QWidget = label(words, "strong", wrap=True)
        else:
            self.product.set_options(
                [(one.uid, f"{one.name} · {category_word(one.category)}") for one in products]
            )
            self.product.chosen.connect(lambda _uid: self.changed.emit())
            self.product.show()
            product = self.product
        self._lot, self._expiry = label("", "strong"), label("", "strong")
        self._serial = label("", "strong")
        self._expired = Pill(self.tr("expired"), "stop")
        expiry = QWidget()
        line = QHBoxLayout(expiry)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(self._expiry)
        line.addWidget(self._expired)
        line.addStretch(1)
        self._serial_name = label(self.tr("Serial number"), "quiet")
        rows = (
            (label(self.tr("Product"), "quiet"), product),
            (label(self.tr("Lot"), "quiet"), self._lot),
            (label(self.tr("Expiry"), "quiet"), expiry),
            (self._serial_name, self._serial),
        )
        for row, (name, widget) in enumerate(rows):
            grid.addWidget(name, row, 0)
            grid.addWidget(widget, row, 1)
        number = product_number(self._code)
        if number:
            grid.addWidget(label(number, "small"), len(rows), 1)
        return card

    def _choices(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(4, 0, 4, 0)
        column.setSpacing(0)
        for reading in self._code.readings:
            button = RoundChoice(reading_words(reading))
            button.clicked.connect(lambda _checked, reading=reading: self._choose(reading))
            self.readings.append(button)
            column.addWidget(button)
        return box

    def _choose(self, reading: Reading) -> None:
        self._chosen = reading
        self._show_facts()
        self.changed.emit()

    def _show_facts(self) -> None:
        if not self._code.says_something:
            return
        code = self._shown()
        asked = bool(self._code.readings) and self._chosen is None
        open_words = self.tr("to be chosen below")
        unread = any(doubt.code in _SERIOUS for doubt in code.doubts)
        missing = self.tr("could not be read") if unread else self.tr("not in the code")
        self._lot.setText(code.lot or (open_words if asked else missing))
        expiry = expiry_words(code.expiry) if code.expiry else ""
        self._expiry.setText(expiry or (open_words if asked else missing))
        mark(self._lot, role="strong" if code.lot else "quiet")
        mark(self._expiry, role="strong" if code.expiry else "quiet")
        self._expired.setVisible(is_expired(code.expiry, self._today))
        self._serial.setText(code.serial or "")
        self._serial.setVisible(bool(code.serial))
        self._serial_name.setVisible(bool(code.serial))
        spoken = (
            f"{self.tr('Lot')}: {self._lot.text()}. {self.tr('Expiry')}: {self._expiry.text()}."
        )
        self.setAccessibleName(spoken)

    def _sentences(self) -> list[tuple[str, str]]:
        told = [
            (doubt_sentence(doubt), "stop" if doubt.code in _SERIOUS else "warn")
            for doubt in self._code.doubts
        ]
        code = self._code
        if code.product_code and self._known is None:
            told.append(
                (
                    self.tr(
                        "No product in the stock has this number. Choose it, or leave it as new."
                    ),
                    "accent",
                )
            )
        if code.product_code and not code.has_pack_facts and not code.doubts:
            sentence = self.tr(
                "This code names the product alone. Scan the other code of the pack, or write the "
                "lot by hand."
            )
            told.append((sentence, "accent"))
        return told


def product_of(code: PackCode, products: Sequence[Product]) -> Product | None:
    """The product in use that carries the number of a code."""
    number = code.product_code
    return next((one for one in products if number and _plain(one.gtin) == number), None)


def _plain(number: str) -> str:
    """A number as it may have been typed into a product, in the form of a code."""
    plain = "".join(number.split()).upper()
    return plain.zfill(14) if plain.isdecimal() else plain.removeprefix("+")
