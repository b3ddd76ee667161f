"""Takes PySide6's import hook away again, which this program has no use for.

So that a module may say ``from __feature__ import snake_case``, PySide6 puts itself before every
import and reads the source of every module to look for its own name. Up to Today that is six
hundred sources: 21 MiB that stay in memory and a tenth of the time to open a clinic.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401  sets the hook


def use_plain_imports() -> None:
    """Import without that hook; does nothing where PySide6 has set none."""
    former = getattr(builtins, "__orig_import__", None)
    if former is not None:
        builtins.__import__ = former
