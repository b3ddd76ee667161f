"""Domain values as JSON: drafts, presets and the trail's before and after.

Encoding writes every field. Decoding takes the defaults for fields that are missing and passes
over fields it does not know, so that a draft survives an update of the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Decoder = Callable[[Any], Any]


def canonical(value: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, times with their offset to UTC."""
    return json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_one_level
    )


def plain(value: object) -> Any:
    """The value as lists, mappings, texts and numbers, as it comes back from its JSON text."""
    return json.loads(canonical(value))


def _one_level(value: object) -> Any:
    """What JSON has no form for, taken apart by one level."""
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {name: getattr(value, name) for name in _names(cast("Any", type(value)))}
    raise TypeError(f"{type(value).__name__} has no place in a document")


def from_plain(kind: type[T], value: object) -> T:
    """The domain value of ``kind`` that `plain` took apart.

    Raises:
        ValueError: the document does not describe such a value.
    """
    try:
        return cast("T", _decoder(cast("Any", kind))(value))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a {kind.__name__}") from error


def from_text(kind: type[T], text: str) -> T:
    """The domain value of ``kind`` written by `canonical`.

    Raises:
        ValueError: the text is no JSON or does not describe such a value.
    """
    return from_plain(kind, json.loads(text))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


@cache
def _decoder(kind: Any) -> _Decoder:
    origin = get_origin(kind)
    if origin in (UnionType, Union):
        return _optional(get_args(kind))
    if origin is tuple:
        return _tuple(get_args(kind))
    if is_dataclass(kind):
        return _dataclass(cast("type[Any]", kind))
    if kind in (datetime, date):
        return cast("_Decoder", kind.fromisoformat)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (str, int, bool):
        return _exactly(kind)
    if kind is float:
        return _number
    raise TypeError(f"no way to read {kind!r} from a document")


def _exactly(kind: type[Any]) -> _Decoder:
    def decode(value: Any) -> Any:
        if type(value) is not kind:
            raise TypeError(f"not a {kind.__name__}")
        return value

    return decode


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("not a number")
    return float(value)


def _optional(kinds: tuple[Any, ...]) -> _Decoder:
    (inner,) = (kind for kind in kinds if kind is not NoneType)
    decode = _decoder(inner)
    return lambda value: None if value is None else decode(value)


def _tuple(kinds: tuple[Any, ...]) -> _Decoder:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        decode = _decoder(kinds[0])
        return lambda value: tuple([decode(item) for item in value])
    decoders = tuple(_decoder(kind) for kind in kinds)
    return lambda value: tuple([decode(item) for decode, item in zip(decoders, value, strict=True)])


def _dataclass(kind: type[Any]) -> _Decoder:
    hints = get_type_hints(kind)
    known = {field.name: _decoder(hints[field.name]) for field in fields(kind) if field.init}
    needed = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def decode(value: Any) -> Any:
        missing = needed - value.keys()
        if missing:
            raise KeyError(*missing)
        return kind(**{name: known[name](value[name]) for name in known if name in value})

    return decode
