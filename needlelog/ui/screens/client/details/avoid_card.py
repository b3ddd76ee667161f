"""Spots that must not be needled: tap them on the map, see them listed beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.clients import AvoidKind, AvoidMark, Client
from needlelog.domain.zones import Side
from needlelog.ui import client_words
from needlelog.ui.labels import AVOID_KINDS, label
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.map.map_state import AvoidMark as PaintedMark
from needlelog.ui.map.zone_titles import view_title
from needlelog.ui.screens.client.details.avoid_sheet import AvoidSheet
from needlelog.ui.screens.client.details.parts_card import PartLine, PartsCard
from needlelog.ui.uids import new_uid
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label as text_label

if TYPE_CHECKING:
    from needlelog.ui.context import Context
    from needlelog.ui.screens.client.editor import ClientEditor

_FULL = 10_000
_MAP_HEIGHT = 560


class AvoidCard(Card):
    """The map is always ready to take a new mark."""

    def __init__(
        self, context: Context, editor: ClientEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._editor = editor
        self.set_header(self.tr("Do not needle"), self.tr("tap the spot on the map"))
        self.map = MapPanel()
        self.map.legend.hide()
        self.map.setFixedHeight(_MAP_HEIGHT)
        self.map.body_map.set_marking(True)
        self.list = PartsCard(
            self.tr("Marked spots"),
            "",
            self.tr("Nothing is marked. Moles, tattoos, cold sores and young scars belong here."),
        )
        row = QHBoxLayout()
        row.setContentsMargins(18, 14, 18, 16)
        row.setSpacing(18)
        row.addWidget(self.map, 5)
        beside = QVBoxLayout()
        beside.addWidget(self.list)
        beside.addWidget(
            text_label(self.tr("A mark is shown on the map of every session."), "small", wrap=True)
        )
        beside.addStretch(1)
        row.addLayout(beside, 4)
        self.body.addLayout(row)
        self.map.body_map.pointTapped.connect(self._ask_new)
        self.map.mapChanged.connect(lambda _name: self._paint_marks())
        self.list.change_asked.connect(self._ask_change)
        self.list.remove_asked.connect(self._remove)

    def show_client(self, client: Client) -> None:
        """Show the marks."""
        today = self._context.today()
        self.list.show_lines(
            [
                PartLine(
                    mark.uid,
                    client_words.avoid_words(mark, self._context.zones),
                    " · ".join(
                        part
                        for part in (
                            client_words.avoid_time_words(mark, today),
                            mark.note if mark.kind is not AvoidKind.OTHER else "",
                            view_title(mark.map_name),
                        )
                        if part
                    ),
                )
                for mark in client.avoid
            ]
        )
        self._paint_marks()

    def _marks(self) -> tuple[AvoidMark, ...]:
        return self._editor.client.avoid if self._editor.client is not None else ()

    def _paint_marks(self) -> None:
        shown = self.map.body_map.drawing.name
        self.map.body_map.set_marks(
            PaintedMark(mark.x / _FULL, mark.y / _FULL, label(AVOID_KINDS, mark.kind))
            for mark in self._marks()
            if mark.map_name == shown
        )

    def _ask_new(self, x: float, y: float) -> None:
        drawing = self.map.body_map.drawing
        box = self.map.body_map.paths.view_box
        spot = QPointF(box.x() + x * box.width(), box.y() + y * box.height())
        hit = self.map.body_map.paths.zone_at(spot, 1.0)
        mark = AvoidMark(
            uid=new_uid(self._context),
            kind=AvoidKind.MOLE,
            map_name=drawing.name,
            x=round(x * _FULL),
            y=round(y * _FULL),
            zone=hit.zone.zone_code if hit is not None else None,
            side=hit.zone.tap_side if hit is not None else None,
        )
        self._open(mark)

    def _ask_change(self, uid: str) -> None:
        mark = next((one for one in self._marks() if one.uid == uid), None)
        if mark is not None:
            self._open(mark)

    def _open(self, mark: AvoidMark) -> None:
        where = view_title(mark.map_name)
        if mark.zone is not None:
            where = client_words.avoid_words(
                replace(mark, kind=AvoidKind.OTHER, note=where, side=mark.side or Side.MID),
                self._context.zones,
            )
        sheet = AvoidSheet(mark, where, self)
        sheet.kept.connect(self._keep)
        sheet.open()

    def _keep(self, mark: AvoidMark) -> None:
        others = tuple(one for one in self._marks() if one.uid != mark.uid)
        self._editor.edit(avoid=(*others, mark))

    def _remove(self, uid: str) -> None:
        self._editor.edit(avoid=tuple(one for one in self._marks() if one.uid != uid))
