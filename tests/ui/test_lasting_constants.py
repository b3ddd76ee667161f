"""Qt calls cannot use None up, on any Python."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QObject

CALLS = 100_000


def test_many_calls_that_return_nothing_do_no_harm() -> None:
    thing = QObject()
    for _ in range(CALLS):
        thing.setObjectName("x")
    assert thing.objectName() == "x"


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the constants are immortal")
@pytest.mark.parametrize("constant", [None, True, False])
def test_the_constants_have_references_to_spare(constant: object) -> None:
    assert sys.getrefcount(constant) > 1 << 50
