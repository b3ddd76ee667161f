"""Errors of backups, photos, exports, imports and moving, by code and what is wrong."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

SENTENCES: dict[str, object] = {
    "paper-not-drawn": QT_TRANSLATE_NOOP(
        "Errors",
        "The pages could not be laid out. Nothing was written. Please close what is not needed "
        "on this computer and try again.",
    ),
    "paper-took-too-long": QT_TRANSLATE_NOOP(
        "Errors",
        "Laying out the pages stood still for a minute and was ended. Nothing was written and the "
        "records are unchanged. Please try again; if it stands still again, restart this "
        "computer.",
    ),
    "backup-unreadable": QT_TRANSLATE_NOOP("Errors", "The backup {name} is incomplete or damaged."),
    "backup-place-missing": QT_TRANSLATE_NOOP(
        "Errors",
        "The second place for backups, {place}, is not there. Please plug the drive in, or "
        "choose another place.",
    ),
    "backup-place-refused:inside": QT_TRANSLATE_NOOP(
        "Errors",
        "The second place must lie outside the clinic folder, best on another drive.",
    ),
    "backup-place-refused:missing": QT_TRANSLATE_NOOP("Errors", "There is no folder {place}."),
    "backup-no-room": QT_TRANSLATE_NOOP(
        "Errors",
        "The backup needs {needed_mib} MiB and {place} has only {free_mib} MiB free. The "
        "backups made before are unchanged.",
    ),
    "backup-not-proven:pages": QT_TRANSLATE_NOOP(
        "Errors",
        "The backup in {place} did not pass its check: places of the copy are damaged. The "
        "backups made before are unchanged.",
    ),
    "backup-not-proven:counts": QT_TRANSLATE_NOOP(
        "Errors",
        "The backup in {place} did not pass its check: it does not hold as many records as "
        "the clinic. The backups made before are unchanged.",
    ),
    "backup-not-proven:bytes": QT_TRANSLATE_NOOP(
        "Errors",
        "The backup in {place} did not pass its check: what was written reads back otherwise. "
        "The backups made before are unchanged.",
    ),
    "backup-doubtful": QT_TRANSLATE_NOOP(
        "Errors",
        "The trail of the records is broken, so this backup is no good one. It was kept, and "
        "the good ones before it are unchanged. Review shows where the trail is broken.",
    ),
    "backup-failed": QT_TRANSLATE_NOOP(
        "Errors",
        "The program made a mistake while it backed up ({kind}). The backups made before are "
        "unchanged.",
    ),
    "backup-stopped": QT_TRANSLATE_NOOP(
        "Errors",
        "The backup was stopped. The backups made before are unchanged.",
    ),
    "period-needed": QT_TRANSLATE_NOOP(
        "Errors",
        "An inspector exports a period: please give its first and last day.",
    ),
    "export-not-possible:folder_full": QT_TRANSLATE_NOOP(
        "Errors",
        "There are files in that folder. Please name a new one.",
    ),
    "export-not-possible:json_pseudonymised": QT_TRANSLATE_NOOP(
        "Errors",
        "JSON is every record exactly as it is kept, so it cannot be pseudonymised. Please "
        "choose another format.",
    ),
    "not-an-export": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} is no export of NeedleLog that can be read: {reason}.",
    ),
    "not-packed:foreign": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} is not a clinic packed by NeedleLog. Nothing was changed.",
    ),
    "not-packed:cut": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} is cut off or damaged: it was not copied to its end. Nothing was kept of it. "
        "Please copy it again or pack the clinic again.",
    ),
    "not-packed:altered": QT_TRANSLATE_NOOP(
        "Errors",
        "{file} is not as it was packed: something in it was changed or damaged. Nothing was "
        "kept of it. Please copy it again or pack the clinic again.",
    ),
    "unsound-records": QT_TRANSLATE_NOOP(
        "Errors",
        "The records of {where} are not whole: {fault} Nothing was changed.",
    ),
    "picture-has-no-code": QT_TRANSLATE_NOOP("Errors", "No code was found in this picture."),
    "picture-unreadable": QT_TRANSLATE_NOOP("Errors", "This file cannot be read as a picture."),
    "picture-too-big": QT_TRANSLATE_NOOP(
        "Errors",
        "This picture is too big: at most {megapixels} megapixels can be read.",
    ),
    "photo-not-read": QT_TRANSLATE_NOOP(
        "Errors",
        "This file is not a picture that can be read (JPEG, PNG or HEIC). Nothing was kept.",
    ),
    "photo-too-large:megapixels": QT_TRANSLATE_NOOP(
        "Errors",
        "This picture has {found} megapixels; at most {limit} can be taken in. "
        "Please save it smaller and add it again. Nothing was kept.",
    ),
    "photo-too-large:megabytes": QT_TRANSLATE_NOOP(
        "Errors",
        "This picture has {found} megabytes; at most {limit} can be taken in. "
        "Please save it smaller and add it again. Nothing was kept.",
    ),
    "photo-already-kept": QT_TRANSLATE_NOOP(
        "Errors",
        "This picture is already among the photos of this client.",
    ),
    "photo-damaged": QT_TRANSLATE_NOOP(
        "Errors",
        "The photo file {file} was changed or is damaged, so it is not shown. It can be "
        "brought back from a backup in Settings, Backups, Photo files.",
    ),
    "photo-missing": QT_TRANSLATE_NOOP(
        "Errors",
        "The photo file {file} is missing. It can be brought back from a backup in Settings, "
        "Backups, Photo files.",
    ),
    "no-photo-consent:photo": QT_TRANSLATE_NOOP(
        "Errors",
        "There is no photo consent in force. Please ask for it first.",
    ),
    "no-photo-consent:marketing": QT_TRANSLATE_NOOP(
        "Errors",
        "There is no marketing consent in force, so the picture is not given out.",
    ),
    "backup-changed": QT_TRANSLATE_NOOP(
        "Errors",
        "The backup {name} is not as it was made: a file in it was changed or damaged. "
        "Nothing was changed here. Please choose an older one.",
    ),
    "other-clinic": QT_TRANSLATE_NOOP(
        "Errors",
        "{name} belongs to another clinic, so it does not take the place of these records. "
        "Nothing was changed.",
    ),
    "not-a-spreadsheet": QT_TRANSLATE_NOOP("Errors", "{file} cannot be read as a table: {reason}."),
}
