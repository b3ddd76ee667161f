from __future__ import annotations

from dataclasses import replace
from datetime import date

from needlelog.domain.clients import Client, HistoryItem, HistoryKind
from needlelog.domain.record_changes import differences

ONE = HistoryItem("1", HistoryKind.ALLERGY, "Nickel")
TWO = HistoryItem("2", HistoryKind.MEDICINE, "Aspirin")
ANNA = Client("c", "Anna", history=(ONE, TWO))


def test_equal_records_do_not_differ() -> None:
    assert differences(ANNA, replace(ANNA)) == ({}, {})


def test_a_field_is_told_as_it_was_and_as_it_is() -> None:
    after = replace(ANNA, birth_date=date(1990, 1, 1))
    assert differences(ANNA, after) == ({"birth_date": None}, {"birth_date": date(1990, 1, 1)})


def test_parts_are_told_one_by_one() -> None:
    three = replace(ONE, uid="3")
    after = replace(ANNA, history=(replace(TWO, note="daily"), three))
    was, now = differences(ANNA, after)
    assert was == {"history": {"1": ONE, "2": {"note": ""}, "3": None}}
    assert now == {"history": {"1": None, "2": {"note": "daily"}, "3": three}}


def test_the_first_and_the_last_part_are_told() -> None:
    empty = replace(ANNA, history=())
    assert differences(empty, ANNA)[0] == {"history": {"1": None, "2": None}}
    assert differences(ANNA, empty)[1] == {"history": {"1": None, "2": None}}


def test_another_order_is_told() -> None:
    assert differences(ANNA, replace(ANNA, history=(TWO, ONE))) == (
        {"history": ["1", "2"]},
        {"history": ["2", "1"]},
    )
