"""The session screen: one draft in front of the practitioner, saved after each act."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from needlelog.domain.depth_choices import stepped
from needlelog.domain.quantities import parse_depth
from needlelog.domain.session_gaps import Gap, Place
from needlelog.domain.session_repeat import repeat_last
from needlelog.domain.sessions import SessionDraft, SessionRecord
from needlelog.domain.stock import Device
from needlelog.services import sessions
from needlelog.ui import formats
from needlelog.ui.commands.draft_editor import DraftEditor
from needlelog.ui.commands.draft_keeper import DraftKeeper
from needlelog.ui.context import Changes, Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.draft_views import DraftViews
from needlelog.ui.screens.session.layout import SessionLayout
from needlelog.ui.screens.session.more_menu import MoreMenu
from needlelog.ui.screens.session.new_stock import NewStock
from needlelog.ui.screens.session.pack_use import PackUse
from needlelog.ui.screens.session.refused_field import refused_field
from needlelog.ui.screens.session.screening.desk import ScreeningDesk
from needlelog.ui.screens.session.signing import Signing
from needlelog.ui.screens.session.surroundings import Surroundings, load
from needlelog.ui.screens.session.zone_choice import ZoneChoice
from needlelog.ui.shortcuts import bind
from needlelog.ui.theme.depth_scale import depth_colour
from needlelog.ui.widgets.stepper import StepperRules

_SURROUNDINGS = frozenset(
    {"stock", "lot", "recall", "client", "limits", "rules", "people", "preset", "plan"}
)
"""Kinds of changes made elsewhere that are also shown around the draft."""


class SessionScreen(QWidget):
    """Opens a draft, shows it as map and grid, keeps it saved, and signs it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._around: Surroundings | None = None
        self._views: DraftViews | None = None
        self.keeper = DraftKeeper(context, lambda: self._draft_in_front(), self)
        self.editor = DraftEditor(self.keeper.save, self)
        self.acts = SessionActs(self.editor, context.zones, self)
        self.parts = SessionLayout(context, self.acts, context.zones, self._depth_rules())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.parts)
        self.new_stock = NewStock(context, self.acts, self._reload_surroundings, self)
        self.packs = PackUse(
            context,
            self.acts,
            lambda: self._around,
            lambda: self.parts.side.numbing.closed_because,
            self,
        )
        self.screening = ScreeningDesk(context, self.editor, self.acts, self.parts, self)
        sheets = self.parts.side.close_section.sheets
        self.signing = Signing(context, self.editor, self.acts, self.screening, sheets, self)
        self.choice = ZoneChoice(self.parts, self.acts, self.editor, context.zones, self)
        self.parts.setEnabled(False)
        self._more = MoreMenu(context, self.acts, self.editor, self.parts.more, self.signing, self)
        self._connect()

    # --- opening -------------------------------------------------------------------------------

    def start(self, client_uid: str, repeat: bool = False) -> None:
        """Begin a session for a client, filled from the last one when ``repeat`` is asked."""
        clinic = self._context.clinic

        def begin() -> tuple[SessionDraft, Surroundings]:
            draft = empty = sessions.start_session(clinic, client_uid)
            around = load(clinic, draft)
            if repeat and around.last is not None:
                draft = self._repeated(draft, around)
                sessions.save_draft(clinic, draft)
            sessions.drop_untouched(clinic, draft, empty, draft)
            return draft, around

        self._context.write(
            begin, Changes.of("draft", initiator=self), owner=self, on_done=self._begun
        )

    def _begun(self, found: tuple[SessionDraft, Surroundings]) -> None:
        self._open(found, fresh=True)
        if self.draft_uid == found[0].uid:
            self._saved(self._context.now())

    def open_draft(self, uid: str) -> None:
        """Go on with an unfinished session."""
        if self.editor.is_open and self.editor.draft.uid == uid:
            self._reload_surroundings()
            return
        clinic = self._context.clinic

        def read() -> tuple[SessionDraft, Surroundings]:
            draft = sessions.load_draft(clinic, uid)
            return draft, load(clinic, draft)

        self._context.read(read, self._open, owner=self)

    @property
    def draft_uid(self) -> str | None:
        """The session in front, if any."""
        return self.editor.draft.uid if self.editor.is_open else None

    def _open(self, found: tuple[SessionDraft, Surroundings], *, fresh: bool = False) -> None:
        draft, around = found
        if self.unsaved and self.draft_uid != draft.uid:
            self._context.failed.emit(
                self.tr(
                    "The last change to this session is not saved yet, so it stays in front. It is "
                    "tried again every few seconds."
                )
            )
            self.keeper.try_again()
            return
        self._around = around
        self._views = DraftViews(around, self._context.zones)
        self.choice.begin(self._views)
        self.screening.begin(draft, around, fresh=fresh)
        self.parts.setEnabled(True)
        self.parts.saved.setText("")
        with QSignalBlocker(self.parts.note):
            self.parts.note.setPlainText(draft.note)
        last = around.last.content.zones if around.last is not None else ()
        self.parts.begin([(row.zone, row.side) for row in draft.zones or last])
        self._more.set_presets(around.presets)
        self.editor.open(draft)
        self.parts.set_pills(self._views.pills())
        if self.parts.on_screening:
            self.parts.screening.focus_first()
        else:
            self.parts.map.body_map.setFocus(Qt.FocusReason.MouseFocusReason)

    def _reload_surroundings(self) -> None:
        clinic, draft = self._context.clinic, self.editor.draft

        def show(around: Surroundings) -> None:
            self._around = around
            self._views = DraftViews(around, self._context.zones)
            self.choice.use_views(self._views)
            self.screening.use_surroundings(around)
            self._more.set_presets(around.presets)
            self._show(self.editor.draft)

        self._context.read(lambda: load(clinic, draft), show, owner=self)

    # --- showing -------------------------------------------------------------------------------

    def _show(self, draft: SessionDraft) -> None:
        around, views = self._around, self._views
        if around is None or views is None:
            return
        if not around.fits(draft):
            self._reload_surroundings()
        views.judged = self.screening.judge(draft)
        self.screening.show(draft)
        self.parts.show_title(*views.header(draft, self._context.today()))
        self.parts.offer_repeat(on=around.last is not None)
        self.parts.show_pills(views.pills())
        body_map = self.parts.map.body_map
        body_map.set_depths(views.depths(draft))
        body_map.set_hatched(views.hatched(draft))
        body_map.set_marks(views.marks(body_map.drawing.name, draft))
        self.choice.show(draft)
        self.parts.products.show_products(draft.topicals, around)
        self.parts.side.show_draft(draft, around, views.judged, self.screening.open_questions)
        note = self.parts.note
        if note.toPlainText() != draft.note:
            with QSignalBlocker(note):
                note.setPlainText(draft.note)
        self._show_history()

    def _show_history(self) -> None:
        undo, redo = self.editor.undo_text, self.editor.redo_text
        for button, word, text in (
            (self.parts.undo, self.tr("Undo"), undo),
            (self.parts.redo, self.tr("Redo"), redo),
        ):
            name = f"{word}: {text}" if text else word
            button.setEnabled(bool(text))
            button.setToolTip(name)
            button.setAccessibleName(name)

    # --- acting --------------------------------------------------------------------------------

    def _connect(self) -> None:
        parts, acts = self.parts, self.acts
        self.editor.changed.connect(self._show)
        self.keeper.saved.connect(self._saved)
        self.keeper.failed.connect(self._not_saved)
        self.editor.history_changed.connect(self._show_history)
        parts.map.mapChanged.connect(lambda _name: self._show_marks())
        self.choice.refused.connect(self._context.failed)
        parts.grid.refused.connect(self._context.failed)
        parts.products.refused.connect(self._context.failed)
        parts.products.new_product_asked.connect(self.new_stock.product)
        parts.side.times.refused.connect(self._context.failed)
        parts.side.device.refused.connect(self._context.failed)
        parts.side.numbing.refused.connect(self._context.failed)
        parts.side.screening.asked.connect(self.screening.go_to_screening)
        for place in (parts.grid, parts.side.numbing):
            place.rule_asked.connect(self.screening.reveal)
            place.rule_seen.connect(lambda rule: self.screening.deal_with([rule]))
        self.screening.busy.connect(parts.setDisabled)
        self.screening.deferred.connect(self._deferred)
        parts.side.device.new_device_asked.connect(self.new_stock.device)
        parts.side.device.new_cartridge_asked.connect(self.new_stock.cartridge)
        for scanning in (parts.side.device, parts.side.numbing, parts.products):
            scanning.scan_asked.connect(self.packs.scan)
        self.signing.jump_asked.connect(self._jump)
        self.signing.busy.connect(parts.setDisabled)
        parts.note.textChanged.connect(lambda: acts.set_note(parts.note.toPlainText()))
        parts.undo.clicked.connect(self.editor.undo)
        parts.redo.clicked.connect(self.editor.redo)
        parts.repeat.clicked.connect(self.repeat_last)
        parts.finish.clicked.connect(self.finish)
        self._context.changed.connect(self._hear)
        for act, slot in (
            ("undo", self.editor.undo),
            ("redo", self.editor.redo),
            ("add_zone", self._search_zone),
            ("screening", self.screening.turn),
            ("mirror", parts.selection.mirror.toggle),
            ("repeat_last", self.repeat_last),
            ("finish", self.finish),
        ):
            bind(act, self, slot)

    def _search_zone(self) -> None:
        if not self.parts.on_screening:
            self.choice.search()

    def _depth_rules(self) -> StepperRules:
        return StepperRules(
            parse=parse_depth,
            format=formats.depth,
            step=lambda value, way: stepped(value, way, self._device()),
            swatch=depth_colour,
        )

    def _device(self) -> Device | None:
        if self._around is None or not self.editor.is_open or self.editor.draft.device is None:
            return None
        return self._around.device(self.editor.draft.device.device_uid)

    def _show_marks(self) -> None:
        if self._views is not None and self.editor.is_open:
            body_map = self.parts.map.body_map
            body_map.set_marks(self._views.marks(body_map.drawing.name, self.editor.draft))

    def repeat_last(self) -> None:
        """Take over what was done last time; measured values and used-up lots are left out."""
        if self._around is None or self._around.last is None:
            return
        self.acts.apply(self.tr("repeat last"), self._repeated(self.editor.draft, self._around))
        zones = [(row.zone, row.side) for row in self.editor.draft.zones]
        if zones:
            self.parts.map.show_best(zones)

    def _repeated(self, draft: SessionDraft, around: Surroundings) -> SessionDraft:
        if around.last is None:
            return draft
        return repeat_last(
            draft,
            around.last.content,
            around.lots_by_uid,
            {device.uid: device for device in around.devices},
            (draft.started_at or draft.created_at).date(),
            around.recalled,
        )

    def _hear(self, changes: Changes) -> None:
        if changes.initiator is self or not self.editor.is_open:
            return
        if changes.kinds & _SURROUNDINGS:
            self._reload_surroundings()

    # --- keeping and signing -------------------------------------------------------------------

    def _saved(self, at: datetime) -> None:
        self.parts.saved.setText(
            self.tr("✓ Saved {time}").format(time=formats.clock_time(at.astimezone()))
        )
        self.editor.mark_saved(at)

    def _not_saved(self, error: Exception) -> None:
        self.parts.saved.setText(self.tr("Not saved"))
        self.editor.mark_failed(error)
        self._context.report(error)

    @property
    def unsaved(self) -> bool:
        """Whether the disk did not take the newest draft."""
        return self.keeper.unsaved

    def _draft_in_front(self) -> SessionDraft | None:
        return self.editor.draft if self.editor.is_open else None

    def flush(self) -> None:
        """Take over what is being typed; the worker writes it before anything asked later."""
        focused = QApplication.focusWidget()
        if self.editor.is_open and focused is not None and self.isAncestorOf(focused):
            focused.clearFocus()
        if self.unsaved:
            self.keeper.try_again()

    def finish(self) -> None:
        """Show what is missing and ask for the signature."""
        if not self.editor.is_open or self._views is None:
            return
        before = QApplication.focusWidget()
        by_keys = before is not None and before.property("ring") is True
        self.flush()
        if before is not None and self.isAncestorOf(before):
            other, mouse = Qt.FocusReason.OtherFocusReason, Qt.FocusReason.MouseFocusReason
            before.setFocus(other if by_keys else mouse)
        unit = self.parts.side.device.unit_fields
        if unit.used_by is not None:
            self.parts.side.device.set_open(True)
            self.parts.show_widget(unit)
            unit.serial.setFocus()
            self._context.failed.emit(unit.trouble.text())
            return
        refused = refused_field(self.parts)
        if refused is None:
            self.signing.ask(self._views)
            return
        self.parts.show_page(screening=self.parts.screening.isAncestorOf(refused))
        self.parts.show_widget(refused)
        refused.setFocus()
        self._context.failed.emit(
            self.tr("“{text}” was not taken. Please correct it before you sign.").format(
                text=refused.text()[:40]
            )
        )

    def _deferred(self, record: SessionRecord) -> None:
        self.editor.close()
        day = record.content.ask_again_on
        if day is not None:
            self._context.message.emit(
                self.tr("Deferred. Today asks again on {day}.").format(day=formats.day(day))
            )
        self._context.navigator.record_requested.emit(record.content.uid)

    def _jump(self, gap: Gap) -> None:
        if gap.place is Place.SCREENING:
            self.screening.go_to_screening()
            if gap.rule:
                self.screening.reveal(gap.rule)
            return
        self.parts.show_page(screening=False)
        section = self.parts.side.section_at(gap.place)
        if section is not None:
            section.set_open(True)
            self.parts.show_widget(section)
            section.focus_first()
        elif gap.place is Place.TOPICALS and gap.row is not None:
            self.parts.show_widget(self.parts.products.row_widget(gap.row))
        elif gap.row is not None:
            self.choice.select_row(gap.row)
            widget = self.parts.grid.row_widget(gap.row)
            if widget is not None:
                self.parts.show_widget(widget)
                widget.focus_reason()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.packs.listen_for_scanner()
        if self.editor.is_open:
            self.parts.side.numbing.run_clock()

    def hideEvent(self, event: QHideEvent) -> None:
        self.parts.side.numbing.stop_clock()
        super().hideEvent(event)
