"""One score in full, and taking it back."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.domain.scales import Scale
from needlelog.domain.scores import Score
from needlelog.services import scores as service
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.scores.words import (
    item_words,
    name_of,
    points,
    range_words,
    rater_words,
    with_unit,
)
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label


class ScoreDetailSheet(SheetDialog):
    """A score of a signed session stays; one given alone can be withdrawn with a reason."""

    guards_words = True

    def __init__(
        self, context: Context, score: Score, scale: Scale | None, parent: QWidget | None = None
    ) -> None:
        name = name_of(score, scale)
        total = with_unit(score.total, scale) if scale is not None else points(score.total)
        super().__init__(f"{name}: {total}", parent)
        self.setMinimumWidth(520)
        self._context, self._score = context, score
        self.reason: QLineEdit | None = None
        for line in self._lines(score, scale):
            self.body.addWidget(label(line, wrap=True))
        self._trouble = label("", "error", wrap=True)
        self._trouble.hide()
        self.body.addWidget(self._trouble)
        self.close_button = self.add_button(self.tr("Close"))
        if score.session_uid is not None:
            self.open_button = self.add_button(self.tr("Open session"), "secondary", self._open)
        elif score.withdrawn is None and context.clinic.person.may_write:
            self._offer_withdrawal()

    def _lines(self, score: Score, scale: Scale | None) -> list[str]:
        lines = [
            " · ".join((formats.day(score.rated_on), rater_words(score.rater, score.rated_by)))
        ]
        if scale is not None:
            lines += [range_words(scale), scale.words_of(score.total), item_words(score, scale)]
        lines.append(score.note)
        if score.recorded_at is not None and score.recorded_at.astimezone().date() > score.rated_on:
            lines.append(
                self.tr("Entered later, on {moment} by {name}").format(
                    moment=formats.moment(score.recorded_at.astimezone()), name=score.rated_by
                )
            )
        gone = score.withdrawn
        if gone is not None:
            lines.append(
                self.tr("Withdrawn on {day} by {name}: {reason}").format(
                    day=formats.day(gone.at.astimezone().date()), name=gone.by, reason=gone.reason
                )
            )
        elif score.session_uid is not None:
            lines.append(
                self.tr("Part of a signed session; a correction is an addendum to the session.")
            )
        return [line for line in lines if line]

    def _offer_withdrawal(self) -> None:
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Reason, for example: entered for the wrong client"))
        self.reason.setAccessibleName(self.tr("Reason for withdrawing the score"))
        self.body.insertWidget(self.body.count() - 1, self.reason)
        self.withdraw = self.add_button(self.tr("Withdraw score"), "danger", self._withdraw)
        self.withdraw.setEnabled(False)
        self.reason.textEdited.connect(lambda text: self.withdraw.setEnabled(bool(text.strip())))

    def _withdraw(self) -> None:
        assert self.reason is not None  # noqa: S101  the button stands only beside the field
        clinic, uid, words = self._context.clinic, self._score.uid, self.reason.text()
        self.withdraw.setEnabled(False)
        self._context.write(
            lambda: service.withdraw_score(clinic, uid, words),
            Changes.of("score", uid=self._score.client_uid),
            owner=self,
            on_done=lambda _score: self.accept(),
            on_error=self._not_kept,
        )

    def _not_kept(self, error: Exception) -> None:
        self.withdraw.setEnabled(True)
        self._trouble.setText(error_sentence(error))
        self._trouble.show()

    def _open(self) -> None:
        self.accept()
        if self._score.session_uid is not None:
            self._context.navigator.record_requested.emit(self._score.session_uid)
