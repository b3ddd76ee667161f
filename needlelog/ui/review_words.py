"""The review in words: what is complete, what stands out, which state, what was treated."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.review import Flag, Tick
from needlelog.domain.sessions import SessionState
from needlelog.services.review import WhyLeftOut
from needlelog.ui import formats
from needlelog.ui.zone_words import merged, zone_name

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.review import LeftOut, SessionRow

translate = QCoreApplication.translate

TICKS = (Tick.SCREENING, Tick.CONSENT, Tick.LOTS, Tick.PHOTOS, Tick.REACTIONS, Tick.AFTERCARE)
"""The ticks in the order in which they are shown."""
FLAGS = (
    Flag.ADVERSE_EVENT,
    Flag.RECALLED,
    Flag.QUESTION,
    Flag.OVERRIDE,
    Flag.OVER_ADVICE,
    Flag.EXPIRED,
    Flag.LOT_MISSING,
    Flag.INTERVAL,
    Flag.BACK_DATED,
    Flag.ADDENDUM,
    Flag.RECALL_CLOSED,
)
"""The flags, the most pressing first."""
STATES = (
    SessionState.SIGNED,
    SessionState.COUNTERSIGNED,
    SessionState.DEFERRED,
    SessionState.IMPORTED,
    SessionState.VOID,
)
"""The states a session of the log can be in."""


def tick_short(tick: Tick) -> str:
    """The head of a tick, a few letters."""
    return {
        Tick.SCREENING: translate("Review", "Scr"),
        Tick.CONSENT: translate("Review", "Con"),
        Tick.LOTS: translate("Review", "Lots"),
        Tick.PHOTOS: translate("Review", "Pho"),
        Tick.REACTIONS: translate("Review", "React"),
        Tick.AFTERCARE: translate("Review", "After"),
    }[tick]


def tick_name(tick: Tick) -> str:
    """What a tick stands for."""
    return {
        Tick.SCREENING: translate("Review", "screening"),
        Tick.CONSENT: translate("Review", "consent"),
        Tick.LOTS: translate("Review", "lots"),
        Tick.PHOTOS: translate("Review", "photos"),
        Tick.REACTIONS: translate("Review", "reactions"),
        Tick.AFTERCARE: translate("Review", "aftercare"),
    }[tick]


def tick_reason(tick: Tick) -> str:
    """Why a tick is missing."""
    return {
        Tick.SCREENING: translate("Review", "The screening questions were not asked."),
        Tick.CONSENT: translate("Review", "No consent to the treatment was there."),
        Tick.LOTS: translate("Review", "A lot is not written down."),
        Tick.PHOTOS: translate("Review", "No photo belongs to this session."),
        Tick.REACTIONS: translate("Review", "Nobody wrote down whether there were reactions."),
        Tick.AFTERCARE: translate("Review", "No aftercare sheet was handed over."),
    }[tick]


def missing_sentence(ticks: Tick) -> str:
    """Everything that a record lacks, each in a sentence; or that it is complete."""
    missing = [tick_reason(tick) for tick in TICKS if tick not in ticks]
    return " ".join(missing) or translate("Review", "Complete.")


def missing_names(missing: Tick) -> str:
    """The parts that are missing, as a list."""
    return ", ".join(tick_name(tick) for tick in TICKS if tick in missing)


def completeness_tag(ticks: Tick) -> tuple[str, str]:
    """Whether a record is complete, as a tag with its tone."""
    missing = [tick for tick in TICKS if tick not in ticks]
    if not missing:
        return translate("Review", "complete"), "good"
    names = ", ".join(tick_name(tick) for tick in missing)
    # Photos are no condition of a complete record, so their absence is only mentioned.
    tone = "warn" if missing == [Tick.PHOTOS] else "stop"
    return translate("Review", "no {parts}").format(parts=names), tone


def flag_word(flag: Flag) -> str:
    """A flag as a tag."""
    return {
        Flag.OVER_ADVICE: translate("Review", "Depth above advice"),
        Flag.OVERRIDE: translate("Review", "Stop overridden"),
        Flag.INTERVAL: translate("Review", "Short interval"),
        Flag.LOT_MISSING: translate("Review", "Lot missing"),
        Flag.EXPIRED: translate("Review", "Expired lot"),
        Flag.BACK_DATED: translate("Review", "Entered later"),
        Flag.ADVERSE_EVENT: translate("Review", "Adverse event"),
        Flag.ADDENDUM: translate("Review", "Addendum"),
        Flag.QUESTION: translate("Review", "Question open"),
        Flag.RECALLED: translate("Review", "Recalled lot/device"),
        Flag.RECALL_CLOSED: translate("Review", "Recall, closed"),
    }[flag]


def flag_tone(flag: Flag) -> str:
    """How loud a flag is."""
    if flag in (Flag.ADVERSE_EVENT, Flag.RECALLED, Flag.LOT_MISSING, Flag.EXPIRED):
        return "stop"
    if flag is Flag.QUESTION:
        return "accent"
    return "neutral" if flag in (Flag.ADDENDUM, Flag.RECALL_CLOSED) else "warn"


def state_words(state: SessionState) -> tuple[str, str]:
    """A state and its tone."""
    return {
        SessionState.OPEN: (translate("Review", "Not signed"), "warn"),
        SessionState.SIGNED: (translate("Review", "Signed, not reviewed"), "warn"),
        SessionState.COUNTERSIGNED: (translate("Review", "Countersigned"), "good"),
        SessionState.DEFERRED: (translate("Review", "Deferred"), "neutral"),
        SessionState.IMPORTED: (translate("Review", "Imported"), "neutral"),
        SessionState.VOID: (translate("Review", "Void"), "stop"),
    }[state]


def pills(row: SessionRow) -> tuple[tuple[str, str], ...]:
    """What stands out about a session, each with its tone; an unusual state comes first."""
    unusual = (SessionState.VOID, SessionState.IMPORTED, SessionState.DEFERRED)
    first = (state_words(row.state),) if row.state in unusual else ()
    raised = tuple(
        (_raised_word(row, flag), flag_tone(flag)) for flag in FLAGS if flag in row.flags
    )
    return first + raised


def _raised_word(row: SessionRow, flag: Flag) -> str:
    """Once a question is answered it is the turn of who asked."""
    if flag is Flag.QUESTION and row.answered_questions == row.open_questions:
        return translate("Review", "Answered")
    return flag_word(flag)


def treated_words(row: SessionRow, zones: ZoneCatalogue) -> str:
    """What was treated, for example ``6 zones · 1.50 mm``; a single zone by its name."""
    pairs = merged((code, side) for code, side, _depth in row.zones)
    if not pairs:
        return translate("Review", "nothing treated")
    if len(pairs) == 1:
        what = zone_name(zones, *pairs[0], short=True)
    else:
        what = translate("Review", "%n zone(s)", "", len(pairs))
    if row.deepest_um is None:
        return what
    return f"{what} · {formats.depth(row.deepest_um)} mm"


def when_words(row: SessionRow, today: date) -> str:
    """The day and the time at which it ended; of another year the day with its year."""
    same_year = row.day.year == today.year
    day = formats.day_short(row.day) if same_year else formats.day(row.day)
    moment = row.ended_at or row.started_at
    if not same_year or moment is None or (moment.hour, moment.minute) == (0, 0):
        return day
    return f"{day} {formats.clock_time(moment)}"


def left_out_words(left: LeftOut) -> str:
    """Why a session is left out of a countersigning."""
    if left.why is WhyLeftOut.INCOMPLETE:
        return translate("Review", "incomplete: {parts}").format(parts=missing_names(left.missing))
    return {
        WhyLeftOut.NOT_WAITING: translate("Review", "does not wait for a countersignature"),
        WhyLeftOut.OWN: translate("Review", "your own; another manager countersigns it"),
        WhyLeftOut.QUESTION_OPEN: translate("Review", "a question about it is open"),
    }[left.why]


def row_sentence(row: SessionRow, zones: ZoneCatalogue, today: date) -> str:
    """A whole row for a screen reader."""
    parts: Iterable[str] = (
        when_words(row, today),
        row.client_name,
        row.practitioner_name,
        treated_words(row, zones),
        missing_sentence(row.ticks),
        *(words for words, _tone in pills(row)),
    )
    return ", ".join(parts)
