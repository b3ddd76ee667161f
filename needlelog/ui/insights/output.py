"""Printing the figures of a period, and saving them as a PDF file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog

from needlelog.ui.file_dialogs import ask_where_to_save

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context
    from needlelog.ui.printing.insights_report import InsightsReport


def _tr(text: str) -> str:
    return QCoreApplication.translate("InsightsOutput", text)


def ask_pdf(context: Context, report: InsightsReport, parent: QWidget) -> None:
    """Ask for a place and save the report there."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(documents) or str(Path.home()))
    ask_where_to_save(
        parent,
        _tr("Save as PDF"),
        folder / f"insights-{report.board.last:%Y-%m-%d}.pdf",
        "PDF (*.pdf)",
        lambda path: save_pdf(context, report, path, parent),
    )


def save_pdf(context: Context, report: InsightsReport, path: Path, owner: QWidget) -> None:
    """Write the report as a PDF where the person said."""
    from needlelog.ui.printing.insights_report import write_pdf

    words = _tr("Saved as {name}.").format(name=path.name)
    context.read(
        lambda: write_pdf(report, path), lambda _none: context.message.emit(words), owner=owner
    )


def ask_print(context: Context, report: InsightsReport, parent: QWidget) -> None:
    """Ask for a printer and print the report."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from needlelog.ui.printing.insights_report import foot_line, insights_document
    from needlelog.ui.printing.session_sheet import print_document

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def go() -> None:
        try:
            print_document(insights_document(report), printer, foot_line(report))
        except OSError:
            context.failed.emit(_tr("The printer could not be opened."))

    dialog.accepted.connect(go)
    QDialog.open(dialog)
