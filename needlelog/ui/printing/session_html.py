"""The printed session as HTML for a text document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import Client
from needlelog.domain.recalls import RecalledUse
from needlelog.domain.session_gaps import Place
from needlelog.domain.sessions import Addendum, SessionDraft, SessionRecord, ZoneRow
from needlelog.domain.zones import ZoneCatalogue
from needlelog.services.follow_up import Outcomes
from needlelog.ui import formats, labels, record_words
from needlelog.ui.addendum_words import (
    addenda_about,
    addenda_to_the_whole,
    addendum_title,
    void_words,
)
from needlelog.ui.follow_up.words import outcome_lines
from needlelog.ui.printing.screening_html import screening_html
from needlelog.ui.recall.words import recalled_line
from needlelog.ui.screening_record_words import deferred_words, is_deferred
from needlelog.ui.zone_words import zone_name

MAP_PLACEHOLDER = "map"
"""Name of the image for which the maps are put in."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionSheet", text)


def session_html(
    record: SessionRecord,
    client: Client,
    clinic_name: str,
    zones: ZoneCatalogue,
    outcomes: Outcomes | None = None,
    recalled: Sequence[RecalledUse] = (),
) -> str:
    """The whole record: who, when, what was called back since, maps, grid, everything else, what came of it, signature."""
    content = record.content
    device = [record_words.device_line(content.device)] if content.device else []
    if content.cartridge:
        device.append(record_words.cartridge_line(content.cartridge))
    parts = [
        _heading(record, client, clinic_name, recalled),
        _section(_zones_title(record), _map_and_zones(content, zones)),
        _addenda(record, Place.ZONES),
        _section(_tr("Screening"), screening_html(record, zones)),
        _addenda(record, Place.SCREENING),
        _section(_tr("Numbing"), _lines(map(record_words.numbing_line, content.numbing))),
        _addenda(record, Place.NUMBING),
        _section(_tr("Device and cartridge"), _lines(device)),
        _addenda(record, Place.DEVICE, Place.CARTRIDGE),
        _section(
            _tr("Products"),
            _lines(record_words.topical_line(row, zones) for row in content.topicals),
        ),
        _addenda(record, Place.TOPICALS),
        _section(_tr("Course and close"), _lines(record_words.course_lines(content, zones))),
        _addenda(record, Place.REACTIONS, Place.AFTERCARE, Place.NEXT_DUE),
        _section(_tr("Note"), _paragraphs(content.note)),
        _section(
            _tr("What came of it"), _lines(outcome_lines(outcomes, zones) if outcomes else ())
        ),
        _section(
            _tr("From the client’s file, as it stands today"),
            _lines(record_words.file_lines(client, zones)),
        ),
        _signature(record),
        _section(
            _tr("Addenda: the record above stays as it was signed"),
            _addendum_notes(record, addenda_to_the_whole(record)),
        ),
    ]
    return "<html><body>" + "".join(parts) + "</body></html>"


def _heading(
    record: SessionRecord, client: Client, clinic_name: str, recalled: Sequence[RecalledUse]
) -> str:
    void = void_words(record)
    state = "".join(
        f"<p><b>{escape(words)}</b></p>"
        for words in (
            _tr("VOID. {why}").format(why=void) if void else "",
            deferred_words(record),
            *(() if void else map(recalled_line, recalled)),
        )
        if words
    )
    facts = record_words.joined(
        record_words.when(record), record_words.number_words(record.content)
    )
    return (
        f"<p class='quiet'>{escape(clinic_name)} · "
        f"{escape(_tr('Microneedling treatment record'))}</p>"
        f"<h1>{escape(client.name)}</h1>"
        f"<p>{escape(record_words.client_line(client, record.content))}</p>"
        f"<p><b>{escape(facts)}</b></p>{state}"
    )


def _zones_title(record: SessionRecord) -> str:
    if is_deferred(record):
        return _tr("Written down before it was put off, not treated")
    return _tr("Treated zones")


def _section(title: str, body: str) -> str:
    return f"<h3>{escape(title)}</h3>{body}" if body else ""


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in lines if line)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in text.splitlines())


def _map_and_zones(content: SessionDraft, zones: ZoneCatalogue) -> str:
    if not content.zones:
        return ""
    heads = [_tr("Zone"), _tr("Side"), _tr("Depth, mm"), _tr("Passes"), _tr("Pattern")]
    heads += [_tr("Speed"), _tr("Redness"), _tr("Bleeding"), _tr("Pain")]
    rows = [_zone_cells(row, zones) for row in content.zones]
    kept = [
        place for place in range(len(heads)) if place < 4 or any(cells[place] for cells in rows)
    ]
    table = _table(
        [heads[place] for place in kept], [[cells[place] for place in kept] for cells in rows]
    )
    remarks = _lines(
        f"{zone_name(zones, row.zone, row.side, row.custom_name)}: {record_words.zone_remark(row)}"
        for row in content.zones
        if record_words.zone_remark(row)
    )
    scales = _tr("Redness and bleeding 0–4, pain 0–10.")
    return (
        f"<p><img src='{MAP_PLACEHOLDER}'/></p>{table}"
        f"<p class='quiet'>{escape(scales)}</p>{remarks}"
    )


def _zone_cells(row: ZoneRow, zones: ZoneCatalogue) -> list[str]:
    name = row.custom_name
    if not name:
        name = zones.by_code(row.zone).name if row.zone in zones else row.zone
    return [
        name,
        row.side.sign,
        formats.depth(row.depth_um) if row.depth_um is not None else "",
        record_words.number(row.passes),
        labels.label(labels.PATTERNS, row.pattern) if row.pattern else "",
        record_words.speed_text(row.speed),
        record_words.number(row.erythema),
        record_words.number(row.bleeding),
        record_words.number(row.pain),
    ]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th align='left'>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        "<table width='100%' cellspacing='0' cellpadding='4' style='border-collapse: collapse; "
        "border-style: solid; border-width: 1px; border-color: #D8D0CA'>"
        f"<thead><tr bgcolor='#F6F4F1'>{head}</tr></thead>{body}</table>"
    )


def _signature(record: SessionRecord) -> str:
    line = f"<p>&nbsp;</p><p>____________________________<br/>{escape(_tr('Signature'))}</p>"
    told = _tr("Record {uid}").format(uid=record.content.uid)
    lines = _lines((*record_words.signature_lines(record), told))
    return _section(
        record_words.signature_title(record), lines if record.imported_from else lines + line
    )


def _addenda(record: SessionRecord, *places: str) -> str:
    """What was added to one part, right under it."""
    return _addendum_notes(record, addenda_about(record, *places))


def _addendum_notes(record: SessionRecord, addenda: Iterable[Addendum]) -> str:
    return "".join(
        f"<h4>{escape(addendum_title(record, addendum))}</h4>" + _paragraphs(addendum.text)
        for addendum in addenda
    )
