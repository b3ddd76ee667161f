"""What is remembered of the last backups, in `backup_log.json` beside the records.

Not in the records themselves: a backup must not be a reason for the next one.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from needlelog.domain.backups import BackupNote, Failure
from needlelog.files.atomic_write import write_atomically
from needlelog.files.backups.note_file import note_document, note_of

FILE = "backup_log.json"


class Which(StrEnum):
    """One of the two places."""

    CLINIC = "clinic"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class LastOnes:
    """The last good backup of each place, and the failure of a place since."""

    notes: Mapping[Which, BackupNote] = field(default_factory=dict)
    failures: Mapping[Which, Failure] = field(default_factory=dict)

    def with_note(self, which: Which, note: BackupNote) -> LastOnes:
        """After a good backup."""
        return replace(self, notes={**self.notes, which: note})

    def with_failure(self, which: Which, failure: Failure) -> LastOnes:
        """After a try that failed."""
        return replace(self, failures={**self.failures, which: failure})

    def without_failure(self, which: Which) -> LastOnes:
        """After a try that did not fail."""
        failures = {each: kept for each, kept in self.failures.items() if each is not which}
        return replace(self, failures=failures)

    def without(self, which: Which) -> LastOnes:
        """When another folder was chosen for the place."""
        return LastOnes(
            {each: kept for each, kept in self.notes.items() if each is not which},
            {each: kept for each, kept in self.failures.items() if each is not which},
        )


def load_last_ones(clinic_folder: Path) -> LastOnes:
    """What is remembered; nothing where the file is missing or makes no sense."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        stored = json.loads((clinic_folder / FILE).read_text(encoding="utf-8"))
        return LastOnes(
            {
                Which(which): note_of(note["note"], str(note["name"]))
                for which, note in stored["notes"].items()
            },
            {Which(which): _failure(each) for which, each in stored["failures"].items()},
        )
    return LastOnes()


def save_last_ones(clinic_folder: Path, last: LastOnes) -> None:
    """Remember them. Raises `DiskFull`, `WriteRefused`, `WriteFailed`."""
    content = {
        "notes": {
            which.value: {"name": note.name, "note": note_document(note)}
            for which, note in last.notes.items()
        },
        "failures": {
            which.value: {
                "at": failure.at.isoformat(),
                "code": failure.code,
                "sentence": failure.sentence,
            }
            for which, failure in last.failures.items()
        },
    }
    write_atomically(clinic_folder / FILE, json.dumps(content, indent=1).encode())


def _failure(stored: Mapping[str, Any]) -> Failure:
    at = datetime.fromisoformat(stored["at"])
    return Failure(at, str(stored["code"]), str(stored["sentence"]))
