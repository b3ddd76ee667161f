"""The filter of sessions that the review, the figures and the exports share while one is signed in."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from needlelog.domain.session_filter import SessionFilter


class SharedFilter(QObject):
    """Holds what is wanted; `changed` is sent after it became another filter.

    ``name`` is the name under which the filter is kept, empty where it is not.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted = SessionFilter()
        self._name = ""

    @property
    def wanted(self) -> SessionFilter:
        """What is wanted now."""
        return self._wanted

    @property
    def name(self) -> str:
        """The name of the filter, if it is one that is kept."""
        return self._name

    def want(self, wanted: SessionFilter, name: str = "") -> None:
        """Want something else."""
        if (wanted, name) == (self._wanted, self._name):
            return
        self._wanted, self._name = wanted, name
        self.changed.emit()
