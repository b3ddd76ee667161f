"""Printing the figures of a period, and saving them as a PDF file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.paper_output import ask_for_pdf, ask_for_printer, write_told

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context
    from needlelog.ui.printing.insights_report import InsightsReport


def ask_pdf(context: Context, report: InsightsReport, parent: QWidget) -> None:
    """Ask for a place and save the report there."""
    name = f"insights-{report.board.last:%Y-%m-%d}.pdf"
    ask_for_pdf(parent, name, lambda path: save_pdf(context, report, path, parent))


def save_pdf(context: Context, report: InsightsReport, path: Path, owner: QWidget) -> None:
    """Write the report as a PDF where the person said."""
    from needlelog.ui.printing.insights_report import write_pdf

    write_told(context, path, lambda: write_pdf(report, path), owner)


def ask_print(context: Context, report: InsightsReport, parent: QWidget) -> None:
    """Ask for a printer and print the report."""
    from needlelog.ui.printing.insights_report import foot_line, insights_document

    def made() -> tuple[QTextDocument, str]:
        return insights_document(report), foot_line(report)

    ask_for_printer(context, parent, made)
