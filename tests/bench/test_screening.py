"""Judging a full draft anew, as it happens after every tap."""

from __future__ import annotations

from datetime import date, timedelta
from statistics import median

from needlelog.domain.clients import Answer, Client, HistoryItem, HistoryKind
from needlelog.domain.screening.asking import asked_rows
from needlelog.domain.screening.engine import find
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.screening.own_log import Needling, OwnLog
from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.files.reference_data import shipped_rules, zone_catalogue
from tests.bench.measures import Report, seconds
from tests.bench.sample import NOW, TODAY

ROUNDS = 200


def test_judging_twenty_zones(report: Report) -> None:
    book, zones = shipped_rules(), zone_catalogue()
    chosen = list(zones)[:20]
    history = tuple(
        HistoryItem(f"h{n}", HistoryKind.CONDITION, f"something known {n}") for n in range(20)
    )
    client = Client("c", "Anna", birth_date=date(1990, 1, 1), phototype=5, history=history)
    earlier = tuple(Needling(TODAY - timedelta(days=30 * n), 1000, 6) for n in range(1, 13))
    log = OwnLog({(zone.code, part): earlier for zone in chosen for part in zone.usual_side.parts})
    draft = SessionDraft(
        "s",
        "c",
        "p",
        NOW,
        started_at=NOW,
        zones=tuple(
            ZoneRow(n, zone.code, zone.usual_side, depth_um=1250, passes=6)
            for n, zone in enumerate(chosen, 1)
        ),
        answers=tuple(
            ScreeningAnswer(
                item.code, Answer.NO if n % 5 else Answer.YES, TODAY - timedelta(days=n)
            )
            for n, item in enumerate(book.items)
        ),
    )
    judged = [seconds(lambda: find(book, client, draft, log, zones, NOW)) for _ in range(ROUNDS)]
    asked = [seconds(lambda: asked_rows(book, client, draft, TODAY)) for _ in range(ROUNDS)]
    answered = len(draft.answers)
    report.milliseconds(
        "judging 20 zones anew", median(judged), 2, f"every fifth of {answered} answers yes"
    )
    report.milliseconds("what is to be asked", median(asked), 2)
