"""What is known of a client apart from the sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from needlelog.domain.signatures import Stroke
from needlelog.domain.zones import Side


class Sex(StrEnum):
    """Sex as the client gives it."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class HistoryKind(StrEnum):
    """What a history item is about."""

    CONDITION = "condition"
    MEDICINE = "medicine"
    ALLERGY = "allergy"
    TREATMENT = "treatment"


class Answer(StrEnum):
    """What the client answered when asked about a history item."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ConsentKind(StrEnum):
    """What is asked apart from each other, and the disclosure that a treatment is cosmetic."""

    TREATMENT = "treatment"
    PHOTO = "photo"
    MARKETING = "marketing"
    DISCLOSURE = "disclosure"


class ConsentStatus(StrEnum):
    """What the client decided."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class AvoidKind(StrEnum):
    """Why a spot must not be needled."""

    MOLE = "mole"
    TATTOO = "tattoo"
    ACTIVE_ACNE = "active_acne"
    COLD_SORE = "cold_sore"
    YOUNG_SCAR = "young_scar"
    ORBITAL_RIM = "orbital_rim"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class HistoryItem:
    """A condition, medicine, allergy or earlier treatment, with the day of last exposure.

    ``alert`` asks that it is shown on every page of the client. ``code`` is the item of the
    screening it answers, empty for one in free words; ``last_at`` is the instant of the last
    exposure where the hour is known; ``areas`` are the zone groups it is about.
    """

    uid: str
    kind: HistoryKind
    name: str
    answer: Answer = Answer.YES
    last_exposure: date | None = None
    asked_on: date | None = None
    note: str = ""
    alert: bool = False
    code: str = ""
    last_at: datetime | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClientConcern:
    """What the client wants treated, and where."""

    uid: str
    concern: str
    zones: tuple[tuple[str, Side], ...] = ()
    severity: str = ""


@dataclass(frozen=True, slots=True)
class AvoidMark:
    """A spot that must not be needled, as a point on a map.

    ``x`` and ``y`` are ten-thousandths of the map's width and height. ``until`` is the last day
    on which the mark holds; ``None`` means always.
    """

    uid: str
    kind: AvoidKind
    map_name: str
    x: int
    y: int
    zone: str | None = None
    side: Side | None = None
    since: date | None = None
    until: date | None = None
    note: str = ""

    def holds_on(self, day: date) -> bool:
        """Whether the spot is to be avoided on a day."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Consent:
    """One decision of the client on one version of a consent text.

    One that was signed in the program (`is_signed`) carries the text as it was shown, who signed,
    the strokes of a drawn signature and a hash over all of it. A decision recorded from paper has
    only the first fields. ``expires_on`` is the last day on which it holds.
    """

    uid: str
    kind: ConsentKind
    version: str
    status: ConsentStatus
    decided_on: date
    note: str = ""
    expires_on: date | None = None
    withdrawn_on: date | None = None
    withdrawn_note: str = ""
    withdrawn_by: str = ""
    language: str = ""
    title: str = ""
    shown_text: str = ""
    client_name: str = ""
    clinic_name: str = ""
    practitioner: str = ""
    signer_name: str = ""
    guardian_name: str = ""
    witness_name: str = ""
    strokes: tuple[Stroke, ...] = ()
    signed_at: datetime | None = None
    document_hash: str = ""

    @property
    def is_signed(self) -> bool:
        """Whether it was decided on the screen of the program."""
        return self.signed_at is not None


@dataclass(frozen=True, slots=True)
class Client:
    """A client with everything that is known beside the sessions.

    ``phototype`` is the Fitzpatrick type 1 to 6, ``None`` when not recorded.
    """

    uid: str
    name: str
    birth_date: date | None = None
    sex: Sex | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    emergency_contact: str = ""
    phototype: int | None = None
    note: str = ""
    active: bool = True
    created_at: datetime | None = None
    history: tuple[HistoryItem, ...] = ()
    concerns: tuple[ClientConcern, ...] = ()
    avoid: tuple[AvoidMark, ...] = ()
    consents: tuple[Consent, ...] = ()


def age_on(birth_date: date, day: date) -> int:
    """Whole years of age on ``day``."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
