"""The printed code: what is typed back is understood or told to be a slip."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from needlelog.domain.errors import RecoveryCodeMistyped
from needlelog.files.recovery_code import (
    ALPHABET,
    GROUPS,
    LENGTH,
    RecoveryCode,
    groups_to_type_back,
    new_recovery_code,
    parse_recovery_code,
)


def _code(body: str) -> RecoveryCode:
    """The one code that begins with these 31 characters."""
    fitting = []
    for last in ALPHABET:
        with contextlib.suppress(ValueError):
            fitting.append(RecoveryCode(body + last))
    (code,) = fitting
    return code


CODES = st.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1).map(_code)
POSITIONS = st.integers(0, LENGTH - 1)


@given(CODES)
def test_a_printed_code_is_read_back(code: RecoveryCode) -> None:
    assert parse_recovery_code(code.text) == code
    assert len(code.groups) == GROUPS
    assert code.text.count("-") == GROUPS - 1


@given(CODES, st.data())
def test_a_code_is_read_however_it_is_written(code: RecoveryCode, data: st.DataObject) -> None:
    looks = {"0": "0oO", "1": "1iIlL"}
    gaps = st.sampled_from(["", " ", "-", "–", " - ", "\n", "\u00a0", "\u200b"])
    typed = "".join(
        data.draw(st.sampled_from(looks.get(each, each + each.lower()))) + data.draw(gaps)
        for each in code.characters
    )
    assert parse_recovery_code(typed) == code


@given(CODES, POSITIONS, st.sampled_from(ALPHABET))
def test_one_wrong_character_is_noticed(code: RecoveryCode, position: int, wrong: str) -> None:
    assume(code.characters[position] != wrong)
    typed = code.characters[:position] + wrong + code.characters[position + 1 :]
    with pytest.raises(RecoveryCodeMistyped) as caught:
        parse_recovery_code(typed)
    assert caught.value.reason == "check"


@given(CODES, st.integers(0, LENGTH - 2))
def test_two_swapped_neighbours_are_noticed(code: RecoveryCode, position: int) -> None:
    first, second = code.characters[position], code.characters[position + 1]
    assume(first != second)
    typed = code.characters[:position] + second + first + code.characters[position + 2 :]
    with pytest.raises(RecoveryCodeMistyped) as caught:
        parse_recovery_code(typed)
    assert caught.value.reason == "check"


@given(CODES, st.integers(0, LENGTH - 1))
def test_a_missing_character_is_told_as_such(code: RecoveryCode, length: int) -> None:
    with pytest.raises(RecoveryCodeMistyped, match=f"these are {length}") as caught:
        parse_recovery_code(code.characters[:length])
    assert caught.value.details["found"] == length


@pytest.mark.parametrize("strange", ["U", "u", "é", "?", "ß", "٣", "😀"])
def test_a_character_that_no_code_has_is_told_with_its_group(strange: str) -> None:
    typed = new_recovery_code().characters
    with pytest.raises(RecoveryCodeMistyped, match="group 3") as caught:
        parse_recovery_code(typed[:9] + strange + typed[10:])
    assert caught.value.reason == "character"
    assert strange not in ALPHABET


@given(st.text())
def test_any_text_is_a_code_or_a_known_slip(text: str) -> None:
    with contextlib.suppress(RecoveryCodeMistyped):
        assert len(parse_recovery_code(text).characters) == LENGTH


def test_a_code_has_more_than_128_random_bits() -> None:
    codes = {new_recovery_code().characters for _ in range(2000)}
    assert len(codes) == 2000
    for position in range(LENGTH):
        assert {code[position] for code in codes} == set(ALPHABET)
    assert (LENGTH - 1) * 5 >= 128


def test_a_code_does_not_show_itself() -> None:
    code = new_recovery_code()
    assert code.characters not in repr(code)
    assert code.groups[0] not in repr(code)


def test_malformed_characters_make_no_code() -> None:
    good = new_recovery_code().characters
    swapped = ("1" if good[0] == "0" else "0") + good[1:]
    for bad in ("", good.lower() + "a", good[:-1] + "U", swapped):
        with pytest.raises(ValueError, match=r"characters|character"):
            RecoveryCode(bad)


def test_two_different_groups_are_asked_and_all_are_possible() -> None:
    asked = {groups_to_type_back() for _ in range(3000)}
    assert asked == {(a, b) for a in range(GROUPS) for b in range(a + 1, GROUPS)}


def test_a_group_is_typed_back_tolerantly() -> None:
    code = _code("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[:-1])
    assert code.group_matches(0, " oi-23 ")
    assert code.group_matches(2, "89ab")
    assert not code.group_matches(0, "4567")
    assert not code.group_matches(0, "")
    assert not code.group_matches(0, "é123")
