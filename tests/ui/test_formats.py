"""Figures and days as people read them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from needlelog.ui import formats

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_who_is_late_for_years_is_late_since_a_month(qapp: QApplication) -> None:
    today = date(2026, 11, 23)
    assert formats.days_away(today - timedelta(days=99), today) == "99 days late"
    assert formats.days_away(today - timedelta(days=100), today) == "late since Aug 2026"
