"""Choosing a scale: those used for this client first, then all others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from needlelog.domain.scales import Scale, ScaleCatalogue
from needlelog.domain.scores import Score
from needlelog.ui import formats
from needlelog.ui.scores.tile import Tile
from needlelog.ui.scores.words import points
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

_COLUMNS = 2


class ScaleChooser(QWidget):
    """Tiles for the scales on offer. `chosen` carries a `Scale`.

    The sites of one scale stand behind one tile.
    """

    chosen = Signal(object)
    own_scale_asked = Signal()

    def __init__(
        self, scales: ScaleCatalogue, scores: Sequence[Score], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._scales = scales
        self.tiles: dict[str, Tile] = {}
        self.page = ScrollPage()
        self.page.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self._last: dict[str, Score] = {}
        for score in scores:
            if score.withdrawn is None and scales.find(score.scale, score.scale_version):
                self._last.pop(score.scale, None)
                self._last[score.scale] = score
        self.show_all()

    def show_all(self) -> None:
        """Show the first page: used before, then everything on offer."""
        self._clear()
        offered = self._scales.offered
        used = [
            scale
            for code in reversed(self._last)
            for scale in offered
            if (scale.code, scale.version) == (code, self._last[code].scale_version)
        ]
        if used:
            self._add_title(self.tr("Used for this client before"))
            self._add_tiles([(scale.code, scale.name, self._last_words(scale)) for scale in used])
            self._add_title(self.tr("All scales"))
        rest: dict[str, tuple[str, str, str]] = {}
        for scale in offered:
            if scale.family:
                words = self.tr("{about}; choose the site").format(about=scale.about)
                rest.setdefault(scale.family, (scale.family, scale.family_name, words))
            elif scale not in used:
                about = scale.about or self.tr("A scale of this clinic")
                rest[scale.code] = (scale.code, scale.name, about)
        self._add_tiles(list(rest.values()))
        own = Button(self.tr("New scale of our own…"), "quiet", "plus")
        own.clicked.connect(self.own_scale_asked)
        self.page.body.addWidget(own)
        self.page.body.addStretch(1)

    def show_family(self, family: str) -> None:
        """Show the sites of one scale."""
        self._clear()
        back = Button(self.tr("All scales"), "quiet", "arrow-left")
        back.clicked.connect(self.show_all)
        self.page.body.addWidget(back)
        sites = [scale for scale in self._scales.offered if scale.family == family]
        self._add_title(sites[0].family_name)
        self._add_tiles([(each.code, each.items[0].name, self._last_words(each)) for each in sites])
        self.page.body.addStretch(1)

    def _add_title(self, text: str) -> None:
        self.page.body.addWidget(label(text, "section"))

    def _add_tiles(self, tiles: Sequence[tuple[str, str, str]]) -> None:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setSpacing(8)
        for place, (code, name, words) in enumerate(tiles):
            tile = Tile(name, words, stacked=True)
            tile.clicked.connect(lambda _on=False, code=code: self._press(code))
            self.tiles[code] = tile
            grid.addWidget(tile, place // _COLUMNS, place % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
        self.page.body.addWidget(holder)

    def _press(self, code: str) -> None:
        scale = next((each for each in self._scales.offered if each.code == code), None)
        if scale is None:
            self.show_family(code)
        else:
            self.chosen.emit(scale)

    def _last_words(self, scale: Scale) -> str:
        last = self._last.get(scale.code)
        if last is None:
            return ""
        return self.tr("last {value} on {day}").format(
            value=points(last.total), day=formats.day(last.rated_on)
        )

    def _clear(self) -> None:
        self.tiles = {}
        while (item := self.page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
