"""Another process is asked, answers in turn, and is never waited for in vain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from needlelog.db.beside import EndedEarlyError, Helper

if TYPE_CHECKING:
    from pathlib import Path

WORDS = "needlelog.db.session_words"
"""A module that answers what sessions say with their words."""


def said(session: int, text: str, times: int) -> list[list[tuple[int, str]]]:
    """Notes alone, of some sessions."""
    return [[(session + more, text) for more in range(times)]]


def test_long_questions_and_answers_may_wait_for_each_other() -> None:
    """More than a pipe holds, both ways, before the first answer is taken."""
    helper = Helper(WORDS, None)
    try:
        for number in range(3):
            helper.ask(said(number * 1000, "Anna " * 60, 1000))
        for number in range(3):
            answer = helper.answer()
            assert [row[0] for row in answer] == list(range(number * 1000, number * 1000 + 1000))
            assert answer[0][1] == "anna " * 59 + "anna"
    finally:
        helper.end()


def test_a_process_that_fails_tells_so_each_time() -> None:
    helper = Helper(WORDS, None)
    helper.ask("no rows")
    for _again in range(2):
        with pytest.raises(EndedEarlyError):
            helper.answer()
        helper.ask(said(1, "x", 1))
    helper.end()
    assert helper._process.poll() is not None


def test_a_module_that_lies_where_the_program_was_started_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pickle.py").write_text("raise SystemExit(3)")
    monkeypatch.chdir(tmp_path)
    helper = Helper(WORDS, None)
    try:
        helper.ask(said(1, "Anna", 1))
        assert helper.answer() == [(1, "anna")]
    finally:
        helper.end()


def test_what_is_no_answer_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something else of this Python may say words of its own where answers are expected."""
    (tmp_path / "sitecustomize.py").write_text("print('Welcome to this Python', flush=True)")
    monkeypatch.syspath_prepend(tmp_path)
    helper = Helper(WORDS, None)
    try:
        helper.ask(said(1, "Anna", 1))
        with pytest.raises(EndedEarlyError):
            helper.answer()
    finally:
        helper.end()
