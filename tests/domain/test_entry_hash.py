"""No other entry has the hash of an entry, and what an earlier program wrote still fits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.entry_hash import earlier_entry_hash, entry_hash, is_hash_of, sha256

ENTRY: dict[str, Any] = {
    "origin": "o",
    "sequence": 7,
    "made_at": 1_772_461_320_000_000,
    "person_uid": "p",
    "person": 'Anna "Ann" Ø',
    "act": "changed",
    "record_kind": "client",
    "record_uid": "c",
    "before": None,
    "after": '{"note":"a \\"word\\""}',
    "previous_hash": "0" * 64,
}
documents = st.none() | st.dictionaries(st.text(), st.text() | st.integers()).map(json.dumps)
anything = documents | st.text() | st.sampled_from(["", "null", "\n", "{}\n{}"])


@given(before=documents, after=documents, now=anything, then=anything)
def test_only_the_same_documents_have_the_same_hash(
    before: str | None, after: str | None, now: str | None, then: str | None
) -> None:
    told = entry_hash(ENTRY | {"before": before, "after": after})
    other = ENTRY | {"before": now, "after": then}
    assert is_hash_of(told, other) == ((now, then) == (before, after))


@pytest.mark.parametrize(
    ("before", "after"), [("a\nb", "c"), ("a", "b\nc"), ("a\n", "b"), (None, "a\nb"), ("a", None)]
)
def test_nothing_moves_from_one_document_to_the_other(
    before: str | None, after: str | None
) -> None:
    told = entry_hash(ENTRY | {"before": "a", "after": "b"})
    assert not is_hash_of(told, ENTRY | {"before": before, "after": after})


@pytest.mark.parametrize("name", sorted(ENTRY))
def test_every_part_matters_in_both_spellings(name: str) -> None:
    value = ENTRY[name]
    other = ENTRY | {name: value + 1 if isinstance(value, int) else f"{value or ''}!"}
    for spelled in (entry_hash, earlier_entry_hash):
        assert is_hash_of(spelled(ENTRY), ENTRY | {"id": 5, "hash": "x"})
        assert not is_hash_of(spelled(ENTRY), other)


def test_a_document_that_is_no_text_has_no_hash() -> None:
    with pytest.raises(TypeError):
        entry_hash(ENTRY | {"after": 5})


def test_the_text_is_the_one_the_documentation_describes() -> None:
    head = (
        '{"act":"changed","after":"text","before":"null","made_at":1772461320000000,"origin":"o",'
        '"person":"Anna \\"Ann\\" Ø","person_uid":"p","previous_hash":"' + "0" * 64 + '",'
        '"record_kind":"client","record_uid":"c","sequence":7}'
    )
    assert entry_hash(ENTRY) == sha256(head + '\n\n{"note":"a \\"word\\""}')
    described = Path(__file__).parents[2] / "docs" / "export-json.md"
    assert head.split(',"made_at"')[0] in described.read_text(encoding="utf-8")
