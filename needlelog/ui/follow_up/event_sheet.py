"""The sheet for an adverse event: what, how bad, what was done, which product, and when over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from needlelog.domain.adverse_events import (
    HIGHEST_GRADE,
    LEAST_GRADE,
    AdverseEvent,
    AdverseKind,
    UsedLot,
    lots_of,
)
from needlelog.domain.begun_words import BegunKind
from needlelog.services import clients, sessions
from needlelog.services.adverse_events import record_event, update_event
from needlelog.ui.begun_words import BegunKeeper, BegunNote, empty_field, keep_begun
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.follow_up.signs import EVENT_GRADES, KINDS, word
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from needlelog.domain.sessions import SessionDraft

_LONGEST = 1000


class EventSheet(EntrySheet):
    """A new event (without uid), or one that is brought up to date. Nothing is ever deleted.

    ``content`` is the session where it is at hand; else it is read.
    """

    def __init__(
        self,
        context: Context,
        event: AdverseEvent,
        parent: QWidget | None,
        content: SessionDraft | None = None,
        on_saved: Callable[[AdverseEvent], None] | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("EventSheet", "Adverse event"),
            translate("EventSheet", "Save") if event.uid else translate("EventSheet", "Record"),
            parent,
            translate(
                "EventSheet",
                "It stays with the client and the session for good. What is known later is "
                "added here; the trail keeps what stood before.",
            ),
        )
        self.setMinimumWidth(metrics().text(660))
        self.scroll_where_needed()
        self._event = event
        self._on_saved = on_saved
        self._lots: tuple[UsedLot, ...] = ()
        self._begun: BegunKeeper | None = None
        self._build(event)
        if not event.uid:
            self._keep_begun(event)
        clinic = context.clinic

        def read() -> tuple[str, tuple[UsedLot, ...]]:
            used: tuple[UsedLot, ...] = ()
            if content is not None:
                used = lots_of(content)
            elif event.session_uid is not None:
                used = lots_of(sessions.session_record(clinic, event.session_uid).content)
            return clients.client(clinic, event.client_uid).name, used

        context.read(read, self._take, owner=self)

    def _take(self, found: tuple[str, tuple[UsedLot, ...]]) -> None:
        name, lots = found
        self.set_title(self.tr("Adverse event · {name}").format(name=name))
        self._offer_lots(lots)

    def _keep_begun(self, event: AdverseEvent) -> None:
        """Keep the words of a new event while they are typed."""
        self.begun_note = BegunNote()
        place = BegunKind.EVENT, event.session_uid or event.client_uid
        self._begun = keeper = keep_begun(self, self.context, place, self)
        for field in self._worded().values():
            field.textChanged.connect(lambda _text: keeper.touched())
        for choice in (self.kind, self.grade):
            choice.chosen.connect(lambda _key: keeper.touched())

    def _worded(self) -> dict[str, QLineEdit]:
        return {"action": self.action, "referral": self.referral, "note": self.note}

    def begun(self) -> dict[str, str]:
        """See `BegunFields`; without any words nothing was begun."""
        words = {name: field.text() for name, field in self._worded().items()}
        if not any(text.strip() for text in words.values()):
            return {}
        return words | {"kind": self.kind.current(), "grade": self.grade.current()}

    def take_up(self, words: Mapping[str, str]) -> None:
        """See `BegunFields`."""
        for name, field in self._worded().items():
            field.setText(words.get(name, ""))
            field.setModified(bool(field.text()))
        if words:
            self.kind.set_current(words.get("kind", ""))
            self.grade.set_current(words.get("grade", ""))

    def empty(self) -> None:
        """See `BegunFields`."""
        for field in self._worded().values():
            empty_field(field)

    def not_kept(self, error: Exception) -> None:
        """Say why, and go on keeping what is typed."""
        if self._begun is not None:
            self._begun.go_on()
        super().not_kept(error)

    def submit(self) -> None:
        """Keep the event as it stands in the fields."""
        noticed = self.noticed.value()
        if noticed is None:
            self.noticed_row.set_error(self.tr("Please write the day it was noticed."))
            return
        kind = AdverseKind(self.kind.current())
        unsaid = kind is AdverseKind.OTHER and not self.note.text().strip()
        if unsaid and not self._event.uid:
            self.kind_row.set_error(self.tr("Please choose what it was, or write it in words."))
            return
        lot = self._chosen_lot()
        event = replace(
            self._event,
            kind=kind,
            grade=int(self.grade.current()) if self.grade.current() else None,
            noticed_on=noticed,
            resolved_on=self.resolved.value(),
            action=self.action.text(),
            referral=self.referral.text(),
            note=self.note.text(),
            product=lot.product if lot else "",
            lot=lot.lot if lot else "",
            lot_uid=lot.lot_uid if lot else None,
        )
        clinic = self.context.clinic
        act = update_event if event.uid else record_event
        if self._begun is not None:
            self._begun.rest()

        def kept(result: AdverseEvent) -> None:
            self.context.message.emit(self.tr("The adverse event is recorded."))
            if self._on_saved is not None:
                self._on_saved(result)

        self.save(
            lambda: act(clinic, event), Changes.of("adverse_event", uid=event.client_uid), kept
        )

    def _build(self, event: AdverseEvent) -> None:
        self.kind = ChoiceBox(self.tr("What"), [(kind, word(KINDS, kind)) for kind in KINDS])
        self.kind.set_current(event.kind)
        self.grade = ChoiceBox(
            self.tr("How bad"),
            [
                (str(grade), f"{grade} · {word(EVENT_GRADES, grade)}")
                for grade in range(LEAST_GRADE, HIGHEST_GRADE + 1)
            ],
            self.tr("Not graded yet"),
        )
        self.grade.set_current("" if event.grade is None else str(event.grade))
        self.noticed = DateField(self.tr("Noticed on"))
        self.noticed.set_value(event.noticed_on)
        self.resolved = DateField(self.tr("Resolved on"))
        self.resolved.set_value(event.resolved_on)
        self.lot = ChoiceBox(self.tr("Product and lot"), none_label=self.tr("No product suspected"))
        self._offer_lots(())
        self.action = _line(event.action)
        self.referral = _line(event.referral)
        self.note = _line(event.note)
        self.kind_row = self._row(self.tr("What"), self.kind)
        self._pair(self.kind_row, self._row(self.tr("How bad"), self.grade))
        self.noticed_row = self._row(self.tr("Noticed on"), self.noticed)
        self._pair(
            self.noticed_row,
            self._row(
                self.tr("Resolved on"), self.resolved, self.tr("Leave it empty until it is over.")
            ),
        )
        self.add_row(self.tr("What was done"), self.action)
        self.add_row(self.tr("Referred to, or advice obtained from"), self.referral)
        self.add_row(self.tr("Product and lot"), self.lot)
        self.add_row(self.tr("In words"), self.note)
        self.kind.setFocus()

    def _row(self, text: str, field: QWidget, hint: str = "") -> FormRow:
        row = FormRow(text, field, hint)
        self._rows.append(row)
        return row

    def _pair(self, left: FormRow, right: FormRow) -> None:
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(left, 1)
        across.addWidget(right, 1)
        self.body.addLayout(across)

    def _offer_lots(self, found: tuple[UsedLot, ...]) -> None:
        present = UsedLot(self._event.product, self._event.lot, self._event.lot_uid)
        lots = found
        if self._event.lot and present not in found:
            lots = (present, *found)
        self._lots = lots
        self.lot.set_options(
            [(str(n), f"{each.product} {each.lot}".strip()) for n, each in enumerate(lots)]
        )
        if present in lots and not self.lot.current():
            self.lot.set_current(str(lots.index(present)))

    def _chosen_lot(self) -> UsedLot | None:
        key = self.lot.current()
        return self._lots[int(key)] if key else None


def _line(text: str) -> QLineEdit:
    field = QLineEdit(text)
    field.setMaxLength(_LONGEST)
    field.setCursorPosition(0)
    return field
