"""Every refused value has its sentence in the window, with what was typed in it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import parse_depth
from needlelog.domain.value_sentences import VALUE_SENTENCES
from needlelog.ui.sentences import VALUE_SENTENCES_SHOWN, error_sentence, refusal_sentence


@pytest.mark.parametrize("reason", sorted(VALUE_SENTENCES))
def test_a_refused_value_is_said_in_the_window(qapp: QApplication, reason: str) -> None:
    assert reason in VALUE_SENTENCES_SHOWN
    sentence = error_sentence(InvalidValue(reason, text="7,7"))
    assert "{text}" not in sentence
    if "{text}" in VALUE_SENTENCES[reason]:
        assert "7,7" in sentence


def test_an_error_of_the_program_names_its_kind_and_no_content(qapp: QApplication) -> None:
    sentence = error_sentence(RuntimeError("Amara Osei"))
    assert "RuntimeError" in sentence
    assert "Amara" not in sentence


def test_only_a_value_that_stands_is_said_to_be_kept(qapp: QApplication) -> None:
    assert error_sentence(InvalidValue("number", text="two")) == "“two” is not a number."
    assert refusal_sentence(parse_depth, "two") == (
        "“two” is not a number. What was there before is kept."
    )
    assert refusal_sentence(parse_depth, "1.5") == ""
