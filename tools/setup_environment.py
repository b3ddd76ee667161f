"""Makes .venv from the lock file, and names what the system itself still lacks.

Runs with the standard library of any Python 3 alone, since nothing is installed yet:
`python3 tools/setup_environment.py`. A second run changes nothing.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
LOCK_FILE = ROOT / "requirements.lock"
PYTHON_NAMES = ("python3.13", "python3.12", "python3.11", "python3", "python")
OLDEST, NEWEST = (3, 11), (3, 13)

# What the Linux builds of Qt load from the system: library, and the Debian package it is in.
QT_SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libzstd.so.1": "libzstd1",
}


class SetupError(Exception):
    """A reason, in words for the person at the keyboard, why the program cannot be set up."""


def main() -> int:
    """Set everything up; return the exit code."""
    try:
        if not is_usable(ENVIRONMENT):
            create_environment(ENVIRONMENT)
        install_packages(ENVIRONMENT)
        provide_qt_libraries()
        check_qt(ENVIRONMENT)
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


# ------------------------------------------------------------------------------ environment


def environment_python(environment: Path) -> Path:
    """Return where the Python of a virtual environment lies on this system."""
    if os.name == "nt":
        return environment / "Scripts" / "python.exe"
    return environment / "bin" / "python"


def version_of(python: str) -> tuple[int, int] | None:
    """Return (major, minor) of a Python, or None if it does not run."""
    question = "import sys; print(*sys.version_info[:2])"
    answer = run_quietly([python, "-c", question])
    if answer is None:
        return None
    major, minor = answer.split()
    return int(major), int(minor)


def is_supported(python: str) -> bool:
    """Say whether a Python runs and is of a version that the program supports."""
    version = version_of(python)
    return version is not None and OLDEST <= version <= NEWEST


def is_usable(environment: Path) -> bool:
    """Say whether the environment has a supported Python and a working pip."""
    python = str(environment_python(environment))
    return is_supported(python) and run_quietly([python, "-m", "pip", "--version"]) is not None


def find_python() -> str:
    """Return the best Python on this machine: a supported one, newest first, with venv if any."""
    supported = [name for name in (*PYTHON_NAMES, sys.executable) if is_supported(name)]
    if not supported:
        wanted = "{}.{} to {}.{}".format(*OLDEST, *NEWEST)
        raise SetupError(
            f"NeedleLog needs Python {wanted}, and none was found here. "
            "Install one (on Debian and Ubuntu: apt-get install python3 python3-venv), "
            "then start again."
        )
    complete = [name for name in supported if can_create_environments(name)]
    return (complete or supported)[0]


def can_create_environments(python: str) -> bool:
    """Say whether a Python has what makes a virtual environment (Debian packs it apart)."""
    return run_quietly([python, "-c", "import ensurepip, venv"]) is not None


def create_environment(environment: Path) -> None:
    """Create the virtual environment anew, on Debian with the package this needs."""
    python = find_python()
    if not can_create_environments(python):
        version = version_of(python)
        package = "python{}.{}-venv".format(*version) if version else "python3-venv"
        offer_system_packages([package], "Python cannot create virtual environments here")
        if not can_create_environments(python):
            raise SetupError(f"{package} is needed to go on.")
    print("Setting up .venv. The first time this fetches about 350 MB; later it takes no time.")
    command = [python, "-m", "venv", "--clear", str(environment)]
    if subprocess.run(command, check=False).returncode:
        raise SetupError("The virtual environment .venv could not be created; see above.")


def install_packages(environment: Path) -> None:
    """Install exactly what the lock file names, then the program itself as it lies here."""
    pip = [str(environment_python(environment)), "-m", "pip", "--disable-pip-version-check"]
    locked = [*pip, "install", "--quiet", "--require-hashes", "--requirement", str(LOCK_FILE)]
    itself = [*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable"]
    for command in (locked, [*itself, str(ROOT)]):
        if subprocess.run(command, check=False).returncode:
            raise SetupError("The packages could not be installed; the lines above say why.")


# -------------------------------------------------------------------------- system libraries


def missing_libraries(libraries: dict[str, str]) -> dict[str, str]:
    """Return those of the libraries that the system cannot load."""
    missing = {}
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing[library] = package
    return missing


def provide_qt_libraries() -> None:
    """On Linux, name the packages Qt lacks and install them where that is ours to do."""
    if not sys.platform.startswith("linux"):
        return
    missing = missing_libraries(QT_SYSTEM_LIBRARIES)
    if missing:
        offer_system_packages(sorted(missing.values()), "Qt needs libraries that are missing here")


def offer_system_packages(packages: list[str], reason: str) -> None:
    """Install Debian packages as root on Debian; elsewhere say in a sentence which are needed."""
    names = " ".join(packages)
    apt = shutil.which("apt-get")
    if apt is None:
        print(f"{reason}. Debian calls the packages: {names}. Install your system's own.")
        return
    if os.geteuid() != 0:
        print(f"{reason}. Install them with: sudo apt-get install {names}")
        return
    print(f"{reason}; installing {names}.")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run([apt, "update", "-qq"], env=quiet, check=False)
    install = [apt, "install", "-qq", "-y", "--no-install-recommends", *packages]
    if subprocess.run(install, env=quiet, check=False, stdout=subprocess.DEVNULL).returncode:
        raise SetupError(f"apt-get could not install: {names}")


def check_qt(environment: Path) -> None:
    """Make sure that Qt loads, so that a missing library is told now and in words."""
    command = [str(environment_python(environment)), "-c", "import PySide6.QtWidgets"]
    answer = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if answer.returncode:
        last_line = (answer.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise SetupError(f"Qt does not start on this machine: {last_line}")


def run_quietly(command: list[str]) -> str | None:
    """Return what a command prints, or None if it is missing or fails."""
    try:
        answer = subprocess.run(command, check=False, capture_output=True, text=True)
    except OSError:
        return None
    return answer.stdout if answer.returncode == 0 else None


if __name__ == "__main__":
    sys.exit(main())
