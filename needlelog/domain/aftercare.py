"""Aftercare sheets: which one fits a treatment, and how a text becomes a version.

A sheet is one Markdown text in one version; a changed text is a new version, so that a record
can always show what the client was handed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from needlelog.domain.errors import InvalidValue
from needlelog.domain.zones import ZoneGroup

_FENCE = "+++"
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class AftercareSheet:
    """One version of a sheet.

    ``sheet`` is the code that all its versions share. ``areas`` are the zone groups it is for,
    none means any; ``from_um`` and ``to_um`` the deepest depth it is for, in micrometres, both
    included. A shipped sheet has no uid and no author; ``source`` says where its windows are from.
    """

    uid: str
    sheet: str
    version: str
    title: str
    body: str
    areas: tuple[ZoneGroup, ...] = ()
    from_um: int | None = None
    to_um: int | None = None
    language: str = LANGUAGE
    author: str = ""
    created_at: datetime | None = None
    active: bool = True
    source: str = ""

    @property
    def name(self) -> str:
        """Title and version, as a record says it."""
        return f"{self.title} {self.version}".strip()

    def fits(self, area: ZoneGroup, depth_um: int | None) -> bool:
        """Whether the sheet is for this part of the body and depth; an unknown depth fits."""
        if self.areas and area not in self.areas:
            return False
        if depth_um is None:
            return True
        return (self.from_um is None or depth_um >= self.from_um) and (
            self.to_um is None or depth_um <= self.to_um
        )


def parse_sheet(text: str) -> AftercareSheet:
    """Read a shipped sheet: its head in TOML between two lines of plus signs, then Markdown.

    Raises KeyError, ValueError where the head is not right.
    """
    before, head, body = text.split(f"{_FENCE}\n", 2)
    if before.strip():
        raise ValueError("an aftercare sheet begins with its head")
    data = tomllib.loads(head)
    return AftercareSheet(
        uid="",
        sheet=data["sheet"],
        version=data["version"],
        title=data["title"],
        body=body.strip() + "\n",
        areas=tuple(ZoneGroup(area) for area in data["areas"]),
        from_um=data.get("from_um"),
        to_um=data.get("to_um"),
        language=data.get("language", LANGUAGE),
        source=data["source"],
    )


def in_force(
    shipped: Iterable[AftercareSheet], own: Iterable[AftercareSheet]
) -> tuple[AftercareSheet, ...]:
    """The version of each sheet that holds: the clinic's newest one, else the shipped one.

    ``own`` are the clinic's versions, oldest first. A sheet whose newest version is not active
    is not offered.
    """
    newest: dict[str, AftercareSheet] = {each.sheet: each for each in shipped}
    for each in own:
        present = newest.get(each.sheet)
        if present is not None and _shipped_before(each, present):
            continue
        source = each.source or (present.source if present is not None else "")
        newest[each.sheet] = replace(each, source=source)
    return tuple(newest.values())


def fitting_sheets(
    sheets: Iterable[AftercareSheet], deepest: Mapping[ZoneGroup, int | None]
) -> tuple[AftercareSheet, ...]:
    """The active sheets for what was treated, that of the deepest part first.

    ``deepest`` holds the deepest depth of each treated zone group, in micrometres.
    """
    offered = [each for each in sheets if each.active]
    parts = sorted(deepest, key=lambda area: -(deepest[area] or 0))
    found = [each for area in parts for each in offered if each.fits(area, deepest[area])]
    return tuple(dict.fromkeys(found))


def next_version(version: str) -> str:
    """The number of the version after this one: 1 → 1.1, 1.1 → 1.2, 1.2-ab12 → 1.3.

    The first number is that of the shipped text, so that a later shipped one stays apart. What
    stands after a hyphen marks the machine.
    """
    shipped, _, own = version.partition("-")[0].partition(".")
    return f"{shipped}.{int(own) + 1 if own.isdigit() else 1}"


def checked_sheet(sheet: AftercareSheet) -> AftercareSheet:
    """A sheet that can be kept. Raises `InvalidValue`: ``sheet_title``, ``sheet_body``."""
    title, body = " ".join(sheet.title.split()), sheet.body.strip()
    if not title:
        raise InvalidValue("sheet_title", text="")
    if not body:
        raise InvalidValue("sheet_body", text="")
    return replace(sheet, title=title, body=body + "\n")


def filled_in(body: str, clinic: str, phone: str) -> str:
    """The text with the clinic's name and telephone in their places; a line where none is known."""
    return body.replace("{clinic}", clinic).replace("{phone}", phone.strip() or "\\_" * 16)


def _shipped_before(kept: AftercareSheet, present: AftercareSheet) -> bool:
    """Whether a kept text is only an earlier shipped one, which the program has since replaced."""
    untouched = not present.uid and kept.active and "." not in kept.version
    return untouched and kept.version != present.version
