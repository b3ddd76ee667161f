"""The small parts of FHIR resources: identities, references, codes, quantities."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from needlelog.domain.zones import CUSTOM_ZONE, Side, ZoneCatalogue

Resource = dict[str, Any]

UCUM = "http://unitsofmeasure.org"
OWN = "urn:needlelog:"
"""Before the name of a list of codes that is NeedleLog's own."""
_NAMESPACE = uuid.UUID("5b6cf0f2-6f4e-5c6c-9a52-5d2a4a1c7d10")


def identity(uid: str, *part: object) -> str:
    """The id of a resource: the record's own uid, or one made of it for a part of the record."""
    if not part:
        try:
            return str(uuid.UUID(uid))
        except ValueError:
            pass
    return str(uuid.uuid5(_NAMESPACE, "/".join((uid, *map(str, part)))))


def reference(resource_id: str, kind: str) -> Resource:
    """A reference to another resource of the bundle."""
    return {"reference": f"urn:uuid:{resource_id}", "type": kind}


def coded(system: str, code: str, text: str = "") -> Resource:
    """A code of a list with its words."""
    return {"coding": [coding(system, code, text)], "text": text or code}


def coding(system: str, code: str, display: str = "") -> Resource:
    """A single code; without display where there are no words."""
    found = {"system": system, "code": code.replace(" ", "_")}
    return found | {"display": display} if display else found


def quantity(value: float, unit: str, code: str | None = None) -> Resource:
    """A number with its unit in UCUM."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code or unit}


def instant(moment: datetime | None) -> str | None:
    """An instant with its offset to UTC, to the second at least."""
    return None if moment is None else moment.isoformat()


def day(value: date | None) -> str | None:
    """A day."""
    return None if value is None else value.isoformat()


def expiry(text: str | None) -> str | None:
    """An expiry as a FHIR date, ``None`` where it is not written as one."""
    if not text:
        return None
    pieces = text.split("-")
    whole = all(piece.isdecimal() for piece in pieces) and len(pieces) in (2, 3)
    return text if whole and len(pieces[0]) == 4 else None


def note(*texts: str) -> list[Resource]:
    """Annotations, one for each text there is."""
    return [{"text": text} for text in texts if text.strip()]


def body_site(zones: ZoneCatalogue, zone: str, side: Side | None, own: str = "") -> Resource:
    """Where on the body, with the side in words."""
    name = own or (zones.by_code(zone).name if zone in zones else zone)
    if zone == CUSTOM_ZONE and not own:
        name = "Zone of its own"
    words = name if side is None or side is Side.MID else f"{name}, {_SIDES[side]}"
    found = [coding(f"{OWN}zone", zone, name)]
    if side is not None:
        found.append(coding(f"{OWN}side", side.value, _SIDES[side]))
    return {"coding": found, "text": words}


def extension(name: str, kind: str, value: object) -> Resource:
    """Something that FHIR has no element for, empty where it was not recorded."""
    return {} if value is None else {"url": f"{OWN}{name}", f"value{kind}": value}


_SIDES = {Side.LEFT: "left", Side.RIGHT: "right", Side.BOTH: "both sides", Side.MID: "midline"}


def bare(value: Any) -> Any:
    """The value without members that hold nothing: FHIR knows no empty element."""
    if isinstance(value, dict):
        kept = {name: bare(each) for name, each in value.items()}
        return {name: each for name, each in kept.items() if not _nothing(each)}
    if isinstance(value, list):
        return [each for each in map(bare, value) if not _nothing(each)]
    return value


def _nothing(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | dict) and not value)
