"""What to think about before backups go to a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from needlelog.files.backups.second_place import is_same_drive
from needlelog.files.folder_place import PlaceKind, PlaceWarning, place_warning


def doubts_about(folder: Path, clinic_folder: Path) -> tuple[str, ...]:
    """What to think about before backups go there, as sentences."""
    found = []
    if is_same_drive(folder, clinic_folder):
        found.append(
            QCoreApplication.translate(
                "Backups",
                "This folder is on the same disk as the records. If that disk breaks or the "
                "computer is stolen, both are gone. A USB drive or another disk is safer.",
            )
        )
    warning = place_warning(folder)
    if warning is not None:
        found.append(_warning_sentence(warning))
    return tuple(found)


def _warning_sentence(warning: PlaceWarning) -> str:
    if warning.kind is PlaceKind.NETWORK:
        return QCoreApplication.translate(
            "Backups",
            "This folder is on a network drive ({name}). Backups are encrypted there; they take "
            "longer and fail while the connection is down.",
        ).format(name=warning.name)
    return QCoreApplication.translate(
        "Backups",
        "{name} copies this folder to other computers. Backups are encrypted, but they leave the "
        "clinic.",
    ).format(name=warning.name)
