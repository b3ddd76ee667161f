"""The record screen: a signed session to read, print and add to."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.begun_words import BegunAddendum, BegunKind, BegunWords
from needlelog.domain.clients import Client
from needlelog.domain.draft_edits import Spot
from needlelog.domain.recalls import RecalledUse
from needlelog.domain.review import Flag
from needlelog.domain.session_gaps import Place
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.services import clients, recalls, sessions
from needlelog.services.begun_words import begun_words
from needlelog.ui import record_words
from needlelog.ui.addendum_words import PARTS, addenda_about, addenda_to_the_whole, void_words
from needlelog.ui.aftercare.reprint_button import ReprintButton
from needlelog.ui.begun_words import keep_begun_in
from needlelog.ui.context import Changes, Context
from needlelog.ui.follow_up.words import event_alert
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.map.map_state import map_depths
from needlelog.ui.openings import tell_opening
from needlelog.ui.paper_output import ask_for_pdf, ask_for_printer, write_told
from needlelog.ui.recall.words import recalled_line, recalled_tone
from needlelog.ui.review_words import flag_tone, flag_word
from needlelog.ui.screening_record_words import deferred_words, is_deferred
from needlelog.ui.screens.record.addenda_card import AddendaCard
from needlelog.ui.screens.record.addendum_notes import AddendumNotes, note
from needlelog.ui.screens.record.begun_addenda import BegunAddenda
from needlelog.ui.screens.record.outcomes_card import OutcomesCard
from needlelog.ui.screens.record.questions_card import QuestionsCard
from needlelog.ui.screens.record.screening_card import ScreeningCard
from needlelog.ui.screens.record.words_card import WordsCard
from needlelog.ui.screens.record.zones_card import ZonesCard
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.scroll_page import ScrollPage

_WITH_MAP = 640
_Found = tuple[SessionRecord, Client, tuple[RecalledUse, ...], BegunWords | None]


class RecordScreen(QWidget):
    """Shows one signed session."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._record: SessionRecord | None = None
        self._client: Client | None = None
        self._maps_zones, self._words_first = True, False
        self._recalled: tuple[RecalledUse, ...] = ()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        self.header = HeaderBar()
        self._build_buttons()
        outer.addWidget(self.header)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        outer.addLayout(columns, 1)
        self.map = MapPanel()
        self._map_card = Card(padding=10)
        self._map_card.setMaximumWidth(metrics().text(420))
        self._map_card.add(self.map, 1)
        columns.addWidget(self._map_card, 3)
        columns.addWidget(self._build_page(), 7)
        context.changed.connect(self._hear)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is room for only one of both, the words stay: they say all the map shows."""
        super().resizeEvent(event)
        self._show_map()

    def _show_map(self) -> None:
        self._map_card.setVisible(self._maps_zones and self.width() >= metrics().text(_WITH_MAP))

    def _build_buttons(self) -> None:
        self.open_client = icon_button(
            "account-outline", self.tr("Open the client"), self._go_to_client
        )
        self.pdf = icon_button("file-pdf-box", self.tr("Save as PDF"), self._ask_pdf)
        self.print = icon_button("printer-outline", self.tr("Print"), self._print)
        self.void = icon_button("file-cancel-outline", self.tr("Declare void…"), self._ask_void)
        self.repeat = Button(self.tr("Repeat"), "primary", "restore")
        self.repeat.clicked.connect(self._repeat)
        self.header.add_right(self.open_client, self.void, self.print, self.pdf, self.repeat)

    def _build_page(self) -> ScrollPage:
        page = ScrollPage()
        self.zones = ZonesCard()
        self.numbing = WordsCard(self.tr("Numbing"))
        self.device = WordsCard(self.tr("Device and cartridge"))
        self.products = WordsCard(self.tr("Products"))
        self.course = WordsCard(self.tr("Course and close"))
        self.reprint = ReprintButton(self._context)
        self.course.add_to_header(self.reprint)
        self.note = WordsCard(self.tr("Note"))
        self.signature = WordsCard(self.tr("Signed"))
        self.addenda = AddendaCard()
        self.addenda.written.connect(self._add)
        self._begun = BegunAddenda(self._context, self.addenda, self)
        self.state_note = QVBoxLayout()
        page.body.addLayout(self.state_note)
        self.under: dict[str, AddendumNotes] = {}
        self.screening = ScreeningCard()
        cards: tuple[tuple[Card, str], ...] = (
            (self.zones, Place.ZONES),
            (self.screening, Place.SCREENING),
            (self.products, Place.TOPICALS),
            (self.device, Place.DEVICE),
            (self.numbing, Place.NUMBING),
            (self.course, Place.REACTIONS),
        )
        for card, place in cards:
            page.body.addWidget(card)
            self.under[place] = AddendumNotes()
            page.body.addWidget(self.under[place])
        self.outcomes = OutcomesCard(self._context)
        self.outcomes.known.connect(self._show_events)
        self.questions = QuestionsCard(self._context)
        page.body.insertWidget(page.body.indexOf(self.under[Place.ZONES]) + 1, self.questions)
        page.body.addWidget(self.outcomes)
        for card in (self.note, self.signature, self.addenda):
            page.body.addWidget(card)
        page.body.addStretch(1)
        self._page = page
        return page

    # --- showing -------------------------------------------------------------------------------

    def open_record(self, uid: str) -> None:
        """Show the session with this uid."""
        clinic = self._context.clinic
        self._begun.keeper.flush()  # so that coming back to a record finds the last word, too

        def read() -> _Found:
            record = sessions.session_record(clinic, uid)
            client = clients.client(clinic, record.content.client_uid)
            begun = begun_words(clinic, BegunKind.ADDENDUM, uid)
            return record, client, recalls.recalled_in(clinic, uid), begun

        self._context.read(read, self._show_found, owner=self)
        tell_opening(self._context, "session", uid, self)

    @property
    def record_uid(self) -> str | None:
        """The session shown, if any."""
        return self._record.content.uid if self._record else None

    def _show_found(self, found: _Found) -> None:
        record, client, recalled, begun = found
        new = self.record_uid != record.content.uid
        self._begun.turn_to(record, client, begun)
        if new:
            self._words_first = bool(self.addenda.begun())
        self._show(record, client, recalled)
        if new and self._words_first:
            self.addenda.lead_to_words()
            # The page was scrolled to where the field stood before.
            self._page.verticalScrollBar().setValue(0)

    def _show(
        self,
        record: SessionRecord,
        client: Client,
        recalled: tuple[RecalledUse, ...] | None = None,
    ) -> None:
        """Show the record; without ``recalled`` what was told of recalls stays."""
        self._recalled = self._recalled if recalled is None else recalled
        self._record, self._client = record, client
        if record_words.is_void(record):  # it takes no addendum any more
            self._begun.keeper.turn_away()
        content, zones = record.content, self._context.zones
        facts = record_words.joined(record_words.when(record), record_words.number_words(content))
        self.header.set_title(client.name, facts)
        self.header.set_pills(self._pills(record))
        depths: dict[Spot, tuple[int, ...]] = {}
        for (zone, side), found in map_depths(content.zones).items():
            for part in side.parts:
                depths[zone, part] = depths.get((zone, part), ()) + found
        self.map.body_map.set_depths(depths)
        self.map.body_map.set_selection(())
        if content.zones:
            self.map.show_best([(row.zone, row.side) for row in content.zones])
        treated = not is_deferred(record)
        self.zones.show_rows(content.zones, zones, treated=treated)
        self._maps_zones = treated
        self._show_map()
        self.screening.show_record(record, zones)
        device = [record_words.device_line(content.device)] if content.device else []
        if content.cartridge:
            device.append(record_words.cartridge_line(content.cartridge))
        self.device.show_lines(device)
        self.numbing.show_lines(map(record_words.numbing_line, content.numbing))
        self.products.show_lines(record_words.topical_line(row, zones) for row in content.topicals)
        self.course.show_lines(record_words.course_lines(content, zones))
        self.reprint.show_given(content.aftercare)
        self.note.show_lines([content.note])
        self.signature.set_header(record_words.signature_title(record))
        self.signature.show_lines(record_words.signature_lines(record))
        may_write = self._context.clinic.person.may_write
        for places in PARTS:
            self.under[places[0]].show_addenda(record, addenda_about(record, *places))
        self.addenda.show_record(record, may_write=may_write)
        self._place_addenda(first=bool(addenda_to_the_whole(record)))
        self.outcomes.show_session(record, client)
        self.questions.show_session(content.uid)
        self._show_state(record)
        self.void.setVisible(may_write and not record_words.is_void(record))
        self.repeat.setVisible(may_write and not is_deferred(record))

    @property
    def unwritten(self) -> tuple[BegunAddendum, ...]:
        """See `BegunAddenda`."""
        return self._begun.unwritten

    @property
    def unkept(self) -> bool:
        """Whether the disk did not take what is typed here."""
        return self._begun.unkept

    def _place_addenda(self, *, first: bool) -> None:
        column = self._page.body
        column.removeWidget(self.addenda)
        place = column.indexOf(self.questions) + 1 if first else column.count() - 1
        if self._words_first:  # above all that is still being read and would move them
            place = column.indexOf(self.zones)
        column.insertWidget(place, self.addenda)

    def _show_state(self, record: SessionRecord) -> None:
        while (item := self.state_note.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        recalled = () if record_words.is_void(record) else self._recalled
        for words, tone in (
            (void_words(record), "stop"),
            (deferred_words(record), "warn"),
            *((recalled_line(use), recalled_tone(use)) for use in recalled),
        ):
            if words:
                self.state_note.addWidget(note("", words, tone))

    def _pills(self, record: SessionRecord) -> list[tuple[str, str]]:
        states = {
            SessionState.SIGNED: (self.tr("signed"), "good"),
            SessionState.COUNTERSIGNED: (self.tr("signed · countersigned"), "good"),
            SessionState.VOID: (self.tr("void"), "stop"),
            SessionState.DEFERRED: (self.tr("deferred"), "warn"),
        }
        pills = [states.get(record.state, (self.tr("imported"), "neutral"))]
        if record.backdated:
            pills.append((self.tr("entered later"), "warn"))
        if self._recalled and not record_words.is_void(record):
            still_open = any(use.recall.is_open for use in self._recalled)
            flag = Flag.RECALLED if still_open else Flag.RECALL_CLOSED
            pills.append((flag_word(flag), flag_tone(flag)))
        if record.addenda:
            pills.append((self.tr("%n addendum(s)", "", len(record.addenda)), "warn"))
        return [*pills, *map(event_alert, self.outcomes.outcomes.events)]

    def _show_events(self) -> None:
        if self._record is not None:
            self.header.set_pills(self._pills(self._record))

    def _hear(self, changes: Changes) -> None:
        if changes.initiator is not self and self.record_uid in changes.uids:
            self.open_record(str(self.record_uid))
        elif "recall" in changes.kinds and self._record is not None and self._client is not None:
            clinic, record, client = self._context.clinic, self._record, self._client
            self._context.read(
                lambda: recalls.recalled_in(clinic, record.content.uid),
                lambda found: self._show(record, client, found),
                owner=self,
            )

    # --- acting --------------------------------------------------------------------------------

    def _add(self, text: str, about: str) -> None:
        clinic, uid, client = self._context.clinic, self.record_uid, self._client
        if uid is None or client is None:
            return

        def kept(record: SessionRecord) -> None:
            self._begun.written(uid)
            if self.record_uid == uid:
                self._words_first = False
                self._show(record, client)

        def refused(error: Exception) -> None:
            self._begun.keeper.go_on()
            self._context.report(error)

        self._begun.keeper.rest()
        self._context.write(
            lambda: sessions.add_addendum(clinic, uid, text, about),
            Changes.of("session", uid=uid, initiator=self),
            owner=self,
            on_done=kept,
            on_error=refused,
        )

    def _ask_void(self) -> None:
        sheet = SheetDialog(
            self.tr("Declare this record void?"),
            self,
            self.tr("It stays readable, marked as void, and no longer counts. This is for good."),
        )
        sheet.guards_words = True
        reason = QLineEdit()
        reason.setAccessibleName(self.tr("Reason"))
        reason.setPlaceholderText(self.tr("Reason, for example: entered for the wrong client"))
        sheet.body.addWidget(reason)
        sheet.add_button(self.tr("Keep the record"))
        act = sheet.add_button(self.tr("Declare void"), "danger")
        act.setEnabled(False)
        reason.textChanged.connect(lambda text: act.setEnabled(bool(text.strip())))
        if self.record_uid is not None:
            place = BegunKind.VOIDING, self.record_uid
            begun = keep_begun_in(sheet, self._context, place, reason)
            sheet.accepted.connect(begun.rest)
        sheet.accepted.connect(lambda: self._void(reason.text().strip()))
        self.void_sheet = sheet
        sheet.open()

    def _void(self, reason: str) -> None:
        clinic, uid, client = self._context.clinic, self.record_uid, self._client
        if uid is None or client is None:
            return
        self._context.write(
            lambda: sessions.void_session(clinic, uid, reason),
            Changes.of("session", "client", uid=uid, initiator=self),
            owner=self,
            on_done=lambda record: self._show(record, client),
        )

    def _go_to_client(self) -> None:
        if self._client is not None:
            self._context.navigator.client_requested.emit(self._client.uid, "record")

    def _repeat(self) -> None:
        if self._client is not None:
            self._context.navigator.new_session_requested.emit(self._client.uid, True)

    def _ask_pdf(self) -> None:
        if self._record is None:
            return
        started = self._record.content.started_at or self._record.content.created_at
        ask_for_pdf(self, f"session-{started:%Y-%m-%d}.pdf", self.save_pdf)

    def save_pdf(self, path: Path) -> None:
        """Write the record as a PDF where the person said."""
        if self._record is None or self._client is None:
            return
        from needlelog.ui.printing.session_sheet import write_pdf

        record, client, name = self._record, self._client, self._context.clinic.name
        zones, outcomes, recalled = self._context.zones, self.outcomes.outcomes, self._recalled
        printed = self._context.clinic.clock()

        def write() -> None:
            write_pdf(record, client, name, zones, path, outcomes, recalled, printed=printed)

        write_told(self._context, path, write, self)

    def _print(self) -> None:
        if self._record is None or self._client is None:
            return
        from needlelog.ui.printing.session_sheet import foot_line, session_document

        record, client, clinic = self._record, self._client, self._context.clinic

        def made() -> tuple[QTextDocument, str]:
            document = session_document(
                record,
                client,
                clinic.name,
                self._context.zones,
                self.outcomes.outcomes,
                self._recalled,
            )
            return document, foot_line(record, client, clinic.clock())

        ask_for_printer(self._context, self, made)
