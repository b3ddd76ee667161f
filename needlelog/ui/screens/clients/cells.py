"""What stands in the cells of the list of clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.ui import formats
from needlelog.ui.client_words import alert_words, phototype_short

if TYPE_CHECKING:
    from needlelog.services.clients import ClientRow


def cell_text(row: ClientRow, column: int) -> str:
    """The text of one cell; nothing recorded is an empty cell."""
    return (
        row.name,
        formats.day(row.birth_date) if row.birth_date else "",
        row.phone,
        phototype_short(row.phototype) if row.phototype else "",
        formats.day(row.last_session_on) if row.last_session_on else "",
        str(row.sessions) if row.sessions else "",
        " · ".join(map(alert_words, row.alerts)),
    )[column]


def row_sentence(row: ClientRow) -> str:
    """The whole row for a screen reader."""
    translate = QCoreApplication.translate
    parts = [row.name]
    if row.birth_date:
        parts.append(translate("ClientList", "born {day}").format(day=formats.day(row.birth_date)))
    parts.append(translate("ClientList", "%n session(s)", "", row.sessions))
    if row.last_session_on:
        parts.append(
            translate("ClientList", "last {day}").format(day=formats.day(row.last_session_on))
        )
    parts.extend(
        translate("ClientList", "alert: {alert}").format(alert=alert_words(alert))
        for alert in row.alerts
    )
    return ", ".join(parts)
