"""What goes in comes out, and damage never gives another lot silently.

The limit, stated honestly: GS1 elements carry no check over the lot. A sign of the lot or the
serial number itself that is misread in a *typed* text cannot be found; in a printed symbol the
symbol's own error correction finds it. The damage here is therefore done everywhere else. HIBC has
a check character over everything; it finds every misread sign, but not a lost zero, and a lost
check character only when the sign before it does not happen to fit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from needlelog.domain.pack_codes import check_digit_of
from needlelog.files.pack_scanning.hibc import SIGNS, check_character
from needlelog.files.pack_scanning.text import read_pack_text

TODAY = date(2026, 3, 1)
GS = "\x1d"
LOT_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijk0123456789-./_"
PRINTABLE = "".join(chr(sign) for sign in range(0x21, 0x7F))


@dataclass(frozen=True, slots=True)
class Label:
    """What a label says; the lot begins with a letter, as a figure may belong to its identifier."""

    gtin: str
    expiry: date
    lot: str
    serial: str

    def text(self, separator: str = GS) -> str:
        return self.before_lot() + self.lot + (f"{separator}21{self.serial}" if self.serial else "")

    def before_lot(self) -> str:
        return f"]d201{self.gtin}17{self.expiry:%y%m%d}10"


gtins = st.from_regex(r"[0-9]{13}", fullmatch=True).map(lambda body: body + check_digit_of(body))
lots = st.builds(
    str.__add__, st.sampled_from("ABCDEFGHJKLM"), st.text(LOT_SIGNS, min_size=1, max_size=13)
)
labels = st.builds(
    Label,
    gtins.filter(lambda gtin: bool(gtin.strip("0"))),
    st.dates(date(2020, 1, 1), date(2038, 12, 31)),
    lots,
    st.one_of(st.just(""), lots),
)


@given(labels)
def test_what_a_picture_holds_comes_out_or_is_asked_about(label: Label) -> None:
    code = read_pack_text(label.text(), TODAY, separators_kept=True)
    assert code.gtin == label.gtin
    lots_offered = {code.lot} if not code.readings else {each.lot for each in code.readings}
    assert label.lot in lots_offered
    if not code.doubts:
        found = (code.lot, code.expiry, code.serial)
        assert found == (label.lot, label.expiry.isoformat(), label.serial or None)


@given(labels, st.sampled_from(["", "|", "~", "{GS}", "<GS>", " ", "^"]))
def test_a_lost_or_replaced_separator_never_gives_another_lot_silently(
    label: Label, separator: str
) -> None:
    code = read_pack_text(label.text(separator), TODAY)
    if label.serial:
        assert code.doubts
        if not separator:
            assert label.lot in {each.lot for each in code.readings}
    assert code.lot in (None, label.lot)


@given(labels, st.data())
def test_a_misread_sign_never_gives_another_lot_silently(label: Label, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(label.before_lot()) - 1))
    sign = data.draw(st.sampled_from(PRINTABLE))
    text = label.text()
    code = read_pack_text(text[:place] + sign + text[place + 1 :], TODAY)
    assert code.doubts or code.lot in (None, label.lot)


@given(labels, st.data())
def test_a_lost_sign_never_gives_another_lot_silently(label: Label, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(label.before_lot()) - 1))
    text = label.text()
    code = read_pack_text(text[:place] + text[place + 1 :], TODAY)
    assert code.doubts or code.lot in (None, label.lot)


@given(labels, st.data())
def test_damaged_brackets_never_give_another_lot_silently(
    label: Label, data: st.DataObject
) -> None:
    text = f"(01){label.gtin}(17){label.expiry:%y%m%d}(10){label.lot}"
    place = data.draw(st.integers(0, len(text) - len(label.lot) - 1))
    sign = data.draw(st.sampled_from(["", *PRINTABLE]))
    code = read_pack_text(text[:place] + sign + text[place + 1 :], TODAY)
    assert code.doubts or code.lot in (None, label.lot)


hibc_lots = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=1, max_size=18)
hibc_products = st.from_regex(r"[A-Z][A-Z0-9]{3}[A-Z0-9]{1,13}[0-9]", fullmatch=True)
hibc_days = st.dates(date(2020, 1, 1), date(2038, 12, 31))


def _hibc(product: str, day: date, lot: str) -> str:
    text = f"+{product}/$$3{day:%y%m%d}{lot}"
    return text + check_character(text)


@given(hibc_products, hibc_days, hibc_lots)
def test_an_hibc_code_comes_out_as_it_went_in(product: str, day: date, lot: str) -> None:
    code = read_pack_text(_hibc(product, day, lot), TODAY)
    assert (code.labeler_product, code.lot, code.expiry) == (product, lot, day.isoformat())
    assert code.doubts == ()


@given(hibc_products, hibc_days, hibc_lots, st.data())
def test_hibc_finds_every_misread_sign(
    product: str, day: date, lot: str, data: st.DataObject
) -> None:
    text = _hibc(product, day, lot)
    place = data.draw(st.integers(1, len(text) - 1))
    sign = data.draw(st.sampled_from([*SIGNS, *"abc?*"]))
    assume(sign != text[place])
    code = read_pack_text(text[:place] + sign + text[place + 1 :], TODAY)
    assert code.doubts or code.lot is None


@given(hibc_products, hibc_days, hibc_lots, st.data())
def test_hibc_finds_every_lost_sign_but_a_zero(
    product: str, day: date, lot: str, data: st.DataObject
) -> None:
    text = _hibc(product, day, lot)
    place = data.draw(st.integers(1, len(text) - 2))
    assume(text[place] != "0")
    code = read_pack_text(text[:place] + text[place + 1 :], TODAY)
    assert code.doubts or code.lot is None


@given(st.text(max_size=80))
def test_no_text_stops_the_reader(text: str) -> None:
    code = read_pack_text(text, TODAY)
    assert code.doubts or code.product_code


@given(st.text("0123456789()+$/ABCDEF]dC1217\x1d|*", max_size=60))
def test_nothing_is_ever_sure_about_a_lot_without_its_product(text: str) -> None:
    code = read_pack_text(text, TODAY)
    assert code.doubts or code.product_code
    if code.readings:
        assert code.lot is None
        assert code.doubts
