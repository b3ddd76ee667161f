"""Naming a computer: the first of a clinic, one that joined by a copy, or another name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.services.exchange.machines import begin, join, rename_machine
from needlelog.ui.context import Changes
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.exchange.bundles import Machine
    from needlelog.ui.context import Context

LONGEST_NAME = 60
FURTHER, INSTEAD = "further", "instead"


class NameSheet(EntrySheet):
    """Give this computer its name among ``machines``, or with ``renamed`` a machine another one.

    ``replaced`` is the uid of the machine whose place this computer seems to take. With ``rejoins``
    it had a name already and lost its key.
    """

    def __init__(
        self,
        context: Context,
        machines: tuple[Machine, ...],
        replaced: str = "",
        renamed: Machine | None = None,
        parent: QWidget | None = None,
        on_named: Callable[[Machine], None] | None = None,
        *,
        rejoins: bool = False,
    ) -> None:
        translate = QCoreApplication.translate
        title, text = translate("NameSheet", "Name this computer"), ""
        if renamed is not None:
            title = translate("NameSheet", "Another name")
        elif rejoins:
            title = translate("NameSheet", "Let this computer join anew")
            text = translate(
                "NameSheet",
                "It gets a new key and takes the place it had. What was recorded here stays; the "
                "others know it by the new key once they received from it.",
            )
        elif machines:
            text = translate(
                "NameSheet",
                "The records here were copied from another computer of the clinic. With a name of "
                "its own this one can send and receive.",
            )
        super().__init__(context, title, translate("NameSheet", "Save"), parent, text)
        self.setMinimumWidth(520)
        self._machines, self._renamed, self._on_named = machines, renamed, on_named
        self.name = QLineEdit("" if renamed is None else renamed.name)
        self.name.setMaxLength(LONGEST_NAME)
        self._row = self.add_row(
            self.tr("Name"),
            self.name,
            self.tr("Such as “Room 2” or “Office”. All computers see it."),
        )
        self.kind = SegmentedControl(
            [
                (FURTHER, self.tr("A further computer")),
                (INSTEAD, self.tr("In place of another")),
            ]
        )
        self.kind.setAccessibleName(self.tr("What this computer is"))
        self.former = ChoiceBox(
            self.tr("The computer it replaces"), [(each.uid, each.name) for each in machines]
        )
        self._former_row = FormRow(
            self.tr("The computer it replaces"),
            self.former,
            self.tr("Nothing is waited for from that one any more. Do not go on working on it."),
        )
        if rejoins:
            self.name.setText(next((each.name for each in machines if each.here), ""))
        self._asks_kind = renamed is None and bool(machines) and not rejoins
        if self._asks_kind:
            self.add_row(self.tr("This is"), self.kind)
        else:
            self.body.addWidget(self.kind)
            self.kind.hide()
        self.body.addWidget(self._former_row)
        self.kind.chosen.connect(lambda _key: self._show_kind())
        self._former_row.hide()
        if replaced:
            self.kind.set_current(INSTEAD)
            self.former.set_current(replaced)
        self._show_kind()
        self.name.setFocus()

    def submit(self) -> None:
        """Keep the name."""
        name = " ".join(self.name.text().split())
        if not name:
            self._row.set_error(self.tr("Please write a name for this computer."))
            return
        self.save(lambda: self._keep(name), Changes.of("exchange"), self._on_named)

    def _keep(self, name: str) -> Machine:
        clinic = self.context.clinic
        if self._renamed is not None:
            return rename_machine(clinic, self._renamed.uid, name)
        if not self._machines:
            return begin(clinic, name)
        instead = self._asks_kind and self.kind.current() == INSTEAD
        return join(clinic, name, self.former.current() if instead else "")

    def _show_kind(self) -> None:
        instead = self._asks_kind and self.kind.current() == INSTEAD
        if self._asks_kind:
            self._former_row.setVisible(instead)
        if instead and not self.name.text().strip():
            self.name.setText(self.former.currentText())
