"""What the selected zones get with one tap: depth, passes, pattern and endpoints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.depth_choices import USUAL_DEPTHS_UM
from needlelog.domain.quantities import parse_passes
from needlelog.domain.sessions import Pattern, ZoneRow
from needlelog.ui import labels
from needlelog.ui.screens.session.arrange import titled
from needlelog.ui.sentences import refusal_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.depth_chips import DepthChips
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.grade_picker import GradePicker
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.list_box import ListBox
from needlelog.ui.widgets.stepper import Stepper, StepperRules

T = TypeVar("T")

_NARROW = 440
_NARROWEST = 280
_PATTERN_LETTERS = 9


def passes_rules() -> StepperRules:
    """How passes are read, written and stepped."""
    return StepperRules(
        parse=parse_passes,
        format=str,
        step=lambda value, way: min(max((value or 0) + way, 1), 15),
    )


class SelectionCard(Card):
    """Shows the selected zones and sends what is chosen for them."""

    depth_chosen = Signal(int)
    passes_chosen = Signal(object)
    pattern_chosen = Signal(object)
    erythema_chosen = Signal(object)
    bleeding_chosen = Signal(object)
    mirror_toggled = Signal(bool)
    remove_asked = Signal()
    all_asked = Signal(bool)
    refused = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, padding=14)
        self.body.setContentsMargins(18, 14, 18, 14)
        self.body.setSpacing(8)
        self._build_head()
        self.chips = DepthChips()
        self.chips.set_values(USUAL_DEPTHS_UM)
        self.chips.chosen.connect(self.depth_chosen)
        self._build_fields()
        self._numbers = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._numbers.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        self._numbers.addWidget(titled(self.tr("Depth, mm"), self.chips), 1, top)
        self._numbers.addWidget(self._passes_field, 0, top)
        self.body.addLayout(self._numbers)
        self._fields = QWidget()
        self._flow = FlowLayout(self._fields, spacing=12)
        self._flow.addWidget(titled(self.tr("Redness 0–4"), self.erythema))
        self._flow.addWidget(titled(self.tr("Bleeding 0–4"), self.bleeding))
        self.body.addWidget(self._fields)
        self._place_tools(narrow=False)

    def _build_head(self) -> None:
        self._title = ElidedLabel("", "strong")
        self._sides = ElidedLabel("", "quiet")
        self.mirror = Button(self.tr("Mirror on"), "chip", "swap-horizontal")
        self.mirror.setCheckable(True)
        self.mirror.setChecked(True)
        self.mirror.toggled.connect(self._mirror)
        self.remove = icon_button("trash-can-outline", self.tr("Remove these zones"), plain=True)
        self.remove.clicked.connect(self.remove_asked)
        self.every = Button(self.tr("All"), "chip")
        self.every.setAccessibleName(self.tr("Select all treated zones"))
        self.every.setCheckable(True)
        self.every.clicked.connect(self.all_asked)
        self._head = QHBoxLayout()
        self._head.setSpacing(8)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._sides)
        self._head.addLayout(names, 1)
        self._head.addWidget(self.remove)
        self.body.addLayout(self._head)
        self.pattern = self._patterns()
        self._second = QHBoxLayout()
        self._second.setSpacing(8)
        self.body.addLayout(self._second)
        self._narrow: bool | None = None

    def _patterns(self) -> QComboBox:
        box = ListBox()
        box.setAccessibleName(self.tr("Pattern"))
        box.setSizeAdjustPolicy(box.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(_PATTERN_LETTERS)
        box.addItem(self.tr("Pattern"), None)
        for pattern in Pattern:
            box.addItem(labels.label(labels.PATTERNS, pattern), pattern)
        box.activated.connect(lambda index: self.pattern_chosen.emit(box.itemData(index)))
        return box

    def _build_fields(self) -> None:
        self.passes = Stepper(passes_rules(), self.tr("Passes"), may_be_empty=True)
        self.passes.valueCommitted.connect(self.passes_chosen)
        self.passes.refused.connect(
            lambda text: self.refused.emit(refusal_sentence(parse_passes, text))
        )
        self.erythema = GradePicker(4, "", self.tr("Redness"))
        self.erythema.chosen.connect(lambda grade: self.erythema_chosen.emit(grade))
        self.erythema.cleared.connect(lambda: self.erythema_chosen.emit(None))
        self.bleeding = GradePicker(4, "", self.tr("Bleeding"))
        self.bleeding.chosen.connect(lambda grade: self.bleeding_chosen.emit(grade))
        self.bleeding.cleared.connect(lambda: self.bleeding_chosen.emit(None))
        self._passes_field = titled(self.tr("Passes"), self.passes)

    def show_selection(
        self, title: str, sides: str, rows: Sequence[ZoneRow], depths: Sequence[int]
    ) -> None:
        """Show the values that all selected rows share; others show as not set."""
        empty = not title
        self._title.setText(title or self.tr("No zone selected"))
        self._sides.setText(sides or self.tr("tap one, or draw over several"))
        self.chips.setDisabled(empty)
        for part in (self._passes_field, self._fields):
            part.setDisabled(empty)
        self.pattern.setDisabled(empty)
        self.remove.setVisible(bool(rows))
        self.chips.set_values(depths)
        self.chips.set_current(_shared([row.depth_um for row in rows]))
        self.passes.set_value(_shared([row.passes for row in rows]))
        self.erythema.set_value(_shared([row.erythema for row in rows]))
        self.bleeding.set_value(_shared([row.bleeding for row in rows]))
        pattern = _shared([row.pattern for row in rows])
        self.pattern.setCurrentIndex(0 if pattern is None else list(Pattern).index(pattern) + 1)

    def offer_all(self, treated: int, *, selected: bool) -> None:
        """Offer to select every treated zone where there are several; `selected`: they are."""
        self.every.setVisible(treated > 1)
        self.every.setChecked(selected)

    def _place_tools(self, *, narrow: bool) -> None:
        """What stands beside the names and the depths goes below them where there is no room."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for tool in (self.every, self.pattern, self.mirror):
            for line in (self._head, self._second):
                line.removeWidget(tool)
            (self._second if narrow else self._head).addWidget(tool)
        way = QBoxLayout.Direction
        self._numbers.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tools(narrow=self.width() < metrics().text(_NARROW))

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small tablet with large text; what does not fit goes below."""
        return QSize(metrics().text(_NARROWEST), super().minimumSizeHint().height())

    def _mirror(self, on: bool) -> None:
        self.mirror.setText(self.tr("Mirror on") if on else self.tr("Mirror off"))
        self.mirror_toggled.emit(on)


def _shared(values: Sequence[T | None]) -> T | None:
    found = set(values)
    return found.pop() if len(found) == 1 else None
