"""Is an export what the chain says, and does this clinic still hold what it says?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from needlelog.services.exports.against import faults_against
from needlelog.services.exports.check import ExportCheck, check_export
from needlelog.ui import formats
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

_WIDTH = 560
_MOST_FAULTS = 8


@dataclass(frozen=True, slots=True)
class _Found:
    check: ExportCheck
    against: tuple[str, ...]


class CheckSheet(SheetDialog):
    """Checks a file on the worker and says what was found."""

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Check an export"), parent, path.name)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("The export is being checked"))
        self.bar.setRange(0, 0)
        self.about = label("", "quiet", wrap=True)
        self.own = Note("good")
        self.here = Note("good")
        for widget in (self.bar, self.about, self.own, self.here):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.add_button(self.tr("Close"), "primary")
        self.setMinimumWidth(_WIDTH)
        clinic = context.clinic
        context.read(
            lambda: _look(clinic, path),
            self._show,
            owner=self,
            on_error=self._not_checked,
            beside=True,
        )

    def _show(self, found: _Found) -> None:
        self.bar.hide()
        check = found.check
        self.about.setText(
            self.tr("{clinic}, exported {when}: {n} sessions, {m} entries worked out again").format(
                clinic=check.clinic,
                when=_moment_words(check.exported_at),
                n=check.records,
                m=check.entries,
            )
        )
        self._say(
            self.own,
            tuple(fault.sentence for fault in check.faults),
            self.tr("The file is what the chain says. Nothing was changed since it was written."),
        )
        here = (
            self.tr("What the export noted when it was made is still in this clinic.")
            if check.faults
            else self.tr("This clinic made it, and still holds everything it noted.")
        )
        self._say(self.here, found.against, here)

    def _not_checked(self, error: Exception) -> None:
        self.bar.hide()
        self.own.say(error_sentence(error), "stop")

    def _say(self, note: Note, faults: tuple[str, ...], good: str) -> None:
        if not faults:
            note.say(good, "good")
            return
        told = list(faults[:_MOST_FAULTS])
        if len(faults) > _MOST_FAULTS:
            told.append(self.tr("And {n} more.").format(n=len(faults) - _MOST_FAULTS))
        note.say("\n".join(told), "stop")


def _moment_words(written: str) -> str:
    """When an export was made, in the time of the place; as it stands where it is no instant."""
    try:
        return formats.moment(datetime.fromisoformat(written).astimezone())
    except ValueError:
        return written


def _look(clinic: Clinic, path: Path) -> _Found:
    check = check_export(path)
    return _Found(check, tuple(fault.sentence for fault in faults_against(clinic, path)))
