"""Which row of the last session stands behind "was"."""

from __future__ import annotations

from dataclasses import replace

from needlelog.domain.draft_edits import change_spots, repeat_row
from needlelog.domain.previous_rows import previous_rows
from needlelog.domain.zones import Side
from tests.domain.test_draft_edits import BLANK, LEFT, RIGHT


def test_rows_match_by_zone_side_and_order() -> None:
    last = change_spots(BLANK, [LEFT, RIGHT], depth_um=1000)
    last = repeat_row(last, 1)
    last = replace(last, zones=(last.zones[0], replace(last.zones[1], depth_um=2000)))
    draft = repeat_row(change_spots(BLANK, [LEFT, RIGHT], depth_um=1250), 1)
    found = previous_rows(draft, last)
    assert [found[row.row].depth_um for row in draft.zones] == [1000, 2000]


def test_one_side_is_compared_with_a_row_for_both() -> None:
    last = change_spots(BLANK, [LEFT, RIGHT], depth_um=1000)
    draft = change_spots(BLANK, [LEFT], depth_um=1250)
    assert previous_rows(draft, last)[1].side is Side.BOTH


def test_a_zone_that_was_not_treated_has_nothing_behind_it() -> None:
    last = change_spots(BLANK, [LEFT], depth_um=1000)
    draft = change_spots(BLANK, [("chin", Side.MID)], depth_um=500)
    assert previous_rows(draft, last) == {}
    assert previous_rows(draft, None) == {}
