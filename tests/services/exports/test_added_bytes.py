"""What somebody added to an export where no program shows it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from needlelog.domain.exports.request import ExportFormat, NotAnExport
from needlelog.services.clinic import Clinic
from needlelog.services.exports.check import check_export
from tests.services.exports.conftest import Kept, give

HIDDEN = b"nobody sees this"


class OneWay(io.BytesIO):
    """A place to write to that cannot be gone back in, as a pipe."""

    def seek(self, *_place: object) -> int:
        raise io.UnsupportedOperation

    def tell(self) -> int:
        raise io.UnsupportedOperation


def sentences(path: Path) -> str:
    return " ".join(fault.sentence for fault in check_export(path).faults)


def changed(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return sentences(path)


def with_more_between(whole: bytes) -> bytes:
    """Bytes between two files, with all places in the table of contents moved on."""
    source = zipfile.ZipFile(io.BytesIO(whole))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, info in enumerate(source.infolist()):
            archive.writestr(info, source.read(info))
            if number == 1:
                assert archive.fp is not None
                archive.fp.write(HIDDEN)
                archive.start_dir = archive.fp.tell()
    return target.getvalue()


@pytest.mark.parametrize("kind", [ExportFormat.CSV, ExportFormat.CLINIC])
def test_bytes_that_a_zip_file_does_not_show_are_told(
    clinic: Clinic, kept: Kept, out: Path, kind: ExportFormat
) -> None:
    path = out / "x.zip"
    give(clinic, path, kind)
    whole = path.read_bytes()
    told = f"{len(HIDDEN)} bytes were added to the ZIP file"
    assert sentences(path) == ""
    assert told in changed(path, whole + HIDDEN), "behind the end"
    comment = len(HIDDEN).to_bytes(2, "little") + HIDDEN
    assert told in changed(path, whole[:-2] + comment), "as its comment"
    assert told in changed(path, HIDDEN + whole), "before its files"
    assert told in changed(path, with_more_between(whole)), "between its files"
    path.write_bytes(whole + bytes(100_000))
    with pytest.raises(NotAnExport, match="ZIP file is damaged"):
        check_export(path)


def test_a_file_that_hides_another_of_its_name_is_told(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    give(clinic, out / "x.zip", ExportFormat.CSV)
    with (
        zipfile.ZipFile(out / "x.zip", "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("zones.csv", archive.read("zones.csv"))
    assert "zones.csv is 2 times in the ZIP file" in sentences(out / "x.zip")


def test_the_same_files_packed_anew_are_still_the_export(
    clinic: Clinic, kept: Kept, out: Path
) -> None:
    give(clinic, out / "x", ExportFormat.CSV)
    for packed in (io.BytesIO(), OneWay()):
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for each in sorted((out / "x").iterdir()):
                archive.write(each, each.name)
        assert changed(out / "x.zip", packed.getvalue()) == ""


@pytest.mark.parametrize("more", [b"one more line", b'{"one": "more row"}\n'])
def test_a_line_behind_the_end_is_told(clinic: Clinic, kept: Kept, out: Path, more: bytes) -> None:
    give(clinic, out / "x", ExportFormat.CSV)
    give(clinic, out / "x.json", ExportFormat.JSON)
    for export, last in ((out / "x", out / "x" / "manifest.json"), (out / "x.json",) * 2):
        last.write_bytes(last.read_bytes() + more)
        assert "added behind the end" in sentences(export)
