"""Hold every lock of Qt's connections as a closing window does, and let a thread work meanwhile.

``python locks_held.py KIND`` ends with 0 if the thread came to its end. Qt shares 131 locks among
all objects; an object that is deleted holds its own while it tells each sender of its signals, and
telling a sender made in Python waits for Python's turn.
"""

from __future__ import annotations

import io
import os
import sys
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QMetaMethod, QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

_LOCKS = 131


class _Teller(QObject):
    told = Signal()
    then: Callable[[], None] | None = None

    def disconnectNotify(self, signal: QMetaMethod) -> None:  # noqa: ARG002, N802
        then, self.then = self.then, None
        if then is not None:
            then()


class _Hearer(QObject):
    @Slot()
    def hear(self) -> None:
        pass


def _one_a_lock() -> list[_Hearer]:
    found: dict[int, _Hearer] = {}
    others = []
    while len(found) < _LOCKS:
        one = _Hearer()
        others.append(one)
        found.setdefault(shiboken6.getCppPointer(one)[0] % _LOCKS, one)
    return list(found.values())


def _with_all_held(act: Callable[[], None]) -> None:
    hearers = _one_a_lock()
    tellers = [_Teller() for _each in hearers]
    for teller, hearer in zip(tellers, hearers, strict=True):
        teller.told.connect(hearer.hear)

    def hold(number: int) -> None:
        if number == len(hearers):
            act()
            return
        tellers[number].then = partial(hold, number + 1)
        shiboken6.delete(hearers[number])

    hold(0)


def _paper() -> None:
    from needlelog.services.aftercare import Handout
    from needlelog.ui.printing.aftercare_sheet import write_pdf

    write_pdf(Handout("After needling", "1", "Clinic", "# Today\n\n- Cool it."), path)


def _bare_document() -> None:
    from PySide6.QtGui import QTextDocument

    document = QTextDocument()
    document.setHtml("<p>text</p>")
    document.pageCount()


def _thumbnail() -> None:
    from PIL import Image

    from needlelog.ui.photos.thumbnails import decoded

    file = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG")
    assert decoded(file.getvalue()).width() == 40


def _wait_for(thread: Thread) -> None:
    print("held", flush=True)  # noqa: T201
    thread.start()
    thread.join()
    os._exit(0)


if __name__ == "__main__":
    from pathlib import Path

    kind, path = sys.argv[1], Path(sys.argv[2])
    sys.setrecursionlimit(5_000)
    application = QGuiApplication(["needlelog", "-platform", "offscreen"])
    work = {"paper": _paper, "document": _bare_document, "thumbnail": _thumbnail}[kind]
    if kind == "thumbnail":
        from needlelog.ui.photos.thumbnails import learn_the_format

        learn_the_format()
    _with_all_held(partial(_wait_for, Thread(target=work)))
