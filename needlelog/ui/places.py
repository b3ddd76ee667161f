"""The places of the window: which module holds each screen, made on the first visit.

A module is imported only when its place is visited, so the first window stands early. A place
whose module is not part of this program is not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context

_SCREENS = "needlelog.ui.screens"

TODAY, CLIENTS, REVIEW, INSIGHTS = "today", "clients", "review", "insights"
STOCK, SETTINGS = "stock", "settings"
CLIENT, SESSION, RECORD = "client", "session", "record"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen: its folder under the screens, its class, and how the rail shows it.

    Without an icon it is not on the rail itself but belongs to the place `under`.
    """

    key: str
    screen: str
    words: object = ""
    icon: str = ""
    under: str = ""

    @property
    def label(self) -> str:
        """The word on the rail."""
        return QCoreApplication.translate("Places", str(self.words))

    @property
    def module(self) -> str:
        """The module that holds the screen."""
        return f"{_SCREENS}.{self.key}.screen"

    def exists(self) -> bool:
        """Whether this program has the screen."""
        try:
            return find_spec(self.module) is not None
        except ModuleNotFoundError:
            return False

    def factory(self, context: Context) -> Callable[[], QWidget]:
        """What makes the screen for an open clinic."""
        return lambda: cast("QWidget", getattr(import_module(self.module), self.screen)(context))


PLACES = (
    Place(TODAY, "TodayScreen", QT_TRANSLATE_NOOP("Places", "Today"), "calendar-blank-outline"),
    Place(
        CLIENTS, "ClientsScreen", QT_TRANSLATE_NOOP("Places", "Clients"), "account-multiple-outline"
    ),
    Place(REVIEW, "ReviewScreen", QT_TRANSLATE_NOOP("Places", "Review"), "checkbox-marked-outline"),
    Place(INSIGHTS, "InsightsScreen", QT_TRANSLATE_NOOP("Places", "Insights"), "poll"),
    Place(STOCK, "StockScreen", QT_TRANSLATE_NOOP("Places", "Stock"), "package-variant-closed"),
    Place(SETTINGS, "SettingsScreen", QT_TRANSLATE_NOOP("Places", "Settings"), "tune-variant"),
    Place(CLIENT, "ClientScreen", under=CLIENTS),
    Place(SESSION, "SessionScreen", under=TODAY),
    Place(RECORD, "RecordScreen", under=CLIENTS),
)


def existing_places() -> tuple[Place, ...]:
    """The places this program has, in the order of the rail."""
    return tuple(place for place in PLACES if place.exists())
