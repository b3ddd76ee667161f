"""What a practitioner does again and again: clients, consents, plans, stock, sessions, signing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QLineEdit, QWidget

from needlelog.domain.sessions import SessionDraft
from needlelog.domain.zones import Side
from needlelog.services import clients
from needlelog.services.clinic import Clinic
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.screens.client.details.parts_card import PartsCard
from needlelog.ui.screens.client.details_tab import DetailsTab
from needlelog.ui.screens.client.zone_picker import ZonePicker
from needlelog.ui.screens.session.layout import SessionLayout
from needlelog.ui.screens.session.screen import SessionScreen
from needlelog.ui.screens.session.zone_details import ZoneDetails
from needlelog.ui.screens.session.zone_row import ZoneRowWidget
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.stepper import Stepper
from tests.journeys.hand import NO_KEY, SHIFT, Hand, names, settle
from tests.journeys.program import Program


class Desk:
    """A practitioner at the window."""

    def __init__(self, program: Program, hand: Hand) -> None:
        self.program = program
        self.hand = hand

    def rest(self) -> None:
        """Wait until everything is on the disk and shown."""
        self.program.rest(self.hand)
        settle()

    def clinic(self) -> Clinic:
        """The open clinic; for reading only."""
        window = self.program.window
        assert window is not None
        assert window.clinic is not None
        return window.clinic

    def client_uid(self) -> str:
        """The uid of the newest client; for reading only."""
        clinic = self.clinic()
        return clients.client_rows(clinic, clients.search_client_ids(clinic, ""))[0].uid

    # --- going about --------------------------------------------------------------------------

    def go(self, place: str) -> None:
        """Press a place on the rail."""
        self.hand.press(place)
        self.rest()

    def row_field(self, label: str) -> QWidget:
        """The field under a label of the form in front."""
        rows = self.hand.all(FormRow)
        return next(row.field for row in rows if row._label.text() == label)

    def fill_row(self, label: str, text: str) -> None:
        """Type into the field under a label."""
        field = self.row_field(label)
        line = field if isinstance(field, QLineEdit) else field.focusProxy() or field
        self.hand.write(line, text)

    def done(self, button: str) -> None:
        """Press the button that keeps a sheet, and wait until it has closed."""
        sheet = self.hand.front()
        self.hand.press(button)
        self.hand.wait(
            lambda: self.hand.front() is not sheet,
            f"{button!r} did not close the sheet",
        )
        self.rest()

    def details(self) -> DetailsTab:
        """The tab Details of the client."""
        return self.hand.all(DetailsTab)[0]

    def _add(self, card: PartsCard) -> None:
        self.hand.click(card.add_button)

    # --- clients ------------------------------------------------------------------------------

    def new_client(self, name: str, born: str, sex: str, skin: str = "") -> None:
        """Add a client from Today and come to the page of the client."""
        hand = self.hand
        self.go("Today")
        hand.press("New client")
        hand.see("Add client")
        self.fill_row("Name", name)
        self.fill_row("Birth date", born)
        hand.press(sex, self.row_field("Sex"))
        if skin:
            hand.press(skin, self.row_field("Fitzpatrick skin type"))
        self.done("Add client")
        hand.see("Details", QAbstractButton)

    def open_client(self, name: str) -> None:
        """Find a client by typing the name on Today."""
        self.go("Today")
        field = next(line for line in self.hand.all(QLineEdit))
        self.hand.write(field, name, end="Return")
        self.hand.see("Details", QAbstractButton)
        self.rest()

    def tab(self, name: str) -> None:
        """Press a tab of the client."""
        self.hand.press(name)
        self.rest()

    def consent(self, kind: str, decision: str, version: str, day: str = "") -> None:
        """Write down one decision under Details."""
        hand = self.hand
        self._add(self.details().consents)
        hand.press(kind)
        hand.press(decision)
        if version:
            self.fill_row("Version of the text", version)
        if day:
            self.fill_row("Decided on", day)
        self.done("Keep")

    def history(
        self, name: str, kind: str, *, answer: str = "", note: str = "", last: str = ""
    ) -> None:
        """Write down a history item under Details."""
        hand = self.hand
        self._add(self.details().history)
        self.fill_row("What", name)
        hand.press(kind, self.row_field("Kind"))
        if answer:
            hand.press(answer, self.row_field("Answer"))
        if last:
            self.fill_row("Last exposure", last)
        if note:
            self.fill_row("Note", note)
        self.done("Keep")

    def concern(self, words: str, *zones: tuple[str, Side], marked: str = "") -> None:
        """Write down what the client wants treated, and where."""
        self._add(self.details().concerns)
        self.fill_row("Concern", words)
        if marked:
            self.fill_row("How marked", marked)
        self._pick(zones)
        self.done("Keep")

    def plan(
        self,
        concern: str,
        *zones: tuple[str, Side],
        planned: str = "",
        every: str = "",
        phase: str = "",
        note: str = "",
    ) -> None:
        """Make a plan under the tab Plan."""
        hand = self.hand
        hand.press("New plan")
        self.fill_row("Concern", concern)
        if phase:
            hand.press(phase, self.row_field("Phase"))
        if planned:
            self.fill_row("Planned sessions", planned)
        if every:
            self.fill_row("Days between sessions", every)
        if note:
            self.fill_row("Note", note)
        if zones:
            self._pick(zones)
        self.done("Add plan")

    def avoid(self, zone: str, side: Side, kind: str, note: str = "") -> None:
        """Mark a spot that must not be needled, by a tap on the map."""
        self.hand.tap_zone(self.details().avoid.map, zone, side)
        self.hand.wait(lambda: self.hand.sees("Do not needle here"))
        box = self.row_field("What it is")
        assert isinstance(box, QComboBox)
        self.hand.choose(box, kind)
        if note:
            self.fill_row("Note", note)
        self.done("Keep")

    def _pick(self, zones: tuple[tuple[str, Side], ...]) -> None:
        if not zones:
            return
        picker = self.hand.all(ZonePicker)[0]
        for zone, side in zones:
            self.hand.tap_zone(picker.map, zone, side)

    # --- stock --------------------------------------------------------------------------------

    def device(
        self,
        name: str = "",
        *,
        model: str = "",
        serial: str = "",
        deepest: str = "",
        step: str = "",
    ) -> None:
        """Add a device to the stock, a known model or one described by hand."""
        self._stock("Devices", "New device")
        if model:
            box = self.row_field("Model")
            assert isinstance(box, QComboBox)
            self.hand.choose(box, model)
        if name:
            self.fill_row("Name", name)
        if serial:
            self.fill_row("Serial number", serial)
        if deepest:
            self.fill_row("Deepest, mm", deepest)
        if step:
            self.fill_row("Step, mm", step)
        self.done("Add")

    def _stock(self, part: str, button: str) -> None:
        self.go("Stock")
        self.hand.press(part)
        self.hand.press(button)
        self.hand.wait(lambda: self.hand.front() is not self.hand.window, "no sheet")
        self.rest()

    def lot(
        self,
        product: str,
        kind: str,
        lot: str,
        expiry: str = "",
        *,
        strength: str = "",
        opened: str = "",
    ) -> None:
        """Add a lot and its new product to the stock."""
        hand = self.hand
        self._stock("Lots", "New lot")
        new = ("The product is new", "Add the first product")
        hand.click(next(b for b in hand.all(QAbstractButton) if names(b) & set(new)))
        hand.wait(lambda: hand.sees("New product"))
        self.fill_row("Name", product)
        box = self.row_field("Kind")
        assert isinstance(box, QComboBox)
        hand.choose(box, kind)
        if strength:
            self.fill_row("Strength", strength)
        self.done("Add")
        self.fill_row("Lot", lot)
        if expiry:
            self.fill_row("Expiry", expiry)
        if opened:
            self.fill_row("Opened on", opened)
        self.done("Add")


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
        self.hand.tap_zone(self.map, zone, side, more=more)

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
        if entry:
            hand.choose_in_menu(entry)
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

    def sign(self) -> None:
        """Finish and sign; ends on the record."""
        hand = self.hand
        hand.press("Finish & sign")
        hand.wait(lambda: hand.front() is not hand.window, "no sheet")
        hand.press("Sign as Rina Patel")
        hand.wait(lambda: not self.layout.isVisible() or hand.sees("Signed by"), "not signed")
        self.desk.rest()


def start_session(desk: Desk) -> SessionDesk:
    """From the page of a client, begin a session."""
    desk.hand.press("New session")
    desk.hand.see("Finish & sign", QAbstractButton)
    desk.rest()
    settle()
    return SessionDesk(desk)


def _box_spot(box: QCheckBox) -> QPoint:
    return QPoint(12, box.height() // 2)
