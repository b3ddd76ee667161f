"""The right-hand side of the stock: what is known of one product, lot or device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.stock import (
    MORE_THAN_COUNTED,
    RECORD_DESTROYED,
    Lot,
    LotAdjustment,
    Product,
    StockUnit,
)
from needlelog.domain.stock_alerts import is_low, percent_left
from needlelog.ui import formats
from needlelog.ui.gate.note import Note
from needlelog.ui.stock_words import (
    category_of,
    category_word,
    change_words,
    device_range,
    expiry_state,
    expiry_words,
    left_words,
)
from needlelog.ui.widgets.button import icon_button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.share_bar import ShareBar
from needlelog.ui.widgets.side_row import SideRow

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from needlelog.domain.stock import Device

translate = QCoreApplication.translate


def product_parts(product: Product, lots: Sequence[Lot]) -> list[QWidget]:
    """Kind, maker, label, caution and what it is counted in."""
    parts: list[QWidget] = []
    if product.sterile or product.labelled_for_microneedling:
        good = []
        if product.sterile:
            good.append(translate("StockDetail", "sterile"))
        if product.labelled_for_microneedling:
            good.append(translate("StockDetail", "labelled for microneedling"))
        parts.append(_pills([(words, "good") for words in good]))
    if product.labelled_for_microneedling is False:
        parts.append(
            Note(
                "warn",
                translate(
                    "StockDetail",
                    "Its label does not say that it may go into needled skin. "
                    "Clearances of needling devices do not cover it (21 CFR 878.4430; Chu 2021).",
                ),
            )
        )
    if product.sterile is False:
        parts.append(Note("warn", translate("StockDetail", "It is not sterile.")))
    category = category_of(product.category)
    if category is not None and category.caution:
        words = translate("StockDetail", "{caution} Source: {source}.").format(
            caution=category.caution, source=category.source
        )
        parts.append(Note("warn" if category.warns else "accent", words))
    unit = (
        translate("StockDetail", "millilitres: the amount on the skin is taken off")
        if product.unit is StockUnit.MICROLITRE
        else translate("StockDetail", "pieces: one for each cartridge used")
        if product.category == "cartridge"
        else translate("StockDetail", "pieces: one when a pack is marked as finished")
    )
    asked = translate("StockDetail", "nobody has looked")
    facts = [
        (translate("StockDetail", "Maker"), product.maker),
        (translate("StockDetail", "Strength"), product.strength),
        (translate("StockDetail", "Number of the pack"), product.gtin),
        (translate("StockDetail", "Counted in"), unit),
        (translate("StockDetail", "Sterile"), asked if product.sterile is None else ""),
        (
            translate("StockDetail", "Labelled"),
            asked if product.labelled_for_microneedling is None else "",
        ),
        (translate("StockDetail", "Lots"), str(len(lots))),
        (translate("StockDetail", "Note"), product.note),
    ]
    return [*parts, *_facts(facts), *_out_of_use(product.inactive_reason)]


def lot_parts(lot: Lot, product: Product, today: date) -> list[QWidget]:
    """What is left, expiry, opened, and why it is out of use."""
    parts: list[QWidget] = []
    state = expiry_state(lot, today)
    if state is not None:
        parts.append(_pills([state]))
    share = percent_left(lot)
    if share is not None:
        parts.append(ShareBar(share / 100, "warn" if is_low(lot) else "accent"))
    facts = [
        (translate("StockDetail", "Left"), left_words(lot, product.unit)),
        (translate("StockDetail", "Expiry"), expiry_words(lot.expiry) if lot.expiry else ""),
        (translate("StockDetail", "Opened"), formats.day(lot.opened_on) if lot.opened_on else ""),
        (translate("StockDetail", "Note"), lot.note),
    ]
    return [*parts, *_facts(facts), *_out_of_use(lot.inactive_reason)]


def device_parts(device: Device) -> list[QWidget]:
    """Serial, depths and speed of a device."""
    evaluated = device.evaluated_to_um
    facts = [
        (translate("StockDetail", "Maker"), device.maker),
        (translate("StockDetail", "Serial number"), device.serial),
        (translate("StockDetail", "Depths"), device_range(device)),
        (
            translate("StockDetail", "Label evaluated to"),
            translate("StockDetail", "{depth} mm").format(depth=formats.depth(evaluated))
            if evaluated
            else "",
        ),
        (translate("StockDetail", "Usual speed"), device.speed_default),
    ]
    return [*_facts(facts), *_out_of_use(device.inactive_reason)]


def kind_words(product: Product) -> str:
    """The line under a product's name."""
    return category_word(product.category)


class AdjustmentLine(QWidget):
    """One change of what is left: when, why and by whom; a session's use opens its record."""

    def __init__(
        self, row: LotAdjustment, unit: StockUnit, open_record: Callable[[str], None]
    ) -> None:
        super().__init__()
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 4, 0, 4)
        line.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        change = change_words(row.change, unit)
        what = self._what(row)
        words.addWidget(ElidedLabel(what))
        words.addWidget(
            ElidedLabel(f"{formats.moment(row.made_at.astimezone())} · {row.person}", "small")
        )
        line.addLayout(words, 1)
        line.addWidget(label(change, "strong"), 0, Qt.AlignmentFlag.AlignVCenter)
        uid = row.session_uid
        if uid is not None:
            line.addWidget(
                icon_button(
                    "chevron-right",
                    self.tr("Open the session of {name}").format(name=row.client),
                    lambda: open_record(uid),
                    plain=True,
                )
            )
        self.setAccessibleName(f"{what}, {change}")

    def _what(self, row: LotAdjustment) -> str:
        if row.reason == RECORD_DESTROYED:
            return self.tr("used; the record was destroyed")
        if row.session_uid is None:
            return row.reason
        if row.reason == MORE_THAN_COUNTED:
            return self.tr("{name}: more was used than was counted").format(name=row.client)
        return self.tr("used: {name}").format(name=row.client)


def _pills(pills: Sequence[tuple[str, str]]) -> QWidget:
    holder = QWidget()
    row = FlowLayout(holder, spacing=6)
    for words, tone in pills:
        row.addWidget(Pill(words, tone))
    return holder


def _facts(facts: Sequence[tuple[str, str]]) -> list[QWidget]:
    return [SideRow(name, value) for name, value in facts if value]


def _out_of_use(reason: str) -> list[QWidget]:
    if not reason:
        return []
    words = translate("StockDetail", "Out of use: {reason}").format(reason=reason)
    return [Note("accent", words)]
