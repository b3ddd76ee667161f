"""Why records must be kept, or need not be kept any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.services import retention
from needlelog.ui.context import Changes
from needlelog.ui.entry_sheet import EntrySheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context


class HoldSheet(EntrySheet):
    """Places a legal hold on a client, or lifts it; both need a reason."""

    def __init__(
        self, context: Context, client_uid: str, parent: QWidget | None = None, *, lift: bool
    ) -> None:
        translate = QCoreApplication.translate
        title = (
            translate("HoldSheet", "Lift the legal hold")
            if lift
            else translate("HoldSheet", "Place a legal hold")
        )
        super().__init__(
            context,
            title,
            translate("HoldSheet", "Lift") if lift else translate("HoldSheet", "Place"),
            parent,
            ""
            if lift
            else translate(
                "HoldSheet",
                "While it holds, nothing of this client can be destroyed, however old it is.",
            ),
        )
        self._uid = client_uid
        self._lift = lift
        self.reason = QLineEdit()
        self._row = self.add_row(self.tr("Reason"), self.reason)
        self.reason.setFocus()

    def submit(self) -> None:
        """Keep it; the reason must be there."""
        reason = self.reason.text().strip()
        if not reason:
            self._row.set_error(self.tr("Please write the reason."))
            return
        clinic, uid = self.context.clinic, self._uid

        def act() -> None:
            if self._lift:
                retention.lift_hold(clinic, uid, reason)
            else:
                retention.place_hold(clinic, uid, reason)

        self.save(act, Changes.of("hold", uid=uid), None)
