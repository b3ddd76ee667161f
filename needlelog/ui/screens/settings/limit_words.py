"""The words for shipped and own depth limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.zones import Confidence, ZoneGroup, ZoneLimits
from needlelog.ui import formats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from needlelog.domain.depth_advice import LimitOverride

_GROUPS: Mapping[ZoneGroup, object] = {
    ZoneGroup.FACE: QT_TRANSLATE_NOOP("LimitWords", "Face"),
    ZoneGroup.NECK_CHEST: QT_TRANSLATE_NOOP("LimitWords", "Neck and chest"),
    ZoneGroup.HANDS: QT_TRANSLATE_NOOP("LimitWords", "Hands"),
    ZoneGroup.SCALP: QT_TRANSLATE_NOOP("LimitWords", "Scalp"),
    ZoneGroup.BODY: QT_TRANSLATE_NOOP("LimitWords", "Body"),
}
_CONFIDENCE: Mapping[Confidence, object] = {
    Confidence.HIGH: QT_TRANSLATE_NOOP("LimitWords", "well supported"),
    Confidence.MEDIUM: QT_TRANSLATE_NOOP("LimitWords", "by makers and training"),
    Confidence.LOW: QT_TRANSLATE_NOOP("LimitWords", "weakly supported"),
    Confidence.UNVERIFIED: QT_TRANSLATE_NOOP("LimitWords", "not verified"),
}


def group_name(group: ZoneGroup) -> str:
    """The name of a part of the body."""
    return _tr(_GROUPS[group])


def shipped_words(limits: ZoneLimits) -> str:
    """Advised range and warning limit."""
    if limits.avoid:
        return _tr("Not to be needled")
    parts = []
    if limits.advisory_um is not None:
        low, high = (formats.depth(each) for each in limits.advisory_um)
        parts.append(_tr("Advised {low} to {high}").format(low=low, high=high))
    if limits.warn_um is None:
        parts.append(_tr("no shipped limit"))
    else:
        parts.append(_tr("asks above {depth}").format(depth=formats.depth(limits.warn_um)))
    return " · ".join(parts)


def source_words(limits: ZoneLimits) -> str:
    """Where the figures come from and how far they can be trusted."""
    return f"{limits.source} ({_tr(_CONFIDENCE[limits.confidence])})"


def clinic_words(held: LimitOverride) -> str:
    """The clinic's own limit, who set it, when and why."""
    if held.warn_um == 0:
        limit = _tr("Your clinic: not to be needled")
    else:
        limit = _tr("Your clinic: asks above {depth}").format(
            depth=formats.depth(held.warn_um or 0)
        )
    day = formats.day(held.at.astimezone().date()) if held.at is not None else ""
    return " · ".join(part for part in (limit, held.note, held.by, day) if part)


def _tr(text: object) -> str:
    return QCoreApplication.translate("LimitWords", str(text))
