"""NeedleLog: the record of a microneedling treatment, kept on the machine it is written on."""

from __future__ import annotations

__version__ = "0.1.0"
