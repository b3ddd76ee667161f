"""When strokes are a signature."""

from __future__ import annotations

import pytest

from needlelog.domain.errors import InvalidValue
from needlelog.domain.signatures import MOST_POINTS, checked_strokes, ink_length, is_signature

LINE = ((1000, 2000, 0), (4000, 2000, 120))


def test_the_ink_of_all_strokes_counts() -> None:
    assert ink_length((LINE, ((0, 0, 0), (300, 400, 9)))) == 3500


@pytest.mark.parametrize("strokes", [(), ((),), (((5, 5, 0),),), (((0, 0, 0), (300, 0, 5)),)])
def test_nothing_a_dot_or_a_slip_is_no_signature(strokes: tuple[()]) -> None:
    assert not is_signature(strokes)
    with pytest.raises(InvalidValue) as refused:
        checked_strokes(strokes)
    assert refused.value.reason == "signature_missing"


def test_empty_strokes_are_left_out() -> None:
    assert checked_strokes(((), LINE)) == (LINE,)


def test_a_scribble_without_end_is_refused() -> None:
    endless = tuple((i % 9000, 0, i) for i in range(MOST_POINTS + 1))
    with pytest.raises(InvalidValue) as refused:
        checked_strokes((endless,))
    assert refused.value.reason == "signature_long"
