"""The row of controls under the compared photos; it changes with what the pointer does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from needlelog.domain.photo_markup import ShapeKind
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.segmented import SegmentedControl


class CompareTools(QStackedWidget):
    """Three rows: looking, setting points, drawing. Each signal is one press of the person."""

    align_points = Signal()
    align_automatic = Signal()
    align_reset = Signal()
    points_applied = Signal()
    points_undone = Signal()
    draw_asked = Signal()
    shape_kind = Signal(str)
    shape_undone = Signal()
    left_tool = Signal()
    zoom_asked = Signal(float)
    fit_asked = Signal()
    export_asked = Signal()
    change_asked = Signal()
    remove_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._look, self._points, self._draw = QWidget(), QWidget(), QWidget()
        self._make_look()
        self._make_points()
        self._make_draw()
        for row in (self._look, self._points, self._draw):
            self.addWidget(row)

    def look(self) -> None:
        """Show the row for looking."""
        self.setCurrentWidget(self._look)

    def set_points(self, guidance: str, *, ready: bool, any_point: bool) -> None:
        """Show the row for points with what to do next."""
        self.guidance.setText(guidance)
        self.apply_points.setEnabled(ready)
        self.undo_point.setEnabled(any_point)
        self.setCurrentWidget(self._points)

    def draw(self, *, any_shape: bool) -> None:
        """Show the row for drawing."""
        self.undo_shape.setEnabled(any_shape)
        self.setCurrentWidget(self._draw)

    def set_available(self, *, pair: bool, aligned: bool, may_write: bool) -> None:
        """Offer only what can be done with what is shown."""
        self.align.setEnabled(pair and may_write)
        self.reset_action.setEnabled(aligned)
        self.pen.setEnabled(may_write)
        self.more.setEnabled(may_write)
        self.export.setEnabled(may_write)

    def _make_look(self) -> None:
        self.align = Button(self.tr("Align"), "secondary", "axis-arrow")
        menu = QMenu(self.align)
        self.points_action = menu.addAction(self.tr("By matching points"))
        self.points_action.triggered.connect(lambda: self.align_points.emit())
        self.automatic_action = menu.addAction(self.tr("Automatically"))
        self.automatic_action.triggered.connect(lambda: self.align_automatic.emit())
        menu.addSeparator()
        self.reset_action = menu.addAction(self.tr("As taken"))
        self.reset_action.triggered.connect(lambda: self.align_reset.emit())
        self.align.setMenu(menu)
        self.pen = icon_button("pencil-outline", self.tr("Draw on the photo"), self.draw_asked.emit)
        self.export = icon_button(
            "export-variant", self.tr("Export a comparison picture"), self.export_asked.emit
        )
        self.more = icon_button("dots-horizontal", self.tr("More for this photo"))
        more = QMenu(self.more)
        self.change_action = more.addAction(self.tr("Change view or phase"))
        self.change_action.triggered.connect(lambda: self.change_asked.emit())
        self.remove_action = more.addAction(self.tr("Take out of use"))
        self.remove_action.triggered.connect(lambda: self.remove_asked.emit())
        self.more.setMenu(more)
        row = _row(self._look)
        row.addWidget(self.align)
        row.addWidget(self.pen)
        row.addWidget(self.export)
        row.addWidget(self.more)
        row.addStretch(1)
        for name, words, factor in (
            ("magnify-minus-outline", self.tr("Zoom out"), 0.8),
            ("magnify-plus-outline", self.tr("Zoom in"), 1.25),
        ):
            button = icon_button(name, words)
            button.clicked.connect(lambda _checked, factor=factor: self.zoom_asked.emit(factor))
            row.addWidget(button)
        row.addWidget(
            icon_button("fit-to-page-outline", self.tr("Whole picture"), self.fit_asked.emit)
        )

    def _make_points(self) -> None:
        self.guidance = label("", "quiet", wrap=True)
        self.undo_point = icon_button(
            "undo", self.tr("Take the last point away"), self.points_undone.emit
        )
        self.cancel_points = Button(self.tr("Cancel"))
        self.cancel_points.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self.cancel_points.clicked.connect(lambda _checked: self.left_tool.emit())
        self.apply_points = Button(self.tr("Align"), "primary")
        self.apply_points.clicked.connect(lambda _checked: self.points_applied.emit())
        row = _row(self._points)
        row.addWidget(self.guidance, 1)
        for widget in (self.undo_point, self.cancel_points, self.apply_points):
            row.addWidget(widget)

    def _make_draw(self) -> None:
        self.kinds = SegmentedControl(
            [
                (ShapeKind.PEN.value, QCoreApplication.translate("CompareTools", "Pen")),
                (ShapeKind.ARROW.value, QCoreApplication.translate("CompareTools", "Arrow")),
                (ShapeKind.RING.value, QCoreApplication.translate("CompareTools", "Ring")),
            ]
        )
        self.kinds.setAccessibleName(self.tr("What to draw"))
        self.kinds.chosen.connect(self.shape_kind)
        self.undo_shape = icon_button(
            "undo", self.tr("Take the last shape away"), self.shape_undone.emit
        )
        self.done = Button(self.tr("Done"), "primary")
        self.done.setShortcut(QKeySequence(Qt.Key.Key_Escape))
        self.done.clicked.connect(lambda _checked: self.left_tool.emit())
        row = _row(self._draw)
        row.addWidget(self.kinds)
        row.addWidget(self.undo_shape)
        row.addStretch(1)
        row.addWidget(self.done)


def _row(holder: QWidget) -> QHBoxLayout:
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    return row
