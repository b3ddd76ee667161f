"""The client of the sample clinic whose series the pictures follow."""

from __future__ import annotations

from needlelog.domain.adverse_events import AdverseKind
from needlelog.domain.clients import Answer, AvoidKind, HistoryKind, Sex
from needlelog.domain.follow_up import Sign
from needlelog.domain.scales import Rater
from needlelog.domain.zones import Side
from needlelog.services.sample_clinic.cases import (
    Case,
    Course,
    Goal,
    Happened,
    Known,
    Rated,
    Spot,
    Told,
)
from needlelog.services.sample_clinic.shelf import (
    GROWTH,
    HYALURONIC,
)

BOTH, MID, LEFT, RIGHT = Side.BOTH, Side.MID, Side.LEFT, Side.RIGHT
CONDITION, MEDICINE = HistoryKind.CONDITION, HistoryKind.MEDICINE
ALLERGY, TREATMENT = HistoryKind.ALLERGY, HistoryKind.TREATMENT
_YEAR = 365.25


def aged(years: float) -> int:
    """An age in days."""
    return round(years * _YEAR)


AMARA = Case(
    "Amara Osei",
    aged(34.8),
    Sex.FEMALE,
    5,
    phone="+44 20 7946 0000",
    email="amara.osei@example.org",
    emergency="Kofi Osei, +44 20 7946 0011",
    known=(
        Known(ALLERGY, "Lidocaine allergy", note="hives after a dental visit", alert=True),
        Known(CONDITION, "PIH caution", note="dark marks after acne", alert=True),
        Known(MEDICINE, "Isotretinoin", days_ago=274, note="ended"),
        Known(MEDICINE, "Retinoid", days_ago=112),
        Known(CONDITION, "Herpes", Answer.NO),
        Known(CONDITION, "Pregnant", Answer.NO),
    ),
    severity="grade 3",
    spots=(
        Spot(AvoidKind.MOLE, "face_front", 2360, 7300, "jawline", RIGHT, "flat, watched"),
        Spot(AvoidKind.TATTOO, "face_front", 6250, 3550, "upper_eyelid", LEFT, "eyeliner"),
    ),
    course=Course(
        "Acne scars",
        (
            Goal("cheek_lateral", BOTH, (1000, 1250, 1500)),
            Goal("cheek_medial", BOTH, (750, 1000, 1250)),
            Goal("nasolabial", BOTH, (500, 750, 750)),
            Goal("chin", MID, (500, 750, 1000)),
            Goal("forehead", MID, (250, 500, 500)),
            Goal("temple", BOTH, (250, 500, 500)),
        ),
        planned=6,
        interval=30,
        done=3,
        last_days_ago=30,
        serums=((HYALURONIC,), (HYALURONIC, GROWTH), (HYALURONIC, GROWTH)),
        numbing=False,
        corrected=(1, "Redness was gone after two days, as the client told by telephone."),
        diary=(
            Told(1, 1, ((Sign.REDNESS, 2), (Sign.SWELLING, 1))),
            Told(
                1,
                14,
                ((Sign.DARK_PATCHES, 1),),
                note="left cheek, sent a picture",
                event=Happened(
                    AdverseKind.DARKENING,
                    1,
                    "Sun protection, moisturiser; looked at again each week.",
                    resolved_after=40,
                ),
            ),
            Told(2, 1, ((Sign.REDNESS, 2), (Sign.TENDERNESS, 1))),
            Told(2, 3, ((Sign.REDNESS, 1),)),
            Told(3, 1, ((Sign.REDNESS, 2), (Sign.SWELLING, 1))),
            Told(3, 3, ((Sign.REDNESS, 1), (Sign.DRYNESS, 1))),
            Told(3, 7),
        ),
        rated=(
            Rated.of_one_item("goodman_baron", Rater.CLINICIAN, (4, 4, 3), days_9=3),
            Rated.of_one_item("satisfaction", Rater.CLIENT, (4, 5, 7), days_9=8),
        ),
        faces=(90, 60, 30, 9),
    ),
    further=(("Pigmentation", (("forehead", MID),), ""),),
)
