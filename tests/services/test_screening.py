"""Rules of a clinic, what its log says, and signing by what is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from needlelog.db.stores.rules import rule_changes
from needlelog.domain.clients import (
    Answer,
    Client,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
)
from needlelog.domain.errors import InvalidValue
from needlelog.domain.exports.request import ExportFormat
from needlelog.domain.people import Role
from needlelog.domain.plans import Plan
from needlelog.domain.record_errors import NoSuchRecord, NotAllowed, RecordIncomplete
from needlelog.domain.screening.decisions import parts_of
from needlelog.domain.screening.draft_answers import with_decision
from needlelog.domain.screening.figures import has_figure, limits_text, split_limits
from needlelog.domain.screening.findings import Decision, Finding, ScreeningAnswer, Severity
from needlelog.domain.screening.own_log import Needling
from needlelog.domain.screening.windows import Window, WindowUnit, parse_window
from needlelog.domain.sessions import NumbingRow, SessionDraft, SessionState, ZoneRow
from needlelog.domain.stock import Product
from needlelog.domain.zones import Side
from needlelog.files.reference_data import shipped_rules
from needlelog.services import clients, plans, screening, sessions, stock
from needlelog.services.today import today_board
from needlelog.services.verification import verify
from tests.dealt_with import deal_with
from tests.services.conftest import MANAGER, NOW, SteppingClock, Template, made_template
from tests.services.exports.conftest import give, tables_of
from tests.services.trail import entries

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.services.clinic import Clinic

CHIN = ZoneRow(1, "chin", Side.MID, depth_um=1000, passes=4)
CONSENT = Consent("", ConsentKind.TREATMENT, "3", ConsentStatus.GIVEN, NOW.date())


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The clinic with all rules as they ship."""
    return made_template(tmp_path_factory.mktemp("clinic") / "folder")


@pytest.fixture
def shipped(clinic: Clinic) -> Clinic:
    return clinic


@pytest.fixture
def client(shipped: Clinic) -> Client:
    return clients.create_client(shipped, Client("", "Anna", consents=(CONSENT,)))


def begun(clinic: Clinic, client: Client, **fields: object) -> SessionDraft:
    """A saved draft with one zone."""
    started = sessions.start_session(clinic, client.uid)
    draft = replace(started, **{"zones": (CHIN,), "reactions": (), **fields})  # type: ignore[arg-type]
    sessions.save_draft(clinic, draft)
    return draft


def yes(item: str, **fields: object) -> ScreeningAnswer:
    return ScreeningAnswer(item, Answer.YES, **fields)  # type: ignore[arg-type]


# --- rules ----------------------------------------------------------------------------------------


def test_a_manager_changes_a_rule_and_the_trail_says_so(shipped: Clinic) -> None:
    year = Window(12, WindowUnit.MONTHS)
    rule = screening.save_rule(
        shipped, "isotretinoin_block", year, Severity.WARN, note=" our doctor "
    )
    assert (rule.window, rule.severity) == (year, Severity.WARN)
    assert rule.shipped_window == parse_window("6 mo")
    assert rule.changed is not None
    assert (rule.changed.by, rule.changed.note) == (MANAGER.name, "our doctor")
    assert screening.rule_book(shipped).rule("isotretinoin_block") == rule
    assert screening.rule_book(shipped).version != shipped_rules().version
    entry = entries(shipped)[-1]
    assert (entry.act, entry.kind, entry.person) == (
        "screening rule set",
        "rule_override",
        MANAGER.name,
    )


def test_taking_a_change_back_keeps_its_history(shipped: Clinic) -> None:
    screening.save_rule(shipped, "sun_warn", enabled=False)
    screening.save_rule(shipped, "sun_warn", parse_window("4 wk"))
    rule = screening.save_rule(shipped, "sun_warn", parse_window("14 d"), Severity.WARN)
    assert rule.as_shipped
    assert screening.rule_book(shipped).version == shipped_rules().version
    told = [(one.enabled, one.window) for one in screening.rule_history(shipped, "sun_warn")]
    assert told == [(True, None), (True, parse_window("4 wk")), (False, None)]


def test_saving_what_holds_writes_nothing(shipped: Clinic) -> None:
    before = len(entries(shipped))
    screening.save_rule(shipped, "sun_warn", parse_window("14 d"), Severity.WARN)
    assert len(entries(shipped)) == before
    assert screening.rule_history(shipped, "sun_warn") == ()


@pytest.mark.parametrize(
    ("code", "window", "reason"),
    [
        ("sun_warn", Window(0, WindowUnit.DAYS), "window_range"),
        ("keloid_block", Window(3, WindowUnit.DAYS), "window_none"),
    ],
)
def test_what_no_rule_can_have_is_refused(
    shipped: Clinic, code: str, window: Window, reason: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        screening.save_rule(shipped, code, window)
    assert caught.value.reason == reason
    assert screening.rule_history(shipped, code) == ()


def test_only_a_manager_changes_rules_and_only_those_there_are(
    shipped: Clinic, sign_in: Callable[[Role], Clinic]
) -> None:
    with pytest.raises(NoSuchRecord):
        screening.save_rule(shipped, "no_such_rule")
    with pytest.raises(NotAllowed):
        screening.save_rule(sign_in(Role.PRACTITIONER), "sun_warn", enabled=False)
    with shipped.database.read() as session:
        assert rule_changes(session) == ()


# --- the own log ----------------------------------------------------------------------------------


def test_the_log_tells_by_zone_and_side_newest_first(
    shipped: Clinic, client: Client, clock: SteppingClock
) -> None:
    plan = plans.save_plan(shipped, Plan("", client.uid, "scars", interval_days=30))
    for depth, side in ((500, Side.BOTH), (750, Side.LEFT)):
        cheek = replace(CHIN, zone="cheek_medial", side=side, depth_um=depth, passes=6)
        sessions.sign_session(shipped, begun(shipped, client, zones=(cheek,)).uid)
        clock.forward(days=40)
    kept = begun(shipped, client)
    voided = sessions.sign_session(shipped, kept.uid)
    sessions.void_session(shipped, voided.content.uid, "wrong client")
    log = screening.own_log(shipped, client.uid, plan.uid)
    first, second = NOW.date(), NOW.date() + timedelta(days=40)
    assert log.needlings == {
        ("cheek_medial", Side.LEFT): (Needling(second, 750, 6), Needling(first, 500, 6)),
        ("cheek_medial", Side.RIGHT): (Needling(first, 500, 6),),
    }
    assert log.plan_interval_days == 30
    other = clients.create_client(shipped, Client("", "Berta"))
    assert screening.own_log(shipped, other.uid).needlings == {}


def test_the_shelf_tells_what_was_looked_up(shipped: Clinic, client: Client) -> None:
    def product(name: str, **fields: bool) -> str:
        made = Product("", name, "hyaluronic_acid", **fields)  # type: ignore[arg-type]
        return stock.save_product(shipped, made).uid

    plain, open_jar = product("a", labelled_for_microneedling=False), product("b", sterile=False)
    product("c")
    product("d", sterile=True, labelled_for_microneedling=True)
    log = screening.own_log(shipped, client.uid)
    assert log.unlabelled == frozenset({plain})
    assert log.unsterile == frozenset({open_jar})


# --- signing --------------------------------------------------------------------------------------

ANSWERS = (
    yes("isotretinoin", last_exposure=NOW.date() - timedelta(days=90)),
    yes("anticoagulant"),
)
BLOCKED = Decision("isotretinoin_block", "agreed by telephone", "Dr. Vogt")
SEEN = Decision("anticoagulant_warn", seen=True)


@pytest.mark.parametrize(
    ("decisions", "reason"),
    [
        ((), "block_reason"),
        ((replace(BLOCKED, reason=" "), SEEN), "block_reason"),
        ((replace(BLOCKED, prescriber=""), SEEN), "block_prescriber"),
        ((BLOCKED,), "warning_unseen"),
    ],
)
def test_what_is_not_decided_is_not_signed(
    shipped: Clinic, client: Client, decisions: tuple[Decision, ...], reason: str
) -> None:
    draft = begun(shipped, client, answers=ANSWERS, decisions=decisions)
    with pytest.raises(RecordIncomplete) as caught:
        sessions.sign_session(shipped, draft.uid)
    assert caught.value.reason == reason
    assert sessions.load_draft(shipped, draft.uid) == draft
    assert clients.client(shipped, client.uid).history == ()


def test_the_record_carries_what_was_found_and_decided(shipped: Clinic, client: Client) -> None:
    draft = begun(shipped, client, answers=ANSWERS, decisions=(BLOCKED, SEEN))
    signed = sessions.sign_session(shipped, draft.uid)
    record = sessions.session_record(shipped, draft.uid)
    assert record == signed
    assert [finding.rule for finding in record.findings] == [
        "isotretinoin_block",
        "anticoagulant_warn",
    ]
    assert record.rules_version == shipped_rules().version
    assert record.content.decisions == (BLOCKED, SEEN)
    assert verify(shipped) == ()


def test_a_zone_added_after_the_decision_is_not_signed_with_it(
    shipped: Clinic, client: Client, tmp_path: Path
) -> None:
    chin, neck = replace(CHIN, depth_um=500), ZoneRow(2, "neck_front", Side.MID, depth_um=500)
    cream = (yes("retinoid", last_exposure=NOW.date()),)
    draft = begun(shipped, client, zones=(chin,), answers=cream)
    found = _found(shipped, draft)
    first = with_decision(draft, parts_of(found, draft)[0], "Anna", NOW, reason="shallow only")
    both = replace(first, zones=(chin, neck))
    sessions.save_draft(shipped, both)
    with pytest.raises(RecordIncomplete) as caught:
        sessions.sign_session(shipped, draft.uid)
    assert caught.value.reason == "block_reason"
    left = parts_of(_found(shipped, both), both)[-1]
    told = with_decision(both, left, "Ben", NOW, reason="a day without cream")
    sessions.save_draft(shipped, told)
    sessions.sign_session(shipped, draft.uid)
    record = sessions.session_record(shipped, draft.uid)
    assert record.content.decisions == told.decisions
    assert [(one.reason, one.covers[0].zone) for one in record.content.decisions] == [
        ("shallow only", "chin"),
        ("a day without cream", "neck_front"),
    ]
    assert verify(shipped) == ()
    give(shipped, tmp_path / "x.zip", ExportFormat.CSV)
    told_rows = tables_of(tmp_path / "x.zip")["findings"]
    rows = [row for row in told_rows if row["rule"] == "retinoid_block"]
    assert [(row["zone"], row["reason"]) for row in rows] == [
        ("chin", "shallow only"),
        ("neck_front", "a day without cream"),
    ]


def _found(clinic: Clinic, draft: SessionDraft) -> list[Finding]:
    with clinic.database.read() as session:
        found = screening.screened(session, draft, clinic.clock()).findings
    return [one for one in found if one.rule == "retinoid_block"]


def test_a_rule_changed_later_does_not_change_the_record(shipped: Clinic, client: Client) -> None:
    draft = begun(shipped, client, answers=ANSWERS, decisions=(BLOCKED, SEEN))
    before = sessions.sign_session(shipped, draft.uid)
    screening.save_rule(shipped, "isotretinoin_block", enabled=False)
    assert sessions.session_record(shipped, draft.uid) == before
    assert verify(shipped) == ()


def test_a_clinics_own_rule_decides(shipped: Clinic, client: Client) -> None:
    screening.save_rule(shipped, "isotretinoin_block", parse_window("2 mo"))
    draft = begun(
        shipped,
        client,
        answers=ANSWERS,
        decisions=(Decision("isotretinoin_warn", seen=True), SEEN),
    )
    record = sessions.sign_session(shipped, draft.uid)
    assert [one.rule for one in record.findings] == ["isotretinoin_warn", "anticoagulant_warn"]
    assert record.rules_version == screening.rule_book(shipped).version


def test_answers_become_the_history(shipped: Clinic, client: Client) -> None:
    words = HistoryItem("", HistoryKind.MEDICINE, "Warfarin", note="since 2019")
    clients.save_client(shipped, replace(client, history=(words,)))
    draft = begun(shipped, client, answers=ANSWERS, decisions=(BLOCKED, SEEN))
    sessions.sign_session(shipped, draft.uid)
    first, second = clients.client(shipped, client.uid).history
    assert (first.name, first.code, first.note) == ("Warfarin", "anticoagulant", "since 2019")
    assert (second.name, second.code) == ("Isotretinoin", "isotretinoin")
    assert (second.last_exposure, second.asked_on) == (ANSWERS[0].last_exposure, NOW.date())
    assert second.uid
    draft = begun(shipped, client)
    with pytest.raises(RecordIncomplete):
        sessions.sign_session(shipped, draft.uid)


# --- putting off ----------------------------------------------------------------------------------


def test_a_session_that_is_put_off_is_kept_and_counts_nothing(
    shipped: Clinic, client: Client
) -> None:
    later = NOW.date() + timedelta(days=90)
    draft = begun(shipped, client, zones=(), answers=ANSWERS)
    record = sessions.defer_session(shipped, draft.uid, later, " isotretinoin ")
    assert record.state is SessionState.DEFERRED
    assert (record.content.ask_again_on, record.content.defer_reason) == (later, "isotretinoin")
    assert sessions.session_record(shipped, draft.uid) == record
    assert [one.rule for one in record.findings] == ["isotretinoin_block", "anticoagulant_warn"]
    assert len(clients.client(shipped, client.uid).history) == 2
    assert sessions.drafts(shipped) == ()
    assert sessions.last_record(shipped, client.uid) is None
    assert verify(shipped) == ()


def test_planned_zones_of_a_session_put_off_were_not_needled(
    shipped: Clinic, client: Client
) -> None:
    draft = begun(shipped, client)
    sessions.defer_session(shipped, draft.uid, NOW.date(), "sunburn")
    assert screening.own_log(shipped, client.uid).needlings == {}


@pytest.mark.parametrize(
    ("days", "reason", "refused"),
    [(1, "  ", "no_reason"), (-1, "sunburn", "ask_again_early")],
)
def test_putting_off_needs_a_reason_and_a_day(
    shipped: Clinic, client: Client, days: int, reason: str, refused: str
) -> None:
    draft = begun(shipped, client)
    with pytest.raises(RecordIncomplete) as caught:
        sessions.defer_session(shipped, draft.uid, NOW.date() + timedelta(days=days), reason)
    assert caught.value.reason == refused
    assert sessions.load_draft(shipped, draft.uid) == draft


def test_a_session_put_off_still_says_nothing_that_cannot_be(
    shipped: Clinic, client: Client
) -> None:
    numbed = NumbingRow(1, "lidocaine", "4 %", on_at=NOW, off_at=NOW - timedelta(minutes=1))
    draft = begun(shipped, client, zones=(), numbing=(numbed,))
    with pytest.raises(RecordIncomplete) as caught:
        sessions.defer_session(shipped, draft.uid, NOW.date(), "sunburn")
    assert caught.value.reason == "numbing_off_before_on"
    assert sessions.load_draft(shipped, draft.uid) == draft


def test_an_inspector_puts_nothing_off(
    shipped: Clinic, client: Client, sign_in: Callable[[Role], Clinic]
) -> None:
    draft = begun(shipped, client)
    with pytest.raises(NotAllowed):
        sessions.defer_session(sign_in(Role.INSPECTOR), draft.uid, NOW.date(), "no")


def test_the_client_is_asked_again_on_the_day_until_something_is_done(
    shipped: Clinic, client: Client, clock: SteppingClock
) -> None:
    today = NOW.date()
    draft = begun(shipped, client)
    sessions.defer_session(shipped, draft.uid, today + timedelta(days=7), "sunburn")
    assert sessions.deferred_due(shipped, today + timedelta(days=6)) == ()
    assert len(sessions.deferred_due(shipped, today, days_ahead=7)) == 1
    [row] = sessions.deferred_due(shipped, today + timedelta(days=7))
    assert (row.session_uid, row.client_uid, row.client_name) == (draft.uid, client.uid, "Anna")
    assert (row.deferred_on, row.reason) == (today, "sunburn")
    assert row.ask_again_on == today + timedelta(days=7)
    clock.forward(days=8)
    again = begun(shipped, client)
    assert sessions.deferred_due(shipped, clock.now.date()) == ()
    sessions.discard_draft(shipped, again.uid)
    assert len(sessions.deferred_due(shipped, clock.now.date())) == 1
    sessions.sign_session(shipped, begun(shipped, client).uid)
    assert sessions.deferred_due(shipped, clock.now.date()) == ()
    assert today_board(shipped, today).due == ()


def test_an_earlier_day_entered_afterwards_takes_nothing_off_the_list(
    shipped: Clinic, client: Client, clock: SteppingClock
) -> None:
    def signed(days: int) -> None:
        draft = begun(shipped, client, started_at=NOW + timedelta(days=days))
        sessions.save_draft(shipped, deal_with(shipped, draft))
        sessions.sign_session(shipped, draft.uid)

    sessions.defer_session(shipped, begun(shipped, client).uid, NOW.date(), "sunburn")
    clock.forward(days=90)
    signed(days=-90)
    assert len(sessions.deferred_due(shipped, clock.now.date())) == 1
    signed(days=0)
    assert sessions.deferred_due(shipped, clock.now.date()) == ()


# --- figures --------------------------------------------------------------------------------------


def test_a_clinics_own_figure_decides_and_the_record_keeps_it(
    shipped: Clinic, client: Client
) -> None:
    cream = NumbingRow(1, "Lidocaine", "6 %", wiped_off=True)
    shipped_version = screening.rule_book(shipped).version
    rule = screening.save_rule(shipped, "numbing_strength", figure=70, note="our own")
    assert (rule.limit, rule.shipped_limit, rule.as_shipped) == (70, 40, False)
    book = screening.rule_book(shipped)
    assert book.version != shipped_version
    first = sessions.sign_session(
        shipped, begun(shipped, client, numbing=(cream,), decisions=()).uid
    )
    assert "numbing_strength" not in {one.rule for one in first.findings}
    assert screening.save_rule(shipped, "numbing_strength").as_shipped
    assert screening.rule_book(shipped).version == shipped_version
    draft = begun(shipped, client, numbing=(cream,))
    draft = deal_with(shipped, draft)
    sessions.save_draft(shipped, draft)
    second = sessions.sign_session(shipped, draft.uid)
    (found,) = (one for one in second.findings if one.rule == "numbing_strength")
    assert found.window == "> 40 permille"
    assert first.rules_version == book.version
    history = screening.rule_history(shipped, "numbing_strength")
    assert [(one.figure, one.note) for one in history] == [(None, ""), (70, "our own")]
    told = [one.after for one in entries(shipped) if one.kind == "rule_override"]
    assert [one["figure"] for one in told] == [70, None]
    assert verify(shipped) == ()


@pytest.mark.parametrize(
    ("rule", "figure", "low", "reason"),
    [
        ("deeper_than_last", 3100, None, "figure_range"),
        ("deeper_than_last", 600, 100, "figure_none"),
        ("sun_block", 5, None, "figure_none"),
        ("phototype_warn", 5, None, "figure_none"),
        ("numbing_amount", 90, None, "figure_order"),
        ("numbing_amount", None, 200, "figure_order"),
        ("passes_note", 0, None, "figure_range"),
    ],
)
def test_a_figure_no_rule_can_hold_to_is_refused(
    shipped: Clinic, rule: str, figure: int | None, low: int | None, reason: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        screening.save_rule(shipped, rule, figure=figure, figure_low=low)
    assert caught.value.reason == reason
    assert screening.rule_history(shipped, rule) == ()


def test_each_rule_that_compares_a_figure_is_judged_by_the_clinics_own(shipped: Clinic) -> None:
    own = {
        "phototype_depth_warn": 700, "passes_note": 12, "deeper_than_last": 250,
        "numbing_short": 20, "numbing_long": 60, "numbing_amount": 150,
        "age_minor_warn": 21, "age_label_note": 25, "numbing_strength": 30,
    }  # fmt: skip
    assert set(own) == {rule.code for rule in shipped_rules().rules if has_figure(rule)}
    for code, figure in own.items():
        screening.save_rule(shipped, code, figure=figure)
    book = screening.rule_book(shipped)
    assert {code: book.rule(code).limit for code in own} == own
    assert book.rule("numbing_amount").limit_low == 100
    assert split_limits(limits_text(book.rule("passes_note"))) == ("90 d", "> 12 passes")
    assert split_limits(limits_text(book.rule("numbing_amount"))) == ("", "100-150 mg_per_cm2")
    assert split_limits("24 h") == ("24 h", "")
    screening.save_rule(shipped, "numbing_amount", figure=150, figure_low=50)
    amount = screening.rule_book(shipped).rule("numbing_amount")
    assert (amount.limit_low, amount.limit) == (50, 150)
