"""An adverse event as it stands with the client and the record, with the way to bring it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.follow_up.event_sheet import EventSheet
from needlelog.ui.follow_up.signs import KINDS, word
from needlelog.ui.follow_up.words import event_alert, event_detail, event_title
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.domain.adverse_events import AdverseEvent
    from needlelog.domain.sessions import SessionDraft
    from needlelog.ui.context import Context


class EventNote(QFrame):
    """Title, what was done, and Update where the person may write."""

    def __init__(
        self,
        context: Context,
        event: AdverseEvent,
        content: SessionDraft | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.event_shown = event
        self.setProperty("role", "note")
        self.setProperty("tone", event_alert(event)[1])
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = self.tr("Adverse event: {words}").format(words=event_title(event))
        for text, role in ((title, "section"), (event_detail(event), "quiet")):
            line = label(text, role, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(line)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{title}. {event_detail(event)}")
        self.update_button = Button(self.tr("Update"), "chip")
        self.update_button.setAccessibleName(
            self.tr("Update the event {kind}").format(kind=word(KINDS, event.kind))
        )
        self.update_button.clicked.connect(
            lambda: EventSheet(context, event, self.window(), content).open()
        )
        row.addWidget(self.update_button, 0, Qt.AlignmentFlag.AlignVCenter)
        if not context.clinic.person.may_write:
            self.update_button.hide()
