"""The draft in front of the practitioner: every act is an undoable step and is saved at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from needlelog.domain.sessions import SessionDraft


class _Step(QUndoCommand):
    """From one draft to the next. Steps of one running text entry melt into one."""

    def __init__(
        self, editor: DraftEditor, text: str, before: SessionDraft, after: SessionDraft, key: str
    ) -> None:
        super().__init__(text)
        self._editor = editor
        self._before = before
        self.after = after
        self.key = key

    def redo(self) -> None:
        self._editor.show(self.after)

    def undo(self) -> None:
        self._editor.show(self._before)

    def id(self) -> int:
        return hash(self.key) & 0x3FFFFFFF if self.key else -1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _Step) or other.key != self.key:
            return False
        self.after = other.after
        return True


class DraftEditor(QObject):
    """Holds the draft, its undo history and its way to the disk.

    ``save`` is called after every act with the newest draft; it must hand the draft to the
    database without waiting and report through :meth:`mark_saved` or :meth:`mark_failed`.
    """

    changed = Signal(object)
    """The newest :class:`SessionDraft`."""
    saved = Signal(object)
    """The instant of the last commit."""
    save_failed = Signal(object)
    history_changed = Signal()

    def __init__(self, save: Callable[[SessionDraft], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._draft: SessionDraft | None = None
        self._stack = QUndoStack(self)
        self._stack.indexChanged.connect(self.history_changed)

    @property
    def draft(self) -> SessionDraft:
        """The draft as it stands.

        Raises:
            RuntimeError: no draft is open.
        """
        if self._draft is None:
            raise RuntimeError("no draft is open")
        return self._draft

    @property
    def is_open(self) -> bool:
        """Whether a draft is in front of the practitioner."""
        return self._draft is not None

    def open(self, draft: SessionDraft) -> None:
        """Put a draft in front, without history."""
        self._draft = draft
        self._stack.clear()
        self.changed.emit(draft)

    def close(self) -> None:
        """Let go of the draft after it was signed, discarded or left."""
        self._draft = None
        self._stack.clear()

    def apply(self, text: str, after: SessionDraft, *, merge_key: str = "") -> None:
        """Make ``after`` the draft, as one step named ``text``; nothing happens if it is equal.

        Steps in a row with the same ``merge_key`` count as one, so that typing a note is one undo.
        """
        before = self.draft
        if after == before:
            return
        self._stack.push(_Step(self, text, before, after, merge_key))

    def show(self, draft: SessionDraft) -> None:
        """Take a draft from the history, announce and save it."""
        self._draft = draft
        self.changed.emit(draft)
        self._save(draft)

    def undo(self) -> None:
        """Take the last act back."""
        self._stack.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._stack.redo()

    @property
    def undo_text(self) -> str:
        """The name of the act that undo would take back, empty without one."""
        return self._stack.undoText() if self._stack.canUndo() else ""

    @property
    def redo_text(self) -> str:
        """The name of the act that redo would do again, empty without one."""
        return self._stack.redoText() if self._stack.canRedo() else ""

    def mark_saved(self, at: datetime) -> None:
        """The newest draft is on disk."""
        self.saved.emit(at)

    def mark_failed(self, error: Exception) -> None:
        """The newest draft could not be written; it stays in the window."""
        self.save_failed.emit(error)
