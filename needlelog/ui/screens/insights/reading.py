"""What the screen reads from the records, in two goes: the figures first, then the outcomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from needlelog.services.cohorts import Asked, Cohort, cohort
from needlelog.services.filter_choices import FilterChoices, filter_choices
from needlelog.services.insights import Dashboard, dashboard

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a filter, with the names the filter needs."""

    wanted: SessionFilter
    board: Dashboard
    choices: FilterChoices


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcome as it was asked for, and by concern on the same scale."""

    shown: Cohort
    by_concern: Cohort


def read_figures(
    clinic: Clinic, wanted: SessionFilter, look: Callable[[], object] | None = None
) -> Figures:
    """Count the sessions a filter means; what ``look`` raises ends it."""
    return Figures(wanted, dashboard(clinic, wanted, look), filter_choices(clinic, wanted))


def read_outcomes(
    clinic: Clinic,
    wanted: SessionFilter,
    asked: Asked,
    look: Callable[[], object] | None = None,
) -> Outcomes:
    """Work out the outcomes of their clients; what ``look`` raises ends it."""
    shown = cohort(clinic, wanted, replace(asked, concerns=True), look)
    return Outcomes(shown, shown.by_concern or shown)
