"""One session beside the list: what was done, why it is flagged, its history, its questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.review import KEPT_FLAGS, Flag
from needlelog.domain.sessions import SessionState
from needlelog.ui import record_words
from needlelog.ui.addendum_words import addendum_title, void_words
from needlelog.ui.questions.thread import QuestionThread
from needlelog.ui.review_words import state_words
from needlelog.ui.screens.review.preview_parts import (
    Section,
    depth_rows,
    history_rows,
    said_note,
    why_note,
)
from needlelog.ui.screens.review.repeat_changes import repeat_changes
from needlelog.ui.screens.review.why import reasons
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.zone_thumbnail import ZoneThumbnail

if TYPE_CHECKING:
    from needlelog.domain.sessions import SessionRecord
    from needlelog.ui.context import Context
    from needlelog.ui.screens.review.preview_data import SessionPreview

_MAP = QSize(118, 190)


class PreviewCard(Card):
    """Reads like the record, only shorter; the acts are at its foot."""

    ask_wanted = Signal()
    countersign_wanted = Signal()
    open_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.shown: SessionPreview | None = None
        self._head()
        self.add_rule()
        self._page = ScrollPage()
        self._page.body.setSpacing(0)
        self.add(self._page, 1)
        self.done = Section("")
        self.note = Section(self.tr("Note"))
        self.why = Section(self.tr("Why it is flagged"))
        self.addenda = Section(self.tr("Addenda"))
        self.asked = Section(self.tr("Questions"))
        self.changed = Section(self.tr("Changed from the session before"))
        self.history = Section(self.tr("History of this record"))
        self.thread_of_questions = QuestionThread(context)
        self.asked.body.addWidget(self.thread_of_questions)
        for section in (
            self.done,
            self.why,
            self.asked,
            self.addenda,
            self.changed,
            self.note,
            self.history,
        ):
            self._page.body.addWidget(section)
        self._page.body.addStretch(1)
        self.add(rule())
        self._foot()

    def _head(self) -> None:
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 12)
        head.setSpacing(3)
        self._name_line = across = QHBoxLayout()
        across.setSpacing(8)
        self.name = label("", "heading", wrap=True)
        self.state = Pill("", "neutral")
        across.addWidget(self.name, 1)
        across.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(across)
        self.facts = label("", "quiet", wrap=True)
        head.addWidget(self.facts)
        self.body.addLayout(head)

    def _foot(self) -> None:
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 12, 16, 12)
        foot.setSpacing(8)
        self.ask_button = Button(self.tr("Ask"), "secondary", "comment-question-outline")
        self.ask_button.setAccessibleName(self.tr("Ask a question"))
        self.open_button = Button(self.tr("Open"), "secondary")
        self.open_button.setAccessibleName(self.tr("Open the record"))
        self.countersign_button = Button(self.tr("Countersign"), "primary")
        foot.addWidget(self.ask_button)
        foot.addWidget(self.open_button)
        foot.addStretch(1)
        foot.addWidget(self.countersign_button)
        self.body.addLayout(foot)
        self.ask_button.clicked.connect(lambda _checked: self.ask_wanted.emit())
        self.open_button.clicked.connect(lambda _checked: self.open_wanted.emit())
        self.countersign_button.clicked.connect(lambda _checked: self.countersign_wanted.emit())

    def show_session(self, found: SessionPreview) -> None:
        """Show another session, or the same one anew."""
        same = self.shown is not None and self.shown.row.id == found.row.id
        self.shown = found
        record, zones = found.record, self._context.zones
        self.name.setText(found.row.client_name)
        self.state.set_state(*state_words(record.state))
        self.facts.setText(self._facts(record))
        self._show_done(found)
        why = reasons(record, found.row.flags, found.outcomes, zones, found.recalled)
        void = void_words(record)
        loud = KEPT_FLAGS | Flag.ADVERSE_EVENT | Flag.RECALLED | Flag.RECALL_CLOSED
        flagged = bool(found.row.flags & loud)
        self.why.set_title(
            self.tr("Why it is flagged") if flagged else self.tr("What the screening found")
        )
        self.why.show_rows([*([said_note(void, "stop")] if void else []), *map(why_note, why)])
        self.addenda.show_rows(
            [
                said_note(each.text, "neutral", addendum_title(record, each))
                for each in record.addenda
            ]
        )
        self.note.show_rows(
            [label(record.content.note, "value", wrap=True)] if record.content.note else []
        )
        self.thread_of_questions.show_questions(found.questions)
        self.asked.setVisible(bool(found.questions))
        self.history.show_rows(history_rows(found.history, record, zones))
        changes = repeat_changes(found.repeated, record.content, zones) if found.repeated else ()
        self.changed.show_rows([label(line, "quiet", wrap=True) for line in changes])
        self._show_acts(record)
        if not same:
            self._page.verticalScrollBar().setValue(0)

    def set_narrow(self, on: bool) -> None:
        """Leave the words of a button to its sign where there is little room."""
        self.ask_button.setText("" if on else self.tr("Ask"))
        mark(self.ask_button, kind="icon" if on else "secondary")
        beside = QBoxLayout.Direction.LeftToRight
        self._name_line.setDirection(QBoxLayout.Direction.TopToBottom if on else beside)
        self.ask_button.setToolTip(self.ask_button.accessibleName())

    def _facts(self, record: SessionRecord) -> str:
        content = record.content
        licence = self.tr("lic. {number}").format(number=record.licence) if record.licence else ""
        who = ", ".join(filter(None, (record.signed_by, licence)))
        device = content.device.name if content.device else self.tr("no device written down")
        return record_words.joined(
            record_words.when(record), who, device, record_words.number_words(content)
        )

    def _show_done(self, found: SessionPreview) -> None:
        content = found.record.content
        if not content.zones:
            self.done.show_rows([label(self.tr("Nobody was treated."), "quiet")])
            return
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(14)
        scale = metrics().text
        picture = ZoneThumbnail(found.row.zones, QSize(scale(_MAP.width()), scale(_MAP.height())))
        across.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        for line in depth_rows(found, self._context.zones):
            column.addWidget(line)
        column.addStretch(1)
        across.addLayout(column, 1)
        self.done.show_rows([holder])

    def _show_acts(self, record: SessionRecord) -> None:
        manages = self._context.clinic.person.may_manage
        waits = record.state is SessionState.SIGNED
        self.ask_button.setVisible(manages and record.state is not SessionState.VOID)
        self.countersign_button.setVisible(manages and waits)
