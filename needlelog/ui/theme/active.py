"""The theme and the sizes in force, for widgets that paint themselves."""

from __future__ import annotations

from needlelog.ui.theme.colours import LIGHT, Theme
from needlelog.ui.theme.metrics import Metrics


class _Active:
    theme: Theme = LIGHT
    metrics: Metrics = Metrics()


def theme() -> Theme:
    """The colours in force. Ask while painting, never keep them."""
    return _Active.theme


def metrics() -> Metrics:
    """The sizes in force. Ask while laying out or painting, never keep them."""
    return _Active.metrics


def put_in_force(new_theme: Theme, new_metrics: Metrics) -> None:
    """Only the theme manager calls this."""
    _Active.theme = new_theme
    _Active.metrics = new_metrics
