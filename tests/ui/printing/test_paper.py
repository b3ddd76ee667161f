"""The paper a page is laid out for: of the country, or what was chosen in the print dialog."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from needlelog.services.aftercare import Handout
from needlelog.ui.paper_output import ask_for_printer
from needlelog.ui.printing.aftercare_sheet import aftercare_document, write_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtGui import QTextDocument
    from pytestqt.qtbot import QtBot

    from needlelog.ui.context import Context

A4, LETTER = (595, 842), (612, 792)
HANDOUT = Handout("After needling", "1", "Clinic", "# Today\n\n- Cool it.\n")


@pytest.fixture
def at_home_in(qtbot: QtBot) -> Iterator[object]:
    before = QLocale()
    yield lambda name: QLocale.setDefault(QLocale(name))
    QLocale.setDefault(before)


def paper_of(path: Path) -> tuple[int, int]:
    box = PdfReader(path).pages[0].mediabox
    return round(box.width), round(box.height)


@pytest.mark.parametrize(
    ("locale", "paper"), [("en_US", LETTER), ("es_MX", LETTER), ("en_GB", A4), ("de_DE", A4)]
)
def test_a_file_has_the_paper_of_the_country(
    at_home_in: object, tmp_path: Path, locale: str, paper: tuple[int, int]
) -> None:
    at_home_in(locale)  # type: ignore[operator]
    write_pdf(HANDOUT, tmp_path / "a.pdf")
    assert paper_of(tmp_path / "a.pdf") == paper


class _Told(QObject):
    message = Signal(str)
    failed = Signal(str)


def test_the_paper_chosen_in_the_print_dialog_is_printed_on(qtbot: QtBot, tmp_path: Path) -> None:
    window, told = QWidget(), _Told()
    qtbot.addWidget(window)

    def made() -> tuple[QTextDocument, str]:
        return aftercare_document(HANDOUT), "foot"

    ask_for_printer(cast("Context", told), window, made)
    dialog = window.findChild(QPrintDialog)
    assert dialog is not None
    assert not dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    printer = dialog.printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "b.pdf"))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    with qtbot.waitSignal(told.message) as said:
        dialog.accepted.emit(printer)
    assert said.args == ["Saved as b.pdf. The file is not encrypted."]
    assert paper_of(tmp_path / "b.pdf") == LETTER
    dialog.close()
