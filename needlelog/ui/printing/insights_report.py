"""The figures of a period on paper: cards, outcome with its chart, weeks, depths, overrides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

from PySide6.QtCore import QBuffer, QCoreApplication, QIODevice, QObject, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QPainter,
    QPdfWriter,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from needlelog.domain.dashboard import Dashboard, ZoneDepths
from needlelog.domain.zones import Side, ZoneCatalogue
from needlelog.files.atomic_write import write_atomically
from needlelog.ui.insights.bar_paint import (
    paint_depth_scale,
    paint_depths,
    paint_people,
    paint_weeks,
    people_places,
)
from needlelog.ui.insights.change_words import change_sentence, percent_sentence
from needlelog.ui.insights.outcome_paint import OutcomeDrawing, paint_outcome
from needlelog.ui.insights.palette import PAPER
from needlelog.ui.insights.words import (
    number,
    override_rule,
    person_word,
    share,
)
from needlelog.ui.printing import apart
from needlelog.ui.printing.session_sheet import SHEET, painted_pages, plain_font
from needlelog.ui.zone_words import zone_name

_OBJECT = QTextFormat.ObjectTypes.UserObject + 2
_WHICH = QTextFormat.Property.UserProperty + 1
_OUTCOME_HEIGHT, _WEEKS_HEIGHT, _ZONE_HEIGHT = 230.0, 130.0, 17.0
_NAME_WIDTH, _COUNT_WIDTH = 150.0, 110.0
_SCALE_HEIGHT = 2 * _ZONE_HEIGHT
_FEW_ZONES = 6
"""Of more, some may stand on the next page, and the scale stands under them as well."""
_MOST_ROWS = 25
_Height = float | Callable[[float], float]
"""How high a chart is, or what tells it from the width."""


@dataclass(frozen=True, slots=True)
class InsightsReport:
    """What is printed: the words of the head and cards, the figures, and the chart."""

    clinic_name: str
    head: str
    conditions: str
    made: str
    cards: tuple[tuple[str, str, str], ...]
    board: Dashboard
    zones: ZoneCatalogue
    outcome_title: str = ""
    outcome_note: str = ""
    cautions: tuple[str, ...] = ()
    drawing: OutcomeDrawing | None = None


def _tr(text: str) -> str:
    return QCoreApplication.translate("InsightsReport", text)


class _Charts(QPyTextObject):
    """Charts that stand in the text, drawn as vectors."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.charts: list[tuple[_Height, Callable[[QPainter, QRectF], None]]] = []

    def intrinsicSize(self, doc: QTextDocument, pos: int, form: QTextFormat) -> QSizeF:
        width = doc.textWidth() - 8
        height = self.charts[int(form.property(_WHICH))][0]
        return QSizeF(width, height if isinstance(height, float) else height(width))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        pos: int,
        form: QTextFormat,
    ) -> None:
        painter.save()
        self.charts[int(form.property(_WHICH))][1](painter, QRectF(rect))
        painter.restore()


def insights_document(report: InsightsReport) -> QTextDocument:
    """Lay the report out; the document keeps its charts alive."""
    document = QTextDocument()
    document.setDefaultFont(plain_font(9))
    document.setDefaultStyleSheet(SHEET)
    document.setDocumentMargin(0)
    charts = _Charts(document)
    document.documentLayout().registerHandler(_OBJECT, charts)
    cursor = QTextCursor(document)
    _write(cursor, _head(report))
    if report.drawing is not None and report.drawing.places:
        drawing = report.drawing
        _write(cursor, _outcome_head(report))
        _chart(cursor, charts, _OUTCOME_HEIGHT, partial(_paint_outcome, drawing))
        _write(cursor, _outcome_words(report, drawing))
    board = report.board
    if board.weeks:
        people = [person_word(name) for name in board.people]
        _write(cursor, f"<h3>{escape(_tr('Sessions a week'))}</h3>")
        _chart(cursor, charts, partial(_people_height, people), partial(_paint_people, people))
        _chart(cursor, charts, _WEEKS_HEIGHT, partial(_paint_weeks, board))
    if board.zones:
        _write(cursor, f"<h3>{escape(_tr('Depth by zone, share of treatments, mm'))}</h3>")
        _chart(cursor, charts, _SCALE_HEIGHT, _paint_scale)
        for zone in board.zones:
            name = zone_name(report.zones, zone.zone, Side.MID)
            _chart(cursor, charts, _ZONE_HEIGHT, partial(_paint_zone, name, zone))
        if len(board.zones) > _FEW_ZONES:
            _chart(cursor, charts, _SCALE_HEIGHT, _paint_scale)
    _write(cursor, _lists(board))
    return document


def foot_line(report: InsightsReport) -> str:
    """What stands under each page."""
    return f"{report.clinic_name} · {report.head} · {report.made}"


def write_pdf(report: InsightsReport, path: Path) -> None:
    """Write the report as a PDF.

    Raises:
        PaperNotDrawn: the pages could not be laid out.
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    write_atomically(path, apart.drawn(partial(_pdf, report)))


def _pdf(report: InsightsReport) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(300)
    writer.setTitle(_tr("Insights"))
    foot = foot_line(report)
    with painted_pages(writer) as pages:
        pages.paint(insights_document(report), lambda _sheet: foot)
    buffer.close()
    return bytes(buffer.data().data())


def _write(cursor: QTextCursor, html: str) -> None:
    cursor.movePosition(QTextCursor.MoveOperation.End)
    begin = cursor.position()
    cursor.insertHtml(f"<div>{html}</div>")
    if html.startswith("<h3>"):
        _make_heading(cursor.document().findBlock(begin))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock()


def _make_heading(block: QTextBlock) -> None:
    """The first paragraph of inserted HTML takes the format of the one before it."""
    heading = block.blockFormat()
    heading.setHeadingLevel(3)
    heading.setTopMargin(14)
    heading.setBottomMargin(4)
    QTextCursor(block).setBlockFormat(heading)


def _chart(
    cursor: QTextCursor, charts: _Charts, height: _Height, paint: Callable[[QPainter, QRectF], None]
) -> None:
    charts.charts.append((height, paint))
    shape = QTextCharFormat()
    shape.setObjectType(_OBJECT)
    shape.setProperty(_WHICH, len(charts.charts) - 1)
    cursor.insertText("\ufffc", shape)
    cursor.insertBlock()


def _head(report: InsightsReport) -> str:
    cells = "".join(
        f"<td width='{100 // len(report.cards)}%'><span class='quiet'>{escape(caption)}</span><br/>"
        f"<b style='font-size: 13pt'>{escape(value)}</b><br/>"
        f"<span class='quiet'>{escape(detail)}</span></td>"
        for caption, value, detail in report.cards
    )
    return (
        f"<p class='quiet'>{escape(report.clinic_name)}</p><h1>{escape(_tr('Insights'))}</h1>"
        f"<p>{escape(report.head)}</p>{_quiet(report.conditions)}"
        f"<table width='100%' cellspacing='0' cellpadding='6'><tr>{cells}</tr></table>"
    )


def _outcome_head(report: InsightsReport) -> str:
    return f"<h3>{escape(report.outcome_title)}</h3>{_quiet(report.outcome_note)}"


def _outcome_words(report: InsightsReport, drawing: OutcomeDrawing) -> str:
    told = []
    for line in drawing.lines:
        name = f"{line.name}: " if line.name else ""
        told.append(f"{name}{change_sentence(line, drawing.axis)} {percent_sentence(line)}")
    rows = [
        (
            line.name or _tr("all"),
            str(p.place),
            str(p.n),
            number(p.mean, 2),
            _optional(p.sd),
            number(p.median, 2),
            f"{number(p.lower_quartile, 2)} – {number(p.upper_quartile, 2)}",
        )
        for line in drawing.lines
        for p in line.points
    ]
    heads = (
        _tr("Group"),
        _tr("Place"),
        _tr("n"),
        _tr("Mean"),
        _tr("SD"),
        _tr("Median"),
        _tr("Quartiles"),
    )
    notes = "".join(f"<p>{escape(words)}</p>" for words in (*told, *report.cautions))
    return notes + _table(heads, rows)


def _lists(board: Dashboard) -> str:
    adherence = board.adherence
    parts = [
        _part(
            _tr("Overrides and their reasons"),
            (_tr("Rule"), _tr("Reason"), _tr("Sessions")),
            [
                (override_rule(o.rule), o.reason or "–", number(o.sessions))
                for o in board.overrides[:_MOST_ROWS]
            ],
        ),
        _part(
            _tr("Sessions that plans foresaw"),
            (_tr("On plan"), _tr("Late"), _tr("Missed"), _tr("In all")),
            [
                tuple(
                    number(n)
                    for n in (adherence.done, adherence.late, adherence.missed, adherence.planned)
                )
            ],
        ),
        _part(
            _tr("Products"),
            (_tr("Product"), _tr("Times used")),
            [(use.name, number(use.uses)) for use in board.uses[:_MOST_ROWS]],
        ),
        _part(
            _tr("Waiting on the day of printing"),
            (
                _tr("Drafts not signed"),
                _tr("Follow-ups due"),
                _tr("Lots about to expire"),
                _tr("Lots past their expiry"),
            ),
            [
                tuple(
                    number(n)
                    for n in (board.unsigned, board.follow_ups_due, board.expiring, board.expired)
                )
            ],
        ),
    ]
    return "".join(parts)


def _part(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return f"<h3>{escape(title)}</h3><p>{escape(_tr('None.'))}</p>"
    return f"<h3>{escape(title)}</h3>{_table(heads, rows)}"


def _table(heads: Iterable[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th align='left'>{escape(cell)}</th>" for cell in heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return (
        "<table width='100%' cellspacing='0' cellpadding='4' style='border-collapse: collapse; "
        "border-style: solid; border-width: 1px; border-color: #D8D0CA'>"
        f"<thead><tr bgcolor='#F6F4F1'>{head}</tr></thead>{body}</table>"
    )


def _quiet(words: str) -> str:
    return f"<p class='quiet'>{escape(words)}</p>" if words else ""


def _optional(value: float | None) -> str:
    return "–" if value is None else number(value, 2)


def _paint_outcome(drawing: OutcomeDrawing, painter: QPainter, box: QRectF) -> None:
    paint_outcome(painter, box, drawing, PAPER)


def _people_height(people: Sequence[str], width: float) -> float:
    return people_places(people, width, PAPER)[-1].bottom()


def _paint_people(people: Sequence[str], painter: QPainter, box: QRectF) -> None:
    paint_people(painter, box, people, PAPER)


def _paint_weeks(board: Dashboard, painter: QPainter, box: QRectF) -> None:
    paint_weeks(painter, box, board.weeks, PAPER)


def _paint_zone(name: str, zone: ZoneDepths, painter: QPainter, box: QRectF) -> None:
    painter.setFont(PAPER.font(11))
    painter.setPen(PAPER.colour("ink"))
    painter.drawText(QRectF(box.left(), box.top(), _NAME_WIDTH, _ZONE_HEIGHT), name)
    width = box.width() - _NAME_WIDTH - _COUNT_WIDTH
    bar = QRectF(box.left() + _NAME_WIDTH, box.top() + 2, width, 12)
    paint_depths(painter, bar, zone, PAPER)
    painter.setFont(PAPER.font(11))
    painter.setPen(PAPER.colour("quiet"))
    words = _tr("{count}, {over} over advice").format(
        count=number(zone.total), over=share(zone.over, zone.total)
    )
    place = QRectF(box.right() - _COUNT_WIDTH + 8, box.top(), _COUNT_WIDTH, _ZONE_HEIGHT)
    painter.drawText(place, words)


def _paint_scale(painter: QPainter, box: QRectF) -> None:
    inner = box.adjusted(_NAME_WIDTH, 2, -_COUNT_WIDTH, 0)
    paint_depth_scale(painter, inner, PAPER)
