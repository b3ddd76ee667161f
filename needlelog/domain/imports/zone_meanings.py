"""What words for zones in an old log mean, as far as the catalogue and a word list tell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from needlelog.domain.imports.cells import split_zones
from needlelog.domain.imports.fields import ZoneMeaning
from needlelog.domain.names import fold
from needlelog.domain.zones import ZoneCatalogue

ZoneWords = Mapping[str, tuple[str, ...]]
"""Folded words of other languages, and the codes of the zones they mean."""


def parse_zone_words(data: Mapping[str, Any], zones: ZoneCatalogue) -> ZoneWords:
    """Read the zones of `import_words.toml`.

    Raises:
        ValueError: a word means a zone that is not in the catalogue.
    """
    found: dict[str, tuple[str, ...]] = {}
    for word, codes in data["zones"].items():
        unknown = [code for code in codes if code not in zones]
        if unknown:
            raise ValueError(f"{word}: no zone {unknown[0]}")
        found[fold(word)] = tuple(codes)
    return found


def words_in(cells: Iterable[str]) -> dict[str, str]:
    """The different words for zones, folded, with their first spelling, in order."""
    found: dict[str, str] = {}
    for cell in cells:
        for piece in split_zones(cell):
            found.setdefault(fold(piece.word), piece.word)
    found.pop("", None)
    return found


def guess_zone(word: str, zones: ZoneCatalogue, known: ZoneWords) -> ZoneMeaning:
    """What a word most likely means; not known when neither list nor catalogue has it."""
    folded = fold(word)
    if folded in known:
        return ZoneMeaning(folded, known[folded])
    exact = [zone.code for zone in zones if folded in (fold(zone.name), fold(zone.code))]
    if exact:
        return ZoneMeaning(folded, (exact[0],))
    named = [zone.code for zone in zones if folded in {fold(synonym) for synonym in zone.synonyms}]
    if named:
        return ZoneMeaning(folded, tuple(named))
    parts = [known[part] for part in folded.split() if part in known]
    if parts:
        return ZoneMeaning(folded, parts[0])
    return ZoneMeaning(folded)


def guess_zones(
    cells: Iterable[str], zones: ZoneCatalogue, known: ZoneWords
) -> tuple[ZoneMeaning, ...]:
    """What all words of a column most likely mean."""
    return tuple(
        replace(guess_zone(word, zones, known), spelled=spelled)
        for word, spelled in words_in(cells).items()
    )
