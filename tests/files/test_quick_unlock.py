"""The PIN after an idle lock."""

from __future__ import annotations

import pickle

import pytest

from needlelog.domain.errors import PinForgotten, PinNotAllowed, WrongPin
from needlelog.files.data_key import DataKey
from needlelog.files.key_slots import KdfCost
from needlelog.files.quick_unlock import QuickUnlock, pin_check

KEY = DataKey(bytes(range(32)))
CHEAP = KdfCost(time_cost=1, memory_kib=8, parallelism=1)


@pytest.fixture
def quick() -> QuickUnlock:
    held = QuickUnlock()
    held.hold("uid-anna", pin_check("4711", CHEAP), KEY)
    return held


def test_the_pin_gives_the_key_back_again_and_again(quick: QuickUnlock) -> None:
    assert quick.person_uid == "uid-anna"
    for _ in range(7):
        assert quick.open("4711") == KEY


def test_five_wrong_tries_and_the_pin_is_forgotten(quick: QuickUnlock) -> None:
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongPin) as caught:
            quick.open("0000")
        assert caught.value.tries_left == left
    with pytest.raises(PinForgotten):
        quick.open("0000")
    with pytest.raises(PinForgotten):
        quick.open("4711")
    assert quick.person_uid is None
    assert quick.tries_left == 0


def test_a_right_pin_gives_all_tries_back(quick: QuickUnlock) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(WrongPin):
                quick.open("1234")
        assert quick.open("4711") == KEY


@pytest.mark.parametrize("typed", ["", "471", "47110", "4711 ", "abcd", "47.1"])
def test_anything_else_counts_as_a_wrong_try(quick: QuickUnlock, typed: str) -> None:
    with pytest.raises(WrongPin):
        quick.open(typed)
    assert quick.tries_left == 4


def test_digits_of_another_script_are_the_same_digits(quick: QuickUnlock) -> None:
    assert quick.open("٤٧١١") == KEY


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "½234", "12 34"])
def test_a_pin_has_four_to_eight_digits(quick: QuickUnlock, pin: str) -> None:
    with pytest.raises(PinNotAllowed):
        pin_check(pin, CHEAP)
    assert quick.open("4711") == KEY


def test_a_new_process_knows_no_pin() -> None:
    with pytest.raises(PinForgotten):
        QuickUnlock().open("4711")


def test_it_is_forgotten_on_demand_and_never_written(quick: QuickUnlock) -> None:
    with pytest.raises(TypeError, match="never written"):
        pickle.dumps(quick)
    assert "4711" not in repr(quick)
    quick.forget()
    with pytest.raises(PinForgotten):
        quick.open("4711")
