"""What each word for a zone means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from needlelog.domain.imports.fields import ZoneMeaning
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.zones import ZoneCatalogue

_OWN = "own"


class ZonesPage(QWidget):
    """One line a word; a word that is not known keeps its rows out."""

    def __init__(self, zones: ZoneCatalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zones = zones
        self.boxes: dict[str, ChoiceBox] = {}
        self._spelled: dict[str, str] = {}
        self._page = ScrollPage()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(
            label(
                self.tr(
                    "Each word of the column with the zones it is taken for. Rows with a word "
                    "that is not known are not brought in."
                ),
                "quiet",
                wrap=True,
            )
        )
        column.addWidget(self._page, 1)

    def show_meanings(self, meanings: Sequence[ZoneMeaning]) -> None:
        """Show what each word was taken for."""
        while (item := self._page.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(0, 1)
        self.boxes = {}
        self._spelled = {meaning.word: meaning.spelled for meaning in meanings}
        for row, meaning in enumerate(meanings):
            box = ChoiceBox(
                self.tr("What “{word}” means").format(word=meaning.spelled or meaning.word),
                self._options(meaning),
                self.tr("not known: leave its rows out"),
            )
            box.set_current(_OWN if meaning.own else " ".join(meaning.zones))
            grid.addWidget(label(f"“{meaning.spelled or meaning.word}”", "strong"), row, 0)
            grid.addWidget(box, row, 1)
            self._page.keep_wheel_from(box)
            self.boxes[meaning.word] = box
        self._page.body.addWidget(holder)
        self._page.body.addStretch(1)

    def meanings(self) -> tuple[ZoneMeaning, ...]:
        """What each word means as it is chosen."""
        return tuple(
            ZoneMeaning(word, own=True, spelled=self._spelled[word])
            if box.current() == _OWN
            else ZoneMeaning(word, tuple(box.current().split()), spelled=self._spelled[word])
            for word, box in self.boxes.items()
        )

    def _options(self, meaning: ZoneMeaning) -> list[tuple[str, str]]:
        options = [(zone.code, zone.name) for zone in self._zones]
        if len(meaning.zones) > 1:
            names = [self._zones.by_code(code).name for code in meaning.zones]
            options.insert(0, (" ".join(meaning.zones), " + ".join(names)))
        own = self.tr("Own zone “{word}”").format(word=meaning.spelled or meaning.word)
        return [*options[:1], (_OWN, own), *options[1:]]
