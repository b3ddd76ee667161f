"""All kinds of work that are interrupted, by name."""

from __future__ import annotations

from tests.faults.copies import BackingUp, Restoring
from tests.faults.exchanging import Exchanging
from tests.faults.rehearsals import (
    Importing,
    Merging,
    Migrating,
    MigratingSchema2,
    MigratingSchema3,
    MigratingSchema4,
    Rehearsal,
    Signing,
)

KINDS: dict[str, type[Rehearsal]] = {
    "signing": Signing,
    "importing": Importing,
    "merging": Merging,
    "migrating-1": Migrating,
    "migrating-2": MigratingSchema2,
    "migrating-3": MigratingSchema3,
    "migrating-4": MigratingSchema4,
    "backing-up": BackingUp,
    "restoring": Restoring,
    "exchanging": Exchanging,
}
