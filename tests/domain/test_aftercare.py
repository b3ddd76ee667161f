"""Which aftercare sheet fits, which version holds, and what the shipped ones must say."""

from __future__ import annotations

import pytest

from needlelog.domain.aftercare import (
    AftercareSheet,
    checked_sheet,
    filled_in,
    fitting_sheets,
    in_force,
    next_version,
    parse_sheet,
)
from needlelog.domain.errors import InvalidValue
from needlelog.domain.zones import ZoneGroup
from needlelog.files.reference_data import aftercare_sheets

FACE, NECK, HANDS = ZoneGroup.FACE, ZoneGroup.NECK_CHEST, ZoneGroup.HANDS


def sheet(code: str, version: str = "1", uid: str = "", *, active: bool = True) -> AftercareSheet:
    return AftercareSheet(uid, code, version, code.title(), "text\n", (FACE,), active=active)


@pytest.mark.parametrize(
    ("deepest", "codes"),
    [
        ({FACE: 250}, ["face_light"]),
        ({FACE: 500}, ["face_light"]),
        ({FACE: 510}, ["face_deep"]),
        ({FACE: 3000}, ["face_deep"]),
        ({FACE: None}, ["face_light", "face_deep"]),
        ({FACE: 500, NECK: 750}, ["neck_chest", "face_light"]),
        ({HANDS: 500}, ["hands"]),
        ({ZoneGroup.SCALP: 1500}, ["scalp"]),
        ({ZoneGroup.BODY: 2500}, ["body"]),
        ({}, []),
    ],
)
def test_the_sheet_of_the_deepest_part_comes_first(
    deepest: dict[ZoneGroup, int | None], codes: list[str]
) -> None:
    found = fitting_sheets(aftercare_sheets(), deepest)
    assert [each.sheet for each in found] == codes


def test_a_sheet_out_of_use_is_not_offered() -> None:
    assert fitting_sheets([sheet("a", active=False)], {FACE: 500}) == ()


def test_every_part_of_the_body_has_a_sheet_for_every_depth() -> None:
    for area in ZoneGroup:
        for depth in (100, 500, 501, 3000):
            assert fitting_sheets(aftercare_sheets(), {area: depth})


def test_the_shipped_sheets_say_what_must_be_said() -> None:
    for each in aftercare_sheets():
        for words in ("72 hours", "sun", "exercise", "24", "sunscreen", "Call us", "{phone}"):
            assert words in each.body, (each.sheet, words)
        assert "72 h" in each.source
        assert each.body.startswith("# After needling the ")


def test_the_newest_version_of_the_clinic_holds() -> None:
    shipped = [sheet("a"), sheet("b")]
    own = [sheet("a", "1", "u1"), sheet("a", "1.1", "u2"), sheet("own.x", "1", "u3")]
    held = in_force(shipped, own)
    assert [(each.sheet, each.version) for each in held] == [
        ("a", "1.1"),
        ("b", "1"),
        ("own.x", "1"),
    ]


def test_a_kept_shipped_text_gives_way_to_a_newer_shipped_one_but_an_edited_one_does_not() -> None:
    newer = [sheet("a", "2")]
    assert in_force(newer, [sheet("a", "1", "kept")])[0].version == "2"
    assert in_force(newer, [sheet("a", "1", "kept"), sheet("a", "1.1", "own")])[0].version == "1.1"
    off = sheet("a", "1", "kept", active=False)
    assert in_force(newer, [off]) == (off,)


@pytest.mark.parametrize(("version", "following"), [("1", "1.1"), ("1.1", "1.2"), ("2.9", "2.10")])
def test_versions_count_on(version: str, following: str) -> None:
    assert next_version(version) == following


def test_a_sheet_needs_title_and_text() -> None:
    for broken, reason in (
        (AftercareSheet("", "a", "1", "  ", "text"), "sheet_title"),
        (AftercareSheet("", "a", "1", "A", " \n"), "sheet_body"),
    ):
        with pytest.raises(InvalidValue) as refused:
            checked_sheet(broken)
        assert refused.value.reason == reason


def test_the_clinic_is_put_in_its_place() -> None:
    text = filled_in("Call {clinic}: {phone}", "North", " 020 7946 ")
    assert text == "Call North: 020 7946"
    assert "_" in filled_in("{phone}", "North", "")


def test_a_text_without_a_head_is_refused() -> None:
    with pytest.raises(ValueError, match=r"head|unpack"):
        parse_sheet("# Only text\n")
