"""The sheets of the filter: one condition, one client, the name under which a filter is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QListWidget, QListWidgetItem, QWidget

from needlelog.domain.errors import InvalidValue
from needlelog.services import clients, review
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.filter_words import condition_name
from needlelog.ui.sentences import error_sentence
from needlelog.ui.session_filter.filter_fields import NotUnderstood, condition_field
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.clients import ClientRow
    from needlelog.services.filter_choices import FilterChoices

_MOST = 30
OnFilter = Callable[["SessionFilter"], object]


class ConditionSheet(SheetDialog):
    """Sets one condition of a filter; it stays open until what was typed makes sense."""

    def __init__(
        self,
        context: Context,
        condition: str,
        wanted: SessionFilter,
        choices: FilterChoices,
        parent: QWidget,
        on_filter: OnFilter,
    ) -> None:
        super().__init__(condition_name(condition), parent)
        self._wanted = wanted
        self._on_filter = on_filter
        self.field = condition_field(condition, wanted, choices, context.zones)
        self.body.addWidget(self.field)
        self._trouble = label("", "error", wrap=True)
        self._trouble.hide()
        self.body.addWidget(self._trouble)
        self.add_button(self.tr("Cancel"))
        self.apply_button = self.add_button(self.tr("Filter"), "primary", self._apply)

    def _apply(self) -> None:
        try:
            wanted = self.field.read(self._wanted)
        except NotUnderstood as error:
            self._complain(str(error))
        except InvalidValue as error:
            self._complain(error_sentence(error))
        else:
            self.accept()
            self._on_filter(wanted)

    def _complain(self, sentence: str) -> None:
        self._trouble.setText(sentence)
        self._trouble.show()


class ClientSheet(SheetDialog):
    """Finds the client whose sessions are wanted."""

    def __init__(
        self, context: Context, wanted: SessionFilter, parent: QWidget, on_filter: OnFilter
    ) -> None:
        super().__init__("", parent)
        self.set_title(self.tr("Sessions of one client"))
        self._context = context
        self._wanted = wanted
        self._on_filter = on_filter
        self.search = SearchField(self.tr("Name, birth date, phone or note"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Clients found"))
        self.list.setProperty("role", "offers")
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setMinimumHeight(metrics().text(280))
        self.body.addWidget(self.search)
        self.nobody = label(self.tr("Nobody is found."), "quiet")
        self.nobody.hide()
        self.body.addWidget(self.list)
        self.body.addWidget(self.nobody, 0, Qt.AlignmentFlag.AlignTop)
        self.add_button(self.tr("Cancel"))
        self.search.searched.connect(self._find)
        self.search.entered.connect(lambda: self._take(self.list.item(0)))
        self.search.left_downwards.connect(self.list.setFocus)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self._find("")
        self.search.setFocus()

    def _find(self, text: str) -> None:
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "filter-client",
            lambda: clients.found_clients(clinic, text, _MOST),
            self._show,
            self._context.report,
            owner=self,
        )

    def _show(self, rows: Sequence[ClientRow]) -> None:
        self.list.clear()
        for row in rows:
            born = formats.day(row.birth_date) if row.birth_date else ""
            item = QListWidgetItem(" · ".join(filter(None, (row.name, born))))
            item.setData(Qt.ItemDataRole.UserRole, row.uid)
            self.list.addItem(item)
        self.list.setVisible(bool(rows))
        self.nobody.setVisible(not rows)

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        uid = str(item.data(Qt.ItemDataRole.UserRole))
        self.accept()
        self._on_filter(replace(self._wanted, client_uid=uid))


class NameSheet(EntrySheet):
    """Keeps a filter under a name."""

    def __init__(
        self,
        context: Context,
        wanted: SessionFilter,
        name: str,
        parent: QWidget,
        on_kept: Callable[[str], None],
    ) -> None:
        super().__init__(context, "", "", parent)
        self.set_title(
            self.tr("Keep this filter"),
            self.tr("Everybody in the clinic can choose it by its name."),
        )
        self.save_button.setText(self.tr("Keep"))
        self._wanted = wanted
        self._on_kept = on_kept
        self.name = QLineEdit(name)
        self.name_row = self.add_row(self.tr("Name"), self.name)
        self.name.setFocus()

    def submit(self) -> None:
        """Keep it; one that had the name gives way."""
        name = " ".join(self.name.text().split())
        if not name:
            self.name_row.set_error(self.tr("A filter needs a name."))
            return
        clinic, wanted = self.context.clinic, self._wanted
        self.save(
            lambda: review.save_filter(clinic, name, wanted),
            Changes.of("saved_filter"),
            lambda _none: self._on_kept(name),
        )
