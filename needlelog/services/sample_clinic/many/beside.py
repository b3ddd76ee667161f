"""The story told in a process of its own, so that making rows and writing them share the work."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from needlelog.db.beside import can_work_beside, tell, told_by
from needlelog.services.sample_clinic.many.story import Story

if TYPE_CHECKING:
    from collections.abc import Iterator

    from needlelog.db.bulk.loading import Batch
    from needlelog.services.sample_clinic.many.facts import Facts

WORTH_A_PROCESS = 20_000
"""With fewer sessions starting another process takes longer than it saves."""


def batches_of(facts: Facts) -> Iterator[Batch]:
    """The rows of the story, made beside this process where that is worth it."""
    if facts.sessions < WORTH_A_PROCESS or not can_work_beside():
        return Story(facts).batches()
    return told_by(__name__, facts)


def _told(facts: Any) -> Iterator[Batch]:
    return Story(facts).batches()


if __name__ == "__main__":
    tell(_told)
