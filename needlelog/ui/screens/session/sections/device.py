"""Device and cartridge: what was used, at which speed, of which lot."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.domain.session_gaps import is_recalled
from needlelog.domain.sessions import SessionDraft, Speed, SpeedUnit
from needlelog.domain.stock import StockUnit, is_expired
from needlelog.domain.stock_use import LotUse
from needlelog.ui import formats, labels
from needlelog.ui.context import Context
from needlelog.ui.gate.note import Note
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside, titled
from needlelog.ui.screens.session.lot_box import LotFields
from needlelog.ui.screens.session.pack_line import PackLine
from needlelog.ui.screens.session.reason_line import ReasonLine
from needlelog.ui.screens.session.sections.unit_fields import UnitFields
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.list_box import ListBox
from needlelog.ui.widgets.status_section import Status, StatusSection

_NEW = "new"


class DeviceSection(StatusSection):
    """Choice of device, speed, cartridge, its lot and how many were used."""

    new_device_asked = Signal()
    new_cartridge_asked = Signal()
    scan_asked = Signal()
    refused = Signal(str)
    """Why a typed number was not taken."""

    def __init__(self, acts: SessionActs, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, foldable=True)
        self.set_title(self.tr("Device & cartridge"))
        self.set_open(True)
        self.body.setSpacing(6)
        self._acts = acts
        self._around: Surroundings | None = None
        self._shown_uid = ""
        self._expired = self._recalled = False
        self.device = ListBox()
        self.device.setAccessibleName(self.tr("Device"))
        self.device.activated.connect(self._choose_device)
        self._reach = label("", "small", wrap=True)
        self.speed = QLineEdit()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setPlaceholderText(self.tr("Speed"))
        self.speed.editingFinished.connect(self._set_speed)
        self.unit = ListBox()
        self.unit.setAccessibleName(self.tr("Unit of the speed"))
        for unit in SpeedUnit:
            self.unit.addItem(labels.label(labels.SPEED_UNITS, unit), unit)
        self.unit.activated.connect(self._set_speed)
        self.cartridge = ListBox()
        self.cartridge.setAccessibleName(self.tr("Cartridge or roller"))
        self.cartridge.activated.connect(self._choose_cartridge)
        self.lot = self._lot_fields()
        self.count = QLineEdit()
        self.count.setAccessibleName(self.tr("Cartridges used"))
        self.count.setMaximumWidth(metrics().text(64))
        self.count.editingFinished.connect(self._set_count)
        self.unit_fields = UnitFields(context)
        self.unit_fields.serial_typed.connect(
            lambda text: acts.set_cartridge(self.tr("cartridge serial"), serial=text)
        )
        self.unit_fields.scan_asked.connect(self.scan_asked)
        self.unit_fields.taken.connect(self._tell_state)
        self.pack = PackLine()
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(self.tr("Expired — reason for using it"))
        self.reason.setAccessibleName(self.tr("Reason for using the expired cartridge"))
        self.reason.textEdited.connect(
            lambda text: acts.set_cartridge(self.tr("reason"), expired_reason=text)
        )
        self.why = ReasonLine(self.reason)
        self._device_recalled = Note("stop")
        for widget in (
            self.device,
            self._device_recalled,
            self._reach,
            beside(self.speed, self.unit),
            titled(self.tr("Cartridge or roller"), self.cartridge),
            titled(self.tr("Lot and expiry"), self.lot),
            self.unit_fields,
            beside(label(self.tr("Used"), "small"), self.count, stretch=True),
            self.pack,
            self.why,
        ):
            self.add(widget)

    def _lot_fields(self) -> LotFields:
        fields = LotFields()
        fields.lot_chosen.connect(
            lambda lot: self._acts.set_cartridge(
                self.tr("cartridge lot"), lot_uid=lot.uid, lot=lot.lot, expiry=lot.expiry, serial=""
            )
        )
        fields.lot_typed.connect(
            lambda text: self._acts.set_cartridge(self.tr("cartridge lot"), lot=text, lot_uid=None)
        )
        fields.expiry_typed.connect(
            lambda text: self._acts.set_cartridge(self.tr("cartridge expiry"), expiry=text)
        )
        return fields

    def show_draft(self, draft: SessionDraft, around: Surroundings) -> None:
        """Show device and cartridge; fields being typed in are left alone."""
        if around is not self._around:
            self._around = around
            self._fill(draft, around)
        if draft.uid != self._shown_uid:
            self._shown_uid = draft.uid
            self.set_open(not (draft.device and draft.cartridge and draft.cartridge.lot))
        device, cartridge = draft.device, draft.cartridge
        self.device.setCurrentIndex(
            max(self.device.findData(device.device_uid), 0) if device else 0
        )
        stocked = around.device(device.device_uid if device else None)
        self._reach.setVisible(stocked is not None)
        if stocked is not None:
            serial = (
                self.tr("s/n {serial} · ").format(serial=stocked.serial) if stocked.serial else ""
            )
            self._reach.setText(
                self.tr("{serial}≤ {depth} mm").format(
                    serial=serial, depth=formats.depth_short(stocked.deepest_um)
                )
            )
        speed = device.speed if device else None
        if not self.speed.hasFocus():
            self.speed.setText(speed.value if speed else "")
        if speed:
            self.unit.setCurrentIndex(self.unit.findData(speed.unit))
        uid = cartridge.product_uid if cartridge else None
        self.cartridge.setCurrentIndex(max(self.cartridge.findData(uid), 0) if uid else 0)
        self.lot.show_lot(
            cartridge.lot if cartridge else "",
            cartridge.expiry if cartridge else None,
            around.lots_of(uid),
        )
        if not self.count.hasFocus():
            self.count.setText(str(cartridge.count) if cartridge and cartridge.count else "")
            mark(self.count, error=False)
        expired = bool(cartridge) and is_expired(
            cartridge.expiry if cartridge else None, (draft.started_at or draft.created_at).date()
        )
        recalled = is_recalled(cartridge, around.recalled)
        if not self.reason.hasFocus():
            self.reason.setText(cartridge.expired_reason if cartridge else "")
        self.why.tell(cartridge.lot if cartridge else "", expired=expired, recalled=recalled)
        called_back = device is not None and device.device_uid in around.recalled.devices
        self._device_recalled.say(self.tr("This device is under a recall.") if called_back else "")
        self._recalled = recalled or called_back
        self.unit_fields.show_draft(draft)
        lot_uid = cartridge.lot_uid if cartridge else None
        count = (cartridge.count if cartridge else None) or 0
        use = LotUse(lot_uid or "", StockUnit.PIECE, count)
        self.pack.show_lot(lot_uid, around, use, finished=False)
        self._expired = expired
        self._tell_state()

    def _tell_state(self) -> None:
        draft = self._acts.draft
        cartridge = draft.cartridge
        if self.unit_fields.used_by is not None:
            self.set_open(True)
            self.set_state(Status.STOP, self.tr("reused"))
        elif self._expired:
            self.set_state(Status.STOP, self.tr("cartridge expired"))
        elif self._recalled:
            self.set_state(Status.STOP, self.tr("under a recall"))
        elif draft.device is None:
            self.set_state(Status.OPEN, self.tr("not chosen"))
        elif cartridge is None or not cartridge.lot:
            self.set_state(Status.ATTENTION, self.tr("no cartridge lot"))
        else:
            self.set_state(Status.DONE, cartridge.lot)

    def _fill(self, draft: SessionDraft, around: Surroundings) -> None:
        self.device.clear()
        self.device.addItem(self.tr("Choose a device"), None)
        used = draft.device.device_uid if draft.device else None
        offered = [one for one in around.devices if one.active or one.uid == used]
        names = [device.name for device in offered]
        for device in offered:
            serial = device.serial if names.count(device.name) > 1 else ""
            self.device.addItem(f"{device.name} {serial}".strip(), device.uid)
        self.device.addItem(self.tr("New device…"), _NEW)
        self.cartridge.clear()
        self.cartridge.addItem(self.tr("Choose a cartridge"), None)
        for product in around.products:
            if product.category == "cartridge" and product.active:
                self.cartridge.addItem(product.name, product.uid)
        self.cartridge.addItem(self.tr("New cartridge…"), _NEW)

    def _choose_device(self, index: int) -> None:
        uid = self.device.itemData(index)
        if uid == _NEW:
            self.device.setCurrentIndex(0)
            self.new_device_asked.emit()
        elif self._around is not None:
            self._acts.use_device(self._around.device(uid))

    def _choose_cartridge(self, index: int) -> None:
        uid = self.cartridge.itemData(index)
        if uid == _NEW:
            self.cartridge.setCurrentIndex(0)
            self.new_cartridge_asked.emit()
            return
        around = self._around
        product = around.products_by_uid.get(uid) if around and uid else None
        if around is None or product is None:
            return
        own = [lot for lot in around.lots_of(product.uid) if lot.quantity != 0]
        usable = [lot for lot in own if around.may_use(lot)] or own  # an expired one asks why
        self._acts.use_cartridge_lot(product, usable[0] if len(usable) == 1 else None)

    def _set_speed(self) -> None:
        text = self.speed.text().strip()
        speed = Speed(text, SpeedUnit(self.unit.currentData())) if text else None
        device = self._acts.draft.device
        if speed != (device.speed if device else None):
            self._acts.set_speed(speed)

    def _set_count(self) -> None:
        text = self.count.text().strip()
        wrong = bool(text) and not (text.isdecimal() and len(text) < 3 and int(text) > 0)
        mark(self.count, error=wrong)
        if wrong:
            self.refused.emit(
                self.tr(
                    "“{text}” is not a number of cartridges from 1 to 99. "
                    "The number before it is kept."
                ).format(text=text[:40])
            )
            return
        count = int(text) if text else None
        cartridge = self._acts.draft.cartridge
        if count != (cartridge.count if cartridge else None):
            self._acts.set_cartridge(self.tr("cartridges used"), count=count)
