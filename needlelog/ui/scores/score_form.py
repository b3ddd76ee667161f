"""The items of one scale with the running total and what was said last time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.scales import Formula, Region, Scale, ScaleItem
from needlelog.domain.scores import Score, missing_items, region_total, running_total
from needlelog.ui import formats
from needlelog.ui.scores.item_picker import ItemPicker
from needlelog.ui.scores.words import points, range_words, with_unit
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage


class ScoreForm(QWidget):
    """Answers item by item; `changed` is sent with each answer."""

    changed = Signal()

    def __init__(self, scale: Scale, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = scale
        self._former: Score | None = None
        self.pickers: dict[str, ItemPicker] = {}
        self._sums: dict[str, QLabel] = {}
        self.page = ScrollPage()
        self.page.body.setSpacing(8 if scale.regions else 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.page, 1)
        column.addWidget(self._make_total())
        if scale.regions:
            self._add_legend()
            for region in scale.regions:
                self.page.body.addWidget(self._make_region(region))
        else:
            for item in scale.items:
                single = scale.formula is Formula.SINGLE
                self.page.body.addWidget(self._make_item(item, item.name, single=single))
        self.note = QLineEdit()
        self.note.setPlaceholderText(self.tr("Note, for example: by daylight"))
        self.note.setAccessibleName(self.tr("Note on the score"))
        self.page.body.addWidget(self.note)
        self.page.body.addStretch(1)
        self._show_total()

    def answers(self) -> dict[str, int]:
        """The answers given so far, by item."""
        found = {code: picker.value() for code, picker in self.pickers.items()}
        return {code: value for code, value in found.items() if value is not None}

    def commit(self) -> bool:
        """Take over what is being typed; False when it is no value of its item."""
        refused = [picker for picker in self.pickers.values() if not picker.commit()]
        return not refused

    def set_answers(self, answers: dict[str, int]) -> None:
        """Show answers without telling anybody."""
        for code, picker in self.pickers.items():
            picker.set_value(answers.get(code))
        self._show_total()

    def set_former(self, score: Score | None) -> None:
        """Show the answers of an earlier score beside each item."""
        self._former = score
        given = dict(score.items) if score is not None else {}
        for code, picker in self.pickers.items():
            words = ""
            if code in given and score is not None:
                words = self.tr("was {value} · {day}").format(
                    value=points(given[code]), day=formats.day_short(score.rated_on)
                )
            picker.set_former(words)
        self._show_total()

    def _make_item(
        self, item: ScaleItem, name: str, *, compact: bool = False, single: bool = False
    ) -> ItemPicker:
        picker = ItemPicker(item, name, compact=compact, single=single)
        picker.answered.connect(lambda _value: self._answered())
        self.pickers[item.code] = picker
        return picker

    def _make_region(self, region: Region) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "panel")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 6, 14, 8)
        row.setSpacing(12)
        head = QVBoxLayout()
        head.setSpacing(2)
        name = label(region.name, "section", wrap=True)
        name.setFixedWidth(metrics().text(112))
        self._sums[region.code] = label("", "small")
        head.addStretch(1)
        head.addWidget(name)
        head.addWidget(self._sums[region.code])
        head.addStretch(1)
        row.addLayout(head)
        parts = QWidget()
        flow = FlowLayout(parts, spacing=16)
        for item in self.scale.items_of(region.code):
            name_of_item = f"{region.name}, {item.name}"
            flow.addWidget(self._make_item(item, name_of_item, compact=True))
        row.addWidget(parts, 1)
        return frame

    def _add_legend(self) -> None:
        """What the numbers mean, once for all regions."""
        lines = [
            f"{item.name}: "
            + " · ".join(f"{points(each.value)} {each.words}" for each in item.anchors)
            for item in self.scale.items_of(self.scale.regions[0].code)
        ]
        self.page.body.addWidget(label("\n".join(lines), "small", wrap=True))

    def _make_total(self) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "panel")
        row = QHBoxLayout(frame)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(10)
        self.total = label("", "number")
        self._range = label("", "quiet", wrap=True)
        self._compared = label("", "quiet", wrap=True)
        row.addWidget(label(self.tr("Total"), "section"))
        row.addWidget(self.total)
        row.addWidget(self._range, 1)
        self._compared.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._compared, 1)
        return frame

    def _answered(self) -> None:
        self._show_total()
        self.changed.emit()

    def _show_total(self) -> None:
        scale, answers = self.scale, self.answers()
        total, missing = running_total(scale, answers), len(missing_items(scale, answers))
        self.total.setText(points(total) if answers else "–")
        words = range_words(scale)
        if missing and len(scale.items) > 1:
            words = self.tr("{range} · {n} still open").format(range=words, n=missing)
        self._range.setText(words)
        self._compared.setText(self._comparison(None if missing else total))
        for region in scale.regions:
            self._show_region(region, answers)

    def _show_region(self, region: Region, answers: dict[str, int]) -> None:
        items = self.scale.items_of(region.code)
        extent = next(item for item in items if item.extent)
        nothing = answers.get(extent.code) == 0
        for item in items:
            if not item.extent:
                self.pickers[item.code].setDisabled(nothing)
        factors = [points(region.weight), points(answers.get(extent.code, 0))]
        grades = [points(answers.get(item.code, 0)) for item in items if not item.extent]
        factors.append(grades[0] if len(grades) == 1 else f"({' + '.join(grades)})")
        done = nothing or all(item.code in answers for item in items)
        result = points(region_total(self.scale, region.code, answers))
        words = f"{' × '.join(factors)} = {result}" if done else ""
        self._sums[region.code].setText(words)

    def _comparison(self, total: int | None) -> str:
        former = self._former
        if former is None:
            return ""
        was = self.tr("was {value} on {day}").format(
            value=with_unit(former.total, self.scale), day=formats.day(former.rated_on)
        )
        if total is None:
            return was
        gain = self.scale.direction.gain(total - former.total)
        if gain == 0:
            change = self.tr("no change")
        elif gain > 0:
            change = self.tr("{points} better").format(points=points(gain))
        else:
            change = self.tr("{points} worse").format(points=points(-gain))
        return f"{was} · {change}"
