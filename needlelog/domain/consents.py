"""Consents: the texts, what was shown and signed, and whether a decision still holds."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus, age_on
from needlelog.domain.errors import InvalidValue
from needlelog.domain.signatures import Stroke

ADULT_AGE = 18
LONGEST_TEXT = 20_000
PLACEHOLDERS = ("client", "clinic", "date", "practitioner")
"""What stands in braces in a text and is filled in when it is shown."""
GUARDIAN_OPENS, GUARDIAN_CLOSES = "{guardian}", "{/guardian}"
"""Lines around a part that is shown only when a guardian signs."""

_GUARDIAN_PART = re.compile(
    r"^\{guardian\}[ \t]*\n(.*?)^\{/guardian\}[ \t]*(?:\n|\Z)", re.MULTILINE | re.DOTALL
)
_PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
_FRONT = re.compile(r"\A\+\+\+\n(.*?)\n\+\+\+\n(.*)\Z", re.DOTALL)
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~&])")


class ConsentState(StrEnum):
    """Whether a kind of consent holds on a day."""

    VALID = "valid"
    MISSING = "missing"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    OUTDATED = "outdated"


@dataclass(frozen=True, slots=True)
class ConsentTemplate:
    """One version of a text, in Markdown with placeholders.

    Without ``uid`` it is a text that ships with the program: ``proposed``, to be checked by the
    clinic's adviser. ``expires_after_months`` is 0 where a signature holds until it is withdrawn.
    """

    kind: ConsentKind
    version: str
    language: str
    title: str
    body: str
    uid: str = ""
    author: str = ""
    created_at: datetime | None = None
    expires_after_months: int = 0

    @property
    def proposed(self) -> bool:
        """Whether it ships with the program and was never made the clinic's own."""
        return not self.uid


@dataclass(frozen=True, slots=True)
class Signature:
    """How a decision was signed: drawn, or by a typed name beside a witness.

    Where a guardian signs, ``guardian_name`` is who signs and counts as the typed name.
    """

    strokes: tuple[Stroke, ...] = ()
    typed_name: str = ""
    witness_name: str = ""
    guardian_name: str = ""


@dataclass(frozen=True, slots=True)
class ConsentPaper:
    """A text about to be shown to one client, with all that is filled in.

    ``day_words`` is the day as it is written on the paper. ``choices`` are the languages there
    are of this version.
    """

    template: ConsentTemplate
    client_uid: str
    client_name: str
    clinic_name: str
    practitioner: str
    day: date
    day_words: str
    birth_date: date | None = None
    choices: tuple[ConsentTemplate, ...] = ()

    @property
    def is_minor(self) -> bool:
        """Whether a guardian must sign; an unknown birth date cannot tell."""
        return self.birth_date is not None and age_on(self.birth_date, self.day) < ADULT_AGE

    def text(self, *, guardian: bool) -> str:
        """The Markdown that is shown."""
        values = {
            "client": self.client_name,
            "clinic": self.clinic_name,
            "date": self.day_words,
            "practitioner": self.practitioner,
        }
        return filled(self.template.body, values, guardian=guardian)

    def in_language(self, language: str) -> ConsentPaper:
        """The same in another language there is."""
        template = next(one for one in self.choices if one.language == language)
        return replace(self, template=template)


@dataclass(frozen=True, slots=True)
class ConsentStanding:
    """How one kind stands on a day: the state, the newest decision, and the text now in use."""

    kind: ConsentKind
    state: ConsentState
    consent: Consent | None = None
    template: ConsentTemplate | None = None

    @property
    def holds(self) -> bool:
        """Whether there is a decision in force."""
        return self.state is ConsentState.VALID


def parse_template(text: str) -> ConsentTemplate:
    """A shipped text: TOML between two lines ``+++``, then Markdown.

    Raises:
        ValueError: the text is not of this form.
    """
    match = _FRONT.match(text)
    if match is None:
        raise ValueError("a consent text begins with its facts between two lines of +++")
    facts = tomllib.loads(match[1])
    return ConsentTemplate(
        kind=ConsentKind(facts["kind"]),
        version=str(facts["version"]),
        language=str(facts["language"]),
        title=str(facts["title"]),
        body=match[2].strip() + "\n",
    )


def filled(body: str, values: Mapping[str, str], *, guardian: bool) -> str:
    """The Markdown with names and day in place; the guardian's part only when one signs."""
    kept = _GUARDIAN_PART.sub(lambda part: part[1] if guardian else "", body)

    def put(match: re.Match[str]) -> str:
        value = values.get(match[1].strip())
        return match[0] if value is None else _MARKDOWN.sub(r"\\\1", " ".join(value.split()))

    return _PLACEHOLDER.sub(put, kept).strip() + "\n"


def checked_template(template: ConsentTemplate) -> ConsentTemplate:
    """A text that can be kept as a version of the clinic.

    Reasons: ``consent_title``, ``consent_text``, ``consent_text_long``, ``consent_version``,
    ``consent_placeholder`` (with the unknown word), ``consent_guardian`` (marks do not pair).
    """
    body = template.body.replace("\r\n", "\n").strip() + "\n"
    title, version = " ".join(template.title.split()), " ".join(template.version.split())
    if not title or len(title) > 200:
        raise InvalidValue("consent_title", text=title[:40])
    if not version or len(version) > 20:
        raise InvalidValue("consent_version", text=version[:40])
    if not body.strip():
        raise InvalidValue("consent_text", text="")
    if len(body) > LONGEST_TEXT:
        raise InvalidValue("consent_text_long", text=str(len(body)))
    rest = _GUARDIAN_PART.sub(r"\1", body)
    for word in _PLACEHOLDER.findall(rest):
        if word.strip() in ("guardian", "/guardian"):
            raise InvalidValue("consent_guardian", text="")
        if word.strip() not in PLACEHOLDERS:
            raise InvalidValue("consent_placeholder", text=word.strip()[:40])
    return replace(template, body=body, title=title, version=version)


def next_version(versions: Iterable[str]) -> str:
    """The number after the highest one in use."""
    numbers = [int(found) for one in versions for found in re.findall(r"\d+", one)[:1]]
    return str(max(numbers, default=0) + 1)


def same_version(one: str, other: str) -> bool:
    """Whether two labels name the same version: ``v3``, ``V 3`` and ``3`` do."""
    return _bare(one) == _bare(other)


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def newest_decision(consents: Iterable[Consent], kind: ConsentKind, on: date) -> Consent | None:
    """The decision of that kind that counts on a day: the last one made until then."""
    made = [one for one in consents if one.kind is kind and one.decided_on <= on]
    newest = None
    for one in made:
        if newest is None or one.decided_on >= newest.decided_on:
            newest = one
    return newest


def consent_state(
    consents: Iterable[Consent],
    kind: ConsentKind,
    on: date,
    newest_template_version: str | None = None,
    newest_since: date | None = None,
) -> ConsentState:
    """Whether a kind of consent holds on a day.

    ``consents`` are those of one client, oldest first. A signed one is outdated when its text is
    not the newest version. One signed on paper is, when its version is another and the newest
    text came after it (``newest_since``; ``None`` for a text that ships with the program). A
    consent still holds on the day it expires on.
    """
    consent = newest_decision(consents, kind, on)
    if consent is None:
        return ConsentState.MISSING
    if consent.status is ConsentStatus.REFUSED:
        return ConsentState.REFUSED
    if consent.status is ConsentStatus.WITHDRAWN and (consent.withdrawn_on or on) <= on:
        return ConsentState.WITHDRAWN
    if consent.expires_on is not None and on > consent.expires_on:
        return ConsentState.EXPIRED
    if _is_outdated(consent, newest_template_version, newest_since):
        return ConsentState.OUTDATED
    return ConsentState.VALID


def document_hash(consent: Consent, client_uid: str) -> str:
    """SHA-256, in hexadecimal, over the text as shown, the decision, who, when and the strokes.

    A later withdrawal does not change it.
    """
    if consent.signed_at is None:
        raise ValueError("only a signed consent has a hash")
    offset = consent.signed_at.utcoffset()
    given = consent.status is not ConsentStatus.REFUSED
    facts = {
        "form": 1,
        "uid": consent.uid,
        "kind": consent.kind.value,
        "version": consent.version,
        "language": consent.language,
        "title": consent.title,
        "text": consent.shown_text,
        "decision": "given" if given else "refused",
        "decided_on": consent.decided_on.isoformat(),
        "expires_on": consent.expires_on.isoformat() if consent.expires_on else None,
        "client": client_uid,
        "client_name": consent.client_name,
        "clinic": consent.clinic_name,
        "practitioner": consent.practitioner,
        "signer": consent.signer_name,
        "guardian": consent.guardian_name,
        "witness": consent.witness_name,
        "note": consent.note,
        "signed_at": consent.signed_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "offset_minutes": round(offset.total_seconds() / 60) if offset else 0,
        "strokes": consent.strokes,
    }
    text = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _bare(version: str) -> str:
    words = re.sub(r"\s+", "", version.casefold())
    return re.sub(r"^v(?:ersion)?\.?(?=\d)", "", words)


def _is_outdated(consent: Consent, newest: str | None, since: date | None) -> bool:
    if newest is None or same_version(consent.version, newest):
        return False
    if consent.is_signed:
        return True
    return since is not None and consent.decided_on < since
