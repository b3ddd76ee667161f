"""A clinic with very many sessions, made once and kept for the next run.

How many: ``NEEDLELOG_BENCH_SESSIONS`` (100 000 where nothing is said; the table of a million asks
for 1000000). Where it is kept: ``NEEDLELOG_BENCH_CACHE``, or the folder for temporary files. A
clinic of another schema or another story is another one; the former is taken away.
"""

from __future__ import annotations

import faulthandler
import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from sqlalchemy.schema import CreateTable

import needlelog.db.bulk
import needlelog.services.sample_clinic
from needlelog.db.schema import metadata
from needlelog.db.sqlite.counting import counting_statements
from needlelog.db.sqlite.search import search_statements
from needlelog.db.sqlite.triggers import lock_triggers
from needlelog.files.key_slots import KdfCost
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.sample_clinic.make import make_sample_clinic
from needlelog.services.sample_clinic.people import PASSPHRASE
from tests.bench.sample import NOW

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
_PERSON = "first person"


@dataclass(frozen=True, slots=True)
class ManySessions:
    """A finished clinic that nobody may write to, and how long it took to make, if it was.

    ``seconds`` is ``None`` where it was there already.
    """

    folder: Path
    person_uid: str
    sessions: int
    seconds: float | None

    def opened(self) -> Clinic:
        """The clinic, open as its manager; the caller closes it."""
        return open_clinic(self.folder, self.person_uid, PASSPHRASE, lambda: NOW, CHEAP)

    def copied(self, place: Path) -> Clinic:
        """A copy to write to, open as its manager."""
        shutil.copytree(self.folder, place)
        return open_clinic(place, self.person_uid, PASSPHRASE, lambda: NOW, CHEAP)


def wanted_sessions() -> int:
    """How many sessions the clinic has."""
    return int(os.environ.get("NEEDLELOG_BENCH_SESSIONS", "100000"))


def many_sessions(sessions: int) -> ManySessions:
    """The clinic with so many sessions, made now where there is none."""
    kept = Path(os.environ.get("NEEDLELOG_BENCH_CACHE") or tempfile.gettempdir())
    folder = kept / f"needlelog-bench-{sessions}-{_story()}"
    note = folder / _PERSON
    taken = None
    if not note.is_file():
        faulthandler.cancel_dump_traceback_later()  # a million take longer than any test may
        for former in kept.glob(f"needlelog-bench-{sessions}-*"):
            shutil.rmtree(former)
        begin = perf_counter()
        made = make_sample_clinic(folder / "clinic", lambda: NOW, sessions, kdf=CHEAP)
        taken = perf_counter() - begin
        note.write_text(made.first_person_uid, encoding="utf-8")
    return ManySessions(folder / "clinic", note.read_text(encoding="utf-8"), sessions, taken)


def _story() -> str:
    """Changes with the tables, the guards and the story."""
    digest = hashlib.sha256()
    for table in metadata.sorted_tables:
        digest.update(str(CreateTable(table)).encode())
        digest.update(" ".join(sorted(str(index.name) for index in table.indexes)).encode())
    for statements in (search_statements(), counting_statements(), lock_triggers()):
        digest.update(repr(sorted(statements.items())).encode())
    for package in (needlelog.db.bulk, needlelog.services.sample_clinic):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
