"""Numbing: agent, strength, on and off, and the running dwell."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from needlelog.domain.numbing_guide import single_strength
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import NumbingRow, SessionDraft
from needlelog.files.reference_data import numbing_agents
from needlelog.ui.context import Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside
from needlelog.ui.screens.session.screening.judged import Judged
from needlelog.ui.screens.session.sections.numbing_fields import NumbingFields
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.status_section import Status, StatusSection

_MINUTE_MS = 20_000


class NumbingSection(StatusSection):
    """The anaesthetics of a session."""

    scan_asked = Signal()
    row_added = Signal(object)
    """The fields of an anaesthetic that was chosen just now."""
    refused = Signal(str)
    """A sentence on a value that was not taken."""
    rule_asked = Signal(str)
    """The rule whose card the practitioner wants to see."""
    rule_seen = Signal(str)

    def __init__(self, acts: SessionActs, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, foldable=True)
        self.set_title(self.tr("Numbing"))
        self._acts = acts
        self._context = context
        self._around: Surroundings | None = None
        self._rows: dict[int, NumbingFields] = {}
        self._place = QVBoxLayout()
        self.body.addLayout(self._place)
        self.add_button = Button(self.tr("Add numbing"), "chip", "plus")
        self.add_button.clicked.connect(self._offer)
        self.scan_button = Button(self.tr("Scan"), "accent-chip", "barcode-scan")
        self.scan_button.setAccessibleName(self.tr("Scan the pack of an anaesthetic"))
        self.scan_button.clicked.connect(lambda _checked: self.scan_asked.emit())
        self.add(beside(self.add_button, self.scan_button, stretch=True))
        self.closed = label("", "error", wrap=True)
        self.closed.hide()
        self.add(self.closed)
        self._closed = ""
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tell_dwell)

    def show_draft(self, draft: SessionDraft, around: Surroundings, judged: Judged) -> None:
        """Show the anaesthetics of the draft; an allergy closes the section to new ones."""
        self._around = around
        self._show_closed(judged.closed)
        wanted = {row.row for row in draft.numbing}
        for gone in [number for number in self._rows if number not in wanted]:
            fields = self._rows.pop(gone)
            fields.hide()
            fields.deleteLater()
        for row in draft.numbing:
            if row.row not in self._rows:
                self._rows[row.row] = self._new_fields(row)
                self.set_open(True)
            found = judged.numbing.get(row.row, ())
            self._rows[row.row].show_row(row, around, found, treatment_day(draft))
        self.run_clock()

    def _new_fields(self, row: NumbingRow) -> NumbingFields:
        fields = NumbingFields(row, self._acts, self._context)
        fields.refused.connect(self.refused)
        fields.notes.asked.connect(self.rule_asked)
        fields.notes.seen.connect(self.rule_seen)
        self._place.addWidget(fields)
        return fields

    def _show_closed(self, why: str) -> None:
        if why and not self._closed:
            self.set_open(True)
        self._closed = why
        self.closed.setText(
            self.tr("{why}: numbing is closed for this client. Needling is not affected.").format(
                why=why
            )
        )
        self.closed.setVisible(bool(why))
        self.add_button.setVisible(not why)
        self.scan_button.setVisible(not why)

    @property
    def closed_because(self) -> str:
        """Why no anaesthetic may be added; empty while one may."""
        return self._closed

    def run_clock(self) -> None:
        """Tell the dwell as it is now, and go on telling it while one runs and is shown."""
        self._tell_dwell()
        running = any(row.on_at and not row.off_at for row in self._acts.draft.numbing)
        if running and self.isVisible():
            self._clock.start()
        else:
            self._clock.stop()

    def stop_clock(self) -> None:
        """Let the dwell stand while the screen is not shown."""
        self._clock.stop()

    def _tell_dwell(self) -> None:
        rows = self._acts.draft.numbing
        if not rows:
            if self._closed:
                self.set_state(Status.STOP, self.tr("closed: allergy"))
            else:
                self.set_state(Status.NONE, self.tr("none"))
            return
        running = next((row for row in rows if row.on_at and not row.off_at), None)
        if running is not None and running.on_at is not None:
            minutes = int((self._context.now() - running.on_at).total_seconds() // 60)
            self._tell_running(max(minutes, 0))
            return
        done = all(row.wiped_off for row in rows)
        minutes = max((_dwell(row) or 0 for row in rows), default=0)
        text = self.tr("{n} min").format(n=minutes) if minutes else rows[0].agent
        self.set_state(Status.DONE if done else Status.ATTENTION, text)

    def _tell_running(self, minutes: int) -> None:
        rule = self._around.book.in_force("numbing_long") if self._around else None
        longest = rule.limit if rule is not None else None
        if longest is None or minutes <= longest:
            self.set_state(Status.ATTENTION, self.tr("on for {n} min").format(n=minutes))
            return
        words = self.tr("on for {n} min: over {longest}").format(n=minutes, longest=longest)
        self.set_state(Status.STOP, words)

    def _offer(self) -> None:
        around = self._around
        products = (
            [p for p in around.products if p.category == "numbing" and p.active] if around else []
        )
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for product in products:
            title = f"{product.name} {product.strength}".strip()
            self._choice(menu, title, product.name, product.strength, product.uid)
        menu.addSeparator()
        for agent in numbing_agents():
            name = " + ".join(agent.drugs).capitalize()
            self._choice(menu, agent.name, name, single_strength(agent))
        menu.addSeparator()
        self._choice(menu, self.tr("Another one"))
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _choice(
        self, menu: QMenu, title: str, agent: str = "", strength: str = "", uid: str | None = None
    ) -> None:
        action = menu.addAction(title)
        action.triggered.connect(lambda: self._add(agent, strength, uid))

    def _add(self, agent: str, strength: str, uid: str | None) -> None:
        before = set(self._rows)
        self._acts.add_numbing(agent=agent, strength=strength, product_uid=uid)
        for number in set(self._rows) - before:
            self.row_added.emit(self._rows[number])

    def row_widget(self, number: int) -> NumbingFields:
        """The fields of one anaesthetic."""
        return self._rows[number]


def _dwell(row: NumbingRow) -> int | None:
    if row.on_at is None or row.off_at is None:
        return None
    return int((row.off_at - row.on_at).total_seconds() // 60)
