"""Making a client's progress report: reading, laying out and writing it, on the worker."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.domain.clients import ConsentKind
from needlelog.domain.photos import Photo
from needlelog.services import clients, photos, progress
from needlelog.ui import formats
from needlelog.ui.photos.photo_words import view_name, when_and_phase
from needlelog.ui.printing.progress_html import ReportContent, ReportKind

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.clinic import Clinic
    from needlelog.ui.screens.client.progress.view import ProgressView

_PHOTO_EDGE = 1600


def write_report(
    clinic: Clinic,
    client_uid: str,
    view: ProgressView,
    kind: ReportKind,
    zones: ZoneCatalogue,
    today: date,
    path: Path,
) -> None:
    """Write a report; photos stand in it only while the client agrees to photos.

    Raises:
        NotAllowed, NoSuchRecord, PhotoMissing, PhotoDamaged, PaperNotDrawn, or an error of the disk.
    """
    from needlelog.ui.printing.progress_report import report_pdf

    consent = photos.has_consent(clinic, client_uid, ConsentKind.PHOTO)
    pair = first_and_latest(view.timeline.photos) if consent else ()
    content = ReportContent(
        kind=kind,
        client=clients.client(clinic, client_uid),
        clinic_name=clinic.name,
        timeline=view.timeline,
        series=view.series,
        downtimes=view.downtimes,
        made_on=today,
        made_by=clinic.person.name,
        photo_words=_photo_words(pair),
        photo_consent=consent,
    )
    pictures = [(photo, photos.open_photo(clinic, photo.uid, _PHOTO_EDGE)) for photo in pair]
    pages = report_pdf(content, zones, view.shown, pictures)
    uids = tuple(photo.uid for photo in pair)
    progress.write_report(clinic, client_uid, kind.value, uids, pages, path)


def page_foot(clinic: Clinic, client_uid: str, today: date) -> str:
    """Whose a page is, when it was made and by whom.

    Raises:
        NotAllowed, NoSuchRecord.
    """
    name = clients.client(clinic, client_uid).name
    parts = (f"\u2068{name}\u2069", formats.day(today), clinic.name, clinic.person.name)
    return " · ".join(parts)


def _photo_words(pair: tuple[Photo, ...]) -> str:
    if not pair:
        return ""
    days = " – ".join(when_and_phase(photo, year=True) for photo in pair)
    return f"{view_name(pair[0].view)}: {days}"


def first_and_latest(shown: tuple[Photo, ...]) -> tuple[Photo, ...]:
    """The first and the latest photo of the view that was taken most often; none of a lone one."""
    views: dict[str, list[Photo]] = {}
    for photo in shown:
        views.setdefault(photo.view, []).append(photo)
    most = max(views.values(), key=len, default=[])
    return (most[0], most[-1]) if len(most) > 1 else ()
