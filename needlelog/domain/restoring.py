"""Restoring a backup: what the present records hold that it does not, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OnlyNow:
    """What the present records hold and a backup does not, by the entries of the trail.

    ``sessions`` were signed since, ``others`` are all other acts since. ``destroyed`` counts
    clients whose records were destroyed since, and which the backup would bring back. ``drafts``
    are the unsigned sessions there are now.
    """

    sessions: int = 0
    others: int = 0
    destroyed: int = 0
    drafts: int = 0

    @property
    def nothing(self) -> bool:
        """Whether nothing was done since."""
        return not (self.sessions or self.others or self.destroyed)
