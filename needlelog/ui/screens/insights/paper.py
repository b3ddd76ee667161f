"""What stands on the screen, gathered for paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.people import Role
from needlelog.ui import formats
from needlelog.ui.filter_words import filter_sentence
from needlelog.ui.insights.change_words import caution_sentences
from needlelog.ui.insights.outcome_paint import OutcomeDrawing
from needlelog.ui.insights.words import chart_note, chart_title
from needlelog.ui.printing.insights_report import InsightsReport

if TYPE_CHECKING:
    from collections.abc import Iterable

    from needlelog.ui.context import Context
    from needlelog.ui.insights.figure_button import StatCard
    from needlelog.ui.screens.insights.outcome_card import OutcomeCard
    from needlelog.ui.screens.insights.reading import Figures


def report_of(
    context: Context, head: str, cards: Iterable[StatCard], figures: Figures, outcome: OutcomeCard
) -> InsightsReport:
    """The report of what is shown now; an inspector's names no client and no practitioner."""
    wanted = figures.wanted
    if context.clinic.person.role is Role.INSPECTOR:
        wanted = wanted.without("practitioner_uid", "client_uid", "text")
    found = outcome.found
    drawing = None
    if found.chosen is not None:
        drawing = OutcomeDrawing(
            outcome.lines(), found.chosen.scale, found.asked.axis, outcome.spread
        )
    return InsightsReport(
        clinic_name=context.clinic.name,
        head=head,
        conditions=filter_sentence(wanted, figures.choices, context.zones),
        made=formats.moment(context.now()),
        cards=tuple((card.caption(), card.value(), card.detail()) for card in cards),
        board=figures.board,
        zones=context.zones,
        outcome_title=chart_title(found),
        outcome_note=chart_note(found, outcome.spread),
        cautions=caution_sentences(found),
        drawing=drawing,
    )
