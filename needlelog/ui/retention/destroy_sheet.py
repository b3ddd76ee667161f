"""Destroying the records of a client: what goes, why, and the name typed by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.names import fold
from needlelog.services import retention
from needlelog.ui.context import Changes
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.gate.note import Note
from needlelog.ui.retention.words import born_words, covers_words, until_words
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.services.retention import Keeping
    from needlelog.ui.context import Context


_WIDTH = 520


class DestroySheet(EntrySheet):
    """The button works once the client's name is typed as it stands."""

    destroyed = Signal()

    def __init__(self, context: Context, keeping: Keeping, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("DestroySheet", "Destroy the records of {name}").format(name=keeping.name),
            translate("DestroySheet", "Destroy"),
            parent,
        )
        self._keeping = keeping
        self.setMinimumWidth(metrics().text(_WIDTH))
        self.scroll_where_needed()  # no line of what is lost is cut
        lost = self.tr(
            "Identity, sessions, photos, consents, scores and what the trail says of them go. "
            "It cannot be undone. The register keeps that it was done, and the trail can "
            "still be checked."
        )
        self.body.addWidget(label(lost, "quiet", wrap=True))
        mark(self.save_button, kind="danger")
        self.save_button.setDefault(False)  # never by Enter alone
        self.save_button.setAutoDefault(False)
        who = filter(None, (born_words(keeping), covers_words(keeping)))
        self.body.addWidget(label(" · ".join(who), "strong", wrap=True))
        self._tell_time()
        self.body.addWidget(
            Note(
                "warn",
                self.tr(
                    "Backups, exports and records set aside by a restore still hold these records. "
                    "They must be destroyed apart."
                ),
            )
        )
        self.reason = QLineEdit()
        self._reason_row = self.add_row(self.tr("Reason"), self.reason)
        self.body.addLayout(self._offers())
        self.person = QLineEdit(retention.suggested_person(keeping))
        self._person_row = self.add_row(
            self.tr("In the register"),
            self.person,
            self.tr("How the register names the person. Some laws ask for the full name."),
        )
        self.typed = QLineEdit()
        self._typed_row = self.add_row(
            self.tr("To confirm, type the name: {name}").format(name=keeping.name), self.typed
        )
        self.typed.textEdited.connect(lambda _text: self._tell())
        self._tell()
        self.reason.setFocus()

    def submit(self) -> None:
        """Destroy; reason, register and name must be there."""
        reason, person = self.reason.text().strip(), self.person.text().strip()
        if not reason:
            self._reason_row.set_error(self.tr("Please write the reason."))
        if not person:
            self._person_row.set_error(self.tr("Please write how the register names the person."))
        if not reason or not person:
            return
        clinic, uid, typed = self.context.clinic, self._keeping.client_uid, self.typed.text()
        said = self.tr("The records were destroyed; the register says so.")

        def done(_line: object) -> None:
            self.context.message.emit(said)
            self.destroyed.emit()

        self.save(
            lambda: retention.destroy(clinic, uid, reason, typed, person),
            Changes.of("client", "session", "draft", "plan", "register"),
            done,
        )

    def _time_is_over(self) -> bool:
        return self._keeping.keep_until < self.context.today()

    def _tell_time(self) -> None:
        today = self.context.today()
        if not self._time_is_over():
            words = self.tr("Their time is not over: {until}.").format(
                until=until_words(self._keeping, today)
            )
            self.body.addWidget(Note("stop", words))

    def _tell(self) -> None:
        self.save_button.setEnabled(fold(self.typed.text()) == fold(self._keeping.name))

    def _offers(self) -> FlowLayout:
        flow = FlowLayout(spacing=8)
        over = (self.tr("time of keeping is over"),) if self._time_is_over() else ()
        for words in (*over, self.tr("the client asked for it")):
            chip = Button(words, "chip")
            chip.clicked.connect(lambda _checked=False, words=words: self.reason.setText(words))
            flow.addWidget(chip)
        return flow
