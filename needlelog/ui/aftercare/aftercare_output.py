"""Printing an aftercare sheet, and saving it as a PDF file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog

from needlelog.services.aftercare import Handout, handout
from needlelog.ui.file_dialogs import ask_where_to_save

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.services.aftercare import AftercareSheet
    from needlelog.ui.context import Context


def _tr(text: str) -> str:
    return QCoreApplication.translate("AftercareOutput", text)


def ask_pdf(context: Context, sheet: AftercareSheet, parent: QWidget) -> None:
    """Ask for a place and save the sheet there."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(documents) or str(Path.home()))
    ask_where_to_save(
        parent,
        _tr("Save as PDF"),
        folder / f"aftercare-{sheet.sheet.partition('.')[0]}-{sheet.version}.pdf",
        "PDF (*.pdf)",
        lambda path: save_pdf(context, sheet, path, parent),
    )


def save_pdf(context: Context, sheet: AftercareSheet, path: Path, owner: QWidget) -> None:
    """Write the sheet as a PDF where the person said."""
    from needlelog.ui.printing.aftercare_sheet import write_pdf

    clinic = context.clinic
    words = _tr("Saved as {name}.").format(name=path.name)
    context.read(
        lambda: write_pdf(handout(clinic, sheet), path),
        lambda _none: context.message.emit(words),
        owner=owner,
    )


def ask_print(context: Context, sheet: AftercareSheet, parent: QWidget) -> None:
    """Ask for a printer and print the sheet."""
    clinic = context.clinic
    context.read(
        lambda: handout(clinic, sheet),
        lambda ready: _choose_printer(context, ready, parent),
        owner=parent,
    )


def _choose_printer(context: Context, ready: Handout, parent: QWidget) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from needlelog.ui.printing.aftercare_sheet import aftercare_document, foot_line
    from needlelog.ui.printing.session_sheet import print_document

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def go() -> None:
        try:
            print_document(aftercare_document(ready), printer, foot_line(ready))
        except OSError:
            context.failed.emit(_tr("The printer could not be opened."))

    dialog.accepted.connect(go)
    QDialog.open(dialog)
