"""Composition: the real clock, the clinic folder, the reference data, and the window over them."""

from __future__ import annotations

import sys
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from needlelog.files.this_computer import remembered_folder

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.ui.entrance import SampleClinic


def real_clock() -> datetime:
    """The present instant as the clock on the wall shows it. Everything else is handed a clock.

    The time zone is looked up each time: a laptop travels, and an hour is given back one night.
    """
    if sys.platform != "win32":
        time.tzset()
    return datetime.now(UTC).astimezone()  # noqa: TID251  the one real clock


def zones() -> ZoneCatalogue:
    """The zones that ship with the program; read when a clinic opens, not for the first window."""
    from needlelog.files.reference_data import zone_catalogue

    return zone_catalogue()


def open_window(
    profile: Path | None,
    *,
    leave_when_ready_with: str | None = None,
    person_name: str | None = None,
) -> int:
    """Run the program in its window; returns the exit code.

    `profile` names the clinic folder, None takes the one this computer remembers. With a
    passphrase in `leave_when_ready_with`, `person_name` (None: the first person) is signed in and
    the program ends with 0 as soon as Today can be used. Raises the KnownErrors of signing in.
    """
    from needlelog.ui.start import Start, run

    return run(
        Start(
            folder=profile if profile is not None else remembered_folder(),
            folder_is_fixed=profile is not None,
            clock=real_clock,
            zones=zones,
            leave_when_ready_with=leave_when_ready_with,
            person_name=person_name,
            sample=_sample_clinic() if profile is None else None,
        )
    )


def _sample_clinic() -> SampleClinic:
    """The sample clinic that the first page offers; it lies beside the usual clinic folder."""
    from needlelog.files.clinic_folder import default_folder
    from needlelog.services.sample_clinic.people import PASSPHRASE
    from needlelog.ui.entrance import SampleClinic

    def make(folder: Path) -> None:
        from needlelog.services.sample_clinic.make import make_sample_clinic

        make_sample_clinic(folder, real_clock)

    usual = default_folder()
    return SampleClinic(usual.with_name(f"{usual.name}-sample"), make, PASSPHRASE)
