"""All tables of the live schema in one place."""

from __future__ import annotations

from needlelog.db.tables import (
    audit,
    begun_words,
    clients,
    exchange,
    imports,
    outcomes,
    people,
    photos,
    plans,
    recalls,
    retention,
    review,
    screening,
    sessions,
    settings,
    stock,
    summaries,
)
from needlelog.db.tables.base import Base

TABLE_MODULES = (
    people,
    clients,
    plans,
    stock,
    sessions,
    begun_words,
    screening,
    outcomes,
    photos,
    settings,
    imports,
    review,
    recalls,
    retention,
    exchange,
    audit,
    summaries,
)
metadata = Base.metadata

SCHEMA = 5
"""Number of the newest schema this program reads and writes."""
