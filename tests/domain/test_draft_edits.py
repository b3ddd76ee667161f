"""The acts on a draft: what is touched changes, what is not touched stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain import draft_edits
from needlelog.domain.draft_edits import (
    Spot,
    change_spots,
    covers,
    give_score,
    remove_score,
    rows_at,
    scores_of_the_day,
)
from needlelog.domain.scores import DraftScore
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import ReactionSign, SessionDraft
from needlelog.domain.zones import Side
from tests.domain.drafts import draft_scores, drafts

BLANK = SessionDraft("s", "c", "p", datetime(2026, 11, 22, 14, 0, tzinfo=UTC))
LEFT: Spot = ("cheek_lateral", Side.LEFT)
RIGHT: Spot = ("cheek_lateral", Side.RIGHT)

spots = st.frozensets(
    st.one_of(
        st.tuples(
            st.sampled_from(["cheek_lateral", "temple"]), st.sampled_from([Side.LEFT, Side.RIGHT])
        ),
        st.tuples(st.just("chin"), st.just(Side.MID)),
    ),
    min_size=1,
)
depths = st.integers(10, 300).map(lambda hundredths: hundredths * 10)


def depth_at(draft: SessionDraft, spot: Spot) -> int | None:
    rows = rows_at(draft, [spot])
    return rows[0].depth_um if rows else None


def test_both_sides_become_one_row() -> None:
    draft = change_spots(BLANK, [LEFT, RIGHT], depth_um=1500)
    assert [(row.side, row.depth_um) for row in draft.zones] == [(Side.BOTH, 1500)]


def test_touching_one_side_splits_the_row_and_keeps_the_other() -> None:
    draft = change_spots(BLANK, [LEFT, RIGHT], depth_um=1500, passes=6)
    draft = change_spots(draft, [LEFT], depth_um=1000)
    assert {row.side: (row.depth_um, row.passes) for row in draft.zones} == {
        Side.RIGHT: (1500, 6),
        Side.LEFT: (1000, 6),
    }


@given(st.lists(st.tuples(spots, depths), max_size=8))
def test_each_spot_has_the_depth_set_last(acts: list[tuple[frozenset[Spot], int]]) -> None:
    draft, expected = BLANK, dict[Spot, int]()
    for chosen, depth in acts:
        draft = change_spots(draft, sorted(chosen), depth_um=depth)
        expected |= dict.fromkeys(chosen, depth)
    assert {spot: depth_at(draft, spot) for spot in expected} == expected
    numbers = [row.row for row in draft.zones]
    assert len(numbers) == len(set(numbers))
    for spot in expected:
        assert sum(covers(row, spot) for row in draft.zones) == 1


def test_a_second_row_for_a_zone_stands_under_the_first_and_is_empty() -> None:
    draft = change_spots(BLANK, [LEFT], depth_um=1000, passes=4)
    draft = change_spots(draft, [("chin", Side.MID)], depth_um=500)
    draft = draft_edits.repeat_row(draft, draft.zones[0].row)
    assert [(row.zone, row.depth_um, row.passes) for row in draft.zones] == [
        ("cheek_lateral", 1000, 4),
        ("cheek_lateral", None, None),
        ("chin", 500, None),
    ]


def test_removing_a_row_leaves_the_others() -> None:
    draft = change_spots(BLANK, [LEFT, RIGHT], depth_um=1000)
    draft = change_spots(draft, [("chin", Side.MID)], depth_um=500)
    draft = draft_edits.remove_rows(draft, [draft.zones[0].row])
    assert [row.zone for row in draft.zones] == ["chin"]


def test_numbing_products_and_reactions_are_added_changed_and_removed() -> None:
    draft = draft_edits.add_numbing(BLANK, agent="lidocaine")
    draft = draft_edits.add_topical(draft, name="HA")
    draft = draft_edits.add_topical(draft, name="GF")
    draft = draft_edits.add_reaction(draft, sign=ReactionSign.BRUISE)
    draft = draft_edits.change_numbing(draft, 1, strength="5 %")
    draft = draft_edits.change_topical(draft, 2, lot="G118")
    draft = draft_edits.change_reaction(draft, 1, note="1 cm")
    assert draft.numbing[0].strength == "5 %"
    assert [(row.name, row.lot) for row in draft.topicals] == [("HA", ""), ("GF", "G118")]
    assert draft.reactions is not None
    assert draft.reactions[0].note == "1 cm"
    draft = draft_edits.remove_topical(draft, 1)
    draft = draft_edits.remove_numbing(draft, 1)
    assert [row.name for row in draft.topicals] == ["GF"]
    assert draft.numbing == ()


def test_removing_the_last_reaction_opens_the_question_again() -> None:
    draft = draft_edits.add_reaction(BLANK, sign=ReactionSign.BRUISE)
    assert draft_edits.remove_reaction(draft, 1).reactions is None


@given(drafts, draft_scores)
def test_a_scale_has_one_score_a_rater(draft: SessionDraft, score: DraftScore) -> None:
    given_twice = give_score(give_score(draft, replace(score, total=1)), score)
    same = [s for s in given_twice.scores if (s.scale, s.rater) == (score.scale, score.rater)]
    assert same
    assert all(each == score for each in same)
    gone = remove_score(given_twice, score)
    assert not [s for s in gone.scores if (s.scale, s.rater) == (score.scale, score.rater)]


@given(drafts)
def test_scores_of_a_session_are_of_its_day(draft: SessionDraft) -> None:
    moved = scores_of_the_day(draft)
    assert {score.rated_on for score in moved.scores} <= {treatment_day(draft)}
    assert replace(moved, scores=()) == replace(draft, scores=())
