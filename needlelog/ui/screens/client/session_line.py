"""One signed session in the client's record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.sessions import SessionState
from needlelog.ui import formats
from needlelog.ui.labels import REACTIONS, SEVERITIES, label
from needlelog.ui.screening_record_words import deferred_words
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.depths_label import DepthsLabel
from needlelog.ui.widgets.labels import label as text_label
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.zone_thumbnail import ZoneThumbnail
from needlelog.ui.zone_words import depth_lines, depth_sentence

if TYPE_CHECKING:
    from collections.abc import Collection

    from needlelog.domain.sessions import SessionRecord
    from needlelog.domain.zones import ZoneCatalogue

translate = QCoreApplication.translate
_NARROW = 660


class NumberDisc(QWidget):
    """The number of a session, white on the accent; hollow when the session is void."""

    def __init__(self, number: int | None, *, hollow: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = "–" if number is None else str(number)
        self._hollow = hollow
        side = metrics().text(30)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint disc and number."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().colour("line_strong" if self._hollow else "accent"))
        painter.setBrush(theme().colour("surface" if self._hollow else "accent"))
        painter.drawEllipse(self.rect().adjusted(1, 1, -1, -1))
        painter.setPen(theme().colour("quiet" if self._hollow else "accent_ink"))
        painter.setFont(text_font(metrics().text(13), QFont.Weight.Bold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        painter.end()


class SessionLine(QWidget):
    """Number, map, date and state, depths, products and person, reactions, Open."""

    opened = Signal()

    def __init__(
        self,
        record: SessionRecord,
        zones: ZoneCatalogue,
        signed_by: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.record = record
        self._signed_by = signed_by
        content = record.content
        void = record.state is SessionState.VOID
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(18)
        deferred = record.state is SessionState.DEFERRED
        number = None if deferred else content.number
        row.addWidget(NumberDisc(number, hollow=void or deferred))
        row.addWidget(
            ZoneThumbnail(
                [(zone.zone, zone.side, zone.depth_um) for zone in content.zones], QSize(56, 82)
            )
        )
        row.addLayout(self._words(zones), 1)
        self.reactions = text_label(reaction_words(record), "quiet", wrap=True)
        self.reactions.setFixedWidth(metrics().text(148))
        row.addWidget(self.reactions)
        button = Button(self.tr("Open"))
        button.setAccessibleName(
            self.tr("Open the session of {day}").format(day=session_day(record))
        )
        button.clicked.connect(self.opened)
        row.addWidget(button)
        self.setAccessibleName(
            ", ".join(
                part
                for part in (
                    self.tr("Session {number}").format(number=content.number or "–"),
                    session_day(record),
                    *(words for words, _ in state_words(record)),
                    depth_sentence(zones, content.zones),
                    deferred_words(record),
                    product_words(record, signed_by),
                    reaction_words(record),
                )
                if part
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Reactions stand under the products where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        self.reactions.setVisible(not narrow)
        self._reactions_below.setVisible(narrow and bool(self._reactions_below.text()))

    def _words(self, zones: ZoneCatalogue) -> QVBoxLayout:
        content = self.record.content
        column = QVBoxLayout()
        column.setSpacing(5)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(text_label(session_day(self.record), "strong"))
        for words, tone in state_words(self.record):
            top.addWidget(Pill(words, tone, sign=False))
        top.addStretch(1)
        column.addStretch(1)
        column.addLayout(top)
        depths = DepthsLabel(
            depth_lines(zones, content.zones), depth_sentence(zones, content.zones)
        )
        column.addWidget(depths)
        put_off = deferred_words(self.record)
        if put_off:
            column.addWidget(text_label(put_off, "value", wrap=True))
            depths.hide()
        column.addWidget(LinesLabel(product_words(self.record, self._signed_by), "quiet"))
        self._reactions_below = LinesLabel(reaction_words(self.record), "quiet")
        self._reactions_below.hide()
        column.addWidget(self._reactions_below)
        column.addStretch(1)
        return column


def session_day(record: SessionRecord) -> str:
    """The local day of treatment."""
    start = record.content.started_at or record.content.created_at
    return formats.day(start.date())


def state_words(record: SessionRecord) -> list[tuple[str, str]]:
    """The state as words with tones: signed, imported, addendum, entered later, deferred, void."""
    if record.state is SessionState.VOID:
        found = [(translate("SessionLine", "void"), "stop")]
    elif record.state is SessionState.DEFERRED:
        found = [(translate("SessionLine", "deferred, not treated"), "warn")]
    elif record.state is SessionState.IMPORTED:
        words = translate("SessionLine", "imported")
        if record.addenda:
            words = translate("SessionLine", "imported · addendum")
        found = [(words, "warn" if record.addenda else "neutral")]
    elif record.addenda:
        found = [(translate("SessionLine", "signed · addendum"), "warn")]
    elif record.state is SessionState.COUNTERSIGNED:
        found = [(translate("SessionLine", "signed · countersigned"), "good")]
    else:
        found = [(translate("SessionLine", "signed"), "good")]
    if record.backdated:
        found.append((translate("SessionLine", "entered later"), "neutral"))
    return found


def product_words(record: SessionRecord, signed_by: str) -> str:
    """Products with their lots, then who signed."""
    names = [" ".join(filter(None, (row.name, row.lot))) for row in record.content.topicals]
    return " · ".join([*(name for name in names if name), signed_by])


def signer_words(record: SessionRecord, apart: Collection[str]) -> str:
    """Who signed; with the licence of then where that tells her from a namesake."""
    licensed = f"{record.signed_by} ({record.licence})"
    return licensed if licensed in apart else record.signed_by


def reaction_words(record: SessionRecord) -> str:
    """The immediate reactions; nothing where nobody answered."""
    reactions = record.content.reactions
    if reactions is None:
        return ""
    if not reactions:
        return translate("SessionLine", "no reactions")
    words = []
    for reaction in reactions:
        name = label(REACTIONS, reaction.sign)
        if reaction.severity is not None:
            name = f"{name} {label(SEVERITIES, reaction.severity)}"
        words.append(name)
    return ", ".join(words)
