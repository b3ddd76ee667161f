"""Which aftercare sheet is handed over: one tap for the one that fits, then paper or PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from needlelog.domain.aftercare import fitting_sheets
from needlelog.domain.sessions import Aftercare
from needlelog.services.aftercare import AftercareSheet, given_sheet, keep_given, sheets
from needlelog.ui.aftercare.aftercare_output import ask_pdf, ask_print
from needlelog.ui.context import Changes
from needlelog.ui.widgets.button import Button, icon_button

if TYPE_CHECKING:
    from needlelog.domain.sessions import SessionDraft
    from needlelog.domain.zones import ZoneGroup
    from needlelog.ui.context import Context

_CONCERNS = frozenset({"aftercare"})
_LONGEST = 24


class SheetChooser(QWidget):
    """The sheets that fit as chips, any other from a menu, and print and PDF of the given one.

    ``chosen`` carries the sheet that was handed over.
    """

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._sheets: tuple[AftercareSheet, ...] = ()
        self._draft: SessionDraft | None = None
        self._given: AftercareSheet | None = None
        self._shown: tuple[object, ...] | None = None
        self.suggestions: list[Button] = []
        self.fitting: tuple[AftercareSheet, ...] = ()
        """The sheets that fit what was treated, as long as none is marked as given."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self._column.addLayout(self._place)
        self.other = Button(self.tr("Other sheet…"), "chip")
        self.other.clicked.connect(self._offer)
        self.print_button = icon_button(
            "printer-outline", self.tr("Print the aftercare sheet"), self._print, plain=True
        )
        self.pdf_button = icon_button(
            "file-pdf-box", self.tr("Save the aftercare sheet as PDF"), self._pdf, plain=True
        )
        line = QHBoxLayout()
        line.setSpacing(4)
        for button in (self.other, self.print_button, self.pdf_button):
            line.addWidget(button)
        line.addStretch(1)
        self._column.addLayout(line)
        for button in (self.print_button, self.pdf_button):
            button.hide()
        context.changed.connect(self._hear)
        self._read()

    def show_draft(self, draft: SessionDraft) -> None:
        """Offer what fits the treated zones, as long as nothing is marked as given."""
        self._draft = draft
        self._fill()
        self._find_given(draft.aftercare)

    def given(self) -> AftercareSheet | None:
        """The text of the sheet that is marked as given, where it is known."""
        return self._given

    def _read(self) -> None:
        clinic = self._context.clinic
        self._context.read(lambda: sheets(clinic), self._take, owner=self)

    def _hear(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS:
            self._read()

    def _take(self, found: tuple[AftercareSheet, ...]) -> None:
        self._sheets = tuple(each for each in found if each.active)
        self._shown = None
        self._fill()

    def _deepest(self) -> dict[ZoneGroup, int | None]:
        deepest: dict[ZoneGroup, int | None] = {}
        zones = self._context.zones
        for row in self._draft.zones if self._draft else ():
            if row.zone in zones:
                group = zones.by_code(row.zone).group
                deepest[group] = max(deepest.get(group) or 0, row.depth_um or 0) or None
        return deepest

    def _fill(self) -> None:
        if self._draft is None:
            return
        fitting = fitting_sheets(self._sheets, self._deepest())
        if self._draft.aftercare is not None:
            fitting = ()
        self.fitting = fitting
        wanted = tuple(each.name for each in fitting)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.suggestions = []
        for sheet in fitting:
            button = Button(self.words_for(sheet), "chip", "check")
            button.setAccessibleName(
                self.tr("Aftercare sheet {sheet} given").format(sheet=sheet.title)
            )
            button.clicked.connect(lambda _on=False, sheet=sheet: self.give(sheet))
            self.suggestions.append(button)
            self._place.addWidget(button)

    def words_for(self, sheet: AftercareSheet) -> str:
        """That a sheet was given, in the few words of a button."""
        title = sheet.title if len(sheet.title) <= _LONGEST else f"{sheet.title[:_LONGEST]}…"
        return self.tr("{sheet} given").format(sheet=title)

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for sheet in self._sheets:
            action = menu.addAction(sheet.title)
            action.triggered.connect(lambda _on=False, sheet=sheet: self.give(sheet))
        menu.popup(self.other.mapToGlobal(self.other.rect().bottomLeft()))

    def give(self, sheet: AftercareSheet) -> None:
        """Mark a sheet as handed over, with the version it has now."""
        clinic = self._context.clinic
        self._context.write(
            lambda: keep_given(clinic, sheet), Changes.of("aftercare_given"), owner=self
        )
        self.chosen.emit(sheet)

    def _find_given(self, aftercare: Aftercare | None) -> None:
        if aftercare is None:
            self._show_given(None)
            return
        if self._given is not None and (self._given.title, self._given.version) == (
            aftercare.sheet,
            aftercare.version,
        ):
            return
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "given-sheet",
            lambda: given_sheet(clinic, aftercare.sheet, aftercare.version),
            self._show_given,
            self._context.report,
            owner=self,
        )

    def _show_given(self, sheet: AftercareSheet | None) -> None:
        marked = self._draft is not None and self._draft.aftercare is not None
        self._given = sheet if marked else None
        for button in (self.print_button, self.pdf_button):
            button.setVisible(self._given is not None)

    def _print(self) -> None:
        if self._given is not None:
            ask_print(self._context, self._given, self)

    def _pdf(self) -> None:
        if self._given is not None:
            ask_pdf(self._context, self._given, self)
