"""Find a zone by any of its names, or name one that is on no map."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from needlelog.domain.zones import CUSTOM_ZONE, Side, Zone, ZoneCatalogue
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.segmented import SegmentedControl


class ZoneSearchSheet(SheetDialog):
    """Type, choose with the arrows, press Enter. ``zone_chosen``: code, side, own name."""

    zone_chosen = Signal(str, object, str)

    def __init__(self, zones: ZoneCatalogue, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ZoneSearchSheet", "Add a zone"), parent)
        self._zones = zones
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Name of the zone"))
        self.field.setPlaceholderText(self.tr("Cheek, malar, crow’s feet, décolleté …"))
        self.field.textEdited.connect(self._search)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Zones found"))
        self.list.setProperty("role", "offers")
        self.list.setMinimumHeight(300)
        self.list.currentItemChanged.connect(lambda *_: self._show_sides())
        self.list.itemActivated.connect(lambda _item: self._take())
        self.sides = SegmentedControl(
            [
                (Side.BOTH.value, self.tr("Left + right")),
                (Side.LEFT.value, self.tr("Left")),
                (Side.RIGHT.value, self.tr("Right")),
                (Side.MID.value, self.tr("Middle")),
            ]
        )
        self.sides.setAccessibleName(self.tr("Side of the client"))
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(label(self.tr("The client’s own side"), "small"))
        self.body.addWidget(self.sides)
        self.add_button(self.tr("Cancel"))
        self.add = self.add_button(self.tr("Add zone"), "primary", self._take)
        self._search("")
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the cursor stays in the field."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up)
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
            self.list.setCurrentRow(row)
            return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        self.list.clear()
        found: tuple[Zone, ...] = self._zones.search(text) if text.strip() else tuple(self._zones)
        for zone in found:
            item = QListWidgetItem(zone.name)
            item.setData(Qt.ItemDataRole.UserRole, zone.code)
            self.list.addItem(item)
        if text.strip():
            own = QListWidgetItem(self.tr("Own zone: “{name}”").format(name=text.strip()))
            own.setData(Qt.ItemDataRole.UserRole, CUSTOM_ZONE)
            self.list.addItem(own)
        self.list.setCurrentRow(0)

    def _code(self) -> str | None:
        if self.list.currentRow() < 0:
            return None
        return str(self.list.currentItem().data(Qt.ItemDataRole.UserRole))

    def _show_sides(self) -> None:
        code = self._code()
        if code is None:
            return
        zone = self._zones.by_code(code)
        for side in Side:
            allowed = (
                code == CUSTOM_ZONE
                or side in zone.sides
                or (side is Side.BOTH and Side.LEFT in zone.sides)
            )
            self.sides.button(side.value).setVisible(allowed)
        usual = Side.MID if code == CUSTOM_ZONE else zone.usual_side
        self.sides.set_current(usual.value)

    def _take(self) -> None:
        code = self._code()
        if code is None:
            return
        own_name = self.field.text().strip() if code == CUSTOM_ZONE else ""
        self.zone_chosen.emit(code, Side(self.sides.current()), own_name)
        self.accept()
