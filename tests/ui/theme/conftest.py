"""A theme manager that leaves the application as it found it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shiboken6

from needlelog.ui.theme.manager import Mode, ThemeManager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication


@pytest.fixture
def manager(qapp: QApplication) -> Iterator[ThemeManager]:
    result = ThemeManager(qapp)
    yield result
    result.apply(Mode.LIGHT)
    qapp.setStyleSheet("")
    shiboken6.delete(result)
