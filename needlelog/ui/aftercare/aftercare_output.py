"""Printing an aftercare sheet, and saving it as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.services.aftercare import Handout, handout
from needlelog.ui.paper_output import ask_for_pdf, ask_for_printer, write_told

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QWidget

    from needlelog.services.aftercare import AftercareSheet
    from needlelog.ui.context import Context


def ask_pdf(context: Context, sheet: AftercareSheet, parent: QWidget) -> None:
    """Ask for a place and save the sheet there."""
    name = f"aftercare-{sheet.sheet.partition('.')[0]}-{sheet.version}.pdf"
    ask_for_pdf(parent, name, lambda path: save_pdf(context, sheet, path, parent))


def save_pdf(context: Context, sheet: AftercareSheet, path: Path, owner: QWidget) -> None:
    """Write the sheet as a PDF where the person said."""
    from needlelog.ui.printing.aftercare_sheet import write_pdf

    clinic = context.clinic
    write_told(context, path, lambda: write_pdf(handout(clinic, sheet), path), owner)


def ask_print(context: Context, sheet: AftercareSheet, parent: QWidget) -> None:
    """Ask for a printer and print the sheet."""
    clinic = context.clinic
    context.read(
        lambda: handout(clinic, sheet),
        lambda ready: _choose_printer(context, ready, parent),
        owner=parent,
    )


def _choose_printer(context: Context, ready: Handout, parent: QWidget) -> None:
    from needlelog.ui.printing.aftercare_sheet import aftercare_document, foot_line

    def made() -> tuple[QTextDocument, str]:
        return aftercare_document(ready), foot_line(ready)

    ask_for_printer(context, parent, made)
