"""A recall in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.recalls import RecallKind, Way
from needlelog.ui import formats

if TYPE_CHECKING:
    from needlelog.domain.recalls import Notice, Recall, RecallCounts, RecalledUse, Subject

translate = QCoreApplication.translate
_WAYS: dict[Way, object] = {
    Way.PHONE: QT_TRANSLATE_NOOP("Recall", "Phone"),
    Way.LETTER: QT_TRANSLATE_NOOP("Recall", "Letter"),
    Way.EMAIL: QT_TRANSLATE_NOOP("Recall", "E-mail"),
    Way.IN_PERSON: QT_TRANSLATE_NOOP("Recall", "In person"),
}


def way_words(way: Way) -> str:
    """How somebody was told."""
    return translate("Recall", str(_WAYS[way]))


def subject_words(subject: Subject) -> str:
    """What is called back, in few words."""
    if subject.kind is RecallKind.LOT:
        lot = translate("Recall", "Lot {lot}").format(lot=subject.number)
        return f"{lot} · {subject.name}" if subject.name else lot
    if subject.kind is RecallKind.DEVICE and subject.number:
        serial = translate("Recall", "s/n {serial}").format(serial=subject.number)
        return f"{subject.name} · {serial}"
    return subject.name


def opened_words(recall: Recall) -> str:
    """When and by whom it was opened, and closed."""
    words = translate("Recall", "Opened {day} by {name}").format(
        day=formats.day(recall.opened_at.astimezone().date()), name=recall.opened_by
    )
    if recall.closed_at is None:
        return words
    closed = translate("Recall", "closed {day} by {name}").format(
        day=formats.day(recall.closed_at.astimezone().date()), name=recall.closed_by
    )
    return f"{words}, {closed}"


def recalled_line(use: RecalledUse) -> str:
    """What of a session was called back, when and why, and whether its client was told; first of
    all when the recall was closed, where it was."""
    recall = use.recall
    closed = ""
    if recall.closed_at is not None:
        closed = translate("Recall", "Recall, closed on {day}:").format(
            day=formats.day(recall.closed_at.astimezone().date())
        )
    sentence = (
        translate("Recall", "{what} was called back on {day} by {name}: “{reason}”.")
        if recall.reason
        else translate("Recall", "{what} was called back on {day} by {name}.")
    )
    words = sentence.format(
        what=subject_words(recall.subject),
        day=formats.day(recall.opened_at.astimezone().date()),
        name=recall.opened_by,
        reason=recall.reason,
    )
    told = translate("Recall", "Client: {told}.").format(told=notice_words(use.notice))
    return " ".join(part for part in (closed, words, told) if part)


def recalled_tone(use: RecalledUse) -> str:
    """How loud that is: an alarm while clients are still being told."""
    return "stop" if use.recall.is_open else "neutral"


def touched_words(counts: RecallCounts) -> str:
    """How many sessions and clients it is about."""
    if not counts.clients:
        return translate("Recall", "No signed session names it.")
    return translate("Recall", "{sessions} of {clients}").format(
        sessions=translate("Recall", "%n session(s)", "", counts.sessions),
        clients=translate("Recall", "%n client(s)", "", counts.clients),
    )


def told_words(counts: RecallCounts) -> str:
    """How many were told and how many remain."""
    if not counts.clients:
        return translate("Recall", "Nobody has to be told.")
    if not counts.left:
        return translate("Recall", "All %n client(s) told", "", counts.clients)
    return translate("Recall", "{told} of {all} told, {left} left").format(
        told=counts.notified, all=counts.clients, left=counts.left
    )


def notice_words(notice: Notice | None) -> str:
    """When and how a client was told, and by whom."""
    if notice is None:
        return translate("Recall", "not told yet")
    return " · ".join((formats.day(notice.on), way_words(notice.way), notice.person))


def short_notice_words(notice: Notice | None) -> str:
    """When and how a client was told, for a table."""
    if notice is None:
        return translate("Recall", "not told yet")
    return f"✓ {formats.day_short(notice.on)} · {way_words(notice.way)}"


def left_words(counts: RecallCounts) -> str:
    """How many are left to be told."""
    return translate("Recall", "%n left to tell", "", counts.left)


def one_line(address: str) -> str:
    """An address on one line."""
    return ", ".join(line.strip() for line in address.splitlines() if line.strip())
