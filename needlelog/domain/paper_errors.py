"""Errors of laying out what goes on paper."""

from __future__ import annotations

from needlelog.domain.errors import KnownError


class PaperNotDrawn(KnownError):
    """The process that lays out pages could not begin, or was ended before it was done."""

    code = "paper-not-drawn"

    def __init__(self) -> None:
        super().__init__(
            "The pages could not be laid out. Nothing was written. Please close what is not "
            "needed on this computer and try again."
        )


class PaperTookTooLong(KnownError):
    """The process that lays out pages stood still, and was ended."""

    code = "paper-took-too-long"

    def __init__(self) -> None:
        super().__init__(
            "Laying out the pages stood still for a minute and was ended. Nothing was written and "
            "the records are unchanged. Please try again; if it stands still again, restart this "
            "computer."
        )
