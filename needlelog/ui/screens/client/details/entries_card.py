"""The entries that are one client: what was merged, and the way to merge or to part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.services import client_merge
from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.merge.compare_sheet import CompareSheet
from needlelog.ui.merge.entry_line import EntryLine
from needlelog.ui.merge.pick_sheet import PickSheet
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.services.client_merge import ClientMerge
    from needlelog.ui.context import Context


class EntriesCard(Card):
    """Seen by managers: the merges that hold, each with its way back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._uid = ""
        self.lines: list[EntryLine] = []
        self.set_header(self.tr("Entries"))
        self.merge_button = Button(self.tr("Merge with…"), "secondary", "call-merge")
        self.merge_button.clicked.connect(self._pick)
        self.add_to_header(self.merge_button)
        self.setVisible(False)

    def show_client(self, uid: str) -> None:
        """Show what was merged into a client."""
        if not self._context.clinic.person.may_manage:
            return
        self._uid = uid
        self.setVisible(True)
        clinic = self._context.clinic
        self._context.read(
            lambda: client_merge.merges(clinic, uid),
            lambda found: self._show(uid, found),
            owner=self,
        )

    def _show(self, uid: str, found: tuple[ClientMerge, ...]) -> None:
        if uid != self._uid:
            return
        while (item := self.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        if not found:
            words = label(
                self.tr("One entry. If the client was entered twice, merge the two."),
                "quiet",
                wrap=True,
            )
            words.setContentsMargins(18, 14, 18, 16)
            self.add(words)
        for made in found:
            if self.lines:
                self.add_rule()
            facts = self.tr("merged {day} by {name}").format(
                day=formats.day(made.merged_at.astimezone().date()), name=made.merged_by
            )
            line = EntryLine(
                ((made.duplicate_name, facts),),
                "",
                self.tr("Part again"),
                self.tr("Part {name} again").format(name=made.duplicate_name),
            )
            line.asked.connect(lambda made=made: self._ask_undo(made))
            self.lines.append(line)
            self.add(line)

    def _pick(self) -> None:
        sheet = PickSheet(self._context, self._uid, self)
        sheet.picked.connect(self._compare)
        sheet.open()

    def _compare(self, duplicate_uid: str) -> None:
        CompareSheet(self._context, self._uid, duplicate_uid, self).open()

    def _ask_undo(self, made: ClientMerge) -> None:
        sheet = SheetDialog(
            self.tr("Part {name} again?").format(name=made.duplicate_name),
            self,
            self.tr(
                "It is a client of its own again, with its own sessions. What was written since "
                "the merge stays with {name}."
            ).format(name=made.kept_name),
        )
        sheet.add_button(self.tr("Cancel"))
        sheet.add_button(self.tr("Part again"), "primary")
        sheet.accepted.connect(lambda: self._undo(made))
        sheet.open()

    def _undo(self, made: ClientMerge) -> None:
        clinic = self._context.clinic
        self._context.write(
            lambda: client_merge.undo_merge(clinic, made.uid),
            Changes.of("client", "session", "draft"),
            owner=self,
            on_done=lambda _made: self.show_client(self._uid),
        )
