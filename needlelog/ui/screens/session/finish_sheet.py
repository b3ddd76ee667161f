"""The last look before signing: what is missing, each line leading to its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.domain.session_gaps import Gap, GapCode
from needlelog.ui.theme.icons import icon
from needlelog.ui.widgets.broken_button import BrokenButton
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage


@dataclass(frozen=True, slots=True)
class Answer:
    """What closes a gap where it is told: the words of a button and what pressing it does."""

    words: str
    give: Callable[[], object]


Answers = Mapping[GapCode, Sequence[Answer]]


class _FirstPress(Button):
    """Answers to a press of its own only.

    The second press of a double click may fall on a button that came to lie under the pointer.
    """

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class FinishSheet(SheetDialog):
    """Lists what stands in the way and what was left open; nothing optional blocks."""

    jump_asked = Signal(object)
    """The :class:`Gap` whose place the practitioner wants to see."""
    seen_all = Signal()
    """Every warning that is listed was seen."""
    same_asked = Signal()
    """Every reason that was given before counts for what is listed too."""

    def __init__(
        self,
        gaps: Sequence[tuple[Gap, str]],
        signer: str,
        summary: str,
        parent: QWidget | None = None,
        answers: Answers | None = None,
    ) -> None:
        title = QCoreApplication.translate("FinishSheet", "Finish & sign")
        super().__init__(title, parent, summary)
        self.setMinimumWidth(520)
        self.lines: list[BrokenButton] = []
        self.answers: list[Button] = []
        """What can be answered here at once, in the order of the lines."""
        self.seen = Button("", "secondary", "check-all")
        self.seen.clicked.connect(self.seen_all)
        self.same = Button("", "secondary", "check-all")
        self.same.clicked.connect(self.same_asked)
        self._page = ScrollPage()
        self.body.addWidget(self._page)
        self._complete = label(self.tr("Nothing is missing."), "good")
        self.body.addWidget(self._complete)
        self.body.addWidget(
            label(
                self.tr("After signing nobody can change the record; an addendum can be written."),
                "quiet",
                wrap=True,
            )
        )
        self.back = self.add_button(self.tr("Back to the session"))
        self.sign = self.add_button(self.tr("Sign as {name}").format(name=signer), "primary")
        self.show_gaps(gaps, answers)

    def show_gaps(self, gaps: Sequence[tuple[Gap, str]], answers: Answers | None = None) -> None:
        """Show what is missing now, with the name of the zone, product or finding it is about.

        What was decided before stands below the name, on a line of its own.
        """
        self._clear()
        unseen = [pair for pair in gaps if pair[0].code is GapCode.WARNING_UNSEEN]
        before = [pair for pair in gaps if pair[0].again and pair not in unseen]
        needed = [pair for pair in gaps if pair[0].blocking and pair not in [*unseen, *before]]
        blocking = [(gap, self._sentence(gap, name)) for gap, name in needed]
        optional = self._open_lines([(gap, name) for gap, name in gaps if not gap.blocking])
        page = self._page
        if blocking:
            self._add_heading(self.tr("Needed before signing"))
            self._add_lines(page.body, blocking, "close-circle-outline", "stop")
        if before:
            self._add_heading(self.tr("Decided before, but not for this"))
            self._add_lines(page.body, before, "close-circle-outline", "stop")
            words = QCoreApplication.translate(
                "FinishSheet", "The same %n reason(s) hold here too", "", len(before)
            )
            self.same.setText(words)
            self.same.setAccessibleDescription(", ".join(name for _gap, name in before))
            page.body.addWidget(self.same)
        self.same.setVisible(bool(before))
        if unseen:
            self._add_heading(self.tr("Not seen yet"))
            lines = [(gap, self._sentence(gap, name)) for gap, name in unseen]
            self._add_lines(page.body, lines, "alert-outline", "warn")
            words = QCoreApplication.translate(
                "FinishSheet", "I have seen these %n warning(s)", "", len(unseen)
            )
            self.seen.setText(words)
            names = ", ".join(name for _gap, name in unseen)
            self.seen.setAccessibleDescription(names)
            page.body.addWidget(self.seen)
        self.seen.setVisible(bool(unseen))
        if optional:
            self._add_heading(self.tr("Left open — you may sign all the same"))
            self._add_lines(page.body, optional, "circle-outline", "quiet", answers or {})
        page.body.addStretch(1)
        count = len(blocking) + len(optional) + len(unseen) + 2 * bool(unseen)
        count += len(before) + 2 * bool(before) + len(self.answers)
        page.setMinimumHeight(min(80 + 46 * count, 440) if count else 0)
        page.setVisible(bool(gaps))
        self._complete.setVisible(not gaps)
        self.sign.setEnabled(not blocking and not unseen and not before)

    def _clear(self) -> None:
        self.lines, self.answers = [], []
        while (item := self._page.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget in (self.seen, self.same):
                widget.hide()
            elif widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add_heading(self, words: str) -> None:
        heading = label(words, "section")
        heading.setContentsMargins(0, 14 if self._page.body.count() else 0, 0, 2)
        self._page.body.addWidget(heading)

    def _add_lines(
        self,
        column: QVBoxLayout,
        lines: Sequence[tuple[Gap, str]],
        sign: str,
        role: str,
        answers: Answers | None = None,
    ) -> None:
        column.setSpacing(2)
        for gap, words in lines:
            sentence, _, before = words.partition("\n")
            button = BrokenButton(sentence, "row")
            button.setAccessibleDescription(before)
            button.setIcon(icon(sign, role))
            button.setSizePolicy(
                button.sizePolicy().Policy.Preferred, button.sizePolicy().Policy.Fixed
            )
            button.clicked.connect(lambda _on=False, gap=gap: self._jump(gap))
            self.lines.append(button)
            column.addWidget(button)
            if before:
                note = label(before, "small", wrap=True)
                note.setContentsMargins(38, 0, 8, 4)
                column.addWidget(note)
            if offered := (answers or {}).get(gap.code):
                column.addWidget(self._answer_line(button, offered))

    def _answer_line(self, line: BrokenButton, offered: Sequence[Answer]) -> QWidget:
        """Buttons below a line. Once one is pressed the line says so and nothing moves."""
        holder = QWidget()
        policy = holder.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        holder.setSizePolicy(policy)
        flow = FlowLayout(holder)
        flow.setContentsMargins(38, 0, 8, 0)
        for answer in offered:
            button = _FirstPress(answer.words.replace("&", "&&"), "chip", "check")
            button.setAccessibleDescription(line.words)
            button.clicked.connect(
                lambda _on=False, answer=answer: self._give(answer, line, holder)
            )
            self.answers.append(button)
            flow.addWidget(button)
        return holder

    def _give(self, answer: Answer, line: BrokenButton, holder: QWidget) -> None:
        answer.give()
        line.set_words(answer.words)
        line.setIcon(icon("check-bold", "good"))
        holder.hide()

    def _jump(self, gap: Gap) -> None:
        self.reject()
        self.jump_asked.emit(gap)

    def _open_lines(self, gaps: Sequence[tuple[Gap, str]]) -> list[tuple[Gap, str]]:
        """One line a zone for all that was not recorded of it, one line for each other gap."""
        words = {
            GapCode.ZONE_PASSES: self.tr("passes"),
            GapCode.ZONE_ERYTHEMA: self.tr("redness"),
            GapCode.ZONE_BLEEDING: self.tr("bleeding"),
        }
        zones: dict[int | None, list[tuple[Gap, str]]] = {}
        lines: list[tuple[Gap, str]] = []
        for gap, name in gaps:
            if gap.code in words:
                zones.setdefault(gap.row, []).append((gap, name))
            else:
                lines.append((gap, self._sentence(gap, name)))
        for found in zones.values():
            missing = ", ".join(words[gap.code] for gap, _name in found)
            sentence = self.tr("{name}: {what} not recorded").format(name=found[0][1], what=missing)
            lines.append((found[0][0], sentence))
        return lines

    def _sentence(self, gap: Gap, name: str) -> str:
        sentences = {
            GapCode.BLOCK_REASON: self.tr("{name}: reason needed"),
            GapCode.BLOCK_PRESCRIBER: self.tr("{name}: who was asked, the prescriber’s name"),
            GapCode.WARNING_UNSEEN: "{name}",
            GapCode.SCREENING_OPEN: self.tr("Screening: not every question is answered"),
            GapCode.NO_START: self.tr("The start time is not recorded"),
            GapCode.END_BEFORE_START: self.tr("The end lies before the start"),
            GapCode.NO_ZONE: self.tr("No zone is recorded"),
            GapCode.ZONE_DEPTH: self.tr("{name}: no depth"),
            GapCode.ZONE_PASSES: self.tr("{name}: passes not recorded"),
            GapCode.ZONE_ERYTHEMA: self.tr("{name}: redness not recorded"),
            GapCode.ZONE_BLEEDING: self.tr("{name}: bleeding not recorded"),
            GapCode.LIMIT_REASON: self.tr("{name}: over the limit, reason needed"),
            GapCode.NUMBING_OFF: self.tr("Numbing is still on: off time not recorded"),
            GapCode.NUMBING_OFF_BEFORE_ON: self.tr("Numbing: off lies before on"),
            GapCode.NUMBING_WIPED: self.tr("Numbing: not marked as wiped off"),
            GapCode.NUMBING_EXPIRED: self.tr("Numbing is expired: reason needed"),
            GapCode.NUMBING_RECALLED: self.tr("Numbing: lot is under a recall, reason needed"),
            GapCode.DEVICE_RECALLED: self.tr("The device is under a recall"),
            GapCode.CARTRIDGE_RECALLED: self.tr("Cartridge is under a recall: reason needed"),
            GapCode.TOPICAL_RECALLED: self.tr("{name}: lot is under a recall, reason needed"),
            GapCode.NO_DEVICE: self.tr("No device is chosen"),
            GapCode.CARTRIDGE_LOT: self.tr("Cartridge lot not recorded"),
            GapCode.CARTRIDGE_EXPIRY: self.tr("Cartridge expiry not recorded"),
            GapCode.CARTRIDGE_EXPIRED: self.tr("Cartridge is expired: reason needed"),
            GapCode.TOPICAL_LOT: self.tr("{name}: lot not recorded"),
            GapCode.TOPICAL_EXPIRED: self.tr("{name}: lot is expired, reason needed"),
            GapCode.REACTIONS: self.tr("Reactions: not answered (“None” is an answer)"),
            GapCode.AFTERCARE: self.tr("Aftercare sheet: not marked as given"),
            GapCode.NEXT_DUE_EARLY: self.tr("Next due lies before this session"),
        }
        return sentences[gap.code].format(name=name)
