"""The Progress tab of a client with a very long way: 200 sessions, 10 zones, 6 scales."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot
from sqlalchemy import insert, select, update

from needlelog.db.tables.base import table_of
from needlelog.db.tables.outcomes import ScoreTable
from needlelog.db.tables.sessions import SessionTable, TopicalTable, TreatedZoneTable
from needlelog.domain.progress_series import progress_series
from needlelog.domain.scores import DraftScore
from needlelog.domain.sessions import SessionState, TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.reference_data import scale_catalogue, zone_catalogue
from needlelog.services import sessions
from needlelog.services.clinic import Clinic
from needlelog.services.progress import client_timeline
from needlelog.services.scores import save_score
from needlelog.ui.progress_chart.chart import Chart, chart_of
from needlelog.ui.screens.client.progress.view import read_progress
from needlelog.ui.theme.manager import ThemeManager
from tests.bench.measures import Report, percentile, repeat, seconds
from tests.bench.sample import TODAY, new_client, new_clinic
from tests.dealt_with import deal_with

SESSIONS, SCALES = 200, 6
ZONES = tuple(
    zone.code for zone in zone_catalogue() if not zone.limits.avoid and zone.group == "face"
)[:10]
DATA_MS, PAINT_MS, FRAME_MS = 20, 50, 1000 / 60


@pytest.fixture(scope="module")
def long_way(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Clinic, str]]:
    """A clinic, and the uid of the client."""
    clinic = new_clinic(tmp_path_factory.mktemp("bench") / "clinic")
    uid = new_client(clinic).uid
    draft = sessions.start_session(clinic, uid)
    rows = tuple(
        ZoneRow(
            n, zone, Side.MID, depth_um=100 + 50 * n, passes=4, erythema=2, bleeding=1, pain=3,
            reason="agreed",
        )
        for n, zone in enumerate(ZONES, 1)
    )  # fmt: skip
    topicals = (TopicalRow(1, "Hyaluronic acid", "hyaluronic_acid", lot="H-1"),)
    full = replace(draft, zones=rows, topicals=topicals, reactions=(), pain=4)
    sessions.save_draft(clinic, deal_with(clinic, full))
    sessions.sign_session(clinic, draft.uid)
    for scale in [each for each in scale_catalogue().offered if len(each.items) == 1][:SCALES]:
        item = scale.items[0]
        rater = scale.raters[0]
        given = ((item.code, item.most),)
        save_score(
            clinic, uid, DraftScore(scale.code, scale.version, rater, TODAY, given, item.most)
        )
    _copy(clinic)
    yield clinic, uid
    clinic.close()


def _copy(clinic: Clinic) -> None:
    """The one session and its scores again, every 14 days back."""
    kinds = [table_of(kind) for kind in (SessionTable, TreatedZoneTable, TopicalTable, ScoreTable)]
    with clinic.database.write() as session:
        connection = session.connection()
        found = [[dict(row._mapping) for row in connection.execute(select(one))] for one in kinds]
        heads, zones, topicals, scores = found
        rows: list[list[dict[str, Any]]] = [[], [], [], []]
        for number in range(1, SESSIONS):
            key = heads[0]["id"] + number
            back = timedelta(days=14 * number)
            own = {"id": key, "uid": f"session-{number}", "day": heads[0]["day"] - back}
            rows[0].append(heads[0] | own | {"state": SessionState.OPEN, "number": number + 1})
            for place, (children, kept) in enumerate(((zones, rows[1]), (topicals, rows[2]))):
                for child in children:
                    uid = f"child-{place}-{number}-{child['id']}"
                    kept.append(
                        {**child, "id": child["id"] + 1000 * number, "uid": uid, "session_id": key}
                    )
            for score in scores:
                uid = f"score-{number}-{score['id']}"
                worse = score["total"] - 1000 * (number % 2)
                rows[3].append(
                    {
                        **score,
                        "id": score["id"] + 1000 * number,
                        "uid": uid,
                        "rated_on": score["rated_on"] - back,
                        "total": max(worse, 0),
                    }
                )
        for table, kept in zip(kinds, rows, strict=True):
            connection.execute(insert(table), kept)
        connection.execute(
            update(kinds[0])
            .values(state=SessionState.SIGNED)
            .where(kinds[0].c.state == SessionState.OPEN)
        )


def test_data(benchmark: BenchmarkFixture, report: Report, long_way: tuple[Clinic, str]) -> None:
    clinic, uid = long_way
    raw = clinic.database.raw_connection()

    def by_the_driver() -> int:
        count = 0
        for table, columns in (
            ("treated_zone", "session_id, zone, side, depth_um, passes, erythema, bleeding, pain"),
            ("score", "uid, scale, scale_version, rater, rated_on, total, rated_by"),
            ("topical", "session_id, name, lot, category"),
            ("session", "id, uid, number, day, pain"),
        ):
            count += len(raw.execute(f"SELECT {columns} FROM {table}").fetchall())  # noqa: S608
        return count

    # As in the program, whose worker lets nobody tidy up while it reads.
    gc.disable()
    times = repeat(benchmark, lambda: client_timeline(clinic, uid), by_the_driver, rounds=20)
    gc.enable()
    found = times.result
    assert len(found.sessions) == SESSIONS
    assert len(found.lanes) == len(ZONES)
    assert sum(len(one.points) for one in found.scores) == SESSIONS * SCALES
    name = f"progress of {SESSIONS} sessions × {len(ZONES)} zones × {SCALES} scales"
    report.ratio(f"{name}: data ÷ the rows by raw SQLCipher", times)
    report.milliseconds("   data", percentile(times.acts[1:], 0.5), DATA_MS)
    series = [seconds(lambda: progress_series(found)) for _ in range(9)]
    report.milliseconds("   series from it", percentile(series, 0.5), None, "off the UI thread")
    whole = [seconds(lambda: read_progress(clinic, uid, None)) for _ in range(5)]
    report.milliseconds(
        "   all the tab shows, with the responses", percentile(whole, 0.5), None,
        "off the UI thread",
    )  # fmt: skip
    raw.close()


@pytest.fixture
def chart(long_way: tuple[Clinic, str]) -> Chart:
    series = progress_series(client_timeline(*long_way))
    keys = [one.key for one in series.outcomes][:SCALES]
    return chart_of(series.chosen(keys), zone_catalogue())


def _cells(image: QImage) -> None:
    """As many cells as the axis has, painted by Qt alone."""
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("#C14B55"))
    for number in range(SESSIONS * len(ZONES)):
        painter.drawRect(QRectF(number % SESSIONS * 4, number // SESSIONS * 20, 3, 16))
    painter.end()


def test_first_paint_and_pan(
    benchmark: BenchmarkFixture, report: Report, qtbot: QtBot, look: ThemeManager, chart: Chart
) -> None:
    from needlelog.ui.progress_chart.chart_view import ChartView

    image = QImage(1200, 1000, QImage.Format.Format_RGB32)
    kept: list[ChartView] = []

    def first_paint() -> None:
        view = ChartView()
        qtbot.addWidget(view)
        kept.append(view)
        view.resize(1100, 900)
        view.show_chart(chart)
        view.render(image)

    times = repeat(benchmark, first_paint, lambda: _cells(image), rounds=8)
    report.ratio("progress: first paint ÷ its cells by Qt alone", times)
    report.milliseconds("   first paint", percentile(times.acts[1:], 0.5), PAINT_MS)
    view = kept[-1]
    view.show()
    QCoreApplication.processEvents()

    def pan() -> None:
        view.box.translateBy(x=3)
        view.surface.viewport().repaint()

    frames = [seconds(pan) for _ in range(60)]
    report.milliseconds(
        "   pan, one frame", percentile(frames, 0.5), FRAME_MS,
        f"95 of 100 under {percentile(frames, 0.95) * 1e3:.1f} ms",
    )  # fmt: skip
    view.zoom(closer=True)
    view.zoom(closer=True)
    near = [seconds(pan) for _ in range(60)]
    report.milliseconds("   the same zoomed in", percentile(near, 0.5), FRAME_MS)
