"""Choosing zones on the map or by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.search_field import SearchField
from needlelog.ui.widgets.tick_box import TickBox
from needlelog.ui.zone_words import merged, zone_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from needlelog.domain.zones import Side, ZoneCatalogue

_MOST_FOUND = 6


class ZonePicker(QWidget):
    """Every tap adds a zone or takes it away; a name typed in the search does the same."""

    changed = Signal()

    def __init__(
        self,
        catalogue: ZoneCatalogue,
        zones: Iterable[tuple[str, Side]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._catalogue = catalogue
        self._chosen = list(merged(zones))
        self.map = MapPanel()
        self.map.legend.hide()
        self.map.body_map.set_adding(True)
        self.map.setMinimumHeight(380)
        self.both = TickBox(self.tr("Both sides at once"))
        self.both.setChecked(True)
        self.map.body_map.set_mirror(True)
        self.search = SearchField(self.tr("Zone by name"))
        self._found = QWidget()
        self._found_row = FlowLayout(self._found, spacing=6)
        self._words = label("", "quiet", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self._found)
        column.addWidget(self.map, 1)
        column.addWidget(self.both)
        column.addWidget(self._words)
        self.search.searched.connect(self._search)
        self.search.entered.connect(self._take_first)
        self.both.toggled.connect(self.map.body_map.set_mirror)
        self.map.body_map.selectionChanged.connect(self._take_selection)
        self._show_chosen()
        if self._chosen:
            self.map.show_best(self._chosen)

    def zones(self) -> tuple[tuple[str, Side], ...]:
        """The zones chosen, in the order they were chosen."""
        return tuple(self._chosen)

    def _take_selection(self, selection: frozenset[tuple[str, Side]]) -> None:
        known = [zone for zone, _ in self._chosen]
        order = {zone.code: place for place, zone in enumerate(self._catalogue)}
        found = merged(sorted(selection, key=lambda key: (order.get(key[0], 0), key[1])))
        self._chosen = sorted(
            found, key=lambda key: known.index(key[0]) if key[0] in known else len(known)
        )
        self._tell()
        self.changed.emit()

    def _show_chosen(self) -> None:
        self.map.body_map.set_selection(
            (code, part) for code, side in self._chosen for part in side.parts
        )
        self._tell()

    def _tell(self) -> None:
        names = [zone_name(self._catalogue, code, side) for code, side in self._chosen]
        self._words.setText(
            "; ".join(names) if names else self.tr("No zone chosen. Tap the map or type a name.")
        )

    def _search(self, text: str) -> None:
        while (item := self._found_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for zone in self._catalogue.search(text)[:_MOST_FOUND]:
            side = zone.usual_side
            chip = Button(zone_name(self._catalogue, zone.code, side), "chip")
            chip.setCheckable(True)
            chip.setChecked((zone.code, side) in self._chosen)
            chip.clicked.connect(
                lambda _on=False, code=zone.code, side=side: self._toggle(code, side)
            )
            self._found_row.addWidget(chip)
            chip.show()
        self._found.updateGeometry()

    def _take_first(self) -> None:
        found = self._catalogue.search(self.search.text())
        if found:
            self._toggle(found[0].code, found[0].usual_side)
            self.search.clear()
            self._search("")

    def _toggle(self, code: str, side: Side) -> None:
        if (code, side) in self._chosen:
            self._chosen.remove((code, side))
        else:
            self._chosen = [one for one in self._chosen if one[0] != code] + [(code, side)]
            self.map.reveal((code, side.parts[0]))
        self._show_chosen()
        self.changed.emit()
