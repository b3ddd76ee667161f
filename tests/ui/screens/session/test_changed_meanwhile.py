"""What changes while a session is open is shown in it: the client, the day, the plan, the date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel

from needlelog.domain.clients import (
    Answer,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
)
from needlelog.domain.consents import ConsentStanding
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.plans import Plan
from needlelog.domain.screening.draft_answers import answer_of
from needlelog.files.reference_data import shipped_rules
from needlelog.services import clients, people, plans, sessions
from needlelog.services.paper_consents import record_paper_consent
from needlelog.ui.context import Changes
from tests.services.conftest import SteppingClock
from tests.ui.screens.session.test_screening import (
    Room,
    clinic,
    clock,
    folder,
    room,
    tap,
    template,
)

if TYPE_CHECKING:
    from needlelog.domain.sessions import SessionDraft

__all__ = ["clinic", "clock", "folder", "room", "template"]


def write(room: Room, changed: SessionDraft) -> None:
    room.screen.acts.apply("test", changed)


def standing(room: Room) -> ConsentStanding:
    around = room.screen._around
    assert around is not None
    (found,) = around.consents
    return found


def test_the_header_follows_the_client(room: Room) -> None:
    held = clients.client(room.clinic, room.client.uid)
    clients.save_client(room.clinic, replace(held, phototype=5, name="Amara Osei-Bonsu"))
    room.context.changed.emit(Changes.of("client", uid=held.uid))
    header = room.screen.parts.header
    assert header._title.text() == "Amara Osei-Bonsu"
    assert "Fitzpatrick V" in header._subtitle.text()


def test_the_consent_is_that_of_the_day_of_the_treatment(room: Room) -> None:
    record_paper_consent(
        room.clinic,
        room.client.uid,
        Consent("", ConsentKind.TREATMENT, "v3", ConsentStatus.GIVEN, room.today),
    )
    room.context.changed.emit(Changes.of("client", uid=room.client.uid))
    assert standing(room).holds
    start = room.draft.created_at
    room.screen.acts.set_times(start - timedelta(days=5), None)
    assert not standing(room).holds
    room.screen.editor.undo()
    assert standing(room).holds


def test_the_interval_is_that_of_the_plan_the_draft_has_now(room: Room) -> None:
    plan = plans.save_plan(
        room.clinic, Plan("", room.client.uid, "scars", zones=(), interval_days=30)
    )
    write(room, replace(room.draft, plan_uid=plan.uid))
    around = room.screen._around
    assert around is not None
    assert around.own_log.plan_interval_days == 30
    assert around.plan is not None


def test_a_session_left_open_overnight_counts_from_the_new_day(
    room: Room, clock: SteppingClock
) -> None:
    tap(room.row("sun").yes)
    clock.forward(days=1)
    room.screen.open_draft(room.draft.uid)
    tap(room.row("retinoid").yes)
    days = room.row("retinoid").line("retinoid").days
    assert days is not None
    yesterday = room.today - timedelta(days=1)
    chip = days.chip(yesterday)
    assert chip is not None
    assert chip.text() == "Yesterday"
    tap(chip)
    answer = answer_of(room.draft, "retinoid")
    assert answer is not None
    assert answer.last_exposure == yesterday


def test_what_was_cannot_lie_ahead(room: Room) -> None:
    tap(room.row("retinoid").yes)
    days = room.row("retinoid").line("retinoid").days
    assert days is not None
    room.write(days.field.line, "5 Dec 2031")
    QTest.keyClick(days.field.line, Qt.Key.Key_Return)
    answer = answer_of(room.draft, "retinoid")
    assert answer is not None
    assert answer.last_exposure is None
    assert "still to come" in (days.field.error() or "")


def test_what_is_coming_cannot_be_over(room: Room) -> None:
    tap(room.row("coming").yes)
    tap(room.row("coming").chip("event"))
    days = room.row("coming").line("event").days
    assert days is not None
    room.write(days.field.line, "5 Dec 2001")
    QTest.keyClick(days.field.line, Qt.Key.Key_Return)
    answer = answer_of(room.draft, "event")
    assert answer is not None
    assert answer.last_exposure is None
    assert "is over" in (days.field.error() or "")


def test_the_keyboard_begins_right_before_a_question_that_is_shown(room: Room) -> None:
    tap(room.screen.parts.screening.unchanged)
    room.screen.screening.go_to_screening()
    page = QApplication.focusWidget()
    assert page is room.screen.parts.screening, "a key answers nothing yet"
    QTest.keyClick(page, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QAbstractButton)
    assert focused.isVisible()


def test_the_dwell_goes_on_behind_the_lock_and_is_told_after_it(
    room: Room, clock: SteppingClock
) -> None:
    room.screen.screening.go_to_zones()
    room.screen.acts.add_numbing(agent="lidocaine", strength="4 %")
    (row,) = room.draft.numbing
    room.screen.acts.set_numbing(row.row, "on", on_at=room.context.now())
    numbing = room.screen.parts.side.numbing
    assert numbing._clock.isActive()
    room.screen.hide()
    assert not numbing._clock.isActive()
    clock.forward(minutes=31)
    room.screen.show()
    assert "on for 31 min" in numbing.accessibleName()
    assert numbing._clock.isActive()


def test_numbing_that_stays_on_too_long_is_told_while_it_runs(
    room: Room, clock: SteppingClock
) -> None:
    room.screen.screening.go_to_zones()
    room.screen.acts.add_numbing(agent="lidocaine", strength="4 %")
    (row,) = room.draft.numbing
    room.screen.acts.set_numbing(row.row, "on", on_at=room.context.now())
    numbing = room.screen.parts.side.numbing
    assert numbing._around is not None
    numbing._around = replace(numbing._around, book=shipped_rules())
    clock.forward(minutes=120)
    numbing.run_clock()
    assert numbing.accessibleName().endswith("on for 120 min")
    clock.forward(minutes=1)
    numbing.run_clock()
    assert "on for 121 min: over 120" in numbing.accessibleName()


def test_the_last_look_names_the_colleague_who_began(room: Room) -> None:
    colleague = people.add_person(
        room.clinic, Practitioner("", "Sam Okafor", Role.PRACTITIONER), "another passphrase"
    )
    begun = replace(room.draft, uid="begun-before", practitioner_uid=colleague.uid)
    sessions.save_draft(room.clinic, begun)
    room.screen.open_draft(begun.uid)
    room.screen.screening.go_to_zones()
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    told = [each.text() for each in sheet.findChildren(QLabel)]
    assert any("begun by Sam Okafor" in text for text in told)


def test_many_alerts_leave_room_for_the_session_and_for_what_stops_it(room: Room) -> None:
    held = clients.client(room.clinic, room.client.uid)
    many = tuple(
        HistoryItem("", HistoryKind.ALLERGY, f"Thing {number}", Answer.YES) for number in range(20)
    )
    clients.save_client(room.clinic, replace(held, history=(*held.history, *many)))
    room.context.changed.emit(Changes.of("client", uid=held.uid))
    shown = [text for text, _tone in room.screen.parts._pills]
    named = [text for text in shown if "allergy" in text]
    assert len(named) == 5
    assert any(text.startswith("+1") for text in shown)
    assert shown[-1].endswith((" stop", " stops", " caution", " cautions"))
