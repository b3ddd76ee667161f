"""What every page on paper shares: asking for a place or a printer, and saying how it went."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog

from needlelog.ui.file_dialogs import ask_where_to_save, in_documents

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context


def _tr(text: str) -> str:
    return QCoreApplication.translate("PaperOutput", text)


def ask_for_pdf(parent: QWidget, name: str, save: Callable[[Path], None]) -> None:
    """Ask where to save a PDF; ``name`` is what is offered, ``save`` gets the place chosen."""
    ask_where_to_save(parent, _tr("Save as PDF"), in_documents(name), "PDF (*.pdf)", save)


def write_told(context: Context, path: Path, write: Callable[[], None], owner: QWidget) -> None:
    """Run ``write`` in the background and say under which name it was saved."""
    words = _tr("Saved as {name}. The file is not encrypted.").format(name=path.name)
    context.read(write, lambda _none: context.message.emit(words), owner=owner, beside=True)


def ask_for_printer(
    context: Context, parent: QWidget, made: Callable[[], tuple[QTextDocument, str]]
) -> None:
    """Ask for a printer and print; ``made`` gives the document and its foot line then."""
    # QtPrintSupport costs start time and is needed only here.
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    from needlelog.ui.printing.paper import begin_with_usual_paper
    from needlelog.ui.printing.session_sheet import print_document

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    begin_with_usual_paper(printer)
    dialog = QPrintDialog(printer, parent)
    # Every page says how many there are: a part of them would look like a record with a gap.
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, on=False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def go() -> None:
        document, foot = made()
        try:
            print_document(document, printer, foot)
        except OSError:
            context.failed.emit(_tr("The printer could not be opened."))
            return
        context.message.emit(_sent_words(printer))

    dialog.accepted.connect(go)
    QDialog.open(dialog)


def _sent_words(printer: QPrinter) -> str:
    file = printer.outputFileName()
    if not file:
        return _tr("Sent to the printer.")
    return _tr("Saved as {name}. The file is not encrypted.").format(name=Path(file).name)
