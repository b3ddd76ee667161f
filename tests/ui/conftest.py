"""The words of the window, in English, for every test of it."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from needlelog.ui.language import install_language


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    """Install the catalogue once, so that no test depends on which ran before it."""
    if not qapp.property("speaks"):
        install_language(qapp)
        qapp.setProperty("speaks", True)
