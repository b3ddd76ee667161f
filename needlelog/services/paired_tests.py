"""Tests of a paired change. The only module that needs SciPy, which is loaded on the first use."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class PairedT:
    """What Student's t says about the mean of differences.

    ``low`` and ``high`` are the ends of its 95 % confidence interval, ``p`` is two-sided. ``t`` and
    ``p`` are ``None`` where all differences are alike.
    """

    n: int
    low: float
    high: float
    t: float | None = None
    p: float | None = None


def paired_t(differences: Sequence[float]) -> PairedT | None:
    """Test whether the mean of differences is zero; ``None`` with fewer than two."""
    count = len(differences)
    if count < 2:
        return None
    mean, spread = statistics.fmean(differences), statistics.stdev(differences)
    if spread == 0:
        return PairedT(count, mean, mean)
    from scipy import special

    error = spread / math.sqrt(count)
    reach = float(special.stdtrit(count - 1, (1 + CONFIDENCE) / 2)) * error
    t = mean / error
    return PairedT(
        count, mean - reach, mean + reach, t, 2 * float(special.stdtr(count - 1, -abs(t)))
    )


def wilcoxon_p(differences: Sequence[float]) -> float | None:
    """The two-sided p value of the signed-rank test; ``None`` where nothing changed.

    Pairs without a difference are left out.
    """
    changed = [each for each in differences if each != 0]
    if len(changed) < 2:
        return None
    from scipy import stats

    return float(stats.wilcoxon(changed).pvalue)
