"""One export under way: what it reads, how far it is, and the entry it leaves in the trail."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from needlelog.db.exports.entries import chain_heads
from needlelog.db.exports.reading import Selection, selection, wanted_session_uids
from needlelog.db.stores.people import clinic_name
from needlelog.domain.exports.chain import ChainHead
from needlelog.domain.exports.pseudonyms import Pseudonyms
from needlelog.domain.exports.request import ExportRequest
from needlelog.services.acts import Permission, acting
from needlelog.services.exports.allowed import ACT, permit
from needlelog.services.exports.cells import CellRules

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

Progress = Callable[[int, int], None]
_STEPS = 1000


@dataclass(slots=True)
class Job:
    """An export under way.

    ``heads`` say where the chains ended in the state that is exported. ``counts`` fill up as
    parts are written.
    """

    clinic: Clinic
    request: ExportRequest
    selected: Selection
    at: datetime
    clinic_name: str
    heads: tuple[ChainHead, ...]
    names: Pseudonyms | None
    tell: Progress
    counts: dict[str, int] = field(default_factory=dict)
    _uids: frozenset[str] | None = None
    _done: int = 0

    @property
    def session_uids(self) -> frozenset[str]:
        """The sessions meant, by their uids."""
        if self._uids is None:
            self._uids = frozenset(wanted_session_uids(self.selected))
        return self._uids

    @property
    def rules(self) -> CellRules:
        """How cells are written."""
        return CellRules(self.names, self.request.exact)

    @property
    def about(self) -> dict[str, object]:
        """What was asked for, as the trail and the manifest keep it."""
        first, last = self.request.wanted.days(self.at.astimezone().date())
        return {
            "format": self.request.format.value,
            "filter": self.request.words,
            "conditions": list(self.request.wanted.set_fields()),
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
            "whole": self.selected.whole,
            "pseudonymised": self.names is not None,
            "exact": self.request.exact,
        }

    def log(self, sha256: str) -> None:
        """Write into the trail what was exported; never where to."""
        with acting(self.clinic, ACT, Permission.ANYBODY) as act:
            act.record("exported", "export", sha256, after=self.about | {"counts": self.counts})

    def part_done(self, part: int, parts: int, share: float = 1.0) -> None:
        """Say how far it is: which of the parts, and how much of that one.

        The last step comes when the file is in its place; until then it can be given up.
        """
        self._done = min(int((part + min(share, 1.0)) / parts * _STEPS), _STEPS - 1)
        self.look()

    def look(self) -> None:
        """Tell the same once more, so that whoever waits can end it here too."""
        self.tell(self._done, _STEPS)


@contextmanager
def begun(clinic: Clinic, request: ExportRequest, progress: Progress | None) -> Iterator[Job]:
    """Begin an export: the role is asked, and one state of the records is read to the end.

    Raises:
        NotAllowed, PeriodNeeded, ExportNotPossible: nothing was written.
    """
    at = clinic.clock()
    today = at.astimezone().date()
    with clinic.database.read() as session:
        permitted = permit(clinic, session, request)
        names = None
        if permitted.request.pseudonymised:
            names = Pseudonyms(clinic.key.derive("pseudonyms"))
        with selection(session, permitted.request.wanted, today, whole=permitted.whole) as selected:
            yield Job(
                clinic=clinic,
                request=permitted.request,
                selected=selected,
                at=at,
                clinic_name=clinic_name(session),
                heads=chain_heads(session),
                names=names,
                tell=progress or _tell_nobody,
            )


def _tell_nobody(done: int, total: int) -> None:
    pass
