"""Which kind of drive a folder lies on, as far as each system tells."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path, PurePath


@dataclass(frozen=True, slots=True)
class Mount:
    """A drive and where it hangs in the folder tree; `kind` is the system's word for it."""

    point: PurePath
    kind: str


REMOTE_DRIVE = "remote"
"""The kind given to a Windows drive letter that stands for a network share."""


def parse_proc_mounts(text: str) -> tuple[Mount, ...]:
    """Read Linux's table of mounts, in which spaces are written as octal codes."""
    found = []
    for line in text.splitlines():
        parts = line.split(" ")
        if len(parts) >= 3:
            found.append(Mount(PurePath(_unescape(parts[1])), parts[2]))
    return tuple(found)


def mount_of(path: PurePath, mounts: tuple[Mount, ...]) -> Mount | None:
    """The drive `path` lies on: the deepest mount above it, the later one of two equals."""
    found: Mount | None = None
    for mount in mounts:
        if path.is_relative_to(mount.point) and (
            found is None or len(mount.point.parts) >= len(found.point.parts)
        ):
            found = mount
    return found


def _unescape(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


if sys.platform == "win32":

    def mounts_near(path: Path) -> tuple[Mount, ...]:
        """The drive of `path`, marked `REMOTE_DRIVE` when its letter stands for a share."""
        import ctypes

        drive_remote = 4
        if not path.drive or path.drive.startswith("\\\\"):
            return ()
        kind = ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\")
        return (Mount(PurePath(path.anchor), REMOTE_DRIVE if kind == drive_remote else "local"),)

elif sys.platform == "darwin":

    def mounts_near(path: Path) -> tuple[Mount, ...]:
        """The drive of `path`, or of its nearest folder that exists (statfs)."""
        import ctypes

        class StatFs(ctypes.Structure):
            """struct statfs of macOS with 64-bit inodes."""

            _fields_ = (
                ("numbers", ctypes.c_uint8 * 72),
                ("fstypename", ctypes.c_char * 16),
                ("mntonname", ctypes.c_char * 1024),
                ("mntfromname", ctypes.c_char * 1024),
                ("reserved", ctypes.c_uint32 * 8),
            )

        existing = next((each for each in (path, *path.parents) if each.exists()), path)
        system = ctypes.CDLL(None)
        # On Intel the plain name still answers with the old, shorter structure.
        statfs = getattr(system, "statfs$INODE64", None) or system.statfs
        answer = StatFs()
        if statfs(str(existing).encode(), ctypes.byref(answer)) != 0:
            return ()
        # The mount's own place may differ by firmlinks (/System/Volumes/Data), so the
        # answer is pinned to the folder that was asked about.
        return (Mount(existing, answer.fstypename.decode()),)

else:

    def mounts_near(_path: Path) -> tuple[Mount, ...]:
        """All mounts this process sees, wherever the path lies."""
        try:
            return parse_proc_mounts(Path("/proc/self/mounts").read_text("utf-8", "replace"))
        except OSError:
            return ()
