"""Which places are warned about, on any of the three systems, and which are not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest

from needlelog.files.folder_place import PlaceKind, PlaceWarning, place_warning
from needlelog.files.mounts import REMOTE_DRIVE, Mount, mount_of, mounts_near, parse_proc_mounts

HOME = PurePosixPath("/home/anna")
WINDOWS_HOME = PureWindowsPath(r"C:\Users\Anna")
NOTHING: Mapping[str, str] = {}


def _warn(path: PurePath, mounts: tuple[Mount, ...] = ()) -> PlaceWarning | None:
    home = WINDOWS_HOME if isinstance(path, PureWindowsPath) else HOME
    return place_warning(path, mounts=mounts, environment=NOTHING, home=home)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/home/anna/OneDrive/clinic", "OneDrive"),
        ("/home/anna/Dropbox/clinic", "Dropbox"),
        ("/home/anna/Dropbox (Practice)/clinic", "Dropbox"),
        ("/home/anna/Google Drive/My Drive/clinic", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/GoogleDrive-anna@example.org/x", "Google Drive"),
        ("/Users/anna/Library/CloudStorage/OneDrive-Practice/x", "OneDrive"),
        ("/Users/anna/Library/CloudStorage/Box-Box/x", "Box"),
        ("/Users/anna/Library/CloudStorage/ProtonDrive-anna/x", "ProtonDrive"),
        ("/Users/anna/Library/Mobile Documents/com~apple~CloudDocs/clinic", "iCloud"),
        ("/home/anna/Box/clinic", "Box"),
        ("/home/anna/Box Sync/clinic", "Box"),
        ("/home/anna/Nextcloud/clinic", "Nextcloud"),
        ("/home/anna/nextcloud2/clinic", "Nextcloud"),
        ("/home/anna/ownCloud/clinic", "ownCloud"),
        ("/home/anna/Sync", "Syncthing"),
    ],
)
def test_folders_of_synchronising_services(path: str, service: str) -> None:
    assert _warn(PurePosixPath(path)) == PlaceWarning(PlaceKind.SYNCED, service)


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (r"C:\Users\Anna\OneDrive - Practice GmbH\Clinic", "OneDrive"),
        (r"C:\Users\Anna\onedrive\Clinic", "OneDrive"),
        (r"C:\Users\Anna\iCloudDrive\Clinic", "iCloud"),
        (r"D:\Dropbox\Clinic", "Dropbox"),
    ],
)
def test_the_same_on_windows(path: str, service: str) -> None:
    assert _warn(PureWindowsPath(path)) == PlaceWarning(PlaceKind.SYNCED, service)


@pytest.mark.parametrize(
    "path",
    [
        PurePosixPath("/home/anna/.local/share/NeedleLog"),
        PurePosixPath("/home/anna"),
        PurePosixPath("/srv/box/clinic"),
        PurePosixPath("/home/anna/My Dropbox notes/clinic"),
        PurePosixPath("/home/anna/clinic/Box"),
        PurePosixPath("/media/anna/STICK/clinic"),
        PurePosixPath("//server/share"),
        PureWindowsPath(r"C:\Users\Anna\AppData\Local\NeedleLog"),
        PureWindowsPath(r"\\?\C:\Users\Anna\Clinic"),
    ],
)
def test_ordinary_places_are_not_warned_about(path: PurePath) -> None:
    mounts = (
        Mount(PurePosixPath("/"), "ext4"),
        Mount(PurePosixPath("/media/anna/STICK"), "vfat"),
        Mount(PurePosixPath("/home/anna/share"), "cifs"),
    )
    assert _warn(path, mounts) is None


@pytest.mark.parametrize("variable", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_a_onedrive_folder_of_any_name(variable: str) -> None:
    place = PureWindowsPath(r"D:\Work\Clinic")
    for root, expected in ((r"D:\Work", True), (r"D:\Wor", False), ("", False)):
        warning = place_warning(place, mounts=(), environment={variable: root}, home=WINDOWS_HOME)
        assert (warning is not None) is expected


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\records\Clinic", r"\\server\records"),
        (r"\\?\UNC\server\records\Clinic", r"\\?\UNC\server\records"),
    ],
)
def test_windows_shares(path: str, share: str) -> None:
    assert _warn(PureWindowsPath(path)) == PlaceWarning(PlaceKind.NETWORK, share)


def test_a_windows_letter_that_stands_for_a_share() -> None:
    drive = Mount(PureWindowsPath("Z:\\"), REMOTE_DRIVE)
    assert _warn(PureWindowsPath(r"Z:\Clinic"), (drive,)) == PlaceWarning(
        PlaceKind.NETWORK, "remote"
    )
    assert _warn(PureWindowsPath(r"C:\Clinic"), (drive,)) is None


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("nfs4", PlaceWarning(PlaceKind.NETWORK, "nfs4")),
        ("cifs", PlaceWarning(PlaceKind.NETWORK, "cifs")),
        ("smb3", PlaceWarning(PlaceKind.NETWORK, "smb3")),
        ("smbfs", PlaceWarning(PlaceKind.NETWORK, "smbfs")),
        ("9p", PlaceWarning(PlaceKind.NETWORK, "9p")),
        ("fuse.sshfs", PlaceWarning(PlaceKind.NETWORK, "sshfs")),
        ("fuse.gvfsd-fuse", PlaceWarning(PlaceKind.NETWORK, "gvfsd-fuse")),
        ("fuse.rclone", PlaceWarning(PlaceKind.SYNCED, "rclone")),
        ("fuse.google-drive-ocamlfuse", PlaceWarning(PlaceKind.SYNCED, "Google Drive")),
        ("fuse.veracrypt", None),
        ("fuseblk", None),
        ("ext4", None),
        ("apfs", None),
        ("exfat", None),
        ("overlay", None),
    ],
)
def test_drives_by_their_kind(kind: str, expected: PlaceWarning | None) -> None:
    mounts = (Mount(PurePosixPath("/"), "ext4"), Mount(PurePosixPath("/mnt/s"), kind))
    assert _warn(PurePosixPath("/mnt/s/clinic"), mounts) == expected


def test_the_deepest_and_latest_mount_counts() -> None:
    mounts = (
        Mount(PurePosixPath("/mnt"), "nfs"),
        Mount(PurePosixPath("/"), "ext4"),
        Mount(PurePosixPath("/mnt/a"), "cifs"),
        Mount(PurePosixPath("/mnt/a"), "ext4"),
    )
    assert mount_of(PurePosixPath("/mnt/a/b"), mounts) == mounts[3]
    assert mount_of(PurePosixPath("/mnt/ab"), mounts) == mounts[0]
    assert mount_of(PurePosixPath("relative"), mounts) is None


def test_the_table_of_linux_is_read() -> None:
    text = "srv:/x /mnt/our\\040share nfs4 rw 0 0\n\nodd\n/dev/sda1 / ext4 rw 0 0\n"
    assert parse_proc_mounts(text) == (
        Mount(PurePath("/mnt/our share"), "nfs4"),
        Mount(PurePath("/"), "ext4"),
    )


@pytest.mark.parametrize(
    ("marker", "is_folder", "service"),
    [
        (".stfolder", True, "Syncthing"),
        (".stfolder", False, "Syncthing"),
        (".dropbox", False, "Dropbox"),
        (".dropbox.cache", True, "Dropbox"),
        (".tmp.driveupload", True, "Google Drive"),
        (".nextcloudsync.log", False, "Nextcloud"),
        (".owncloudsync.log", False, "ownCloud"),
        (".sync_0a1b2c.db", False, "Nextcloud"),
    ],
)
def test_markers_in_a_folder_above(
    tmp_path: Path, marker: str, is_folder: bool, service: str
) -> None:
    if is_folder:
        (tmp_path / marker).mkdir()
    else:
        (tmp_path / marker).touch()
    place = tmp_path / "records" / "not there yet"
    warning = place_warning(place, mounts=(), environment=NOTHING)
    assert warning == PlaceWarning(PlaceKind.SYNCED, service)


def test_dropboxs_settings_folder_in_the_home_means_nothing(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").mkdir()
    assert place_warning(tmp_path / "clinic", mounts=(), environment=NOTHING) is None


@pytest.mark.skipif(not hasattr(Path, "symlink_to"), reason="links")
def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    link = tmp_path / "clinic"
    link.symlink_to(tmp_path / "Dropbox", target_is_directory=True)
    assert place_warning(link, mounts=(), environment=NOTHING) == PlaceWarning(
        PlaceKind.SYNCED, "Dropbox"
    )


def test_the_system_of_this_machine_answers(tmp_path: Path) -> None:
    assert mount_of(tmp_path.resolve(), mounts_near(tmp_path.resolve())) is not None
