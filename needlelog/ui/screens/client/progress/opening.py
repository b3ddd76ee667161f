"""What opens when something on the time axis is tapped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from needlelog.services import scores
from needlelog.ui.follow_up.event_sheet import EventSheet
from needlelog.ui.progress_chart.hits import Hit, Kind
from needlelog.ui.scores.detail_sheet import ScoreDetailSheet

if TYPE_CHECKING:
    from needlelog.domain.timeline import Timeline
    from needlelog.services.scores import ClientScores
    from needlelog.ui.context import Context


class Opening(QObject):
    """A session opens its record, a score its sheet, an adverse event too, the plan its tab."""

    photo_opened = Signal(str)
    """The uid of a photo that is to be compared."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._client_uid = ""
        self._timeline: Timeline | None = None
        self.sheet: ScoreDetailSheet | EventSheet | None = None

    def show_client(self, uid: str, timeline: Timeline) -> None:
        """From now on things of this client are opened."""
        self._client_uid, self._timeline = uid, timeline

    def open(self, hit: Hit) -> None:
        """Open what was tapped."""
        navigator = self._context.navigator
        if hit.kind is Kind.SESSION:
            navigator.record_requested.emit(hit.uid)
        elif hit.kind is Kind.PHOTO:
            self.photo_opened.emit(hit.uid)
        elif hit.kind is Kind.PLAN:
            navigator.client_requested.emit(self._client_uid, "plan")
        elif hit.kind is Kind.EVENT:
            self._open_event(hit.uid)
        else:
            self._open_score(hit.uid)

    def _open_event(self, uid: str) -> None:
        events = self._timeline.events if self._timeline is not None else ()
        for event in events:
            if event.uid == uid:
                self.sheet = EventSheet(self._context, event, self._window)
                self.sheet.open()

    def _open_score(self, uid: str) -> None:
        clinic, client_uid = self._context.clinic, self._client_uid

        def show(known: ClientScores) -> None:
            score = next((each for each in known.scores if each.uid == uid), None)
            if score is not None:
                scale = known.scales.find(score.scale, score.scale_version)
                self.sheet = ScoreDetailSheet(self._context, score, scale, self._window)
                self.sheet.open()

        self._context.read(lambda: scores.client_scores(clinic, client_uid), show, owner=self)
