"""What differs between two states of a record, field by field, for the trail."""

from __future__ import annotations

from dataclasses import fields
from typing import Any


def differences(before: Any, after: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the fields that differ, as they were and as they are, by their names.

    Both are values of one dataclass. Parts that carry a ``uid`` (history items, consents …) are
    compared one by one: under the field's name stand the uids of the parts that differ, with
    their changed fields, or ``None`` on the side where the part is missing. Two equal values
    give two empty mappings.
    """
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for field in fields(before):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new:
            continue
        if _has_parts(old) or _has_parts(new):
            was[field.name], now[field.name] = _part_differences(old, new)
        else:
            was[field.name], now[field.name] = old, new
    return was, now


def _has_parts(value: Any) -> bool:
    return isinstance(value, tuple) and bool(value) and hasattr(value[0], "uid")


def _part_differences(old: tuple[Any, ...], new: tuple[Any, ...]) -> tuple[Any, Any]:
    olds, news = ({part.uid: part for part in parts} for parts in (old, new))
    was: dict[str, Any] = {}
    now: dict[str, Any] = {}
    for uid in dict.fromkeys((*olds, *news)):
        if uid not in olds or uid not in news:
            was[uid], now[uid] = olds.get(uid), news.get(uid)
        elif olds[uid] != news[uid]:
            was[uid], now[uid] = differences(olds[uid], news[uid])
    if not was:
        return list(olds), list(news)
    return was, now
