"""Keeps None, True and False alive on Python 3.11.

PySide6 6.12 takes them for immortal, which they are from Python 3.12 on: every call that returns
nothing takes one reference of None away and gives none back. On 3.11 some thousand calls later
Python aborts with "deallocating None". Giving each a count that no working life can use up makes
them as lasting as on 3.12. Measured: 1000 calls of QObject.setObjectName take 1000 references.
"""

from __future__ import annotations

import ctypes
import sys

_PLENTY = 1 << 60
_CONSTANTS = (None, True, False, Ellipsis, NotImplemented)


def keep_constants() -> None:
    """Make the constants last; does nothing where they are immortal, and nothing twice."""
    if sys.version_info >= (3, 12):
        return
    for constant in _CONSTANTS:
        # The reference count is the first field of every object of CPython.
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < _PLENTY // 2:
            count.value += _PLENTY
