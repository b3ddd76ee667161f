"""Work done in a process of its own, whose results come back through a pipe.

For long work on a million records: one process makes rows, the other writes them, or several read
and judge. The process is another Python with a module of ours; what goes to it, such as the key of
the records, and what comes back never lies on the disk, nor where other programs see it.
"""

from __future__ import annotations

import marshal
import os
import pickle
import sys
from contextlib import suppress
from queue import SimpleQueue
from threading import Semaphore, Thread
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Iterable, Iterator

_LENGTH = 8
_AHEAD = 3
"""Results that may wait to be used, so that neither process has to wait for the other."""


class EndedEarlyError(RuntimeError):
    """The other process has ended before its work was done."""


def can_work_beside() -> bool:
    """Whether there is a Python to start; a program packed into one file has none."""
    return not getattr(sys, "frozen", False)


def told_by(module: str, task: object) -> Iterator[Any]:
    """What `tell` tells in another process that runs ``module`` with this task.

    Raises:
        EndedEarlyError: the other process was ended, or its work failed.
    """
    with _started(module) as teller:
        assert teller.stdin is not None and teller.stdout is not None  # noqa: S101, PT018
        ahead = _Ahead(teller.stdout)
        try:
            pickle.dump(task, teller.stdin)
            teller.stdin.close()
            while part := ahead.next():
                yield _value(part)
        except BrokenPipeError as error:
            raise EndedEarlyError(module) from error
        finally:
            teller.kill()
            ahead.end()


def tell(work: Callable[[Any], Iterable[Any]]) -> None:
    """Do the task that comes in, and hand on each result as it is made: plain values only."""
    pipe = sys.stdout.buffer
    for part in work(pickle.load(sys.stdin.buffer)):  # noqa: S301  written by our own process
        _write(pipe, marshal.dumps(part))
    _write(pipe, b"")
    pipe.flush()


class Helper:
    """Another process that runs ``module``, where `answer_all` answers one question after another.

    Every question is answered in its turn; up to three of them may wait. Plain values only.
    """

    def __init__(self, module: str, task: Any) -> None:
        """Start it. Raises `OSError` where no process can be started."""
        self._process = _started(module)
        assert self._process.stdin is not None  # noqa: S101
        assert self._process.stdout is not None  # noqa: S101
        self._questions = self._process.stdin
        self._answers = _Ahead(self._process.stdout)
        self.ask(task)

    def ask(self, question: Any) -> None:
        """Hand a question on. Where the process has ended `answer` tells."""
        with suppress(OSError):
            _write(self._questions, marshal.dumps(question))
            self._questions.flush()

    def answer(self) -> Any:
        """The answer to the first question that has none yet. Raises `EndedEarlyError`."""
        return _value(self._answers.next())

    def end(self) -> None:
        """End the process, whatever it is at."""
        self._process.kill()
        self._answers.end()
        with self._process, suppress(OSError):
            self._questions.close()  # which hands on what it still has


def answer_all(work: Callable[[Any], Callable[[Any], Any]]) -> None:
    """Make of the task that comes in what answers the questions after it, until none comes."""
    questions, answers = sys.stdin.buffer, sys.stdout.buffer
    answer = work(marshal.loads(_read(questions)))  # noqa: S302  written by our own process
    with suppress(EndedEarlyError):  # none comes any more
        while True:
            question = marshal.loads(_read(questions))  # noqa: S302
            _write(answers, marshal.dumps(answer(question)))
            answers.flush()


class _Ahead:
    """Takes results out of the pipe before they are asked for, a few of them."""

    def __init__(self, pipe: IO[bytes]) -> None:
        self._pipe = pipe
        self._read: SimpleQueue[bytes | Exception] = SimpleQueue()
        self._room = Semaphore(_AHEAD)
        self._ended = False
        self._thread = Thread(target=self._run, name="reading-ahead", daemon=True)
        self._thread.start()

    def next(self) -> bytes:
        """The next result, nothing after the last. Raises `EndedEarlyError`."""
        part = self._read.get()
        if isinstance(part, Exception):
            self._read.put(part)  # whoever asks again is told again
            raise EndedEarlyError("the other process has ended early") from part
        self._room.release()
        return part

    def end(self) -> None:
        """Let go of the pipe, whose other end is closed by now."""
        self._ended = True
        self._room.release()
        self._thread.join()

    def _run(self) -> None:
        try:
            while self._room.acquire() and not self._ended:
                part = _read(self._pipe)
                self._read.put(part)
                if not part:
                    return
        except Exception as error:  # noqa: BLE001  whoever waits for the next result is told
            self._read.put(error)


def _started(module: str) -> subprocess.Popen[bytes]:
    import subprocess  # only few programs need it, and none at its start

    return subprocess.Popen(  # noqa: S603  our own module
        # -P: never a module that happens to lie in the folder the program was started from.
        [sys.executable, "-P", "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _write(pipe: IO[bytes], part: bytes) -> None:
    pipe.write(len(part).to_bytes(_LENGTH))
    pipe.write(part)


def _value(part: bytes) -> Any:
    try:
        return marshal.loads(part)  # noqa: S302  written by our own process
    except (EOFError, ValueError, TypeError) as error:  # words that came in between
        raise EndedEarlyError("the other process tells no results") from error


def _read(pipe: IO[bytes]) -> bytes:
    """The next result, nothing after the last."""
    length = int.from_bytes(head) if len(head := pipe.read(_LENGTH)) == _LENGTH else -1
    part = pipe.read(max(length, 0))
    if length < 0 or len(part) < length:
        raise EndedEarlyError("the other process has ended early")
    return part
