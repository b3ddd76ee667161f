"""What countersigning would do, before it is done: what is signed, and what is left out and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.services import review
from needlelog.services.review import Countersigning, WhyLeftOut
from needlelog.ui.context import Changes, Context
from needlelog.ui.review_words import left_out_words, pills, treated_words, when_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from needlelog.services.review import SessionRow


class CountersignSheet(SheetDialog):
    """Lists both parts; ``countersigned`` carries what was countersigned."""

    countersigned = Signal(object)

    def __init__(self, context: Context, ids: Sequence[int], parent: QWidget) -> None:
        super().__init__("", parent)
        self._context = context
        self._ids = list(ids)
        self.plan: Countersigning | None = None
        self.set_title(self.tr("Countersign"))
        self.setMinimumWidth(metrics().text(620))
        self._page = ScrollPage()
        self._page.body.setSpacing(4)
        self._page.setMinimumHeight(metrics().text(min(420, 180 + 34 * len(self._ids))))
        self.body.addWidget(self._page, 1)
        self.incomplete = TickBox(self.tr("Countersign it although it is incomplete"))
        self.incomplete.toggled.connect(self._look)
        self.incomplete.hide()
        self.body.addWidget(self.incomplete)
        self._trouble = label("", "error", wrap=True)
        self._trouble.hide()
        self.body.addWidget(self._trouble)
        self.add_button(self.tr("Cancel"))
        self.sign_button = self.add_button(self.tr("Countersign"), "primary", self._sign)
        self.sign_button.setEnabled(False)
        self._look()

    def _look(self) -> None:
        clinic, ids, also = self._context.clinic, self._ids, self.incomplete.isChecked()
        self._context.worker.submit_latest(
            "countersign-look",
            lambda: review.look_before_countersigning(clinic, ids, also_incomplete=also),
            self._show,
            self._context.report,
            owner=self,
        )

    def _show(self, plan: Countersigning) -> None:
        self.plan = plan
        while (item := self._page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        count = len(plan.ready)
        self.set_title(
            self.tr("Countersign %n session(s)", "", count)
            if count
            else self.tr("Nothing can be countersigned"),
            self.tr("Your name and the time are added. Nothing in the records changes."),
        )
        self._section(self.tr("Will be countersigned"), [(row, "") for row in plan.ready])
        left = [(each.row, left_out_words(each)) for each in plan.left_out]
        self._section(self.tr("Left out"), left)
        self._page.body.addStretch(1)
        lone = [each.why for each in plan.left_out] == [WhyLeftOut.INCOMPLETE]
        if lone and not count:
            self.incomplete.show()
        self.sign_button.setText(self.tr("Countersign {count}").format(count=count))
        self.sign_button.setEnabled(bool(count))
        if count:
            self.sign_button.setFocus()

    def _section(self, title: str, rows: Sequence[tuple[SessionRow, str]]) -> None:
        if not rows:
            return
        column = self._page.body
        column.addWidget(label(f"{title} · {len(rows)}", "section"))
        for row, why in rows:
            column.addWidget(self._line(row, why))
        column.addSpacing(12)

    def _line(self, row: SessionRow, why: str) -> QWidget:
        holder = QWidget()
        across = QHBoxLayout(holder)
        across.setContentsMargins(0, 4, 8, 4)
        across.setSpacing(12)
        scale = metrics().text
        when = label(when_words(row, self._context.today()), "quiet")
        when.setFixedWidth(scale(96))
        name = ElidedLabel(row.client_name, "strong")
        name.setFixedWidth(scale(150))
        across.addWidget(when)
        across.addWidget(name)
        told = QVBoxLayout()
        told.setSpacing(0)
        if why:
            told.addWidget(label(why, "warn", wrap=True))
        else:
            told.addWidget(label(treated_words(row, self._context.zones), "quiet"))
        flagged = [words for words, _tone in pills(row)]
        if flagged and not why:
            told.addWidget(label(", ".join(flagged), "warn", wrap=True))
        across.addLayout(told, 1)
        across.addWidget(label(row.practitioner_name, "quiet"))
        return holder

    def _sign(self) -> None:
        plan = self.plan
        if plan is None or not plan.ready:
            return
        self.sign_button.setEnabled(False)
        clinic, ids = self._context.clinic, [row.id for row in plan.ready]
        also = self.incomplete.isChecked()

        def signed(result: Countersigning) -> None:
            self.accept()
            self.countersigned.emit(result)

        def failed(error: Exception) -> None:
            self.sign_button.setEnabled(True)
            self._trouble.setText(error_sentence(error))
            self._trouble.show()

        self._context.write(
            lambda: review.countersign(clinic, ids, also_incomplete=also),
            Changes(frozenset({"session"}), frozenset(row.uid for row in plan.ready)),
            owner=self,
            on_done=signed,
            on_error=failed,
        )
