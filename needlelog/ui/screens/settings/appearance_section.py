"""How the window looks on this computer: at once, and from the next start on."""

from __future__ import annotations

from dataclasses import replace

from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.theme.manager import Mode
from needlelog.ui.theme.metrics import TouchSize
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.window_state import WindowState, apply_look, load_window_state, save_window_state

TEXT_SIZES = (0.9, 1.0, 1.15, 1.3, 1.5, 1.75)


class AppearanceSection(Section):
    """Kept beside the records and not in them, so that the sign-in page looks so too."""

    def build(self) -> None:
        """One card, three choices."""
        card = Card(self.tr("Appearance"), self.tr("on this computer"))
        self.mode = SegmentedControl(
            [
                (Mode.SYSTEM.value, self.tr("As the system")),
                (Mode.LIGHT.value, self.tr("Light")),
                (Mode.DARK.value, self.tr("Dark")),
            ]
        )
        self.text = SegmentedControl(
            [
                (str(size), self.tr("{percent} %").format(percent=round(size * 100)))
                for size in TEXT_SIZES
            ]
        )
        self.touch = SegmentedControl(
            [
                (str(int(TouchSize.COMFORTABLE)), self.tr("Comfortable")),
                (str(int(TouchSize.LARGE)), self.tr("Large")),
            ]
        )
        rows = (
            (self.tr("Colours"), self.tr("Dark is easier in a dim treatment room."), self.mode),
            (self.tr("Text size"), "", self.text),
            (self.tr("Touch size"), self.tr("Large buttons for gloved hands."), self.touch),
        )
        for number, (title, text, control) in enumerate(rows):
            if number:
                card.add_rule()
            card.add(SettingRow(title, text, control))
            control.chosen.connect(lambda _key: self._apply())
        self.body.addWidget(card)

    def read(self) -> None:
        """Show what holds."""
        state = self._state()
        self.mode.set_current(
            state.appearance if state.appearance in set(Mode) else Mode.SYSTEM.value
        )
        nearest = min(TEXT_SIZES, key=lambda size: abs(size - state.text_size))
        self.text.set_current(str(nearest))
        large = state.touch_size >= TouchSize.LARGE
        self.touch.set_current(str(int(TouchSize.LARGE if large else TouchSize.COMFORTABLE)))

    def _state(self) -> WindowState:
        return load_window_state(self.context.clinic.folder.path)

    def _apply(self) -> None:
        state = replace(
            self._state(),
            appearance=self.mode.current(),
            text_size=float(self.text.current()),
            touch_size=int(self.touch.current()),
        )
        save_window_state(self.context.clinic.folder.path, state)
        apply_look(self.context.theme, state)
