"""What came of one session, right under it: events, red flags, the diary in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.domain.adverse_events import (
    KIND_OF_FLAG,
    SEVERE,
    AdverseEvent,
    AdverseKind,
    kind_of_reaction,
)
from needlelog.domain.follow_up import current
from needlelog.domain.session_gaps import treatment_day
from needlelog.services.follow_up import AskedAbout
from needlelog.ui.follow_up.event_note import EventNote
from needlelog.ui.follow_up.event_sheet import EventSheet
from needlelog.ui.follow_up.follow_up_sheet import FollowUpSheet
from needlelog.ui.follow_up.red_flag_note import RedFlagNote
from needlelog.ui.follow_up.words import flags_of, follow_up_title, symptom_words
from needlelog.ui.record_words import joined, reaction_line
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.domain.clients import Client
    from needlelog.domain.expected_course import CourseFinding
    from needlelog.domain.follow_up import FollowUp
    from needlelog.domain.sessions import Reaction, SessionRecord
    from needlelog.services.follow_up import Outcomes
    from needlelog.ui.context import Context


def about_session(record: SessionRecord, client: Client) -> AskedAbout:
    """What the follow-up sheet needs to know of a session."""
    content = record.content
    return AskedAbout(
        content.uid,
        client.uid,
        client.name,
        client.phone,
        treatment_day(content),
        content.number,
        tuple((row.zone, row.side, row.depth_um) for row in content.zones),
    )


def ask_follow_up(
    context: Context, record: SessionRecord, client: Client, window: QWidget
) -> FollowUpSheet:
    """Open the sheet for a follow-up on a day that was not due."""
    sheet = FollowUpSheet(context, about_session(record, client), window)
    sheet.open()
    return sheet


def ask_event(
    context: Context,
    record: SessionRecord,
    window: QWidget,
    follow_up: FollowUp | None = None,
    flag: CourseFinding | None = None,
) -> EventSheet:
    """Open the sheet for a new adverse event of a session."""
    kind = KIND_OF_FLAG[flag.flag] if flag and flag.flag else AdverseKind.OTHER
    content = record.content
    event = AdverseEvent(
        "",
        content.client_uid,
        kind,
        follow_up.seen_on if follow_up else context.today(),
        session_uid=content.uid,
        follow_up_uid=follow_up.uid if follow_up else None,
    )
    sheet = EventSheet(context, event, window, content)
    sheet.open()
    return sheet


def ask_event_of_reaction(
    context: Context, record: SessionRecord, reaction: Reaction, window: QWidget
) -> EventSheet:
    """Open the sheet for a severe immediate reaction that was recorded at the close."""
    content = record.content
    event = AdverseEvent(
        "",
        content.client_uid,
        kind_of_reaction(reaction),
        treatment_day(content),
        SEVERE,
        session_uid=content.uid,
        note=reaction_line(reaction, context.zones),
    )
    sheet = EventSheet(context, event, window, content)
    sheet.open()
    return sheet


class SessionOutcomes(QWidget):
    """Events and red flags as notes, the diary as one quiet line. Empty outcomes show nothing."""

    def __init__(
        self,
        context: Context,
        record: SessionRecord,
        outcomes: Outcomes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 0, 18, 12)
        column.setSpacing(8)
        told = [
            f"{follow_up_title(each)}: {joined(symptom_words(each, context.zones), each.note)}"
            for each in current(outcomes.follow_ups)
        ]
        if told:
            column.addWidget(label("\n".join(told), "quiet", wrap=True))
        for event in outcomes.events:
            column.addWidget(EventNote(context, event, record.content))
        for each in current(outcomes.follow_ups):
            if flags := flags_of(each, outcomes):
                column.addWidget(red_flag_note(context, record, each, flags))


def red_flag_note(
    context: Context,
    record: SessionRecord,
    follow_up: FollowUp,
    flags: tuple[CourseFinding, ...],
) -> RedFlagNote:
    """The red flags of a follow-up from which no adverse event was recorded yet."""
    note = RedFlagNote()
    note.say_flags(flags)
    if not context.clinic.person.may_write:
        note.record.hide()
    note.event_wanted.connect(
        lambda: ask_event(context, record, note.window(), follow_up, flags[0])
    )
    return note
