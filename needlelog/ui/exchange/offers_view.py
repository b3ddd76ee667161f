"""The folder of the exchange, and what lies in it that was not received yet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError
from needlelog.files.exchange.chosen_folder import chosen_folder
from needlelog.services.exchange.offers import Offer, offers
from needlelog.ui import formats
from needlelog.ui.exchange.place_line import PlaceLine
from needlelog.ui.exchange.words import size_words
from needlelog.ui.merge.entry_line import EntryLine
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.ui.context import Context


class OffersView(QWidget):
    """``wanted`` carries the file to look into; ``failed`` an error that concerns the folder."""

    wanted = Signal(Path)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.lines: list[EntryLine] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.place = PlaceLine(context)
        self.place.chosen.connect(self.look)
        self.place.failed.connect(self.failed)
        self._card = Card(self.tr("Not received yet"))
        self._card.hide()
        self.none = label("", "quiet", wrap=True)
        for widget in (self.place, self._card, self.none):
            column.addWidget(widget)
        column.addStretch(1)
        clinic = context.clinic
        context.read(lambda: chosen_folder(clinic.folder.path), self._begin, owner=self)

    def folder(self) -> Path | None:
        """The folder that is looked into."""
        return self.place.folder

    def look(self) -> None:
        """Look what lies in the folder."""
        clinic, folder = self._context.clinic, self.place.folder
        if folder is not None:
            self._context.read(
                lambda: offers(clinic, folder),
                self._show,
                owner=self,
                on_error=self._fail,
                beside=True,
            )

    def _begin(self, folder: Path | None) -> None:
        self.place.show_folder(folder)
        if folder is None:
            self.none.setText(
                self.tr("Choose the folder the other computers send to, or one of their files.")
            )
        else:
            self.look()

    def _show(self, found: tuple[Offer, ...]) -> None:
        while (item := self._card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for offer in found:
            if self.lines:
                self._card.add_rule()
            line = self._line(offer)
            self.lines.append(line)
            self._card.add(line)
        self._card.setVisible(bool(found))
        self.none.setText("" if found else self.tr("Everything in this folder is here already."))

    def _line(self, offer: Offer) -> EntryLine:
        sent = self.tr("sent {moment} · {size}").format(
            moment=formats.moment(offer.made_at.astimezone()), size=size_words(offer.size)
        )
        if offer.comes_later:
            sent = self.tr("{sent} · after another file").format(sent=sent)
        spoken = self.tr("Look at what {machine} sent, {sent}").format(
            machine=offer.sender_name, sent=sent
        )
        line = EntryLine(((offer.sender_name, sent),), "", self.tr("Look"), spoken)
        line.asked.connect(lambda: self.wanted.emit(offer.path))
        return line

    def _fail(self, error: Exception) -> None:
        self._show(())
        self.none.setText(
            self.tr("The folder cannot be reached. Plug the stick in, or choose another one.")
        )
        if not isinstance(error, KnownError):
            self.failed.emit(error)
