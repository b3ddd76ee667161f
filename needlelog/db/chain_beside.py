"""Looking through a long trail by several processes, each with a connection of its own.

Threads of one process meet at every entry, because only one of them can run Python at a time; two
processes use two processors whole.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlelog.db.beside import EndedEarlyError, Helper, answer_all, can_work_beside

if TYPE_CHECKING:
    from needlelog.db.chain_ranges import Looked, Stretch

_MOST = 4
_CACHE_PAGES = 64
"""Each page is needed once; so few of them stay in the processor's own memory."""


def processes_for_it() -> int:
    """How many processes are worth starting here; none where threads do as well."""
    processors = min(os.cpu_count() or 1, _MOST)
    return processors if processors > 1 and can_work_beside() else 0


class Helpers:
    """Processes that look through stretches of the trail of one database, in turn.

    ``look`` does the work where a process has ended before its time.
    """

    def __init__(
        self, count: int, path: Path, key: bytes, look: Callable[[Stretch], Looked]
    ) -> None:
        self._look = look
        self._helpers: list[Helper] = []
        self._asked = 0
        with suppress(OSError):  # then it is looked at here
            for _each in range(count):
                self._helpers.append(Helper(__name__, (str(path), key)))

    def submit(self, stretch: Stretch) -> Callable[[], Looked]:
        """Have a stretch looked through; what is returned waits for it and tells."""
        if not self._helpers:
            return lambda: self._look(stretch)
        helper = self._helpers[self._asked % len(self._helpers)]
        self._asked += 1
        helper.ask((stretch.origin, stretch.first, stretch.last, stretch.count))
        return lambda: self._answer(helper, stretch)

    def end(self) -> None:
        """End the processes."""
        for helper in self._helpers:
            helper.end()

    def _answer(self, helper: Helper, stretch: Stretch) -> Looked:
        from needlelog.db.chain_ranges import Looked

        try:
            return Looked(stretch, *helper.answer())
        except EndedEarlyError:
            return self._look(stretch)


def _reader(task: Any) -> Callable[[Any], Any]:
    from needlelog.db.chain_ranges import Stretch, looked_at
    from needlelog.db.sqlite.connect import connect

    path, key = task
    connection = connect(Path(path), key)
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA cache_size = {_CACHE_PAGES}")

    def look(question: Any) -> Any:
        looked = looked_at(connection, Stretch(*question))
        return looked.suspects, looked.first, looked.last_hash

    gc.disable()  # nothing here points back at itself
    return look


if __name__ == "__main__":
    answer_all(_reader)
