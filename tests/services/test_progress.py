"""The timeline reads the same sessions that the records tell of."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.domain.timeline import (
    TimelineProduct,
    TimelineSession,
    TimelineZone,
    highest,
)
from needlelog.files.key_slots import KdfCost
from needlelog.files.key_store import KeyStore
from needlelog.services import photos, sessions
from needlelog.services.clients import client_rows, search_client_ids
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.progress import client_timeline
from needlelog.services.sample_clinic.make import make_sample_clinic
from needlelog.services.sample_clinic.people import PASSPHRASE

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clinic]:
    folder: Path = tmp_path_factory.mktemp("sample") / "clinic"
    make_sample_clinic(folder, lambda: NOW, kdf=CHEAP)
    keys = KeyStore(folder / "keys.json", folder / "attempts.json", lambda: NOW)
    opened = open_clinic(folder, keys.people()[0].person_uid, PASSPHRASE, lambda: NOW, CHEAP)
    yield opened
    opened.close()


def as_drawn(record: SessionRecord) -> TimelineSession:
    content = record.content
    return TimelineSession(
        uid=content.uid,
        number=content.number,
        on=treatment_day(content),
        zones=tuple(
            TimelineZone(row.zone, row.side, row.depth_um, row.passes, row.custom_name)
            for row in content.zones
        ),
        pain=highest((content.pain, *(row.pain for row in content.zones))),
        erythema=highest(row.erythema for row in content.zones),
        bleeding=highest(row.bleeding for row in content.zones),
        products=tuple(
            TimelineProduct(row.name, row.lot, row.category) for row in content.topicals
        ),
        reactions=None
        if content.reactions is None
        else tuple(reaction.sign for reaction in content.reactions),
        plan_uid=content.plan_uid,
    )


def test_every_session_of_every_client_is_on_the_axis_as_it_was_signed(sample: Clinic) -> None:
    counted = 0
    for row in client_rows(sample, search_client_ids(sample, "")):
        kept = [
            record
            for record in reversed(sessions.records(sample, row.uid))
            if record.state not in (SessionState.VOID, SessionState.DEFERRED)
        ]
        found = client_timeline(sample, row.uid)
        assert found.sessions == tuple(map(as_drawn, kept))
        assert found.photos == photos.photos(sample, row.uid)
        counted += len(kept)
    assert counted > 30
