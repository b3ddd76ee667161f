"""What was sent and received, in words: how many of what, for whom, what to look at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from needlelog.domain.exchange.bundles import Alert, AlertCode, KindCount
from needlelog.ui import formats

if TYPE_CHECKING:
    from datetime import datetime

    from needlelog.domain.exchange.bundles import ErasureToCarryOut, Machine, Preview, Receipt
    from needlelog.ui.exchange.standing import Standing

_TENTH = re.compile(".{10}")
_FIRST_STRONG, _POP = "\u2068", "\u2069"
_MOST_KINDS = 4
_ORDER = (
    *("session", "client", "photo", "score", "follow_up", "adverse_event", "consent", "plan"),
    *("lot", "product", "device", "practitioner", "machine", "recall", "question"),
    *("client_part", "history_item"),
)
"""Kinds that are counted by their own name, in this order."""
_PARTS_OF_CLIENTS = frozenset({"client_concern", "avoid_mark"})
_WITH_OTHERS = frozenset(
    {
        *("treated_zone", "topical", "topical_zone", "numbing", "reaction", "screening_answer"),
        *("finding", "decision", "device_use", "cartridge_use", "combined_treatment"),
        *("other_decision", "decision_extent", "photo_name", "rule_figure"),
        *("score_item", "symptom", "thumbnail", "lot_adjustment", "imported_client"),
    }
)
"""Rows that belong to a record that is counted."""


def apart(text: str) -> str:
    """A name inside a sentence: one written from the right does not turn the words around it."""
    return f"{_FIRST_STRONG}{text}{_POP}"


def breakable(name: str) -> str:
    """The name of a file, set apart, which may go on in the next line at any tenth letter."""
    return apart(_TENTH.sub("\\g<0>\u200b", name))


def listed(names: Sequence[str]) -> str:
    """Names as a list in a sentence, such as ``Room 2 and Office``."""
    set_apart = [apart(name) for name in names]
    if len(set_apart) < 2:
        return "".join(set_apart)
    return QCoreApplication.translate("Exchange", "{some} and {last}").format(
        some=", ".join(set_apart[:-1]), last=set_apart[-1]
    )


def kind_count_words(kind: str, number: int) -> str:
    """How many records of a kind, such as ``28 sessions``."""
    translate = QCoreApplication.translate
    words = {
        "session": translate("Exchange", "%n session(s)", "", number),
        "client": translate("Exchange", "%n client(s)", "", number),
        "client_part": translate("Exchange", "%n detail(s) of clients", "", number),
        "history_item": translate("Exchange", "%n answer(s) in histories", "", number),
        "photo": translate("Exchange", "%n photo(s)", "", number),
        "score": translate("Exchange", "%n score(s)", "", number),
        "follow_up": translate("Exchange", "%n follow-up(s)", "", number),
        "adverse_event": translate("Exchange", "%n adverse event(s)", "", number),
        "consent": translate("Exchange", "%n consent(s)", "", number),
        "plan": translate("Exchange", "%n plan(s)", "", number),
        "lot": translate("Exchange", "%n lot(s)", "", number),
        "product": translate("Exchange", "%n product(s)", "", number),
        "device": translate("Exchange", "%n device(s)", "", number),
        "practitioner": translate("Exchange", "%n person(s)", "", number),
        "machine": translate("Exchange", "%n computer(s)", "", number),
        "recall": translate("Exchange", "%n recall(s)", "", number),
        "question": translate("Exchange", "%n question(s)", "", number),
    }
    return words.get(kind) or translate("Exchange", "%n other record(s)", "", number)


def count_lines(counts: Iterable[KindCount]) -> list[tuple[str, int, int]]:
    """Kind, new and changed, in the order in which they are told; parts of a record are left out.

    Kinds that nobody would look for by name are taken together at the end.
    """
    told: dict[str, list[int]] = {}
    for each in counts:
        if each.kind in _WITH_OTHERS:
            continue
        kind = each.kind if each.kind in _ORDER else "other"
        if each.kind in _PARTS_OF_CLIENTS:
            kind = "client_part"
        numbers = told.setdefault(kind, [0, 0])
        numbers[0] += each.new
        numbers[1] += each.changed
    order = (*_ORDER, "other")
    return [(kind, told[kind][0], told[kind][1]) for kind in order if any(told.get(kind, ()))]


def counts_words(counts: Iterable[KindCount], photos: int = 0) -> str:
    """New and changed records in one line, such as ``28 sessions, 3 clients, 12 photos``."""
    lines = [(kind, new + changed) for kind, new, changed in count_lines(counts)]
    if photos and not any(kind == "photo" for kind, _number in lines):
        lines.insert(min(2, len(lines)), ("photo", photos))
    named, rest = lines[:_MOST_KINDS], lines[_MOST_KINDS:]
    if len(rest) == 1:
        named, rest = lines, []
    words = [kind_count_words(kind, number) for kind, number in named]
    if rest:
        words.append(kind_count_words("other", sum(number for _kind, number in rest)))
    return ", ".join(words)


def alert_words(alert: Alert) -> str:
    """What a person should look at after receiving."""
    translate = QCoreApplication.translate
    subject = apart(alert.subject)
    if alert.code is AlertCode.CARTRIDGE_TWICE:
        return translate(
            "Exchange",
            "Cartridge {serial} was used for two clients, each on another computer. Please look at "
            "both sessions.",
        ).format(serial=subject)
    if alert.code is AlertCode.NEW_MACHINE:
        return translate(
            "Exchange",
            "“{machine}” was not known here until now. It carries the clinic’s own keys; if nobody "
            "of you added this computer, find out who did.",
        ).format(machine=subject)
    return translate(
        "Exchange",
        "More was taken from {lot} on all computers together than was in it. Please count it.",
    ).format(lot=subject)


def erasure_words(erasure: ErasureToCarryOut) -> str:
    """Whose records were destroyed elsewhere, by whom, when and why."""
    translate = QCoreApplication.translate
    words = translate(
        "Exchange", "{person}: destroyed by {who}, {day}: “{reason}”. {sessions} here."
    ).format(
        person=apart(erasure.person),
        who=apart(erasure.erased_by),
        day=formats.day(erasure.erased_at.astimezone().date()),
        reason=apart(erasure.reason),
        sessions=kind_count_words("session", erasure.sessions),
    )
    if not erasure.drafts:
        return words
    unfinished = translate("Exchange", "An unfinished session of theirs goes as well.")
    return f"{words} {unfinished}"


def heard_words(machine: Machine, now: datetime) -> str:
    """When the newest file of a machine was made."""
    translate = QCoreApplication.translate
    if machine.here:
        return translate("Exchange", "this computer")
    if machine.last_heard is None:
        return translate("Exchange", "nothing received from it yet")
    return translate("Exchange", "last file from it {ago}").format(
        ago=formats.days_ago(machine.last_heard.astimezone().date(), now.astimezone().date())
    )


def from_words(found: Preview | Receipt) -> str:
    """From whom a file is and when it was made."""
    return QCoreApplication.translate("Exchange", "From {machine}, sent {moment}").format(
        machine=apart(found.sender_name), moment=formats.moment(found.made_at.astimezone())
    )


def size_words(size: int) -> str:
    """The size of a file."""
    return QLocale().formattedDataSize(size, 1)


def standing_words(standing: Standing, now: datetime) -> str:
    """What waits and when records were last exchanged."""
    translate = QCoreApplication.translate
    last = standing.last_exchange
    if not standing.others:
        return translate(
            "Exchange",
            "No other computer is known here yet. A new one is, once you received what it sent; you "
            "can send to it before that.",
        )
    words = [
        translate("Exchange", "never exchanged yet")
        if last is None
        else translate("Exchange", "last exchange {ago}").format(
            ago=formats.days_ago(last.astimezone().date(), now.astimezone().date())
        )
    ]
    waiting = standing.waiting
    if waiting is not None:
        told = counts_words(waiting.unsent, waiting.photos_asked)
        if told:
            words.append(translate("Exchange", "not sent yet: {what}").format(what=told))
        elif waiting.counts:
            words.append(translate("Exchange", "all is sent, but not confirmed yet"))
        else:
            words.append(translate("Exchange", "the others have everything"))
    line = " · ".join(words)
    return line[:1].upper() + line[1:]
