"""Loads SQLAlchemy without what it brings along for others.

At each start SQLAlchemy imports ``asyncio``, for drivers this program does not have, and with it
sockets and TLS; and ``importlib.metadata`` with ``email``, for the versions of other packages:
7 MiB and 40 ms. While it is loaded for the first time it is handed a stand-in for each, which
brings the real one as soon as anything of it is asked for. Everybody else imports the real ones.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

_LATER = ("asyncio", "importlib.metadata")


class _StandIn(ModuleType):
    """A module that is imported when somebody asks for what is in it."""

    def __getattr__(self, name: str) -> Any:
        return getattr(_real(self.__name__), name)


def load_sqlalchemy() -> None:
    """Import SQLAlchemy with its dialect for SQLite; does nothing where somebody has done so."""
    if "sqlalchemy" in sys.modules:
        return
    stand_ins = {name: _stand_in(name) for name in _LATER if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        import_module("sqlalchemy.dialects.sqlite")
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


def _stand_in(name: str) -> ModuleType:
    stand_in = _StandIn(name)
    parent, _, last = name.rpartition(".")
    if parent:
        # Who says `import a.b` and then `a.b.c` asks the package for it.
        setattr(import_module(parent), last, stand_in)
    else:
        # Taken at import; what it does is asked for later.
        vars(stand_in)["iscoroutine"] = lambda value: _real(name).iscoroutine(value)
    return stand_in


def _real(name: str) -> ModuleType:
    if isinstance(sys.modules.get(name), _StandIn):
        del sys.modules[name]
    return import_module(name)
