"""How consents stand, in the words shown on screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from needlelog.domain.clients import ConsentStatus
from needlelog.domain.consents import ConsentState
from needlelog.ui import formats

if TYPE_CHECKING:
    from needlelog.domain.clients import Consent
    from needlelog.domain.consents import ConsentStanding

TONES = {
    ConsentState.VALID: "good",
    ConsentState.MISSING: "warn",
    ConsentState.REFUSED: "neutral",
    ConsentState.WITHDRAWN: "stop",
    ConsentState.EXPIRED: "warn",
    ConsentState.OUTDATED: "warn",
}

LANGUAGES = {
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "de": "Deutsch",
    "it": "Italiano",
    "pt": "Português",
    "nl": "Nederlands",
    "pl": "Polski",
    "ru": "Русский",
    "uk": "Українська",
    "tr": "Türkçe",
    "ar": "العربية",
    "zh": "中文",
    "ja": "日本語",
}
"""Languages by the name they have themselves, for those who choose theirs."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConsentWords", text)


def state_word(state: ConsentState) -> str:
    """The state in one or two words."""
    return {
        ConsentState.VALID: _tr("given"),
        ConsentState.MISSING: _tr("not asked yet"),
        ConsentState.REFUSED: _tr("refused"),
        ConsentState.WITHDRAWN: _tr("withdrawn"),
        ConsentState.EXPIRED: _tr("expired"),
        ConsentState.OUTDATED: _tr("new text, ask again"),
    }[state]


def version_words(version: str) -> str:
    """The version of a text: a bare number gets its word, anything else speaks for itself."""
    if not version:
        return ""
    return _tr("version {version}").format(version=version) if version[0].isdigit() else version


def decision_words(consent: Consent) -> str:
    """What was decided, when, on which version, how, and until when it holds."""
    parts = []
    if consent.status is ConsentStatus.WITHDRAWN and consent.withdrawn_on:
        parts.append(_tr("withdrawn {day}").format(day=formats.day(consent.withdrawn_on)))
    word = _tr("refused {day}") if consent.status is ConsentStatus.REFUSED else _tr("given {day}")
    if consent.status is ConsentStatus.WITHDRAWN and not consent.withdrawn_on:
        word = _tr("withdrawn {day}")
    parts.append(word.format(day=formats.day(consent.decided_on)))
    parts.append(version_words(consent.version))
    if not consent.is_signed:
        parts.append(_tr("on paper"))
    if consent.guardian_name:
        parts.append(_tr("by guardian {name}").format(name=consent.guardian_name))
    if consent.expires_on and consent.status is ConsentStatus.GIVEN:
        parts.append(_tr("holds until {day}").format(day=formats.day(consent.expires_on)))
    parts += [consent.withdrawn_note, consent.note]
    return " · ".join(part for part in parts if part)


def standing_words(standing: ConsentStanding) -> str:
    """The state with the day that matters, short enough for a side column."""
    consent = standing.consent
    if consent is None:
        return state_word(standing.state)
    day = consent.decided_on
    if standing.state is ConsentState.WITHDRAWN and consent.withdrawn_on:
        day = consent.withdrawn_on
    elif standing.state is ConsentState.EXPIRED and consent.expires_on:
        day = consent.expires_on
    elif standing.state is ConsentState.OUTDATED:
        return state_word(standing.state)
    return f"{state_word(standing.state)} {formats.day_short(day)}"


def signed_by_words(consent: Consent) -> str:
    """Who signed, how, before whom."""
    if not consent.signer_name:
        return _tr("Not signed; recorded by {name}").format(name=consent.practitioner)
    if consent.guardian_name:
        words = _tr("Signed by {guardian}, guardian of {client}").format(
            guardian=consent.guardian_name, client=consent.client_name
        )
    else:
        words = _tr("Signed by {name}").format(name=consent.signer_name)
    if not consent.strokes:
        words = _tr("{signed} (by typed name)").format(signed=words)
    return words


def language_name(code: str) -> str:
    """A language by its own name; one that is not among `LANGUAGES` by its English name."""
    if code in LANGUAGES:
        return LANGUAGES[code]
    found = QLocale(code).language()
    return code if found == QLocale.Language.C else QLocale.languageToString(found)
