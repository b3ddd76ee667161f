"""Which addendum stands under which part of a record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from needlelog.domain.session_gaps import Place
from needlelog.domain.sessions import Addendum, SessionDraft, SessionRecord, SessionState
from needlelog.ui.addendum_words import (
    PARTS,
    addenda_about,
    addenda_to_the_whole,
    addendum_title,
    void_words,
)

TREATED = datetime(2026, 12, 14, 10, 5, tzinfo=UTC)


def record(*addenda: Addendum, state: SessionState = SessionState.SIGNED) -> SessionRecord:
    draft = SessionDraft("s", "c", "p", TREATED, TREATED)
    voided = TREATED + timedelta(days=1) if state is SessionState.VOID else None
    return SessionRecord(
        draft,
        state,
        "Rina",
        TREATED,
        addenda=addenda,
        voided_by="Mo" if voided else "",
        voided_at=voided,
        void_reason="wrong client" if voided else "",
    )


def addendum(about: str, after: timedelta = timedelta(hours=1)) -> Addendum:
    return Addendum(about or "whole", "words", "Rina", TREATED + after, about)


def test_every_addendum_stands_somewhere_and_only_once() -> None:
    places = ("", "something of a later version", *Place)
    kept = record(*(addendum(place) for place in places))
    shown = [one.uid for parts in PARTS for one in addenda_about(kept, *parts)]
    shown += [one.uid for one in addenda_to_the_whole(kept)]
    assert sorted(shown) == sorted(one.uid for one in kept.addenda)
    assert [one.about for one in addenda_to_the_whole(kept)] == [
        "",
        "something of a later version",
        "times",
    ]


def test_a_cartridge_is_corrected_under_the_device() -> None:
    assert addenda_about(record(addendum("cartridge")), Place.DEVICE, Place.CARTRIDGE)


def test_what_comes_two_days_later_says_so() -> None:
    soon, late = addendum("zones", timedelta(hours=48)), addendum("", timedelta(hours=49))
    kept = record(soon, late)
    assert addendum_title(kept, soon).startswith("Addendum to treated zones")
    assert addendum_title(kept, late).startswith("Addendum, late entry")
    assert "Rina" in addendum_title(kept, late)


def test_a_void_record_says_who_and_why() -> None:
    assert void_words(record()) == ""
    words = void_words(record(state=SessionState.VOID))
    assert "Mo" in words
    assert "wrong client" in words
