"""Warns about a clinic folder in a place that is copied elsewhere or reached over a network.

A synchronising program copies the database while it is written, which can damage it, and carries
the (encrypted) records out of the practice; on a network drive file locks are not dependable. It
is a warning, not a prohibition: the practitioner decides.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath, PureWindowsPath

from needlelog.files.mounts import REMOTE_DRIVE, Mount, mount_of, mounts_near


class PlaceKind(Enum):
    """Why a place is warned about."""

    SYNCED = "synced"
    NETWORK = "network"


@dataclass(frozen=True, slots=True)
class PlaceWarning:
    """A place to think about: which kind, and the name of the service or file system."""

    kind: PlaceKind
    name: str


_NETWORK_KINDS = {
    *("nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "9p", "afs", "afpfs", "ncpfs"),
    *("davfs", "webdav", "ceph", "lustre", "gfs2", "glusterfs", "beegfs", "acfs"),
    *("vboxsf", "prl_fs"),  # folders of the machine around a virtual one
    REMOTE_DRIVE,
}
_NETWORK_FUSE = {
    *("sshfs", "davfs", "davfs2", "glusterfs", "ceph", "curlftpfs", "smbnetfs", "s3fs"),
    *("gvfsd-fuse", "kio-fuse", "vmhgfs-fuse"),
}
_SYNCED_FUSE = {
    "rclone": "rclone",
    "google-drive-ocamlfuse": "Google Drive",
    "onedriver": "OneDrive",
    "insync": "Insync",
}

_ONEDRIVE_VARIABLES = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")

# Folder names that the services give their own folder, on any level.
_FOLDER_NAMES = (
    (re.compile(r"onedrive( - .+|-.+)?"), "OneDrive"),
    (re.compile(r"dropbox( \(.+\))?"), "Dropbox"),
    (re.compile(r"google ?drive( \(.+\)|-.+)?|googledrive-.+|drivefs"), "Google Drive"),
    (re.compile(r"icloud ?drive|com~apple~clouddocs|mobile documents"), "iCloud"),
    (re.compile(r"box sync|box-box"), "Box"),
    (re.compile(r"nextcloud\d*"), "Nextcloud"),
    (re.compile(r"owncloud\d*"), "ownCloud"),
)
# Names too common to mean anything except directly in the home folder.
_HOME_FOLDER_NAMES = {"box": "Box", "sync": "Syncthing"}


def place_warning(
    path: PurePath,
    *,
    mounts: tuple[Mount, ...] | None = None,
    environment: Mapping[str, str] | None = None,
    home: PurePath | None = None,
) -> PlaceWarning | None:
    """The reason to think twice about `path` (which need not exist yet), or None.

    `mounts`, `environment` and `home` are asked of the system where they are not given.
    """
    environment = os.environ if environment is None else environment
    home = Path.home() if home is None else home
    places: list[PurePath] = [path]
    if isinstance(path, Path):
        resolved = path.expanduser().resolve()
        places.append(resolved)
        mounts = mounts_near(resolved) if mounts is None else mounts
    for place in places:
        warning = (
            _by_environment(place, environment)
            or _by_name(place, home)
            or _by_marker(place)
            or _by_drive(place, mounts or ())
        )
        if warning:
            return warning
    return None


def _by_environment(place: PurePath, environment: Mapping[str, str]) -> PlaceWarning | None:
    for variable in _ONEDRIVE_VARIABLES:
        root = environment.get(variable)
        if root and place.is_relative_to(type(place)(root)):
            return PlaceWarning(PlaceKind.SYNCED, "OneDrive")
    return None


def _by_name(place: PurePath, home: PurePath) -> PlaceWarning | None:
    parts = [part.casefold() for part in place.parts]
    for part in parts:
        for pattern, service in _FOLDER_NAMES:
            if pattern.fullmatch(part):
                return PlaceWarning(PlaceKind.SYNCED, service)
    # macOS keeps the folder of every other synchronising service here.
    for above, part, service in zip(parts, parts[1:], place.parts[2:], strict=False):
        if (above, part) == ("library", "cloudstorage"):
            return PlaceWarning(PlaceKind.SYNCED, service.partition("-")[0])
    if place.is_relative_to(home):
        below_home = place.relative_to(home).parts
        service = _HOME_FOLDER_NAMES.get(below_home[0].casefold(), "") if below_home else ""
        if service:
            return PlaceWarning(PlaceKind.SYNCED, service)
    return None


def _by_marker(place: PurePath) -> PlaceWarning | None:
    """Files that a synchronising program keeps in the top folder it looks after."""
    if not isinstance(place, Path):
        return None
    for folder in (place, *place.parents):
        try:
            service = _marker_in(folder)
        except OSError:
            continue
        if service:
            return PlaceWarning(PlaceKind.SYNCED, service)
    return None


def _marker_in(folder: Path) -> str | None:
    if (folder / ".stfolder").exists():
        return "Syncthing"
    # In the home folder `.dropbox` is the program's own settings folder and means nothing.
    if (folder / ".dropbox").is_file() or (folder / ".dropbox.cache").is_dir():
        return "Dropbox"
    if (folder / ".tmp.driveupload").is_dir() or (folder / ".tmp.drivedownload").is_dir():
        return "Google Drive"
    if (folder / ".nextcloudsync.log").exists():
        return "Nextcloud"
    if (folder / ".owncloudsync.log").exists():
        return "ownCloud"
    for pattern in ("._sync_*.db", ".sync_*.db"):
        if any(folder.glob(pattern)):
            return "Nextcloud"
    return None


def _by_drive(place: PurePath, mounts: tuple[Mount, ...]) -> PlaceWarning | None:
    if isinstance(place, PureWindowsPath) and _is_share(place):
        return PlaceWarning(PlaceKind.NETWORK, place.drive)
    mount = mount_of(place, mounts)
    if mount is None:
        return None
    kind = mount.kind.casefold()
    helper = kind.removeprefix("fuse.")
    if kind.startswith("fuse.") and helper in _SYNCED_FUSE:
        return PlaceWarning(PlaceKind.SYNCED, _SYNCED_FUSE[helper])
    if kind in _NETWORK_KINDS or (kind.startswith("fuse.") and helper in _NETWORK_FUSE):
        return PlaceWarning(PlaceKind.NETWORK, helper)
    return None


def _is_share(place: PureWindowsPath) -> bool:
    """`\\\\server\\share`, but not the long form of a local path (`\\\\?\\C:`)."""
    drive = place.drive.casefold()
    if drive.startswith(("\\\\?\\", "\\\\.\\")):
        return drive.startswith("\\\\?\\unc\\")
    return drive.startswith("\\\\")
