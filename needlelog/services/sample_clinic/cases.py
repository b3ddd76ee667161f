"""The words in which the clients of the sample clinic are written down; days count back from today."""

from __future__ import annotations

from dataclasses import dataclass, field

from needlelog.domain.adverse_events import AdverseKind
from needlelog.domain.clients import Answer, AvoidKind, HistoryKind, Sex
from needlelog.domain.follow_up import Sign
from needlelog.domain.plans import Phase
from needlelog.domain.scales import SINGLE_ITEM, Rater
from needlelog.domain.zones import Side
from needlelog.services.sample_clinic.shelf import HYALURONIC, SKINPEN


@dataclass(frozen=True, slots=True)
class Known:
    """A history item."""

    kind: HistoryKind
    name: str
    answer: Answer = Answer.YES
    days_ago: int | None = None
    note: str = ""
    alert: bool = False


@dataclass(frozen=True, slots=True)
class Spot:
    """A spot not to be needled, with its place on the map in ten-thousandths."""

    kind: AvoidKind
    map_name: str
    x: int
    y: int
    zone: str
    side: Side
    note: str = ""
    holds_days: int | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A zone with its depths in micrometres, one for each session; the last one goes on."""

    zone: str
    side: Side
    depths_um: tuple[int, ...]

    def depth_um(self, number: int) -> int:
        """The depth of the session with this number, from 1."""
        return self.depths_um[min(number, len(self.depths_um)) - 1]


@dataclass(frozen=True, slots=True)
class Told:
    """What the client said so many days after the session with this number.

    ``event`` is the adverse event that was recorded from it.
    """

    number: int
    day: int
    symptoms: tuple[tuple[Sign, int], ...] = ()
    reached: bool = True
    note: str = ""
    event: Happened | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """An adverse event; ``resolved_after`` counts the days until it was over."""

    kind: AdverseKind
    grade: int
    action: str
    referral: str = ""
    resolved_after: int | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """How one scale was scored, in points: in the sessions from the first on, then without one.

    ``in_sessions`` holds the answers of each session by item; ``later`` says how many days ago
    a score without a session was given.
    """

    scale: str
    rater: Rater
    in_sessions: tuple[tuple[tuple[str, float], ...], ...]
    later: tuple[tuple[int, tuple[tuple[str, float], ...]], ...] = ()

    @classmethod
    def of_one_item(
        cls, scale: str, rater: Rater, points: tuple[float, ...], **later: int
    ) -> Rated:
        """A scale with a single item; ``later`` are points by ``days_<days ago>``."""
        return cls(
            scale,
            rater,
            tuple(((SINGLE_ITEM, value),) for value in points),
            tuple(
                (int(name.removeprefix("days_")), ((SINGLE_ITEM, value),))
                for name, value in later.items()
            ),
        )


@dataclass(frozen=True, slots=True)
class Course:
    """A plan and how it went. ``last_days_ago`` is when the last of ``done`` sessions was.

    ``late_entry``, ``corrected`` and ``voided`` name the session that was written down two days
    later, that has an addendum, or that was first signed with a mistake and voided.
    """

    concern: str
    goals: tuple[Goal, ...]
    planned: int | None
    interval: int
    done: int
    last_days_ago: int
    person: int = 0
    device: str = SKINPEN
    serums: tuple[tuple[str, ...], ...] = ((HYALURONIC,),)
    numbing: bool = True
    phase: Phase = Phase.SERIES
    passes: int = 4
    late_entry: int | None = None
    corrected: tuple[int, str] | None = None
    voided: int | None = None
    diary: tuple[Told, ...] = ()
    rated: tuple[Rated, ...] = ()
    faces: tuple[int, ...] = ()
    """How many days ago drawn test photos were taken, from the first on."""
    reason: str = "Thick scar, skin reacted well to the last session."

    def serums_of(self, number: int) -> tuple[str, ...]:
        """The serums of the session with this number, from 1."""
        return self.serums[min(number, len(self.serums)) - 1]

    def days_ago_of(self, number: int) -> int:
        """How many days ago the session with this number was."""
        return self.last_days_ago + (self.done - number) * self.interval


@dataclass(frozen=True, slots=True)
class Case:
    """A client; ``asked`` says that the screening questions were asked at every visit."""

    name: str
    born_days_ago: int
    sex: Sex | None
    phototype: int | None
    phone: str = ""
    email: str = ""
    emergency: str = ""
    note: str = ""
    known: tuple[Known, ...] = ()
    severity: str = ""
    spots: tuple[Spot, ...] = ()
    course: Course | None = None
    photos_agreed: bool = True
    marketing_agreed: bool = False
    asked: bool = True
    further: tuple[tuple[str, tuple[tuple[str, Side], ...], str], ...] = field(default=())
