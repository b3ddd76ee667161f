"""Which zones are chosen, in the map and in the grid, and what is done to them together."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from needlelog.domain.depth_choices import depth_choices
from needlelog.domain.draft_edits import Spot, first_rows, rows_at
from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side, ZoneCatalogue
from needlelog.ui.commands.draft_editor import DraftEditor
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.draft_views import DraftViews
from needlelog.ui.screens.session.layout import SessionLayout
from needlelog.ui.screens.session.zone_search_sheet import ZoneSearchSheet


class ZoneChoice(QObject):
    """Keeps map, grid and selection card of one mind about what is selected."""

    refused = Signal(str)

    def __init__(
        self,
        parts: SessionLayout,
        acts: SessionActs,
        editor: DraftEditor,
        zones: ZoneCatalogue,
        screen: QWidget,
    ) -> None:
        super().__init__(screen)
        self._parts = parts
        self._acts = acts
        self._editor = editor
        self._zones = zones
        self._screen = screen
        self._views: DraftViews | None = None
        self._selection: frozenset[Spot] = frozenset()
        self._own: frozenset[int] = frozenset()
        """The rows chosen of own zones, which share one code and are on no map."""
        self.sheet: ZoneSearchSheet | None = None
        self._connect()

    def _connect(self) -> None:
        parts, acts, card = self._parts, self._acts, self._parts.selection
        parts.map.body_map.selectionChanged.connect(self.select)
        parts.grid.row_pressed.connect(self.select_row)
        parts.grid.add_zone_asked.connect(self.search)
        card.depth_chosen.connect(lambda depth: acts.set_depth(self._ordered(), depth, self._own))
        for signal, field, word in (
            (card.passes_chosen, "passes", self.tr("passes")),
            (card.pattern_chosen, "pattern", self.tr("pattern")),
            (card.erythema_chosen, "erythema", self.tr("redness")),
            (card.bleeding_chosen, "bleeding", self.tr("bleeding")),
        ):
            signal.connect(
                lambda value, field=field, word=word: acts.set_on_spots(
                    self._ordered(), word, self._own, **{field: value}
                )
            )
        card.mirror_toggled.connect(parts.map.body_map.set_mirror)
        card.remove_asked.connect(lambda: acts.remove_rows(self._first_rows(self._editor.draft)))
        card.all_asked.connect(self._select_all)
        card.refused.connect(self.refused)

    def begin(self, views: DraftViews) -> None:
        """Start with another draft, nothing selected."""
        self._views = views
        self._selection, self._own = frozenset(), frozenset()
        self._parts.map.body_map.set_selection(())

    def use_views(self, views: DraftViews) -> None:
        """Go on with new surroundings."""
        self._views = views

    def show(self, draft: SessionDraft) -> None:
        """Show the grid and the selection as the draft stands."""
        if self._views is not None:
            self._parts.grid.show_rows(self._views.rows(draft, self._selection, self._own))
            self._show_card(draft, self._views)

    def _show_card(self, draft: SessionDraft, views: DraftViews) -> None:
        title, sides = views.selection_words(self._selection)
        device = views.around.device(draft.device.device_uid if draft.device else None)
        rows = self._first_rows(draft)
        card = self._parts.selection
        card.show_selection(title, sides, rows, depth_choices(device))
        treated = _treated(draft)
        everything = treated <= self._selection and self._own >= _own_rows(draft)
        card.offer_all(len(draft.zones), selected=bool(treated) and everything)

    def _first_rows(self, draft: SessionDraft) -> list[ZoneRow]:
        return list(first_rows(rows_at(draft, self._selection), self._own))

    def _ordered(self) -> tuple[Spot, ...]:
        return tuple(sorted(self._selection))

    def select(self, selection: frozenset[Spot]) -> None:
        """Select these zones."""
        self._selection = frozenset(selection)
        if self._editor.is_open:
            self.show(self._editor.draft)

    def select_row(self, number: int, additive: bool = False) -> None:
        """Select the zone of a row and turn the map to it."""
        row = next((row for row in self._editor.draft.zones if row.row == number), None)
        if row is None:
            return
        spots = frozenset((row.zone, side) for side in row.side.parts)
        chosen = (self._selection | spots) if additive else spots
        own = frozenset({row.row} if row.zone == CUSTOM_ZONE else ())
        self._own = (self._own | own) if additive else own
        self._parts.map.reveal((row.zone, row.side))
        self._parts.map.body_map.set_selection(chosen)
        self.select(chosen)

    def _select_all(self, on: bool) -> None:
        """Select every zone that has a row, or nothing."""
        draft = self._editor.draft
        chosen = _treated(draft) if on else frozenset()
        self._own = _own_rows(draft)
        self._parts.map.body_map.set_selection(chosen)
        self.select(chosen)

    def search(self) -> None:
        """Ask for a zone by its name."""
        if not self._editor.is_open:
            return
        self.sheet = ZoneSearchSheet(self._zones, self._screen)
        self.sheet.zone_chosen.connect(self._add)
        self.sheet.open()

    def _add(self, code: str, side: Side, own_name: str) -> None:
        self._acts.add_zone(code, side, own_name)
        added = self._editor.draft.zones[-1]
        self.select_row(added.row)
        widget = self._parts.grid.row_widget(added.row)
        if widget is not None:
            self._parts.show_widget(widget)
            widget.depth_field.field.setFocus()


def _treated(draft: SessionDraft) -> frozenset[Spot]:
    """The spots of every row that a map can show."""
    return frozenset((row.zone, side) for row in draft.zones for side in row.side.parts)


def _own_rows(draft: SessionDraft) -> frozenset[int]:
    return frozenset(row.row for row in draft.zones if row.zone == CUSTOM_ZONE)
