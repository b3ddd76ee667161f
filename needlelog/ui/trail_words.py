"""The trail in words: what was done, and each change as ``field before → after``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from needlelog.domain.zones import Side
from needlelog.files.reference_data import scale_catalogue
from needlelog.ui import formats
from needlelog.ui.photos.photo_words import view_name
from needlelog.ui.rule_words import rule_name
from needlelog.ui.trail_exports import export_lines
from needlelog.ui.trail_fields import act_word, field_word, kind_word
from needlelog.ui.zone_words import merged, zone_name, zones_in_words

if TYPE_CHECKING:
    from needlelog.domain.trail import TrailEntry
    from needlelog.domain.zones import ZoneCatalogue

__all__ = ["act_word", "change_lines", "entry_sentence", "kind_word"]

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
_HIDDEN = frozenset({"uid", "created_at", "question", "addendum", "sha256", "file_sha256", "hash"})
_NAMES = (
    "name",
    "title",
    "text",
    "concern",
    "agent",
    "kind",
    "zone",
    "scale",
    "view",
    "item",
    "person",
)
_QUOTED = frozenset({"text", "reason", "note", "why", "void_reason"})
_LONGEST = 120
_UID = 30
"""No field has a name as long as a uid."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrailWords", text)


def entry_sentence(entry: TrailEntry, zones: ZoneCatalogue) -> str:
    """What was done, with its changes, in one line."""
    lines = list(change_lines(entry, zones))
    return f"{act_word(entry.act)}: {'; '.join(lines)}" if lines else act_word(entry.act)


def change_lines(entry: TrailEntry, zones: ZoneCatalogue) -> Iterator[str]:
    """Each thing that an entry changed, in the field's own word; for something new its name."""
    before, after = entry.before, entry.after
    if entry.erased:
        yield _tr("its content was destroyed")
    elif entry.kind == "export" and isinstance(after, dict) and "format" in after:
        yield from export_lines(after)
    elif entry.kind == "session" and isinstance(after or before, dict):
        yield from _session_lines(entry, zones)
    elif isinstance(before, dict) and isinstance(after, dict):
        yield from _differences(before, after, zones)
    elif isinstance(after, dict):
        yield from _new(after, zones)
    elif isinstance(before, dict):
        yield from _new(before, zones)


def _session_lines(entry: TrailEntry, zones: ZoneCatalogue) -> Iterator[str]:
    content = entry.after if isinstance(entry.after, dict) else entry.before
    inner = content.get("content", content)
    rows = inner.get("zones") if isinstance(inner, dict) else None
    if isinstance(rows, list):
        yield _treated(rows)
        yield from _decided(inner.get("decisions"), zones)
        return
    for key in ("text", "reason"):
        if content.get(key):
            yield _value(key, content[key], zones)


def _decided(decisions: object, zones: ZoneCatalogue) -> Iterator[str]:
    """What was decided about findings of the screening, and for which zones."""
    for each in decisions if isinstance(decisions, list) else ():
        reason = str(each.get("reason") or "").strip()
        if not reason and not each.get("seen"):
            continue
        covers = each.get("covers") or ()
        places = [(one["zone"], Side(one["side"] or Side.MID)) for one in covers if one["zone"]]
        where = zones_in_words(zones, merged(places))
        head = rule_name(str(each.get("rule")))
        head = _tr("{rule} for {where}").format(rule=head, where=where) if where else head
        yield f"{head}: “{_short(reason)}”" if reason else f"{head}: {_tr('seen')}"


def _treated(rows: list[Any]) -> str:
    depths = [row.get("depth_um") for row in rows if isinstance(row, dict)]
    deepest = max((depth for depth in depths if isinstance(depth, int)), default=None)
    count = QCoreApplication.translate("TrailWords", "%n zone(s)", "", len(rows))
    return count if deepest is None else f"{count}, {formats.depth(deepest)} mm"


def _differences(
    before: Mapping[str, Any], after: Mapping[str, Any], zones: ZoneCatalogue, under: str = ""
) -> Iterator[str]:
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        if was == now or key in _HIDDEN:
            continue
        if isinstance(was, dict) and isinstance(now, dict) and _are_parts({**was, **now}):
            yield from _part_differences(key, was, now, zones)
            continue
        name = f"{under} {field_word(key)}".strip()
        yield f"{name} {_value(key, was, zones)} → {_value(key, now, zones)}"


def _part_differences(
    key: str, was: Mapping[str, Any], now: Mapping[str, Any], zones: ZoneCatalogue
) -> Iterator[str]:
    for uid in dict.fromkeys((*was, *now)):
        old, new = was.get(uid), now.get(uid)
        if old is None or new is None:
            words = _tr("{field}: {part} added") if old is None else _tr("{field}: {part} removed")
            part = _name(new if old is None else old, zones)
            yield words.format(field=field_word(key), part=part)
        else:
            yield from _differences(old, new, zones, f"{field_word(key)}:")


def _are_parts(value: dict[Any, Any]) -> bool:
    """Whether these are parts by their uid, as `differences` writes them."""
    return bool(value) and all(
        (part is None or isinstance(part, dict)) and len(str(uid)) >= _UID
        for uid, part in value.items()
    )


def _new(value: Mapping[str, Any], zones: ZoneCatalogue) -> Iterator[str]:
    if len(value) <= 3 and not any(key in value for key in _NAMES):
        for key, inner in value.items():
            if key not in _HIDDEN:
                yield f"{field_word(key)} {_value(key, inner, zones)}"
        return
    name = _name(value, zones)
    if name:
        yield name
    for key in ("status", "reason", "note"):
        if value.get(key):
            yield f"{field_word(key)} {_value(key, value[key], zones)}"


def _name(value: object, zones: ZoneCatalogue) -> str:
    if not isinstance(value, Mapping):
        return ""
    for key in _NAMES:
        if value.get(key):
            return _scale(value) if key == "scale" else _value(key, value[key], zones)
    return ""


def _scale(score: Mapping[str, Any]) -> str:
    code = str(score["scale"])
    known = scale_catalogue().find(code, str(score.get("scale_version")))
    return known.name if known is not None else str(score.get("scale_name") or code)


def _value(key: str, value: object, zones: ZoneCatalogue) -> str:
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    if isinstance(value, int) and key.endswith("_um"):
        return f"{formats.depth(value)} mm"
    if isinstance(value, str):
        return _text(key, value, zones)
    if isinstance(value, list):
        return _short(", ".join(_value(key, one, zones) for one in value))
    if isinstance(value, Mapping):
        pairs = (f"{field_word(name)} {_value(name, one, zones)}" for name, one in value.items())
        return _name(value, zones) or _short(", ".join(pairs))
    return str(value)


def _text(key: str, value: str, zones: ZoneCatalogue) -> str:
    if key in _QUOTED:
        return f"“{_short(value)}”"
    if _MOMENT.match(value):
        return formats.moment(datetime.fromisoformat(value).astimezone())
    if _DAY.fullmatch(value):
        return formats.day(date.fromisoformat(value))
    if key == "view":
        return view_name(value)
    if key == "zone" and value in zones:
        return zone_name(zones, value, Side.MID)
    return _short(value)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST]}…"
