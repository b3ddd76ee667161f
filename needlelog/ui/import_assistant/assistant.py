"""The assistant itself: four pages, then one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from needlelog.domain.imports.fields import ColumnMapping
from needlelog.domain.imports.plan import ImportPlan, Outcome
from needlelog.files.spreadsheets import Sheet, read_sheet
from needlelog.services import imports
from needlelog.ui.context import Changes
from needlelog.ui.import_assistant.columns_page import ColumnsPage
from needlelog.ui.import_assistant.file_page import FilePage
from needlelog.ui.import_assistant.report_page import ReportPage
from needlelog.ui.import_assistant.zones_page import ZonesPage
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.dialog import SheetDialog

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.services.imports import ImportBatch
    from needlelog.ui.context import Context

_WIDE, _HIGH = 1040, 660
CHANGED = ("client", "session", "import")


class _Stopped(Exception):
    """Somebody stopped it while rows were being written."""


class ImportAssistant(SheetDialog):
    """Reads a file, shows what it was taken for, says what becomes of each row, brings it in."""

    brought_in = Signal(object)
    _progressed = Signal(int, int)

    def __init__(self, context: Context, path: Path, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._context = context
        self._path = path
        self._sheet: Sheet | None = None
        self._mapping = ColumnMapping(())
        self._writing = self._stopped = False
        self.file_page = FilePage()
        self.columns_page = ColumnsPage()
        self.zones_page = ZonesPage(context.zones)
        self.report_page = ReportPage()
        self.pages = QStackedWidget()
        for page in (self.file_page, self.columns_page, self.zones_page, self.report_page):
            self.pages.addWidget(page)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the import"))
        self.bar.hide()
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.bar)
        self.cancel = self.add_button(self.tr("Cancel"))
        self.back = self.add_button(self.tr("Back"), "secondary", self._go_back)
        self.next = self.add_button(self.tr("Next"), "primary", self._go_on)
        self.file_page.read_again.connect(self._read)
        self.columns_page.changed.connect(self._show_step)
        self._progressed.connect(self._show_progress)
        room = self.screen().availableGeometry()
        scaled = metrics().text
        self.resize(min(scaled(_WIDE), room.width() - 40), min(scaled(_HIGH), room.height() - 40))
        self._show_step()
        self._read("", "", "")

    # --- reading ---------------------------------------------------------------------------------

    def _read(self, encoding: str, delimiter: str, title: str) -> None:
        clinic, path = self._context.clinic, self._path

        def read() -> tuple[Sheet, ColumnMapping]:
            sheet = read_sheet(
                path, encoding=encoding or None, delimiter=delimiter or None, sheet=title
            )
            return sheet, imports.suggested_mapping(clinic, sheet)

        self._wait(waiting=True)
        self._context.read(read, self._was_read, owner=self, on_error=self._not_read)

    def _was_read(self, found: tuple[Sheet, ColumnMapping]) -> None:
        self._sheet, self._mapping = found
        self._wait(waiting=False)
        self.file_page.show_sheet(self._sheet)
        self.columns_page.show_mapping(self._sheet, self._mapping)
        self._show_step()

    def _not_read(self, error: Exception) -> None:
        self._context.report(error)
        if self._sheet is None:
            self.reject()
        else:
            self._wait(waiting=False)

    # --- steps -----------------------------------------------------------------------------------

    def _go_back(self) -> None:
        self.pages.setCurrentIndex(max(0, self.pages.currentIndex() - 1))
        self._show_step()

    def _go_on(self) -> None:
        step, sheet = self.pages.currentIndex(), self._sheet
        if sheet is None:
            return
        if step == 1:
            self._mapping = imports.with_zone_words(sheet, self.columns_page.mapping())
            self.zones_page.show_meanings(self._mapping.zones)
        elif step == 2:
            self._look_before(sheet)
            return
        elif step == 3:
            self._bring_in(sheet)
            return
        self.pages.setCurrentIndex(step + 1)
        self._show_step()

    def _look_before(self, sheet: Sheet) -> None:
        chosen = self._mapping
        mapping = ColumnMapping(chosen.columns, self.zones_page.meanings(), chosen.day_first)
        self._mapping = mapping
        clinic = self._context.clinic
        self._wait(waiting=True)
        self._context.read(
            lambda: imports.dry_run(clinic, sheet, mapping),
            self._show_plan,
            owner=self,
            on_error=self._failed,
        )

    def _show_plan(self, plan: ImportPlan) -> None:
        self._wait(waiting=False)
        self.report_page.show_plan(plan)
        self.pages.setCurrentWidget(self.report_page)
        self._show_step()
        count = plan.count(Outcome.NEW)
        self.next.setText(self.tr("Bring in %n session(s)", "", count))
        self.next.setEnabled(count > 0)
        self.report_page.look_at_first()

    def _bring_in(self, sheet: Sheet) -> None:
        clinic, mapping, tell = self._context.clinic, self._mapping, self._tell
        self._writing, self._stopped = True, False
        self._wait(waiting=True)
        self.bar.show()
        self._context.write(
            lambda: imports.import_sheet(clinic, sheet, mapping, tell),
            Changes.of(*CHANGED, initiator=self),
            owner=self,
            on_done=self._done,
            on_error=self._failed,
        )

    def reject(self) -> None:
        """Close; rows that are being written are given up first, and nothing of them is left."""
        if not self._writing:
            super().reject()
            return
        self._stopped = True
        self.cancel.setEnabled(False)

    def _tell(self, done: int, total: int) -> None:
        """Called in the worker’s thread, before anything is kept."""
        if self._stopped:
            raise _Stopped
        self._progressed.emit(done, total)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _done(self, batch: ImportBatch) -> None:
        self._writing = False
        self.brought_in.emit(batch)
        self._context.message.emit(
            self.tr("%n session(s) brought in from {file}.", "", batch.counts["new"]).format(
                file=batch.file_name
            )
        )
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._writing = False
        if isinstance(error, _Stopped):
            self._context.message.emit(self.tr("Stopped. Nothing was brought in."))
            self.reject()
            return
        self._wait(waiting=False)
        self.cancel.setEnabled(True)
        self.bar.hide()
        self._context.report(error)

    def _wait(self, *, waiting: bool) -> None:
        if waiting:
            # Else the focus would go to Cancel, and the space bar would press that.
            self.setFocus()
        self.pages.setEnabled(not waiting)
        self.next.setEnabled(not waiting)
        self.back.setEnabled(not waiting)

    def _show_step(self) -> None:
        step = self.pages.currentIndex()
        titles = (
            self.tr("Is the file read as it should be?"),
            self.tr("What do the columns hold?"),
            self.tr("What do the words for zones mean?"),
            self.tr("What becomes of each row"),
        )
        self.set_title(titles[step], self.tr("Step {n} of 4").format(n=step + 1))
        self.back.setVisible(step > 0)
        self.next.setText(self.tr("Next"))
        ready = self._sheet is not None and bool(self._sheet.rows)
        if step == 1:
            ready = ready and not self.columns_page.mapping().missing()
        self.next.setEnabled(ready)
