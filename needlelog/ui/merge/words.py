"""Likely duplicates and merges in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.client_merge import Likeness
from needlelog.domain.clients import Sex
from needlelog.ui import formats
from needlelog.ui.client_words import phototype_words
from needlelog.ui.labels import SEXES, label

if TYPE_CHECKING:
    from needlelog.domain.client_merge import Entry
    from needlelog.domain.clients import Client

translate = QCoreApplication.translate
_LIKENESS: dict[Likeness, object] = {
    Likeness.NAME_AND_BIRTH: QT_TRANSLATE_NOOP("Merge", "same name and birth date"),
    Likeness.NAME_AND_PHONE: QT_TRANSLATE_NOOP("Merge", "same name and phone"),
    Likeness.BIRTH_AND_PHONE: QT_TRANSLATE_NOOP("Merge", "same birth date and phone"),
    Likeness.NAME: QT_TRANSLATE_NOOP("Merge", "same name"),
    Likeness.PHONE: QT_TRANSLATE_NOOP("Merge", "same phone"),
    Likeness.BIRTH_AND_WORD: QT_TRANSLATE_NOOP("Merge", "same birth date, names alike"),
}
_FIELDS: dict[str, object] = {
    "name": QT_TRANSLATE_NOOP("Merge", "Name"),
    "birth_date": QT_TRANSLATE_NOOP("Merge", "Born"),
    "sex": QT_TRANSLATE_NOOP("Merge", "Sex"),
    "phone": QT_TRANSLATE_NOOP("Merge", "Phone"),
    "email": QT_TRANSLATE_NOOP("Merge", "E-mail"),
    "address": QT_TRANSLATE_NOOP("Merge", "Address"),
    "emergency_contact": QT_TRANSLATE_NOOP("Merge", "Emergency contact"),
    "phototype": QT_TRANSLATE_NOOP("Merge", "Fitzpatrick skin type"),
    "note": QT_TRANSLATE_NOOP("Merge", "Note"),
}


def likeness_words(likeness: Likeness) -> str:
    """Why two entries may be one client."""
    return translate("Merge", str(_LIKENESS[likeness]))


def field_words(name: str) -> str:
    """What a field of a client is called."""
    return translate("Merge", str(_FIELDS[name]))


def value_words(client: Client, name: str) -> str:
    """What a client has in a field; nothing where it is not known."""
    value = getattr(client, name)
    if value is None:
        return ""
    if name == "birth_date":
        return formats.day(value)
    if name == "sex":
        return label(SEXES, Sex(value))
    if name == "phototype":
        return phototype_words(value)
    return str(value)


def entry_words(entry: Entry) -> str:
    """What tells an entry from another of the same name."""
    parts = [formats.day(entry.birth_date)] if entry.birth_date else []
    if entry.phone:
        parts.append(entry.phone)
    parts.append(sessions_words(entry.sessions))
    if entry.last_on is not None:
        parts.append(translate("Merge", "last {day}").format(day=formats.day(entry.last_on)))
    return " · ".join(parts)


def sessions_words(count: int) -> str:
    """How many sessions an entry has."""
    return translate("Merge", "%n session(s)", "", count)
