"""Clients, people of the clinic, consents, photos and what came later, as FHIR resources."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator

from needlelog.domain.adverse_events import AdverseEvent
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.follow_up import FollowUp
from needlelog.domain.people import Practitioner
from needlelog.domain.photos import Photo
from needlelog.domain.zones import ZoneCatalogue
from needlelog.services.exports.fhir.parts import (
    OWN,
    Resource,
    bare,
    body_site,
    coded,
    coding,
    day,
    identity,
    instant,
    note,
    reference,
)

_SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope"
_SCOPES = {
    ConsentKind.TREATMENT: ("treatment", "Treatment"),
    ConsentKind.DISCLOSURE: ("treatment", "Treatment"),
    ConsentKind.PHOTO: ("patient-privacy", "Privacy Consent"),
    ConsentKind.MARKETING: ("patient-privacy", "Privacy Consent"),
}
_LOINC = "http://loinc.org"


def patient(client: Client, *, year_only: bool) -> Resource:
    """A client. Without identities the birth date is the year alone."""
    born = client.birth_date
    telecom = [
        {"system": "phone", "value": client.phone} if client.phone else {},
        {"system": "email", "value": client.email} if client.email else {},
    ]
    contact = [{"name": {"text": client.emergency_contact}}] if client.emergency_contact else []
    skin = (
        [{"url": f"{OWN}fitzpatrick-type", "valueInteger": client.phototype}]
        if client.phototype is not None
        else []
    )
    made: Resource = bare(
        {
            "resourceType": "Patient",
            "id": identity(client.uid),
            "extension": skin,
            "identifier": [{"system": f"{OWN}client", "value": client.uid}],
            "active": client.active,
            "name": [] if year_only else [{"text": client.name}],
            "telecom": telecom,
            "gender": client.sex.value if client.sex else None,
            "birthDate": born and (f"{born.year:04d}" if year_only else born.isoformat()),
            "address": [{"text": client.address}] if client.address else [],
            "contact": contact,
        }
    )
    return made


def practitioner(person: Practitioner, name: str, *, bare_name: bool) -> Resource:
    """Somebody of the clinic."""
    made: Resource = bare(
        {
            "resourceType": "Practitioner",
            "id": identity(person.uid),
            "identifier": [
                {"system": f"{OWN}licence", "value": person.licence}
                if person.licence and not bare_name
                else {}
            ],
            "active": person.active,
            "name": [{"text": name}],
        }
    )
    return made


def consent(given: Consent, client_id: str, *, words: bool) -> Resource:
    """A decision on a consent, with the hash over what was shown and signed."""
    scope, scope_words = _SCOPES[given.kind]
    held = given.status is ConsentStatus.GIVEN
    status = {
        ConsentStatus.GIVEN: "active",
        ConsentStatus.REFUSED: "rejected",
        ConsentStatus.WITHDRAWN: "inactive",
    }[given.status]
    document = given.document_hash
    made: Resource = bare(
        {
            "resourceType": "Consent",
            "id": identity(given.uid),
            "identifier": [
                {"system": f"{OWN}consent-document-sha256", "value": document} if document else {}
            ],
            "status": status,
            "scope": {"coding": [coding(_SCOPE, scope, scope_words)]},
            "category": [
                {
                    "coding": [
                        coding(_LOINC, "59284-0", "Consent Document"),
                        coding(f"{OWN}consent-kind", given.kind.value, given.kind.value),
                    ]
                }
            ],
            "patient": reference(client_id, "Patient"),
            "dateTime": instant(given.signed_at) or day(given.decided_on),
            "policyRule": {
                "coding": [coding(f"{OWN}consent-text", f"{given.kind.value}-{given.version}")],
                "text": f"{given.title or given.kind.value}, version {given.version}",
            },
            "verification": [
                {"verified": True, "verificationDate": instant(given.signed_at)}
                if given.signed_at
                else {}
            ],
            "provision": {
                "type": "permit" if held else "deny",
                "period": {"end": day(given.expires_on or given.withdrawn_on)},
            },
            "extension": [{"url": f"{OWN}note", "valueString": given.note}]
            if words and given.note
            else [],
        }
    )
    return made


def media(
    photo: Photo, client_id: str, zones: ZoneCatalogue, picture: bytes | None, *, words: bool
) -> Resource:
    """A photo: what it shows and its hash; the picture itself only where it was asked for."""
    content: Resource = {"contentType": photo.media_type, "title": photo.view}
    if picture is not None:
        content["data"] = base64.b64encode(picture).decode("ascii")
        # FHIR R4 asks for SHA-1 here; what protects the picture is the identifier with SHA-256.
        digest = hashlib.sha1(picture, usedforsecurity=False).digest()
        content["hash"] = base64.b64encode(digest).decode("ascii")
        content["size"] = len(picture)
    session = photo.session_uid
    made: Resource = bare(
        {
            "resourceType": "Media",
            "id": identity(photo.uid),
            "identifier": [{"system": f"{OWN}photo-sha256", "value": photo.sha256}],
            "partOf": [reference(identity(session), "Procedure")] if session else [],
            "status": "completed" if photo.active else "entered-in-error",
            "type": coded("http://terminology.hl7.org/CodeSystem/media-type", "image", "Image"),
            "view": coded(f"{OWN}photo-view", photo.view),
            "subject": reference(client_id, "Patient"),
            "createdDateTime": instant(photo.when),
            "bodySite": body_site(zones, photo.zone, photo.side) if photo.zone else None,
            "height": photo.height,
            "width": photo.width,
            "content": content,
            "note": note(photo.note) if words else [],
        }
    )
    return made


def follow_up_observations(
    given: FollowUp, client_id: str, zones: ZoneCatalogue, *, words: bool
) -> Iterator[Resource]:
    """What a client told some days after a session, one observation a symptom."""
    session = given.session_uid
    for number, symptom in enumerate(given.symptoms):
        yield bare(
            {
                "resourceType": "Observation",
                "id": identity(given.uid, "symptom", number),
                "partOf": [reference(identity(session), "Procedure")] if session else [],
                "status": "final",
                "code": coded(f"{OWN}symptom", symptom.sign.value),
                "subject": reference(client_id, "Patient"),
                "effectiveDateTime": day(given.seen_on),
                "valueInteger": symptom.grade,
                "bodySite": body_site(zones, symptom.zone, symptom.side) if symptom.zone else None,
                "note": note(symptom.note, given.note) if words else [],
            }
        )


def adverse_event(given: AdverseEvent, client_id: str, *, words: bool) -> Resource:
    """An adverse event."""
    told = " ".join(part for part in (given.action, given.referral, given.note) if part)
    made: Resource = bare(
        {
            "resourceType": "AdverseEvent",
            "id": identity(given.uid),
            "actuality": "actual",
            "event": {
                "coding": [coding(f"{OWN}adverse-event", given.kind.value)],
                "text": f"{given.kind.value}. {told}" if words and told else given.kind.value,
            },
            "subject": reference(client_id, "Patient"),
            "detected": day(given.noticed_on),
            "severity": coded(f"{OWN}adverse-event-grade", str(given.grade))
            if given.grade
            else None,
            "outcome": coded(
                "http://terminology.hl7.org/CodeSystem/adverse-event-outcome",
                "resolved" if given.resolved_on else "ongoing",
            ),
        }
    )
    return made
