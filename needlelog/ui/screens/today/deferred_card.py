"""Sessions that were put off and are to be asked about again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.reading_only import writers_only
from needlelog.ui.screens.today.side_cards import ListCard
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.lines_label import LinesLabel

if TYPE_CHECKING:
    from needlelog.services.sessions import DeferredRow
    from needlelog.ui.context import Context

_MOST = 5


class DeferredCard(ListCard):
    """One line for each client to ask again; hidden when there is none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.buttons: list[Button] = []
        self.set_header(self.tr("Ask again"))
        self.hide()

    def show_rows(self, rows: tuple[DeferredRow, ...]) -> None:
        """List the sessions that were put off until today or before."""
        self.clear_lines()
        self.buttons = []
        for row in rows[:_MOST]:
            self.add_line(self._line(row))
        if len(rows) > _MOST:
            self.say(self.tr("and %n more", "", len(rows) - _MOST))
        self.setVisible(bool(rows))

    def _line(self, row: DeferredRow) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(18, 8, 18, 8)
        across.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(LinesLabel(row.client_name, "strong"))
        put_off = self.tr("put off on {day}: {reason}").format(
            day=formats.day_short(row.deferred_on), reason=row.reason
        )
        words.addWidget(LinesLabel(put_off, "small"))
        across.addLayout(words, 1)
        look = Button(self.tr("Look"), "chip")
        look.setAccessibleName(
            self.tr("Look at the deferred session of {name}").format(name=row.client_name)
        )
        navigator, session, client = self._context.navigator, row.session_uid, row.client_uid
        look.clicked.connect(lambda: navigator.record_requested.emit(session))
        start = Button(self.tr("Start"), "accent-chip")
        start.setAccessibleName(self.tr("Start a session with {name}").format(name=row.client_name))
        start.clicked.connect(lambda: navigator.new_session_requested.emit(client, False))
        across.addWidget(look)
        across.addWidget(start)
        writers_only(self._context, start)
        self.buttons.append(start)
        return line
