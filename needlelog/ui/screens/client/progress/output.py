"""The axis as a picture, as a table and as a page, one tap each."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlelog.ui.file_dialogs import ask_where_to_save
from needlelog.ui.progress_chart.chart import chart_of
from needlelog.ui.widgets.button import icon_button

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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for icon, words, ending, kind in (
            ("image-outline", self.tr("Save as a picture"), "png", "PNG (*.png)"),
            ("vector-square", self.tr("Save as a drawing (SVG)"), "svg", "SVG (*.svg)"),
            ("table-arrow-down", self.tr("Save as a table (CSV)"), "csv", "CSV (*.csv)"),
            ("file-pdf-box", self.tr("Save as PDF"), "pdf", "PDF (*.pdf)"),
        ):
            row.addWidget(icon_button(icon, words, partial(self._ask, words, ending, kind)))

    def show_view(self, _client_uid: str, view: ProgressView) -> None:
        """From now on this is written."""
        self._view = view

    def save(self, path: Path) -> None:
        """Write the file whose ending says which kind it is."""
        view = self._view
        if view is None:
            return
        write = self._writer(view, path)
        if write is None:
            return

        def told(_none: None) -> None:
            self._context.message.emit(
                self.tr("Saved as {name}. The file is not encrypted.").format(name=path.name)
            )

        self._context.read(write, told, owner=self)

    def _writer(self, view: ProgressView, path: Path) -> Callable[[], None] | None:
        from needlelog.ui.progress_chart import chart_output
        from needlelog.ui.progress_chart.chart_table import table_bytes

        zones = self._context.zones
        chart = chart_of(view.series.chosen(view.shown), zones)
        kinds: dict[str, Callable[[], bytes]] = {
            ".png": lambda: chart_output.as_png(chart),
            ".svg": lambda: chart_output.as_svg(chart),
            ".pdf": lambda: chart_output.as_pdf(chart, self.tr("Progress")),
            ".csv": lambda: table_bytes(view.timeline, zones),
        }
        made = kinds.get(path.suffix.lower())
        return None if made is None else lambda: chart_output.write(path, made())

    def _ask(self, title: str, ending: str, kind: str) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents) or str(Path.home()))
        day = self._context.today()
        self.dialog = ask_where_to_save(
            self, title, folder / f"progress-{day:%Y-%m-%d}.{ending}", kind, self.save
        )
