"""The screening in short: how many findings, what they are, and the way back to the questions."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.domain.screening.findings import Severity
from needlelog.ui.screens.session.screening.judged import Judged
from needlelog.ui.severity_marks import severity_count
from needlelog.ui.widgets.button import icon_button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.status_section import Status, StatusSection

_MOST = 5


class ScreeningSection(StatusSection):
    """What was found before the treatment. ``asked`` leads back to the questions."""

    asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Screening"))
        self.button = icon_button(
            "chevron-right", self.tr("Open the screening"), self.asked.emit, plain=True
        )
        self.add_to_header(self.button)
        self.stand_as_fold()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self._shown: tuple[str, ...] = ()

    def show_judged(self, judged: Judged, open_questions: int) -> None:
        """Show counts and titles; the dot says whether something is still open."""
        cards = judged.cards
        open_cards = [card for card in cards if card.open_need]
        if any(card.severity is Severity.BLOCK for card in open_cards):
            self.set_state(Status.STOP, self.tr("reason open"))
        elif open_cards:
            self.set_state(Status.ATTENTION, self.tr("not seen yet"))
        elif open_questions:
            self.set_state(Status.OPEN, self.tr("{n} to ask").format(n=open_questions))
        else:
            self.set_state(Status.DONE, "")
        counts = " · ".join(
            severity_count(severity, count)
            for severity in (Severity.BLOCK, Severity.WARN)
            if (count := sum(card.severity is severity for card in cards))
        )
        titles = tuple(card.title for card in cards if card.severity is not Severity.NOTE)
        if len(titles) > _MOST:
            more = self.tr("and {n} more").format(n=len(titles) - _MOST)
            titles = (*titles[:_MOST], more)
        self._show_titles((counts, *titles) if counts else ())

    def _show_titles(self, titles: tuple[str, ...]) -> None:
        if titles == self._shown:
            return
        self._shown = titles
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, title in enumerate(titles):
            self._lines.addWidget(label(title, "quiet" if place else "value", wrap=True))
        self.set_open(bool(titles))
