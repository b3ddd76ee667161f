"""A clock that was set back: told before records get a day that was not theirs."""

from __future__ import annotations

import contextlib
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from needlelog.db.queries.newest import newest_instants
from needlelog.db.stores.settings import stored_settings, write_setting
from needlelog.services.acts import acting

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

BEHIND = timedelta(hours=1)
"""So far two clocks of one clinic may differ without anybody being asked."""
_CONFIRMED = "clock_confirmed_up_to"


def clock_behind(clinic: Clinic) -> datetime | None:
    """The last entry, where this computer's clock stands more than an hour before it."""
    with clinic.database.read() as session:
        last = _last(session, confirmed=True)
    return last if last is not None and last - clinic.clock() > BEHIND else None


def confirm_clock(clinic: Clinic) -> None:
    """Say that the clock is right now and was wrong before; entries from the future ask no more.

    Raises:
        NotAllowed: the person may only read.
    """
    with acting(clinic, "confirm_clock") as act:
        last = _last(act.session, confirmed=False)
        if last is None:
            return
        write_setting(act.session, _CONFIRMED, last.isoformat(), act.at)
        act.record("clock confirmed", "setting", "", after={"last_entry": last.isoformat()})


def _last(session: Transaction, *, confirmed: bool) -> datetime | None:
    """The later of the last entry and the last session, but for what somebody confirmed.

    Once the clock was confirmed, the next entry is made by the right clock: that one counts.
    """
    newest = newest_instants(session)
    begun = newest.session_at
    if confirmed and begun is not None:
        with contextlib.suppress(KeyError, TypeError, ValueError):
            if begun <= datetime.fromisoformat(stored_settings(session)[_CONFIRMED]):
                begun = None
    found = [each for each in (newest.entry_at, begun) if each is not None]
    return max(found, default=None)
