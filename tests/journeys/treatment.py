"""A treatment written down on the session screen, as the hand does it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLineEdit, QWidget

from needlelog.domain.sessions import SessionDraft
from needlelog.domain.zones import Side
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.screens.session.layout import SessionLayout
from needlelog.ui.screens.session.screen import SessionScreen
from needlelog.ui.screens.session.screening.question_row import QuestionRow
from needlelog.ui.screens.session.zone_details import ZoneDetails
from needlelog.ui.screens.session.zone_row import ZoneRowWidget
from needlelog.ui.widgets.stepper import Stepper
from tests.journeys.errands import Desk
from tests.journeys.hand import NO_KEY, SHIFT, settle
from tests.journeys.zone_taps import tap_zone


class SessionDesk:
    """The session screen under the hand."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.hand = desk.hand
        self.layout = self.hand.all(SessionLayout)[0]

    def screen(self) -> SessionScreen:
        """The session screen; for reading only."""
        window = self.desk.program.window
        assert window is not None
        assert window.desk is not None
        screen = window.desk.shell.screen_of("session")
        assert isinstance(screen, SessionScreen)
        return screen

    def draft(self) -> SessionDraft:
        """The draft as it stands."""
        return self.screen().editor.draft

    def rest(self) -> None:
        """Wait until everything is on the disk."""
        self.desk.rest()

    def expect(self, words: str) -> None:
        """Wait until these words can be read."""
        self.hand.wait(lambda: self.hand.sees(words), f"nobody says {words!r}")

    def see_in(self, place: QWidget, words: str) -> None:
        """Wait until these words can be read in one part of the window."""
        self.hand.wait(lambda: self.hand.sees(words, place), f"nobody says {words!r}")

    @property
    def map(self) -> MapPanel:
        """The map of the session."""
        return self.layout.map

    def tap(self, zone: str, side: Side = Side.LEFT, *, more: bool = False) -> None:
        """Tap a zone; with `more` it is added to the selection."""
        tap_zone(self.hand, self.map, zone, side, more=more)

    def depth(self, text: str) -> None:
        """Press a depth for the selected zones."""
        self.hand.press(f"{text} mm", self.layout.selection.chips)

    def passes(self, number: str) -> None:
        """Type the passes of the selected zones."""
        self.hand.write(self.layout.selection.passes.field, number, end="Return")

    def pattern(self, words: str) -> None:
        """Choose how the device is led over the selected zones."""
        self.hand.choose(self.layout.selection.pattern, words)

    def endpoint(self, redness: int | None, bleeding: int | None) -> None:
        """Press the endpoint grades of the selected zones."""
        for grade, name in ((redness, "Redness"), (bleeding, "Bleeding")):
            if grade is not None:
                self.hand.press(f"{name} {grade}", self.layout.selection)

    def row(self, name: str) -> ZoneRowWidget:
        """The row of the grid with that name; the last of several."""
        rows = [row for row in self.layout.grid.row_widgets() if row.accessibleName() == name]
        assert rows, [row.accessibleName() for row in self.layout.grid.row_widgets()]
        return rows[-1]

    def set_stepper(self, stepper: Stepper, text: str) -> None:
        """Type a number into a stepper."""
        self.hand.write(stepper.field, text, end="Return")

    def open(self, title: str) -> None:
        """Unfold a section of the right-hand column."""
        self.hand.press(title)

    def numbing(
        self,
        entry: str,
        on: str,
        off: str,
        *,
        wiped: bool = False,
        agent: str = "",
        strength: str = "",
    ) -> None:
        """Add an anaesthetic with its times; `entry` is that of the stock, if one is named."""
        hand, side = self.hand, self.layout.side
        if not side.numbing.is_open():
            self.open("Numbing")
        hand.press("Add numbing")
        hand.choose_in_menu(entry or "Another one")
        fields = side.numbing.row_widget(self.desk_draft_numbing())
        if agent:
            hand.write(fields.agent, agent)
        if strength:
            hand.write(fields.strength, strength)
        hand.write(fields.on_time.line, on)
        hand.write(fields.off_time.line, off, end="Return")
        if wiped:
            hand.click(fields.wiped, _box_spot(fields.wiped))

    def desk_draft_numbing(self) -> int:
        """The number of the newest anaesthetic."""
        return max(self.layout.side.numbing._rows)

    def choose_device(self, text: str) -> None:
        """Choose a device of the stock."""
        self.hand.choose(self.layout.side.device.device, text)

    def choose_cartridge(self, text: str) -> None:
        """Choose a cartridge of the stock."""
        self.hand.choose(self.layout.side.device.cartridge, text)

    def speed(self, value: str, unit: str) -> None:
        """Type the speed, and choose its unit unless it stands already."""
        section = self.layout.side.device
        if section.unit.currentText() != unit:
            self.hand.choose(section.unit, unit)
        if section.speed.text() != value:
            self.hand.write(section.speed, value, end="Return")

    def product(
        self, entry: str, *, amount: str = "", when: str = "", note: str = "", name: str = ""
    ) -> None:
        """Put a product on the skin."""
        hand = self.hand
        hand.press("Add product")
        hand.choose_in_menu(entry)
        row = self.layout.products.row_widget(max(self.layout.products._rows))
        if name:
            hand.write(row.name, name)
        if amount:
            hand.write(row.amount, amount, end="Return")
        if when:
            hand.press(when, row.timing)
        if note:
            hand.write(row.note, note)

    def tap_row(self, name: str, *, more: bool = False) -> None:
        """Press a row of the grid on its name; with `more` it is added to the selection."""
        self.hand.click(self.row(name), QPoint(30, 22), SHIFT if more else NO_KEY)

    def details_of(self, name: str) -> ZoneDetails:
        """Unfold what is rarely needed of a row."""
        row = self.row(name)
        if row.details is None or not row.details.isVisible():
            self.hand.click(row.more)
        assert row.details is not None
        return row.details

    def another_depth(
        self, name: str, depth: str, passes: str, *, side: str = "", note: str = ""
    ) -> None:
        """Add a second row for a zone and fill it in."""
        before = self.layout.grid.row_widgets()
        self.hand.click(self.details_of(name).repeat)
        row = next(row for row in self.layout.grid.row_widgets() if row not in before)
        self.set_stepper(row.depth_field, depth)
        self.set_stepper(row.passes, passes)
        self.hand.click(row.more)
        assert row.details is not None
        if side:
            self.hand.press(side, row.details.side)
        if note:
            self.hand.write(row.details.note, note)

    def zone_note(self, name: str, text: str) -> None:
        """Type a note on one row."""
        self.hand.write(self.details_of(name).note, text)

    def reason(self, name: str, text: str) -> None:
        """Type why one row goes past a limit."""
        self.hand.fill(f"Reason, {name}", text)

    def reasons(self, text: str) -> None:
        """Type a reason wherever one is asked for."""
        for row in self.layout.grid.row_widgets():
            for field in self.hand.all(QLineEdit, f"Reason, {row.accessibleName()}"):
                self.hand.write(field, text)

    def search_zone(self, words: str, side: str = "", *, down: int = 0) -> None:
        """Open the search, type any name of a zone, go down the list, press a side, press Enter."""
        hand = self.hand
        hand.press("Add a zone by its name")
        hand.see("Name of the zone", QLineEdit)
        hand.type(words)
        for _ in range(down):
            hand.key(Qt.Key.Key_Down)
        if side:
            hand.press(side)
            hand.press("Add zone")
        else:
            hand.key(Qt.Key.Key_Return)
        hand.wait(lambda: hand.front() is hand.window)

    def number(self, number: str, total: str) -> None:
        """Type which session of the series it is, where the plan does not say so already."""
        times = self.layout.side.times
        if not times.is_open():
            self.open("Time and number")
        if times.number.text() != number:
            self.hand.write(times.number, number, end="Return")
        if times.total.text() != total:
            self.hand.write(times.total, total, end="Return")

    def used(self, count: str) -> None:
        """Type how many cartridges were used."""
        self.hand.write(self.layout.side.device.count, count, end="Return")

    def reaction(self, sign: str, *, severity: str = "", where: str = "", words: str = "") -> None:
        """Add a reaction."""
        hand, section = self.hand, self.layout.side.reactions
        hand.press("Add a reaction")
        hand.choose_in_menu(sign)
        fields = section.row_widget(max(section._rows))
        if severity:
            hand.choose(fields.severity, severity)
        if where:
            hand.choose(fields.zone, where)
        if words:
            hand.write(fields.note, words)

    def pain(self, grade: int) -> None:
        """Press the pain of the session."""
        self.hand.press(f"Pain {grade} of 10")

    def no_reactions(self) -> None:
        """Answer "none"."""
        self.hand.press("No reaction beyond the expected")

    def aftercare(self, sheet: str, version: str = "") -> None:
        """Type which sheet was given."""
        close = self.layout.side.close_section
        self.hand.write(close.sheet, sheet)
        if version:
            self.hand.write(close.version, version, end="Return")

    def next_by_plan(self) -> None:
        """Press the day that the plan says."""
        self.hand.click(self.layout.side.close_section.suggest)

    def note(self, text: str) -> None:
        """Type the free note."""
        self.hand.write(self.layout.note, text)

    # --- screening --------------------------------------------------------------------------------

    def question(self, code: str) -> QuestionRow:
        """The row of a question."""
        return self.layout.screening.row(code)

    def say_no(self, *codes: str) -> None:
        """Press the left answer of these questions: no, or as it was before."""
        for code in codes:
            self.hand.click(self.question(code).no)

    def no_to_the_rest(self) -> None:
        """Press the left answer of every question that is still to be asked."""
        views = self.screen().screening._views.values()
        self.say_no(*[view.code for view in views if view.due])

    def no_change(self) -> None:
        """Confirm every stored answer in one tap."""
        self.hand.press("No change since last time")

    def to_zones(self) -> None:
        """Turn to map and grid."""
        self.hand.press("Go to zones")

    def to_screening(self) -> None:
        """Turn to the questions."""
        self.hand.press("Screening")

    def give_reasons(self, text: str, prescriber: str = "") -> None:
        """Type a reason, and a prescriber where one is asked for, on every card that asks."""
        for card in self.layout.screening.findings.cards():
            if card.view.asks_reason and not card.view.reason:
                self.hand.write(card.reason, text)
            if card.view.asks_prescriber and not card.view.prescriber:
                self.hand.write(card.prescriber, prescriber)

    def sign(self) -> None:
        """Finish, say that every warning was seen, and sign; ends on the record."""
        hand = self.hand
        hand.press("Finish & sign")
        hand.wait(lambda: hand.front() is not hand.window, "no sheet")
        seen = [b for b in hand.all(QAbstractButton) if b.text().startswith("I have seen")]
        if seen:
            hand.click(seen[0])
        hand.press("Sign as Rina Patel")
        hand.wait(lambda: not self.layout.isVisible() or hand.sees("Signed by"), "not signed")
        self.desk.rest()


CONSENTED = "consent signed on paper"


def begin_session(desk: Desk) -> SessionDesk:
    """From the page of a client, begin a session; ends on its questions."""
    desk.hand.press("New session")
    desk.hand.see("Go to zones", QAbstractButton)
    desk.rest()
    settle()
    return SessionDesk(desk)


def start_session(desk: Desk, *, reason: str = CONSENTED) -> SessionDesk:
    """Begin a session, say no to every question, give a reason where one is asked, see the zones."""
    session = begin_session(desk)
    session.no_to_the_rest()
    session.give_reasons(reason, "Dr Okafor")
    session.to_zones()
    return session


def _box_spot(box: QCheckBox) -> QPoint:
    return QPoint(12, box.height() // 2)
