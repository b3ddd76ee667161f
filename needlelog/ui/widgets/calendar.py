"""The calendar that falls open below a date field."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate, QSize, Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.widgets.date_text import EARLIEST, LATEST


def day_calendar(
    parent: QWidget, shown: date | None, earliest: date | None = None, latest: date | None = None
) -> QCalendarWidget:
    """A month with days as large as a finger needs, as a popup that deletes itself when closed.

    It offers the days from ``earliest`` to ``latest``, else all that can be typed.
    """
    calendar = QCalendarWidget(parent)
    calendar.setWindowFlags(Qt.WindowType.Popup)
    calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    calendar.setAccessibleName(QCoreApplication.translate("Calendar", "Calendar"))
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    weekend, header = QTextCharFormat(), QTextCharFormat()
    weekend.setForeground(theme().colour("ink"))
    header.setForeground(theme().colour("quiet"))
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, weekend)
    calendar.setHeaderTextFormat(header)
    calendar.setDateRange(_qdate(earliest or EARLIEST), _qdate(latest or LATEST))
    if shown is not None:
        calendar.setSelectedDate(_qdate(shown))
    side = metrics().target
    calendar.resize(calendar.sizeHint().expandedTo(QSize(7 * side + 12, 8 * side + 16)))
    return calendar


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
