"""Until when the records of a client are kept, the legal hold, and the way to destroy them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from needlelog.domain.exports.request import EVERY_SESSION
from needlelog.domain.people import Role
from needlelog.services import retention
from needlelog.ui.gate.note import Note
from needlelog.ui.places import CLIENTS
from needlelog.ui.retention.destroy_sheet import DestroySheet
from needlelog.ui.retention.hold_sheet import HoldSheet
from needlelog.ui.retention.words import covers_words, hold_words, until_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.services.retention import Keeping
    from needlelog.ui.context import Changes, Context


class KeepingCard(Card):
    """Everybody sees until when; managers hold and destroy."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(padding=18, parent=parent)
        self._context = context
        self._uid = ""
        self.keeping: Keeping | None = None
        self.set_header(self.tr("Keeping the records"))
        self.until = label("", "strong", wrap=True)
        self.covers = label("", "quiet", wrap=True)
        self.hold = Note("stop")
        self.recall = Note("warn")
        for widget in (self.until, self.covers, self.hold, self.recall):
            self.add(widget)
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        self.take_along = Button(self.tr("Export…"), "secondary", "download")
        self.place = Button(self.tr("Place a legal hold"), "secondary", "gavel")
        self.lift = Button(self.tr("Lift the legal hold"), "secondary", "gavel")
        self.destroy_button = Button(self.tr("Destroy the records…"), "danger")
        for button in (self.take_along, self.place, self.lift, self.destroy_button):
            flow.addWidget(button)
            button.hide()
        self.add(holder)
        self.take_along.setAccessibleName(self.tr("Export the sessions of this client"))
        self.take_along.clicked.connect(self._ask_export)
        self.place.clicked.connect(lambda: self._ask_hold(lift=False))
        self.lift.clicked.connect(lambda: self._ask_hold(lift=True))
        self.destroy_button.clicked.connect(self._ask_destroy)
        context.changed.connect(self._on_changed)

    def show_client(self, uid: str) -> None:
        """Read and show what keeps the records of a client."""
        self._uid = uid
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "keeping",
            lambda: retention.keeping(clinic, uid),
            lambda found: self._show(uid, found),
            self._context.report,
            owner=self,
        )

    def _on_changed(self, changes: Changes) -> None:
        if self._uid and self.isVisible() and changes.kinds & {"hold", "recall", "settings"}:
            self.show_client(self._uid)

    def _show(self, uid: str, found: Keeping) -> None:
        if uid != self._uid:
            return
        self.keeping = found
        words = until_words(found, self._context.today())
        self.until.setText(words[:1].upper() + words[1:])
        self.covers.setText(covers_words(found))
        self.hold.say(
            self.tr("Legal hold: {why}").format(why=hold_words(found.hold)) if found.hold else ""
        )
        self.recall.say(
            self.tr("Named by an open recall: {what}").format(what=", ".join(found.recalls))
            if found.recalls
            else ""
        )
        may_export = self._context.clinic.person.role is not Role.INSPECTOR
        self.take_along.setVisible(may_export and found.sessions > 0)
        manages = self._context.clinic.person.may_manage
        self.place.setVisible(manages and found.hold is None)
        self.lift.setVisible(manages and found.hold is not None)
        self.destroy_button.setVisible(manages and not found.blocked)

    def _ask_export(self) -> None:
        """Export what there is of this client, for whoever asks for a copy of the own records."""
        if self.keeping is None:
            return
        # Imported when it is asked for: the formats bring much along.
        from needlelog.ui.export.export_sheet import ExportSheet

        wanted = replace(EVERY_SESSION, client_uid=self._uid)
        ExportSheet(self._context, wanted, self.keeping.name, self.window()).open()

    def _ask_hold(self, *, lift: bool) -> None:
        HoldSheet(self._context, self._uid, self, lift=lift).open()

    def _ask_destroy(self) -> None:
        if self.keeping is None:
            return
        sheet = DestroySheet(self._context, self.keeping, self)
        sheet.destroyed.connect(self._leave)
        sheet.open()

    def _leave(self) -> None:
        self._uid = ""
        self._context.navigator.screen_requested.emit(CLIENTS)
