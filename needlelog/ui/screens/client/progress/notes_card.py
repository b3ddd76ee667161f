"""What the log says to the practitioner before the next session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.domain.progress_notes import changes_between, healing_by_depth, same_zone_deeper
from needlelog.ui import formats
from needlelog.ui.progress_chart.chart import days_of
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.side_row import SideRow
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from needlelog.domain.progress_notes import HealingBand, LotChange, ZoneChange
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.ui.screens.client.progress.view import ProgressView

_MOST_ZONES = 6
Line = tuple[str, str]


class NotesCard(Card):
    """What changed since the session before, which zones went deeper, how long each depth healed."""

    def __init__(self, zones: ZoneCatalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._zones = zones
        self._page = ScrollPage()
        self._page.body.setContentsMargins(18, 12, 16, 14)
        self._page.body.setSpacing(6)
        self.add(self._page, 1)

    def show_view(self, view: ProgressView) -> None:
        """Write the notes anew."""
        while (item := self._page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for title, lines in notes(view, self._zones):
            self._section(title, lines)
        self._page.body.addStretch(1)

    def _section(self, title: str, lines: list[Line]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        column.addWidget(label(title, "section"))
        for name, value in lines:
            column.addWidget(SideRow(name, value) if value else label(name, "quiet", wrap=True))
        self._page.body.addWidget(holder)


def notes(view: ProgressView, zones: ZoneCatalogue) -> list[tuple[str, list[Line]]]:
    """The notes with their titles; a line without a value is a sentence."""
    translate = QCoreApplication.translate
    sessions = view.timeline.sessions
    if len(sessions) < 2:
        words = translate(
            "ProgressNotes", "What was done differently stands here from the second session on."
        )
        return [(translate("ProgressNotes", "What changed"), [(words, "")])]
    found = changes_between(sessions[-2], sessions[-1], view.downtimes)
    before = sessions[-2].number
    title = (
        translate("ProgressNotes", "What changed since session {number}").format(number=before)
        if before is not None
        else translate("ProgressNotes", "What changed since the session before")
    )
    lines = [_zone_line(change, zones) for change in found.zones]
    lines += [_lot_line(change) for change in found.lots]
    if found.downtime is not None:
        was, now = found.downtime
        lines.append(
            (
                translate("ProgressNotes", "Downtime"),
                f"{days_of(was.last_day, was.gone_day)} → {days_of(now.last_day, now.gone_day)}",
            )
        )
    if found.empty:
        lines.append((translate("ProgressNotes", "Zones, depths and products are the same."), ""))
    sections = [(title, lines)]
    deeper = list(_deeper_lines(view, zones))
    if deeper:
        sections.append((translate("ProgressNotes", "Same zone, deeper, mm"), deeper))
    bands = healing_by_depth(sessions, view.downtimes)
    if bands:
        sections.append(
            (
                translate("ProgressNotes", "Healing days by depth"),
                [_healing_line(band) for band in bands],
            )
        )
    return sections


def _zone_line(change: ZoneChange, zones: ZoneCatalogue) -> Line:
    translate = QCoreApplication.translate
    name = zone_name(zones, change.zone, change.side, change.custom_name)
    if change.before_um != change.after_um:
        was = translate("ProgressNotes", "not treated") if change.before_um is None else None
        now = translate("ProgressNotes", "not treated") if change.after_um is None else None
        left = was or formats.depth(change.before_um or 0)
        right = now or translate("ProgressNotes", "{depth} mm").format(
            depth=formats.depth(change.after_um or 0)
        )
        return name, f"{left} → {right}"
    return name, translate("ProgressNotes", "{before} → {after} passes").format(
        before=change.before_passes or "–", after=change.after_passes or "–"
    )


def _lot_line(change: LotChange) -> Line:
    translate = QCoreApplication.translate
    if change.before is None:
        return change.product, translate("ProgressNotes", "new")
    if change.after is None:
        return change.product, translate("ProgressNotes", "not used")
    return change.product, translate("ProgressNotes", "lot {before} → {after}").format(
        before=change.before or "–", after=change.after or "–"
    )


def _deeper_lines(view: ProgressView, zones: ZoneCatalogue) -> Iterable[Line]:
    for one in same_zone_deeper(view.timeline.sessions, view.downtimes)[:_MOST_ZONES]:
        steps: list[str] = []
        last = None
        for _number, depth, healed in one.steps:
            if depth == last:
                continue
            last = depth
            words = formats.depth(depth)
            if healed is not None:
                words = f"{words} ({days_of(healed.last_day, healed.gone_day)})"
            steps.append(words)
        name = zone_name(zones, one.zone, one.side, one.custom_name)
        yield name, " → ".join(steps)


def _healing_line(band: HealingBand) -> Line:
    translate = QCoreApplication.translate
    name = translate("ProgressNotes", "{depth} mm at the deepest").format(
        depth=formats.depth(band.depth_um)
    )
    days = str(band.most) if band.fewest == band.most else f"{band.fewest}–{band.most}"
    words = translate("ProgressNotes", "{days} d, %n session(s)", "", band.sessions + band.open)
    words = words.format(days=days)
    if band.open:
        words += translate("ProgressNotes", ", {count} not asked since").format(count=band.open)
    return name, words
