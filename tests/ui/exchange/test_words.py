"""What travels is told in words: never a code, a uid or a column."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from needlelog.db.exchange.kinds import CLINIC, kinds
from needlelog.domain.exchange import fields
from needlelog.domain.exchange.bundles import Alert, AlertCode, KindCount
from needlelog.domain.exchange.fields import Conflict, Side, in_conflict, rule_of
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.exchange import conflict_words, words
from needlelog.ui.exchange.conflict_words import field_title, reason_words, side_words

ZONES = zone_catalogue()
AT = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
FIELDS = [(CLINIC, "clinic_name")] + [
    (kind.table, field)
    for kind in kinds().values()
    for field in kind.fields
    if not rule_of(kind.table, field).quiet
]


def conflict(kind: str, field: str, value: object = "x", column: str = "") -> Conflict:
    side = Side("o:1", {column or field: value}, "Room 1", "Rina", AT)
    return Conflict(kind, "uid", field, "Anna", "", (side,), "o:1")


def said(kind: str, column: str, value: object, field: str = "") -> str:
    asked = conflict(kind, field or column, value, column)
    return side_words(asked, asked.sides[0].values, ZONES)


@pytest.mark.parametrize(("kind", "field"), FIELDS)
def test_every_field_that_can_be_in_conflict_has_a_title(kind: str, field: str) -> None:
    title = field_title(conflict(kind, field))
    assert title
    assert title[0].isupper()
    assert "_" not in title


def test_every_cautious_rule_says_why() -> None:
    cautious = {
        key for key, rule in fields._RULES.items() if not rule.quiet and rule.key != fields._later
    }
    assert cautious
    assert cautious <= set(conflict_words._REASONS)
    assert reason_words(conflict("client", "phone")) == "it was written last"
    assert reason_words(conflict("history_item", "answer")) != "it was written last"


@pytest.mark.parametrize(
    ("kind", "column", "value", "expected"),
    [
        ("client", "phone", "", "nothing"),
        ("client", "birth_date", "1992-02-14", "14 Feb 1992"),
        ("client", "phototype", 5, "Fitzpatrick V"),
        ("client", "sex", "female", "female"),
        ("practitioner", "depth_ceiling_um", 1500, "1.50 mm"),
        ("practitioner", "role", "manager", "Manager"),
        ("practitioner", "active", 0, "no longer in use"),
        ("plan", "zones", [["chin", "mid"]], "Chin"),
        ("setting", "value", "true", "yes"),
        ("preset", "document", json.dumps([{}, {}]), "2 zones"),
        ("adverse_event", "session_id", "0192aaaa-bbbb-cccc-dddd-eeeeffff0000", "record ff0000"),
    ],
)
def test_values_in_words(kind: str, column: str, value: object, expected: str) -> None:
    assert said(kind, column, value) == expected


def test_what_belongs_together_is_told_line_by_line() -> None:
    values = {"answer": "yes", "last_exposure": "2026-02-20", "asked_on": None, "last_offset": 60}
    asked = Conflict("history_item", "u", "answer", "Anna", "c", (), "", part="Retinoid")
    assert side_words(asked, values, ZONES).splitlines() == ["yes", "last exposure: 20 Feb 2026"]
    assert field_title(asked) == "History “Retinoid”: answer"


def test_counts_name_what_one_looks_for_and_sum_up_the_rest() -> None:
    counts = [
        KindCount("client", 2, 1),
        KindCount("history_item", 4, 0),
        KindCount("session", 28, 0),
        KindCount("setting", 0, 1),
        KindCount("saved_filter", 1, 0),
        KindCount("lot_adjustment", 9, 0),
    ]
    assert words.counts_words(counts, photos=12) == (
        "28 sessions, 3 clients, 12 photos, 4 answers in histories, 2 other records"
    )
    assert words.counts_words(()) == ""


def test_rows_inside_a_record_are_not_counted_beside_it() -> None:
    inside = {kind.table for kind in kinds().values() if not kind.alone}
    assert inside <= words._WITH_OTHERS
    assert not set(words._ORDER) & words._WITH_OTHERS


def test_who_said_it_reads_from_the_left_whatever_the_names() -> None:
    side = Side("o:1", {}, "غرفة", "ليلى", AT)
    moment = AT.astimezone()
    assert conflict_words.said_words(side) == (
        f"\u2068ليلى\u2069 · 2 Mar 2026 {moment:%H:%M} · \u2068غرفة\u2069"
    )


def test_names_do_not_turn_the_sentence_around() -> None:
    assert words.listed(["Room 2", "ليلى"]) == "\u2068Room 2\u2069 and \u2068ليلى\u2069"
    alert = words.alert_words(Alert(AlertCode.CARTRIDGE_TWICE, "SN-1"))
    assert "\u2068SN-1\u2069" in alert


def test_quiet_fields_never_come_to_a_person() -> None:
    heads = [fields.Head("a", 1, 1, {"position": 1}), fields.Head("b", 1, 2, {"position": 2})]
    assert not in_conflict("history_item", "position", heads)
