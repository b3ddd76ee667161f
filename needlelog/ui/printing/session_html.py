"""The text of a printed session: everything that was recorded, and nothing that was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from html import escape

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import Client, age_on
from needlelog.domain.sessions import (
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Reaction,
    SessionDraft,
    SessionRecord,
    Speed,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side, ZoneCatalogue
from needlelog.ui import formats, labels

MAP_PLACEHOLDER = "map"
"""Name of the image resource under which the map stands in the text."""


def tr(text: str) -> str:
    """A sentence of the printed record in the language of the program."""
    return QCoreApplication.translate("SessionSheet", text)


def speed_text(speed: Speed | None) -> str:
    """A speed with its unit, ``level 4`` or ``7000 RPM``."""
    if speed is None:
        return ""
    unit = labels.label(labels.SPEED_UNITS, speed.unit)
    return f"{unit} {speed.value}" if speed.unit == "level" else f"{speed.value} {unit}"


def zone_name(zones: ZoneCatalogue, code: str, custom: str = "") -> str:
    """A zone's name; a code this program does not know stays readable."""
    if custom:
        return custom
    return zones.by_code(code).name if code in zones else code


def session_html(
    record: SessionRecord, client: Client, clinic_name: str, zones: ZoneCatalogue
) -> str:
    """The whole record as HTML for a text document."""
    content = record.content
    parts = [
        _heading(record, clinic_name),
        _client_block(client, content),
        _section(tr("Treated zones"), _map_and_zones(content, zones)),
        _section(tr("Numbing"), _lines(_numbing(row) for row in content.numbing)),
        _section(tr("Device and cartridge"), _lines(_device(content.device, content.cartridge))),
        _section(tr("Products"), _lines(_topical(row, zones) for row in content.topicals)),
        _section(tr("Course and close"), _lines(_course(content, zones))),
        _section(tr("Note"), _paragraphs(content.note)),
        _section(tr("Client file, as kept today"), _lines(_file(client, zones))),
        _signature(record),
        _addenda(record),
    ]
    return "<html><body>" + "".join(parts) + "</body></html>"


def _section(title: str, body: str) -> str:
    return f"<h3>{escape(title)}</h3>{body}" if body else ""


def _lines(lines: Iterable[str]) -> str:
    kept = [line for line in lines if line]
    return "".join(f"<p>{escape(line)}</p>" for line in kept)


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line) or '&nbsp;'}</p>" for line in text.splitlines())


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _heading(record: SessionRecord, clinic_name: str) -> str:
    content = record.content
    started = content.started_at
    when = formats.moment(started) if started else tr("time not recorded")
    if started and content.ended_at:
        when += f" – {formats.clock_time(content.ended_at)}"
    number = ""
    if content.number:
        number = tr("session {n}").format(n=content.number)
        if content.planned_total:
            number = tr("session {n} of {m}").format(n=content.number, m=content.planned_total)
    late = ""
    if record.backdated:
        late = tr("entered later, on {moment}").format(moment=_local(content.created_at, content))
    state = tr("VOID — this record was declared void") if record.state == "void" else ""
    return (
        f"<p class='quiet'>{escape(clinic_name)}</p>"
        f"<h1>{escape(tr('Microneedling treatment record'))}</h1>"
        f"<p>{escape(_joined(when, number, content.phase, late, state))}</p>"
    )


def _local(moment: datetime, content: SessionDraft) -> str:
    zone = content.started_at.tzinfo if content.started_at else moment.tzinfo
    return formats.moment(moment.astimezone(zone))


def _client_block(client: Client, content: SessionDraft) -> str:
    born = ""
    if client.birth_date:
        day = (content.started_at or content.created_at).date()
        born = tr("born {day} ({age})").format(
            day=formats.day(client.birth_date), age=age_on(client.birth_date, day)
        )
    sex = labels.label(labels.SEXES, client.sex) if client.sex else ""
    type_ = ""
    if client.phototype:
        type_ = tr("Fitzpatrick {type}").format(type=labels.FITZPATRICK[client.phototype - 1])
    return f"<h2>{escape(client.name)}</h2><p>{escape(_joined(born, sex, type_, client.phone))}</p>"


def _map_and_zones(content: SessionDraft, zones: ZoneCatalogue) -> str:
    if not content.zones:
        return ""
    heads = [tr("Zone"), tr("Side"), tr("Depth, mm"), tr("Passes"), tr("Pattern"), tr("Speed")]
    heads += [tr("Redness 0–4"), tr("Bleeding 0–4"), tr("Pain 0–10")]
    table = _table(heads, [_zone_cells(row, zones) for row in content.zones])
    remarks = _lines(_zone_remark(row, zones) for row in content.zones)
    return f"<p><img src='{MAP_PLACEHOLDER}'/></p>{table}{remarks}"


def _zone_cells(row: ZoneRow, zones: ZoneCatalogue) -> list[str]:
    return [
        zone_name(zones, row.zone, row.custom_name),
        row.side.sign,
        formats.depth(row.depth_um) if row.depth_um is not None else "",
        _number(row.passes),
        labels.label(labels.PATTERNS, row.pattern) if row.pattern else "",
        speed_text(row.speed),
        _number(row.erythema),
        _number(row.bleeding),
        _number(row.pain),
    ]


def _zone_remark(row: ZoneRow, zones: ZoneCatalogue) -> str:
    if not (row.note or row.reason or row.concern):
        return ""
    name = zone_name(zones, row.zone, row.custom_name)
    side = "" if row.side is Side.MID else f" {row.side.sign}"
    reason = tr("reason: {reason}").format(reason=row.reason) if row.reason else ""
    return f"{name}{side}: " + _joined(row.concern, row.note, reason)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th align='left'>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        "<table width='100%' cellspacing='0' cellpadding='4' border='1' "
        f"style='border-collapse:collapse'><tr>{head}</tr>{body}</table>"
    )


def _lot(lot: str, expiry: str | None) -> str:
    return _joined(
        tr("lot {lot}").format(lot=lot) if lot else "",
        tr("exp. {expiry}").format(expiry=expiry) if expiry else "",
    )


def _numbing(row: NumbingRow) -> str:
    on = tr("on {time}").format(time=formats.clock_time(row.on_at)) if row.on_at else ""
    off = tr("off {time}").format(time=formats.clock_time(row.off_at)) if row.off_at else ""
    dwell = ""
    if row.on_at and row.off_at:
        minutes = int((row.off_at - row.on_at).total_seconds() // 60)
        dwell = tr("{minutes} min").format(minutes=minutes)
    wiped = {True: tr("wiped off fully"), False: tr("not wiped off"), None: ""}[row.wiped_off]
    covered = {True: tr("covered"), False: tr("not covered"), None: ""}[row.occluded]
    lot = _lot(row.lot, row.expiry)
    return _joined(row.agent, row.strength, lot, on, off, dwell, wiped, covered, row.note)


def _device(device: DeviceUse | None, cartridge: CartridgeUse | None) -> Iterable[str]:
    if device:
        serial = tr("s/n {serial}").format(serial=device.serial) if device.serial else ""
        yield _joined(device.name, serial, speed_text(device.speed))
    if cartridge:
        count = "" if cartridge.count is None else tr("{n} used").format(n=cartridge.count)
        reason = cartridge.expired_reason
        yield _joined(cartridge.kind, _lot(cartridge.lot, cartridge.expiry), count, reason)


def _topical(row: TopicalRow, zones: ZoneCatalogue) -> str:
    amount = f"{formats.volume(row.amount_ul)} ml" if row.amount_ul is not None else ""
    timing = labels.label(labels.TIMINGS, row.timing) if row.timing else ""
    where = ", ".join(
        zone_name(zones, code) + ("" if side is Side.MID else f" {side.sign}")
        for code, side in row.zones
    )
    lot = _lot(row.lot, row.expiry)
    return _joined(
        row.name, row.strength, lot, amount, timing, where, row.note, row.expired_reason
    )


def _reaction(reaction: Reaction, zones: ZoneCatalogue) -> str:
    where = ""
    if reaction.zone:
        side = f" {reaction.side.sign}" if reaction.side and reaction.side is not Side.MID else ""
        where = zone_name(zones, reaction.zone) + side
    severity = labels.label(labels.SEVERITIES, reaction.severity) if reaction.severity else ""
    return _joined(labels.label(labels.REACTIONS, reaction.sign), severity, where, reaction.note)


def _course(content: SessionDraft, zones: ZoneCatalogue) -> Iterable[str]:
    if content.pain is not None:
        yield tr("Pain {pain} of 10").format(pain=content.pain)
    if content.reactions is not None:
        found = "; ".join(_reaction(reaction, zones) for reaction in content.reactions)
        yield tr("Reactions: {reactions}").format(
            reactions=_joined(found or tr("none beyond expected"), content.reactions_note)
        )
    combined = [labels.label(labels.COMBINED, code) for code in content.combined]
    if combined or content.combined_other:
        yield tr("Combined with: {what}").format(
            what=", ".join([*combined, *filter(None, [content.combined_other])])
        )
    if content.aftercare:
        yield tr("Aftercare given: {sheet} {version}").format(
            sheet=content.aftercare.sheet, version=content.aftercare.version
        )
    if content.next_due:
        yield tr("Next due {day}").format(day=formats.day(content.next_due))


def _file(client: Client, zones: ZoneCatalogue) -> Iterable[str]:
    for consent in client.consents:
        yield _joined(
            tr("Consent {kind}").format(kind=labels.label(labels.CONSENT_KINDS, consent.kind)),
            consent.version,
            labels.label(labels.CONSENT_STATUS, consent.status),
            formats.day(consent.decided_on),
            consent.note,
        )
    for item in client.history:
        answer = {"yes": "", "no": tr("no"), "unknown": tr("not known")}[item.answer]
        last = ""
        if item.last_exposure:
            last = tr("last {day}").format(day=formats.day(item.last_exposure))
        yield _joined(item.name, answer, last, item.note)
    for concern in client.concerns:
        where = ", ".join(zone_name(zones, code) for code, _ in concern.zones)
        yield _joined(concern.concern, where, concern.severity)
    for mark in client.avoid:
        where = zone_name(zones, mark.zone) if mark.zone else ""
        yield _joined(
            tr("Do not needle: {what}").format(what=labels.label(labels.AVOID_KINDS, mark.kind)),
            where,
            mark.note,
        )


def _signature(record: SessionRecord) -> str:
    who = _joined(record.signed_by, record.licence, _local(record.signed_at, record.content))
    lines = [tr("Signed: {who}").format(who=who)]
    if record.countersigned_by and record.countersigned_at:
        countersigned = _local(record.countersigned_at, record.content)
        lines.append(
            tr("Countersigned: {who}").format(
                who=_joined(record.countersigned_by, countersigned)
            )
        )
    lines.append(tr("Chain hash (SHA-256): {hash}").format(hash=record.chain_hash))
    lines.append(tr("Signature: ______________________________"))
    return _section(tr("Signed"), _lines(lines))


def _addenda(record: SessionRecord) -> str:
    body = "".join(
        f"<p><b>{escape(_joined(_local(a.written_at, record.content), a.author))}</b></p>"
        + _paragraphs(a.text)
        for a in record.addenda
    )
    return _section(tr("Addenda (the record above stays as signed)"), body)
