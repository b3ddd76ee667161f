from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.names import (
    client_search_text,
    fold,
    matches,
    same_things,
    search_terms,
    with_same_words,
)

HANNA = client_search_text(
    "Hánna Størmø-Łukasz", date(1994, 2, 14), "+44 (0)20 7946-0123", "CIT before the wedding"
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Weiß", "weiss"),
        ("Søren Łukasz", "soren lukasz"),
        ("IŞIK Işık ışık", "isik isik isik"),
        ("İpek", "ipek"),
        ("O'Brien O’Brien", "obrien obrien"),
        ("Anne-Marie  d'Arc", "anne marie darc"),
        ("Đorđe Ægir Œuvre", "dorde aegir oeuvre"),
        ("  ", ""),
        ("😀", ""),
        ("\u202bليلى\u202c", "ليلى"),
        ("décolleté", "decollete"),
    ],
)
def test_fold_compares_as_people_read(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_text_folds_as_it_does_beside_an_accent(text: str) -> None:
    assert fold(text) == fold(f"{text} é").removesuffix("e").rstrip()


@given(st.text())
def test_folded_text_parts_words_by_single_spaces_only(text: str) -> None:
    folded = fold(text)
    assert folded == " ".join(folded.split())
    assert all(mark == " " or not mark.isascii() or mark.isalnum() for mark in folded)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "h",
        "19",
        "han",
        "HÁNNA",
        "stormo",
        "lukasz han",
        "14.02.1994",
        "14/02/1994",
        "14.2.1994",
        "14.2.94",
        "1994-02-14",
        "1994-2",
        "1994",
        "199",
        "14.",
        "14.02",
        "14.02.19",
        "02/14/1994",
        "14 02 1994",
        "7946",
        "020 7946 0123",
        "+44 20 7946 0123",
        "0044 20 7946",
        "(0)20 7946-01",
        "0123",
        "microneedling",
        "micro needling",
        "collagen ind",
        "hanna 1994",
    ],
)
def test_a_client_is_found_by(typed: str) -> None:
    assert matches(search_terms(typed), HANNA)


@pytest.mark.parametrize(
    "typed",
    [
        "a",
        "anna",
        "b1994",
        "hannah",
        "15.02.1994",
        "1995",
        "1994-03",
        "79466",
        "hanna 1995",
        "retinol",
        "mm",
    ],
)
def test_a_client_is_not_found_by(typed: str) -> None:
    assert not matches(search_terms(typed), HANNA)


def test_a_national_number_is_found_by_its_international_form() -> None:
    stored = client_search_text("X", None, "0170 1234567", "")
    assert matches(search_terms("+49 170 1234567"), stored)
    assert matches(search_terms("0049 170 12345"), stored)


def test_numbers_in_a_note_are_found() -> None:
    stored = client_search_text("X", None, "", "tolerated 1.25 mm, 5 % lidocaine")
    assert matches(search_terms("1.25 lido"), stored)
    assert matches(search_terms("5 lidocaine"), stored)
    assert not matches(search_terms("1.50"), stored)


@given(st.dates(min_value=date(1900, 1, 1)), st.data())
def test_every_beginning_of_a_typed_birth_date_finds_it(day: date, data: st.DataObject) -> None:
    stored = client_search_text("X", day, "", "")
    typed = data.draw(
        st.sampled_from([f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day.day}/{day.month}/{day:%Y}"])
    )
    assert matches(search_terms(typed), stored)
    if "/" not in typed:
        length = data.draw(st.integers(3, len(typed)))
        assert matches(search_terms(typed[:length]), stored)


@given(st.text(max_size=60), st.data())
def test_the_beginning_of_each_word_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    words = [word for word in fold(name).split() if not word.isascii() or word.isalpha()]
    stored = client_search_text(name, None, "", "")
    for word in words:
        typed = word[: data.draw(st.integers(1, len(word)))]
        assert matches(search_terms(typed), stored)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Micro needling", "collagen induction therapy"),
        ("CIT", "microneedling"),
        ("décolleté", "chest"),
        ("crow’s feet", "Lateral canthus"),
    ],
)
def test_names_that_people_use_mean_the_same(one: str, other: str) -> None:
    assert fold(other) in same_things(one)
    assert fold(one) in same_things(other)
    assert matches(search_terms(one), with_same_words(other))
    assert matches(search_terms(other), with_same_words(one))


def test_a_word_inside_another_is_no_synonym() -> None:
    assert with_same_words("elasticity") == "elasticity"
    assert same_things("") == ()


def test_a_very_long_search_is_answered_quickly() -> None:
    assert not matches(search_terms("1" * 20_000 + "x"), HANNA)
