"""Cards that list figures: depths by zone, overrides, products, and what waits to be done."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from needlelog.domain.cohort import Split
from needlelog.domain.zones import Side
from needlelog.ui.insights.change_words import change_sentence
from needlelog.ui.insights.figure_button import DepthRow, DepthScale, FigureRow
from needlelog.ui.insights.words import (
    age_words,
    depth_words,
    group_words,
    number,
    override_rule,
    override_words,
    share,
    signed,
)
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from needlelog.domain.dashboard import Dashboard, Override, Use, ZoneDepths
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.cohorts import Cohort, CohortLine

_FIRST = 7
_FEW = 5


class ListCard(Card):
    """Rows of a figure each; what does not fit at first is one press away."""

    def __init__(
        self, title: str, subtitle: str, empty: str, first: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, subtitle, parent=parent, header_rule=False)
        self._first = first
        self._whole = False
        self._make: Sequence[Callable[[], QWidget]] = ()
        self.body.setContentsMargins(0, 0, 0, 10)
        self._empty = label(empty, "quiet", wrap=True)
        self._empty.setContentsMargins(18, 0, 18, 8)
        self._rows: list[QWidget] = []
        self._above = 0
        self.add(self._empty)
        self.more = Button("", "row")
        self.more.setProperty("more", True)
        self.more.clicked.connect(lambda _checked: self._toggle())
        self.add(self.more)
        self.more.hide()
        self.body.addStretch(1)

    def _rows_begin_after(self, widget: QWidget) -> None:
        self.body.insertWidget(0, widget)
        self._above = 1

    def rows(self) -> list[QWidget]:
        """The rows that stand there now."""
        return list(self._rows)

    def show_rows(self, make: Sequence[Callable[[], QWidget]]) -> None:
        """Show other rows, each made when it is shown."""
        self._make = make
        self._fill()

    def _fill(self) -> None:
        for row in self._rows:
            self.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        shown = self._make if self._whole else self._make[: self._first]
        self._rows = [make() for make in shown]
        for place, row in enumerate(self._rows):
            self.body.insertWidget(self._above + place, row)
        self._empty.setVisible(not self._make)
        left = len(self._make) - self._first
        self.more.setVisible(left > 0)
        self.more.setText(
            self.tr("Show fewer") if self._whole else self.tr("%n more", "", max(left, 0))
        )

    def _toggle(self) -> None:
        self._whole = not self._whole
        self._fill()


class DepthCard(ListCard):
    """Treated rows by zone and depth class; `asked` carries the zone."""

    asked = Signal(str)

    def __init__(self, zones: ZoneCatalogue, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", _FIRST, parent)
        self.set_header(self.tr("Depth by zone"), self.tr("share of treatments, and over advice"))
        self._empty.setText(self.tr("No zone was treated in these sessions."))
        self._zones = zones
        self._scale = DepthScale()
        self._rows_begin_after(self._scale)

    def show_zones(self, found: Sequence[ZoneDepths]) -> None:
        """Show the zones, the most treated first."""
        self._scale.setVisible(bool(found))
        self.show_rows([partial(self._row, zone) for zone in found])

    def _row(self, zone: ZoneDepths) -> QWidget:
        name = zone_name(self._zones, zone.zone, Side.MID)
        over = share(zone.over, zone.total) if zone.over else "–"
        row = DepthRow(name, zone, over)
        words = self.tr("{zone}: {count} treatments, {over} over advice. {depths}").format(
            zone=name, count=number(zone.total), over=over, depths=depth_words(zone)
        )
        row.setAccessibleName(words)
        row.setToolTip(words)
        row.clicked.connect(lambda _checked: self.asked.emit(zone.zone))
        return row


class OverrideCard(ListCard):
    """Why limits and rules were gone past; `asked` carries the override."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", _FEW, parent)
        self.set_header(self.tr("Reasons given for overrides"))
        self._empty.setText(self.tr("No rule or limit was gone past in these sessions."))

    def show_overrides(self, found: Sequence[Override]) -> None:
        """Show them, the most frequent first."""
        self.show_rows([partial(self._row, each) for each in found])

    def _row(self, each: Override) -> QWidget:
        row = FigureRow(each.reason or override_rule(each.rule), number(each.sessions))
        row.setAccessibleName(f"{override_words(each)}: {number(each.sessions)}")
        row.setToolTip(override_words(each))
        row.clicked.connect(lambda _checked: self.asked.emit(each))
        return row


class UseCard(ListCard):
    """What was used; `asked` carries the use."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", _FEW, parent)
        self.set_header(self.tr("Products"), self.tr("times used"))
        self._empty.setText(self.tr("No product was written down in these sessions."))

    def show_uses(self, found: Sequence[Use]) -> None:
        """Show them, the most used first."""
        self.show_rows([partial(self._row, use) for use in found])

    def _row(self, use: Use) -> QWidget:
        row = FigureRow(use.name, number(use.uses))
        row.clicked.connect(lambda _checked: self.asked.emit(use))
        return row


class ConcernCard(ListCard):
    """What changed on the scale of the chart, by concern; `asked` carries the clients."""

    asked = Signal(object, str)

    def __init__(self, zones: ZoneCatalogue, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", _FEW, parent)
        self._zones = zones
        self.set_header(self.tr("Outcome by concern"))
        self._empty.setText(self.tr("No client has two ratings on one scale yet."))

    def show_lines(self, found: Cohort) -> None:
        """Show the mean change of each concern, the most clients first."""
        scale = found.chosen.scale.name if found.chosen else ""
        self.set_header(self.tr("Outcome by concern"), scale)
        lines = [line for line in found.lines if line.change is not None]
        self.show_rows([partial(self._row, line, found) for line in lines])

    def _row(self, line: CohortLine, found: Cohort) -> QWidget:
        change = line.change
        if change is None:
            raise TypeError("A line without a change has no row.")
        name = group_words(line.name, Split.CONCERN, self._zones)
        figure = self.tr("{change} (n {n})").format(
            change=signed(change.mean_change, 2), n=change.n
        )
        row = FigureRow(name, figure)
        words = f"{name}: {change_sentence(line, found.asked.axis)}"
        row.setToolTip(words)
        row.setAccessibleName(words)
        row.clicked.connect(lambda _checked: self.asked.emit(change.clients, words))
        return row


class ToDoCard(ListCard):
    """What waits: drafts, follow-ups, lots; `asked` carries which."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", _FIRST, parent)
        self.set_header(self.tr("Waiting today"))

    def show_waiting(self, found: Dashboard, today: date) -> None:
        """Show what there is, also where it is nothing."""
        age = ""
        if found.oldest_unsigned is not None:
            age = " · " + age_words(found.oldest_unsigned, today)
        lines = (
            ("unsigned", self.tr("Drafts not signed") + age, found.unsigned),
            ("follow_ups", self.tr("Follow-ups due"), found.follow_ups_due),
            ("expiring", self.tr("Lots about to expire"), found.expiring),
            ("expired", self.tr("Lots past their expiry"), found.expired),
        )
        self.show_rows([partial(self._row, *line) for line in lines])

    def _row(self, key: str, words: str, count: int) -> QWidget:
        row = FigureRow(words, number(count))
        row.clicked.connect(lambda _checked: self.asked.emit(key))
        return row
