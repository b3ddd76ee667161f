"""Statements that take minutes and can be given up within a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

Look = Callable[[], object]
"""Asks whether to go on; what it raises ends the work."""

_STEPS_BETWEEN_LOOKS = 5_000
"""Pages, or steps of a statement: a few times a second even where pages come from a slow disk."""
READING = 100_000
"""Steps of a statement that reads for a moment: some hundred looks a second."""
_LOOK_SECONDS = 0.05


@contextmanager
def watched(connection: Any, look: Look | None, steps: int | None = None) -> Iterator[None]:
    """Call ``look`` every so many steps (of a long check where none are given) while the driver's connection works.

    What it raises ends the statement under way and comes out of this block.
    """
    if look is None:
        yield
        return
    raised: list[BaseException] = []

    def ends() -> bool:
        try:
            look()
        except BaseException as error:  # noqa: BLE001 - it comes out below
            raised.append(error)
        return bool(raised)

    connection.set_progress_handler(ends, steps or _STEPS_BETWEEN_LOOKS)
    try:
        yield
    except Exception as error:
        if raised:
            raise raised[0] from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def broken_seals(connect: Callable[[], Any], look: Look | None) -> list[Any]:
    """The pages whose seal does not fit, free ones included, by a connection of its own.

    For a file that does not stand still; else see `page_seals`. SQLCipher does it in one piece that
    cannot be ended, so a thread is left behind with it where ``look`` raises; it closes its
    connection at the end.
    """
    found: list[Any] = []
    failed: list[Exception] = []
    done = Event()

    def check() -> None:
        try:
            connection = connect()
            try:
                found.extend(connection.execute("PRAGMA cipher_integrity_check").fetchall())
            finally:
                connection.close()
        except Exception as error:  # noqa: BLE001 - whoever waits raises it
            failed.append(error)
        finally:
            done.set()

    Thread(target=check, name="seals", daemon=True).start()
    while not done.wait(_LOOK_SECONDS):
        if look is not None:
            look()
    if failed:
        raise failed[0]
    return found
