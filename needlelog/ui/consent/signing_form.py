"""Who signs, and how: drawn on the pad, or by a typed name beside a witness."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.consents import ConsentPaper, Signature
from needlelog.domain.record_checks import LONGEST_NAME
from needlelog.ui.consent.signature_pad import SignaturePad
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.tick_box import TickBox

_DRAWN, _TYPED = "drawn", "typed"


class SigningForm(QWidget):
    """`guardian_changed` tells that the guardian's part of the text comes or goes."""

    guardian_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minor = False
        self.guardian_signs = TickBox(self.tr("A parent or guardian signs"))
        self.guardian_signs.toggled.connect(self._show_guardian)
        self.guardian = self._name_field()
        self.guardian_row = FormRow(self.tr("Name of the parent or guardian"), self.guardian)
        self.way = SegmentedControl(
            [(_DRAWN, self.tr("Sign on the screen")), (_TYPED, self.tr("Sign by typed name"))]
        )
        self.way.setAccessibleName(self.tr("How to sign"))
        self.way.chosen.connect(self._show_way)
        self.pad = SignaturePad()
        self.undo = Button(self.tr("Undo stroke"), "secondary", "undo")
        self.clear = Button(self.tr("Clear"), "secondary", "eraser")
        self.undo.clicked.connect(self.pad.undo)
        self.clear.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._show_strokes)
        self.name = self._name_field()
        self.name_row = FormRow(self.tr("Your full name"), self.name)
        self.witness = self._name_field()
        self.witness_row = FormRow(
            self.tr("Name of a witness"),
            self.witness,
            self.tr("Somebody else in the room who saw you agree."),
        )
        self._lay_out()
        self._show_strokes()

    def begin(self, paper: ConsentPaper) -> None:
        """Empty for the next paper; names stay, for several papers are signed in a row."""
        self._minor = paper.is_minor
        self.guardian_signs.setVisible(not self._minor)
        if self._minor:
            self.guardian_signs.setChecked(True)
        self.guardian_row.set_hint(
            self.tr("The client is under 18, so a parent or guardian signs.") if self._minor else ""
        )
        self.pad.clear()
        self._show_guardian(self.guardian_signs.isChecked())
        self.take_errors_away()

    def needs_guardian(self) -> bool:
        """Whether the text is shown with the guardian's part."""
        return self._minor or self.guardian_signs.isChecked()

    def signature(self) -> Signature:
        """What was drawn or typed."""
        guardian = self.guardian.text() if self.needs_guardian() else ""
        if self.way.current() == _DRAWN:
            return Signature(strokes=self.pad.strokes(), guardian_name=guardian)
        typed = guardian or self.name.text()
        return Signature((), typed, self.witness.text(), guardian)

    def show_error(self, reason: str, sentence: str) -> bool:
        """Mark the field a reason is about and go there; False where it is about none."""
        if reason == "signature_missing" and self.way.current() == _TYPED:
            sentence = self.tr("Please write the name of the person who signs.")
            reason = "guardian_missing" if self.needs_guardian() else "signer_missing"
        row = {
            "guardian_missing": self.guardian_row,
            "signer_missing": self.name_row,
            "witness_missing": self.witness_row,
            "witness_same": self.witness_row,
        }.get(reason)
        if row is None or not row.isVisibleTo(self):
            return False
        row.set_error(sentence)
        row.field.setFocus()
        return True

    def take_errors_away(self) -> None:
        """Show no error any more."""
        for row in (self.guardian_row, self.name_row, self.witness_row):
            row.set_error(None)

    def _name_field(self) -> QLineEdit:
        field = QLineEdit()
        field.setMaxLength(LONGEST_NAME)
        return field

    def _lay_out(self) -> None:
        drawn, typed = QWidget(), QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.pad)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.undo)
        row.addWidget(self.clear)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        fields = QVBoxLayout(typed)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        fields.addWidget(self.name_row)
        fields.addWidget(self.witness_row)
        fields.addStretch(1)
        self._ways = QStackedWidget()
        self._ways.addWidget(drawn)
        self._ways.addWidget(typed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(12)
        outer.addWidget(self.guardian_signs)
        outer.addWidget(self.guardian_row)
        outer.addWidget(self.way)
        outer.addWidget(self._ways, 1)
        self.guardian_row.hide()

    def _show_way(self, way: str) -> None:
        self._ways.setCurrentIndex(0 if way == _DRAWN else 1)
        self.take_errors_away()
        if way == _TYPED:
            (self.guardian if self.needs_guardian() else self.name).setFocus()

    def _show_guardian(self, on: bool) -> None:
        shown = on or self._minor
        self.guardian_row.setVisible(shown)
        self.name_row.setVisible(not shown)
        self.guardian_changed.emit(shown)

    def _show_strokes(self) -> None:
        drawn = bool(self.pad.strokes())
        self.undo.setEnabled(drawn)
        self.clear.setEnabled(drawn)
