"""The screening of a signed session: what was answered, what was found, what was decided."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from needlelog.domain.sessions import SessionRecord
from needlelog.domain.zones import ZoneCatalogue
from needlelog.ui.screening_record_words import answer_lines, recorded_findings, rules_line
from needlelog.ui.screens.record.addendum_notes import note
from needlelog.ui.severity_marks import TONES, count_pills
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill


class ScreeningCard(Card):
    """Findings as notes in their tone, answers as lines; hidden where nothing was asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Screening"), parent=parent)
        self.body.setContentsMargins(18, 12, 18, 14)
        self.body.setSpacing(8)
        self._pills: list[Pill] = []

    def show_record(self, record: SessionRecord, zones: ZoneCatalogue) -> None:
        """Show the screening of a record."""
        self._clear()
        found = recorded_findings(record, zones)
        for count, tone in count_pills(finding.severity for finding in found):
            pill = Pill(count, tone, sign=False)
            self._pills.append(pill)
            self.add_to_header(pill)
        for finding in found:
            text = "\n".join(finding.lines)
            self.body.addWidget(note(finding.title, text, TONES[finding.severity]))
        for line in (*answer_lines(record.content), rules_line(record)):
            if line:
                words = label(line, wrap=True)
                words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self.body.addWidget(words)
        self.setVisible(self.body.count() > 0)

    def _clear(self) -> None:
        for pill in self._pills:
            pill.hide()
            pill.deleteLater()
        self._pills = []
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
