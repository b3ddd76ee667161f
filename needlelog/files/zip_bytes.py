"""Bytes of a ZIP file that no program shows: before, between, in and behind its files."""

from __future__ import annotations

import struct
import zipfile
from typing import BinaryIO

_FILE_HEADER, _FILE_LENGTHS = 30, 26
_ENTRY, _ENTRY_LENGTHS = 46, 28
_END, _BIG_END, _BIG_END_LEAD, _BIG_LOCATOR = 22, b"PK\x06\x06", 12, 20
_SIZES_BEHIND = 1 << 3
_SIZES_MARK = b"PK\x07\x08"


def stray_bytes(file: BinaryIO, archive: zipfile.ZipFile) -> int:
    """How many bytes belong neither to a file in it nor to its table of contents.

    A ZIP file is read from its end, so whatever stands elsewhere is passed over in silence.

    Raises:
        zipfile.BadZipFile: its parts lie over each other.
    """
    stray = place = 0
    for info in sorted(archive.infolist(), key=lambda each: each.header_offset):
        stray += _gap(place, info.header_offset)
        name, extra = struct.unpack(
            "<HH", _read(file, info.header_offset + _FILE_LENGTHS, _FILE_HEADER - _FILE_LENGTHS)
        )
        place = info.header_offset + _FILE_HEADER + name + extra + info.compress_size
        if info.flag_bits & _SIZES_BEHIND:
            place += _sizes_behind(file, place, info)
    stray += _gap(place, archive.start_dir)
    place = archive.start_dir
    for _info in archive.infolist():
        lengths = _read(file, place + _ENTRY_LENGTHS, 6)
        place += _ENTRY + sum(struct.unpack("<HHH", lengths))
    if _read(file, place, len(_BIG_END)) == _BIG_END:
        (length,) = struct.unpack("<Q", _read(file, place + 4, 8))
        place += _BIG_END_LEAD + length + _BIG_LOCATOR
    return stray + _gap(place + _END, file.seek(0, 2))


def _sizes_behind(file: BinaryIO, place: int, info: zipfile.ZipInfo) -> int:
    """The length of what a program that cannot go back writes behind a file: hash and sizes."""
    mark = len(_SIZES_MARK) if _read(file, place, len(_SIZES_MARK)) == _SIZES_MARK else 0
    sizes = _read(file, place + mark + 4, 16)
    big = sizes == struct.pack("<QQ", info.compress_size, info.file_size)
    return mark + 4 + (16 if big else 8)


def _gap(end: int, begin: int) -> int:
    if begin < end:
        raise zipfile.BadZipFile("parts lie over each other")
    return begin - end


def _read(file: BinaryIO, place: int, length: int) -> bytes:
    file.seek(place)
    content = file.read(length)
    if len(content) < length:
        raise zipfile.BadZipFile("cut off")
    return content
