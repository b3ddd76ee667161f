"""The seals of pages, looked at by ourselves, say what SQLCipher says."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import sqlcipher3

from needlelog.db.sqlite import connect
from needlelog.db.sqlite.connect import EARLIER_PAGE_SEAL, PAGE_SEAL, keyed
from needlelog.db.sqlite.page_seals import PAGE, broken_pages

_KEY = bytes(range(32))


@pytest.fixture(params=[PAGE_SEAL, EARLIER_PAGE_SEAL])
def seal(request: pytest.FixtureRequest) -> str:
    """What the pages of the file are sealed with."""
    return str(request.param)


@pytest.fixture
def file(tmp_path: Path, seal: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(connect, "PAGE_SEAL", seal)
    path = tmp_path / "records.db"
    connection = keyed(path, _KEY, must_exist=False)
    connection.execute("CREATE TABLE note (text)")
    for size in range(40):
        connection.execute("INSERT INTO note VALUES (?)", ("x" * 500 * size,))
    connection.execute("DELETE FROM note WHERE rowid % 3 = 0")
    connection.close()
    monkeypatch.undo()
    return path


def _by_sqlcipher(path: Path, seal: str) -> set[int]:
    connection = sqlcipher3.connect(path)
    try:
        connection.execute(f"PRAGMA key = \"x'{_KEY.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA cipher_hmac_algorithm = {seal}")
        told = connection.execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        connection.close()
    return {int(words.split("page ")[1].split()[0]) for (words,) in told}


def _by_us(path: Path) -> set[int]:
    with path.open("rb", buffering=0) as file:
        return set(broken_pages(file, _KEY))


def test_a_sound_file_with_free_pages_has_no_broken_seal(file: Path) -> None:
    assert _by_us(file) == set()


@pytest.mark.parametrize("seed", range(20))
def test_a_flipped_bit_anywhere_is_told_with_its_page(file: Path, seal: str, seed: int) -> None:
    chance = random.Random(seed)
    content = bytearray(file.read_bytes())
    pages = set()
    for _each in range(4):
        place = chance.randrange(16, len(content))
        content[place] ^= 1 << chance.randrange(8)
        pages.add(place // PAGE + 1)
    file.write_bytes(content)
    assert _by_us(file) == pages == _by_sqlcipher(file, seal)


def test_pages_that_changed_places_and_a_cut_page_are_told(file: Path, seal: str) -> None:
    content = file.read_bytes()
    third, fourth = content[2 * PAGE : 3 * PAGE], content[3 * PAGE : 4 * PAGE]
    file.write_bytes(content[: 2 * PAGE] + fourth + third + content[4 * PAGE : -100])
    last = len(content) // PAGE
    assert _by_us(file) == {3, 4, last} == _by_sqlcipher(file, seal)


def test_another_key_fits_no_page(file: Path) -> None:
    with file.open("rb") as opened:
        assert broken_pages(opened, bytes(32)) == list(range(1, file.stat().st_size // PAGE + 1))
