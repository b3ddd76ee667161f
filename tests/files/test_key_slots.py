"""Wrapping the data key: round trips, and nothing but the right secret opens."""

from __future__ import annotations

import pickle
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from needlelog.domain.errors import EmptyPassphrase, NotEnoughMemory
from needlelog.files.data_key import DataKey
from needlelog.files.key_slots import (
    STANDARD_COST,
    KdfCost,
    WrappedKey,
    passphrase_secret,
    person_slot,
    stretch,
    unwrap,
    wrap,
)

CHEAP = KdfCost(time_cost=1, memory_kib=8, parallelism=1)
KEY = DataKey(bytes(range(32)))
SLOT = person_slot("uid-anna")
PASSPHRASES = st.text(min_size=1).filter(lambda text: text.strip())


@given(st.binary(min_size=32, max_size=32), PASSPHRASES, st.text(min_size=1))
def test_what_was_wrapped_comes_back(secret: bytes, passphrase: str, uid: str) -> None:
    key = DataKey(secret)
    try:
        typed = passphrase_secret(passphrase)
    except EmptyPassphrase:
        assume(False)
    wrapped = wrap(key, person_slot(uid), typed, CHEAP)
    assert unwrap(wrapped, person_slot(uid), typed) == key
    assert secret not in wrapped.sealed


@given(st.binary(min_size=1), st.binary(min_size=1))
def test_another_secret_never_opens(right: bytes, wrong: bytes) -> None:
    assume(right != wrong)
    assert unwrap(wrap(KEY, SLOT, right, CHEAP), SLOT, wrong) is None


@given(st.sampled_from(["salt", "nonce", "sealed"]), st.data())
def test_one_flipped_bit_opens_nothing(part: str, data: st.DataObject) -> None:
    wrapped = wrap(KEY, SLOT, b"secret", CHEAP)
    content = bytearray(getattr(wrapped, part))
    position = data.draw(st.integers(0, len(content) * 8 - 1))
    content[position // 8] ^= 1 << position % 8
    parts = {"salt": wrapped.salt, "nonce": wrapped.nonce, "sealed": wrapped.sealed}
    flipped = WrappedKey(CHEAP, **{**parts, part: bytes(content)})
    assert unwrap(flipped, SLOT, b"secret") is None


def test_a_slot_moved_to_another_person_opens_nothing() -> None:
    wrapped = wrap(KEY, SLOT, b"secret", CHEAP)
    assert unwrap(wrapped, person_slot("uid-boris"), b"secret") is None


def test_a_cheaper_derivation_written_into_the_slot_opens_nothing() -> None:
    wrapped = wrap(KEY, SLOT, b"secret", replace(CHEAP, time_cost=2))
    assert unwrap(replace(wrapped, cost=CHEAP), SLOT, b"secret") is None


def test_each_wrap_has_its_own_salt_and_nonce() -> None:
    first, second = (wrap(KEY, SLOT, b"secret", CHEAP) for _ in range(2))
    assert first.salt != second.salt
    assert first.nonce != second.nonce


def test_the_standard_cost_is_the_agreed_one() -> None:
    assert (STANDARD_COST.time_cost, STANDARD_COST.memory_kib) == (3, 64 * 1024)
    assert 1 <= STANDARD_COST.parallelism <= 4
    wrapped = wrap(KEY, SLOT, b"secret", STANDARD_COST)
    assert unwrap(wrapped, SLOT, b"secret") == KEY


def test_stretching_is_argon2id() -> None:
    # Reference: argon2 -id -t 2 -k 64 -p 1 -l 32 of the reference implementation's own tests
    # uses larger memory; this vector pins the kind and the order of the parameters.
    from argon2.low_level import Type, hash_secret_raw

    cost = KdfCost(time_cost=2, memory_kib=64, parallelism=3)
    expected = hash_secret_raw(
        secret=b"word",
        salt=b"0123456789abcdef",
        time_cost=2,
        memory_cost=64,
        parallelism=3,
        hash_len=32,
        type=Type.ID,
    )
    assert stretch(b"word", b"0123456789abcdef", cost) == expected


@pytest.mark.parametrize(
    "cost", [(0, 8, 1), (65, 8, 1), (1, 7, 1), (1, 8, 2), (1, 8, 0), (1, 2**22, 1), (1, 2**20, 17)]
)
def test_a_cost_out_of_range_is_refused(cost: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cost"):
        KdfCost(*cost)


def test_too_little_memory_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import low_level

    def no_memory(*_: object) -> bytes:
        raise MemoryError

    monkeypatch.setattr(low_level, "hash_secret_raw", no_memory)
    with pytest.raises(NotEnoughMemory, match="64 MiB"):
        stretch(b"word", b"0" * 16, STANDARD_COST)


def test_composed_and_decomposed_letters_are_one_passphrase() -> None:
    assert passphrase_secret("cafe\u0301 ﬁn") == passphrase_secret("café fin")
    assert passphrase_secret("Cafe") != passphrase_secret("cafe")


@pytest.mark.parametrize("empty", ["", " ", "\t\u00a0"])
def test_an_empty_passphrase_is_refused(empty: str) -> None:
    with pytest.raises(EmptyPassphrase):
        passphrase_secret(empty)


def test_parts_of_a_wrong_length_are_refused() -> None:
    with pytest.raises(ValueError, match="fixed lengths"):
        WrappedKey(CHEAP, b"short", bytes(12), bytes(48))


def test_a_data_key_does_not_show_itself() -> None:
    assert KEY.secret.hex() not in repr(KEY)
    assert "00010203" not in f"{KEY} {[KEY]!r}"
    with pytest.raises(TypeError, match="never written"):
        pickle.dumps(KEY)


def test_derived_keys_differ_by_purpose_and_from_the_key() -> None:
    photos = KEY.derive("photos")
    assert len(photos) == 32
    assert photos == KEY.derive("photos")
    assert len({photos, KEY.derive("backups"), KEY.secret}) == 3
    assert photos != DataKey(bytes(32)).derive("photos")
    with pytest.raises(ValueError, match="purpose"):
        KEY.derive("")


def test_a_derived_key_stays_the_same_in_later_versions() -> None:
    # Photos written today must open for ever: HKDF-SHA256, no salt, info "needlelog:photos".
    import hashlib
    import hmac

    extracted = hmac.new(bytes(32), KEY.secret, hashlib.sha256).digest()
    expected = hmac.new(extracted, b"needlelog:photos\x01", hashlib.sha256).digest()
    assert KEY.derive("photos") == expected


def test_a_data_key_has_32_bytes() -> None:
    assert len(DataKey.random().secret) == 32
    assert DataKey.random() != DataKey.random()
    with pytest.raises(ValueError, match="32 bytes"):
        DataKey(b"short")
