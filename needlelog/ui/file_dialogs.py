"""Asking for a place on the disk, without stopping the program while the person thinks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable


def in_documents(name: str) -> Path:
    """A file of this name in the person's folder of documents, or at home where there is none."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place) or str(Path.home())) / name


def ask_where_to_save(
    parent: QWidget, title: str, suggestion: Path, kinds: str, on_chosen: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a new file; `kinds` is a filter such as ``PDF (*.pdf)``."""
    dialog = QFileDialog(parent, title, str(suggestion.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDefaultSuffix(suggestion.suffix.lstrip("."))
    dialog.selectFile(suggestion.name)
    return _opened(dialog, on_chosen)


def ask_for_file(
    parent: QWidget,
    title: str,
    kinds: str,
    on_chosen: Callable[[Path], None],
    start: Path | None = None,
) -> QFileDialog:
    """Ask for a file that exists; `kinds` is a filter such as ``Pictures (*.png *.jpg)``."""
    there = start if start is not None and start.is_dir() else Path.home()
    dialog = QFileDialog(parent, title, str(there), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, on_chosen)


def ask_for_folder(
    parent: QWidget, title: str, start: Path, on_chosen: Callable[[Path], None]
) -> QFileDialog:
    """Ask for a folder, from the nearest one that exists."""
    there = next((each for each in (start, *start.parents) if each.is_dir()), Path.home())
    dialog = QFileDialog(parent, title, str(there))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, on_chosen)


def _opened(dialog: QFileDialog, on_chosen: Callable[[Path], None]) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: on_chosen(Path(chosen)))
    dialog.open()
    return dialog
