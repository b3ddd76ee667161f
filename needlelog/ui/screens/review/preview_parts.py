"""The pieces of the preview: sections, the grid of depths, notes, the lines of the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.ui import formats
from needlelog.ui.trail_words import entry_sentence
from needlelog.ui.widgets.card import rule
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.zone_words import depth_lines

if TYPE_CHECKING:
    from needlelog.domain.sessions import SessionRecord
    from needlelog.domain.trail import TrailEntry
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.ui.screens.review.preview_data import SessionPreview
    from needlelog.ui.screens.review.why import Why

_MOST_ENTRIES = 40


class Section(QWidget):
    """A titled part of the preview, apart from the one above by a line; hidden while empty."""

    def __init__(self, title: str) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(16, 12, 14, 12)
        inner.setSpacing(8)
        outer.addLayout(inner)
        outer.addWidget(rule())
        self._title = label(title, "section")
        if title:
            inner.addWidget(self._title)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        inner.addLayout(self.body)

    def set_title(self, title: str) -> None:
        """Change the title of a section that has one."""
        self._title.setText(title)

    def show_rows(self, rows: Sequence[QWidget]) -> None:
        """Show these instead of the former ones."""
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row in rows:
            self.body.addWidget(row)
        self.setVisible(bool(rows))


def depth_rows(found: SessionPreview, zones: ZoneCatalogue) -> Iterator[QWidget]:
    """Zones with their depths, deepest first; those past advice stand out, in words too."""
    content = found.record.content
    past = {finding.zone for finding in found.record.findings if finding.item == DEPTH_ITEM}
    past |= {row.zone for row in content.zones if row.reason.strip()}
    loud = depth_lines(zones, [row for row in content.zones if row.zone in past])
    for line in depth_lines(zones, content.zones):
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(8)
        across.addWidget(LinesLabel(line.label, "quiet"), 1)
        depth = formats.depth(line.depth_um) if line.depth_um is not None else "–"
        number = label(f"▲ {depth}" if line in loud else depth, "section")
        number.setProperty("role", "warn-strong" if line in loud else "section")
        across.addWidget(number)
        yield holder


def why_note(why: Why) -> QFrame:
    """Something that stands out, and below it what was said."""
    return said_note(why.sentence, why.tone, below=why.said)


def said_note(words: str, tone: str, title: str = "", below: str = "") -> QFrame:
    """A few words on a ground of their own."""
    frame = QFrame()
    frame.setProperty("role", "note")
    frame.setProperty("tone", tone)
    column = QVBoxLayout(frame)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    for text, role in ((title, "small"), (words, ""), (below, "")):
        if text:
            line = label(text, role, wrap=True)
            line.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(line)
    frame.setAccessibleName(". ".join(filter(None, (title, words, below))))
    return frame


def history_rows(
    entries: Iterable[TrailEntry], record: SessionRecord, zones: ZoneCatalogue
) -> list[QWidget]:
    """What happened, the newest first: time, words, who."""
    place = record.content.started_at or record.content.created_at
    lines: list[QWidget] = []
    for entry in list(entries)[:_MOST_ENTRIES]:
        moment = entry.at.astimezone(place.tzinfo)
        same_day = moment.date() == place.date()
        clock = formats.clock_time(moment)
        when = clock if same_day else f"{formats.day_short(moment.date())} {clock}"
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        words = label(f"{when} {entry_sentence(entry, zones)}", "quiet", wrap=True)
        across.addWidget(words, 1)
        across.addWidget(label(short_name(entry.person), "value"), 0, Qt.AlignmentFlag.AlignTop)
        lines.append(holder)
    return lines


def short_name(name: str) -> str:
    """A person's name with the first name as a letter, as it stands at the end of a line."""
    first, *rest = name.split() or [""]
    if not rest or first.endswith("."):
        return name
    return f"{first[0]}. {' '.join(rest)}"
