"""What is said about a cell of an old log that cannot be taken."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from needlelog.domain.imports.fields import Field
from needlelog.domain.imports.rows import RowProblem, Trouble
from needlelog.domain.value_sentences import VALUE_SENTENCES
from needlelog.ui.import_words import problem_sentence

REASONS = ("number", "depth_range", "depth_step", "whole_number", "passes_range", "phototype")


@pytest.mark.parametrize("reason", REASONS)
def test_a_refused_cell_speaks_of_no_value_before_it(qtbot: QtBot, reason: str) -> None:
    problem = RowProblem(Trouble.BAD_VALUE, Field.DEPTH, "15", reason)
    assert problem_sentence(problem) == f"Depth, mm: {VALUE_SENTENCES[reason].format(text='15')}"
