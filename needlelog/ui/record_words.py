"""A signed session in words: everything that was recorded, and nothing that was not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import Answer, Client, age_on
from needlelog.domain.sessions import (
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Reaction,
    SessionDraft,
    SessionRecord,
    SessionState,
    Speed,
    SpeedUnit,
    TopicalRow,
    ZoneRow,
    only_day_known,
)
from needlelog.domain.zones import Side, ZoneCatalogue
from needlelog.ui import formats, labels
from needlelog.ui.client_words import denied_words, history_kind_word, told_history
from needlelog.ui.scores.words import score_line
from needlelog.ui.stock_words import expiry_words
from needlelog.ui.zone_words import zone_name


def _tr(text: str) -> str:
    return QCoreApplication.translate("RecordWords", text)


def joined(*parts: str) -> str:
    """The parts that are not empty, with a dot between them."""
    return " · ".join(part for part in parts if part)


def local_moment(moment: datetime, content: SessionDraft) -> str:
    """An instant by the clock of the place of treatment."""
    zone = content.started_at.tzinfo if content.started_at else content.created_at.tzinfo
    return formats.moment(moment.astimezone(zone))


def when(record: SessionRecord) -> str:
    """Day and time of the treatment, and when it was written down if that was later."""
    content = record.content
    started = content.started_at
    if started is None:
        return _tr("time not recorded")
    text = formats.day(started.date()) if only_day_known(started) else formats.moment(started)
    if content.ended_at:
        text += f" – {formats.clock_time(content.ended_at)}"
    if record.backdated:
        written = local_moment(content.created_at, content)
        text = joined(text, _tr("entered later, on {moment}").format(moment=written))
    return text


def number_words(content: SessionDraft) -> str:
    """Which session of the series it is, and the phase."""
    number = ""
    if content.number:
        number = _tr("session {n}").format(n=content.number)
        if content.planned_total:
            number = _tr("session {n} of {m}").format(n=content.number, m=content.planned_total)
    phase = {"series": _tr("series"), "maintenance": _tr("maintenance")}
    return joined(number, phase.get(content.phase, content.phase))


def client_line(client: Client, content: SessionDraft) -> str:
    """Birth date with age on the day, sex, phototype and phone."""
    born = ""
    if client.birth_date:
        day = (content.started_at or content.created_at).date()
        born = _tr("born {day} ({age})").format(
            day=formats.day(client.birth_date), age=age_on(client.birth_date, day)
        )
    sex = labels.label(labels.SEXES, client.sex) if client.sex else ""
    phototype = ""
    if client.phototype:
        phototype = _tr("Fitzpatrick {type}").format(type=labels.FITZPATRICK[client.phototype - 1])
    return joined(born, sex, phototype, client.phone)


def speed_text(speed: Speed | None) -> str:
    """A speed with its unit, ``level 4`` or ``7000 RPM``."""
    if speed is None:
        return ""
    unit = labels.label(labels.SPEED_UNITS, speed.unit)
    return f"{unit} {speed.value}" if speed.unit is SpeedUnit.LEVEL else f"{speed.value} {unit}"


def number(value: int | None) -> str:
    """A number, or nothing where none was recorded."""
    return "" if value is None else str(value)


def zone_remark(row: ZoneRow) -> str:
    """Concern, note and reason of a zone row."""
    return joined(row.concern, row.note, reason_words(row.reason))


def reason_words(reason: str) -> str:
    """Why something was done past a limit or an expiry."""
    return _tr("reason: {reason}").format(reason=reason) if reason else ""


def lot_words(lot: str, expiry: str | None) -> str:
    """Lot and expiry."""
    return joined(
        _tr("lot {lot}").format(lot=lot) if lot else "",
        _tr("exp. {expiry}").format(expiry=expiry_words(expiry)) if expiry else "",
    )


def numbing_line(row: NumbingRow) -> str:
    """One anaesthetic with its times and dwell."""
    on = _tr("on {time}").format(time=formats.clock_time(row.on_at)) if row.on_at else ""
    off = _tr("off {time}").format(time=formats.clock_time(row.off_at)) if row.off_at else ""
    dwell = ""
    if row.on_at and row.off_at:
        minutes = int((row.off_at - row.on_at).total_seconds() // 60)
        dwell = _tr("{minutes} min").format(minutes=minutes)
    wiped = {True: _tr("wiped off fully"), False: _tr("not wiped off"), None: ""}[row.wiped_off]
    covered = {True: _tr("covered with film"), False: _tr("not covered"), None: ""}[row.occluded]
    lot = lot_words(row.lot, row.expiry)
    pack = _tr("pack finished") if row.pack_finished else ""
    reason = reason_words(row.expired_reason)
    amount = f"{formats.mass(row.amount_mg)} g" if row.amount_mg is not None else ""
    area = f"{row.area_cm2} cm²" if row.area_cm2 is not None else ""
    what = joined(row.agent, row.strength, lot, amount, area)
    return joined(what, on, off, dwell, wiped, covered, pack, row.note, reason)


def device_line(device: DeviceUse) -> str:
    """The device with its serial number and speed."""
    serial = _tr("s/n {serial}").format(serial=device.serial) if device.serial else ""
    return joined(device.name, serial, speed_text(device.speed))


def cartridge_line(cartridge: CartridgeUse) -> str:
    """The cartridge with lot, expiry and how many were used."""
    count = "" if cartridge.count is None else _tr("{n} used").format(n=cartridge.count)
    lot = lot_words(cartridge.lot, cartridge.expiry)
    serial = _tr("s/n {serial}").format(serial=cartridge.serial) if cartridge.serial else ""
    return joined(cartridge.kind, lot, serial, count, reason_words(cartridge.expired_reason))


def topical_line(row: TopicalRow, zones: ZoneCatalogue) -> str:
    """One product with lot, amount, moment and where."""
    amount = f"{formats.volume(row.amount_ul)} ml" if row.amount_ul is not None else ""
    timing = labels.label(labels.TIMINGS, row.timing) if row.timing else ""
    where = ", ".join(zone_name(zones, code, side) for code, side in row.zones)
    lot = lot_words(row.lot, row.expiry)
    reason = reason_words(row.expired_reason)
    pack = _tr("pack finished") if row.pack_finished else ""
    return joined(row.name, row.strength, lot, amount, timing, where, pack, row.note, reason)


def reaction_line(reaction: Reaction, zones: ZoneCatalogue) -> str:
    """One reaction: sign, how strong, where, in words."""
    where = ""
    if reaction.zone:
        where = zone_name(zones, reaction.zone, reaction.side or Side.MID)
    severity = labels.label(labels.SEVERITIES, reaction.severity) if reaction.severity else ""
    return joined(labels.label(labels.REACTIONS, reaction.sign), severity, where, reaction.note)


def reactions_words(content: SessionDraft, zones: ZoneCatalogue) -> str:
    """All reactions, or that there were none; empty when nobody answered."""
    if content.reactions is None:
        return ""
    found = "; ".join(reaction_line(reaction, zones) for reaction in content.reactions)
    return joined(found or _tr("none beyond expected"), content.reactions_note)


def combined_words(content: SessionDraft) -> str:
    """What the needling was combined with."""
    words = [labels.label(labels.COMBINED, code) for code in content.combined]
    return ", ".join([*words, *filter(None, [content.combined_other])])


def aftercare_words(content: SessionDraft) -> str:
    """The sheet that was handed over, with the time unless it was written down on a later day."""
    sheet = content.aftercare
    if sheet is None:
        return ""
    time = ""
    if sheet.given_at and content.started_at:
        given = sheet.given_at.astimezone(content.started_at.tzinfo)
        if given.date() == content.started_at.date():
            time = formats.clock_time(given)
    return joined(f"{sheet.sheet} {sheet.version}".strip(), time)


def course_lines(content: SessionDraft, zones: ZoneCatalogue) -> Iterator[str]:
    """Pain, scores, reactions, combination, aftercare and the next date, each with its name."""
    if content.pain is not None:
        yield _tr("Pain {pain} of 10").format(pain=content.pain)
    for score in content.scores:
        yield score_line(score)
    for name, words in (
        (_tr("Reactions: {words}"), reactions_words(content, zones)),
        (_tr("Combined with: {words}"), combined_words(content)),
        (_tr("Aftercare given: {words}"), aftercare_words(content)),
    ):
        if words:
            yield name.format(words=words)
    if content.next_due:
        yield _tr("Next due: {day}").format(day=formats.day(content.next_due))


def file_lines(client: Client, zones: ZoneCatalogue) -> Iterator[str]:
    """Consents, history, concerns and spots to avoid, as the client's file stands."""
    for consent in client.consents:
        yield joined(
            _tr("Consent {kind}").format(kind=labels.label(labels.CONSENT_KINDS, consent.kind)),
            consent.version,
            labels.label(labels.CONSENT_STATUS, consent.status),
            formats.day(consent.decided_on),
            consent.note,
        )
    answers = {Answer.YES: "", Answer.NO: _tr("no"), Answer.UNKNOWN: _tr("not known")}
    for item in told_history(client):
        last = ""
        if item.last_exposure:
            last = _tr("last {day}").format(day=formats.day(item.last_exposure))
        name = f"{history_kind_word(item.kind)}: {item.name}"
        yield joined(name, answers[item.answer], last, item.note)
    if denied := denied_words(client):
        yield denied
    for concern in client.concerns:
        where = ", ".join(zone_name(zones, code, side) for code, side in concern.zones)
        yield joined(concern.concern, where, concern.severity)
    for mark in client.avoid:
        where = zone_name(zones, mark.zone, mark.side or Side.MID) if mark.zone else ""
        kind = labels.label(labels.AVOID_KINDS, mark.kind)
        yield joined(_tr("Do not needle: {what}").format(what=kind), where, mark.note)
    if client.note:
        yield client.note


def signature_title(record: SessionRecord) -> str:
    """What stands above who signed; of an old log nobody here has."""
    return _tr("Brought in") if record.imported_from else _tr("Signed")


def signature_lines(record: SessionRecord) -> Iterator[str]:
    """Who signed or brought it in when, who countersigned, and the hash that binds the record."""
    signed = local_moment(record.signed_at, record.content)
    if record.imported_from:
        words = _tr("Brought in from an old log by {name}; nobody here has signed it")
        yield joined(words.format(name=record.signed_by), signed)
    else:
        licence = _tr("licence {number}").format(number=record.licence) if record.licence else ""
        yield joined(_tr("Signed by {name}").format(name=record.signed_by), licence, signed)
    if record.countersigned_by and record.countersigned_at:
        moment = local_moment(record.countersigned_at, record.content)
        yield joined(_tr("Countersigned by {name}").format(name=record.countersigned_by), moment)
    if record.void_reason and record.voided_at:
        moment = local_moment(record.voided_at, record.content)
        void = _tr("Void by {name}: {reason}")
        yield joined(void.format(name=record.voided_by, reason=record.void_reason), moment)
    yield _tr("Chain hash (SHA-256) {hash}").format(hash=record.chain_hash)


def is_void(record: SessionRecord) -> bool:
    """Whether the record was declared void."""
    return record.state is SessionState.VOID
