"""A recall: everybody who was touched is found, told, and counted."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Role
from needlelog.domain.recalls import RecallKind, Way
from needlelog.domain.record_errors import (
    NoSuchRecord,
    NotAllowed,
    RecordIncomplete,
    RecordLocked,
)
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import DeviceUse, NumbingRow, TopicalRow
from needlelog.domain.stock import Device
from needlelog.services import clients, recalls, review, sessions, stock
from needlelog.services.clinic import Clinic
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock
from tests.services.test_stock_use import cartridge, lot_of, topical, treat
from tests.services.trail import entries


def names(clinic: Clinic, recall: recalls.Recall) -> list[str]:
    found = recalls.affected(clinic, recall.uid)
    return [
        each.name for each in recalls.contacts(clinic, recall.uid, [one.client for one in found])
    ]


def test_a_lot_leads_to_everybody_however_it_was_written(
    clinic: Clinic, clock: SteppingClock
) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    other = lot_of(clinic, "other", "serum", None)
    treat(clinic, "carla", topicals=(topical(serum), topical(serum, 300, 2)))
    clock.forward(days=1)
    treat(clinic, "anna", topicals=(TopicalRow(1, "HA typed", lot=" SERUM- 1"),))
    treat(clinic, "berta", topicals=(topical(other),))
    same_number = TopicalRow(1, "Other", product_uid=other.product_uid, lot="serum-1")
    treat(clinic, "dora", topicals=(same_number,))
    wrong = treat(clinic, "elsa", topicals=(topical(serum),))
    sessions.void_session(clinic, wrong.content.uid, "another client")
    clock.forward(days=1)
    last = treat(clinic, "carla", topicals=(topical(serum),))
    recall = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    assert (recall.subject.name, recall.subject.number) == ("serum", "serum-1")
    assert names(clinic, recall) == ["Anna", "Carla"]
    found = recalls.affected(clinic, recall.uid)
    assert [(each.sessions, each.notified) for each in found] == [(1, False), (2, False)]
    assert found[1].last_on == last.content.created_at.astimezone().date()
    touched = recalls.touched_sessions(clinic, recall.uid, "carla")
    assert (touched[0], len(touched)) == (last.content.uid, 2)
    (shown,) = recalls.open_recalls(clinic)
    assert (shown.counts.clients, shown.counts.sessions, shown.counts.left) == (2, 3, 2)


def test_a_number_the_stock_does_not_know_can_be_called_back(clinic: Clinic) -> None:
    treat(clinic, "anna", numbing=(NumbingRow(1, "Lidocaine", lot="la 5", wiped_off=True),))
    treat(clinic, "berta", topicals=(TopicalRow(1, "HA", lot="LA-5"),))
    recall = recalls.open_recall(clinic, RecallKind.LOT, "", "wrong strength", "LA5")
    assert names(clinic, recall) == ["Anna"]
    with pytest.raises(InvalidValue):
        recalls.open_recall(clinic, RecallKind.LOT, "", "why", " ")


def test_a_lot_that_comes_into_stock_later_is_under_the_recall_of_its_number(
    clinic: Clinic,
) -> None:
    first = recalls.open_recall(clinic, RecallKind.LOT, "", "wrong strength", "SERUM-1")
    other = recalls.open_recall(clinic, RecallKind.LOT, "", "wrong strength", "LA 5")
    assert other.uid != first.uid
    assert recalls.open_recall(clinic, RecallKind.LOT, "", "again", "serum- 1").uid == first.uid
    serum = lot_of(clinic, "serum", "serum", None)
    lot_of(clinic, "gel", "glide", 4)
    assert recalls.recalled_now(clinic).lots == {serum.uid}


def test_told_of_one_recall_is_not_told_of_another(clinic: Clinic) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    gel = lot_of(clinic, "gel", "glide", 4)
    treat(clinic, "anna", topicals=(topical(serum), topical(gel, row=2)))
    particles = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    mould = recalls.open_recall(clinic, RecallKind.LOT, gel.uid, "mould")
    today = clinic.clock().astimezone().date()
    recalls.mark_notified(clinic, particles.uid, ["anna"], today, Way.PHONE, "")
    assert [each.notified for each in recalls.affected(clinic, particles.uid)] == [True]
    assert [each.notified for each in recalls.affected(clinic, mould.uid)] == [False]
    left = {each.recall.uid: each.counts.left for each in recalls.open_recalls(clinic)}
    assert left == {particles.uid: 0, mould.uid: 1}


def test_a_product_is_called_back_with_all_its_lots(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    more = stock.save_lot(clinic, replace(tips, uid="", lot="tips-2"))
    treat(clinic, "anna", cartridge=cartridge(tips))
    treat(clinic, "berta", cartridge=replace(cartridge(more), product_uid=None))
    typed = replace(cartridge(more), product_uid=None, lot_uid=None, lot="TIPS-2", count=None)
    treat(clinic, "carla", cartridge=typed)
    treat(clinic, "dora")
    recall = recalls.open_recall(clinic, RecallKind.PRODUCT, tips.product_uid, "not sterile")
    assert names(clinic, recall) == ["Anna", "Berta", "Carla"]


def test_a_device_is_called_back_by_its_serial_too(clinic: Clinic) -> None:
    pen = stock.save_device(clinic, Device("", "Pen", serial="SN 77"))
    treat(clinic, "anna", device=DeviceUse(pen.uid, name="Pen", serial="SN 77"))
    treat(clinic, "berta", device=DeviceUse(None, name="Pen", serial="sn77"))
    treat(clinic, "carla", device=DeviceUse(None, name="Pen"))
    recall = recalls.open_recall(clinic, RecallKind.DEVICE, pen.uid, "depth drifts")
    assert names(clinic, recall) == ["Anna", "Berta"]
    now = recalls.recalled_now(clinic)
    assert pen.uid in now.devices


def test_telling_everybody_until_nobody_remains(
    clinic: Clinic, clock: SteppingClock, sign_in: Callable[[Role], Clinic]
) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    for name in ("anna", "berta", "carla"):
        treat(clinic, name, topicals=(topical(serum),))
    recall = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    again = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "once more")
    assert again.uid == recall.uid
    today = clock.now.astimezone().date()
    sign_in(Role.PRACTITIONER)
    recalls.mark_notified(clinic, recall.uid, ["berta"], today, Way.PHONE, "left her job")
    assert names(clinic, recall) == ["Anna", "Carla", "Berta"]
    berta = recalls.contacts(clinic, recall.uid, [recalls.affected(clinic, recall.uid)[2].client])
    notice = berta[0].notice
    assert notice is not None
    assert (notice.on, notice.way, notice.person) == (today, Way.PHONE, clinic.person.name)
    recalls.take_back_notice(clinic, recall.uid, ["berta"])
    assert not any(each.notified for each in recalls.affected(clinic, recall.uid))
    clock.forward(days=2)
    later = today + timedelta(days=2)
    for day in (today - timedelta(days=1), later + timedelta(days=1)):
        with pytest.raises(InvalidValue):
            recalls.mark_notified(clinic, recall.uid, ["anna"], day, Way.LETTER)
    everybody = ["anna", "berta", "carla"]
    recalls.mark_notified(clinic, recall.uid, everybody, later, Way.LETTER)
    (shown,) = recalls.open_recalls(clinic)
    assert shown.counts.left == 0
    with pytest.raises(NotAllowed):
        recalls.close_recall(clinic, recall.uid)
    sign_in(Role.MANAGER)
    closed = recalls.close_recall(clinic, recall.uid)
    assert closed.counts == shown.counts
    assert recalls.open_recalls(clinic) == ()
    assert recalls.recalled_now(clinic).lots == frozenset()
    for act in (
        lambda: recalls.close_recall(clinic, recall.uid),
        lambda: recalls.mark_notified(clinic, recall.uid, ["anna"], later, Way.PHONE),
        lambda: recalls.take_back_notice(clinic, recall.uid, ["anna"]),
    ):
        with pytest.raises(RecordLocked):
            act()
    acts = [entry.act for entry in entries(clinic) if entry.kind == "recall"]
    assert acts == [
        "recall opened",
        "client told of a recall",
        "client not told of a recall after all",
        "client told of a recall",
        "recall closed",
    ]
    assert verify(clinic) == ()


@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what(clinic: Clinic, sign_in: Callable[[Role], Clinic], role: Role) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    treat(clinic, "anna", topicals=(topical(serum),))
    open_one = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    day = clinic.clock().astimezone().date()
    sign_in(role)
    assert len(recalls.affected(clinic, open_one.uid)) == 1
    acts: list[tuple[Callable[[], object], bool]] = [
        (
            lambda: recalls.open_recall(clinic, RecallKind.PRODUCT, serum.product_uid, "why"),
            role is Role.MANAGER,
        ),
        (
            lambda: recalls.mark_notified(clinic, open_one.uid, ["anna"], day, Way.PHONE),
            role is not Role.INSPECTOR,
        ),
        (
            lambda: recalls.take_back_notice(clinic, open_one.uid, ["anna"]),
            role is not Role.INSPECTOR,
        ),
        (lambda: recalls.close_recall(clinic, open_one.uid), role is Role.MANAGER),
    ]
    for act, allowed in acts:
        if allowed:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()


def test_what_must_not_be_used_names_lots_typed_numbers_and_whole_products(
    clinic: Clinic,
) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    tips = lot_of(clinic, "tips", "cartridge", 10)
    gel = lot_of(clinic, "gel", "glide", 4)
    recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    recalls.open_recall(clinic, RecallKind.PRODUCT, tips.product_uid, "not sterile")
    now = recalls.recalled_now(clinic)
    assert now.lots == {serum.uid, tips.uid}
    assert now.names_lot(None, None, "SERUM-1")
    assert now.names_lot(tips.uid, tips.product_uid, "TIPS-1")
    assert now.names_lot(None, tips.product_uid, "another number")
    assert not now.names_lot(gel.uid, gel.product_uid, "GEL-1")
    assert not now.names_lot(None, None, "")
    assert clients.search_client_ids(clinic, "") == []


def test_what_is_called_back_is_signed_with_a_reason_only(clinic: Clinic) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    with pytest.raises(RecordIncomplete) as caught:
        treat(clinic, "anna", topicals=(topical(serum),))
    assert caught.value.reason == "topical_recalled"
    with_reason = replace(topical(serum), expired_reason="the only one there, maker asked")
    record = treat(clinic, "anna", topicals=(with_reason,))
    assert record.content.topicals[0].expired_reason


def test_the_list_leaves_as_cells_no_spreadsheet_runs(clinic: Clinic, tmp_path: Path) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    born = date(1994, 2, 14)
    clients.create_client(clinic, Client("anna", "=cmd|' /C calc'!A0", born, phone="+49 30"))
    treat(clinic, "anna", topicals=(topical(serum),))
    recall = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    recalls.mark_notified(
        clinic, recall.uid, ["anna"], clinic.clock().astimezone().date(), Way.PHONE, "-5"
    )
    file = tmp_path / "list.csv"
    assert recalls.write_list(clinic, recall.uid, file) == 1
    with file.open(encoding="utf-8-sig", newline="") as opened:
        header, row = csv.reader(opened)
    assert header[:3] == ["client", "born", "phone"]
    assert row[:3] == ["'=cmd|' /C calc'!A0", "1994-02-14", "'+49 30"]
    assert row[-3:] == ["phone", clinic.person.name, "'-5"]
    assert entries(clinic)[-1].act == "recall list exported"


def test_the_list_has_who_gave_no_birth_date_and_was_not_told(
    clinic: Clinic, tmp_path: Path
) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    clients.create_client(clinic, Client("anna", "Anna"))
    treat(clinic, "anna", topicals=(topical(serum),))
    recall = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    recalls.write_list(clinic, recall.uid, tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as opened:
        _header, row = csv.reader(opened)
    assert row[:2] == ["Anna", ""]
    assert row[-4:] == ["", "", "", ""]


def test_the_review_marks_and_finds_exactly_the_sessions_that_were_touched(
    clinic: Clinic, clock: SteppingClock
) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    tips = lot_of(clinic, "tips", "cartridge", 10)
    pen = stock.save_device(clinic, Device("", "Pen", serial="SN 77"))
    typed = replace(cartridge(tips), product_uid=None, lot_uid=None, lot="TIPS-1", count=None)
    treat(clinic, "anna", topicals=(topical(serum),), cartridge=cartridge(tips))
    treat(clinic, "berta", topicals=(TopicalRow(1, "HA typed", lot=" SERUM- 1"),))
    treat(clinic, "carla", cartridge=typed, device=DeviceUse(None, name="Pen", serial="sn77"))
    treat(clinic, "dora", device=DeviceUse(pen.uid, name="Pen", serial="SN 77"))
    treat(clinic, "elsa", numbing=(NumbingRow(1, "Lidocaine", lot="la 5", wiped_off=True),))
    treat(clinic, "fanny", topicals=(TopicalRow(1, "Other", product_uid=tips.product_uid),))
    wrong = treat(clinic, "gerda", topicals=(topical(serum),))
    sessions.void_session(clinic, wrong.content.uid, "another client")
    treat(clinic, "hanna")
    marked: set[str] = set()
    assert _marked(clinic) == (marked, marked)
    for kind, uid, number in (
        (RecallKind.LOT, serum.uid, ""),
        (RecallKind.LOT, "", "LA5"),
        (RecallKind.PRODUCT, tips.product_uid, ""),
        (RecallKind.DEVICE, pen.uid, ""),
    ):
        recall = recalls.open_recall(clinic, kind, uid, "why", number)
        marked |= set(names(clinic, recall))
        assert _marked(clinic) == (marked, marked)
    assert marked == {"Anna", "Berta", "Carla", "Dora", "Elsa", "Fanny"}
    still = {
        name for each in recalls.open_recalls(clinic)[1:] for name in names(clinic, each.recall)
    }
    recalls.close_recall(clinic, recall.uid)
    assert _marked(clinic) == (still, still), "a recall that is closed alarms nobody any more"
    closed = set(names(clinic, recall))
    assert _marked(clinic, Flag.RECALL_CLOSED) == (closed, closed), "what was used stays so"
    assert closed - still


def _marked(clinic: Clinic, flag: Flag = Flag.RECALLED) -> tuple[set[str], set[str]]:
    """The clients whose sessions carry the flag, and those the filter finds."""
    rows = review.session_rows(clinic, review.find_sessions(clinic, SessionFilter()))
    wanted = SessionFilter(flags=flag)
    found = review.find_sessions(clinic, wanted)
    assert review.count_sessions(clinic, wanted) == len(found)
    assert review.still_meant(clinic, wanted, [row.id for row in rows]) == frozenset(found)
    return (
        {row.client_name for row in rows if flag in row.flags},
        {row.client_name for row in review.session_rows(clinic, found)},
    )


def test_a_session_tells_what_of_it_was_called_back_and_whether_the_client_knows(
    clinic: Clinic, clock: SteppingClock
) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    treated = treat(clinic, "anna", topicals=(topical(serum),))
    other = treat(clinic, "berta")
    recall = recalls.open_recall(clinic, RecallKind.LOT, serum.uid, "particles")
    (use,) = recalls.recalled_in(clinic, treated.content.uid)
    assert (use.recall, use.notice) == (recall, None)
    today = clock.now.astimezone().date()
    recalls.mark_notified(clinic, recall.uid, ["anna"], today, Way.PHONE)
    (use,) = recalls.recalled_in(clinic, treated.content.uid)
    assert use.notice is not None
    assert use.notice.way is Way.PHONE
    assert recalls.recalled_in(clinic, other.content.uid) == ()
    with pytest.raises(NoSuchRecord):
        recalls.recalled_in(clinic, "nobody")
