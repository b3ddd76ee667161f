"""The worker and a closing window never wait for each other for ever."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_HELD = Path(__file__).parent / "locks_held.py"


def _ends(kind: str, path: Path, seconds: float) -> bool:
    """Whether the thread of `locks_held` ends in time once all locks are held."""
    with subprocess.Popen(  # noqa: S603  our own program
        [sys.executable, str(_HELD), kind, str(path)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"held"
        try:
            return process.wait(seconds) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            process.kill()


def test_paper_is_laid_out_while_the_window_holds_every_lock(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    assert _ends("paper", file, 90)
    assert file.read_bytes().startswith(b"%PDF")


def test_thumbnails_are_decoded_while_the_window_holds_every_lock(tmp_path: Path) -> None:
    assert _ends("thumbnail", tmp_path, 90)


def test_a_document_in_the_thread_itself_would_wait_for_ever(tmp_path: Path) -> None:
    """That the locks are held as the two tests above believe."""
    assert not _ends("document", tmp_path, 1)
