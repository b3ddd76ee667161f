"""The axis as a picture, as a table and as a page, one tap each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from needlelog.ui.context import Changes
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.printing import apart
from needlelog.ui.printing.progress_html import ReportKind
from needlelog.ui.progress_chart.chart import chart_of
from needlelog.ui.screens.client.progress.report import page_foot, write_report
from needlelog.ui.widgets.button import Button, icon_button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QFileDialog

    from needlelog.ui.context import Context
    from needlelog.ui.screens.client.progress.view import ProgressView


class OutputButtons(QWidget):
    """PNG, SVG, CSV and PDF of what is on the axis, all of it, whatever is zoomed in on."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: ProgressView | None = None
        self.dialog: QFileDialog | None = None
        self._client_uid = ""
        self.report_button = Button(self.tr("Report"))
        self.report_button.setAccessibleName(self.tr("Progress report as PDF"))
        menu = QMenu(self.report_button)
        for kind, words in (
            (ReportKind.CLIENT, self.tr("For the client, in plain words")),
            (ReportKind.RECORD, self.tr("For the record, in full")),
        ):
            menu.addAction(words).triggered.connect(partial(self._ask_report, kind))
        self.report_button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for icon, words, ending, files in (
            ("image-outline", self.tr("Save as a picture"), "png", "PNG (*.png)"),
            ("vector-square", self.tr("Save as a drawing (SVG)"), "svg", "SVG (*.svg)"),
            ("table-arrow-down", self.tr("Save as a table (CSV)"), "csv", "CSV (*.csv)"),
            ("file-pdf-box", self.tr("Save as PDF"), "pdf", "PDF (*.pdf)"),
        ):
            row.addWidget(icon_button(icon, words, partial(self._ask, words, ending, files)))

        row.addWidget(self.report_button)

    def show_view(self, client_uid: str, view: ProgressView) -> None:
        """From now on this is written."""
        self._client_uid, self._view = client_uid, view
        self.report_button.setVisible(self._context.clinic.person.may_write)

    def save(self, path: Path) -> None:
        """Write the file whose ending says which kind it is."""
        view = self._view
        if view is None:
            return
        write = self._writer(view, path)
        if write is None:
            return

        self._context.read(write, lambda _none: self._tell(path), owner=self, beside=True)

    def save_report(self, kind: ReportKind, path: Path) -> None:
        """Write the report of the client on show."""
        view, uid = self._view, self._client_uid
        if view is None:
            return
        clinic, zones, today = self._context.clinic, self._context.zones, self._context.today()
        self._context.write(
            lambda: write_report(clinic, uid, view, kind, zones, today, path),
            Changes.of("report", uid=uid, initiator=self),
            owner=self,
            on_done=lambda _none: self._tell(path),
            beside=True,
        )

    def _tell(self, path: Path) -> None:
        self._context.message.emit(
            self.tr("Saved as {name}. The file is not encrypted.").format(name=path.name)
        )

    def _ask_report(self, kind: ReportKind, _checked: bool = False) -> None:
        day = self._context.today()
        self.dialog = ask_where_to_save(
            self,
            self.tr("Progress report as PDF"),
            in_documents(f"progress-report-{day:%Y-%m-%d}.pdf"),
            "PDF (*.pdf)",
            partial(self.save_report, kind),
        )

    def _writer(self, view: ProgressView, path: Path) -> Callable[[], None] | None:
        from needlelog.ui.progress_chart import chart_output
        from needlelog.ui.progress_chart.chart_table import table_bytes

        zones, title = self._context.zones, self.tr("Progress")
        clinic, uid, today = self._context.clinic, self._client_uid, self._context.today()
        chart = chart_of(view.series.chosen(view.shown), zones)
        kinds: dict[str, Callable[[], bytes]] = {
            ".png": lambda: apart.drawn(partial(chart_output.as_png, chart)),
            ".svg": lambda: apart.drawn(partial(chart_output.as_svg, chart)),
            ".pdf": lambda: apart.drawn(
                partial(chart_output.as_pdf, chart, title, page_foot(clinic, uid, today))
            ),
            ".csv": lambda: table_bytes(view.timeline, zones),
        }
        made = kinds.get(path.suffix.lower())
        return None if made is None else lambda: chart_output.write(path, made())

    def _ask(self, title: str, ending: str, kind: str) -> None:
        day = self._context.today()
        self.dialog = ask_where_to_save(
            self, title, in_documents(f"progress-{day:%Y-%m-%d}.{ending}"), kind, self.save
        )
