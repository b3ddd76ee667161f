"""Who signed what and when, and each entry of the trail, as FHIR resources."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from needlelog.db.types import from_microseconds
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.services.exports.fhir.parts import (
    OWN,
    Resource,
    bare,
    coding,
    identity,
    instant,
    reference,
)

_SIGNATURES = "urn:iso-astm:E1762-95:2013"
_AUTHOR = ("1.2.840.10065.1.12.1.1", "Author's Signature")
_REVIEW = ("1.2.840.10065.1.12.1.13", "Review Signature")
_CREATING = frozenset({"started", "signed", "deferred", "imported", "addendum"})


def provenance(record: SessionRecord) -> Iterator[Resource]:
    """The signature of a record, and its countersignature where there is one."""
    imported = record.state is SessionState.IMPORTED
    kind = "imported" if imported else "author"
    yield _signed(record, kind, record.signed_by, record.signed_at, None if imported else _AUTHOR)
    if record.countersigned_at is not None:
        yield _signed(record, "verifier", record.countersigned_by, record.countersigned_at, _REVIEW)


def _signed(
    record: SessionRecord,
    kind: str,
    name: str,
    at: datetime,
    signature: tuple[str, str] | None,
) -> Resource:
    uid = record.content.uid
    participant = "enterer" if kind == "imported" else kind
    who = {"display": name or "not named"}
    system = "http://terminology.hl7.org/CodeSystem/provenance-participant-type"
    made: Resource = bare(
        {
            "resourceType": "Provenance",
            "id": identity(uid, "provenance", kind),
            "target": [reference(identity(uid), "Procedure")],
            "occurredDateTime": instant(at),
            "recorded": instant(at),
            "agent": [{"type": {"coding": [coding(system, participant)]}, "who": who}],
            "entity": [
                {
                    "role": "source",
                    "what": {
                        "identifier": {
                            "system": f"{OWN}chain-hash",
                            "value": record.chain_hash,
                        },
                        "display": "SHA-256 of the trail’s entry with which it was signed",
                    },
                }
            ],
            "signature": [
                {
                    "type": [coding(_SIGNATURES, *signature)],
                    "when": instant(at),
                    "who": who,
                    "data": base64.b64encode(bytes.fromhex(record.chain_hash)).decode("ascii"),
                }
            ]
            if signature
            else [],
        }
    )
    return made


def audit_event(entry: dict[str, Any], session_uid: str, person: str) -> Resource:
    """An entry of the trail; ``session_uid`` and ``person`` as they stand in the bundle."""
    made: Resource = bare(
        {
            "resourceType": "AuditEvent",
            "id": identity(entry["origin"], "entry", entry["sequence"]),
            "type": coding(
                "http://dicom.nema.org/resources/ontology/DCM", "110110", "Patient Record"
            ),
            "subtype": [coding(f"{OWN}act", entry["act"], entry["act"])],
            "action": "C" if entry["act"] in _CREATING else "U",
            "recorded": instant(from_microseconds(entry["made_at"])),
            "outcome": "0",
            "agent": [{"name": person, "requestor": True}],
            "source": {
                "observer": {
                    "identifier": {"system": f"{OWN}installation", "value": entry["origin"]}
                }
            },
            "entity": [
                {
                    "what": reference(identity(session_uid), "Procedure"),
                    "detail": [
                        {"type": "sequence", "valueString": str(entry["sequence"])},
                        {"type": "hash", "valueString": entry["hash"]},
                        {"type": "previous_hash", "valueString": entry["previous_hash"]},
                    ],
                }
            ],
        }
    )
    return made
