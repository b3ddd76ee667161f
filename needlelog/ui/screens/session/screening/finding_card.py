"""What one rule found: how grave, one sentence, when it is over, what to do, and what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from needlelog.domain.screening.findings import Severity
from needlelog.ui.screens.session.screening.decision_fields import DecisionFields, PartView
from needlelog.ui.severity_marks import INKS, SIGNS, TONES
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label


@dataclass(frozen=True, slots=True)
class FindingView:
    """All that one card shows.

    ``word`` names the severity, ``facts`` are the lines below the title, ``source`` says in one
    line where the rule comes from, ``sources`` are all of them, unfolded. ``asks_reason`` and
    ``asks_prescriber`` make the fields for them appear in each of the ``parts``, ``asks_seen`` the
    button, ``asks_consent`` the one that lets the client read and sign; ``open_need`` says that one
    of them still waits. ``before`` is, in a line, what was
    decided before and would do here too, ``waiting`` for how many zones it waits.
    """

    rule: str
    severity: Severity
    word: str
    title: str
    facts: tuple[str, ...]
    source: str
    sources: tuple[str, ...]
    asks_reason: bool = False
    asks_prescriber: bool = False
    asks_seen: bool = False
    asks_consent: bool = False
    reason: str = ""
    prescriber: str = ""
    seen: bool = False
    decided: str = ""
    open_need: bool = False
    before: str = ""
    waiting: int = 0
    parts: tuple[PartView, ...] = (PartView(),)


class SeveritySign(QWidget):
    """The sign of a severity in its colour; the word stands in the accessible name."""

    def __init__(self, severity: Severity, word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._severity = severity
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(word)

    def sizeHint(self) -> QSize:
        side = metrics().text(15)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = QRect(0, 0, self.width(), self.height())
        paint_icon(painter, place, SIGNS[self._severity], theme().colour(INKS[self._severity]))


class FindingCard(QFrame):
    """One finding. Signals carry the rule, the place of the part, and what was decided."""

    reason_typed = Signal(str, int, str)
    prescriber_typed = Signal(str, int, str)
    same_asked = Signal(str)
    seen = Signal(str, bool)
    consent_asked = Signal()

    def __init__(self, view: FindingView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self.setProperty("role", "note")
        self.setProperty("tone", TONES[view.severity])
        self._shown_facts: tuple[str, ...] = ()
        self.parts: list[DecisionFields] = []
        self._build(view)
        self.show_view(view)

    def _build(self, view: FindingView) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 2, 16, 12)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(SeveritySign(view.severity, view.word))
        self._title = label("", "strong", wrap=True)
        head.addWidget(self._title, 1)
        self._word = label("", "small")
        head.addWidget(self._word)
        self.sources = Button("", "link")
        self.sources.clicked.connect(self._toggle_sources)
        head.addWidget(self.sources)
        column.addLayout(head)
        self._facts = QVBoxLayout()
        self._facts.setSpacing(2)
        self.seen_button = Button("", "secondary")
        self.seen_button.setCheckable(True)
        self.seen_button.clicked.connect(lambda on: self.seen.emit(self._view.rule, on))
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addLayout(self._facts, 1)
        middle.addWidget(self.seen_button, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(middle)
        self._source = label("", "small", wrap=True)
        column.addWidget(self._source)
        self._source_text = label("", "small", wrap=True)
        self._source_text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._source_text.hide()
        column.addWidget(self._source_text)
        self.sign = Button(self.tr("Read and sign…"), "secondary", "draw")
        self.sign.clicked.connect(self.consent_asked)
        column.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(2)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(6)
        column.addLayout(self._parts)

    def _new_part(self) -> None:
        fields, place = DecisionFields(), len(self.parts)
        fields.reason_typed.connect(
            lambda text: self.reason_typed.emit(self._view.rule, place, text)
        )
        fields.prescriber_typed.connect(
            lambda text: self.prescriber_typed.emit(self._view.rule, place, text)
        )
        fields.same_asked.connect(lambda: self.same_asked.emit(self._view.rule))
        self.parts.append(fields)
        self._parts.addWidget(fields)
        fields.show()

    def _show_parts(self, view: FindingView) -> None:
        while len(self.parts) < len(view.parts):
            self._new_part()
        while len(self.parts) > len(view.parts):
            gone = self.parts.pop()
            self._parts.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for fields, part in zip(self.parts, view.parts, strict=True):
            fields.show_part(
                part,
                view.title,
                asks_reason=view.asks_reason,
                asks_prescriber=view.asks_prescriber,
            )

    @property
    def reason(self) -> QLineEdit:
        """The field for the reason of the part that came last."""
        return self.parts[-1].reason

    @property
    def prescriber(self) -> QLineEdit:
        """The field for the prescriber of the part that came last."""
        return self.parts[-1].prescriber

    def show_view(self, view: FindingView) -> None:
        """Show the finding as it stands; a field being typed in is left alone."""
        self._view = view
        mark(self, tone=TONES[view.severity])
        self._title.setText(view.title)
        self._word.setText(view.word)
        self.setAccessibleName(f"{view.word}: {view.title}. {' '.join(view.facts)}")
        self._show_facts(view.facts)
        self.sources.setVisible(bool(view.sources))
        self.sources.setAccessibleName(self.tr("Sources: {title}").format(title=view.title))
        self._source.setText(view.source)
        self._source_text.setText("\n".join(view.sources))
        self._tell_sources()
        self.seen_button.setVisible(view.asks_seen)
        held = view.seen and not view.open_need
        self.seen_button.setChecked(held)
        self.seen_button.setText(self.tr("✓ Seen") if held else self.tr("Seen"))
        self.seen_button.setAccessibleName(self.tr("Seen: {title}").format(title=view.title))
        self.sign.setVisible(view.asks_consent)
        self._show_parts(view)

    def _show_facts(self, facts: Sequence[str]) -> None:
        if tuple(facts) == self._shown_facts:
            return
        self._shown_facts = tuple(facts)
        while (item := self._facts.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for fact in facts:
            self._facts.addWidget(label(fact, "value", wrap=True))
        self._facts.addStretch(1)

    def _toggle_sources(self) -> None:
        self._source_text.setVisible(self._source_text.isHidden())
        self._tell_sources()

    def _tell_sources(self) -> None:
        shut = self._source_text.isHidden()
        self._source.setVisible(shut and bool(self._view.source))
        self.sources.setText(self.tr("Sources ›") if shut else self.tr("Sources ⌄"))

    @property
    def view(self) -> FindingView:
        """The finding as last shown."""
        return self._view

    def focus_open(self) -> None:
        """Put the cursor where something still has to be written or pressed."""
        view = self._view
        part, shown = self.parts[-1], view.parts[-1]
        if shown.same and view.asks_reason:
            part.same.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view.asks_reason and not shown.reason.strip():
            part.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view.asks_prescriber and not shown.prescriber.strip():
            part.prescriber.setFocus(Qt.FocusReason.OtherFocusReason)
        elif view.asks_seen:
            self.seen_button.setFocus(Qt.FocusReason.OtherFocusReason)
