"""Laying out paper in a process of its own, so that the window and the pages never meet.

Qt takes locks while it makes and ends documents. The window may hold one of them while it waits
for Python's turn, and a thread that lays out a page may have that turn and wait for the lock: both
then stand for ever. In another process there is only one thread, and the window stays free too.

What goes there and what comes back goes through pipes; nothing lies on the disk. In the main
thread, where nothing runs beside it (the command line), the pages are laid out at once.

A process that stands still all the same is ended after a minute without a sign of life.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import suppress
from functools import partial
from threading import current_thread, main_thread
from typing import IO, TYPE_CHECKING, TypeVar

from needlelog.domain.paper_errors import PaperNotDrawn, PaperTookTooLong
from needlelog.ui.printing.patience import PAGES, Patience, page_done, signs_through

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

T = TypeVar("T")

COMMAND = "draw-paper"
OWN_FAULT = 70
"""How the process ends where the program's own code failed in it."""


def drawn(draw: Callable[[], bytes]) -> bytes:
    """The bytes that ``draw`` makes; it and what it holds are sent as a pickle.

    Raises:
        PaperNotDrawn: the process could not begin, or was ended.
        PaperTookTooLong: it gave no sign for a minute and was given up.
    """
    return drawn_from(partial(_without_parts, draw), ())


def drawn_from(draw: Callable[[Iterator[T]], bytes], parts: Iterable[T]) -> bytes:
    """The same for what is too long to be held at once: ``draw`` gets the parts one by one.

    They are asked for as fast as they are drawn. Whatever asking for one raises ends the process.

    Raises:
        PaperNotDrawn: the process could not begin, or was ended.
        PaperTookTooLong: it gave no sign for a minute and was given up.
    """
    if current_thread() is main_thread():
        return draw(iter(parts))
    try:
        artist = subprocess.Popen(  # noqa: S603  our own program
            [*_program(), COMMAND],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise PaperNotDrawn from error
    with artist:
        assert artist.stdin is not None and artist.stdout is not None  # noqa: S101, PT018
        patience = Patience(artist.stdout, artist.kill)
        try:
            _hand_over(draw, parts, artist.stdin, patience)
            pages = patience.answer()
            # Between its last word and its end there is nothing left that could take time.
            with patience.waiting():
                artist.wait()
        finally:
            artist.kill()
            patience.end()
            with suppress(OSError):  # what it did not take any more is of no use
                artist.stdin.close()
    if patience.exhausted:
        raise PaperTookTooLong
    if artist.returncode == OWN_FAULT:
        raise RuntimeError(f"drawing failed: {pages.decode(errors='replace')}")
    if artist.returncode != 0:
        raise PaperNotDrawn
    return pages


def answer(asked: IO[bytes], told: IO[bytes]) -> int:
    """Draw what is asked for, as the other process; returns its exit code."""
    from needlelog.ui.printing.without_window import drawing_without_window

    try:
        with drawing_without_window(), signs_through(told):
            draw = pickle.load(asked)  # noqa: S301  written by our own process
            pages = draw(_parts(asked))
    except Exception as error:  # noqa: BLE001  whatever it is, the window is told
        told.write(PAGES + _place(error).encode())
        return OWN_FAULT
    told.write(PAGES)
    told.write(pages)
    return 0


def _program() -> tuple[str, ...]:
    """How this program is called: packed into one file it is its own Python."""
    packed = getattr(sys, "frozen", False)
    # Never a module that happens to lie in the folder the program was started from.
    return (sys.executable,) if packed else (sys.executable, "-P", "-m", "needlelog")


def _without_parts(draw: Callable[[], bytes], _parts: Iterator[object]) -> bytes:
    return draw()


def _hand_over(draw: object, parts: Iterable[object], pipe: IO[bytes], patience: Patience) -> None:
    """Send the task and its parts. Where the other process is gone, its exit code says the rest."""
    if not _sent(pipe, draw, patience):
        return
    for part in parts:
        if not _sent(pipe, (part,), patience):
            return
    if _sent(pipe, (), patience):
        with suppress(OSError), patience.waiting():
            pipe.close()


def _sent(pipe: IO[bytes], what: object, patience: Patience) -> bool:
    packed = pickle.dumps(what)
    try:
        with patience.waiting():
            pipe.write(packed)
    except OSError:
        return False
    return True


def _parts(pipe: IO[bytes]) -> Iterator[object]:
    while each := pickle.load(pipe):  # noqa: S301  written by our own process
        page_done()
        yield each[0]


def _place(error: BaseException) -> str:
    """Kind and place of an error, without its words, which may hold what is private."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = "" if trace is None else f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}"
    return f"{type(error).__name__} {where}"
