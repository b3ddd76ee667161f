"""The count of wrong tries: clocks that jump and files that are spoilt."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.errors import TooSoon
from needlelog.files.sign_in_attempts import LONGEST_WAIT_SECONDS, SignInAttempts, wait_after
from tests.files.conftest import HandClock

SLOT = "person:uid-anna"


def _fail(attempts: SignInAttempts, times: int) -> None:
    for _ in range(times):
        attempts.failed(SLOT)


@given(st.integers(0, 10**9))
def test_waits_grow_and_stay_below_a_minute(failed: int) -> None:
    assert 0 <= wait_after(failed) <= wait_after(failed + 1) <= LONGEST_WAIT_SECONDS


def test_a_clock_turned_back_does_not_lock_out_for_ever(tmp_path: Path, clock: HandClock) -> None:
    attempts = SignInAttempts(tmp_path / "attempts.json", clock)
    _fail(attempts, 20)
    clock.now -= timedelta(days=4000)
    with pytest.raises(TooSoon) as caught:
        attempts.check(SLOT)
    assert caught.value.retry_after_seconds == LONGEST_WAIT_SECONDS
    clock.forward(LONGEST_WAIT_SECONDS)
    attempts.check(SLOT)


def test_a_clock_turned_back_between_two_starts_does_not_lock_out(
    tmp_path: Path, clock: HandClock
) -> None:
    path = tmp_path / "attempts.json"
    _fail(SignInAttempts(path, clock), 20)
    clock.now -= timedelta(days=4000)
    assert SignInAttempts(path, clock).seconds_to_wait(SLOT) == LONGEST_WAIT_SECONDS
    clock.forward(LONGEST_WAIT_SECONDS)
    SignInAttempts(path, clock).check(SLOT)


def test_a_success_is_remembered_across_starts(tmp_path: Path, clock: HandClock) -> None:
    path = tmp_path / "attempts.json"
    attempts = SignInAttempts(path, clock)
    _fail(attempts, 8)
    attempts.succeeded(SLOT)
    assert SignInAttempts(path, clock).failed(SLOT) == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "7",
        '{"a": 1}',
        '{"a": {"failed": "x", "last": "2026-01-01T00:00:00+00:00"}}',
        '{"a": {"failed": 9, "last": "2026-01-01T00:00:00"}}',
        '{"a": {"failed": -9, "last": "2026-01-01T00:00:00+00:00"}}',
        '{"a": {"failed": 1e999, "last": "2026-01-01T00:00:00+00:00"}}',
    ],
)
def test_a_spoilt_file_counts_from_zero(tmp_path: Path, clock: HandClock, text: str) -> None:
    path = tmp_path / "attempts.json"
    path.write_text(text, "utf-8")
    attempts = SignInAttempts(path, clock)
    attempts.check("a")
    assert attempts.failed("a") == 0
    assert json.loads(path.read_text("utf-8"))["a"]["failed"] == 1
