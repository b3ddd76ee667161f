"""The grid of treated zones, the equal of the map for keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.zones import ZoneCatalogue
from needlelog.ui import formats
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.zone_row import RowFacts, ZoneRowWidget, column_widths
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.stepper import StepperRules

_NARROWEST = 280


class ZoneGrid(Card):
    """Rows of treated zones with a header and a line of sums."""

    row_pressed = Signal(int, bool)
    add_zone_asked = Signal()
    refused = Signal(str)
    rule_asked = Signal(str)
    rule_seen = Signal(str)

    def __init__(
        self,
        acts: SessionActs,
        zones: ZoneCatalogue,
        depth_rules: Callable[[], StepperRules],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._acts = acts
        self._zones = zones
        self._depth_rules = depth_rules
        self._rows: dict[int, ZoneRowWidget] = {}
        self._shown = {"name": True, "was": True, "products": True, "endpoint": True}
        self._head: dict[str, QWidget] = {}
        self.body.addWidget(self._header_line())
        self.body.addWidget(rule())
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.body.addLayout(self._place)
        self.body.addLayout(self._foot())

    def _header_line(self) -> QWidget:
        widths = column_widths()
        header = QWidget()
        line = QHBoxLayout(header)
        line.setContentsMargins(18, 8, 4, 8)
        line.setSpacing(6)
        line.addWidget(label(self.tr("Zone"), "section"), 1)
        for key, text in (
            ("side", self.tr("Side")),
            ("depth", self.tr("Depth, mm")),
            ("was", ""),
            ("passes", self.tr("Passes")),
            ("products", self.tr("Serum")),
            ("endpoint", self.tr("Endpoint")),
            ("more", ""),
        ):
            head = label(text, "section")
            head.setFixedWidth(widths[key])
            self._head[key] = head
            line.addWidget(head)
        return header

    def _foot(self) -> QHBoxLayout:
        self._sums = label("", "quiet", wrap=True)
        self.add_button = Button(self.tr("Zone…"), "chip", "plus")
        self.add_button.setAccessibleName(self.tr("Add a zone by its name"))
        self.add_button.clicked.connect(self.add_zone_asked)
        foot = QHBoxLayout()
        foot.setContentsMargins(18, 0, 12, 0)
        foot.addWidget(self._sums, 1)
        foot.addWidget(self.add_button)
        return foot

    def show_rows(self, rows: Sequence[RowFacts]) -> None:
        """Show the rows; widgets of rows that stay are kept with their focus."""
        wanted = [facts.row.row for facts in rows]
        for gone in [number for number in self._rows if number not in wanted]:
            widget = self._rows.pop(gone)
            self._place.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        for place, facts in enumerate(rows):
            widget = self._rows.get(facts.row.row) or self._new_row(facts)
            widget.show_facts(facts)
            if self._place.indexOf(widget) != place:
                self._place.insertWidget(place, widget)
        self._show_sums([facts.row for facts in rows])

    def _new_row(self, facts: RowFacts) -> ZoneRowWidget:
        widget = ZoneRowWidget(facts, self._acts, self._zones, self._depth_rules)
        widget.pressed.connect(self.row_pressed)
        widget.refused.connect(self.refused)
        widget.rule_asked.connect(self.rule_asked)
        widget.rule_seen.connect(self.rule_seen)
        widget.show_columns(self._shown)
        self._rows[facts.row.row] = widget
        return widget

    def _show_sums(self, rows: Sequence[object]) -> None:
        present = [widget.row for widget in self._rows.values()]
        if not present:
            self._sums.setText(
                self.tr("No zone yet — tap one on the map, draw over several, or press Z")
            )
            return
        depths = [row.depth_um for row in present if row.depth_um is not None]
        passes = sum(row.passes or 0 for row in present)
        deepest = (
            self.tr("max {depth} mm").format(depth=formats.depth(max(depths))) if depths else ""
        )
        parts = [
            self.tr("%n row(s)", "", len(rows)),
            deepest,
            self.tr("%n pass(es)", "", passes) if passes else "",
        ]
        self._sums.setText(" · ".join(part for part in parts if part))

    def row_widget(self, number: int) -> ZoneRowWidget | None:
        """The widget of a row."""
        return self._rows.get(number)

    def row_widgets(self) -> list[ZoneRowWidget]:
        """All row widgets in their order on the screen."""
        return sorted(self._rows.values(), key=self._place.indexOf)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() / metrics().text(1000) * 1000
        shown = {
            "name": room >= 400,
            "was": room >= 660,
            "products": room >= 780,
            "endpoint": room >= 530,
        }
        if shown != self._shown:
            self._shown = shown
            for key, visible in (*shown.items(), ("side", shown["was"])):
                if key in self._head:
                    self._head[key].setVisible(visible)
            for widget in self._rows.values():
                widget.show_columns(shown)

    def minimumSizeHint(self) -> QSize:
        """Narrow enough for a small tablet; columns fall away before the rest is cut."""
        return QSize(metrics().text(_NARROWEST), super().minimumSizeHint().height())
