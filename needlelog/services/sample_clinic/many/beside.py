"""The story told in a process of its own, so that making rows and writing them share the work.

The process is another Python with this module; facts go to it and rows come back through its
pipes, so that nothing of it ever lies on the disk.
"""

from __future__ import annotations

import marshal
import os
import pickle
import subprocess
import sys
from typing import IO, TYPE_CHECKING

from needlelog.services.sample_clinic.many.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from needlelog.db.bulk.loading import Batch
    from needlelog.services.sample_clinic.many.facts import Facts

WORTH_A_PROCESS = 20_000
"""With fewer sessions starting another process takes longer than it saves."""
_LENGTH = 8


def batches_of(facts: Facts) -> Iterator[Batch]:
    """The rows of the story, made beside this process where that is worth it."""
    packed = getattr(sys, "frozen", False)
    if facts.sessions < WORTH_A_PROCESS or packed:
        return Story(facts).batches()
    return _from_beside(facts)


def _from_beside(facts: Facts) -> Iterator[Batch]:
    teller = subprocess.Popen(  # noqa: S603  our own module
        [sys.executable, "-m", __name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    with teller:
        assert teller.stdin is not None and teller.stdout is not None  # noqa: S101, PT018
        try:
            pickle.dump(facts, teller.stdin)
            teller.stdin.close()
            while batch := _read(teller.stdout):
                yield marshal.loads(batch)  # noqa: S302  written by our own process
        finally:
            teller.kill()


def _read(pipe: IO[bytes]) -> bytes:
    """The next batch, nothing after the last."""
    length = pipe.read(_LENGTH)
    batch = pipe.read(int.from_bytes(length))
    if len(length) < _LENGTH or len(batch) < int.from_bytes(length):
        raise RuntimeError("the process that makes the rows has ended early")
    return batch


def _tell() -> None:
    facts = pickle.load(sys.stdin.buffer)  # noqa: S301  written by our own process
    pipe = sys.stdout.buffer
    for batch in Story(facts).batches():
        packed = marshal.dumps(dict(batch))
        pipe.write(len(packed).to_bytes(_LENGTH))
        pipe.write(packed)
    pipe.write(bytes(_LENGTH))
    pipe.flush()


if __name__ == "__main__":
    _tell()
