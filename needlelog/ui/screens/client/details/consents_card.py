"""How each kind of consent stands for a client, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus
from needlelog.domain.consents import ConsentStanding, ConsentState
from needlelog.services import clients, settings
from needlelog.services.consents import consent_standings
from needlelog.services.paper_consents import (
    change_paper_consent,
    record_paper_consent,
    remove_paper_consent,
)
from needlelog.ui.consent.consent_output import ask_pdf, ask_print
from needlelog.ui.consent.consent_words import TONES, decision_words, state_word
from needlelog.ui.consent.signing_page import ConsentSigningPage
from needlelog.ui.consent.withdraw_sheet import WithdrawSheet
from needlelog.ui.context import Changes
from needlelog.ui.labels import CONSENT_KINDS, label
from needlelog.ui.screens.client.details.consent_sheet import ConsentSheet
from needlelog.ui.uids import new_uid
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label as text_label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

_CONCERNS = frozenset({"client", "consent", "settings"})
_ALWAYS_ASKED = frozenset({ConsentKind.TREATMENT, ConsentKind.PHOTO, ConsentKind.MARKETING})
_ASKED_AGAIN = frozenset({ConsentState.MISSING, ConsentState.EXPIRED, ConsentState.OUTDATED})


@dataclass(frozen=True, slots=True)
class ConsentsView:
    """The kinds that are shown with how they stand, and every decision, oldest first."""

    standings: tuple[ConsentStanding, ...]
    consents: tuple[Consent, ...]

    @property
    def to_ask(self) -> tuple[ConsentKind, ...]:
        """The kinds for which there is no decision that counts."""
        return tuple(one.kind for one in self.standings if one.state in _ASKED_AGAIN)


def read_consents(clinic: Clinic, client_uid: str, on: date) -> ConsentsView:
    """Read how the consents of a client stand. Raises `NoSuchRecord`."""
    found = clients.client(clinic, client_uid).consents
    kinds = set(_ALWAYS_ASKED) | {one.kind for one in found}
    if settings.settings(clinic).disclosure_needed:
        kinds.add(ConsentKind.DISCLOSURE)
    standings = consent_standings(clinic, client_uid, on)
    return ConsentsView(tuple(standings[kind] for kind in ConsentKind if kind in kinds), found)


class ConsentsCard(Card):
    """Sign, withdraw, save as PDF, print; decisions from paper can be written down and corrected.

    `page_opened` carries the page on which the client signs.
    """

    page_opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._client_uid = ""
        self.view: ConsentsView | None = None
        self.set_header(self.tr("Consents"))
        self.ask_button = Button("", "primary", "draw")
        self.ask_button.clicked.connect(self._ask_all)
        self.ask_button.hide()
        self.add_button = Button(self.tr("From paper"), "secondary", "plus")
        self.add_button.clicked.connect(self._add_paper)
        self.add_to_header(self.add_button)
        self.add_to_header(self.ask_button)
        context.changed.connect(self._on_changed)

    def show_client(self, client_uid: str) -> None:
        """Show the consents of a client."""
        if client_uid != self._client_uid:
            self._client_uid = client_uid
            self.view = None
            self._empty()
        self._read()

    def sign(self, *kinds: ConsentKind) -> ConsentSigningPage:
        """Open the page on which the client reads and signs, one kind after the other."""
        page = ConsentSigningPage(self._context, self._client_uid, kinds, self)
        page.open()
        self.page_opened.emit(page)
        return page

    # --- showing -------------------------------------------------------------------------------

    def _on_changed(self, changes: Changes) -> None:
        if not self._client_uid or not changes.kinds & _CONCERNS:
            return
        if "settings" in changes.kinds or self._client_uid in changes.uids:
            self._read()

    def _read(self) -> None:
        clinic, uid, today = self._context.clinic, self._client_uid, self._context.today()
        self._context.worker.submit_latest(
            "client consents",
            lambda: (uid, read_consents(clinic, uid, today)),
            self._take,
            self._context.report,
            owner=self,
        )

    def _take(self, found: tuple[str, ConsentsView]) -> None:
        uid, view = found
        if uid != self._client_uid:
            return
        self.view = view
        self._empty()
        for number, standing in enumerate(view.standings):
            if number:
                self.add_rule()
            self.add(self._kind(standing, view))
        may_write = self._context.clinic.person.may_write
        count = len(view.to_ask)
        self.ask_button.setText(self.tr("Ask all"))
        self.ask_button.setAccessibleName(self.tr("Ask all that are missing: {n}").format(n=count))
        self.ask_button.setVisible(may_write and count > 1)
        self.add_button.setVisible(may_write)

    def _empty(self) -> None:
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _kind(self, standing: ConsentStanding, view: ConsentsView) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(18, 6, 10, 8)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 6, 0)
        head.setSpacing(10)
        name = label(CONSENT_KINDS, standing.kind)
        head.addWidget(text_label(name, "strong"))
        tone = TONES[standing.state]
        if standing.state is ConsentState.MISSING and standing.kind in (
            ConsentKind.PHOTO,
            ConsentKind.MARKETING,
        ):
            tone = "neutral"
        head.addWidget(Pill(state_word(standing.state), tone))
        head.addStretch(1)
        if self._context.clinic.person.may_write:
            given = standing.consent
            if given is not None and given.status is ConsentStatus.GIVEN:
                head.addWidget(self._withdraw_button(given, name))
            head.addWidget(self._sign_button(standing, name))
        column.addLayout(head)
        own = [one for one in reversed(view.consents) if one.kind is standing.kind]
        own.sort(key=lambda one: one.decided_on, reverse=True)
        for consent in own:
            column.addLayout(self._decision(consent, name))
        return holder

    def _sign_button(self, standing: ConsentStanding, name: str) -> Button:
        words = {
            ConsentState.MISSING: self.tr("Sign…"),
            ConsentState.REFUSED: self.tr("Ask again…"),
            ConsentState.WITHDRAWN: self.tr("Ask again…"),
        }.get(standing.state, self.tr("Sign again…"))
        kind = "accent-chip" if standing.state in _ASKED_AGAIN else "chip"
        button = Button(words, kind, "draw")
        button.setAccessibleName(f"{words} {name}")
        button.clicked.connect(lambda: self.sign(standing.kind))
        return button

    def _withdraw_button(self, consent: Consent, name: str) -> Button:
        words = self.tr("Withdraw…")
        button = Button(words, "chip", "file-undo-outline")
        button.setAccessibleName(f"{words} {name}")
        button.clicked.connect(lambda: self._withdraw(consent))
        return button

    def _decision(self, consent: Consent, name: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(text_label(decision_words(consent), "quiet", wrap=True), 1)
        for sign, words, act in self._acts(consent):
            button = icon_button(sign, f"{words}: {name}", act, plain=True)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _acts(self, consent: Consent) -> list[tuple[str, str, Callable[[], object]]]:
        may_write = self._context.clinic.person.may_write
        found: list[tuple[str, str, Callable[[], object]]] = []
        if consent.is_signed:
            found += [
                ("printer-outline", self.tr("Print"), lambda: self._print(consent)),
                ("file-pdf-box", self.tr("Save as PDF"), lambda: self._pdf(consent)),
            ]
        elif may_write:
            found += [
                ("pencil-outline", self.tr("Change"), lambda: self._open_paper(consent)),
                ("trash-can-outline", self.tr("Remove"), lambda: self._remove(consent)),
            ]
        return found

    # --- acting --------------------------------------------------------------------------------

    def _ask_all(self) -> None:
        if self.view is not None and self.view.to_ask:
            self.sign(*self.view.to_ask)

    def _withdraw(self, consent: Consent) -> None:
        sheet = WithdrawSheet(self._context, self._client_uid, consent, self)
        sheet.open()

    def _pdf(self, consent: Consent) -> None:
        ask_pdf(self._context, consent, self)

    def _print(self, consent: Consent) -> None:
        ask_print(self._context, consent, self)

    def _add_paper(self) -> None:
        uid, today = new_uid(self._context), self._context.today()
        self._open_paper(Consent(uid, ConsentKind.TREATMENT, "", ConsentStatus.GIVEN, today))

    def _open_paper(self, consent: Consent) -> None:
        sheet = ConsentSheet(consent, self._context.today(), self)
        sheet.kept.connect(self._keep_paper)
        sheet.open()

    def _keep_paper(self, consent: Consent) -> None:
        clinic, uid = self._context.clinic, self._client_uid
        known = {one.uid for one in self.view.consents} if self.view is not None else set()
        self._write(
            (lambda: change_paper_consent(clinic, consent))
            if consent.uid in known
            else (lambda: record_paper_consent(clinic, uid, consent))
        )

    def _remove(self, consent: Consent) -> None:
        clinic = self._context.clinic
        words = self.tr("Removed. The trail keeps what it said.")
        self._write(
            lambda: remove_paper_consent(clinic, consent.uid),
            lambda: self._context.message.emit(words),
        )

    def _write(self, act: Callable[[], object], told: Callable[[], None] | None = None) -> None:
        self._context.write(
            act,
            Changes.of("client", "consent", uid=self._client_uid),
            owner=self,
            on_done=lambda _kept: told() if told is not None else None,
        )
