"""Painting the map is the dearest part of an act, so it is painted only when it changes."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from needlelog.domain.zones import Side
from needlelog.ui.map.body_map import BodyMap
from needlelog.ui.map.map_state import AvoidMark

CHIN = ("chin", Side.MID)


class Paints(QObject):
    """Counts how often a widget is painted."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's own name
        self.count += event.type() == QEvent.Type.Paint
        return False


def show(body_map: BodyMap, depth: int) -> None:
    body_map.set_depths({CHIN: [depth]})
    body_map.set_hatched([CHIN])
    body_map.set_selection([CHIN])
    body_map.set_marks([AvoidMark(0.5, 0.5, "mole")])
    QCoreApplication.sendPostedEvents()
    QCoreApplication.processEvents()


def test_the_same_once_more_is_not_painted(face: BodyMap) -> None:
    show(face, 1000)
    paints = Paints()
    face.installEventFilter(paints)
    show(face, 1000)
    assert paints.count == 0
    show(face, 1250)
    assert paints.count > 0
    face.removeEventFilter(paints)
