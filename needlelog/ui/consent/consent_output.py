"""Saving a signed consent as a PDF file, and printing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.paper_output import ask_for_pdf, ask_for_printer, write_told

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.clients import Consent
    from needlelog.ui.context import Context


def ask_pdf(context: Context, consent: Consent, parent: QWidget) -> None:
    """Ask for a place and save the consent there."""
    name = f"consent-{consent.kind.value}-{consent.decided_on:%Y-%m-%d}.pdf"
    ask_for_pdf(parent, name, lambda path: save_pdf(context, consent, path, parent))


def save_pdf(context: Context, consent: Consent, path: Path, owner: QWidget) -> None:
    """Write the consent as a PDF where the person said."""
    from needlelog.ui.printing.consent_sheet import write_pdf

    printed = context.clinic.clock()
    write_told(context, path, lambda: write_pdf(consent, path, printed), owner)


def ask_print(context: Context, consent: Consent, parent: QWidget) -> None:
    """Ask for a printer and print the consent."""
    from needlelog.ui.printing.consent_sheet import consent_document, foot_line

    def made() -> tuple[QTextDocument, str]:
        return consent_document(consent), foot_line(consent, context.clinic.clock())

    ask_for_printer(context, parent, made)
