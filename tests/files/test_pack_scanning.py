"""More than two hundred codes as scanners send them: none gives a wrong lot silently."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from needlelog.domain.errors import InvalidValue
from needlelog.domain.pack_codes import (
    Doubt,
    DoubtCode,
    PackCode,
    PackKind,
    Reading,
    gtin_14,
    join,
)
from needlelog.files.pack_scanning.text import read_pack_text

TODAY = date(2026, 3, 1)
TABLE = Path(__file__).parent.parent / "data" / "barcodes.toml"


@dataclass(frozen=True, slots=True)
class Case:
    """One code of the table."""

    group: str
    text: str
    gtin: str = ""
    labeler: str = ""
    lot: str = ""
    expiry: str = ""
    serial: str = ""
    true_lot: str | None = None
    doubts: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    kept: bool = False

    def read(self) -> PackCode:
        return read_pack_text(self.text, TODAY, separators_kept=self.kept)


def _cases() -> list[Case]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["codes"]
    return [_case(row) for row in rows]


def _case(row: dict[str, Any]) -> Case:
    for key in {"doubts", "readings"} & row.keys():
        row[key] = tuple(row[key])
    return Case(**row)


CASES = _cases()


def test_the_table_is_long_enough() -> None:
    assert len({(case.text, case.kept) for case in CASES}) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.text[:40]!r}")
def test_a_code_is_read_as_it_must_be(case: Case) -> None:
    code = case.read()
    assert (code.gtin, code.labeler_product) == (case.gtin, case.labeler)
    assert (code.lot or "", code.expiry or "", code.serial or "") == (
        case.lot,
        case.expiry,
        case.serial,
    )
    assert {doubt.code.value for doubt in code.doubts} == set(case.doubts)
    assert set(case.readings) <= {reading.lot for reading in code.readings}
    assert bool(code.readings) == bool(case.readings)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}: {case.text[:40]!r}")
def test_no_wrong_lot_without_a_doubt(case: Case) -> None:
    code = case.read()
    true_lot = case.lot if case.true_lot is None else case.true_lot
    assert code.doubts or (code.lot or "") in (true_lot, "")
    if code.readings:
        assert code.lot is None


def test_a_chosen_reading_fills_the_code_and_takes_the_question_away() -> None:
    code = read_pack_text("10LOTA117270630", TODAY)
    assert code.readings[0] == Reading("LOTA1", "2027-06-30")
    chosen = code.read_as(code.readings[0])
    assert (chosen.lot, chosen.expiry, chosen.readings) == ("LOTA1", "2027-06-30", ())
    assert [doubt.code for doubt in chosen.doubts] == [DoubtCode.NO_PRODUCT]


def test_two_hibc_codes_of_one_pack_are_joined_by_their_link() -> None:
    primary = read_pack_text("+A123BJC5D6E71G", TODAY)
    pack = read_pack_text("+$$52001510X3GD", TODAY)
    both = join(primary, pack)
    assert both is not None
    assert (both.labeler_product, both.lot, both.doubts) == ("A123BJC5D6E71", "10X3", ())


def test_a_wrong_link_is_told() -> None:
    other = read_pack_text("+M742NDL121008", TODAY)
    assert other.labeler_product
    both = join(other, read_pack_text("+$$52001510X3GD", TODAY))
    assert both is not None
    assert both.doubts == (Doubt(DoubtCode.LINK_MISMATCH),)


def test_two_gs1_codes_are_joined_with_a_doubt() -> None:
    product = read_pack_text("7612345678900", TODAY)
    pack = read_pack_text("]C11727063010LOTA1", TODAY)
    both = join(product, pack)
    assert both is not None
    assert (both.gtin, both.lot) == ("07612345678900", "LOTA1")
    assert both.doubts == (Doubt(DoubtCode.JOINED),)


def test_what_is_no_pair_is_not_joined() -> None:
    whole = read_pack_text("]d2010761234567890017270630" + "10LOTA1", TODAY)
    pack = read_pack_text("]C11727063010LOTA1", TODAY)
    assert join(whole, pack) is None
    assert join(pack, whole) is None
    assert join(read_pack_text("+A123BJC5D6E71G", TODAY), pack) is None


def test_the_century_of_a_date_follows_today() -> None:
    text = "]d2010761234567890017270630" + "10LOTA1"
    assert read_pack_text(text, date(2090, 1, 1)).expiry == "2127-06-30"


def test_a_text_without_end_is_no_code() -> None:
    code = read_pack_text("1" * 100_000, TODAY)
    assert code.kind is PackKind.UNKNOWN
    assert code.lot is None


def test_a_gtin_typed_by_hand_has_fourteen_digits() -> None:
    assert gtin_14("7 612345 678900") == "07612345678900"
    for wrong in ("7612345678901", "123", "", "761234567890A", "0000000000000"):
        with pytest.raises(InvalidValue):
            gtin_14(wrong)
