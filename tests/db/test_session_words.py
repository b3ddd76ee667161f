"""The words by which a session is found: folding part by part is folding the whole."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from needlelog.db.session_words import search_words
from needlelog.domain.names import fold, with_same_words
from needlelog.domain.sessions import SessionDraft, TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from tests.db.conftest import NOW

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8) | st.sampled_from(
    ["hair", "loss", "Hyaluronic", "acid", "O’Brien", "ẞ", "Σ", "\u0301a"]
)


@given(st.lists(words, max_size=6), words)
def test_the_words_are_those_of_the_whole_text(notes: list[str], lot: str) -> None:
    zones = tuple(ZoneRow(row, "chin", Side.MID, note=note) for row, note in enumerate(notes, 1))
    draft = SessionDraft(
        "s", "c", "p", NOW, zones=zones, topicals=(TopicalRow(1, "Serum", lot=lot),)
    )
    said = [part for note in notes for part in ("chin", note) if part]
    whole = with_same_words(" ".join([*said, "Serum", lot]))
    joined = fold(lot).replace(" ", "")
    assert search_words(draft) == f"{whole} {joined}".strip()
