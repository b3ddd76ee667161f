"""What the trail says is readable: acts, fields and values in words, never a code or a uid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from needlelog.db.documents import plain
from needlelog.domain.clients import Client, HistoryItem, HistoryKind
from needlelog.domain.record_changes import differences
from needlelog.domain.trail import TrailEntry
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.trail_words import change_lines, entry_sentence

UID = "019c6f3e-1111-7222-8333-444455556666"
ZONES = zone_catalogue()


def entry(act: str, kind: str, before: Any = None, after: Any = None) -> TrailEntry:
    at = datetime(2026, 3, 2, 14, 41, tzinfo=UTC)
    return TrailEntry(1, "o", 1, at, "p", "Rina", act, kind, UID, plain(before), plain(after))


def test_changed_fields_stand_as_before_and_after() -> None:
    before = Client(UID, "Anna Berg", phototype=2)
    after = replace(before, name="Anna Berg-Lind", phototype=3)
    told = entry("client changed", "client", *differences(before, after))
    assert list(change_lines(told, ZONES)) == ["name Anna Berg → Anna Berg-Lind", "skin type 2 → 3"]


def test_parts_are_added_removed_and_changed_by_name() -> None:
    kept = HistoryItem(UID, HistoryKind.ALLERGY, "Latex")
    before = Client("c", "Anna", history=(kept,))
    new = HistoryItem(UID.replace("6f3e", "7f3e"), HistoryKind.MEDICINE, "Aspirin")
    after = replace(before, history=(replace(kept, note="mild"), new))
    lines = list(
        change_lines(entry("client changed", "client", *differences(before, after)), ZONES)
    )
    assert lines == ["history: note – → “mild”", "history: Aspirin added"]
    assert UID not in " ".join(lines)


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (
            entry("depth limit set", "limit_override", {"warn_um": 750}, {"warn_um": 1000}),
            "depth limit set: limit 0.75 mm → 1.00 mm",
        ),
        (entry("addendum", "session", None, {"addendum": UID, "text": "Red."}), "addendum: “Red.”"),
        (
            entry("voided", "session", None, {"reason": "Wrong client"}),
            "declared void: “Wrong client”",
        ),
        (entry("opened", "client"), "opened"),
        (
            entry(
                "signed",
                "session",
                None,
                {"content": {"zones": [{"depth_um": 500}, {"depth_um": 1250}]}},
            ),
            "signed: 2 zones, 1.25 mm",
        ),
        (
            entry(
                "signed",
                "session",
                None,
                {
                    "content": {
                        "zones": [{"depth_um": 500}],
                        "decisions": [
                            {
                                "rule": "sun_block",
                                "reason": "in the shade",
                                "covers": [
                                    {"zone": "chin", "side": "mid"},
                                    {"zone": "neck_front", "side": None},
                                    {"zone": None, "side": None},
                                ],
                            },
                            {"rule": "waxing_warn", "seen": True},
                            {"rule": "keloid_block", "prescriber": "Dr Vogt"},
                        ],
                    }
                },
            ),
            (
                "signed: 1 zone, 0.50 mm; Sun or sunbed for Chin, Neck, front: “in the shade”;"
                " Waxing or hair removal: seen"
            ),
        ),
        (
            entry(
                "photo added",
                "photo",
                None,
                {"view": "face_front", "phase": "before", "a": 1, "b": 2},
            ),
            "photo added: Front",
        ),
        (
            entry(
                "score given",
                "score",
                None,
                {"scale": "goodman_baron", "scale_version": "1", "rater": "self", "total": 2},
            ),
            "score given: Acne scars (Goodman–Baron)",
        ),
        (
            entry(
                "score given",
                "score",
                None,
                {"scale": "own-1", "scale_version": "1", "scale_name": "Glow", "total": 2},
            ),
            "score given: Glow",
        ),
        (
            entry(
                "exported",
                "export",
                None,
                {
                    "format": "csv",
                    "filter": "T. Okafor",
                    "conditions": ["practitioner_uid"],
                    "whole": False,
                    "pseudonymised": True,
                    "counts": {"zones": 5, "sessions": 2},
                },
            ),
            "exported: CSV tables in a ZIP file; T. Okafor; 2 sessions; without names",
        ),
        (
            entry(
                "exported",
                "export",
                None,
                {"format": "json", "filter": "", "whole": True, "counts": {"sessions": 1}},
            ),
            "exported: JSON, every record exactly; the whole clinic; 1 session",
        ),
        (
            entry("settings changed", "setting", {"idle_minutes": 5}, {"idle_minutes": 9}),
            "settings changed: minutes until the lock 5 → 9",
        ),
        (
            entry("lot adjusted", "lot", {"quantity": 5}, {"quantity": 4, "why": "fell"}),
            "lot adjusted: number left 5 → 4; reason – → “fell”",
        ),
        (
            entry("a new act", "thing", {"some_field": True}, {"some_field": False}),
            "a new act: some field yes → no",
        ),
        (
            entry(
                "adverse event brought up to date",
                "adverse_event",
                {"resolved_on": None},
                {"resolved_on": "2026-03-09"},
            ),
            "adverse event brought up to date: resolved on – → 9 Mar 2026",
        ),
    ],
)
def test_entries_are_told_in_one_line(told: TrailEntry, words: str) -> None:
    assert entry_sentence(told, ZONES) == words


def test_a_long_text_is_cut_and_stays_on_one_line() -> None:
    told = entry_sentence(entry("addendum", "session", None, {"text": "a\nb " * 500}), ZONES)
    assert len(told) < 150
    assert "\n" not in told
