"""A big sample clinic to measure on: made here, or one that lies ready.

``NEEDLELOG_BENCH_CLINIC`` names the folder of one made by ``needlelog demo DIR --sessions 1000000``;
without it one of ``NEEDLELOG_BENCH_SESSIONS`` sessions (100 000 if that is not set) is made.
"""

from __future__ import annotations

import os
from pathlib import Path

from needlelog.app import real_clock
from needlelog.domain.people import Role
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.key_store import KeyStore
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.sample_clinic.make import make_sample_clinic
from needlelog.services.sample_clinic.people import PASSPHRASE

SMALL = 1000
BIG = int(os.environ.get("NEEDLELOG_BENCH_SESSIONS", "100000"))


def sample_folder(place: Path, sessions: int) -> Path:
    """The folder of a sample clinic with so many sessions."""
    ready = os.environ.get("NEEDLELOG_BENCH_CLINIC")
    if ready and sessions == BIG:
        return Path(ready)
    folder = place / f"clinic-{sessions}"
    make_sample_clinic(folder, real_clock, sessions)
    return folder


def opened(folder: Path) -> Clinic:
    """Open a sample clinic as its manager."""
    kept = ClinicFolder(folder)
    keys = KeyStore(kept.keys, kept.attempts, real_clock)
    for owner in keys.people():
        clinic = open_clinic(folder, owner.person_uid, PASSPHRASE, real_clock)
        if clinic.person.role is Role.MANAGER:
            return clinic
        clinic.close()
    raise AssertionError("the sample clinic has no manager")
