"""Watches the folder into which a phone copies its pictures; it takes nothing in by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from needlelog.files.photo_folder import (
    PhotoFolder,
    load_photo_folder,
    pictures_since,
    save_photo_folder,
)
from needlelog.ui.photos.incoming import SUFFIXES

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.ui.context import Context

_SETTLE_MS = 1500
"""A picture that is still being copied grows; it is counted when nothing changed for so long."""


class WatchedFolder(QObject):
    """``changed`` carries how many new pictures lie in the folder."""

    changed = Signal(int)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder: PhotoFolder | None = None
        self._offered_ns = 0
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.look)
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())

    @property
    def path(self) -> Path | None:
        """The folder that is watched."""
        return self._folder.path if self._folder else None

    def start(self) -> None:
        """Watch the folder that was chosen before, if any, and count what came meanwhile."""
        if self._folder is None:
            clinic = self._context.clinic
            self._context.read(
                lambda: load_photo_folder(clinic.folder.path), self._take, owner=self
            )
        else:
            self.look()

    def choose(self, path: Path) -> None:
        """Watch this folder from now on; pictures that lie there already are old."""

        def found(there: tuple[tuple[Path, int], ...]) -> None:
            self._keep(PhotoFolder(path, there[-1][1] if there else 0))

        self._context.read(
            lambda: tuple(pictures_since(PhotoFolder(path, 0), SUFFIXES)), found, owner=self
        )

    def look(self) -> None:
        """Count the new pictures."""
        folder = self._folder
        if folder is not None:
            self._context.read(
                lambda: len(pictures_since(folder, SUFFIXES)), self.changed.emit, owner=self
            )

    def new_pictures(self) -> tuple[Path, ...]:
        """The new pictures, oldest first; call it on the worker."""
        found = pictures_since(self._folder, SUFFIXES) if self._folder else ()
        if found:
            self._offered_ns = found[-1][1]
        return tuple(path for path, _at in found)

    def mark_seen(self) -> None:
        """The pictures told last were looked at; only what came since is new."""
        if self._folder is not None and self._offered_ns > self._folder.seen_ns:
            self._keep(PhotoFolder(self._folder.path, self._offered_ns))

    def _keep(self, folder: PhotoFolder) -> None:
        clinic = self._context.clinic
        self._take(folder)
        self._context.read(
            lambda: save_photo_folder(clinic.folder.path, folder), lambda _none: None, owner=self
        )

    def _take(self, folder: PhotoFolder | None) -> None:
        self._folder = folder
        watched = self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)
        if folder is not None:
            self._watcher.addPath(str(folder.path))
            self.look()
