"""Who works in the sample clinic."""

from __future__ import annotations

from needlelog.domain.people import Practitioner, Role

CLINIC_NAME = "Sample clinic"
PASSPHRASE = "demo"  # noqa: S105  told to everybody
MANAGER = Practitioner("", "Rina Patel", Role.MANAGER, licence="AP-20417")
OTHERS = (
    Practitioner("", "M. Duval", Role.PRACTITIONER, licence="AP-31882"),
    Practitioner("", "T. Okafor", Role.PRACTITIONER, licence="AP-40035", depth_ceiling_um=1500),
    Practitioner("", "Inspector", Role.INSPECTOR),
)
RINA, DUVAL, OKAFOR = 0, 1, 2
