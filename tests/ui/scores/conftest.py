"""A clinic with one client, and a context whose worker works at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from needlelog.domain.clients import Client
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients
from needlelog.ui.context import Context
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.worker import InlineWorker
from tests.services.conftest import clinic, clock, folder, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic

__all__ = ["clinic", "clock", "folder", "template"]


@pytest.fixture
def amara(clinic: Clinic) -> Client:
    return clients.create_client(clinic, Client("", "Amara Osei"))


@pytest.fixture
def context(qtbot: QtBot, qapp: QApplication, clinic: Clinic) -> Context:
    theme = ThemeManager(qapp)
    theme.apply(Mode.LIGHT)
    return Context(clinic, InlineWorker(), theme, zone_catalogue())


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    """The window over which the sheets open."""
    made = QWidget()
    made.resize(1024, 768)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
