"""The page that is handed to the client: a consent text, big, and the place to sign below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus
from needlelog.domain.errors import InvalidValue
from needlelog.services.consents import consent_paper, sign_consent
from needlelog.ui import formats
from needlelog.ui.consent.consent_text import ZOOMS, ConsentText
from needlelog.ui.consent.consent_words import language_name
from needlelog.ui.consent.covering import CoveringPage
from needlelog.ui.consent.signing_form import SigningForm
from needlelog.ui.context import Changes
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.domain.consents import ConsentPaper
    from needlelog.ui.context import Context

_SIGN_WIDTH, _SIGN_NARROW, _NARROW, _STACKED = 480, 400, 1200, 860


class ConsentSigningPage(CoveringPage):
    """Covers the window: the client sees nothing but the text.

    ``kinds`` are asked one after the other; `decided` carries each decision once it is kept. The
    page closes itself after the last one; closing it before keeps what was decided so far.
    """

    decided = Signal(object)

    def __init__(
        self,
        context: Context,
        client_uid: str,
        kinds: Sequence[ConsentKind],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Consent"))
        self._context = context
        self._client_uid = client_uid
        self._kinds = list(kinds)
        self._step = 0
        self.paper: ConsentPaper | None = None
        self.header = HeaderBar()
        self.text = ConsentText()
        self.form = SigningForm()
        self.trouble = Note("stop")
        self._build_buttons()
        self._lay_out()
        self._connect()
        self._read()

    def _build_buttons(self) -> None:
        self.smaller = icon_button("format-font-size-decrease", self.tr("Smaller text"))
        self.bigger = icon_button("format-font-size-increase", self.tr("Bigger text"))
        self.languages = QWidget()
        row = QHBoxLayout(self.languages)
        row.setContentsMargins(0, 0, 0, 0)
        self.close_button = Button(self.tr("Close"), "secondary", "close")
        self.header.add_right(self.languages, self.smaller, self.bigger, self.close_button)
        self.agree = Button(self.tr("I agree"), "primary", "check")
        self.refuse = Button(self.tr("I refuse"), "danger", "close")

    def _lay_out(self) -> None:
        paper = Card()
        paper.body.setContentsMargins(28, 22, 8, 18)
        paper.add(self.text, 1)
        self._side = Card(padding=16)
        scroll = ScrollPage()
        scroll.body.addWidget(self.form, 1)
        self._side.add(scroll, 1)
        self._side.add(self.trouble)
        acts = QHBoxLayout()
        acts.setSpacing(12)
        acts.addWidget(self.refuse)
        acts.addWidget(self.agree, 1)
        self.agree.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._side.body.addLayout(acts)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(paper, 1)
        self._columns.addWidget(self._side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(self.header)
        outer.addLayout(self._columns, 1)
        self.setEnabled(False)

    def _connect(self) -> None:
        self.smaller.clicked.connect(self.text.smaller)
        self.bigger.clicked.connect(self.text.bigger)
        self.text.zoomed.connect(self._show_zoom)
        self._show_zoom(self.text.zoom())
        self.close_button.clicked.connect(self.reject)
        self.agree.clicked.connect(lambda: self._decide(ConsentStatus.GIVEN))
        self.refuse.clicked.connect(self._ask_refusal)
        self.form.guardian_changed.connect(lambda _on: self._show_text())
        self.form.pad.changed.connect(lambda: self.trouble.say(""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The place to sign stands beside the text where there is room, else below it."""
        super().resizeEvent(event)
        width = event.size().width()
        stacked = width < metrics().text(_STACKED)
        ways = QBoxLayout.Direction
        self._columns.setDirection(ways.TopToBottom if stacked else ways.LeftToRight)
        narrow = width < metrics().text(_NARROW)
        side = metrics().text(_SIGN_NARROW if narrow else _SIGN_WIDTH)
        self._side.setMinimumWidth(0 if stacked else side)
        self._side.setMaximumWidth(width if stacked else side)

    # --- the paper -----------------------------------------------------------------------------

    def _read(self) -> None:
        clinic, uid, kind = self._context.clinic, self._client_uid, self._kinds[self._step]
        words = formats.day(self._context.today())
        self._context.read(
            lambda: consent_paper(clinic, uid, kind, words),
            self._take,
            owner=self,
            on_error=self._cannot_read,
        )

    def _take(self, paper: ConsentPaper) -> None:
        self.paper = paper
        self._offer_languages(paper)
        self.form.begin(paper)
        self.trouble.say("")
        self.setEnabled(True)
        self._show_paper()
        self.text.verticalScrollBar().setValue(0)
        self.text.setFocus()

    def _cannot_read(self, error: Exception) -> None:
        self._context.report(error)
        self.reject()

    def _show_paper(self) -> None:
        if self.paper is None:
            return
        steps = ""
        if len(self._kinds) > 1:
            steps = self.tr("{n} of {m}").format(n=self._step + 1, m=len(self._kinds))
        parts = (self.paper.client_name, self.paper.clinic_name, steps)
        self.header.set_title(self.paper.template.title, " · ".join(one for one in parts if one))
        self.setAccessibleName(self.paper.template.title)
        self._show_text()

    def _show_text(self) -> None:
        if self.paper is not None:
            self.text.show_text(self.paper.text(guardian=self.form.needs_guardian()))

    def _offer_languages(self, paper: ConsentPaper) -> None:
        row = self.languages.layout()
        while row is not None and (item := row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if len(paper.choices) < 2 or row is None:
            return
        choice = SegmentedControl(
            [(one.language, language_name(one.language)) for one in paper.choices]
        )
        choice.setAccessibleName(self.tr("Language of the text"))
        choice.set_current(paper.template.language)
        choice.chosen.connect(self._use_language)
        row.addWidget(choice)

    def _use_language(self, language: str) -> None:
        if self.paper is not None:
            self.paper = self.paper.in_language(language)
            self._show_paper()

    def _show_zoom(self, percent: int) -> None:
        self.smaller.setEnabled(percent > ZOOMS[0])
        self.bigger.setEnabled(percent < ZOOMS[-1])

    # --- deciding ------------------------------------------------------------------------------

    def _ask_refusal(self) -> None:
        if self.paper is None:
            return
        sheet = SheetDialog(
            self.tr("Record that you refuse?"),
            self,
            self.tr("“{title}” is kept as refused, with today’s date.").format(
                title=self.paper.template.title
            ),
        )
        sheet.add_button(self.tr("Back to the text"))
        sheet.add_button(self.tr("Record the refusal"), "danger")
        sheet.accepted.connect(lambda: self._decide(ConsentStatus.REFUSED))
        self.refusal_sheet = sheet
        sheet.open()

    def _decide(self, decision: ConsentStatus) -> None:
        paper = self.paper
        if paper is None:
            return
        self.form.take_errors_away()
        self.trouble.say("")
        self.setEnabled(False)
        clinic, signature = self._context.clinic, self.form.signature()
        self._context.write(
            lambda: sign_consent(clinic, paper, decision, signature),
            Changes.of("client", "consent", uid=self._client_uid),
            owner=self,
            on_done=self._kept,
            on_error=self._not_kept,
        )

    def _kept(self, consent: Consent) -> None:
        self.decided.emit(consent)
        self._step += 1
        if self._step < len(self._kinds):
            self._read()
        else:
            self.accept()

    def _not_kept(self, error: Exception) -> None:
        self.setEnabled(True)
        sentence = error_sentence(error)
        reason = error.reason if isinstance(error, InvalidValue) else ""
        if not self.form.show_error(reason, sentence):
            self.trouble.say(sentence)
            if reason == "signature_missing":
                self.form.pad.setFocus()
