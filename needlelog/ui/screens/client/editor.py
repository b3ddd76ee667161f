"""Keeps the open client: reads it, saves each committed change, says when it was saved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from needlelog.services import clients
from needlelog.ui.context import Changes, Context

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from needlelog.domain.clients import Client


class ClientEditor(QObject):
    """The client as the screen shows it. Edits are saved one after the other on the worker."""

    shown = Signal(object)
    """The client as it now stands, after a read or an edit."""
    saved = Signal(object)
    """The instant of a save that reached the disk."""
    refused = Signal(object)
    """The error of an edit that was not saved; the client is read again."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._uid = ""
        self._client: Client | None = None
        self._saves_under_way = 0

    @property
    def client(self) -> Client | None:
        """The client, ``None`` until it has been read."""
        return self._client

    def open(self, uid: str) -> None:
        """Read the client with this uid; ``shown`` follows."""
        if uid != self._uid:
            self._uid = uid
            self._client = None
        self._context.read(
            lambda: clients.client(self._context.clinic, uid),
            lambda client: self._take(uid, client),
            owner=self,
        )

    def edit(self, **values: object) -> None:
        """Change fields of the client and save it. Nothing happens where nothing differs."""
        if self._client is not None:
            self._save(replace(self._client, **values))  # type: ignore[arg-type]

    def change(self, act: Callable[[Client], Client]) -> None:
        """Like ``edit``, for changes that need to look at the client first."""
        if self._client is not None:
            self._save(act(self._client))

    def _save(self, client: Client) -> None:
        if client == self._client:
            return
        self._client = client
        self._saves_under_way += 1
        self.shown.emit(client)
        self._context.write(
            lambda: (clients.save_client(self._context.clinic, client), self._context.now()),
            Changes.of("client", uid=client.uid, initiator=self),
            owner=self,
            on_done=self._kept,
            on_error=self._not_kept,
        )

    def _kept(self, answer: tuple[Client, datetime]) -> None:
        self._saves_under_way -= 1
        stored, at = answer
        if not self._saves_under_way and stored.uid == self._uid:
            self._client = stored
        self.saved.emit(at)

    def _not_kept(self, error: Exception) -> None:
        self._saves_under_way -= 1
        self._context.report(error)
        self.refused.emit(error)
        self.open(self._uid)

    def _take(self, asked: str, client: Client) -> None:
        if asked == self._uid and not self._saves_under_way:
            self._uid = client.uid
            self._client = client
            self.shown.emit(client)
