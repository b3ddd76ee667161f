"""A field for what the client wants treated: known concerns by any of their names, or own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from needlelog.domain.concerns import search_concerns
from needlelog.files.reference_data import concerns
from needlelog.ui.widgets.list_box import make_lines_high

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_MOST = 10


class ConcernField(QLineEdit):
    """Offers the concerns whose names or synonyms begin as typed."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._offers = QStringListModel(self)
        completer = QCompleter(self._offers, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        make_lines_high(completer)
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)

    def known_series(self) -> str:
        """What sources say on number and spacing of sessions for the concern as written."""
        wanted = self.text().strip().casefold()
        return next((one.series for one in concerns() if one.name.casefold() == wanted), "")

    def _offer(self, text: str) -> None:
        found = search_concerns(concerns(), text) if text.strip() else ()
        translate = QCoreApplication.translate
        self._offers.setStringList([translate("Concerns", one.name) for one in found[:_MOST]])
