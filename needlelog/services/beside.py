"""Work done in a process of its own, whose results come back through a pipe.

For long work on a million records: one process makes rows, the other writes them. The process is
another Python with a module of ours; what goes to it and what comes back never lies on the disk.
"""

from __future__ import annotations

import marshal
import os
import pickle
import subprocess
import sys
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_LENGTH = 8


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
    teller = subprocess.Popen(  # noqa: S603  our own module
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with teller:
        assert teller.stdin is not None and teller.stdout is not None  # noqa: S101, PT018
        try:
            pickle.dump(task, teller.stdin)
            teller.stdin.close()
            while part := _read(teller.stdout):
                yield marshal.loads(part)  # noqa: S302  written by our own process
        except BrokenPipeError as error:
            raise EndedEarlyError(module) from error
        finally:
            teller.kill()


def tell(work: Callable[[Any], Iterable[Any]]) -> None:
    """Do the task that comes in, and hand on each result as it is made: plain values only."""
    pipe = sys.stdout.buffer
    for part in work(pickle.load(sys.stdin.buffer)):  # noqa: S301  written by our own process
        packed = marshal.dumps(part)
        pipe.write(len(packed).to_bytes(_LENGTH))
        pipe.write(packed)
    pipe.write(bytes(_LENGTH))
    pipe.flush()


def _read(pipe: IO[bytes]) -> bytes:
    """The next result, nothing after the last."""
    length = int.from_bytes(head) if len(head := pipe.read(_LENGTH)) == _LENGTH else -1
    part = pipe.read(max(length, 0))
    if length < 0 or len(part) < length:
        raise EndedEarlyError("the other process has ended early")
    return part
