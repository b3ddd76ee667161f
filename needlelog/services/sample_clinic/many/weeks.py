"""What the sessions of a week come to, counted by form rather than by zone."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from needlelog.db.bulk.session_forms import SessionForm


class WeekCounts:
    """Counts sessions by who held them and by form."""

    def __init__(self) -> None:
        self._forms: dict[int, SessionForm] = {}
        self._counts: Counter[tuple[int, int]] = Counter()

    def add(self, person: int, form: SessionForm) -> None:
        """One session more; ``person`` is a row number."""
        key = id(form)
        self._forms[key] = form
        self._counts[person, key] += 1

    def rows(self, week: str) -> list[tuple[Any, ...]]:
        """The rows of the week that is over."""
        sums: defaultdict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
        for (person, key), sessions in self._counts.items():
            for (about, code, depth), uses, over in self._forms[key].counts:
                total = sums[person, about, code, depth]
                total[0] += uses * sessions
                total[1] += over * sessions
        self._counts.clear()
        return [(week, *key, *total) for key, total in sums.items()]
