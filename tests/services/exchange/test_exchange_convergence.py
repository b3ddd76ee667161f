"""Any interleaving of edits and exchanges among three machines comes to the same records.

Each machine is a real clinic folder. Files are received late, twice, in any order, or never; some
are taken back. In the end everybody sends to everybody, and all must hold the same.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import (
    Answer,
    AvoidKind,
    AvoidMark,
    Client,
    ClientConcern,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
)
from needlelog.domain.errors import KnownError
from needlelog.domain.exchange.errors import (
    ErasureEntangled,
    NoManagerLeft,
    ReceiptNotUndoable,
    RecordsBetweenMissing,
)
from needlelog.domain.follow_up import FollowUp
from needlelog.domain.people import Role
from needlelog.domain.plans import Plan
from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import CartridgeUse, TopicalRow, ZoneRow
from needlelog.domain.stock import Lot, Product, StockUnit
from needlelog.domain.zones import Side
from needlelog.services import (
    adverse_events,
    client_merge,
    clients,
    consents,
    follow_up,
    paper_consents,
    people,
    plans,
    retention,
    review,
    scores,
    sessions,
    stock,
)
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.conflicts import choose, conflicts
from needlelog.services.exchange.receiving import preview, receipts, receive, undo_receive
from needlelog.services.exchange.sending import send
from needlelog.services.settings import save_settings
from needlelog.services.settings import settings as clinic_settings
from needlelog.services.verification import verify
from tests.services.conftest import PRACTITIONER, SteppingClock
from tests.services.machines import Machines, differences, opened

WORDS = st.sampled_from(("alpha", "beta", "gamma"))
MACHINE = st.integers(0, 2)
PICK = st.integers(0, 30)
ZONE = ZoneRow(1, "face.chin", Side.MID, depth_um=500)


def pick(found: list[str], number: int) -> str | None:
    return found[number % len(found)] if found else None


class ThreeMachines(RuleBasedStateMachine):
    """What three people do at three machines."""

    folders: ClassVar[list[Path]]

    def __init__(self) -> None:
        super().__init__()
        self.place = Path(tempfile.mkdtemp())
        self.clock = SteppingClock()
        self.clock.forward(days=1)
        opened_clinics = []
        for folder in self.folders:
            copied = self.place / folder.name
            shutil.copytree(folder, copied)
            opened_clinics.append(opened(copied, self.clock))
        stick = self.place / "stick"
        stick.mkdir()
        self.machines = Machines(opened_clinics, self.clock, stick)
        self.files: list[tuple[int, Path]] = []
        self.lot = Lot("", "", "S-1")

    def teardown(self) -> None:
        try:
            self.machines.everybody()
            one = self.machines.clinics[0]
            for other in self.machines.clinics[1:]:
                assert differences(one, other) == []
            for clinic in self.machines.clinics:
                assert verify(clinic) == ()
        finally:
            self.machines.close()
            shutil.rmtree(self.place, ignore_errors=True)

    def at(self, machine: int) -> Clinic:
        """The clinic on a machine, some time later; clocks differ by a few minutes."""
        self.clock.forward(seconds=7)
        return self.machines.clinics[machine]

    def some_client(self, clinic: Clinic, number: int) -> Client | None:
        ids = clients.search_client_ids(clinic, "")
        uid = pick([row.uid for row in clients.client_rows(clinic, ids)], number)
        return None if uid is None else clients.client(clinic, uid)

    def some_session(self, clinic: Clinic, number: int) -> str | None:
        with clinic.database.read() as session:
            found = session.connection().exec_driver_sql("SELECT uid FROM session ORDER BY uid")
            return pick(list(found.scalars()), number)

    @staticmethod
    def allowed(act: Callable[[], object]) -> None:
        """Do what a person may do; what the program refuses in words is no matter."""
        try:
            act()
        except KnownError:
            return

    @initialize()
    def everybody_knows(self) -> None:
        """Two clients, a counted lot and a plan that all three know."""
        one = self.at(0)
        for name in ("Anna", "Berta"):
            clients.create_client(
                one,
                Client(
                    "",
                    name,
                    history=(HistoryItem("", HistoryKind.ALLERGY, "latex", Answer.YES),),
                    concerns=(ClientConcern("", "acne", zones=(("face.chin", Side.MID),)),),
                ),
            )
        product = stock.save_product(one, Product("", "Serum", "serum", unit=StockUnit.MICROLITRE))
        self.lot = stock.save_lot(one, Lot("", product.uid, "S-1", quantity=900))
        self.machines.everybody()

    # --- what is recorded -----------------------------------------------------------------------

    @rule(machine=MACHINE, name=WORDS)
    def a_new_client(self, machine: int, name: str) -> None:
        clients.create_client(self.at(machine), Client("", name))

    @rule(machine=MACHINE, which=PICK, word=WORDS)
    def details_change(self, machine: int, which: int, word: str) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        clients.save_client(clinic, replace(client, name=word, phone=word, note=word * 2))

    @rule(machine=MACHINE, which=PICK, answer=st.sampled_from(("yes", "no")), alert=st.booleans())
    def history_changes(self, machine: int, which: int, answer: str, alert: bool) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        kept = tuple(
            replace(item, answer=Answer(answer), alert=alert, note=answer)
            for item in client.history[:2]
        )
        fresh = (HistoryItem("", HistoryKind.MEDICINE, answer, Answer.YES),) if alert else ()
        clients.save_client(clinic, replace(client, history=(*kept, *fresh)))

    @rule(
        machine=MACHINE, which=PICK, zone=st.sampled_from(("face.chin", "face.nose", "neck.front"))
    )
    def concerns_change(self, machine: int, which: int, zone: str) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        kept = tuple(
            replace(each, zones=((zone, Side.MID),), severity=zone) for each in client.concerns
        )
        mark = AvoidMark("", AvoidKind.MOLE, "face", 10, 10)
        avoid = () if len(client.avoid) > 1 else (*client.avoid, mark)
        clients.save_client(clinic, replace(client, concerns=kept, avoid=avoid))

    @rule(machine=MACHINE, which=PICK, amount=st.sampled_from((None, 100, 400)))
    def a_session_is_signed(self, machine: int, which: int, amount: int | None) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return

        def sign() -> None:
            draft = sessions.start_session(clinic, client.uid)
            topical = TopicalRow(
                1, "Serum", "serum", self.lot.product_uid, self.lot.uid, "S-1", amount_ul=amount
            )
            cartridge = CartridgeUse(
                None, None, "16 pins", "C-1", None, 1, "", f"serial{which % 3}"
            )
            draft = replace(
                draft, zones=(ZONE,), topicals=(topical,), cartridge=cartridge, reactions=()
            )
            sessions.save_draft(clinic, draft)
            sessions.sign_session(clinic, draft.uid)

        self.allowed(sign)

    @rule(machine=MACHINE, which=PICK)
    def a_session_is_begun(self, machine: int, which: int) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        sessions.start_session(clinic, client.uid)

    @rule(
        machine=MACHINE, which=PICK, word=WORDS, act=st.sampled_from(("add", "void", "sign", "ask"))
    )
    def a_session_goes_on(self, machine: int, which: int, word: str, act: str) -> None:
        clinic = self.at(machine)
        uid = self.some_session(clinic, which)
        if uid is None:
            return
        if act == "add":
            self.allowed(lambda: sessions.add_addendum(clinic, uid, word))
        elif act == "void":
            self.allowed(lambda: sessions.void_session(clinic, uid, word))
        elif act == "ask":
            self.allowed(lambda: review.ask_question(clinic, uid, word))
        else:
            with clinic.database.read() as session:
                number = session.connection().exec_driver_sql(
                    "SELECT id FROM session WHERE uid = ?", (uid,)
                )
                ids = [number.scalar_one()]
            self.allowed(lambda: review.countersign(clinic, ids, also_incomplete=True))

    @rule(machine=MACHINE, which=PICK, word=WORDS)
    def a_question_is_answered(self, machine: int, which: int, word: str) -> None:
        clinic = self.at(machine)
        asked = review.questions_for_me(clinic)
        uid = pick([each.uid for each in asked], which)
        if uid is not None:
            self.allowed(lambda: review.answer_question(clinic, uid, word))
            if which % 2:
                self.allowed(lambda: review.close_question(clinic, uid))

    @rule(machine=MACHINE, which=PICK, interval=st.sampled_from((14, 28)), zone=st.booleans())
    def a_plan_is_made_or_changed(
        self, machine: int, which: int, interval: int, zone: bool
    ) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        known = plans.plans(clinic, client.uid)
        plan = known[0] if known else Plan("", client.uid, "acne", planned_sessions=3)
        zones = (("face.nose", Side.MID),) if zone else (("face.chin", Side.MID),)
        plans.save_plan(clinic, replace(plan, interval_days=interval, zones=zones))

    @rule(machine=MACHINE, change=st.sampled_from((-300, -50, 200)), word=WORDS)
    def a_lot_is_counted(self, machine: int, change: int, word: str) -> None:
        clinic = self.at(machine)
        self.allowed(lambda: stock.adjust_lot(clinic, self.lot.uid, change, word))

    @rule(machine=MACHINE, off=st.booleans(), word=WORDS)
    def a_lot_is_put_away(self, machine: int, off: bool, word: str) -> None:
        clinic = self.at(machine)
        if off:
            self.allowed(lambda: stock.deactivate_lot(clinic, self.lot.uid, word))
        else:
            self.allowed(lambda: stock.use_lot_again(clinic, self.lot.uid))

    @rule(machine=MACHINE, which=PICK)
    def a_consent_is_given_or_withdrawn(self, machine: int, which: int) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        given = [each for each in client.consents if each.status is ConsentStatus.GIVEN]
        if given:
            self.allowed(
                lambda: consents.withdraw_consent(
                    clinic, given[0].uid, date(2026, 3, 2), f"said {machine}"
                )
            )
            return
        paper = Consent(
            "", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1), note="paper"
        )
        self.allowed(lambda: paper_consents.record_paper_consent(clinic, client.uid, paper))

    @rule(machine=MACHINE, one=PICK, two=PICK)
    def two_clients_are_merged(self, machine: int, one: int, two: int) -> None:
        clinic = self.at(machine)
        first, second = self.some_client(clinic, one), self.some_client(clinic, two)
        if first is None or second is None:
            return
        self.allowed(lambda: client_merge.merge(clinic, first.uid, second.uid, ("phone",)))

    @rule(machine=MACHINE, which=PICK)
    def a_merge_is_undone(self, machine: int, which: int) -> None:
        clinic = self.at(machine)
        with clinic.database.read() as session:
            found = session.connection().exec_driver_sql(
                "SELECT uid FROM client_merge ORDER BY uid"
            )
            uid = pick(list(found.scalars()), which)
        if uid is not None:
            self.allowed(lambda: client_merge.undo_merge(clinic, uid))

    @rule(machine=MACHINE, which=PICK)
    def a_record_is_destroyed(self, machine: int, which: int) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is not None and which % 3 == 0:
            self.allowed(
                lambda: retention.destroy(clinic, client.uid, "time", client.name, "A. B.")
            )

    @rule(machine=MACHINE, minutes=st.sampled_from((3, 7, 11)))
    def a_setting_changes(self, machine: int, minutes: int) -> None:
        clinic = self.at(machine)
        save_settings(clinic, replace(clinic_settings(clinic), idle_minutes=minutes))

    @rule(machine=MACHINE, ceiling=st.sampled_from((500, 1000, None)), role=st.booleans())
    def a_person_changes(self, machine: int, ceiling: int | None, role: bool) -> None:
        clinic = self.at(machine)
        person = next(each for each in people.people(clinic) if each.uid == PRACTITIONER.uid)
        changed = Role.INSPECTOR if role else Role.PRACTITIONER
        self.allowed(
            lambda: people.update_person(
                clinic, replace(person, depth_ceiling_um=ceiling, role=changed)
            )
        )

    @rule(machine=MACHINE, which=PICK, word=WORDS)
    def a_follow_up_is_written_or_corrected(self, machine: int, which: int, word: str) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        known = follow_up.client_outcomes(clinic, client.uid).follow_ups
        fresh = FollowUp("", client.uid, None, None, date(2026, 3, 2), note=word)
        if known:
            former = known[which % len(known)]
            fresh = replace(former, uid="", note=word, replaces=former.uid)
        self.allowed(lambda: follow_up.record_follow_up(clinic, fresh))

    @rule(machine=MACHINE, which=PICK, word=WORDS)
    def a_score_is_given_or_withdrawn(self, machine: int, which: int, word: str) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        given = [
            each for each in scores.client_scores(clinic, client.uid).scores if not each.withdrawn
        ]
        if given:
            self.allowed(lambda: scores.withdraw_score(clinic, given[0].uid, word))
            return
        draft = DraftScore("pain", "1", Rater.CLIENT, date(2026, 3, 2), (("grade", 5000),), 0)
        self.allowed(lambda: scores.save_score(clinic, client.uid, draft))

    @rule(machine=MACHINE, which=PICK, word=WORDS)
    def an_event_is_recorded_or_goes_on(self, machine: int, which: int, word: str) -> None:
        clinic = self.at(machine)
        client = self.some_client(clinic, which)
        if client is None:
            return
        known = follow_up.client_outcomes(clinic, client.uid).events
        if known:
            self.allowed(
                lambda: adverse_events.update_event(clinic, replace(known[0], action=word))
            )
            return
        event = AdverseEvent("", client.uid, AdverseKind.INFECTION, date(2026, 3, 2), note=word)
        self.allowed(lambda: adverse_events.record_event(clinic, event))

    @rule(machine=MACHINE, which=PICK, side=st.integers(0, 2))
    def the_manager_chooses(self, machine: int, which: int, side: int) -> None:
        clinic = self.at(machine)
        waiting = conflicts(clinic)
        if waiting:
            conflict = waiting[which % len(waiting)]
            sides = conflict.sides
            self.allowed(lambda: choose(clinic, conflict, sides[side % len(sides)].version))

    # --- what is exchanged ----------------------------------------------------------------------

    def hand_over(self, sender: int, receiver: int) -> None:
        if sender == receiver:
            return
        sent = send(self.at(sender), self.machines.stick)
        self.files.append((sender, self.machines.stick / sent.file))
        try:
            receive(self.at(receiver), self.machines.stick / sent.file, agree_erasures=True)
        except (RecordsBetweenMissing, NoManagerLeft, ErasureEntangled):
            return

    @rule(sender=MACHINE, receiver=MACHINE)
    def pass_on(self, sender: int, receiver: int) -> None:
        self.hand_over(sender, receiver)

    @rule(sender=MACHINE)
    def pass_on_to_the_next_two(self, sender: int) -> None:
        self.hand_over(sender, (sender + 1) % 3)
        self.hand_over((sender + 1) % 3, (sender + 2) % 3)

    @rule(one=MACHINE, two=MACHINE)
    def exchange_both_ways(self, one: int, two: int) -> None:
        self.hand_over(one, two)
        self.hand_over(two, one)

    @rule(machine=MACHINE, everything=st.booleans())
    def send_a_file(self, machine: int, everything: bool) -> None:
        sent = send(self.at(machine), self.machines.stick, everything=everything)
        self.files.append((machine, self.machines.stick / sent.file))

    @rule(machine=MACHINE, which=PICK, look=st.booleans())
    def receive_a_file(self, machine: int, which: int, look: bool) -> None:
        clinic = self.at(machine)
        others = [path for sender, path in self.files if sender != machine]
        if not others:
            return
        path = others[-1 - which % len(others)]
        try:
            if look:
                preview(clinic, path)
            receive(clinic, path, agree_erasures=True)
        except (RecordsBetweenMissing, NoManagerLeft, ErasureEntangled):
            return

    @rule(machine=MACHINE)
    def take_it_back(self, machine: int) -> None:
        clinic = self.at(machine)
        last = next((each for each in receipts(clinic) if each.undoable), None)
        if last is not None:
            try:
                undo_receive(clinic, last.uid)
            except ReceiptNotUndoable:
                return
            assert verify(clinic) == ()


@pytest.mark.parametrize("steps", [30])
def test_machines_converge(machine_template: list[Path], steps: int) -> None:
    """A few plays, always the same; `NEEDLELOG_CONVERGENCE_EXAMPLES=200` plays others for hours."""
    ThreeMachines.folders = machine_template
    long = int(os.environ.get("NEEDLELOG_CONVERGENCE_EXAMPLES", "0"))
    run_state_machine_as_test(
        ThreeMachines,
        settings=settings(
            max_examples=long or 6,
            stateful_step_count=steps,
            deadline=None,
            derandomize=not long,
            database=None,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
