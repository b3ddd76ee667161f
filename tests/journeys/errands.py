"""What a practitioner does again and again: clients, consents, plans, stock."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QWidget

from needlelog.domain.zones import Side
from needlelog.services import clients
from needlelog.services.clinic import Clinic
from needlelog.ui.screens.client.details.consents_card import ConsentsCard
from needlelog.ui.screens.client.details.parts_card import PartsCard
from needlelog.ui.screens.client.details_tab import DetailsTab
from needlelog.ui.screens.client.zone_picker import ZonePicker
from needlelog.ui.widgets.form_row import FormRow
from tests.journeys.hand import Hand, settle
from tests.journeys.looks import names
from tests.journeys.program import Program
from tests.journeys.zone_taps import tap_zone


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

    def _add(self, card: PartsCard | ConsentsCard) -> None:
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
        """Write down one decision made on paper, under Details."""
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
        tap_zone(self.hand, self.details().avoid.map, zone, side)
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
            tap_zone(self.hand, picker.map, zone, side)

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
        self._stock("New device")
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

    def _stock(self, entry: str) -> None:
        self.go("Stock")
        self.hand.press("Add")
        self.hand.choose_in_menu(entry)
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
        self._stock("New lot")
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
