"""The close of a session: aftercare given, next session due."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.domain.aftercare import AftercareSheet
from needlelog.domain.sessions import Aftercare, SessionDraft
from needlelog.ui import formats
from needlelog.ui.context import Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside, titled
from needlelog.ui.screens.session.sections.aftercare import SheetChooser
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.status_section import Status, StatusSection


class CloseSection(StatusSection):
    """Aftercare sheet and the day the next session is due."""

    def __init__(self, acts: SessionActs, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, foldable=True)
        self.set_title(self.tr("Aftercare & next"))
        self.set_open(True)
        self._acts = acts
        self._context = context
        self._interval: int | None = None
        self.sheet = QLineEdit()
        self.sheet.setAccessibleName(self.tr("Aftercare sheet"))
        self.sheet.setPlaceholderText(self.tr("Sheet"))
        self.version = QLineEdit()
        self.version.setAccessibleName(self.tr("Version of the sheet"))
        self.version.setPlaceholderText(self.tr("Version"))
        self.version.setMaximumWidth(metrics().text(118))
        for field in (self.sheet, self.version):
            field.editingFinished.connect(self._set_sheet)
        self.sheets = SheetChooser(context)
        self.sheets.chosen.connect(self._give)
        self.next_due = DateField(self.tr("Next session due"))
        self.next_due.dateCommitted.connect(self._set_due)
        self.suggest = Button("", "chip")
        self.suggest.clicked.connect(self._take_suggestion)
        self.add(titled(self.tr("Sheet given"), beside(self.sheet, self.version)))
        self.add(self.sheets)
        self.add(titled(self.tr("Next due"), self.next_due))
        self.add(self.suggest)

    def show_draft(self, draft: SessionDraft, around: Surroundings) -> None:
        """Show aftercare and next due; offer what the plan and the last session say."""
        self._interval = around.plan.interval_days if around.plan else None
        sheet = draft.aftercare
        for field, text in (
            (self.sheet, sheet.sheet if sheet else ""),
            (self.version, sheet.version if sheet else ""),
        ):
            if not field.hasFocus():
                field.setText(text)
        self.sheets.show_draft(draft)
        self.next_due.set_value(draft.next_due)
        suggestion = self._suggestion(draft)
        self.suggest.setVisible(suggestion is not None and draft.next_due != suggestion)
        if suggestion is not None:
            self.suggest.setText(
                self.tr("{day}, by the plan").format(day=formats.day_short(suggestion))
            )
        parts = [f"{sheet.sheet} {sheet.version}".strip()] if sheet else []
        if draft.next_due:
            parts.append(self.tr("next {day}").format(day=formats.day_short(draft.next_due)))
        self.set_state(Status.DONE if sheet else Status.OPEN, " · ".join(parts))

    def _suggestion(self, draft: SessionDraft) -> date | None:
        if self._interval is None:
            return None
        day = (draft.started_at or draft.created_at).date()
        return day + timedelta(days=self._interval)

    def _take_suggestion(self) -> None:
        self._acts.set_next_due(self._suggestion(self._acts.draft))

    def _give(self, sheet: AftercareSheet) -> None:
        self._acts.set_aftercare(Aftercare(sheet.title, sheet.version, self._context.now()))

    def _set_sheet(self) -> None:
        sheet, version = self.sheet.text().strip(), self.version.text().strip()
        present = self._acts.draft.aftercare
        if (sheet, version) == ((present.sheet, present.version) if present else ("", "")):
            return
        if not sheet and not version:
            self._acts.set_aftercare(None)
            return
        given_at = present.given_at if present else self._context.now()
        self._acts.set_aftercare(Aftercare(sheet, version, given_at))

    def _set_due(self, day: date | None) -> None:
        start = (self._acts.draft.started_at or self._acts.draft.created_at).date()
        if day is not None and day < start:
            self.next_due.set_error(
                self.tr("That day lies before this session. Please choose a later one.")
            )
            return
        self._acts.set_next_due(day)
