"""Tells the trail that somebody looks at a client or a record; it decides whether that is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.services.access import Kind, note_opening

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from needlelog.ui.context import Context


def tell_opening(context: Context, kind: Kind, uid: str, owner: QObject) -> None:
    """Say on the worker that it was opened, after it has been shown."""
    clinic = context.clinic
    context.read(lambda: note_opening(clinic, kind, uid), lambda _noted: None, owner=owner)
