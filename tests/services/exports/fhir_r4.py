"""A small structural check of FHIR R4, for the resources that NeedleLog writes.

The table below was written by hand after the resource pages of FHIR R4 (version 4.0.1, HL7
International, hl7.org/fhir/R4): for each resource its elements with least and most times, and
bindings of strength "required". Extensions, ids, and narrative are allowed everywhere.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

MANY = 10**9
_ID = re.compile(r"[A-Za-z0-9\-.]{1,64}")
_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_URI = re.compile(r"(urn:[a-z0-9][a-z0-9-]*:\S+|https?://\S+)")
_ANYWHERE = frozenset({"id", "extension", "resourceType", "contained"})


@dataclass(frozen=True)
class Shape:
    """Least and most times of each element; the codes of those bound to a required list.

    Of each group in ``one_of`` at most one element may stand, and at least one where ``needed``.
    """

    elements: dict[str, tuple[int, int]]
    codes: dict[str, frozenset[str]] = field(default_factory=dict)
    one_of: tuple[tuple[tuple[str, ...], bool], ...] = ()
    targets: dict[str, frozenset[str]] = field(default_factory=dict)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_EVENT = _words(
    "preparation in-progress not-done on-hold stopped completed entered-in-error unknown"
)
SHAPES = {
    "Patient": Shape(
        {
            "identifier": (0, MANY), "active": (0, 1), "name": (0, MANY), "telecom": (0, MANY),
            "gender": (0, 1), "birthDate": (0, 1), "address": (0, MANY), "contact": (0, MANY),
        },
        {"gender": _words("male female other unknown")},
    ),
    "Practitioner": Shape(
        {"identifier": (0, MANY), "active": (0, 1), "name": (0, MANY)},
    ),
    "Procedure": Shape(
        {
            "identifier": (0, MANY), "partOf": (0, MANY), "status": (1, 1), "statusReason": (0, 1),
            "category": (0, 1), "code": (0, 1), "subject": (1, 1), "performedDateTime": (0, 1),
            "performedPeriod": (0, 1), "performer": (0, MANY), "reasonCode": (0, MANY),
            "bodySite": (0, MANY), "note": (0, MANY), "usedReference": (0, MANY),
        },
        {"status": _EVENT},
        ((("performedDateTime", "performedPeriod"), False),),
        {
            "partOf": _words("Procedure Observation MedicationAdministration"),
            "subject": _words("Patient Group"),
            "usedReference": _words("Device Medication Substance"),
            "performer.actor": _words("Practitioner PractitionerRole Organization Patient Device"),
        },
    ),
    "Observation": Shape(
        {
            "identifier": (0, MANY), "partOf": (0, MANY), "status": (1, 1), "category": (0, MANY),
            "code": (1, 1), "subject": (0, 1), "effectiveDateTime": (0, 1),
            "valueInteger": (0, 1), "valueQuantity": (0, 1), "valueBoolean": (0, 1),
            "note": (0, MANY), "bodySite": (0, 1), "method": (0, 1), "component": (0, MANY),
        },
        {
            "status": _words(
                "registered preliminary final amended corrected cancelled entered-in-error unknown"
            )
        },
        ((("valueInteger", "valueQuantity", "valueBoolean"), False),),
        {
            "partOf": _words("Procedure MedicationAdministration Immunization ImagingStudy"),
            "subject": _words("Patient Group Device Location"),
        },
    ),
    "Device": Shape(
        {
            "identifier": (0, MANY), "udiCarrier": (0, MANY), "status": (0, 1),
            "manufacturer": (0, 1), "expirationDate": (0, 1), "lotNumber": (0, 1),
            "serialNumber": (0, 1), "deviceName": (0, MANY), "type": (0, 1),
        },
        {
            "deviceName.type": _words(
                "udi-label-name user-friendly-name patient-reported-name manufacturer-name"
                " model-name other"
            )
        },
    ),
    "MedicationAdministration": Shape(
        {
            "identifier": (0, MANY), "partOf": (0, MANY), "status": (1, 1), "category": (0, 1),
            "medicationReference": (1, 1), "subject": (1, 1), "effectiveDateTime": (0, 1),
            "effectivePeriod": (0, 1), "note": (0, MANY), "dosage": (0, 1),
        },
        {
            "status": _words(
                "in-progress not-done on-hold completed entered-in-error stopped unknown"
            )
        },
        ((("effectiveDateTime", "effectivePeriod"), True),),
        {
            "partOf": _words("MedicationAdministration Procedure"),
            "subject": _words("Patient Group"),
        },
    ),
    "Media": Shape(
        {
            "identifier": (0, MANY), "partOf": (0, MANY), "status": (1, 1), "type": (0, 1),
            "view": (0, 1), "subject": (0, 1), "createdDateTime": (0, 1), "bodySite": (0, 1),
            "height": (0, 1), "width": (0, 1), "content": (1, 1), "note": (0, MANY),
        },
        {"status": _EVENT},
    ),
    "Consent": Shape(
        {
            "identifier": (0, MANY), "status": (1, 1), "scope": (1, 1), "category": (1, MANY),
            "patient": (0, 1), "dateTime": (0, 1), "policyRule": (1, 1),
            "verification": (0, MANY), "provision": (0, 1),
        },
        {
            "status": _words("draft proposed active rejected inactive entered-in-error"),
            "provision.type": _words("deny permit"),
        },
        targets={"patient": _words("Patient")},
    ),
    "AdverseEvent": Shape(
        {
            "identifier": (0, 1), "actuality": (1, 1), "event": (0, 1), "subject": (1, 1),
            "date": (0, 1), "detected": (0, 1), "severity": (0, 1), "outcome": (0, 1),
        },
        {"actuality": _words("actual potential")},
        targets={"subject": _words("Patient Group Practitioner RelatedPerson")},
    ),
    "Provenance": Shape(
        {
            "target": (1, MANY), "occurredDateTime": (0, 1), "recorded": (1, 1),
            "agent": (1, MANY), "entity": (0, MANY), "signature": (0, MANY),
        },
        {"entity.role": _words("derivation revision quotation source removal")},
    ),
    "AuditEvent": Shape(
        {
            "type": (1, 1), "subtype": (0, MANY), "action": (0, 1), "recorded": (1, 1),
            "outcome": (0, 1), "agent": (1, MANY), "source": (1, 1), "entity": (0, MANY),
        },
        {"action": _words("C R U D E"), "outcome": _words("0 4 8 12")},
    ),
    "Medication": Shape({"code": (0, 1), "batch": (0, 1)}),
}  # fmt: skip

INNER: dict[str, dict[str, tuple[int, int]]] = {
    "Procedure.performer": {"actor": (1, 1)},
    "Observation.component": {"code": (1, 1), "valueQuantity": (0, 1)},
    "Device.udiCarrier": {"deviceIdentifier": (0, 1), "issuer": (0, 1), "carrierHRF": (0, 1)},
    "Device.deviceName": {"name": (1, 1), "type": (1, 1)},
    "Consent.verification": {"verified": (1, 1), "verificationDate": (0, 1)},
    "Consent.provision": {"type": (0, 1), "period": (0, 1)},
    "Provenance.agent": {"type": (0, 1), "who": (1, 1)},
    "Provenance.entity": {"role": (1, 1), "what": (1, 1)},
    "Provenance.signature": {"type": (1, MANY), "when": (1, 1), "who": (1, 1), "data": (0, 1)},
    "AuditEvent.agent": {"name": (0, 1), "requestor": (1, 1)},
    "AuditEvent.source": {"observer": (1, 1)},
    "AuditEvent.entity": {"what": (0, 1), "detail": (0, MANY)},
    "AuditEvent.entity.detail": {"type": (1, 1), "valueString": (1, 1)},
    "MedicationAdministration.dosage": {"dose": (1, 1)},
    "Medication.batch": {"lotNumber": (0, 1), "expirationDate": (0, 1)},
    "Procedure.note": {"text": (1, 1), "time": (0, 1), "authorString": (0, 1)},
    "Patient.contact": {"name": (0, 1)},
}
_DAYS = frozenset({"birthDate"})
_INSTANTS = frozenset({"recorded", "when", "timestamp"})
_TIMES = frozenset(
    {
        "performedDateTime", "effectiveDateTime", "createdDateTime", "occurredDateTime",
        "dateTime", "start", "end", "expirationDate", "detected", "time", "verificationDate",
    }
)  # fmt: skip


def faults(bundle: dict[str, Any]) -> list[str]:
    """Everything that is wrong with a bundle of the type collection."""
    return list(_faults(bundle))


def _faults(bundle: dict[str, Any]) -> Iterator[str]:
    if bundle.get("resourceType") != "Bundle" or bundle.get("type") != "collection":
        yield "no collection"
    if not _MOMENT.fullmatch(bundle["timestamp"]):
        yield "timestamp"
    urls = [entry["fullUrl"] for entry in bundle["entry"]]
    if len(set(urls)) != len(urls):
        yield "two resources have the same address"
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    for entry in bundle["entry"]:
        resource = entry["resource"]
        if entry["fullUrl"] != f"urn:uuid:{resource['id']}":
            yield f"{entry['fullUrl']} is not the address of {resource['id']}"
        yield from _resource(resource, kinds)


def _resource(resource: dict[str, Any], kinds: dict[str, str]) -> Iterator[str]:
    kind = resource["resourceType"]
    shape = SHAPES[kind]
    where = f"{kind}/{resource['id']}"
    if not _ID.fullmatch(resource["id"]):
        yield f"{where}: the id"
    yield from _elements(where, kind, resource, shape.elements)
    for group, needed in shape.one_of:
        there = [name for name in group if name in resource]
        if len(there) > 1 or (needed and not there):
            yield f"{where}: {group}"
    for path, codes in shape.codes.items():
        for value in _at(resource, path.split(".")):
            if value not in codes:
                yield f"{where}.{path}: {value} is no code of the list"
    yield from _targets(where, resource, shape, kinds)
    yield from _values(where, resource)
    for each in resource.get("contained", []):
        yield from _elements(where, each["resourceType"], each, SHAPES["Medication"].elements)


def _targets(
    where: str, resource: dict[str, Any], shape: Shape, kinds: dict[str, str]
) -> Iterator[str]:
    local = {f"#{each['id']}" for each in resource.get("contained", [])}
    for path, reference in _references(resource, ""):
        target = reference["reference"]
        if target.startswith("#"):
            if target not in local:
                yield f"{where}{path}: {target} is not contained"
        elif target not in kinds:
            yield f"{where}{path}: {target} is not in the bundle"
        elif reference.get("type") not in (None, kinds[target]):
            yield f"{where}{path}: {target} is a {kinds[target]}"
        elif kinds[target] not in shape.targets.get(path.strip("."), {kinds[target]}):
            yield f"{where}{path}: may not point at a {kinds[target]}"


def _elements(
    where: str, path: str, value: dict[str, Any], allowed: dict[str, tuple[int, int]]
) -> Iterator[str]:
    for name in value.keys() - allowed.keys() - _ANYWHERE:
        yield f"{where}: {path} has no element {name}"
    for name, (least, most) in allowed.items():
        found = value.get(name)
        if most == 1 and isinstance(found, list):
            yield f"{where}: {path}.{name} is one, not many"
        if most > 1 and found is not None and not isinstance(found, list):
            yield f"{where}: {path}.{name} is many, not one"
        if found is None and least:
            yield f"{where}: {path}.{name} is missing"
        inner = INNER.get(f"{path}.{name}")
        if inner:
            for part in found if isinstance(found, list) else [found] if found else []:
                yield from _elements(where, f"{path}.{name}", part, inner)


def _values(where: str, value: Any, name: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        if not value:
            yield f"{where}: {name} is empty"
        for key, each in value.items():
            yield from _values(where, each, key)
    elif isinstance(value, list):
        if not value:
            yield f"{where}: {name} is empty"
        for each in value:
            yield from _values(where, each, name)
    elif isinstance(value, str):
        yield from _text(where, name, value)
    elif value is None:
        yield f"{where}: {name} is null"


def _text(where: str, name: str, value: str) -> Iterator[str]:
    if not value.strip():
        yield f"{where}: {name} is an empty text"
    if name in _DAYS and not _DATE.fullmatch(value):
        yield f"{where}: {name} {value} is no date"
    if name in _INSTANTS and not _MOMENT.fullmatch(value):
        yield f"{where}: {name} {value} is no instant"
    if name in _TIMES and not (_DATE.fullmatch(value) or _MOMENT.fullmatch(value)):
        yield f"{where}: {name} {value} is no time"
    absolute = name in ("system", "url", "issuer") and value not in ("phone", "email")
    if absolute and not _URI.fullmatch(value):
        yield f"{where}: {name} {value} is no absolute URI"
    if name == "code" and (value != value.strip() or "  " in value):
        yield f"{where}: code {value!r}"
    if name in ("data", "hash"):
        base64.b64decode(value, validate=True)


def _references(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, dict):
        if isinstance(value.get("reference"), str):
            yield path, value
        for name, each in value.items():
            yield from _references(each, f"{path}.{name}")
    elif isinstance(value, list):
        for each in value:
            yield from _references(each, path)


def _at(value: Any, path: list[str]) -> Iterator[Any]:
    if isinstance(value, list):
        for each in value:
            yield from _at(each, path)
    elif not path:
        yield value
    elif isinstance(value, dict) and path[0] in value:
        yield from _at(value[path[0]], path[1:])
