"""The badge that says whether the trail and the records were checked, when, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from needlelog.services.trail import TrailCheck, check_trail
from needlelog.ui import formats
from needlelog.ui.exchange.long_job import LongJob
from needlelog.ui.screens.review.trail_check_sheet import open_check_sheet
from needlelog.ui.theme.icons import icon
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from needlelog.ui.context import Context


class ChainBadge(Button):
    """Pressed, it checks, or tells what the last check compared and found. It never claims a check
    that was not made."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", "filter", "shield-check-outline", parent)
        self._context = context
        self.result: TrailCheck | None = None
        self._slim = False
        self._hundredths = 0
        self._job = LongJob(context, self)
        self._job.progressed.connect(self._show_progress)
        self.clicked.connect(lambda _checked: self._press())
        self._show()

    def check(self) -> None:
        """Check everything now, in the background; pressed once more, it gives up."""
        if self._job.running:
            return
        self._hundredths = 0
        clinic, tell = self._context.clinic, self._job.tell
        self._job.start(lambda: check_trail(clinic, tell), self._take, self._failed, self._show)
        self._show()

    def set_slim(self, on: bool) -> None:
        """Say it in fewer words."""
        self._slim = on
        self._show()

    def _press(self) -> None:
        if self._job.running:
            self._job.stop()
        elif self.result is not None:
            self._tell(self.result)
        else:
            self.check()

    def _take(self, result: TrailCheck) -> None:
        self.result = result
        self._show()
        if not result.whole:
            self._tell(result)

    def _failed(self, error: Exception) -> None:
        self._show()
        self._context.report(error)

    def _show_progress(self, hundredths: int) -> None:
        self._hundredths = hundredths
        self._show()

    def _show(self) -> None:
        result = self.result
        if self._job.running:
            words = self.tr("Checking the records… {part} % · press to stop")
            few = self.tr("Stop, {part} %")
            self._say(words.format(part=self._hundredths), few.format(part=self._hundredths), "")
        elif result is None:
            self._say(self.tr("Check the records"), self.tr("Check"), "")
        elif result.whole:
            time = self._moment(result)
            count = self.locale().toString(result.entries)
            words = self.tr("Verified {time} · {count} entries").format(time=time, count=count)
            self._say(words, self.tr("Verified {time}").format(time=time), "good")
        else:
            time = self._moment(result)
            words = self.tr("Altered: {sentence}").format(sentence=_short(result))
            self._say(words, self.tr("Altered, {time}").format(time=time), "stop")

    def _say(self, words: str, few: str, tone: str) -> None:
        self.setText(few if self._slim else words)
        self.setAccessibleName(words)
        compared = self.tr(
            "Compares pages, guards, trail and photos,\n"
            "and each row that is evidence with the trail;\n"
            "not unfinished sessions and saved filters."
        )
        self.setToolTip(f"{words}\n{compared}")
        names = {"good": "shield-check", "stop": "shield-alert"}
        self.setIcon(icon(names.get(tone, "shield-check-outline"), tone or "ink"))
        mark(self, tone=tone or None)

    def _moment(self, result: TrailCheck) -> str:
        local = result.at.astimezone()
        if local.date() == self._context.today():
            return formats.clock_time(local)
        return formats.moment(local)

    def _tell(self, result: TrailCheck) -> None:
        open_check_sheet(result, self.window(), self.check)


def _short(result: TrailCheck) -> str:
    sentence = result.faults[0].sentence
    return sentence if len(sentence) <= 60 else f"{sentence[:60]}…"
