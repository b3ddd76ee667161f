"""The look of the window survives a restart, and nonsense in its file does no harm."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from needlelog.ui.window_state import FILE, WindowState, load_window_state, save_window_state

if TYPE_CHECKING:
    from pathlib import Path


def test_round_trip(tmp_path: Path) -> None:
    state = WindowState("dark", 1.2, 56, "AAEC", "01890000-0000-7000-8000-000000000001")
    save_window_state(tmp_path, state)
    assert load_window_state(tmp_path) == state


@pytest.mark.parametrize("content", ["", "[]", "{", '"x"'])
def test_nonsense_means_the_usual_look(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_text(content)
    assert load_window_state(tmp_path) == WindowState()


def test_one_wrong_value_does_not_cost_the_others(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"appearance": 7, "text_size": 1.3, "unknown": true}')
    assert load_window_state(tmp_path) == WindowState(text_size=1.3)


def test_no_folder_is_no_error(tmp_path: Path) -> None:
    save_window_state(tmp_path / "none", WindowState())
    assert load_window_state(tmp_path / "none") == WindowState()
