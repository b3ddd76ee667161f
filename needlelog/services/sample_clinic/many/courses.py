"""What clients of a big clinic come for, and what is written down about their treatments."""

from __future__ import annotations

from dataclasses import dataclass

from needlelog.domain.zones import Side
from needlelog.services.sample_clinic.cases import Goal
from needlelog.services.sample_clinic.shelf import (
    DERMAPEN,
    GROWTH,
    HYALURONIC,
    REJUVAPEN,
    SKINPEN,
    TRANEXAMIC,
    VITAMIN_C,
)

BOTH, MID, LEFT, RIGHT = Side.BOTH, Side.MID, Side.LEFT, Side.RIGHT


@dataclass(frozen=True, slots=True)
class Line:
    """A kind of course: where, how deep from session to session, with what."""

    concern: str
    goals: tuple[Goal, ...]
    device: str
    serum: str
    passes: int = 4

    @property
    def stages(self) -> int:
        """After so many sessions the depths go on as they are."""
        return max(len(goal.depths_um) for goal in self.goals)

    @property
    def deepest_um(self) -> int:
        """The deepest depth of the course, in micrometres."""
        return max(max(goal.depths_um) for goal in self.goals)


LINES: tuple[Line, ...] = (
    Line("Acne scars", (
        Goal("cheek_lateral", BOTH, (1000, 1250, 1500)), Goal("cheek_medial", BOTH, (750, 1000, 1250)),
        Goal("chin", MID, (500, 750, 1000)),
    ), SKINPEN, HYALURONIC),
    Line("Acne scars", (
        Goal("cheek_lateral", LEFT, (1000, 1250)), Goal("cheek_lateral", RIGHT, (750, 1000)),
    ), DERMAPEN, GROWTH),
    Line("Fine lines", (
        Goal("forehead", MID, (250, 500)), Goal("crows_feet", BOTH, (250, 500)),
    ), SKINPEN, HYALURONIC),
    Line("Wrinkles", (
        Goal("nasolabial", BOTH, (750, 1000)), Goal("forehead", MID, (500, 750)),
    ), REJUVAPEN, HYALURONIC),
    Line("Pigmentation", (
        Goal("cheek_medial", BOTH, (250, 500)), Goal("upper_lip", MID, (250,)),
    ), SKINPEN, TRANEXAMIC, 3),
    Line("Melasma", (
        Goal("cheek_medial", BOTH, (250, 500)), Goal("cheek_lateral", BOTH, (250, 500)),
        Goal("forehead", MID, (250, 500)),
    ), SKINPEN, TRANEXAMIC, 3),
    Line("Pores", (
        Goal("nose", MID, (500,)), Goal("cheek_medial", BOTH, (500, 750, 1000)),
    ), REJUVAPEN, HYALURONIC),
    Line("Laxity", (
        Goal("jawline", BOTH, (1000, 1250)), Goal("cheek_lateral", BOTH, (1000, 1250)),
        Goal("neck_front", MID, (500, 750)), Goal("neck_side", BOTH, (500, 750)),
    ), DERMAPEN, GROWTH),
    Line("Fine lines", (
        Goal("neck_front", MID, (500, 750)), Goal("neck_side", BOTH, (500, 750)),
        Goal("decollete", MID, (500, 750)),
    ), REJUVAPEN, VITAMIN_C),
    Line("Stretch marks", (
        Goal("abdomen_lower", MID, (1500, 2000, 2500)), Goal("hip", BOTH, (1500, 2000)),
    ), DERMAPEN, HYALURONIC, 6),
    Line("Hair loss", (
        Goal("scalp_front", MID, (1000, 1250)), Goal("scalp_top", MID, (1000, 1500)),
        Goal("scalp_vertex", MID, (1000, 1500)),
    ), DERMAPEN, GROWTH),
    Line("Injury scars", (
        Goal("forearm", LEFT, (1000, 1500, 2000)), Goal("upper_arm", LEFT, (1000, 1500)),
    ), DERMAPEN, HYALURONIC),
    Line("Rejuvenation", (
        Goal("forehead", MID, (500, 750)), Goal("cheek_medial", BOTH, (500, 750, 1000)),
        Goal("cheek_lateral", BOTH, (500, 750, 1000)), Goal("nose", MID, (250, 500)),
        Goal("chin", MID, (500, 750)), Goal("jawline", BOTH, (500, 750)),
    ), SKINPEN, HYALURONIC),
    Line("Under-eye lines", (
        Goal("under_eye", BOTH, (250, 500)), Goal("crows_feet", BOTH, (250, 500)),
    ), SKINPEN, HYALURONIC, 3),
)  # fmt: skip
