"""Devices, cartridges, anaesthetics and products of a session as FHIR resources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from needlelog.domain.sessions import CartridgeUse, NumbingRow, SessionRecord, TopicalRow
from needlelog.domain.stock import Device, Product
from needlelog.services.exports.fhir.parts import (
    OWN,
    Resource,
    bare,
    coded,
    expiry,
    extension,
    identity,
    instant,
    note,
    quantity,
    reference,
)


@dataclass(frozen=True, slots=True)
class UsedThings:
    """What was used in a session; ``done`` is the status of the session and ``when`` its start."""

    record: SessionRecord
    patient: Resource
    done: str
    when: str | None

    def all(
        self, products: Mapping[str, Product], devices: Mapping[str, Device]
    ) -> Iterator[Resource]:
        """Every resource; ``products`` and ``devices`` are those of the stock."""
        yield from self._devices(products, devices)
        for numbing in self.record.content.numbing:
            yield self._numbing(numbing)
        for topical in self.record.content.topicals:
            yield self._topical(topical)

    @property
    def _uid(self) -> str:
        return self.record.content.uid

    def _devices(
        self, products: Mapping[str, Product], devices: Mapping[str, Device]
    ) -> Iterator[Resource]:
        content = self.record.content
        if content.device is not None:
            kept = devices.get(content.device.device_uid or "")
            yield bare(
                {
                    "resourceType": "Device",
                    "id": identity(self._uid, "device"),
                    "manufacturer": kept.maker if kept else None,
                    "serialNumber": content.device.serial,
                    "deviceName": [{"name": content.device.name, "type": "user-friendly-name"}]
                    if content.device.name
                    else [],
                    "type": coded(f"{OWN}device", "needling-device", "Needling device"),
                }
            )
        if content.cartridge is not None:
            yield self._cartridge(content.cartridge, products)

    def _cartridge(self, used: CartridgeUse, products: Mapping[str, Product]) -> Resource:
        product = products.get(used.product_uid or "")
        gtin = product.gtin.zfill(14) if product and product.gtin else ""
        until = expiry(used.expiry)
        made: Resource = bare(
            {
                "resourceType": "Device",
                "id": identity(self._uid, "cartridge"),
                "udiCarrier": [
                    {
                        "deviceIdentifier": gtin,
                        "issuer": "http://hl7.org/fhir/NamingSystem/gs1-di",
                        "carrierHRF": _human_readable(gtin, until, used.lot, used.serial),
                    }
                    if gtin
                    else {}
                ],
                "manufacturer": product.maker if product else None,
                "expirationDate": until,
                "lotNumber": used.lot,
                "serialNumber": used.serial,
                "deviceName": [
                    {"name": used.kind, "type": "user-friendly-name"} if used.kind else {}
                ],
                "type": coded(f"{OWN}device", "needle-cartridge", "Needle cartridge"),
            }
        )
        return made

    def _numbing(self, row: NumbingRow) -> Resource:
        words = " ".join(part for part in (row.agent, row.strength) if part)
        extensions = [
            extension("occluded", "Boolean", row.occluded),
            extension("wiped-off", "Boolean", row.wiped_off),
            extension(
                "area", "Quantity", None if row.area_cm2 is None else quantity(row.area_cm2, "cm2")
            ),
        ]
        given: Resource = {"effectiveDateTime": self.when}
        if row.on_at is not None:
            given = {"effectivePeriod": {"start": instant(row.on_at), "end": instant(row.off_at)}}
        dose = None if row.amount_mg is None else quantity(row.amount_mg / 1000, "g")
        return self._given(
            identity(self._uid, "numbing", row.row),
            ("topical-anaesthetic", words or "Topical anaesthetic", row.lot, expiry(row.expiry)),
            given | {"extension": extensions, "note": note(row.note, row.expired_reason)},
            dose,
        )

    def _topical(self, row: TopicalRow) -> Resource:
        words = " ".join(part for part in (row.name, row.strength) if part)
        dose = None if row.amount_ul is None else quantity(row.amount_ul / 1000, "mL")
        timing = row.timing and row.timing.value
        return self._given(
            identity(self._uid, "topical", row.row),
            ("topical-product", words or row.category, row.lot, expiry(row.expiry)),
            {
                "effectiveDateTime": self.when,
                "extension": [extension("timing", "Code", timing)],
                "note": note(row.note, row.expired_reason),
            },
            dose,
        )

    def _given(
        self,
        made: str,
        what: tuple[str, str, str, str | None],
        further: Resource,
        dose: Resource | None,
    ) -> Resource:
        category, words, lot, until = what
        resource: Resource = bare(
            {
                "resourceType": "MedicationAdministration",
                "id": made,
                "contained": [
                    {
                        "resourceType": "Medication",
                        "id": "product",
                        "code": {"text": words or "Product"},
                        "batch": {"lotNumber": lot, "expirationDate": until},
                    }
                ],
                "partOf": [reference(identity(self._uid), "Procedure")],
                "status": self.done,
                "category": coded(f"{OWN}administration", category),
                "medicationReference": {"reference": "#product"},
                "subject": self.patient,
                **further,
                "dosage": {"dose": dose} if dose else None,
            }
        )
        return resource


def _human_readable(gtin: str, until: str | None, lot: str, serial: str) -> str:
    pieces = [f"(01){gtin}"]
    if until:
        parts = until.split("-")
        pieces.append(f"(17){parts[0][2:]}{parts[1]}{parts[2] if len(parts) > 2 else '00'}")
    if lot:
        pieces.append(f"(10){lot}")
    if serial:
        pieces.append(f"(21){serial}")
    return "".join(pieces)
