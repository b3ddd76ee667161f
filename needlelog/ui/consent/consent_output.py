"""Saving a signed consent as a PDF file, and printing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QDialog

from needlelog.ui.file_dialogs import ask_where_to_save

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.clients import Consent
    from needlelog.ui.context import Context


def _tr(text: str) -> str:
    return QCoreApplication.translate("ConsentOutput", text)


def ask_pdf(context: Context, consent: Consent, parent: QWidget) -> None:
    """Ask for a place and save the consent there."""
    documents = QStandardPaths.StandardLocation.DocumentsLocation
    folder = Path(QStandardPaths.writableLocation(documents) or str(Path.home()))
    ask_where_to_save(
        parent,
        _tr("Save as PDF"),
        folder / f"consent-{consent.kind.value}-{consent.decided_on:%Y-%m-%d}.pdf",
        "PDF (*.pdf)",
        lambda path: save_pdf(context, consent, path, parent),
    )


def save_pdf(context: Context, consent: Consent, path: Path, owner: QWidget) -> None:
    """Write the consent as a PDF where the person said."""
    from needlelog.ui.printing.consent_sheet import write_pdf

    words = _tr("Saved as {name}. The file is not encrypted.").format(name=path.name)
    context.read(
        lambda: write_pdf(consent, path), lambda _none: context.message.emit(words), owner=owner
    )


def ask_print(context: Context, consent: Consent, parent: QWidget) -> None:
    """Ask for a printer and print the consent."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from needlelog.ui.printing.consent_sheet import consent_document, foot_line
    from needlelog.ui.printing.session_sheet import print_document

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def go() -> None:
        try:
            print_document(consent_document(consent), printer, foot_line(consent))
        except OSError:
            context.failed.emit(_tr("The printer could not be opened."))

    dialog.accepted.connect(go)
    QDialog.open(dialog)
