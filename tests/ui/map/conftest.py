"""A map on screen for every test that wants one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from needlelog.files.reference_data import map_drawing
from needlelog.ui.map.body_map import BodyMap

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def face(qtbot: QtBot) -> BodyMap:
    """The face from the front, 360 by 560."""
    body_map = BodyMap(map_drawing("face_front"))
    qtbot.addWidget(body_map)
    body_map.resize(360, 560)
    body_map.show()
    qtbot.waitExposed(body_map)
    return body_map
