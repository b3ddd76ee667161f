"""Paper is dark on white in whatever colours the window is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QTextCursor, QTextDocument

from needlelog.ui.printing.session_sheet import page_picture, plain_font
from needlelog.ui.theme.manager import Mode, ThemeManager

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


def test_text_without_a_colour_of_its_own_is_dark_in_a_dark_window(qapp: QApplication) -> None:
    theme = ThemeManager(qapp)
    before = qapp.palette()
    theme.apply(Mode.DARK)
    try:
        document = QTextDocument()
        document.setDefaultFont(plain_font(16))
        QTextCursor(document).insertHtml("<h1>Insights</h1>")
        page = page_picture(document, "")
    finally:
        theme.apply(Mode.LIGHT)
        qapp.setPalette(before)
    text = page.copy(0, 0, page.width(), page.height() // 8)
    shades = [
        QColor(text.pixel(x, y)).lightness()
        for y in range(text.height())
        for x in range(text.width())
    ]
    assert min(shades) < 60
