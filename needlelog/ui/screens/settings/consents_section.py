"""Consent texts: which are in use, since when, and after how long they are asked again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.clients import ConsentKind
from needlelog.domain.clinic_settings import ClinicSettings
from needlelog.services.consent_texts import template_history, templates
from needlelog.services.settings import save_settings, settings
from needlelog.ui import formats
from needlelog.ui.consent.consent_words import language_name, version_words
from needlelog.ui.consent.text_editor import ConsentTextEditor
from needlelog.ui.context import Changes
from needlelog.ui.gate.note import Note
from needlelog.ui.labels import CONSENT_KINDS, label
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label as text_label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from needlelog.domain.consents import ConsentTemplate
    from needlelog.services.clinic import Clinic

MONTHS = (0, 6, 12, 24, 36)
_MONTHS_OF = {
    ConsentKind.TREATMENT: "treatment_consent_months",
    ConsentKind.PHOTO: "photo_consent_months",
    ConsentKind.MARKETING: "marketing_consent_months",
    ConsentKind.DISCLOSURE: "disclosure_consent_months",
}


@dataclass(frozen=True, slots=True)
class _Found:
    texts: tuple[ConsentTemplate, ...]
    versions: dict[ConsentKind, tuple[ConsentTemplate, ...]]
    settings: ClinicSettings


class ConsentsSection(Section):
    """A card for each kind. Texts in use are never changed: saving makes a new version."""

    managers_only = True

    def build(self) -> None:
        """Add the cards."""
        self._found: _Found | None = None
        self.proposed = Note("warn")
        self.body.addWidget(self.proposed)
        self.cards = {kind: KindCard(kind) for kind in ConsentKind}
        for kind, card in self.cards.items():
            card.edit.clicked.connect(lambda _on=False, kind=kind: self.edit(kind))
            card.months.chosen.connect(
                lambda months, kind=kind: self._save(**{_MONTHS_OF[kind]: int(months)})
            )
            self.body.addWidget(card)
        self.disclosure = TickBox(self.tr("Ask for it"))
        self.disclosure.clicked.connect(lambda on: self._save(disclosure_needed=on))
        self.cards[ConsentKind.DISCLOSURE].add_rule()
        self.cards[ConsentKind.DISCLOSURE].add(
            SettingRow(
                self.tr("This clinic needs the disclosure"),
                self.tr(
                    "Some places demand that clients are told: cosmetic, not medical. "
                    "It is then asked for in each session until it is signed."
                ),
                self.disclosure,
            )
        )

    def read(self) -> None:
        """Read the texts and what holds."""
        clinic = self.context.clinic
        self.context.read(lambda: _read(clinic), self._show, owner=self)

    def edit(self, kind: ConsentKind) -> ConsentTextEditor | None:
        """Open the editor of a kind, once the texts are read."""
        if self._found is None:
            return None
        versions = self._found.versions[kind]
        used = next(one for one in reversed(self._found.texts) if one.kind is kind)
        current = next(
            one
            for one in versions
            if (one.version, one.language, one.uid) == (used.version, used.language, used.uid)
        )
        page = ConsentTextEditor(self.context, current, versions, self)
        page.open()
        return page

    def _show(self, found: _Found) -> None:
        self._found = found
        may_change = self.may_change()
        proposed = any(one.proposed for one in found.texts)
        self.proposed.say(
            self.tr(
                "Texts marked as proposed ship with the program. Have them checked by your "
                "adviser, and save them as your own."
            )
            if proposed
            else ""
        )
        for kind, card in self.cards.items():
            texts = [one for one in found.texts if one.kind is kind]
            card.show_texts(texts, found.settings.consent_months(kind), may_change=may_change)
        blocker = QSignalBlocker(self.disclosure)
        self.disclosure.setChecked(found.settings.disclosure_needed)
        blocker.unblock()
        self.disclosure.setEnabled(may_change)

    def _save(self, **values: int | bool) -> None:
        if self._found is None:
            return
        after = replace(self._found.settings, **values)  # type: ignore[arg-type]
        self._found = replace(self._found, settings=after)
        clinic = self.context.clinic
        self.context.write(lambda: save_settings(clinic, after), Changes.of("settings"), owner=self)


class KindCard(Card):
    """One kind: the text in use, its version, and when it is asked again."""

    def __init__(self, kind: ConsentKind, parent: QWidget | None = None) -> None:
        super().__init__(label(CONSENT_KINDS, kind), parent=parent)
        self.state = Pill("")
        self.title = text_label("", "strong", wrap=True)
        self.words = text_label("", "quiet", wrap=True)
        self.edit = Button(self.tr("Read and change…"))
        self.edit.setAccessibleName(
            self.tr("Read and change the text: {kind}").format(kind=label(CONSENT_KINDS, kind))
        )
        self.months = SegmentedControl(
            [(str(one), str(one) if one else self.tr("never")) for one in MONTHS]
        )
        self.add_to_header(self.state)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(18, 10, 16, 10)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.words)
        words.insertStretch(0, 1)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self.edit, 0, Qt.AlignmentFlag.AlignVCenter)
        self.add(holder)
        self.add_rule()
        self.add(SettingRow(self.tr("Ask again after, months"), "", self.months))

    def show_texts(self, texts: list[ConsentTemplate], months: int, *, may_change: bool) -> None:
        """Show the text in use and its settings."""
        first = texts[0]
        self.title.setText(first.title)
        parts = [version_words(first.version)]
        if first.created_at:
            parts.append(
                self.tr("saved {day} by {name}").format(
                    day=formats.day(first.created_at.astimezone().date()), name=first.author
                )
            )
        parts.append(", ".join(language_name(one.language) for one in texts))
        self.words.setText(" · ".join(parts))
        if first.proposed:
            self.state.set_state(self.tr("proposed text"), "warn")
        else:
            self.state.set_state(self.tr("your own text"), "good")
        self.months.set_current(str(min(MONTHS, key=lambda one: abs(one - months))))
        self.months.setEnabled(may_change)
        self.edit.setText(self.tr("Read and change…") if may_change else self.tr("Read…"))


def _read(clinic: Clinic) -> _Found:
    versions = {kind: template_history(clinic, kind) for kind in ConsentKind}
    return _Found(templates(clinic), versions, settings(clinic))
