"""How it went: pain, reactions with an explicit "none", what it was combined with."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMenu, QVBoxLayout, QWidget

from needlelog.domain.adverse_events import severe_reactions
from needlelog.domain.sessions import Reaction, ReactionSign, SessionDraft, ZoneRow
from needlelog.ui import labels
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.list_box import ListBox
from needlelog.ui.widgets.status_section import Status, StatusSection


class PainSection(StatusSection):
    """Pain of the whole session, 0 to 10, as the client says it. None is said in the header."""

    def __init__(self, acts: SessionActs, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Pain"))
        self._acts = acts
        self._value: int | None = None
        holder = QWidget()
        flow = FlowLayout(holder, spacing=4)
        self.buttons = [Button(self.tr("None"), "chip")]
        self.buttons += [Button(str(grade), "grade") for grade in range(1, 11)]
        for grade, button in enumerate(self.buttons):
            button.setCheckable(True)
            button.setAccessibleName(self.tr("Pain {n} of 10").format(n=grade))
            button.clicked.connect(lambda _on=False, grade=grade: self._press(grade))
            if grade:
                flow.addWidget(button)
        self.add_to_header(self.buttons[0])
        self.add(holder)

    def show_draft(self, draft: SessionDraft) -> None:
        """Show the pain of the draft."""
        self._value = draft.pain
        for grade, button in enumerate(self.buttons):
            button.setChecked(grade == draft.pain)
        if draft.pain is None:
            self.set_state(Status.OPEN, self.tr("not asked"))
        else:
            self.set_state(Status.DONE, self.tr("{n} of 10").format(n=draft.pain))

    def _press(self, grade: int) -> None:
        self._acts.set_pain(None if grade == self._value else grade)
        self.show_draft(self._acts.draft)


class ReactionsSection(StatusSection):
    """Immediate reactions; "none" is an answer, silence is not."""

    def __init__(self, acts: SessionActs, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Reactions"))
        self._acts = acts
        self._rows: dict[int, ReactionFields] = {}
        self.none = Button(self.tr("None"), "chip")
        self.none.setCheckable(True)
        self.none.setAccessibleName(self.tr("No reaction beyond the expected"))
        self.none.clicked.connect(acts.set_no_reactions)
        self.add_button = Button(self.tr("Add…"), "chip")
        self.add_button.setAccessibleName(self.tr("Add a reaction"))
        self.add_button.clicked.connect(self._offer)
        self.add_to_header(self.none)
        self.add_to_header(self.add_button)
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.severe = label(
            self.tr("Severe: once signed, the record offers to note it as an adverse event."),
            "warn",
            wrap=True,
        )
        self.body.addWidget(self.severe)

    def show_draft(self, draft: SessionDraft) -> None:
        """Show the reactions of the draft."""
        self.severe.setVisible(bool(severe_reactions(draft)))
        rows = draft.reactions or ()
        wanted = {row.row for row in rows}
        for gone in [number for number in self._rows if number not in wanted]:
            fields = self._rows.pop(gone)
            fields.hide()
            fields.deleteLater()
        for row in rows:
            if row.row not in self._rows:
                self._rows[row.row] = ReactionFields(row, self._acts)
                self._place.addWidget(self._rows[row.row])
            self._rows[row.row].show_row(row, draft.zones)
        answered_none = draft.reactions == ()
        self.none.setChecked(answered_none)
        self.none.setVisible(not rows)
        self.set_open(bool(rows))
        status = Status.OPEN if draft.reactions is None else Status.DONE
        self.set_state(Status.ATTENTION if rows else status, "")

    def row_widget(self, number: int) -> ReactionFields:
        """The fields of one reaction."""
        return self._rows[number]

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sign in ReactionSign:
            word = labels.label(labels.REACTIONS, sign)
            action = menu.addAction(word)
            action.triggered.connect(
                lambda _on=False, sign=sign, word=word: self._acts.add_reaction(word, sign=sign)
            )
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))


class ReactionFields(QWidget):
    """One reaction: how strong, where, and in words."""

    def __init__(self, row: Reaction, acts: SessionActs) -> None:
        super().__init__()
        self._row = row
        self._acts = acts
        self._zones: tuple[ZoneRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(4)
        self._title = label("", "strong")
        self.severity = ListBox()
        self.severity.setAccessibleName(self.tr("How strong"))
        self.severity.addItem(self.tr("how strong"), None)
        for grade in labels.SEVERITIES:
            self.severity.addItem(labels.label(labels.SEVERITIES, grade), grade)
        self.severity.activated.connect(
            lambda index: self._set(severity=self.severity.itemData(index))
        )
        remove = icon_button(
            "close",
            self.tr("Remove reaction"),
            lambda: acts.remove_reaction(self._row.row),
            plain=True,
        )
        self.zone = ListBox()
        self.zone.setAccessibleName(self.tr("Where"))
        self.zone.activated.connect(self._set_zone)
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("In words, e.g. 1 cm"))
        self.note.setAccessibleName(self.tr("Reaction in words"))
        self.note.textEdited.connect(
            lambda text: acts.set_reaction(
                self._row.row, self.tr("reaction"), merge=True, note=text
            )
        )
        column.addWidget(beside(self._title, remove))
        column.addWidget(beside(self.severity, self.zone))
        column.addWidget(self.note)

    def show_row(self, row: Reaction, zones: tuple[ZoneRow, ...]) -> None:
        """Show the reaction; a field being typed in is left alone."""
        self._row = row
        self._title.setText(labels.label(labels.REACTIONS, row.sign))
        self.severity.setCurrentIndex(max(self.severity.findData(row.severity), 0))
        if zones != self._zones or self.zone.count() == 0:
            self._zones = zones
            self.zone.clear()
            self.zone.addItem(self.tr("where"), None)
            for zone in zones:
                self.zone.addItem(self._acts.name_of(zone), zone.row)
        place = next(
            (i for i, zone in enumerate(zones) if (zone.zone, zone.side) == (row.zone, row.side)),
            -1,
        )
        self.zone.setCurrentIndex(place + 1)
        if not self.note.hasFocus() and self.note.text() != row.note:
            self.note.setText(row.note)

    def _set(self, **fields: Any) -> None:
        self._acts.set_reaction(self._row.row, self.tr("reaction"), **fields)

    def _set_zone(self, index: int) -> None:
        zone = self._zones[index - 1] if index > 0 else None
        self._set(zone=zone.zone if zone else None, side=zone.side if zone else None)


class CombinedSection(StatusSection):
    """What the needling was combined with."""

    def __init__(self, acts: SessionActs, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, foldable=True)
        self.set_title(self.tr("Combined with"))
        self._acts = acts
        holder = QWidget()
        flow = FlowLayout(holder, spacing=6)
        self.buttons: dict[str, Button] = {}
        for code in labels.COMBINED:
            button = Button(labels.label(labels.COMBINED, code), "chip")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, code=code: self._choose(code))
            self.buttons[code] = button
            flow.addWidget(button)
        self.other = QLineEdit()
        self.other.setPlaceholderText(self.tr("Something else"))
        self.other.setAccessibleName(self.tr("Combined with something else"))
        self.other.textEdited.connect(acts.set_combined_other)
        self.add(holder)
        self.add(self.other)

    def show_draft(self, draft: SessionDraft) -> None:
        """Show the choices of the draft."""
        for code, button in self.buttons.items():
            button.setChecked(code in draft.combined)
        if not self.other.hasFocus():
            self.other.setText(draft.combined_other)
        words = [labels.label(labels.COMBINED, code) for code in draft.combined]
        words += [draft.combined_other] if draft.combined_other else []
        self.set_state(
            Status.DONE if words else Status.NONE, ", ".join(words) or self.tr("nothing")
        )

    def _choose(self, code: str) -> None:
        present = self._acts.draft.combined
        kept = tuple(c for c in present if c != code) if code in present else (*present, code)
        self._acts.set_combined(kept)
