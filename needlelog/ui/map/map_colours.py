"""The colours of the zone maps, light and dark; the light ones serve for print too."""

from __future__ import annotations

from dataclasses import dataclass

from needlelog.ui.theme.active import theme


@dataclass(frozen=True, slots=True)
class MapColours:
    """Named colours as #RRGGBB; `ground` is also the seam between neighbouring zones."""

    ground: str
    skin: str
    hair: str
    lips: str
    lip_line: str
    line: str
    brow: str
    lash: str
    accent: str
    accent_ground: str
    ink: str
    quiet_ink: str
    hatch: str
    mark: str


LIGHT_MAP = MapColours(
    ground="#FFFFFF",
    skin="#F3E3DA",
    hair="#E9DDD5",
    lips="#DDA79B",
    lip_line="#B97C70",
    line="#A88678",
    brow="#B08C7E",
    lash="#6B5046",
    accent="#0F6B66",
    accent_ground="#E1F0EE",
    ink="#241F1C",
    quiet_ink="#6E645E",
    hatch="#8A5A00",
    mark="#B3261E",
)
DARK_MAP = MapColours(
    ground="#1F1C1A",
    skin="#4A3E38",
    hair="#332C28",
    lips="#7D5B53",
    lip_line="#A47C70",
    line="#A88678",
    brow="#8F7468",
    lash="#8A6F63",
    accent="#63C7BC",
    accent_ground="#17383A",
    ink="#F3EEEA",
    quiet_ink="#A9A09A",
    hatch="#F0C06A",
    mark="#FF8A80",
)


def map_colours() -> MapColours:
    """Return the colours that go with the theme in force. Ask while painting, never keep them."""
    return DARK_MAP if theme().dark else LIGHT_MAP
