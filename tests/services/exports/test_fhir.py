"""The FHIR bundle: as R4 asks, every reference in it, and nothing of the record left behind."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from needlelog.domain.exports.request import ExportFormat
from needlelog.services import sessions
from needlelog.services.clinic import Clinic
from tests.services.exports.conftest import Kept, give
from tests.services.exports.fhir_r4 import SHAPES, faults

FHIR = ExportFormat.FHIR
Resource = dict[str, Any]


@pytest.fixture
def bundle(clinic: Clinic, kept: Kept, out: Path) -> Resource:
    give(clinic, out / "x.json", FHIR)
    found: Resource = json.loads((out / "x.json").read_text(encoding="utf-8"))
    return found


def all_of(bundle: Resource, kind: str) -> Iterator[Resource]:
    for entry in bundle["entry"]:
        if entry["resource"]["resourceType"] == kind:
            yield entry["resource"]


def extensions(resource: Resource) -> dict[str, Any]:
    return {
        each["url"].removeprefix("urn:needlelog:"): next(
            value for name, value in each.items() if name != "url"
        )
        for each in resource.get("extension", [])
    }


def test_it_is_as_r4_asks(bundle: Resource) -> None:
    assert faults(bundle) == []
    kinds = {entry["resource"]["resourceType"] for entry in bundle["entry"]}
    assert kinds == SHAPES.keys() - {"Medication"}


def test_pseudonymised_it_is_as_r4_asks_too(clinic: Clinic, kept: Kept, out: Path) -> None:
    give(clinic, out / "x.json", FHIR, pseudonymised=True)
    text = (out / "x.json").read_text(encoding="utf-8")
    text += (out / "x.json.manifest.json").read_text(encoding="utf-8")
    bundle = json.loads((out / "x.json").read_text(encoding="utf-8"))
    assert faults(bundle) == []
    for secret in ("Übel", "Bea", "1984-05", "+49", "Rina", "Jana", "cmd", kept.anna, kept.full):
        assert secret not in text, secret
    assert {each["birthDate"] for each in all_of(bundle, "Patient")} == {"1984", "1990"}
    assert not list(all_of(bundle, "Media"))
    (depth,) = [
        extensions(each)["needle-depth"]["value"]
        for each in all_of(bundle, "Procedure")
        if each["bodySite"][0]["coding"][0]["code"] == "cheek_medial" and "partOf" in each
    ]
    assert depth == 0.75


BREAKS = {
    "no status": lambda found: found["Procedure"].pop("status"),
    "unknown code": lambda found: found["Observation"].update(status="done"),
    "lost reference": lambda found: found["Procedure"]["subject"].update(reference="urn:uuid:x"),
    "wrong kind": lambda found: found["Procedure"]["subject"].update(
        reference=f"urn:uuid:{found['Device']['id']}", type="Device"
    ),
    "unknown element": lambda found: found["Patient"].update(nickname="A"),
    "empty text": lambda found: found["Patient"].update(birthDate=""),
    "bad time": lambda found: found["AuditEvent"].update(recorded="2026-03-02"),
    "two values": lambda found: found["Observation"].update(valueBoolean=True, valueInteger=1),
    "same id": lambda found: found["Patient"].update(id=found["Device"]["id"]),
    "no agent": lambda found: found["Provenance"].pop("agent"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_check_finds_what_is_broken(bundle: Resource, name: str) -> None:
    broken = deepcopy(bundle)
    first: dict[str, Resource] = {}
    for entry in broken["entry"]:
        first.setdefault(entry["resource"]["resourceType"], entry["resource"])
    BREAKS[name](first)
    assert faults(broken)


def test_a_procedure_with_a_child_a_zone(bundle: Resource, kept: Kept) -> None:
    head = next(each for each in all_of(bundle, "Procedure") if each["id"] == kept.full)
    assert head["status"] == "completed"
    assert [each["text"] for each in head["note"]][1:] == ["=later"]
    children = [
        each
        for each in all_of(bundle, "Procedure")
        if each.get("partOf") == [{"reference": f"urn:uuid:{kept.full}", "type": "Procedure"}]
    ]
    assert len(children) == 2
    said = extensions(children[0])
    assert said["needle-depth"]["value"] == 0.75
    assert said["needle-depth"]["code"] == "mm"
    assert (said["passes"], said["reason-for-depth"]) == (4, "scar")
    codes = [each["code"] for each in children[0]["bodySite"][0]["coding"]]
    assert codes == ["cheek_medial", "left"]
    void = next(each for each in all_of(bundle, "Procedure") if each["id"] == kept.void)
    assert (void["status"], void["statusReason"]["text"]) == ("entered-in-error", "wrong client")


def test_observations_devices_and_substances(bundle: Resource, kept: Kept) -> None:
    own = {"reference": f"urn:uuid:{kept.full}", "type": "Procedure"}
    loinc = [
        each["valueInteger"]
        for each in all_of(bundle, "Observation")
        if each["code"]["coding"][0]["code"] == "72514-3"
    ]
    assert sorted(loinc) == [3, 4]
    score = next(each for each in all_of(bundle, "Observation") if each["code"]["text"] == "GAIS")
    assert score["valueQuantity"]["value"] == 2
    assert score["component"][0]["valueQuantity"]["value"] == 2
    cartridge = next(each for each in all_of(bundle, "Device") if "udiCarrier" in each)
    assert cartridge["udiCarrier"][0]["deviceIdentifier"] == "04012345678901"
    assert cartridge["udiCarrier"][0]["carrierHRF"] == "(01)04012345678901(17)270900(10)C-7(21)S-9"
    assert (cartridge["lotNumber"], cartridge["expirationDate"]) == ("C-7", "2027-09")
    numbing = next(
        each
        for each in all_of(bundle, "MedicationAdministration")
        if each["category"]["coding"][0]["code"] == "topical-anaesthetic"
    )
    assert numbing["partOf"] == [own]
    assert numbing["dosage"]["dose"]["value"] == 2.5
    assert numbing["contained"][0]["batch"]["lotNumber"] == "L-1"
    assert numbing["effectivePeriod"]["start"] == "2026-03-02T14:22:00+00:00"


def test_signatures_and_trail_carry_the_hashes(
    clinic: Clinic, bundle: Resource, kept: Kept
) -> None:
    record = sessions.session_record(clinic, kept.full)
    signed = next(
        each
        for each in all_of(bundle, "Provenance")
        if each["target"][0]["reference"] == f"urn:uuid:{kept.full}"
    )
    assert signed["entity"][0]["what"]["identifier"]["value"] == record.chain_hash
    assert base64.b64decode(signed["signature"][0]["data"]).hex() == record.chain_hash
    hashes = [
        detail["valueString"]
        for each in all_of(bundle, "AuditEvent")
        for detail in each["entity"][0]["detail"]
        if detail["type"] == "hash"
    ]
    assert record.chain_hash in hashes


def test_pictures_only_where_they_were_asked_for(
    clinic: Clinic, bundle: Resource, kept: Kept, out: Path
) -> None:
    (photo,) = all_of(bundle, "Media")
    assert "data" not in photo["content"]
    give(clinic, out / "p.json", FHIR, photos=True)
    text = json.loads((out / "p.json").read_text(encoding="utf-8"))
    assert faults(text) == []
    (photo,) = all_of(text, "Media")
    picture = base64.b64decode(photo["content"]["data"])
    assert hashlib.sha256(picture).hexdigest() == photo["identifier"][0]["value"]
