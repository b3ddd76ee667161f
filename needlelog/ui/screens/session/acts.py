"""The acts of the session screen: each names itself for undo and changes the one draft."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject

from needlelog.domain import draft_edits
from needlelog.domain.draft_edits import Spot
from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import (
    Aftercare,
    CartridgeUse,
    DeviceUse,
    SessionDraft,
    Speed,
    SpeedUnit,
    ZoneRow,
)
from needlelog.domain.stock import Device, Lot, Product
from needlelog.domain.zones import Side, ZoneCatalogue
from needlelog.ui import formats
from needlelog.ui.commands.draft_editor import DraftEditor
from needlelog.ui.zone_words import zone_name


class SessionActs(QObject):
    """What the practitioner can do to the draft, one method an act."""

    def __init__(self, editor: DraftEditor, zones: ZoneCatalogue, parent: QObject) -> None:
        super().__init__(parent)
        self._editor = editor
        self._zones = zones

    @property
    def draft(self) -> SessionDraft:
        """The draft as it stands."""
        return self._editor.draft

    def apply(self, text: str, draft: SessionDraft, *, merge_key: str = "") -> None:
        """Make a changed draft the draft, as one step called ``text``."""
        self._editor.apply(text, draft, merge_key=merge_key)

    # --- zones ---------------------------------------------------------------------------------

    def set_depth(
        self, spots: Iterable[Spot], depth_um: int, own: Collection[int] | None = None
    ) -> None:
        """Set one depth on every spot of the selection; `own`: see `change_spots`."""
        chosen = tuple(spots)
        self.apply(
            f"{self._spots(chosen)} {formats.depth(depth_um)} mm",
            draft_edits.change_spots(self.draft, chosen, own=own, depth_um=depth_um),
        )

    def set_on_spots(
        self, spots: Iterable[Spot], what: str, own: Collection[int] | None = None, **fields: Any
    ) -> None:
        """Set another field on every spot of the selection; `own`: see `change_spots`."""
        chosen = tuple(spots)
        self.apply(
            f"{self._spots(chosen)} {what}",
            draft_edits.change_spots(self.draft, chosen, own=own, **fields),
        )

    def add_zone(self, zone: str, side: Side, custom_name: str = "") -> None:
        """Add a row without any value; the practitioner fills it in."""
        row = ZoneRow(
            row=draft_edits.next_row(self.draft.zones),
            zone=zone,
            side=side,
            custom_name=custom_name,
        )
        self.apply(
            self.tr("add {zone}").format(zone=self.name_of(row)),
            replace(self.draft, zones=(*self.draft.zones, row)),
        )

    def set_row(self, row: ZoneRow, what: str, *, merge: bool = False, **fields: Any) -> None:
        """Set fields of one row of the grid."""
        key = f"row {row.row} {','.join(fields)}" if merge else ""
        self.apply(
            f"{self.name_of(row)} {what}",
            draft_edits.change_row(self.draft, row.row, **fields),
            merge_key=key,
        )

    def repeat_row(self, row: ZoneRow) -> None:
        """Add a second row for the same zone."""
        text = self.tr("another depth for {zone}").format(zone=self.name_of(row))
        self.apply(text, draft_edits.repeat_row(self.draft, row.row))

    def remove_rows(self, rows: Iterable[ZoneRow]) -> None:
        """Take rows out."""
        gone = tuple(rows)
        if gone:
            names = ", ".join(self.name_of(row) for row in gone)
            self.apply(
                self.tr("remove {zone}").format(zone=names),
                draft_edits.remove_rows(self.draft, (row.row for row in gone)),
            )

    def use_zones(self, name: str, zones: tuple[ZoneRow, ...]) -> None:
        """Take the zone rows of a preset instead of those in the grid."""
        self.apply(self.tr("preset {name}").format(name=name), replace(self.draft, zones=zones))

    def name_of(self, row: ZoneRow) -> str:
        """Zone and side of a row in words."""
        return zone_name(self._zones, row.zone, row.side, row.custom_name)

    def _spots(self, spots: tuple[Spot, ...]) -> str:
        codes = dict.fromkeys(code for code, _ in spots)
        names = [self._zones.by_code(code).name for code in codes if code in self._zones]
        return ", ".join(names)

    # --- device --------------------------------------------------------------------------------

    def use_device(self, device: Device | None) -> None:
        """Take a device of the stock, with the speed it runs at if it knows only one."""
        use = None
        if device is not None:
            speed = None
            if device.speed_unit and device.speed_default:
                speed = Speed(device.speed_default, SpeedUnit(device.speed_unit))
            use = DeviceUse(device.uid, device.model_code, device.name, device.serial, speed)
        text = self.tr("device {name}").format(name=device.name if device else "–")
        self.apply(text, replace(self.draft, device=use))

    def set_speed(self, speed: Speed | None) -> None:
        """Set the device's speed for the whole session."""
        device = self.draft.device or DeviceUse()
        self.apply(self.tr("speed"), replace(self.draft, device=replace(device, speed=speed)))

    def set_cartridge(self, text: str, **fields: Any) -> None:
        """Set fields of the cartridge."""
        cartridge = self.draft.cartridge or CartridgeUse(count=None)
        self.apply(text, replace(self.draft, cartridge=replace(cartridge, **fields)))

    def use_cartridge_lot(self, product: Product, lot: Lot | None) -> None:
        """Take a cartridge of the stock, one used unless another number stands already."""
        self.use_cartridge_unit(product, lot, "")

    def use_cartridge_unit(self, product: Product, lot: Lot | None, serial: str) -> None:
        """Take one cartridge with its serial; a lot without a uid is not in the stock."""
        present = self.draft.cartridge
        cartridge = CartridgeUse(
            product_uid=product.uid,
            lot_uid=(lot.uid or None) if lot else None,
            kind=product.name,
            lot=lot.lot if lot else "",
            expiry=lot.expiry if lot else None,
            count=present.count if present and present.count else 1,
            serial=serial,
        )
        self.apply(
            self.tr("cartridge {name}").format(name=f"{product.name} {cartridge.lot}".strip()),
            replace(self.draft, cartridge=cartridge),
        )

    # --- numbing, products, reactions ------------------------------------------------------------

    def add_numbing(self, **fields: Any) -> None:
        """Add an anaesthetic."""
        self.apply(self.tr("add numbing"), draft_edits.add_numbing(self.draft, **fields))

    def set_numbing(self, row: int, text: str, *, merge: bool = False, **fields: Any) -> None:
        """Set fields of one anaesthetic."""
        key = f"numbing {row} {','.join(fields)}" if merge else ""
        self.apply(text, draft_edits.change_numbing(self.draft, row, **fields), merge_key=key)

    def remove_numbing(self, row: int) -> None:
        """Take an anaesthetic out."""
        self.apply(self.tr("remove numbing"), draft_edits.remove_numbing(self.draft, row))

    def add_product(self, product: Product | None, lot: Lot | None, name: str = "") -> None:
        """Add a product on the skin, of the stock or by name."""
        fields: dict[str, Any] = {"name": name}
        if product is not None:
            fields = {
                "name": product.name,
                "category": product.category,
                "product_uid": product.uid,
                "strength": product.strength,
            }
        if lot is not None:
            fields |= {"lot_uid": lot.uid or None, "lot": lot.lot, "expiry": lot.expiry}
        text = self.tr("add {product}").format(product=fields["name"])
        self.apply(text, draft_edits.add_topical(self.draft, **fields))

    def set_topical(self, row: int, text: str, *, merge: bool = False, **fields: Any) -> None:
        """Set fields of one product."""
        key = f"topical {row} {','.join(fields)}" if merge else ""
        self.apply(text, draft_edits.change_topical(self.draft, row, **fields), merge_key=key)

    def remove_topical(self, row: int) -> None:
        """Take a product out."""
        self.apply(self.tr("remove product"), draft_edits.remove_topical(self.draft, row))

    def set_no_reactions(self) -> None:
        """Answer the question for reactions with "none"."""
        self.apply(self.tr("no reactions"), replace(self.draft, reactions=()))

    def add_reaction(self, text: str, **fields: Any) -> None:
        """Add a reaction."""
        self.apply(text, draft_edits.add_reaction(self.draft, **fields))

    def set_reaction(self, row: int, text: str, *, merge: bool = False, **fields: Any) -> None:
        """Set fields of one reaction."""
        key = f"reaction {row} {','.join(fields)}" if merge else ""
        self.apply(text, draft_edits.change_reaction(self.draft, row, **fields), merge_key=key)

    def remove_reaction(self, row: int) -> None:
        """Take a reaction out."""
        self.apply(self.tr("remove reaction"), draft_edits.remove_reaction(self.draft, row))

    # --- the session as a whole --------------------------------------------------------------------

    def set_times(self, start: datetime | None, end: datetime | None) -> None:
        """Correct when the session began and ended."""
        self.apply(self.tr("times"), replace(self.draft, started_at=start, ended_at=end))

    def set_pain(self, pain: int | None) -> None:
        """Set the pain of the whole session, 0 to 10."""
        self.apply(self.tr("pain"), replace(self.draft, pain=pain))

    def set_note(self, note: str) -> None:
        """Set the free note; typing in one go is one step."""
        self.apply(self.tr("note"), replace(self.draft, note=note), merge_key="note")

    def set_combined(self, codes: tuple[str, ...]) -> None:
        """Set what the needling was combined with."""
        self.apply(self.tr("combined with"), replace(self.draft, combined=codes))

    def set_combined_other(self, text: str) -> None:
        """Set what it was combined with, in free words."""
        draft = replace(self.draft, combined_other=text)
        self.apply(self.tr("combined with"), draft, merge_key="combined_other")

    def set_aftercare(self, aftercare: Aftercare | None) -> None:
        """Note the sheet that was handed over."""
        self.apply(self.tr("aftercare"), replace(self.draft, aftercare=aftercare))

    def set_next_due(self, day: date | None) -> None:
        """Set when the next session is due."""
        self.apply(self.tr("next due"), replace(self.draft, next_due=day))

    def give_score(self, score: DraftScore) -> None:
        """Take over a score that was given."""
        text = self.tr("score {name}").format(name=score.scale_name)
        self.apply(text, draft_edits.give_score(self.draft, score))

    def remove_score(self, score: DraftScore) -> None:
        """Take a score out."""
        text = self.tr("remove score {name}").format(name=score.scale_name)
        self.apply(text, draft_edits.remove_score(self.draft, score))

    def set_number(self, number: int | None, total: int | None) -> None:
        """Set which session of the series this is."""
        self.apply(
            self.tr("session number"), replace(self.draft, number=number, planned_total=total)
        )
