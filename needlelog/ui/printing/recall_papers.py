"""A recall on paper: the list of everybody who is to be told, and a letter for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QColor, QPdfWriter, QTextCharFormat, QTextCursor, QTextDocument

from needlelog.domain.recall_letters import letter
from needlelog.files.atomic_write import write_atomically
from needlelog.services import recalls
from needlelog.services.settings import settings
from needlelog.ui import formats
from needlelog.ui.consent.consent_text import set_markdown, space_out
from needlelog.ui.printing import apart
from needlelog.ui.printing.session_sheet import (
    SHEET,
    isolated,
    painted_pages,
    plain_font,
    printed_words,
)
from needlelog.ui.recall.words import (
    notice_words,
    one_line,
    opened_words,
    subject_words,
    told_words,
    touched_words,
)
from needlelog.ui.record_words import joined

if TYPE_CHECKING:
    from needlelog.domain.recalls import Exposure, Recall, RecallContact
    from needlelog.services.clinic import Clinic

_INK = "#241F1C"
_PIXELS = 15
_AT_ONCE = 200


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecallPrint", text)


def write_list_pdf(clinic: Clinic, uid: str, path: Path) -> None:
    """Write the list as a PDF file, as a whole or not at all.

    Raises:
        PaperNotDrawn: the pages could not be laid out.
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    recall = recalls.recall(clinic, uid)
    found = recalls.affected(clinic, uid)
    people = recalls.contacts(clinic, uid, [each.client for each in found])
    html = list_html(clinic.name, recall, found, people)
    foot = joined(
        clinic.name,
        subject_words(recall.subject),
        printed_words(clinic.clock()),
        clinic.person.name,
    )
    write_atomically(path, apart.drawn(partial(_list_pdf, html, foot)))


def write_letters_pdf(
    clinic: Clinic, uid: str, clients: Sequence[int], template: str, path: Path
) -> None:
    """Write one letter a client, each on a page of its own, as a whole or not at all.

    Raises:
        PaperNotDrawn: the pages could not be laid out.
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    texts = _texts(clinic, uid, clients, template)
    write_atomically(path, apart.drawn_from(partial(_letters_pdf, clinic.name), texts))


def first_letter(clinic: Clinic, uid: str, client: int, template: str) -> str:
    """The Markdown of the letter to one client."""
    _name, text = next(_texts(clinic, uid, (client,), template), ("", ""))
    return text


def list_html(
    clinic_name: str,
    recall: Recall,
    found: Sequence[Exposure],
    people: Sequence[RecallContact],
) -> str:
    """The list as HTML: what was recalled and why, then a line for each client."""
    counts = recalls.RecallCounts(
        len(found), sum(one.sessions for one in found), sum(one.notified for one in found)
    )
    titles = (
        *(_tr("Client"), _tr("Born"), _tr("Phone"), _tr("E-mail, address")),
        *(_tr("Sessions"), _tr("Last"), _tr("Told")),
    )
    head = "".join(f"<th align='left'>{escape(title)}</th>" for title in titles)
    rows = "".join(_row(met, client) for met, client in zip(found, people, strict=False))
    title = _tr("Recall: {what}").format(what=subject_words(recall.subject))
    return (
        f"<p class='quiet'>{escape(clinic_name)}</p><h1>{escape(title)}</h1>"
        f"<p>{escape(recall.reason)}</p><p class='quiet'>{escape(opened_words(recall))}</p>"
        f"<p>{escape(touched_words(counts))} · {escape(told_words(counts))}</p>"
        "<table width='100%' cellspacing='0' cellpadding='4' style='border-collapse: collapse; "
        "border-style: solid; border-width: 1px; border-color: #D8D0CA'>"
        f"<thead><tr bgcolor='#F6F4F1'>{head}</tr></thead>{rows}</table>"
    )


def _row(met: Exposure, client: RecallContact) -> str:
    cells = (
        client.name,
        formats.day(client.birth_date) if client.birth_date else "",
        client.phone,
        "\n".join(part for part in (client.email, one_line(client.address)) if part),
        str(met.sessions),
        formats.day(met.last_on),
        notice_words(client.notice) if client.notice else "☐",
    )
    return (
        "<tr>"
        + "".join(f"<td>{escape(cell).replace(chr(10), '<br/>')}</td>" for cell in cells)
        + "</tr>"
    )


def _texts(
    clinic: Clinic, uid: str, clients: Sequence[int], template: str
) -> Iterator[tuple[str, str]]:
    """The name of each client and the Markdown of the letter."""
    recall = recalls.recall(clinic, uid)
    met = {each.client: each for each in recalls.affected(clinic, uid)}
    subject = recall.subject
    shared = {
        "clinic": clinic.name,
        "phone": settings(clinic).clinic_phone or "…",
        "date": formats.day(clinic.clock().astimezone().date()),
        "subject": subject.name,
        "lot": _tr("Lot {lot}").format(lot=subject.number) if subject.number else "",
        "reason": recall.reason,
        "sender": clinic.person.name,
    }
    for start in range(0, len(clients), _AT_ONCE):
        part = [number for number in clients[start : start + _AT_ONCE] if number in met]
        for client in recalls.contacts(clinic, uid, part):
            own = {
                "client": client.name,
                "address": client.address,
                "last": formats.day(met[client.id].last_on),
            }
            yield client.name, letter(template, shared | own)


def _list_pdf(html: str, foot: str) -> bytes:
    document = QTextDocument()
    document.setDefaultFont(plain_font(9))
    document.setDefaultStyleSheet(SHEET)
    document.setDocumentMargin(0)
    document.setHtml(html)
    return _pdf(((document, foot),))


def _letters_pdf(clinic_name: str, texts: Iterator[tuple[str, str]]) -> bytes:
    return _pdf(_letters(clinic_name, texts))


def _letters(
    clinic_name: str, texts: Iterable[tuple[str, str]]
) -> Iterator[tuple[QTextDocument, str]]:
    """Each letter and its foot: whose a second page is, must not depend on how it was folded."""
    for name, text in texts:
        document = QTextDocument()
        document.setDefaultFont(plain_font(11))
        document.setDocumentMargin(0)
        set_markdown(document, text)
        space_out(document, _PIXELS, 124)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        ink = QTextCharFormat()
        ink.setForeground(QColor(_INK))
        cursor.mergeCharFormat(ink)
        yield document, joined(clinic_name, isolated(name))


def _pdf(documents: Iterable[tuple[QTextDocument, str]]) -> bytes:
    pages = QBuffer()
    pages.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(pages)
    writer.setResolution(300)
    writer.setTitle(_tr("Recall"))
    with painted_pages(writer) as painter:
        for document, foot in documents:
            painter.paint(document, partial(_same, foot))
    pages.close()
    return bytes(pages.data().data())


def _same(foot: str, _sheet: int) -> str:
    return foot
