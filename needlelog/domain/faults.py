"""What a check of the clinic's files found wrong."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was written. ``sentence`` names no client."""

    code: str
    sentence: str
