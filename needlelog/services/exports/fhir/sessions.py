"""A signed session as FHIR resources: a procedure, one a zone below it, and all around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import (
    SessionRecord,
    SessionState,
    ZoneRow,
    only_day_known,
)
from needlelog.domain.stock import Device, Product
from needlelog.domain.zones import ZoneCatalogue
from needlelog.services.exports.fhir.parts import (
    OWN,
    Resource,
    bare,
    body_site,
    coded,
    coding,
    extension,
    identity,
    instant,
    note,
    quantity,
    reference,
)
from needlelog.services.exports.fhir.used_things import UsedThings

_LOINC = "http://loinc.org"
_PAIN = ("72514-3", "Pain severity - 0-10 verbal numeric rating [Score] - Reported")
_STATUS = {SessionState.VOID: "entered-in-error", SessionState.DEFERRED: "not-done"}


@dataclass(frozen=True, slots=True)
class SessionResources:
    """Makes the resources of one session; ``products`` and ``devices`` are those of the stock."""

    record: SessionRecord
    zones: ZoneCatalogue
    products: Mapping[str, Product]
    devices: Mapping[str, Device]

    def all(self) -> Iterator[Resource]:
        """Every resource, the procedure first."""
        yield self._procedure()
        for row in self.record.content.zones:
            yield self._zone(row)
            yield from self._endpoints(row)
        yield from self._pain()
        for number, score in enumerate(self.record.content.scores):
            yield score_observation(
                score, identity(self._uid, "score", number), self._patient, self._procedure_id
            )
        yield from self._reactions()
        yield from UsedThings(self.record, self._patient, self._done, self._when).all(
            self.products, self.devices
        )

    @property
    def _uid(self) -> str:
        return self.record.content.uid

    @property
    def _procedure_id(self) -> str:
        return identity(self._uid)

    @property
    def _patient(self) -> Resource:
        return reference(identity(self.record.content.client_uid), "Patient")

    @property
    def _done(self) -> str:
        return _STATUS.get(self.record.state, "completed")

    @property
    def _seen(self) -> str:
        return "entered-in-error" if self.record.state is SessionState.VOID else "final"

    @property
    def _when(self) -> str | None:
        started = self.record.content.started_at or self.record.content.created_at
        return started.date().isoformat() if only_day_known(started) else instant(started)

    def _period(self) -> Resource:
        content = self.record.content
        if content.started_at is None or only_day_known(content.started_at):
            return {"performedDateTime": self._when}
        ended = instant(content.ended_at)
        return {"performedPeriod": {"start": instant(content.started_at), "end": ended}}

    def _procedure(self) -> Resource:
        record, content = self.record, self.record.content
        reason = record.void_reason or content.defer_reason
        used = [
            reference(identity(self._uid, part), "Device")
            for part, there in (("device", content.device), ("cartridge", content.cartridge))
            if there
        ]
        made: Resource = bare(
            {
                "resourceType": "Procedure",
                "id": self._procedure_id,
                "identifier": [{"system": f"{OWN}session", "value": self._uid}],
                "status": self._done,
                "statusReason": {"text": reason} if reason else None,
                "code": coded(f"{OWN}procedure", "microneedling", "Microneedling"),
                "subject": self._patient,
                **self._period(),
                "performer": [
                    {"actor": reference(identity(content.practitioner_uid), "Practitioner")}
                ],
                "bodySite": [
                    body_site(self.zones, row.zone, row.side, row.custom_name)
                    for row in content.zones
                ],
                "usedReference": used,
                "note": [
                    *note(content.note, content.reactions_note, content.combined_other),
                    *(
                        {
                            "authorString": each.author,
                            "time": instant(each.written_at),
                            "text": each.text,
                        }
                        for each in record.addenda
                        if each.text
                    ),
                ],
            }
        )
        return made

    def _zone(self, row: ZoneRow) -> Resource:
        extensions = [
            extension(
                "needle-depth",
                "Quantity",
                None if row.depth_um is None else quantity(row.depth_um / 1000, "mm"),
            ),
            extension("passes", "Integer", row.passes),
            extension("pattern", "Code", row.pattern and row.pattern.value),
            extension(
                "device-speed",
                "String",
                row.speed and f"{row.speed.value} {row.speed.unit.value}",
            ),
            extension("reason-for-depth", "String", row.reason or None),
        ]
        made: Resource = bare(
            {
                "resourceType": "Procedure",
                "id": self._zone_id(row),
                "extension": extensions,
                "partOf": [reference(self._procedure_id, "Procedure")],
                "status": self._done,
                "code": coded(f"{OWN}procedure", "microneedling-zone", "Microneedling of a zone"),
                "subject": self._patient,
                **self._period(),
                "reasonCode": [coded(f"{OWN}concern", row.concern)] if row.concern else [],
                "bodySite": [body_site(self.zones, row.zone, row.side, row.custom_name)],
                "note": note(row.note),
            }
        )
        return made

    def _zone_id(self, row: ZoneRow) -> str:
        return identity(self._uid, "zone", row.row)

    def _endpoints(self, row: ZoneRow) -> Iterator[Resource]:
        graded = (
            ("erythema", coded(f"{OWN}endpoint", "erythema", "Redness, 0 to 4"), row.erythema),
            ("bleeding", coded(f"{OWN}endpoint", "bleeding", "Pinpoint bleeding, 0 to 4"),
             row.bleeding),
            ("pain", coded(_LOINC, *_PAIN), row.pain),
        )  # fmt: skip
        for name, code, value in graded:
            if value is not None:
                yield self._observed(
                    identity(self._uid, "zone", row.row, name), code, value, self._zone_id(row)
                ) | {"bodySite": body_site(self.zones, row.zone, row.side, row.custom_name)}

    def _pain(self) -> Iterator[Resource]:
        pain = self.record.content.pain
        if pain is not None:
            made = identity(self._uid, "pain")
            yield self._observed(made, coded(_LOINC, *_PAIN), pain, self._procedure_id)

    def _reactions(self) -> Iterator[Resource]:
        for reaction in self.record.content.reactions or ():
            code = coded(f"{OWN}reaction", reaction.sign.value)
            made = identity(self._uid, "reaction", reaction.row)
            seen = self._observed(made, code, reaction.severity, self._procedure_id)
            if reaction.severity is None:
                seen |= {"valueBoolean": True}
            if reaction.zone:
                seen |= {"bodySite": body_site(self.zones, reaction.zone, reaction.side)}
            yield bare(seen | {"note": note(reaction.note)})

    def _observed(self, made: str, code: Resource, value: int | None, part_of: str) -> Resource:
        seen: Resource = bare(
            {
                "resourceType": "Observation",
                "id": made,
                "partOf": [reference(part_of, "Procedure")],
                "status": self._seen,
                "code": code,
                "subject": self._patient,
                "effectiveDateTime": self._when,
                "valueInteger": value,
            }
        )
        return seen


def score_observation(
    score: DraftScore, made: str, patient: Resource, part_of: str | None, *, withdrawn: bool = False
) -> Resource:
    """A rating on a scale with its items, in points."""
    name = score.scale_name or score.scale
    items = [
        {"code": coded(f"{OWN}scale-item", item), "valueQuantity": _points(value)}
        for item, value in score.items
    ]
    resource: Resource = bare(
        {
            "resourceType": "Observation",
            "id": made,
            "partOf": [reference(part_of, "Procedure")] if part_of else [],
            "status": "entered-in-error" if withdrawn else "final",
            "code": {
                "coding": [
                    coding(f"{OWN}scale", score.scale, name) | {"version": score.scale_version}
                ],
                "text": name,
            },
            "subject": patient,
            "effectiveDateTime": score.rated_on.isoformat(),
            "valueQuantity": _points(score.total),
            "method": coded(f"{OWN}rater", score.rater.value),
            "component": items,
            "note": note(score.note),
        }
    )
    return resource


def _points(thousandths: int) -> Resource:
    return quantity(thousandths / 1000, "points", "{score}")
