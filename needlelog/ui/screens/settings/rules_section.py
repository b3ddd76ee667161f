"""Screening rules: what ships with the program and its sources, and what the clinic sets instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.screening.rules import Rule
from needlelog.files.reference_data import shipped_rules
from needlelog.services.screening import rule_book
from needlelog.ui.gate.note import Note
from needlelog.ui.screening_words import question_title, rule_name
from needlelog.ui.screens.settings.rule_lines import (
    own_line,
    rule_pill,
    shipped_line,
    source_line,
)
from needlelog.ui.screens.settings.rule_sheet import RuleSheet
from needlelog.ui.screens.settings.section import Section
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.card import rule as thin_line
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.domain.screening.rules import RuleBook

_CLIENT = ("age", "phototype", "phototype_clearance", "phototype_depth", "consent")
_LOG = ("last_needling", "passes", "depth_step")


class RulesSection(Section):
    """Every rule with its shipped window, severity and first source; the clinic's word below it."""

    managers_only = True

    def build(self) -> None:
        """A card for each question, then for what the program knows by itself."""
        self.rows: dict[str, RuleRow] = {}
        self._rules: dict[str, Rule] = {}
        self.body.addWidget(
            Note(
                "accent",
                self.tr(
                    "Severity is proposed, windows are quoted with their sources; nothing here "
                    "is medical advice. A stop asks for a reason, a caution has to be seen. A "
                    "signed session keeps the rules it was judged by."
                ),
            )
        )
        book = shipped_rules()
        for title, rules in self._groups(book):
            card = Card(title)
            for number, rule in enumerate(rules):
                if number:
                    card.add(thin_line())
                row = RuleRow(rule)
                row.button.clicked.connect(lambda _on=False, code=rule.code: self.change(code))
                self.rows[rule.code] = row
                card.add(row)
            self.body.addWidget(card)

    def read(self) -> None:
        """Read the rules as the clinic has them."""
        clinic = self.context.clinic
        self.context.read(lambda: rule_book(clinic), self._show, owner=self)

    def change(self, code: str) -> RuleSheet | None:
        """Open the sheet of a rule, once the rules are read."""
        rule = self._rules.get(code)
        if rule is None:
            return None
        sheet = RuleSheet(self.context, rule, self)
        sheet.open()
        return sheet

    def _groups(self, book: RuleBook) -> list[tuple[str, list[Rule]]]:
        asked = {item: question.code for question in book.questions for item in question.items}
        titles: dict[str, str] = {
            question.code: question_title(question.code).rstrip("?") for question in book.questions
        }
        titles |= {
            "client": self.tr("The client"),
            "spots": self.tr("Spots and zones to leave out"),
            "log": self.tr("The clinic’s own log"),
            "numbing": self.tr("Numbing"),
            "product": self.tr("Products"),
        }
        found: dict[str, list[Rule]] = {key: [] for key in titles}
        for rule in book.rules:
            found[asked.get(rule.item) or _group_of(rule)].append(rule)
        return [(titles[key], rules) for key, rules in found.items() if rules]

    def _show(self, book: RuleBook) -> None:
        self._rules = {rule.code: rule for rule in book.rules}
        for code, row in self.rows.items():
            row.show_rule(self._rules[code])
            row.button.setVisible(self.may_change())


class RuleRow(QWidget):
    """One rule: name, what holds, what was shipped, the clinic's word, and a button to change it."""

    def __init__(self, rule: Rule, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = rule_name(rule.code)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 16, 8)
        row.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(name, "strong", wrap=True))
        words.addWidget(label(shipped_line(rule), "quiet", wrap=True))
        words.addWidget(label(source_line(rule), "small", wrap=True))
        self.own = label("", "accent", wrap=True)
        self.own.hide()
        words.addWidget(self.own)
        row.addLayout(words, 1)
        self.pill = Pill(*rule_pill(rule))
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        self.button = Button(self.tr("Change"))
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_rule(self, rule: Rule) -> None:
        """Show how the rule stands in this clinic."""
        words = own_line(rule)
        self.own.setText(words)
        self.own.setVisible(bool(words))
        self.pill.set_state(*rule_pill(rule))
        self.button.setAccessibleName(
            self.tr("Change the rule {rule}, {what}").format(
                rule=rule_name(rule.code), what=self.pill.text()
            )
        )


def _group_of(rule: Rule) -> str:
    if rule.item in _CLIENT:
        return "client"
    if rule.item in _LOG:
        return "log"
    if rule.item == "product":
        return "product"
    return "numbing" if rule.item.startswith("numbing") else "spots"
