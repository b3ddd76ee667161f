"""A child that works in a clinic folder until it is killed: at a random moment, or at a step.

The parent has everything imported already, so a child costs a fork. What the child says stands in
a pipe and outlives it. Nothing of a database is open while the parent forks.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from time import perf_counter

Say = Callable[[str], None]
Work = Callable[[Say], None]
FILE_STEPS = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "shutil.copyfile"}
)


@dataclass(frozen=True, slots=True)
class Death:
    """How a child ended: what it had said, and whether it was killed rather than finished."""

    said: tuple[str, ...]
    killed: bool


class ChildFailed(AssertionError):
    """The child met an error that nobody had planned."""


class _Enough(Exception):
    """The child has said as much as was to be measured."""


def measure(work: Work, acts: int) -> tuple[float, int]:
    """Seconds and steps from a child's first word to the end of its n-th act."""

    def measured(say: Say) -> None:
        steps = _count_steps(lambda _step: None)
        begun = perf_counter()
        done = 0

        def said(words: str) -> None:
            nonlocal done
            done += words.startswith("done")
            if done == acts:
                say(f"{perf_counter() - begun} {steps()}")
                raise _Enough

        with suppress(_Enough):
            work(said)

    seconds, steps = _die(measured, None, None).said[-1].split()
    return float(seconds), int(steps)


def kill_after(work: Work, seconds: float) -> Death:
    """Let a child work; SIGKILL it this long after it said its first word."""
    return _die(work, seconds, None)


def kill_at_step(work: Work, step: int) -> Death:
    """Let a child work and kill itself right before its n-th step on the disk.

    A step is a statement of the database, or a file that is opened for writing, renamed, removed
    or made: between two of them nothing changes on the disk but by the database itself.
    """
    return _die(work, None, step)


def finish(work: Work) -> tuple[str, ...]:
    """Let a child work to its end, undisturbed, and return what it said."""
    return _die(work, None, None).said


def _die(work: Work, seconds: float | None, step: int | None) -> Death:
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        _be_the_child(work, write, step)
    os.close(write)
    try:
        said = _listen(read, child, seconds)
    finally:
        os.close(read)
    _, status = os.waitpid(child, 0)
    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
    if not killed and os.waitstatus_to_exitcode(status) != 0:
        raise ChildFailed(said.decode(errors="replace")[-3000:])
    return Death(tuple(said.decode().splitlines()), killed)


def _listen(read: int, child: int, seconds: float | None) -> bytes:
    said = b""
    if seconds is not None:
        said = os.read(read, 1 << 16)
        select.select([], [], [], seconds)
        os.kill(child, signal.SIGKILL)
    while part := os.read(read, 1 << 16):
        said += part
    # A line that was cut off by the kill was not said.
    return said[: said.rfind(b"\n") + 1] if seconds is not None else said


def _be_the_child(work: Work, write: int, step: int | None) -> None:
    def say(words: str) -> None:
        os.write(write, f"{words}\n".encode())

    try:
        if step is not None:
            _die_at(step)
        say("begun")
        work(say)
    except BaseException:  # noqa: BLE001 - told to the parent, whatever it was
        os.write(write, traceback.format_exc().encode())
        os._exit(1)
    os._exit(0)


def _die_at(step: int) -> None:
    def die(number: int) -> None:
        if number >= step:
            os.kill(os.getpid(), signal.SIGKILL)

    _count_steps(die)


def _count_steps(passed: Callable[[int], None]) -> Callable[[], int]:
    """Call ``passed`` with the number of each step, right before it; return how many there were."""
    from sqlalchemy import Engine, event

    number = 0

    def count(*_: object) -> None:
        nonlocal number
        number += 1
        passed(number)

    def watch(name: str, arguments: tuple[object, ...]) -> None:
        if name in FILE_STEPS or (
            name == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        ):
            count()

    for moment in ("before_cursor_execute", "begin", "commit"):
        event.listen(Engine, moment, count)
    sys.addaudithook(watch)
    return lambda: number


_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
