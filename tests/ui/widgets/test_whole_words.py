"""Words that matter are not cut while there is room for them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from needlelog.domain.screening.findings import Severity
from needlelog.ui.gate.passphrase_field import PassphraseField
from needlelog.ui.screens.settings.section import SettingRow
from needlelog.ui.severity_marks import count_pills
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.ends_row import EndsRow
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.side_row import SideRow
from needlelog.ui.widgets.status_section import Status, StatusSection


@pytest.fixture(autouse=True)
def _themed(qapp: QApplication) -> None:
    ThemeManager(qapp).apply(Mode.LIGHT)


def shown(widget: QWidget, width: int) -> QWidget:
    widget.resize(width, widget.sizeHint().height())
    widget.show()
    for _ in range(4):
        QCoreApplication.processEvents()
    return widget


def whole(label: QLabel) -> bool:
    return label.fontMetrics().horizontalAdvance(label.text()) <= label.contentsRect().width()


def test_the_state_of_a_section_stands_below_its_title_where_the_column_is_narrow(
    qapp: QApplication,
) -> None:
    section = StatusSection(
        "Device & cartridge", Status.OPEN, "SPC-2207, 14 needles", foldable=True
    )
    shown(section, 265)
    title, summary = section.findChild(EndsRow).findChildren(QLabel)  # type: ignore[union-attr]
    assert whole(title)
    assert whole(summary)
    assert summary.geometry().top() >= title.geometry().bottom()
    shown(section, 460)
    assert summary.geometry().left() > title.geometry().right()
    section.set_state(Status.DONE, "")
    section.close()


def test_a_warning_is_whole_beside_a_button_that_goes_below_it(qapp: QApplication) -> None:
    pill = Pill("Numbing was covered with film", "warn")
    row = EndsRow(pill, QLabel("Seen, and all the others"))
    shown(row, 250)
    assert row.is_below()
    assert pill.width() >= pill.sizeHint().width()
    shown(row, 600)
    assert not row.is_below()
    row.close()


def test_a_short_value_leaves_its_room_to_the_name(qapp: QApplication) -> None:
    row = SideRow("Tattoo or permanent make-up", "always")
    needed = row.sizeHint().width()
    shown(row, needed + 2)
    name = row.findChild(LinesLabel)
    assert name is not None
    assert whole(name)
    row.close()


def test_pills_go_below_a_title_that_they_would_cut(qapp: QApplication) -> None:
    bar = HeaderBar("Amara Osei", "22 Aug 2026 09:00 – 09:42 · session 1 of 6 · series")
    bar.add_right(QLabel("Repeat, and much beside it"))
    bar.set_pills([("signed", "good"), ("1 addendum", "warn"), ("Darkening 5 Sept", "warn")])
    for width, below in ((1200, False), (560, True), (1200, False)):
        shown(bar, width)
        pills = bar.findChildren(Pill)
        assert all(pill.width() >= pill.sizeHint().width() for pill in pills)
        title = bar.findChildren(ElidedLabel)[0]
        bottom = title.mapTo(bar, title.rect().bottomLeft()).y()
        assert (pills[0].mapTo(bar, pills[0].rect().topLeft()).y() > bottom) is below
    bar.close()


def test_what_stands_at_the_right_of_a_title_goes_below_it_before_the_title_is_lost(
    qapp: QApplication,
) -> None:
    bar = HeaderBar("Amara Osei", "34 · Fitzpatrick V")
    tabs = SegmentedControl([(word, word) for word in ("Record", "Progress", "Photos", "Details")])
    bar.add_right(tabs)
    shown(bar, 900)
    assert not bar.is_folded()
    shown(bar, 380)
    assert bar.is_folded()
    assert tabs.width() >= tabs.sizeHint().width()
    title = bar.findChildren(ElidedLabel)[0]
    assert whole(title)
    assert (
        tabs.mapTo(bar, tabs.rect().topLeft()).y() > title.mapTo(bar, title.rect().bottomLeft()).y()
    )
    shown(bar, 900)
    assert not bar.is_folded()
    bar.close()


def test_a_page_scrolls_sideways_where_its_content_cannot_be_narrower(qapp: QApplication) -> None:
    page = ScrollPage()
    wide = QLabel("a table that cannot wrap")
    wide.setMinimumWidth(600)
    page.body.addWidget(wide)
    shown(page, 400)
    assert page.horizontalScrollBar().maximum() >= 200
    assert page.horizontalScrollBar().isVisible()
    shown(page, 700)
    assert not page.horizontalScrollBar().isVisible()
    page.close()


def test_a_page_is_no_longer_than_its_words(qapp: QApplication) -> None:
    page = ScrollPage()
    for _ in range(4):
        words = QLabel("A sentence that needs five lines where there is hardly any room. " * 2)
        words.setWordWrap(True)
        page.body.addWidget(words)
    page.body.addStretch(1)
    page.resize(900, 200)
    page.show()
    for _ in range(4):
        QCoreApplication.processEvents()
    assert page.verticalScrollBar().maximum() == 0
    page.close()


def test_a_sheet_is_no_wider_than_what_can_be_seen(qapp: QApplication) -> None:
    sheet = SheetDialog("Fatima Zahra Benali")
    sheet.setMinimumWidth(1505)
    sheet.show()
    QCoreApplication.processEvents()
    assert sheet.width() <= sheet.screen().availableGeometry().width()
    sheet.close()


def test_a_control_goes_below_what_it_sets_where_both_do_not_fit(qapp: QApplication) -> None:
    control = SegmentedControl([(word, word) for word in ("As the system", "Light", "Dark")])
    row = SettingRow("Colours", "Dark is easier in a dim treatment room.", control)
    shown(row, 360)
    assert control.geometry().left() < 40
    assert control.width() >= control.sizeHint().width()
    shown(row, 800)
    assert control.geometry().left() > 300
    row.close()


def test_a_long_name_takes_a_second_line_and_no_more(qapp: QApplication) -> None:
    name = "Maria Magdalena Konstantina Papadopoulou-Wolfeschlegelsteinhausen von und zu Hohenberg"
    words = LinesLabel(name, "strong")
    shown(words, 150)
    lines = words.shown_lines(150)
    assert len(lines) == 2
    assert all(words.fontMetrics().horizontalAdvance(line) <= 150 for line in lines)
    assert lines[-1].endswith("…")
    assert words.heightForWidth(150) == 2 * words.heightForWidth(5000)
    assert words.toolTip() == name
    words.close()
    assert LinesLabel("Priya Raghunathan", "strong").shown_lines(100) == ["Priya", "Raghunathan"]


def test_counts_of_findings_are_in_the_singular_or_the_plural() -> None:
    severities = [Severity.BLOCK] * 6 + [Severity.WARN] * 2 + [Severity.NOTE]
    assert [words for words, _tone in count_pills(severities)] == [
        "6 stops",
        "2 cautions",
        "1 note",
    ]


def test_the_eye_of_a_passphrase_stays_big_enough_for_a_finger(qapp: QApplication) -> None:
    field = PassphraseField("Passphrase")
    shown(field, 300)
    QCoreApplication.sendEvent(field, QEvent(QEvent.Type.StyleChange))
    assert field.eye.height() == field.height() >= 44
    assert field.eye.width() >= 44
    field.close()
