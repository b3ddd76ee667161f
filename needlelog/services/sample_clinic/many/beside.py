"""The story told in a process of its own, so that making rows and writing them share the work."""

from __future__ import annotations

import marshal
import multiprocessing
import sys
from typing import TYPE_CHECKING

from needlelog.services.sample_clinic.many.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

    from needlelog.db.bulk.loading import Batch
    from needlelog.services.sample_clinic.many.facts import Facts

WORTH_A_PROCESS = 20_000
"""With fewer sessions starting another process takes longer than it saves."""
_END = b""


def batches_of(facts: Facts) -> Iterator[Batch]:
    """The rows of the story, made beside this process where that is worth it."""
    frozen = getattr(sys, "frozen", False)
    if facts.sessions < WORTH_A_PROCESS or frozen:
        return Story(facts).batches()
    return _from_beside(facts)


def _from_beside(facts: Facts) -> Iterator[Batch]:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    teller = context.Process(target=_tell, args=(facts, there), daemon=True)
    teller.start()
    there.close()
    try:
        while batch := here.recv_bytes():
            yield marshal.loads(batch)  # noqa: S302  written by our own process
    except EOFError as error:
        raise RuntimeError("the process that makes the rows has ended early") from error
    finally:
        here.close()
        teller.terminate()
        teller.join()


def _tell(facts: Facts, there: Connection) -> None:
    for batch in Story(facts).batches():
        there.send_bytes(marshal.dumps(dict(batch)))
    there.send_bytes(_END)
