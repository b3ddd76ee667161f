"""What drawing needs where no window is open: Qt off the screen, the typeface, the language."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtGui import QGuiApplication

from needlelog.ui.language import install_language
from needlelog.ui.theme.fonts import load_fonts


@contextmanager
def drawing_without_window() -> Iterator[None]:
    """Make text and maps drawable inside the block, with the running application if there is one.

    Raises:
        OSError: a font file of the program is missing.
    """
    running = QGuiApplication.instance()
    application = running or QGuiApplication(["needlelog", "-platform", "offscreen"])
    if running is None:
        install_language(application)
    load_fonts()
    try:
        yield
    finally:
        if running is None:
            application.shutdown()
