"""The addenda that were begun to the records shown since signing in, and not written yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from needlelog.domain.begun_words import BegunAddendum, BegunKind
from needlelog.ui.begun_words import BegunKeeper

if TYPE_CHECKING:
    from needlelog.domain.begun_words import BegunWords
    from needlelog.domain.clients import Client
    from needlelog.domain.sessions import SessionRecord
    from needlelog.ui.context import Context
    from needlelog.ui.screens.record.addenda_card import AddendaCard


class BegunAddenda(QObject):
    """What is typed below the record in front, kept; and of the others, that something was."""

    def __init__(self, context: Context, card: AddendaCard, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._card = card
        self._front: BegunAddendum | None = None
        self._others: dict[str, BegunAddendum] = {}
        self.keeper = BegunKeeper(context, card, self)
        card.touched.connect(self.keeper.touched)

    def turn_to(self, record: SessionRecord, client: Client, found: BegunWords | None) -> None:
        """Another record stands in front, or the same one anew: then what is typed stays."""
        content = record.content
        if self._front is not None and self._front.session_uid == content.uid:
            return
        self._others = {each.session_uid: each for each in self.unwritten}
        self._others.pop(content.uid, None)
        day = (content.started_at or content.created_at).date()
        self._front = BegunAddendum(content.uid, client.name, day, self._context.now())
        self.keeper.turn_to(BegunKind.ADDENDUM, content.uid, found)

    def written(self, session_uid: str) -> None:
        """An addendum stands in its record."""
        self._others.pop(session_uid, None)
        if self._front is not None and self._front.session_uid == session_uid:
            self.keeper.settled()

    @property
    def unwritten(self) -> tuple[BegunAddendum, ...]:
        """Those that stand here, the one in front last."""
        front = [self._front] if self._front is not None and self._card.begun() else []
        return (*self._others.values(), *front)

    @property
    def unkept(self) -> bool:
        """Whether the disk did not take what is typed here."""
        return self.keeper.refused and bool(self._card.begun())
