"""Settings: a list of sections at the left, the chosen one at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from needlelog.ui.screens.settings.about_section import AboutSection
from needlelog.ui.screens.settings.access_section import AccessSection
from needlelog.ui.screens.settings.aftercare_section import AftercareSection
from needlelog.ui.screens.settings.appearance_section import AppearanceSection
from needlelog.ui.screens.settings.backups_section import BackupsSection
from needlelog.ui.screens.settings.clinic_section import ClinicSection
from needlelog.ui.screens.settings.consents_section import ConsentsSection
from needlelog.ui.screens.settings.data_section import DataSection
from needlelog.ui.screens.settings.limits_section import LimitsSection
from needlelog.ui.screens.settings.lock_section import LockSection
from needlelog.ui.screens.settings.machines_section import MachinesSection
from needlelog.ui.screens.settings.people_section import PeopleSection
from needlelog.ui.screens.settings.retention_section import RetentionSection
from needlelog.ui.screens.settings.rules_section import RulesSection
from needlelog.ui.screens.settings.section_button import SectionButton
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.arrow_row import ArrowRow
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from needlelog.ui.context import Changes, Context
    from needlelog.ui.screens.settings.section import Section

_LIST_WIDTH, _NARROW_LIST_WIDTH, _NARROW = 236, 190, 900
_CONCERNS = frozenset(
    {"settings", "people", "limits", "clinic", "aftercare", "rules", "backups", "exchange"}
)


class SettingsScreen(QWidget):
    """Sections are made on their first visit."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._factories: dict[str, Callable[[Context], Section]] = {}
        self._sections: dict[str, Section] = {}
        self._buttons: dict[str, SectionButton] = {}
        self._group = QButtonGroup(self)
        self.header = HeaderBar(self.tr("Settings"), context.clinic.name)
        self._list = Card(padding=8)
        self._list.body.setSpacing(2)
        self._list_page = ScrollPage()
        self._list_page.body.addWidget(self._list)
        self._add("clinic", self.tr("Clinic"), "home-outline", ClinicSection)
        self._add("people", self.tr("People"), "account-group-outline", PeopleSection)
        self._add("access", self.tr("Your sign-in"), "key-outline", AccessSection)
        self._add("appearance", self.tr("Appearance"), "theme-light-dark", AppearanceSection)
        self._add("lock", self.tr("Lock"), "lock-outline", LockSection)
        self._add("limits", self.tr("Depth limits"), "ruler", LimitsSection)
        self._add("rules", self.tr("Screening rules"), "clipboard-check-outline", RulesSection)
        self._add("aftercare", self.tr("Aftercare sheets"), "hand-heart-outline", AftercareSection)
        self._add("consents", self.tr("Consent texts"), "file-sign", ConsentsSection)
        self._add("backups", self.tr("Backups"), "backup-restore", BackupsSection)
        self._add("machines", self.tr("Computers"), "laptop", MachinesSection)
        self._add("data", self.tr("Data"), "database-import-outline", DataSection)
        self._add("retention", self.tr("Retention"), "archive-clock-outline", RetentionSection)
        self._add("about", self.tr("About"), "information-outline", AboutSection)
        self._list.body.addStretch(1)
        self._arrows = ArrowRow(self)
        self._arrows.take(list(self._buttons.values()))
        self._pages = QStackedWidget()
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._list_page)
        across.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.header)
        column.addLayout(across, 1)
        self._current = "clinic"
        context.changed.connect(self._on_changed)

    def activate(self) -> None:
        """Bring the section in front up to date."""
        self.open_section(self._current)

    def open_section(self, key: str) -> Section:
        """Bring a section to the front, making it on the first visit. Raises KeyError."""
        if key not in self._sections:
            self._sections[key] = self._factories[key](self._context)
            self._pages.addWidget(self._sections[key])
        self._current = key
        self._buttons[key].setChecked(True)
        self._arrows.set_stop(list(self._buttons).index(key))
        self._pages.setCurrentWidget(self._sections[key])
        self._sections[key].activate()
        return self._sections[key]

    def button(self, key: str) -> SectionButton:
        """The button of a section. Raises KeyError."""
        return self._buttons[key]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave more to the section where there is little room."""
        super().resizeEvent(event)
        narrow = event.size().width() < metrics().text(_NARROW)
        self._list_page.setFixedWidth(metrics().text(_NARROW_LIST_WIDTH if narrow else _LIST_WIDTH))

    def _add(
        self, key: str, words: str, icon_name: str, factory: Callable[[Context], Section]
    ) -> None:
        button = SectionButton(words, icon_name)
        button.clicked.connect(lambda: self.open_section(key))
        self._group.addButton(button)
        self._buttons[key] = button
        self._factories[key] = factory
        self._list.add(button)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS:
            self.header.set_title(self.tr("Settings"), self._context.clinic.name)
            if self.isVisible():
                self._sections[self._current].activate()
