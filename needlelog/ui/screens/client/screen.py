"""One client: who it is, what must not be missed, and the ways into a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from needlelog.domain.clients import age_on
from needlelog.ui import client_words, formats
from needlelog.ui.follow_up.words import event_alert
from needlelog.ui.openings import tell_opening
from needlelog.ui.photos.photos_tab import PhotosTab
from needlelog.ui.screens.client.alert_strip import AlertStrip
from needlelog.ui.screens.client.details_tab import DetailsTab
from needlelog.ui.screens.client.editor import ClientEditor
from needlelog.ui.screens.client.plan_tab import PlanTab
from needlelog.ui.screens.client.progress_tab import ProgressTab
from needlelog.ui.screens.client.record_tab import RecordTab
from needlelog.ui.screens.client.view import ClientView, read_client
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.domain.clients import Client
    from needlelog.ui.context import Changes, Context

_CONCERNS = frozenset({"client", "session", "draft", "plan", "score", "follow_up", "adverse_event"})
_NAME_NEEDS, _GAP, _NARROW = 170, 16, 980
_TABS = ("record", "progress", "photos", "plan", "details")


class ClientScreen(QWidget):
    """Header with alerts, and the tabs Record, Progress, Photos, Plan, Details."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._uid = ""
        self.view: ClientView | None = None
        self.editor = ClientEditor(context, self)
        self.header = HeaderBar()
        self.alerts = AlertStrip()
        self.alerts.hide()
        self.tabs = SegmentedControl(
            [
                ("record", self.tr("Record")),
                ("progress", self.tr("Progress")),
                ("photos", self.tr("Photos")),
                ("plan", self.tr("Plan")),
                ("details", self.tr("Details")),
            ]
        )
        self.tabs.setAccessibleName(self.tr("Part of the client"))
        self.repeat_button = Button(self.tr("Repeat last"), "primary", "restore")
        self.repeat_button.setAccessibleName(self.tr("Repeat last"))
        self.new_button = Button(self.tr("New session"), "primary", "plus")
        self.plus_button = icon_button("plus", self.tr("New session"), self._new_session)
        self.header.add_right(self.tabs, self.repeat_button, self.plus_button, self.new_button)
        self.header.folded.connect(self._share_the_line)
        self.record = RecordTab(context)
        self.progress = ProgressTab(context)
        self.photos = PhotosTab(context)
        self.plan = PlanTab(context)
        self.details = DetailsTab(context, self.editor)
        self._pages = QStackedWidget()
        for page in (self.record, self.progress, self.photos, self.plan, self.details):
            self._pages.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self.alerts)
        layout.addWidget(self._pages, 1)
        self._show_buttons(has_last=False)
        self._connect()

    def open_client(self, uid: str, tab: str) -> None:
        """Show a client and one of the tabs; an unknown tab shows the record."""
        if uid != self._uid:
            self.flush()
            self._uid = uid
            self.view = None
            self.header.set_title("", "")
            self.alerts.show_alerts([])
            self.details.show_saved(None)
            tell_opening(self._context, "client", uid, self)
        self.tabs.set_current(tab if tab in _TABS else _TABS[0])
        self._show_tab()
        self.editor.open(uid)
        self._read()

    def activate(self) -> None:
        """Bring what is shown up to date; a session may have been signed meanwhile."""
        if self._uid:
            self._read()

    def flush(self) -> None:
        """Hand over what is being typed, before the lock or another client."""
        if self.editor.client is not None:
            self.details.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The facts under the name give way before the tabs do."""
        super().resizeEvent(event)
        self._share_the_line()

    def _connect(self) -> None:
        self.tabs.chosen.connect(lambda _key: self._show_tab())
        self.repeat_button.clicked.connect(
            lambda: self._context.navigator.new_session_requested.emit(self._uid, True)
        )
        self.new_button.clicked.connect(self._new_session)
        self.record.more_asked.connect(self._read)
        self.editor.shown.connect(self._show_client)
        self.editor.saved.connect(self.details.show_saved)
        self._context.changed.connect(self._on_changed)

    def _new_session(self) -> None:
        self._context.navigator.new_session_requested.emit(self._uid, False)

    def _on_changed(self, changes: Changes) -> None:
        if not self._uid or not changes.kinds & _CONCERNS or not self.isVisible():
            return
        if changes.uids and self._uid not in changes.uids and "client" in changes.kinds:
            return
        self._read()

    def _read(self) -> None:
        clinic, uid = self._context.clinic, self._uid
        newest = self.record.wanted(uid)
        self._context.worker.submit_latest(
            "client",
            lambda: read_client(clinic, uid, newest),
            lambda view: self._show(uid, view),
            self._context.report,
            owner=self,
        )

    def _show(self, asked: str, view: ClientView) -> None:
        if asked != self._uid:
            return
        self._uid = view.client.uid  # asked for by a duplicate, the client kept is shown
        self.view = view
        self._show_buttons(has_last=view.last is not None)
        self._show_header(view)
        self.record.show_view(view)
        self.plan.show_view(view)
        if self.tabs.current() == "progress":
            self.progress.show_client(self._uid)
        else:
            self.progress.read_ahead(self._uid)

    def _show_client(self, client: Client) -> None:
        self.details.show_client(client)

    def _show_tab(self) -> None:
        self._pages.setCurrentIndex(_TABS.index(self.tabs.current()))
        if self.tabs.current() == "progress" and self._uid:
            self.progress.show_client(self._uid)
        elif self.tabs.current() == "photos" and self._uid:
            self.photos.show_client(self._uid)

    def _show_header(self, view: ClientView) -> None:
        self.header.set_title(view.client.name, self._facts(view))
        found = [
            *map(event_alert, view.outcomes.events),
            *(
                (client_words.alert_words(item), client_words.alert_tone(item))
                for item in client_words.alerts(view.client)
            ),
        ]
        self.alerts.show_alerts(sorted(found, key=lambda alert: alert[1] != "stop"))
        self._share_the_line()

    def _facts(self, view: ClientView) -> str:
        client, today = view.client, self._context.today()
        parts = []
        if client.birth_date is not None:
            parts.append(str(age_on(client.birth_date, today)))
        if client.phototype is not None:
            parts.append(client_words.phototype_words(client.phototype))
        plan = view.active_plan
        if plan is not None:
            words = plan.plan.concern
            if plan.progress.planned:
                words = self.tr("{concern}, session {done} of {planned}").format(
                    concern=words, done=plan.progress.done, planned=plan.progress.planned
                )
            parts.append(words)
        elif client.concerns:
            parts.append(client.concerns[0].concern)
        if view.last is not None:
            start = view.last.content.started_at or view.last.content.created_at
            parts.append(self._since(formats.days_ago(start.date(), today)))
        return " · ".join(parts)

    def _since(self, ago: str) -> str:
        return self.tr("last {ago}").format(ago=ago)

    def _show_buttons(self, *, has_last: bool) -> None:
        may_write = self._context.clinic.person.may_write
        self.repeat_button.setVisible(has_last and may_write)
        self.plus_button.setVisible(has_last and may_write)
        self.new_button.setVisible(not has_last and may_write)

    def _share_the_line(self) -> None:
        beside = (self.tabs, self.repeat_button, self.plus_button, self.new_button)
        narrow = self.width() < metrics().text(_NARROW)
        self.repeat_button.setText(self.tr("Repeat") if narrow else self.tr("Repeat last"))
        taken = sum(one.sizeHint().width() + _GAP for one in beside if not one.isHidden())
        room = max(self.width() - taken, metrics().text(_NAME_NEEDS))
        if self.header.is_folded():
            room = self.width()
        for words in self.header.findChildren(ElidedLabel):
            words.setMaximumWidth(room)
            if words.property("role") == "title":
                words.setMinimumWidth(min(words.sizeHint().width(), metrics().text(_NAME_NEEDS)))
