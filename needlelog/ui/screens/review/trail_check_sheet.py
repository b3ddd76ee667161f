"""What a check of the records found: a sheet to read, or to show to somebody who inspects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.ui import formats
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.services.trail import TrailCheck

translate = QCoreApplication.translate
_MOST_FAULTS = 100
_LEAST_HEIGHT = 200
_WIDTH = 560


def open_check_sheet(
    result: TrailCheck, window: QWidget, check_again: Callable[[], None]
) -> SheetDialog:
    """Tell what was compared and that it agrees, or each fault."""
    sheet = _whole(result, window) if result.whole else _altered(result, window)

    def again() -> None:
        sheet.reject()
        check_again()

    sheet.add_button(translate("TrailCheckSheet", "Check again"), "secondary", again)
    sheet.add_button(translate("TrailCheckSheet", "Close"), "primary")
    sheet.open()
    return sheet


def _whole(result: TrailCheck, window: QWidget) -> SheetDialog:
    sheet = SheetDialog(
        translate("TrailCheckSheet", "The records are as they were written"),
        window,
        translate("TrailCheckSheet", "Checked {moment}.").format(
            moment=formats.moment(result.at.astimezone())
        ),
    )
    sheet.setMinimumWidth(metrics().text(_WIDTH))
    sheet.body.setSpacing(12)
    compared = (
        translate(
            "TrailCheckSheet",
            "The trail: what was done, in %n step(s), each sealed together with the one before. "
            "None was changed, none is missing between them.",
            "",
            result.entries,
        ),
        translate(
            "TrailCheckSheet",
            "The records: each signed session, and every other row that is evidence, holds what "
            "its entry in the trail says.",
        ),
        translate(
            "TrailCheckSheet",
            "The file: its pages are whole, and what guards signed records is in place. Each photo "
            "is the one that was added.",
        ),
    )
    sheet.body.addWidget(label("\n\n".join(compared), wrap=True))
    beyond = translate(
        "TrailCheckSheet",
        "Unfinished sessions and saved filters are no evidence. For somebody who does not trust "
        "this computer, write an export (Settings, Data) and keep it elsewhere: it carries its "
        "proof, and these records can be held against it at any time.",
    )
    sheet.body.addWidget(label(beyond, "quiet", wrap=True))
    return sheet


def _altered(result: TrailCheck, window: QWidget) -> SheetDialog:
    sheet = SheetDialog(
        translate("TrailCheckSheet", "The records are not as they were written"),
        window,
        translate(
            "TrailCheckSheet", "Checked {moment}. The first broken entry stands first."
        ).format(moment=formats.moment(result.at.astimezone())),
    )
    page = ScrollPage()
    page.setMinimumHeight(_LEAST_HEIGHT)
    for fault in result.faults[:_MOST_FAULTS]:
        page.body.addWidget(label(fault.sentence, wrap=True))
    if len(result.faults) > _MOST_FAULTS:
        page.body.addWidget(label(translate("TrailCheckSheet", "and more"), "quiet"))
    page.body.addStretch(1)
    sheet.body.addWidget(page, 1)
    return sheet
