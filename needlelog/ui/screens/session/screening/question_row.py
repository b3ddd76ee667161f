"""One question: its words, the answer as two buttons, and what a "yes" is about below it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.screens.session.screening.item_line import ItemLine
from needlelog.ui.screens.session.screening.question_views import QuestionView
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.icons import icon
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import rule
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label

_ANSWER_WIDTH = 340
_QUESTION_WIDTH = 140
"""So much of a line stays for the words of the question, however long an answer is."""
_AROUND_WORDS = 98
"""What both buttons have around their words: their edges, and the sign of the chosen one."""
_AROUND_BUTTONS = 60
"""The edges of the line and what lies between its parts."""
_SIGNS = {"stop": "close-thick", "warn": "alert", "good": "check-bold"}


class QuestionRow(QFrame):
    """Asks one question. Signals carry the code of the question or item they are about."""

    said_no = Signal(str)
    said_yes = Signal(str)
    """The question's only item is answered with yes."""
    item_toggled = Signal(str, str, bool)
    """Question, item, and whether it holds."""
    item_changed = Signal(str, dict)
    item_typed = Signal(str, dict)
    opened = Signal(str)
    grew = Signal(str)
    """What a "yes" is about has become longer: there is more to answer."""

    def __init__(self, view: QuestionView, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._today = today
        self._laid_out = False
        self._lines: dict[str, ItemLine] = {}
        self._chips: dict[str, Button] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self._editor = QFrame()
        self._editor.setProperty("role", "panel")
        self._fields = QVBoxLayout(self._editor)
        self._fields.setContentsMargins(12, 10, 12, 12)
        self._fields.setSpacing(10)
        self._editor.hide()
        below = QVBoxLayout()
        below.setContentsMargins(18, 0, 18, 0)
        below.addWidget(self._editor)
        outer.addLayout(below)
        self._gap = QWidget()
        self._gap.setFixedHeight(10)
        self._gap.hide()
        outer.addWidget(self._gap)
        outer.addWidget(rule())
        self.show_view(view)

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(18, 4, 18, 4)
        line.setSpacing(12)
        line.addStrut(metrics().text(48))
        words = QVBoxLayout()
        words.setSpacing(1)
        self._title = label("", "strong", wrap=True)
        self._hint = label("", "small", wrap=True)
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._hint)
        words.addStretch(1)
        line.addLayout(words, 1)
        self.no = Button("", "secondary")
        self.no.setCheckable(True)
        self.no.clicked.connect(self._press_no)
        self.yes = Button("", "secondary")
        self.yes.setCheckable(True)
        self.yes.clicked.connect(self._press_yes)
        for button in (self.no, self.yes):
            # Else a long answer would widen the line beyond the page before it is cut.
            button.setMinimumWidth(metrics().text(44))
            line.addWidget(button)
        return line

    def _make_fields(self) -> None:
        """Make what a "yes" is about when it is first needed: most questions are never opened."""
        if self._lines:
            return
        several = len(self._view.items) > 1
        if several or self._view.items[0].holds:
            holder = QWidget()
            flow = FlowLayout(holder, spacing=6)
            for item in self._view.items:
                chip = Button(item.name, "filter")
                chip.setCheckable(True)
                chip.setChecked(item.is_yes)
                chip.clicked.connect(
                    lambda on, code=item.code: self.item_toggled.emit(self._view.code, code, on)
                )
                self._chips[item.code] = chip
                flow.addWidget(chip)
            self._fields.addWidget(holder)
        for item in self._view.items:
            line = ItemLine(item, self._today, named=several)
            line.changed.connect(
                lambda fields, code=item.code: self.item_changed.emit(code, fields)
            )
            line.typed.connect(lambda fields, code=item.code: self.item_typed.emit(code, fields))
            line.hide()
            self._lines[item.code] = line
            self._fields.addWidget(line)
            line.setVisible(item.is_yes)
        self._tab_through_fields()

    def _tab_through_fields(self) -> None:
        """Put the fields behind the answers, as if they had always been there."""
        before: QWidget = self.yes
        for each in self._editor.findChildren(QWidget):
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus:
                self.setTabOrder(before, each)
                before = each

    def show_view(self, view: QuestionView) -> None:
        """Show the question as it stands now."""
        self._view = view
        self._title.setText(view.title)
        hint = view.known or view.hint
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._show_answers(view)
        for item in view.items:
            if item.code in self._chips:
                self._chips[item.code].setChecked(item.is_yes)
            if item.code in self._lines:
                self._lines[item.code].setVisible(item.is_yes)
                self._lines[item.code].show_item(item)

    def _show_answers(self, view: QuestionView) -> None:
        no, yes = self._answers_in_room(view.no_words, view.yes_words)
        self._show_answer(self.no, view.no_words, no, chosen=view.said_no, tone=view.tone or "good")
        self._show_answer(self.yes, view.yes_words, yes, chosen=view.changed, tone=view.tone)

    def _answers_in_room(self, *answers: str) -> list[str]:
        """The words of both answers, the longer one cut where the question would have no room."""
        most, measure = metrics().text(_ANSWER_WIDTH), self.no.fontMetrics()
        # Cut to exactly its own width a text would lose its last letters.
        widths = [min(measure.horizontalAdvance(words) + 2, most) for words in answers]
        if self._laid_out:
            around = metrics().text(_QUESTION_WIDTH + _AROUND_WORDS) + _AROUND_BUTTONS
            over = max(sum(widths) + around - self.width(), 0)
            longer = widths.index(max(widths))
            widths[longer] = max(widths[longer] - over, widths[1 - longer] // 2)
        return [
            measure.elidedText(words, Qt.TextElideMode.ElideRight, width)
            for words, width in zip(answers, widths, strict=True)
        ]

    def _show_answer(
        self, button: Button, words: str, shown: str, *, chosen: bool, tone: str
    ) -> None:
        button.setText(shown.replace("&", "&&"))
        button.setToolTip(words if shown != words else "")
        button.setChecked(chosen)
        button.setAccessibleName(f"{self._view.title} {words}")
        mark(button, tone=tone if chosen else None)
        sign = _SIGNS.get(tone, "check-bold") if chosen else ""
        button.setIcon(icon(sign, tone or "accent") if sign else QIcon())
        side = metrics().text(15)
        button.setIconSize(QSize(side + 4, side))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._laid_out = True
        if event.size().width() != event.oldSize().width():
            self._show_answers(self._view)
        if event.size().height() > event.oldSize().height() and not self._editor.isHidden():
            self.grew.emit(self._view.code)

    def _press_no(self) -> None:
        self.set_open(False)
        self.said_no.emit(self._view.code)
        self.show_view(self._view)

    def _press_yes(self) -> None:
        shut = self._editor.isHidden()
        if not self._view.changed and len(self._view.items) == 1:
            self.said_yes.emit(self._view.items[0].code)
            shut = True
        self.set_open(shut)
        self.show_view(self._view)

    def set_open(self, on: bool) -> None:
        """Open or close what a "yes" is about."""
        if on:
            self._make_fields()
        self._editor.setVisible(on)
        self._gap.setVisible(on)
        if on:
            self.opened.emit(self._view.code)

    @property
    def view(self) -> QuestionView:
        """The question as last shown."""
        return self._view

    def line(self, item: str) -> ItemLine:
        """The fields of one item."""
        self._make_fields()
        return self._lines[item]

    def chip(self, item: str) -> Button:
        """The button that says that an item of several holds."""
        self._make_fields()
        return self._chips[item]
