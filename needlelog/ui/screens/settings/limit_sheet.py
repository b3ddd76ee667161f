"""The sheet for the clinic's own limit of one zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import parse_depth
from needlelog.services.limits import LimitOverride, save_limit_override
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.screens.settings.limit_words import shipped_words, source_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.zones import Zone


class LimitSheet(EntrySheet):
    """A depth above which a reason is asked for, or that the zone is not needled; and why."""

    def __init__(
        self,
        context: Context,
        zone: Zone,
        held: LimitOverride | None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            context,
            zone.name,
            QCoreApplication.translate("LimitSheet", "Save"),
            parent,
            f"{shipped_words(zone.limits)}. {source_words(zone.limits)}",
        )
        self.setMinimumWidth(480)
        self._zone = zone
        self.limit = QLineEdit()
        self.limit_row = self.add_row(
            self.tr("Ask for a reason above, mm"),
            self.limit,
            self.tr("Leave it empty to use the shipped figure."),
        )
        self.avoid = TickBox(self.tr("This zone is not needled here"))
        self.avoid.toggled.connect(lambda on: self.limit.setEnabled(not on))
        self.body.addWidget(self.avoid)
        self.note = QLineEdit()
        self.note.setMaxLength(300)
        self.note_row = self.add_row(self.tr("Why, or where it comes from"), self.note)
        if held is not None:
            self.avoid.setChecked(held.warn_um == 0)
            self.limit.setText(formats.depth(held.warn_um) if held.warn_um else "")
            self.note.setText(held.note)
        self.limit.setFocus()

    def submit(self) -> None:
        """Save the limit, or take it back where the depth is empty."""
        text = self.limit.text().strip()
        limit: int | None = 0 if self.avoid.isChecked() else None
        if limit is None and text:
            try:
                limit = parse_depth(text)
            except InvalidValue as error:
                self.limit_row.set_error(error_sentence(error))
                return
        override = LimitOverride(self._zone.code, limit, self.note.text().strip())
        clinic = self.context.clinic
        self.save(lambda: save_limit_override(clinic, override), Changes.of("limits"), self._tell)

    def _tell(self, saved: LimitOverride) -> None:
        words = (
            self.tr("The shipped figure of {zone} holds again.")
            if saved.warn_um is None
            else self.tr("The limit of {zone} is saved.")
        )
        self.context.message.emit(words.format(zone=self._zone.name))
