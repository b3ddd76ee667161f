"""The hint beside a passphrase field: honest about what is guessed first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.passphrase_strength import strength

OWN = ("Anna Meier", "12.03.1985", "Studio Nordlicht")
HINTS = {"empty", "common", "own-word", "pattern", "short", "longer", "good"}


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("password", "common"),
        ("P@ssw0rd1!", "common"),
        ("passwordpassword", "common"),
        ("Sommer2024!", "common"),
        ("demo", "common"),
        ("anna1985", "own-word"),
        ("Anna Meier", "own-word"),
        ("12031985", "own-word"),
        ("nordlicht1", "own-word"),
        ("aaaaaaaaaaaaaaaa", "pattern"),
        ("abcabcabcabc", "pattern"),
        ("abcdefgh12345678", "pattern"),
        ("98765432", "pattern"),
        ("x", "short"),
        ("zebra7", "short"),
    ],
)
def test_what_is_found_at_once(text: str, hint: str) -> None:
    found = strength(text, OWN)
    assert (found.level, found.hint_code) == (0, hint)


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("kX9#vQ2!mP4z", 3),
        ("tree lamp river", 2),
        ("my cat eats blue soup", 3),
        ("correct horse battery staple", 3),
        ("four quiet herons cross the river", 4),
        ("пароль мой длинный и смешной совсем", 3),
    ],
)
def test_long_words_of_ones_own_are_good(text: str, least: int) -> None:
    found = strength(text, OWN)
    assert found.level >= least
    assert found.hint_code == ("good" if found.level >= 3 else "longer")


@given(st.text(max_size=200), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_has_a_level_and_a_hint(text: str, own: list[str]) -> None:
    found = strength(text, own)
    assert 0 <= found.level <= 4
    assert found.hint_code in HINTS
    if found.hint_code == "good":
        assert found.level >= 3


@given(st.text(max_size=60))
def test_repeating_the_whole_hardly_helps(text: str) -> None:
    assert strength(text * 5).level <= strength(text * 2).level + 1


def test_a_known_word_makes_it_weaker() -> None:
    assert strength("river nordlicht", OWN).level < strength("river nordlicht").level


def test_a_very_long_text_is_judged_at_once() -> None:
    assert strength("four quiet herons " * 500).hint_code in HINTS
