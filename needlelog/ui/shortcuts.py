"""Every keyboard shortcut of the program, in one table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from needlelog.ui.scanning.lone_key import LoneKey

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    def QT_TRANSLATE_NOOP(context: str, text: str) -> str:
        """Marks text for the translators; Qt's own is typed as object."""
else:
    from PySide6.QtCore import QT_TRANSLATE_NOOP

WINDOW, SESSION, REVIEW = "window", "session", "review"


@dataclass(frozen=True, slots=True)
class Shortcut:
    """An act one can reach by keys.

    `place` says where the keys work: in the whole window, or on one screen only. `words` are
    English and translated when shown. `others` are further keys for the same act. A single letter
    acts once no other key follows, as a scanner's code may begin with it, unless it only `looks`.
    """

    act: str
    keys: str
    words: str
    place: str = WINDOW
    others: tuple[str, ...] = ()
    looks: bool = False

    @property
    def waits(self) -> bool:
        """Whether the key may be the first of a scan and does more than to look."""
        return len(self.keys.removeprefix("Shift+")) == 1 and not self.looks


SHORTCUTS: tuple[Shortcut, ...] = (
    Shortcut("find_client", "Ctrl+K", QT_TRANSLATE_NOOP("Shortcuts", "Find a client")),
    Shortcut("new_client", "Ctrl+N", QT_TRANSLATE_NOOP("Shortcuts", "New client")),
    Shortcut("lock", "Ctrl+L", QT_TRANSLATE_NOOP("Shortcuts", "Lock the screen")),
    Shortcut("help", "F1", QT_TRANSLATE_NOOP("Shortcuts", "Show these keys")),
    Shortcut(
        "undo", "Ctrl+Z", QT_TRANSLATE_NOOP("Shortcuts", "Undo the last change"), place=SESSION
    ),
    Shortcut(
        "redo",
        "Ctrl+Shift+Z",
        QT_TRANSLATE_NOOP("Shortcuts", "Redo"),
        place=SESSION,
        others=("Ctrl+Y",),
    ),
    Shortcut("add_zone", "Z", QT_TRANSLATE_NOOP("Shortcuts", "Add a zone"), place=SESSION),
    Shortcut("screening", "S", QT_TRANSLATE_NOOP("Shortcuts", "Questions or zones"), place=SESSION),
    Shortcut("mirror", "M", QT_TRANSLATE_NOOP("Shortcuts", "Mirror on or off"), place=SESSION),
    Shortcut(
        "repeat_last",
        "Ctrl+R",
        QT_TRANSLATE_NOOP("Shortcuts", "Repeat the last session"),
        place=SESSION,
    ),
    Shortcut(
        "finish", "Ctrl+Return", QT_TRANSLATE_NOOP("Shortcuts", "Finish and sign"), place=SESSION
    ),
    Shortcut(
        "review_next",
        "J",
        QT_TRANSLATE_NOOP("Shortcuts", "Next record"),
        place=REVIEW,
        looks=True,
    ),
    Shortcut(
        "review_before",
        "K",
        QT_TRANSLATE_NOOP("Shortcuts", "Record before"),
        place=REVIEW,
        looks=True,
    ),
    Shortcut("review_tick", "X", QT_TRANSLATE_NOOP("Shortcuts", "Tick"), place=REVIEW),
    Shortcut("review_sign", "C", QT_TRANSLATE_NOOP("Shortcuts", "Countersign"), place=REVIEW),
    Shortcut(
        "review_sign_ticked",
        "Shift+C",
        QT_TRANSLATE_NOOP("Shortcuts", "Countersign what is ticked"),
        place=REVIEW,
    ),
    Shortcut("review_ask", "Q", QT_TRANSLATE_NOOP("Shortcuts", "Ask a question"), place=REVIEW),
    Shortcut("review_open", "O", QT_TRANSLATE_NOOP("Shortcuts", "Open the record"), place=REVIEW),
)

_BY_ACT = {shortcut.act: shortcut for shortcut in SHORTCUTS}


def bind(act: str, widget: QWidget, slot: Callable[[], object]) -> list[QShortcut]:
    """Make the keys of an act call `slot` while `widget` (or a part of it) is in front.

    Acts of the window work wherever the focus is. Raises KeyError for an act not in the table.
    """
    entry = _BY_ACT[act]
    context = (
        Qt.ShortcutContext.WindowShortcut
        if entry.place == WINDOW
        else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    if entry.waits:
        slot = LoneKey(slot, widget).struck
    bound = [_bound(keys, widget, slot, context) for keys in (entry.keys, *entry.others)]
    for shortcut in bound:
        shortcut.setAutoRepeat(shortcut.autoRepeat() and not entry.waits)
    return bound


def bind_place(number: int, widget: QWidget, slot: Callable[[], object]) -> None:
    """Make Ctrl and a digit go to a place of the rail."""
    _bound(place_keys(number), widget, slot, Qt.ShortcutContext.WindowShortcut)


def place_keys(number: int) -> str:
    """The keys of the place with that number, from 1 to 9."""
    return f"Ctrl+{number}"


def shown_keys(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def words(shortcut: Shortcut) -> str:
    """What the keys do, in the language in use."""
    return QCoreApplication.translate("Shortcuts", shortcut.words)


def _bound(
    keys: str, widget: QWidget, slot: Callable[[], object], context: Qt.ShortcutContext
) -> QShortcut:
    shortcut = QShortcut(QKeySequence(keys), widget)
    shortcut.setContext(context)
    shortcut.activated.connect(slot)
    return shortcut
