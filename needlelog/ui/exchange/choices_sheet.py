"""Edits to choose: every field that two computers changed differently, one card each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.exchange.errors import ConflictGone
from needlelog.services.exchange.conflicts import choose, conflicts
from needlelog.ui.context import Changes
from needlelog.ui.exchange.conflict_card import ConflictCard
from needlelog.ui.exchange.conflict_words import field_title, subject_words
from needlelog.ui.exchange.fitting import fit
from needlelog.ui.exchange.standing import EVERYTHING
from needlelog.ui.exchange.words import apart
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.exchange.fields import Conflict
    from needlelog.ui.context import Context

_SIZE = (760, 620)


class ChoicesSheet(SheetDialog):
    """A choice holds here at once and travels with the next sending."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(
            self.tr("Edits to choose"),
            self.tr(
                "Changed on two computers before they exchanged. What you keep holds here at once, "
                "and on the others after the next exchange."
            ),
        )
        self._context = context
        self.cards: list[ConflictCard] = []
        self.refusal = Note("accent")
        self.trouble = Note("stop")
        self.empty = label(self.tr("Nothing waits for a choice."), "quiet", wrap=True)
        self.empty.hide()
        self._page = ScrollPage()
        self._page.body.addStretch(1)
        self.body.addWidget(self.refusal)
        self.body.addWidget(self._page, 1)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.trouble)
        self.add_button(self.tr("Close"))
        fit(self, *_SIZE)
        if not context.clinic.person.may_manage:
            self.refusal.say(
                self.tr("Only a manager chooses. You are signed in as {name}.").format(
                    name=apart(context.clinic.person.name)
                )
            )
        self.read()

    def read(self) -> None:
        """Read what waits."""
        clinic = self._context.clinic
        self._context.read(
            lambda: conflicts(clinic), self._show, owner=self, on_error=self._refuse, beside=True
        )

    def _show(self, found: tuple[Conflict, ...]) -> None:
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = []
        for place, conflict in enumerate(found):
            card = ConflictCard(
                conflict,
                self._context.zones,
                may_choose=self._context.clinic.person.may_manage,
                kept=False,
            )
            card.chosen.connect(lambda version, card=card: self._choose(card, version))
            self._page.body.insertWidget(place, card)
            self.cards.append(card)
        self._page.setVisible(bool(found))
        self.empty.setVisible(not found)
        self._focus_first()

    def _focus_first(self) -> None:
        if self.cards:
            # The layout shows it a moment later, and what is not shown yet takes no focus.
            self.cards[0].show()
            sides = self.cards[0].sides
            first = sides.get(self.cards[0].conflict.holds) or next(iter(sides.values()))
            first.button.setFocus()

    def _choose(self, card: ConflictCard, version: str) -> None:
        clinic, conflict = self._context.clinic, card.conflict
        card.set_busy(on=True)
        self.trouble.say("")

        def refused(error: Exception) -> None:
            card.set_choice("")
            card.set_busy(on=False)
            self._refuse(error)
            if isinstance(error, ConflictGone):
                self.read()

        self._context.write(
            lambda: choose(clinic, conflict, version),
            Changes.of(*EVERYTHING, initiator=self),
            owner=self,
            on_done=lambda _none: self._settled(conflict),
            on_error=refused,
        )

    def _settled(self, conflict: Conflict) -> None:
        self._context.message.emit(
            self.tr("{subject}, {field}: settled. It travels with the next sending.").format(
                subject=apart(subject_words(conflict)), field=field_title(conflict)
            )
        )
        self.read()

    def _refuse(self, error: Exception) -> None:
        self.trouble.say(error_sentence(error), "stop")
