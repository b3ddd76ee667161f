"""A consent on paper: the text as it was shown, the decision, the signature as vectors, the hash."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODevice,
    QObject,
    QRect,
    QRectF,
    QSizeF,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPdfWriter,
    QPen,
    QPyTextObject,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from needlelog.domain.clients import Consent, ConsentStatus
from needlelog.domain.signatures import GROUND_WIDTH, Stroke
from needlelog.files.atomic_write import write_atomically
from needlelog.ui import formats
from needlelog.ui.consent.consent_text import set_markdown, space_out
from needlelog.ui.consent.consent_words import signed_by_words, version_words
from needlelog.ui.consent.signature_drawing import paint_signature, signature_box
from needlelog.ui.labels import CONSENT_KINDS, label
from needlelog.ui.printing import apart
from needlelog.ui.printing.session_sheet import isolated, print_document, printed_words
from needlelog.ui.record_words import joined

_SIGNATURE_OBJECT = QTextFormat.ObjectTypes.UserObject + 2
_GROUND_ON_PAPER = 300.0
"""Width of the drawing ground on paper, in 96ths of an inch."""
_INK = "#241F1C"
_ACCENT = "#0F6B66"
_STOP = "#B3261E"
_SHEET = """
p { margin-top: 1px; margin-bottom: 3px; }
h1 { font-size: 16pt; margin-top: 2px; margin-bottom: 6px; }
.facts { color: #6E645E; margin-bottom: 10px; }
.quiet { color: #6E645E; }
.small { font-size: 7.5pt; color: #6E645E; }
"""


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConsentPrint", text)


class _Signature(QPyTextObject):
    """The strokes on a line, as one object in the text."""

    def __init__(self, strokes: tuple[Stroke, ...], parent: QObject) -> None:
        super().__init__(parent)
        self._strokes = strokes
        self._box = signature_box(strokes)
        self._scale = _GROUND_ON_PAPER / GROUND_WIDTH

    def intrinsicSize(self, doc: QTextDocument, pos: int, form: QTextFormat) -> QSizeF:
        return QSizeF(_GROUND_ON_PAPER, self._box.height() * self._scale + 14)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        pos: int,
        form: QTextFormat,
    ) -> None:
        place = QRectF(rect)
        painter.save()
        painter.setPen(QPen(QColor("#8C827B"), 0.7))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.translate(place.left() + 4, place.top() + 5)
        painter.translate(-self._box.left() * self._scale, -self._box.top() * self._scale)
        paint_signature(painter, self._strokes, _GROUND_ON_PAPER, QColor(_INK))
        painter.restore()


def consent_document(consent: Consent) -> QTextDocument:
    """Lay a signed consent out as a document, whatever the theme of the window is."""
    document = QTextDocument()
    document.setDefaultFont(_font(9))
    document.setDefaultStyleSheet(_SHEET)
    document.setDocumentMargin(0)
    set_markdown(document, consent.shown_text)
    space_out(document, 12, 116)
    cursor = QTextCursor(document)
    everything = QTextCharFormat()
    everything.setForeground(QColor(_INK))
    cursor.select(QTextCursor.SelectionType.Document)
    cursor.mergeCharFormat(everything)
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.insertBlock()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.setBlockFormat(QTextBlockFormat())
    cursor.insertHtml(_head(consent))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    _head_decision(cursor)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    cursor.insertHtml(_decision(consent))
    if consent.strokes:
        drawn = _Signature(consent.strokes, document)
        document.documentLayout().registerHandler(_SIGNATURE_OBJECT, drawn)
        shape = QTextCharFormat()
        shape.setObjectType(_SIGNATURE_OBJECT)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
        cursor.insertText("￼", shape)
    cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())
    cursor.insertHtml(_proof(consent))
    return document


def foot_line(consent: Consent, printed: datetime) -> str:
    """What tells a single page's consent: whose, of which day, the start of its hash, when it was
    printed, and before all else that it was withdrawn."""
    state = "" if consent.withdrawn_on is None else _tr("WITHDRAWN")
    name, day = isolated(consent.client_name), formats.day(consent.decided_on)
    return joined(state, name, day, consent.document_hash[:16], printed_words(printed))


def write_pdf(consent: Consent, path: Path, printed: datetime) -> None:
    """Write a signed consent as a PDF file, as a whole or not at all; ``printed`` is now.

    Raises:
        PaperNotDrawn: the pages could not be laid out.
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    write_atomically(path, apart.drawn(partial(_pdf, consent, printed)))


def _pdf(consent: Consent, printed: datetime) -> bytes:
    pages = QBuffer()
    pages.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(pages)
    writer.setResolution(300)
    writer.setTitle(consent.title)
    document = consent_document(consent)
    # The text once more as it is: what the hash was made over, and what emoji hide on the page.
    writer.addFileAttachment("consent.md", consent.shown_text.encode(), "text/markdown")
    print_document(document, writer, foot_line(consent, printed))
    pages.close()
    return bytes(pages.data().data())


def _font(points: float) -> QFont:
    """Inter without contextual forms, see the printed session."""
    font = QFont("Inter")
    font.setPointSizeF(points)
    font.setFeature(QFont.Tag("calt"), 0)
    return font


def _head(consent: Consent) -> str:
    facts = (
        label(CONSENT_KINDS, consent.kind),
        version_words(consent.version),
        consent.client_name,
        formats.day(consent.decided_on),
    )
    return (
        f"<p class='quiet'>{escape(consent.clinic_name)}</p><h1>{escape(consent.title)}</h1>"
        f"<p class='facts'>{escape(' · '.join(one for one in facts if one))}</p>"
        f"{_stamp(consent)}"
    )


def _stamp(consent: Consent) -> str:
    if consent.withdrawn_on is None:
        return ""
    words = _tr("WITHDRAWN on {day}, recorded by {name}").format(
        day=formats.day(consent.withdrawn_on), name=consent.withdrawn_by
    )
    note = f"<br/>{escape(consent.withdrawn_note)}" if consent.withdrawn_note else ""
    return f"<p style='color: {_STOP}'><b>{escape(words)}</b>{note}</p>"


def _head_decision(cursor: QTextCursor) -> None:
    """A heading by its format, not by HTML, whose first paragraph takes the format before it."""
    heading, words = QTextBlockFormat(), QTextCharFormat()
    heading.setHeadingLevel(3)
    heading.setTopMargin(14)
    heading.setBottomMargin(3)
    words.setFontWeight(QFont.Weight.DemiBold)
    words.setForeground(QColor(_ACCENT))
    cursor.insertBlock(heading, words)
    cursor.insertText(_tr("Decision"), words)


def _decision(consent: Consent) -> str:
    refused = consent.status is ConsentStatus.REFUSED
    decision = _tr("REFUSED") if refused else _tr("AGREED")
    when = formats.moment(consent.signed_at) if consent.signed_at else ""
    rows = [f"{decision} · {when}", signed_by_words(consent)]
    if consent.witness_name:
        rows.append(_tr("Witness: {name}").format(name=consent.witness_name))
    return _paragraphs(rows)


def _proof(consent: Consent) -> str:
    rows = [
        _tr("Explained by {name}, {clinic}").format(
            name=consent.practitioner, clinic=consent.clinic_name
        )
    ]
    if consent.expires_on:
        rows.append(_tr("Holds until {day}").format(day=formats.day(consent.expires_on)))
    proof = _tr("SHA-256 over text, decision, names, times and strokes: {hash}").format(
        hash=consent.document_hash
    )
    return _paragraphs(rows) + f"<p class='small'>{escape(proof)}</p>"


def _paragraphs(rows: Iterable[str]) -> str:
    return "".join(f"<p>{escape(row)}</p>" for row in rows)
