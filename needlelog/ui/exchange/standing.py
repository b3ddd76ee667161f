"""How a clinic on several computers stands, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.services.exchange.machines import key_is_lost, machines, replaced_here

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from needlelog.domain.exchange.bundles import Machine, Receipt, Waiting
    from needlelog.services.clinic import Clinic

EVERYTHING = (
    *("client", "session", "draft", "plan", "stock", "lot", "follow_up", "question", "recall"),
    *("settings", "people", "limits", "clinic", "aftercare", "rules", "photo", "score", "scale"),
    *("consent", "adverse_event", "saved_filter", "preset", "hold", "trail", "exchange"),
)
"""What receiving may change: every screen reads anew."""


@dataclass(frozen=True, slots=True)
class Standing:
    """``waiting`` is ``None`` as long as this computer has no name among the machines; ``replaced``
    is then the uid of the machine whose place it seems to take, empty for none. With ``key_lost``
    it has a name but cannot sign what it sends.
    """

    machines: tuple[Machine, ...] = ()
    waiting: Waiting | None = None
    edits: int = 0
    receipts: tuple[Receipt, ...] = ()
    folder: Path | None = None
    replaced: str = ""
    key_lost: bool = False

    @property
    def here(self) -> Machine | None:
        """This computer, ``None`` where it has no name yet."""
        return next((each for each in self.machines if each.here), None)

    @property
    def others(self) -> tuple[Machine, ...]:
        """The other computers that are in use."""
        return tuple(each for each in self.machines if each.active and not each.here)

    @property
    def last_exchange(self) -> datetime | None:
        """When this computer last sent or received."""
        moments = [each.received_at for each in self.receipts if each.undone_at is None]
        if self.waiting is not None and self.waiting.last_sent is not None:
            moments.append(self.waiting.last_sent)
        return max(moments, default=None)


def read_standing(clinic: Clinic) -> Standing:
    """Everything that is told about the exchange; a clinic on one computer costs one look."""
    known = machines(clinic)
    if not known:
        return Standing()
    from needlelog.files.exchange.chosen_folder import chosen_folder
    from needlelog.services.exchange.conflicts import conflict_count
    from needlelog.services.exchange.receiving import receipts
    from needlelog.services.exchange.sending import waiting

    named = any(each.here for each in known)
    return Standing(
        machines=known,
        waiting=waiting(clinic) if named else None,
        edits=conflict_count(clinic),
        receipts=receipts(clinic),
        folder=chosen_folder(clinic.folder.path),
        replaced="" if named else replaced_here(clinic),
        key_lost=key_is_lost(clinic),
    )
