"""What was answered before a treatment, in few words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import Answer, HistoryItem
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.ui import formats
from needlelog.ui.zone_words import area_name

_HOURS_COUNT = 48
_NEAR_DAYS = 14


def _tr(text: str) -> str:
    return QCoreApplication.translate("AnswerWords", text)


def when_words(day: date | None, at: datetime | None, now: datetime) -> str:
    """A day as one says it on another day: hours, yesterday, in 6 days, or its date."""
    if at is not None:
        hours = int((now - at).total_seconds() // 3600)
        if 0 <= hours < _HOURS_COUNT:
            return _tr("{n} h ago").format(n=hours)
    if day is None:
        return ""
    days = (now.date() - day).days
    if days == 0:
        return _tr("today")
    if days == 1:
        return _tr("yesterday")
    if days == -1:
        return _tr("tomorrow")
    if 1 < days <= _NEAR_DAYS:
        return QCoreApplication.translate("AnswerWords", "%n day(s) ago", "", days)
    if -_NEAR_DAYS <= days < -1:
        return QCoreApplication.translate("AnswerWords", "in %n day(s)", "", -days)
    return formats.day(day)


def areas_words(areas: Iterable[str]) -> str:
    """Parts of the body as one line, empty for everywhere."""
    return ", ".join(area_name(code) for code in areas)


def yes_words(answer: ScreeningAnswer, now: datetime) -> str:
    """What a "yes" says beside the name of its item: when and where."""
    parts = (when_words(answer.last_exposure, answer.last_at, now), areas_words(answer.areas))
    return ", ".join(part for part in parts if part)


def stored_words(name: str, stored: HistoryItem) -> str:
    """What is known from before: ``Retinoid: last 3 Sep 2026 · asked 12 Oct 2026``."""
    parts = []
    if stored.answer is Answer.YES:
        known = name
        if stored.last_exposure is not None:
            last = _tr("last {day}").format(day=formats.day(stored.last_exposure))
            known = _tr("{item}: {what}").format(item=name, what=last)
        parts.append(known)
    elif stored.answer is Answer.UNKNOWN:
        parts.append(_tr("{item}: not known").format(item=name))
    if stored.note:
        parts.append(stored.note)
    return ", ".join(parts)


def asked_words(days: Iterable[date | None]) -> str:
    """When a question was asked last."""
    known = [day for day in days if day is not None]
    return _tr("asked {day}").format(day=formats.day(max(known))) if known else ""


def recorded_answer(name: str, answer: ScreeningAnswer) -> str:
    """One answer as a signed record says it: exact days, so that it reads the same for ever."""
    if answer.answer is Answer.YES:
        said = _tr("yes")
        if answer.last_at is not None:
            said = _tr("last {moment}").format(moment=formats.moment(answer.last_at.astimezone()))
        elif answer.last_exposure is not None:
            said = _tr("on {day}").format(day=formats.day(answer.last_exposure))
    else:
        said = _tr("no") if answer.answer is Answer.NO else _tr("not known")
    parts = [said, areas_words(answer.areas), answer.note]
    if answer.confirmed:
        parts.append(_tr("confirmed as unchanged"))
    return f"{name}: {', '.join(part for part in parts if part)}"
