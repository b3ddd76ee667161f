"""The quick way to a client: type a few letters, press Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from needlelog.services import clients
from needlelog.ui import formats
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QKeyEvent

    from needlelog.services.clients import ClientRow
    from needlelog.ui.context import Context

_MOST = 8
_UID = Qt.ItemDataRole.UserRole


class ClientFinder(SearchField):
    """A search field with a list below it. Arrows choose, Enter opens, Escape closes."""

    client_chosen = Signal(str)
    new_client_wanted = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setPlaceholderText(self.tr("Find a client    Ctrl K"))
        self.setAccessibleName(self.tr("Find a client"))
        self._context = context
        self._popup: _Matches | None = None
        self.searched.connect(self._search)
        self.entered.connect(self._enter)
        self.left_downwards.connect(lambda: self._step(1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Escape act on the list while it is open."""
        if self._popup is not None and self._popup.isVisible():
            if event.key() == Qt.Key.Key_Up:
                self._step(-1)
                return
            if event.key() == Qt.Key.Key_Escape:
                self._popup.hide()
                self.clear()
                return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close the list, unless a finger is just choosing in it."""
        super().focusOutEvent(event)
        if self._popup is not None and not self._popup.underMouse():
            self._popup.hide()

    def matches(self) -> list[str]:
        """The lines shown below the field, empty while the list is closed."""
        if self._popup is None or not self._popup.isVisible():
            return []
        return [self._popup.list.item(n).text() for n in range(self._popup.list.count())]

    def _search(self, text: str) -> None:
        if not text.strip():
            self._hide()
            return
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "client-finder",
            lambda: tuple(clients.found_clients(clinic, text, _MOST)),
            self._show,
            self._context.report,
            owner=self,
        )

    def _show(self, rows: tuple[ClientRow, ...]) -> None:
        if not self.text().strip():
            return
        popup = self._ready_popup()
        popup.list.clear()
        for row in rows:
            item = QListWidgetItem(_line(row), popup.list)
            item.setData(_UID, row.uid)
        if not rows:
            item = QListWidgetItem(self.tr("No client found. Add a new client"), popup.list)
            item.setData(_UID, "")
        popup.list.setCurrentRow(0)
        popup.show_below(self)

    def _ready_popup(self) -> _Matches:
        if self._popup is None:
            self._popup = _Matches(self.window())
            self._popup.list.setAccessibleName(self.tr("Clients found"))
            self._popup.list.itemClicked.connect(self._choose)
        return self._popup

    def _step(self, by: int) -> None:
        if self._popup is not None and self._popup.isVisible():
            count = self._popup.list.count()
            self._popup.list.setCurrentRow(
                min(max(self._popup.list.currentRow() + by, 0), count - 1)
            )

    def _enter(self) -> None:
        """Wait until the search for what was typed has answered, then open the chosen line."""
        if self.text().strip():
            self._context.read(lambda: None, lambda _none: self._choose_current(), owner=self)

    def _choose_current(self) -> None:
        if self._popup is not None and (item := self._popup.list.currentItem()) is not None:
            self._choose(item)

    def _choose(self, item: QListWidgetItem) -> None:
        uid = str(item.data(_UID))
        self._hide()
        self.clear()
        if uid:
            self.client_chosen.emit(uid)
        else:
            self.new_client_wanted.emit()

    def _hide(self) -> None:
        if self._popup is not None:
            self._popup.hide()


class _Matches(QFrame):
    """The list over the page. It takes no focus, so that typing goes on."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setProperty("role", "card")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(5, 5, 5, 5)
        layout.addWidget(self.list)
        self.hide()

    def show_below(self, field: QWidget) -> None:
        """Place the list under the field, as wide as the field or wider."""
        height = metrics().target + 4
        for number in range(self.list.count()):
            self.list.item(number).setSizeHint(QSize(0, height))
        field.window().installEventFilter(self)
        width = max(field.width(), metrics().text(380))
        place = field.mapTo(field.window(), QPoint(0, field.height() + 6))
        left = min(place.x(), field.window().width() - width - 12)
        self.setGeometry(max(left, 0), place.y(), width, height * self.list.count() + 12)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A window that changes its size moves the field away; a tap elsewhere is meant for it."""
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)


def _line(row: ClientRow) -> str:
    facts = [row.name]
    if row.birth_date:
        facts.append(formats.day(row.birth_date))
    if row.phone:
        facts.append(row.phone)
    return "  ·  ".join(facts)
