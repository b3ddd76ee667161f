"""What is known of a client, in the words shown on screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import (
    Answer,
    AvoidKind,
    AvoidMark,
    Client,
    Consent,
    ConsentKind,
    HistoryItem,
    HistoryKind,
    age_on,
)
from needlelog.domain.record_checks import OLDEST_AGE
from needlelog.ui import formats
from needlelog.ui.consent.consent_words import version_words
from needlelog.ui.labels import AVOID_KINDS, CONSENT_STATUS, FITZPATRICK, label
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.zones import ZoneCatalogue

translate = QCoreApplication.translate


def phototype_short(phototype: int) -> str:
    """The Fitzpatrick type as a Roman figure."""
    return FITZPATRICK[phototype - 1]


def phototype_words(phototype: int) -> str:
    """The Fitzpatrick type in full."""
    return translate("ClientWords", "Fitzpatrick {figure}").format(
        figure=FITZPATRICK[phototype - 1]
    )


def history_kind_word(kind: HistoryKind) -> str:
    """What a history item is about."""
    return {
        HistoryKind.CONDITION: translate("ClientWords", "Condition"),
        HistoryKind.MEDICINE: translate("ClientWords", "Medicine"),
        HistoryKind.ALLERGY: translate("ClientWords", "Allergy"),
        HistoryKind.TREATMENT: translate("ClientWords", "Treatment"),
    }[kind]


def answer_word(answer: Answer) -> str:
    """What the client answered."""
    words = {
        Answer.YES: translate("ClientWords", "yes"),
        Answer.NO: translate("ClientWords", "no"),
        Answer.UNKNOWN: translate("ClientWords", "not known"),
    }
    return words[answer]


def history_words(item: HistoryItem, today: date) -> str:
    """The answer to a history item with its dates, for example ``no, asked 14 Nov``."""
    parts = []
    if item.answer is Answer.YES and item.last_exposure:
        parts.append(_last(item.last_exposure, today))
    else:
        parts.append(answer_word(item.answer))
        if item.last_exposure:
            parts.append(_last(item.last_exposure, today))
        if item.asked_on:
            parts.append(
                translate("ClientWords", "asked {day}").format(day=formats.day(item.asked_on))
            )
    if item.note:
        parts.append(item.note)
    return ", ".join(parts)


def _last(day: date, today: date) -> str:
    ago = formats.days_ago(day, today)
    if (today - day).days <= 1:  # "last yesterday" says too much, and a day to come is not the last
        return ago
    return translate("ClientWords", "last {ago}").format(ago=ago)


def told_history(client: Client) -> tuple[HistoryItem, ...]:
    """The history without what the screening asked and the client denied."""
    return tuple(item for item in client.history if not (item.code and item.answer is Answer.NO))


def denied_words(client: Client) -> str:
    """What the screening asked and the client denied, on one line; empty for nothing."""
    denied = [item for item in client.history if item.code and item.answer is Answer.NO]
    if not denied:
        return ""
    names = ", ".join(item.name for item in denied)
    asked = max((item.asked_on for item in denied if item.asked_on), default=None)
    if asked is None:
        return translate("ClientWords", "No: {names}").format(names=names)
    return translate("ClientWords", "No: {names} · asked {day}").format(
        names=names, day=formats.day(asked)
    )


def is_alert(item: HistoryItem) -> bool:
    """Whether an item belongs on every page: marked so, or an allergy the client has."""
    return item.alert or (item.kind is HistoryKind.ALLERGY and item.answer is Answer.YES)


def alert_words(item: HistoryItem) -> str:
    """The item as an alert: an allergy says that it is one."""
    if item.answer is Answer.UNKNOWN:
        return translate("ClientWords", "{name}: not known").format(name=item.name)
    if item.kind is HistoryKind.ALLERGY and "allerg" not in item.name.casefold():
        return translate("ClientWords", "{name} allergy").format(name=item.name)
    return item.name


def alert_tone(item: HistoryItem) -> str:
    """The tone of an alert: an allergy stops, anything else warns."""
    return "stop" if item.kind is HistoryKind.ALLERGY else "warn"


def alerts(client: Client) -> tuple[HistoryItem, ...]:
    """The items that cannot be missed, allergies first."""
    found = [item for item in client.history if is_alert(item)]
    return tuple(sorted(found, key=lambda item: item.kind is not HistoryKind.ALLERGY))


def avoid_words(mark: AvoidMark, zones: ZoneCatalogue) -> str:
    """What a mark is and where it lies."""
    kind = label(AVOID_KINDS, mark.kind)
    if mark.kind is AvoidKind.OTHER and mark.note:
        kind = mark.note
    if mark.zone is None or mark.side is None:
        return kind
    return f"{kind}, {zone_name(zones, mark.zone, mark.side, short=True)}"


def avoid_time_words(mark: AvoidMark, today: date) -> str:
    """How long a mark holds."""
    if mark.until is None:
        return translate("ClientWords", "always")
    if mark.until < today:
        return translate("ClientWords", "over since {day}").format(day=formats.day(mark.until))
    return translate("ClientWords", "until {day}").format(day=formats.day(mark.until))


def consent_words(consent: Consent) -> str:
    """The decision with its day and version."""
    day = consent.withdrawn_on or consent.decided_on
    words = f"{label(CONSENT_STATUS, consent.status)} {formats.day(day)}"
    version = version_words(consent.version)
    return f"{words} · {version}" if version else words


def newest_consents(client: Client) -> tuple[Consent, ...]:
    """The latest decision of each kind."""
    newest: dict[ConsentKind, Consent] = {}
    for consent in sorted(client.consents, key=lambda one: one.decided_on):
        newest[consent.kind] = consent
    return tuple(newest[kind] for kind in ConsentKind if kind in newest)


def birth_date_trouble(born: date | None, today: date) -> str | None:
    """Why a day cannot be a birth date, ``None`` when it can or is not recorded."""
    if born is None:
        return None
    if born > today:
        return translate("ClientWords", "This birth date lies in the future; check the year.")
    if age_on(born, today) > OLDEST_AGE:
        return translate("ClientWords", "This birth date is over 130 years ago; check the year.")
    return None
