"""The consents a session needs: whether they are on file, and the way to the page to sign."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from needlelog.domain.clients import ConsentKind
from needlelog.domain.consents import ConsentStanding, ConsentState
from needlelog.ui import formats
from needlelog.ui.consent.consent_words import standing_words, version_words
from needlelog.ui.consent.signing_page import ConsentSigningPage
from needlelog.ui.context import Context
from needlelog.ui.labels import CONSENT_KINDS, label
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.side_row import SideRow
from needlelog.ui.widgets.status_section import Status, StatusSection


class ConsentSection(StatusSection):
    """Treatment, and the disclosure where the clinic needs it.

    `page_opened` carries the page on which the client signs; it lies over the session, which
    stays as it is.
    """

    page_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Consent"))
        self._context = context
        self._client_uid = ""
        self._to_sign: tuple[ConsentKind, ...] = ()
        self.rows: dict[ConsentKind, SideRow] = {}
        for kind in (ConsentKind.TREATMENT, ConsentKind.DISCLOSURE):
            self.rows[kind] = SideRow(label(CONSENT_KINDS, kind), "")
            self.add(self.rows[kind])
        self.sign = Button(self.tr("Read and sign…"), "accent-chip", "draw")
        self.sign.clicked.connect(self.open_page)
        self.add(self.sign)
        self.set_open(False)

    def show_surroundings(self, around: Surroundings) -> None:
        """Show how the consents stand on the day of the session."""
        self._client_uid = around.client.uid
        self._to_sign = tuple(one.kind for one in around.consents if not one.holds)
        several = len(around.consents) > 1
        shown = {one.kind: one for one in around.consents}
        for kind, row in self.rows.items():
            row.setVisible(several and kind in shown)
            if kind in shown:
                row.set_value(standing_words(shown[kind]))
        self.sign.setVisible(bool(self._to_sign))
        self.set_open(several or bool(self._to_sign))
        worst = next((one for one in around.consents if not one.holds), None)
        if worst is None:
            self.set_state(Status.DONE, _in_force(around.consents))
            return
        refused = worst.state in (ConsentState.REFUSED, ConsentState.WITHDRAWN)
        words = self.tr("look below") if several else self._words(worst)
        self.set_state(Status.STOP if refused else Status.ATTENTION, words)

    def open_page(self) -> ConsentSigningPage | None:
        """Let the client read and sign what is missing."""
        if not self._client_uid or not self._to_sign:
            return None
        page = ConsentSigningPage(self._context, self._client_uid, self._to_sign, self)
        page.open()
        self.page_opened.emit(page)
        return page

    def _words(self, standing: ConsentStanding) -> str:
        if standing.state is ConsentState.MISSING:
            return self.tr("not on file")
        return standing_words(standing)


def _in_force(standings: tuple[ConsentStanding, ...]) -> str:
    consent = standings[0].consent if standings else None
    if consent is None:
        return ""
    day = formats.day_short(consent.decided_on)
    return f"{version_words(consent.version)} · {day}".strip(" ·")
