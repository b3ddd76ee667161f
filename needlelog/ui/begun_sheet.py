"""What is asked before a window closes, or leaves a clinic, over addenda that were begun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.begun_words import BegunAddendum
from needlelog.ui import formats
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel

_NAMED = 3
"""So many addenda are named; Today names the others."""


@dataclass(frozen=True, slots=True)
class BegunHere:
    """The addenda to be named, whether the disk did not take their words, and what opens one."""

    addenda: Sequence[BegunAddendum]
    unkept: bool
    opened: Callable[[str], object]


def ask_before_forgetting(
    window: QWidget, begun: BegunHere, go_on: Callable[[], object], *, closes: bool = True
) -> SheetDialog:
    """Ask whether to close, or to leave the clinic, over addenda that were begun.

    Each is named with the way to its record.
    """
    translate = QCoreApplication.translate
    several = len(begun.addenda) > 1
    title = translate("Unsaved", "An addendum was begun and is not written yet")
    if several:
        title = translate("Unsaved", "Addenda were begun and are not written yet")
    if begun.unkept:
        said = translate("Unsaved", "Its words could not be saved; they are only in the window.")
    elif not closes:  # other records take the place of these
        said = translate("Unsaved", "What was typed stays with the records as they are now.")
    elif several:
        said = translate("Unsaved", "Their words are kept and stand there when you come back.")
    else:
        said = translate("Unsaved", "Its words are kept and stand there when you come back.")
    sheet = SheetDialog(title, window, said)
    for each in begun.addenda[:_NAMED]:
        sheet.body.addWidget(_line(sheet, each, begun.opened))
    if len(begun.addenda) > _NAMED:
        left = len(begun.addenda) - _NAMED
        sheet.body.addWidget(label(translate("Unsaved", "and %n more", "", left), "quiet"))
    if not begun.unkept:
        without = translate("Unsaved", "Close") if closes else translate("Unsaved", "Go on")
    elif closes:
        without = translate("Unsaved", "Close without it")
    else:
        without = translate("Unsaved", "Go on without it")
    sheet.add_button(without, "secondary", sheet.accept)
    sheet.add_button(translate("Unsaved", "Stay"), "primary", sheet.reject)
    sheet.accepted.connect(go_on)
    sheet.open()
    return sheet


def _line(sheet: SheetDialog, begun: BegunAddendum, opened: Callable[[str], object]) -> QWidget:
    translate = QCoreApplication.translate
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    words = QVBoxLayout()
    words.setSpacing(1)
    words.addStretch(1)
    words.addWidget(LinesLabel(begun.client_name, "strong"))
    day = formats.day(begun.day)
    words.addWidget(LinesLabel(translate("Unsaved", "session on {day}").format(day=day), "small"))
    words.addStretch(1)
    row.addLayout(words, 1)
    button = Button(translate("Unsaved", "Open the record"), "chip")
    button.setAccessibleName(
        translate("Unsaved", "Open the record of {name} from {day}").format(
            name=begun.client_name, day=day
        )
    )

    def go() -> None:
        sheet.reject()
        opened(begun.session_uid)

    button.clicked.connect(go)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    return line
