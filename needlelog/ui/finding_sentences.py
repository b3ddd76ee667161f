"""What speaks against a depth, in a sentence with the limit and where it comes from."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.depth_advice import DepthFinding, DepthFindingKind, LimitSource
from needlelog.ui import formats


def finding_sentence(finding: DepthFinding) -> str:
    """The warning itself, short enough for the row it stands in."""
    limit = formats.depth(finding.limit_um)
    if finding.kind is DepthFindingKind.AVOID_ZONE:
        return _tr("This zone is not to be needled")
    if finding.kind is DepthFindingKind.OVER_DEVICE:
        return _tr("Deeper than the {device} reaches: {limit} mm").format(
            device=finding.source_text, limit=limit
        )
    if finding.kind is DepthFindingKind.OVER_CEILING:
        return _tr("Above your own limit of {limit} mm").format(limit=limit)
    if finding.kind is DepthFindingKind.OVER_EVALUATED:
        return _tr("Past {limit} mm the {device} was not evaluated").format(
            device=finding.source_text, limit=limit
        )
    if finding.source is LimitSource.CLINIC:
        return _tr("Above this clinic’s {limit} mm").format(limit=limit)
    return _tr("Above the advised {limit} mm").format(limit=limit)


def finding_source(finding: DepthFinding) -> str:
    """Where the limit comes from."""
    if finding.source is LimitSource.CLINIC:
        note = f": {finding.source_text}" if finding.source_text else ""
        return _tr("set by {name}{note}").format(name=finding.by or _tr("the clinic"), note=note)
    if finding.source is LimitSource.PERSON:
        return _tr("your setting")
    if finding.source is LimitSource.DEVICE:
        return _tr("the device’s own figures")
    confidence = {
        "H": _tr("regulator or journal"),
        "M": _tr("maker or clinic page"),
        "L": _tr("consumer guide"),
        "U": _tr("unverified"),
    }.get(finding.confidence or "", "")
    return f"{finding.source_text} ({confidence})" if confidence else finding.source_text


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)
