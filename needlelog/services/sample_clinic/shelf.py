"""What stands on the shelf of the sample clinic: devices, products and their lots."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.domain.stock import Device, Lot, Product, StockUnit, is_expired
from needlelog.files.reference_data import device_models
from needlelog.services import stock

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.devices import DeviceModel
    from needlelog.services.sample_clinic.stage import Stage

SKINPEN, DERMAPEN, REJUVAPEN, ROLLER = (
    "skinpen_precision",
    "dermapen_4",
    "rejuvapen_nxt",
    "dermaroller",
)
HYALURONIC, GROWTH, VITAMIN_C, TRANEXAMIC = "hyaluronic", "growth", "vitamin_c", "tranexamic"
LIDOCAINE, GLIDE = "lidocaine", "glide"

_SERIALS = {SKINPEN: "SP-118204", DERMAPEN: "D4-70931", REJUVAPEN: "RJ-5526", ROLLER: ""}
_SPEEDS = {DERMAPEN: "4"}
_ROLLER_NEEDLE_UM = 500
_ML = StockUnit.MICROLITRE
_COUNTED_BEFORE = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Batch:
    """A lot by its days: opened so many days ago, expiring in so many days.

    ``left`` of what was ``received`` were found when the shelf was counted, in millilitres where
    the product is counted so.
    """

    number: str
    opened_days_ago: int | None
    expires_in_days: int
    left: int
    received: int


_PRODUCTS: dict[str, tuple[Product, tuple[_Batch, ...]]] = {
    HYALURONIC: (
        Product("", "Hyaluronic acid", "hyaluronic_acid", "Dermalogic", "1.5 %", True, True,
                gtin="04012345110012", unit=_ML),
        (
            _Batch("H2188", 200, 90, 0, 90),
            _Batch("H2291", 62, 410, 34, 90),
            _Batch("H2304", None, 600, 120, 120),
        ),
    ),
    GROWTH: (
        Product("", "Growth factor", "growth_factor", "Cellena", "", True, True, unit=_ML),
        (_Batch("G104", 190, -20, 4, 50), _Batch("G118", 45, 300, 28, 50)),
    ),
    VITAMIN_C: (
        Product("", "Vitamin C", "vitamin_c", "Lumière", "10 %", False, False, unit=_ML),
        (_Batch("VC-77", 120, 160, 5, 30),),
    ),
    TRANEXAMIC: (
        Product("", "Tranexamic acid", "tranexamic_acid", "Dermalogic", "5 %", True, True,
                gtin="04012345110043", unit=_ML),
        (_Batch("TX-0419", 230, 240, 35, 50),),
    ),
    LIDOCAINE: (
        Product("", "Lidocaine cream", "numbing", "Anesta", "5 %", False, None),
        (_Batch("LA-5520", 240, 330, 4, 6),),
    ),
    GLIDE: (
        Product("", "Glide gel", "glide", "Bellus Medical", "", True, True),
        (_Batch("GL-9003", 300, 500, 18, 40),),
    ),
    "antiseptic": (
        Product("", "Chlorhexidine", "antiseptic", "Sanitas", "2 %", True, None),
        (_Batch("CX-88", 100, 260, 5, 12),),
    ),
    "sunscreen": (
        Product("", "Mineral sunscreen", "sunscreen", "Heliane", "SPF 50", False, None),
        (_Batch("SU-310", 80, 380, 11, 24),),
    ),
    SKINPEN: (
        Product("", "SkinPen cartridge 14", "cartridge", "Bellus Medical", "", True, True,
                gtin="00850004321003"),
        (_Batch("SPC-2207", 260, 480, 34, 60),),
    ),
    DERMAPEN: (
        Product("", "Dermapen cartridge 16", "cartridge", "Dermapen World", "", True, True,
                gtin="09350123400166"),
        (_Batch("D16-0915", 280, 12, 5, 30), _Batch("D16-1102", None, 520, 20, 20)),
    ),
    REJUVAPEN: (
        Product("", "Rejuvapen cartridge 12", "cartridge", "Refine USA", "", True, True),
        (_Batch("RP-641", 270, 350, 15, 30),),
    ),
    ROLLER: (
        Product("", "Roller 0.5 mm, 540 needles", "cartridge", "Dermaroller", "", True, True),
        (_Batch("DR-0550", None, 700, 8, 10),),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """The stock as stored, by the names of this module."""

    devices: dict[str, Device]
    products: dict[str, Product]
    lots: dict[str, tuple[Lot, ...]]

    def lot_of(self, product: str, day: date) -> Lot | None:
        """The lot opened last before a day and not expired then; long ago none is known."""
        found = [
            lot
            for lot in self.lots[product]
            if lot.opened_on and lot.opened_on <= day and not is_expired(lot.expiry, day)
        ]
        return max(found, key=lambda lot: (lot.opened_on is not None, lot.opened_on), default=None)


def fill_shelf(stage: Stage) -> Shelf:
    """Put everything into the stock on the first day; nobody counts it yet."""
    clinic = stage.clinic
    models = {model.code: model for model in device_models()}
    devices = {code: stock.save_device(clinic, _device(models[code])) for code in _SERIALS}
    products: dict[str, Product] = {}
    lots: dict[str, tuple[Lot, ...]] = {}
    for key, (product, batches) in _PRODUCTS.items():
        products[key] = stock.save_product(clinic, product)
        uid = products[key].uid
        lots[key] = tuple(stock.save_lot(clinic, _lot(stage, uid, batch)) for batch in batches)
    return Shelf(devices, products, lots)


def count_shelf(stage: Stage, shelf: Shelf) -> None:
    """Count what is left of every lot this morning; from now on sessions take from it."""
    clinic = stage.on(min(stage.instant(0, 7, 30), stage.present - _COUNTED_BEFORE))
    for key, (product, batches) in _PRODUCTS.items():
        per_unit = 1000 if product.unit is _ML else 1
        for lot, batch in zip(shelf.lots[key], batches, strict=True):
            counted = replace(
                lot, quantity=batch.left * per_unit, received=batch.received * per_unit
            )
            stock.save_lot(clinic, counted)
    broken = shelf.lots[DERMAPEN][0]
    stock.adjust_lot(clinic, broken.uid, -1, "fell on the floor")


def _device(model: DeviceModel) -> Device:
    roller = model.code == ROLLER
    return Device(
        "",
        "Dermaroller 0.5 mm" if roller else model.model,
        model_code=model.code,
        maker=model.maker,
        serial=_SERIALS[model.code],
        shallowest_um=_ROLLER_NEEDLE_UM if roller else model.min_um,
        deepest_um=_ROLLER_NEEDLE_UM if roller else model.max_um,
        step_um=model.step_um or 100,
        evaluated_to_um=model.evaluated_to_um,
        speed_unit=model.speed_unit.value if model.speed_unit else "",
        speed_default=_SPEEDS.get(
            model.code, model.speed_values[0] if model.speed_fixed and model.speed_values else ""
        ),
    )


def _lot(stage: Stage, product_uid: str, batch: _Batch) -> Lot:
    return Lot(
        "",
        product_uid,
        batch.number,
        expiry=stage.day(-batch.expires_in_days).isoformat(),
        opened_on=None if batch.opened_days_ago is None else stage.day(batch.opened_days_ago),
    )
