"""The report of a period as PDF: cover, completeness, list with hashes, then every record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QBuffer, QCoreApplication, QIODevice
from PySide6.QtGui import QPdfWriter, QTextDocument

from needlelog.domain.people import Role
from needlelog.domain.review import Flag, Tick
from needlelog.domain.sessions import SessionState
from needlelog.files.atomic_write import new_file
from needlelog.files.counted_output import CountedOutput
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.exports.beside import finish_beside
from needlelog.services.exports.job import Job
from needlelog.services.exports.report import (
    ReportRecord,
    ReportSummary,
    report_records,
    report_summary,
)
from needlelog.ui import formats
from needlelog.ui.printing import apart
from needlelog.ui.printing.session_sheet import (
    SHEET,
    foot_line,
    painted_pages,
    plain_font,
    printed_words,
    session_document,
)

_CONTEXT = "InspectorReport"
TICK_WORDS: dict[Tick, object] = {
    Tick.SCREENING: QT_TRANSLATE_NOOP("InspectorReport", "Screening answered"),
    Tick.CONSENT: QT_TRANSLATE_NOOP("InspectorReport", "Consent in force"),
    Tick.LOTS: QT_TRANSLATE_NOOP("InspectorReport", "All lots recorded"),
    Tick.REACTIONS: QT_TRANSLATE_NOOP("InspectorReport", "Reactions answered"),
    Tick.AFTERCARE: QT_TRANSLATE_NOOP("InspectorReport", "Aftercare given"),
    Tick.PHOTOS: QT_TRANSLATE_NOOP("InspectorReport", "With a photo"),
}
FLAG_WORDS: dict[Flag, object] = {
    Flag.OVER_ADVICE: QT_TRANSLATE_NOOP("InspectorReport", "Depth over the advice"),
    Flag.OVERRIDE: QT_TRANSLATE_NOOP("InspectorReport", "A rule was overridden with a reason"),
    Flag.INTERVAL: QT_TRANSLATE_NOOP("InspectorReport", "Sooner than the interval"),
    Flag.LOT_MISSING: QT_TRANSLATE_NOOP("InspectorReport", "A lot is missing"),
    Flag.EXPIRED: QT_TRANSLATE_NOOP("InspectorReport", "Something was past its expiry"),
    Flag.BACK_DATED: QT_TRANSLATE_NOOP("InspectorReport", "Written down on a later day"),
    Flag.ADVERSE_EVENT: QT_TRANSLATE_NOOP("InspectorReport", "Adverse event"),
    Flag.ADDENDUM: QT_TRANSLATE_NOOP("InspectorReport", "Addendum"),
    Flag.QUESTION: QT_TRANSLATE_NOOP("InspectorReport", "Open question"),
}
STATE_WORDS: dict[SessionState, object] = {
    SessionState.SIGNED: QT_TRANSLATE_NOOP("InspectorReport", "signed"),
    SessionState.COUNTERSIGNED: QT_TRANSLATE_NOOP("InspectorReport", "countersigned"),
    SessionState.DEFERRED: QT_TRANSLATE_NOOP("InspectorReport", "put off"),
    SessionState.IMPORTED: QT_TRANSLATE_NOOP("InspectorReport", "imported"),
    SessionState.VOID: QT_TRANSLATE_NOOP("InspectorReport", "void"),
}
_ROLES: dict[str, object] = {
    Role.MANAGER.value: QT_TRANSLATE_NOOP("InspectorReport", "manager"),
    Role.PRACTITIONER.value: QT_TRANSLATE_NOOP("InspectorReport", "practitioner"),
    Role.INSPECTOR.value: QT_TRANSLATE_NOOP("InspectorReport", "inspector"),
}


def _tr(text: object) -> str:
    return QCoreApplication.translate(_CONTEXT, str(text))


def write_report(job: Job, path: Path) -> str:
    """Draw the report and write it with its manifest beside it; return the hash of the file.

    Takes seconds: call it from a worker thread.

    Raises:
        PaperNotDrawn, DiskFull, WriteRefused, WriteFailed: nothing is left.
    """
    with new_file(path) as file:
        counted = CountedOutput(file)
        counted.write(_drawn(job))
        return finish_beside(job, path, counted)


def _drawn(job: Job) -> bytes:
    summary = report_summary(job)
    total = len(summary.lines)
    job.counts["sessions"] = total
    cover = cover_html(job, summary)

    def told() -> Iterator[ReportRecord]:
        for number, each in enumerate(report_records(job), 1):
            yield each
            job.part_done(0, 1, 0.95 * number / total)

    return apart.drawn_from(partial(_pdf, job.clinic_name, job.at, cover, total), told())


def _pdf(
    clinic_name: str, made_at: datetime, cover: str, total: int, records: Iterator[ReportRecord]
) -> bytes:
    pages = QBuffer()
    pages.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(pages)
    writer.setResolution(300)
    writer.setTitle(_tr("Report of microneedling records"))
    zones = zone_catalogue()
    with painted_pages(writer) as painter:
        painter.paint(
            document_of(cover), partial(_foot, f"{clinic_name} · {printed_words(made_at)}")
        )
        for number, each in enumerate(records, 1):
            document = session_document(
                each.record, each.client, clinic_name, zones, each.outcomes, each.recalled
            )
            place = _tr("Record {n} of {m}").format(n=number, m=total)
            foot = foot_line(each.record, each.client, made_at)
            painter.paint(document, partial(_foot, f"{place} · {foot}"))
    pages.close()
    return bytes(pages.data().data())


def _foot(words: str, sheet: int) -> str:
    return _tr("Sheet {n} · {words}").format(n=sheet, words=words)


def document_of(html: str) -> QTextDocument:
    """The cover as a document, laid out as the records are."""
    document = QTextDocument()
    document.setDefaultFont(plain_font(9))
    document.setDefaultStyleSheet(SHEET)
    document.setDocumentMargin(0)
    document.setHtml(html)
    return document


def cover_html(job: Job, summary: ReportSummary) -> str:
    """What stands before the records."""
    title = escape(_tr("Report of microneedling records"))
    parts = (
        f"<p class='quiet'>{title}</p><h1>{escape(job.clinic_name)}</h1>",
        _facts(job, summary),
        _part(_tr("How complete the records are"), _completeness(summary)),
        _part(_tr("What stands out"), _flags(summary)),
        _part(_tr("What this report proves, and how to check it"), _proof(job)),
        _part(_tr("The records in this report"), _list(summary), new_page=True),
    )
    return "<html><body>" + "".join(parts) + "</body></html>"


def _facts(job: Job, summary: ReportSummary) -> str:
    about, person = job.about, job.clinic.person
    name = person.name if job.names is None else job.names.of("practitioner", person.name)
    first, last = job.request.wanted.days(job.at.astimezone().date())
    day = formats.day
    if first and last:
        period = _tr("{first} to {last}").format(first=day(first), last=day(last))
    elif first:
        period = _tr("from {first}").format(first=day(first))
    elif last:
        period = _tr("to {last}").format(last=day(last))
    else:
        period = _tr("all days")
    states = ", ".join(
        f"{summary.states[state]} {_tr(words)}"
        for state, words in STATE_WORDS.items()
        if summary.states.get(state)
    )
    rows = [
        (_tr("Period"), period),
        (_tr("Filter"), str(about["filter"]) or _tr("none")),
        (_tr("Made by"), f"{name}, {_tr(_ROLES[person.role.value])}"),
        (_tr("Made at"), formats.moment(job.at.astimezone())),
        (_tr("Sessions"), f"{len(summary.lines)} ({states})" if states else "0"),
        (_tr("Clients"), str(summary.clients)),
    ]
    if job.names is not None:
        rows.append(
            (_tr("Identities"), _tr("left out: names are stand-ins, notes are not in the report"))
        )
    return _table([], rows)


def _completeness(summary: ReportSummary) -> str:
    total = len(summary.lines)
    rows = [
        (_tr(words), str(total - summary.missing[tick]), str(summary.missing[tick]))
        for tick, words in TICK_WORDS.items()
    ]
    whole = _tr("{n} of {m} records have every part; photos can come later and do not count here.")
    return _table([_tr("Part"), _tr("There"), _tr("Missing")], rows) + _paragraph(
        whole.format(n=summary.complete, m=total)
    )


def _flags(summary: ReportSummary) -> str:
    rows = [
        (_tr(words), str(summary.flags[flag]))
        for flag, words in FLAG_WORDS.items()
        if summary.flags.get(flag)
    ]
    return _table([], rows) if rows else _paragraph(_tr("Nothing."))


def _proof(job: Job) -> str:
    told = (
        _tr(
            "Every change in the clinic is an entry of its trail. Each entry carries a SHA-256 "
            "hash over its words and over the hash of the entry before; whoever changes one "
            "breaks all that follow. A signed record names the hash of the entry with which it "
            "was signed: it stands on each record and in the list of records."
        ),
        _tr("1. Keep the file whose name ends in .manifest.json beside this file."),
        _tr(
            "2. Run “needlelog verify-export FILE”. It works out the hash of this file and of "
            "every entry again; no passphrase is needed."
        ),
        _tr(
            "3. In the clinic, run “needlelog verify --against FILE”. It says whether the trail "
            "still reaches to the entry below, so that nobody put the records back to an older "
            "state."
        ),
    )
    heads = [(head.origin, str(head.sequence), head.hash) for head in job.heads]
    names = [_tr("Installation"), _tr("Last entry"), _tr("Its hash")]
    return "".join(map(_paragraph, told)) + _table(names, heads)


def _list(summary: ReportSummary) -> str:
    rows = [
        (
            str(number),
            formats.day(line.day),
            line.client,
            line.practitioner,
            _tr(STATE_WORDS.get(line.state, line.state.value)),
            line.chain_hash,
        )
        for number, line in enumerate(summary.lines, 1)
    ]
    heads = [_tr("No."), _tr("Day"), _tr("Client"), _tr("Practitioner"), _tr("State"), _tr("Hash")]
    return _table(heads, rows) if rows else _paragraph(_tr("There are no records in this period."))


def _part(title: str, body: str, *, new_page: bool = False) -> str:
    style = " style='page-break-before: always'" if new_page else ""
    return f"<h3{style}>{escape(title)}</h3>{body}"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th align='left'>{escape(cell)}</th>" for cell in heads)
    first = "" if heads else " width='34%'"
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{'' if place else first}>{_cell(cell)}</td>" for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    top = f"<thead><tr bgcolor='#F6F4F1'>{head}</tr></thead>" if head else ""
    return (
        "<table width='100%' cellspacing='0' cellpadding='4' style='border-collapse: collapse; "
        f"border-style: solid; border-width: 1px; border-color: #D8D0CA'>{top}{body}</table>"
    )


def _cell(text: str) -> str:
    """A cell; a hash may break anywhere, so that the table keeps its width."""
    if len(text) == 64 and " " not in text:
        return f"<span style='font-size: 6.5pt'>{text[:32]}<br/>{text[32:]}</span>"
    return escape(text)
