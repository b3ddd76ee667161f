"""A clinic that is worked with, locked, killed, restored and exchanged, against a plain model.

After each step nothing signed is gone, each record says what was signed, the chain is whole and
the check of everything finds nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import text

from needlelog.db import types
from needlelog.db.new_chain import start_new_chain
from needlelog.domain.backups import BackupReason
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.services import client_merge, clients, review, sessions
from needlelog.services.backups import back_up
from needlelog.services.exchange.machines import begin, join, replaced_here, this_machine
from needlelog.services.exchange.receiving import receive
from needlelog.services.exchange.sending import send
from needlelog.services.people import add_person
from needlelog.services.restoring import backups_to_restore, prepare_here, restore_here
from needlelog.services.set_aside import set_aside, take_back
from tests.faults.clinic import (
    CLIENTS,
    NOW,
    PASSPHRASE,
    Clock,
    assert_whole,
    copy_folder,
    filled,
    make_folder,
    open_folder,
    opened,
    treat,
)
from tests.faults.killing import Say, kill_at_step

LONG = int(os.environ.get("NEEDLELOG_FAULTS", "0"))
REVIEWER = Practitioner("person-reviewer", "Nadia Reviewer", Role.MANAGER)
WORDS = st.text("abc äß針\n'\"%;", min_size=1, max_size=12).filter(str.strip)
CLIENT = st.sampled_from(sorted(CLIENTS))
PICK = st.integers(min_value=0, max_value=99)


@dataclass
class Model:
    """What a person who watched would know of the records."""

    notes: dict[str, str] = field(default_factory=dict)
    states: dict[str, SessionState] = field(default_factory=dict)
    addenda: dict[str, list[str]] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    phones: dict[str, str] = field(default_factory=lambda: dict.fromkeys(CLIENTS, ""))
    merged: bool = False

    def copy(self) -> Model:
        return replace(
            self,
            notes=dict(self.notes),
            states=dict(self.states),
            addenda={uid: list(words) for uid, words in self.addenda.items()},
            drafts=dict(self.drafts),
            phones=dict(self.phones),
        )


@pytest.fixture(scope="module")
def machines(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two machines of one clinic as they were on the day they parted."""
    here = tmp_path_factory.mktemp("machines") / "here"
    make_folder(here)
    with opened(here) as clinic:
        add_person(clinic, REVIEWER, PASSPHRASE)
        begin(clinic, "Reception")
    there = here.with_name("there")
    shutil.copytree(here, there, ignore=shutil.ignore_patterns("machine_key.json", "*.lock"))
    with opened(there) as clinic:
        with clinic.database.write() as session:
            start_new_chain(session, clinic.clock(), clinic.person, "unpacked")
        join(clinic, "Room 1")
    return here, there


def as_a_program_of_its_own() -> None:
    """Identities go on from the latest instant one program has seen; a start begins anew."""
    types._uids = types._UidSource()


class ClinicLife(RuleBasedStateMachine):
    """The acts of a few days, in any order."""

    origin: tuple[Path, Path]

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="clinic-life-"))
        self.clock = Clock(NOW)
        self.model = Model()
        self.backups: dict[str, Model] = {}
        self.elsewhere: dict[str, str] = {}
        self.before_restore: Model | None = None
        self.looked = 0

    @initialize()
    def open_for_the_first_time(self) -> None:
        as_a_program_of_its_own()
        for source, name in zip(self.origin, ("here", "there"), strict=True):
            copy_folder(source, self.root / name)
        (self.root / "stick").mkdir()
        self.clinic = open_folder(self.root / "here", self.clock)

    def teardown(self) -> None:
        with contextlib.suppress(AttributeError):
            self.clinic.close()
        shutil.rmtree(self.root, ignore_errors=True)

    def pick(self, number: int, *states: SessionState) -> str:
        found = [uid for uid, state in self.model.states.items() if state in states]
        return found[number % len(found)]

    def some(self, *states: SessionState) -> bool:
        return any(state in states for state in self.model.states.values())

    # --- the day ------------------------------------------------------------------------------

    @rule(client=CLIENT, note=WORDS)
    def start(self, client: str, note: str) -> None:
        draft = filled(sessions.start_session(self.clinic, client), note)
        sessions.save_draft(self.clinic, draft)
        self.model.drafts[draft.uid] = note

    @precondition(lambda self: self.model.drafts)
    @rule(number=PICK, note=WORDS)
    def write_on(self, number: int, note: str) -> None:
        uid = list(self.model.drafts)[number % len(self.model.drafts)]
        draft = sessions.load_draft(self.clinic, uid)
        sessions.save_draft(self.clinic, replace(draft, note=note))
        self.model.drafts[uid] = note

    @precondition(lambda self: self.model.drafts)
    @rule(number=PICK)
    def sign(self, number: int) -> None:
        uid = list(self.model.drafts)[number % len(self.model.drafts)]
        draft = sessions.load_draft(self.clinic, uid)
        if not draft.zones:  # it was begun by a program that was killed before anything was in it
            sessions.save_draft(self.clinic, filled(draft, draft.note))
        sessions.sign_session(self.clinic, uid)
        self.signed(uid, self.model.drafts.pop(uid))

    @precondition(lambda self: self.model.drafts)
    @rule(number=PICK)
    def discard(self, number: int) -> None:
        uid = list(self.model.drafts)[number % len(self.model.drafts)]
        sessions.discard_draft(self.clinic, uid)
        del self.model.drafts[uid]

    def signed(self, uid: str, note: str) -> None:
        self.model.notes[uid] = note
        self.model.states[uid] = SessionState.SIGNED
        self.model.addenda[uid] = []

    @precondition(lambda self: self.some(SessionState.SIGNED, SessionState.COUNTERSIGNED))
    @rule(number=PICK, words=WORDS)
    def add(self, number: int, words: str) -> None:
        uid = self.pick(number, SessionState.SIGNED, SessionState.COUNTERSIGNED)
        sessions.add_addendum(self.clinic, uid, words)
        self.model.addenda[uid].append(words.strip())

    @precondition(lambda self: self.some(SessionState.SIGNED, SessionState.COUNTERSIGNED))
    @rule(number=PICK)
    def void(self, number: int) -> None:
        uid = self.pick(number, SessionState.SIGNED, SessionState.COUNTERSIGNED)
        sessions.void_session(self.clinic, uid, "wrong client")
        self.model.states[uid] = SessionState.VOID

    @precondition(lambda self: self.some(SessionState.SIGNED))
    @rule(number=PICK)
    def countersign(self, number: int) -> None:
        uid = self.pick(number, SessionState.SIGNED)
        with self.clinic.database.read() as session:
            number = session.connection().scalar(
                text("SELECT id FROM session WHERE uid = :uid"), {"uid": uid}
            )
        self.clinic.person, author = REVIEWER, self.clinic.person
        review.countersign(self.clinic, [number], also_incomplete=True)
        self.clinic.person = author
        self.model.states[uid] = SessionState.COUNTERSIGNED

    # --- clients ------------------------------------------------------------------------------

    @rule(client=CLIENT, phone=st.from_regex(r"[0-9]{3,9}", fullmatch=True))
    def edit_client(self, client: str, phone: str) -> None:
        if self.model.merged:
            return
        now = clients.client(self.clinic, client)
        clients.save_client(self.clinic, replace(now, phone=phone))
        self.model.phones[client] = phone

    @precondition(lambda self: not self.model.merged)
    @rule()
    def merge(self) -> None:
        client_merge.merge(self.clinic, "anna", "berta")
        self.model.merged = True

    @precondition(lambda self: self.model.merged)
    @rule()
    def part(self) -> None:
        (made,) = client_merge.merges(self.clinic, "anna")
        client_merge.undo_merge(self.clinic, made.uid)
        self.model.merged = False

    # --- what happens to the program ------------------------------------------------------------

    @rule()
    def lock(self) -> None:
        self.clinic.close()
        self.clinic = open_folder(self.root / "here", self.clock)

    @rule(step=st.integers(min_value=1, max_value=150), note=WORDS)
    def be_killed(self, step: int, note: str) -> None:
        """A child signs and is killed at a step; the parent finds all of it or a draft of it."""
        if sys.platform == "win32":
            return
        self.clinic.close()

        def work(say: Say) -> None:
            with opened(self.root / "here", self.clock) as clinic:
                draft = filled(sessions.start_session(clinic, "anna"), note)
                sessions.save_draft(clinic, draft)
                sessions.sign_session(clinic, draft.uid)
                say(f"signed {draft.uid}")

        said = kill_at_step(work, step).said
        self.clock.now += timedelta(minutes=10)
        as_a_program_of_its_own()
        self.clinic = open_folder(self.root / "here", self.clock)
        new = {uid: each for uid, each in self.records().items() if uid not in self.model.notes}
        assert len(new) <= 1
        for uid, record in new.items():
            assert record.content.note == note
            self.signed(uid, note)
        assert not [line for line in said if line.startswith("signed")] or new
        for row in sessions.drafts(self.clinic):
            if row.uid not in self.model.drafts:
                left = sessions.load_draft(self.clinic, row.uid).note
                assert left in ("", note)
                self.model.drafts[row.uid] = left

    # --- copies -------------------------------------------------------------------------------

    @rule()
    def make_backup(self) -> None:
        outcome = back_up(self.clinic, BackupReason.BY_HAND)
        assert not outcome.failed
        for made in outcome.made.values():
            self.backups[made.note.name] = self.model.copy()

    @precondition(lambda self: self.backups)
    @rule(number=PICK)
    def restore(self, number: int) -> None:
        found = [
            each
            for each in backups_to_restore(self.clinic.folder)
            if each.note.name in self.backups
        ]
        chosen = found[number % len(found)]
        self.before_restore = self.model
        restore_here(self.clinic, prepare_here(self.clinic, chosen))
        self.model = self.backups[chosen.note.name].copy()
        self.clinic = open_folder(self.root / "here", self.clock)
        self.parted()

    def parted(self) -> None:
        """What was unfinished in a copy is another session from now on; what it says is the same."""
        drafts = self.drafts()
        assert sorted(drafts.values()) == sorted(self.model.drafts.values())
        assert not drafts.keys() & self.model.drafts.keys()
        self.model.drafts = drafts

    @precondition(lambda self: self.before_restore is not None)
    @rule()
    def take_restore_back(self) -> None:
        former, self.before_restore = self.before_restore, None
        assert former is not None
        take_back(self.clinic, set_aside(self.clinic.folder)[0])
        self.model = former
        self.clinic = open_folder(self.root / "here", self.clock)

    # --- the other machine --------------------------------------------------------------------

    @rule(note=WORDS)
    def treat_elsewhere(self, note: str) -> None:
        with opened(self.root / "there", self.clock) as other:
            self.elsewhere[treat(other, "berta", note).content.uid] = note

    @precondition(lambda self: self.elsewhere)
    @rule()
    def receive_from_elsewhere(self) -> None:
        with opened(self.root / "there", self.clock) as other:
            sent = send(other, self.root / "stick", everything=True)
        if this_machine(self.clinic) is None:
            # Restored records go on under an identity of their own; a manager gives it a name.
            join(self.clinic, "Reception", replaced_here(self.clinic))
        receive(self.clinic, self.root / "stick" / sent.file)
        for uid, note in self.elsewhere.items():
            if uid not in self.model.notes:
                self.signed(uid, note)

    # --- what always holds --------------------------------------------------------------------

    def records(self) -> dict[str, SessionRecord]:
        shown = ["anna"] if self.model.merged else sorted(CLIENTS)
        return {
            record.content.uid: record
            for client in shown
            for record in sessions.records(self.clinic, client)
        }

    def drafts(self) -> dict[str, str]:
        return {
            row.uid: sessions.load_draft(self.clinic, row.uid).note
            for row in sessions.drafts(self.clinic)
        }

    @invariant()
    def nothing_signed_is_gone_and_all_is_whole(self) -> None:
        if not hasattr(self, "clinic"):
            return
        there = self.records()
        assert {uid: each.content.note for uid, each in there.items()} == self.model.notes
        assert {uid: each.state for uid, each in there.items()} == self.model.states
        assert {
            uid: [one.text for one in each.addenda] for uid, each in there.items()
        } == self.model.addenda
        assert self.drafts() == self.model.drafts
        if not self.model.merged:
            phones = {uid: clients.client(self.clinic, uid).phone for uid in CLIENTS}
            assert phones == self.model.phones
        assert_whole(self.clinic)


def test_a_clinics_life(machines: tuple[Path, Path]) -> None:
    life = type("Life", (ClinicLife,), {"origin": machines})
    run_state_machine_as_test(
        life,
        settings=settings(
            max_examples=LONG // 5 or 3,
            stateful_step_count=60 if LONG else 25,
            deadline=None,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            print_blob=True,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_restored_records_are_exchanged_and_taken_back(machines: tuple[Path, Path]) -> None:
    """One order of the acts that took some finding."""
    life = type("Life", (ClinicLife,), {"origin": machines})()
    life.open_for_the_first_time()
    try:
        life.start(client="anna", note="here")
        life.sign(number=0)
        for _ in range(2):
            life.make_backup()
            life.treat_elsewhere(note="of the other")
            life.receive_from_elsewhere()
            life.restore(number=0)
            life.nothing_signed_is_gone_and_all_is_whole()
            life.receive_from_elsewhere()
            life.nothing_signed_is_gone_and_all_is_whole()
        life.take_restore_back()
        life.nothing_signed_is_gone_and_all_is_whole()
    finally:
        life.teardown()
