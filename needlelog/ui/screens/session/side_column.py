"""The right-hand column: everything about a session beside its zones and products."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from needlelog.domain.session_gaps import Place
from needlelog.domain.sessions import SessionDraft
from needlelog.ui.context import Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.screening.judged import Judged
from needlelog.ui.screens.session.sections.close import CloseSection
from needlelog.ui.screens.session.sections.consent import ConsentSection
from needlelog.ui.screens.session.sections.course import (
    CombinedSection,
    PainSection,
    ReactionsSection,
)
from needlelog.ui.screens.session.sections.device import DeviceSection
from needlelog.ui.screens.session.sections.numbing import NumbingSection
from needlelog.ui.screens.session.sections.photos import PhotosSection
from needlelog.ui.screens.session.sections.scores import ScoresSection
from needlelog.ui.screens.session.sections.screening import ScreeningSection
from needlelog.ui.screens.session.sections.times import TimesSection
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.status_section import StatusSection


class SideColumn(Card):
    """The sections in the order in which a treatment runs."""

    def __init__(self, acts: SessionActs, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.screening = ScreeningSection()
        self.times = TimesSection(acts)
        self.consent = ConsentSection(context)
        self.numbing = NumbingSection(acts, context)
        self.device = DeviceSection(acts, context)
        self.photos = PhotosSection(context)
        self.pain = PainSection(acts)
        self.reactions = ReactionsSection(acts)
        self.scores = ScoresSection(acts, context)
        self.combined = CombinedSection(acts)
        self.close_section = CloseSection(acts, context)
        self.sections: tuple[StatusSection, ...] = (
            self.screening,
            self.times,
            self.consent,
            self.numbing,
            self.device,
            self.photos,
            self.pain,
            self.reactions,
            self.scores,
            self.combined,
            self.close_section,
        )
        for section in self.sections:
            self.body.addWidget(section)
        self.body.addStretch(1)

    def show_draft(
        self, draft: SessionDraft, around: Surroundings, judged: Judged, open_questions: int
    ) -> None:
        """Show every section."""
        self.screening.show_judged(judged, open_questions)
        self.times.show_draft(draft)
        self.consent.show_surroundings(around)
        self.numbing.show_draft(draft, around, judged)
        self.device.show_draft(draft, around)
        self.photos.show_draft(draft)
        self.pain.show_draft(draft)
        self.reactions.show_draft(draft)
        self.scores.show_draft(draft)
        self.combined.show_draft(draft)
        self.close_section.show_draft(draft, around)

    def section_at(self, place: Place) -> StatusSection | None:
        """The section in which a gap is closed, if it is in this column."""
        return {
            Place.TIMES: self.times,
            Place.NUMBING: self.numbing,
            Place.DEVICE: self.device,
            Place.CARTRIDGE: self.device,
            Place.REACTIONS: self.reactions,
            Place.AFTERCARE: self.close_section,
            Place.NEXT_DUE: self.close_section,
        }.get(place)
