from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

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
    Sex,
)
from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.zones import Side
from needlelog.services.clients import (
    client,
    client_rows,
    create_client,
    save_client,
    search_client_ids,
)
from needlelog.services.clinic import Clinic
from tests.services.trail import entries

LIDOCAINE = HistoryItem("", HistoryKind.ALLERGY, "Lidocaine", alert=True)
HERPES = HistoryItem("", HistoryKind.CONDITION, "Herpes", Answer.NO, asked_on=date(2026, 1, 5))
SCARS = ClientConcern("", "acne_scars", (("face.cheek.lat", Side.BOTH), ("face.chin", Side.MID)))
MOLE = AvoidMark("", AvoidKind.MOLE, "face_front", 4000, 10_000, "face.jaw", Side.RIGHT)
PHOTOS = Consent("", ConsentKind.PHOTO, "v3", ConsentStatus.GIVEN, date(2026, 2, 1))

AMARA = Client(
    uid="",
    name="Amara Oséi",
    birth_date=date(1992, 2, 14),
    sex=Sex.FEMALE,
    phone="+44 20 7946 0000",
    phototype=5,
    note="CIT before; darkened once",
    history=(LIDOCAINE, HERPES),
    concerns=(SCARS,),
    avoid=(MOLE,),
    consents=(PHOTOS,),
)


def stored(clinic: Clinic, table: str) -> int:
    with clinic.database.read() as session:
        return int(session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())  # noqa: S608


def test_a_client_comes_back_as_handed_in(clinic: Clinic) -> None:
    kept = create_client(clinic, AMARA)
    assert client(clinic, kept.uid) == kept
    assert kept.created_at == clinic.clock()
    assert kept.history[0].uid
    assert kept.concerns[0].uid
    assert kept.avoid[0].uid
    assert kept.consents[0].uid
    entry = entries(clinic)[-1]
    assert (entry.act, entry.uid, entry.before) == ("client added", kept.uid, None)
    assert entry.after["name"] == "Amara Oséi"


def test_only_a_name_is_needed(clinic: Clinic) -> None:
    kept = create_client(clinic, Client("", "ليلى 😀"))
    assert client(clinic, kept.uid).name == "ليلى 😀"
    assert client(clinic, kept.uid).phototype is None


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"name": "  "}, "name_missing"),
        ({"name": "x" * 201}, "name_long"),
        ({"birth_date": date(2026, 3, 4)}, "birth_date_future"),
        ({"birth_date": date(1894, 1, 1)}, "birth_date_early"),
        ({"phototype": 0}, "phototype_range"),
        ({"phototype": 7}, "phototype_range"),
        ({"avoid": (replace(MOLE, x=10_001),)}, "mark_place"),
        ({"concerns": (replace(SCARS, concern=" "),)}, "concern_missing"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_changes(
    clinic: Clinic, change: dict[str, Any], reason: str
) -> None:
    kept = create_client(clinic, AMARA)
    count = len(entries(clinic))
    with pytest.raises(InvalidValue) as caught:
        save_client(clinic, replace(kept, **change))
    assert caught.value.reason == reason
    assert "Amara" not in str(caught.value)
    assert client(clinic, kept.uid) == kept
    assert len(entries(clinic)) == count


def test_a_long_note_is_kept_whole(clinic: Clinic) -> None:
    note = "né 😀 " * 2000
    kept = create_client(clinic, replace(AMARA, note=note))
    assert client(clinic, kept.uid).note == note


def test_nothing_changed_writes_nothing(clinic: Clinic) -> None:
    kept = create_client(clinic, AMARA)
    count = len(entries(clinic))
    assert save_client(clinic, kept) == kept
    assert len(entries(clinic)) == count


def test_one_entry_tells_what_changed_and_no_more(clinic: Clinic) -> None:
    kept = create_client(clinic, AMARA)
    count = len(entries(clinic))
    allergy = replace(kept.history[0], note="rash")
    after = save_client(
        clinic, replace(kept, phone="020 1", history=(allergy, kept.history[1]), avoid=())
    )
    assert client(clinic, kept.uid) == after
    assert len(entries(clinic)) == count + 1
    entry = entries(clinic)[-1]
    assert entry.before.keys() == entry.after.keys() == {"phone", "history", "avoid"}
    assert entry.before["phone"] == "+44 20 7946 0000"
    assert entry.after["history"] == {allergy.uid: {"note": "rash"}}
    assert entry.before["avoid"][kept.avoid[0].uid]["kind"] == "mole"
    assert entry.after["avoid"] == {kept.avoid[0].uid: None}


def test_a_removed_part_is_kept_and_can_come_back(clinic: Clinic) -> None:
    kept = create_client(clinic, AMARA)
    without = save_client(clinic, replace(kept, history=(), concerns=(), consents=(), avoid=()))
    assert client(clinic, kept.uid) == without
    for table in ("history_item", "client_concern", "consent", "avoid_mark"):
        assert stored(clinic, table) >= 1
    save_client(clinic, kept)
    assert client(clinic, kept.uid) == kept
    assert stored(clinic, "history_item") == 2


def test_an_unknown_client_is_said(clinic: Clinic) -> None:
    with pytest.raises(NoSuchRecord):
        client(clinic, "nobody")
    with pytest.raises(NoSuchRecord):
        save_client(clinic, replace(AMARA, uid="nobody"))


PARTS = st.lists(
    st.builds(
        HistoryItem,
        uid=st.sampled_from([f"h{number}" for number in range(6)]),
        kind=st.sampled_from(HistoryKind),
        name=st.sampled_from(["Aspirin", "Nickel", "Retinol"]),
        answer=st.sampled_from(Answer),
        alert=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda item: item.uid,
).map(tuple)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(PARTS, min_size=2, max_size=5))
def test_any_succession_of_edits_ends_in_what_was_handed_in(
    clinic: Clinic, states: list[tuple[HistoryItem, ...]]
) -> None:
    kept = create_client(clinic, Client("", "Any"))
    for number, parts in enumerate(states):
        # The same uids come again for other clients, so they are made the client's own.
        own = tuple(replace(part, uid=f"{kept.uid}-{part.uid}") for part in parts)
        after = save_client(clinic, replace(kept, history=own, phone=str(number)))
        assert client(clinic, kept.uid) == after
        assert after.history == own


def test_a_changed_client_is_found_by_the_new_words_only(clinic: Clinic) -> None:
    kept = create_client(clinic, AMARA)
    assert search_client_ids(clinic, "osei 1992") != []
    save_client(clinic, replace(kept, name="Bea Lund", birth_date=None))
    assert search_client_ids(clinic, "osei") == []
    assert search_client_ids(clinic, "1992") == []
    assert search_client_ids(clinic, "lund") != []


def test_an_inactive_client_leaves_the_lists(clinic: Clinic) -> None:
    kept = create_client(clinic, AMARA)
    save_client(clinic, replace(kept, active=False))
    assert search_client_ids(clinic, "") == []
    assert search_client_ids(clinic, "amara") == []
    assert client(clinic, kept.uid).active is False


def test_rows_come_in_the_order_asked_with_their_alerts(clinic: Clinic) -> None:
    create_client(clinic, AMARA)
    create_client(clinic, Client("", "Bea Lund"))
    newest, oldest = search_client_ids(clinic, "")
    rows = client_rows(clinic, [oldest, 999, newest])
    assert [row.name for row in rows] == ["Amara Oséi", "Bea Lund"]
    assert [item.name for item in rows[0].alerts] == ["Lidocaine"]
    assert (rows[0].phototype, rows[0].sessions, rows[0].last_session_on) == (5, 0, None)
    assert rows[1].alerts == ()
    assert client_rows(clinic, []) == []


def test_a_limit_is_kept(clinic: Clinic) -> None:
    for number in range(5):
        create_client(clinic, Client("", f"Anna {number}"))
    everybody = search_client_ids(clinic, "")
    assert search_client_ids(clinic, "", 2) == everybody[:2]
    assert search_client_ids(clinic, "ann", 3) == everybody[:3]


def test_every_allergy_stands_in_the_list_before_other_alerts(clinic: Clinic) -> None:
    history = (
        HistoryItem("", HistoryKind.MEDICINE, "Warfarin", alert=True),
        HistoryItem("", HistoryKind.ALLERGY, "Nickel"),
        HistoryItem("", HistoryKind.ALLERGY, "Latex", Answer.NO),
    )
    create_client(clinic, Client("", "Nora", history=history))
    row = client_rows(clinic, search_client_ids(clinic, "Nora"))[0]
    assert [item.name for item in row.alerts] == ["Nickel", "Warfarin"]
