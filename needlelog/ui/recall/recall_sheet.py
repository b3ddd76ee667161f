"""One recall: who was touched, who was told, what remains."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from needlelog.domain.recalls import RecallCounts, Way
from needlelog.services import recalls
from needlelog.ui.context import Changes
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.gate.note import Note
from needlelog.ui.recall.letters_sheet import LettersSheet
from needlelog.ui.recall.recall_model import Column, RecallModel
from needlelog.ui.recall.told_line import ToldLine
from needlelog.ui.recall.words import opened_words, subject_words, told_words, touched_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.share_bar import ShareBar
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.recalls import Exposure, Recall, RecallContact
    from needlelog.ui.context import Context

_SIZE, _NAME = (1120, 660), 220
_NARROW = 900
_HIDDEN_WHEN_NARROW = (Column.EMAIL, Column.SESSIONS, Column.LAST)


class RecallSheet(SheetDialog):
    """A click or Space ticks a client, Enter opens the record; what is ticked is marked as told."""

    def __init__(self, context: Context, recall: Recall, parent: QWidget | None = None) -> None:
        super().__init__(subject_words(recall.subject), parent)
        self.context = context
        self.recall = recall
        self.counts: RecallCounts | None = None
        self._may_write = context.clinic.person.may_write and recall.is_open
        self.reason = label(recall.reason, "quiet", wrap=True)
        self.opened = label(opened_words(recall), "small", wrap=True)
        self.told = label("", "strong")
        self.touched = label("", "quiet")
        self.bar = ShareBar()
        self.model = RecallModel(self._fetch, self)
        self.table = self._make_table()
        self.line = ToldLine(context.today())
        self.line.setVisible(self._may_write)
        self.trouble = Note("stop")
        self.untold = Button(self.tr("Tick all who were not told"), "chip", "check-all")
        self.open_client = Button(self.tr("Open client"), "chip", "account-outline")
        self.print_list = Button(self.tr("List as PDF"), "chip", "file-pdf-box")
        self.letters = Button(self.tr("Letters…"), "chip", "email-outline")
        self.save_list = Button(self.tr("List as CSV"), "chip", "file-delimited-outline")
        self._lay_out()
        self._connect()
        room = self.screen().availableGeometry()
        self.resize(min(_SIZE[0], room.width() - 40), min(_SIZE[1], room.height() - 40))
        self.read()
        self.table.setFocus()

    def read(self) -> None:
        """Find everybody anew."""
        clinic, uid = self.context.clinic, self.recall.uid
        self.context.read(
            lambda: (recalls.recall(clinic, uid), recalls.affected(clinic, uid)),
            lambda found: self._show(*found),
            owner=self,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks, Enter opens."""
        if (
            watched is self.table
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open_client()
                return True
            if event.key() == Qt.Key.Key_Space and self._may_write:
                self._toggle(self.table.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the telephone and who was told stay in sight."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        if narrow == self.table.isColumnHidden(Column.EMAIL):
            return
        for column in _HIDDEN_WHEN_NARROW:
            self.table.setColumnHidden(column, narrow)
        fixed, wide = QHeaderView.ResizeMode.Interactive, QHeaderView.ResizeMode.Stretch
        columns = self.table.horizontalHeader()
        columns.setSectionResizeMode(Column.CLIENT, wide if narrow else fixed)
        if not narrow:
            columns.resizeSection(Column.CLIENT, metrics().text(_NAME))

    def ticked_uids(self, then: Callable[[list[str]], None]) -> None:
        """Hand over the uids of the ticked clients, also of those who are not in view."""
        clinic, uid, ids = self.context.clinic, self.recall.uid, sorted(self.model.ticked)
        self.context.read(
            lambda: [each.uid for each in recalls.contacts(clinic, uid, ids)], then, owner=self
        )

    def save_pdf(self, path: Path) -> None:
        """Write the list where the person said."""
        from needlelog.ui.printing.recall_papers import write_list_pdf

        clinic, uid = self.context.clinic, self.recall.uid
        self._write_file(path, lambda: write_list_pdf(clinic, uid, path))

    def save_csv(self, path: Path) -> None:
        """Write the list as a table where the person said."""
        clinic, uid = self.context.clinic, self.recall.uid
        self._write_file(path, lambda: recalls.write_list(clinic, uid, path))

    def _write_file(self, path: Path, act: Callable[[], object]) -> None:
        said = self.tr("Saved as {name}. The file is not encrypted.").format(name=path.name)
        self.context.write(
            act,
            Changes.of("trail"),
            owner=self,
            on_done=lambda _done: self.trouble.say(said, "good"),
            on_error=self._refuse,
            beside=True,
        )

    def _make_table(self) -> QTableView:
        table = QTableView()
        prepare_table(table, self.tr("Clients who were touched"))
        table.setModel(self.model)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        columns = table.horizontalHeader()
        columns.setSectionsClickable(False)
        columns.setStretchLastSection(False)
        for column in Column:
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        columns.setSectionResizeMode(Column.CLIENT, QHeaderView.ResizeMode.Interactive)
        columns.resizeSection(Column.CLIENT, metrics().text(_NAME))
        columns.setSectionResizeMode(Column.EMAIL, QHeaderView.ResizeMode.Stretch)
        return table

    def _lay_out(self) -> None:
        self.body.addWidget(self.reason)
        self.body.addWidget(self.opened)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(self.told)
        across.addWidget(self.bar, 1)
        across.addWidget(self.touched)
        self.body.addLayout(across)
        tools = FlowLayout(spacing=8)
        for button in (
            self.untold,
            self.open_client,
            self.letters,
            self.print_list,
            self.save_list,
        ):
            tools.addWidget(button)
        may_take = self.context.clinic.person.may_write
        for button in (self.letters, self.print_list, self.save_list):
            button.setVisible(may_take)
        self.untold.setVisible(self._may_write)
        self.body.addLayout(tools)
        card = Card()
        card.add(self.table, 1)
        self.body.addWidget(card, 1)
        self.body.addWidget(self.line)
        self.body.addWidget(self.trouble)
        if self.recall.is_open and self.context.clinic.person.may_manage:
            self.close_recall = self.add_button(
                self.tr("Close the recall"), "secondary", self._ask_close
            )
        self.add_button(self.tr("Close"))

    def _connect(self) -> None:
        self.table.installEventFilter(self)
        self.table.clicked.connect(self._clicked)
        self.model.ticks_changed.connect(self._tell_ticks)
        self.line.marked.connect(self._mark)
        self.line.taken_back.connect(self._take_back)
        self.untold.clicked.connect(lambda: self.model.tick(self.model.untold()))
        self.open_client.clicked.connect(self._open_client)
        self.print_list.clicked.connect(
            lambda: self._ask_place("PDF (*.pdf)", "recall.pdf", self.save_pdf)
        )
        self.save_list.clicked.connect(
            lambda: self._ask_place("CSV (*.csv)", "recall.csv", self.save_csv)
        )
        self.letters.clicked.connect(self._open_letters)

    def _fetch(self, ids: Sequence[int], answer: Callable[[Sequence[RecallContact]], None]) -> None:
        clinic, uid = self.context.clinic, self.recall.uid
        self.context.read(lambda: recalls.contacts(clinic, uid, ids), answer, owner=self)

    def _show(self, recall: Recall, found: tuple[Exposure, ...]) -> None:
        self.recall = recall
        counts = RecallCounts(
            len(found),
            sum(each.sessions for each in found),
            sum(each.notified for each in found),
        )
        self.counts = counts
        self.told.setText(told_words(counts))
        self.touched.setText(touched_words(counts))
        share = counts.notified / counts.clients if counts.clients else 1.0
        self.bar.set_share(share, "good" if share >= 1 else "accent")
        self.bar.setAccessibleName(told_words(counts))
        self.opened.setText(opened_words(recall))
        self.model.show(found)
        if found and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 0))

    def _clicked(self, index: QModelIndex) -> None:
        if self._may_write:
            self._toggle(index)

    def _toggle(self, index: QModelIndex) -> None:
        if index.isValid():
            self.model.toggle(index.row())

    def _tell_ticks(self) -> None:
        ticked = self.model.ticked
        told = sum(self.model.met(number).notified for number in ticked)
        self.line.show_ticks(len(ticked), told=told)

    def _mark(self, on: date, way: str, note: str) -> None:
        clinic, uid = self.context.clinic, self.recall.uid
        self._note(lambda uids: recalls.mark_notified(clinic, uid, uids, on, Way(way), note))

    def _take_back(self) -> None:
        clinic, uid = self.context.clinic, self.recall.uid
        self._note(lambda uids: recalls.take_back_notice(clinic, uid, uids))

    def _note(self, act: Callable[[list[str]], None]) -> None:
        def noted(_none: None) -> None:
            self.trouble.say("")
            self.line.note.clear()
            # Else the focus would go on to the button that closes the recall.
            self.table.setFocus()
            self.model.tick(())
            self.read()

        self.ticked_uids(
            lambda uids: self.context.write(
                lambda: act(uids),
                Changes.of("recall", uid=self.recall.uid, initiator=self),
                owner=self,
                on_done=noted,
                on_error=self._refuse,
            )
        )

    def _refuse(self, error: Exception) -> None:
        self.trouble.say(error_sentence(error), "stop")

    def _open_client(self) -> None:
        client = self.model.client_at(self.table.currentIndex().row())
        if client is not None:
            self.accept()
            self.context.navigator.client_requested.emit(client.uid, "record")

    def _open_letters(self) -> None:
        wanted = sorted(self.model.ticked) or self.model.untold()
        written = self.context.letters.get(self.recall.uid, "")
        sheet = LettersSheet(self.context, self.recall, wanted, self, written)
        sheet.finished.connect(lambda _code: self._keep_letter(sheet.text.toPlainText()))
        sheet.open()

    def _keep_letter(self, text: str) -> None:
        """What was written is there again when more letters are written."""
        self.context.letters[self.recall.uid] = text

    def _ask_place(self, kinds: str, name: str, then: Callable[[Path], None]) -> None:
        ask_where_to_save(self, self.tr("Save the list"), in_documents(name), kinds, then)

    def _ask_close(self) -> None:
        left = self.counts.left if self.counts else 0
        sheet = SheetDialog(
            self.tr("Close this recall?"),
            self,
            self.tr("%n client(s) were not told yet. That is kept with the recall.", "", left)
            if left
            else self.tr("Everybody was told. The recall stays in the records."),
        )
        sheet.add_button(self.tr("Cancel"))
        sheet.add_button(self.tr("Close the recall"), "danger" if left else "primary")
        sheet.accepted.connect(self._close_it)
        sheet.open()

    def _close_it(self) -> None:
        clinic, uid = self.context.clinic, self.recall.uid
        self.context.write(
            lambda: recalls.close_recall(clinic, uid),
            Changes.of("recall", "stock", uid=uid),
            owner=self,
            on_done=lambda _recall: self.accept(),
            on_error=self._refuse,
        )
