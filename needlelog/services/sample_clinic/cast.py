"""The named clients of the sample clinic, one for each thing worth looking at."""

from __future__ import annotations

from needlelog.domain.clients import AvoidKind, HistoryKind, Sex
from needlelog.domain.follow_up import Sign
from needlelog.domain.plans import Phase
from needlelog.domain.scales import Rater
from needlelog.domain.zones import Side
from needlelog.services.sample_clinic.cases import (
    Case,
    Course,
    Goal,
    Known,
    Rated,
    Spot,
    Told,
)
from needlelog.services.sample_clinic.people import DUVAL, OKAFOR, RINA
from needlelog.services.sample_clinic.series import SERIES
from needlelog.services.sample_clinic.shelf import (
    DERMAPEN,
    GROWTH,
    HYALURONIC,
    REJUVAPEN,
    TRANEXAMIC,
    VITAMIN_C,
)
from needlelog.services.sample_clinic.star import AMARA, aged

BOTH, MID, LEFT, RIGHT = Side.BOTH, Side.MID, Side.LEFT, Side.RIGHT
CONDITION, MEDICINE = HistoryKind.CONDITION, HistoryKind.MEDICINE
ALLERGY, TREATMENT = HistoryKind.ALLERGY, HistoryKind.TREATMENT


def _melasma(area: int, darkness: int, right: int, left: int) -> tuple[tuple[str, float], ...]:
    """The answers of the mMASI: forehead, then the area of each cheek, the chin without any."""
    return (
        ("forehead.area", area),
        ("forehead.darkness", darkness),
        ("malar_right.area", right),
        ("malar_right.darkness", darkness),
        ("malar_left.area", left),
        ("malar_left.darkness", darkness),
        ("chin.area", 0),
    )


OTHERS = (
    Case(
        "Björn Åkesson",
        aged(57.2),
        Sex.MALE,
        2,
        phone="+46 8 123 456 78",
        known=(Known(MEDICINE, "Warfarin", note="his doctor was asked", alert=True),),
        course=Course(
            "Wrinkles",
            (
                Goal("crows_feet", BOTH, (250, 500)),
                Goal("forehead", MID, (500, 750)),
                Goal("nasolabial", BOTH, (750, 1000)),
            ),
            planned=4,
            interval=28,
            done=2,
            last_days_ago=26,
            person=DUVAL,
        ),
    ),
    Case(
        "Zoë Müller-Lüdenscheidt",
        aged(29.1),
        Sex.FEMALE,
        1,
        phone="+49 30 901820",
        known=(Known(CONDITION, "Cold sores", days_ago=150, note="takes aciclovir before"),),
        spots=(Spot(AvoidKind.COLD_SORE, "face_front", 5000, 6480, "upper_lip", MID, "", 400),),
        course=Course(
            "Pores",
            (Goal("nose", MID, (500,)), Goal("cheek_medial", BOTH, (500, 750, 1000))),
            planned=3,
            interval=28,
            done=1,
            last_days_ago=37,
            person=RINA,
        ),
    ),
    Case(
        "Maria Magdalena Konstantina Papadopoulou-Wolfeschlegelsteinhausen von und zu Hohenberg",
        aged(52.4),
        Sex.FEMALE,
        3,
        phone="+43 1 58858 0",
        note="Likes to be called Magda.",
        known=(Known(TREATMENT, "Laser resurfacing", days_ago=700),),
        course=Course(
            "Fine lines",
            (
                Goal("neck_front", MID, (500, 750, 750)),
                Goal("neck_side", BOTH, (500, 750, 750)),
                Goal("decollete", MID, (500, 500, 750)),
            ),
            planned=4,
            interval=30,
            done=2,
            last_days_ago=51,
            person=DUVAL,
            device=REJUVAPEN,
        ),
    ),
    Case(
        "Nguyễn Thị Hồng Nhung",
        aged(38.3),
        Sex.FEMALE,
        4,
        phone="+84 24 3825 3841",
        known=(Known(CONDITION, "Melasma", note="worse in summer", alert=True),),
        course=Course(
            "Melasma",
            (Goal("cheek_medial", BOTH, (250, 500)), Goal("forehead", MID, (250, 500))),
            planned=4,
            interval=28,
            done=4,
            last_days_ago=48,
            serums=((TRANEXAMIC,),),
        ),
        marketing_agreed=True,
    ),
    Case(
        "Oluwaseun Adébáyò",
        aged(45.6),
        Sex.MALE,
        6,
        phone="+234 1 270 0000",
        known=(
            Known(CONDITION, "Keloid tendency", note="shoulder, 2019", alert=True),
            Known(CONDITION, "Diabetes", note="well kept"),
        ),
        course=Course(
            "Injury scars",
            (Goal("forearm", LEFT, (1000, 1500)),),
            planned=3,
            interval=42,
            done=0,
            last_days_ago=0,
            person=OKAFOR,
            device=DERMAPEN,
        ),
    ),
    Case(
        "Ελένη Παπαδάκη",
        aged(61.9),
        Sex.FEMALE,
        3,
        phone="+30 21 0331 0392",
        course=Course(
            "Laxity",
            (Goal("jawline", BOTH, (1000, 1250)), Goal("cheek_lateral", BOTH, (1000, 1250))),
            planned=None,
            interval=182,
            done=3,
            last_days_ago=178,
            phase=Phase.MAINTENANCE,
            person=DUVAL,
        ),
    ),
    Case(
        "Дарья Соколова",
        aged(33.5),
        Sex.FEMALE,
        2,
        phone="+371 6 702 6100",
        course=Course(
            "Stretch marks",
            (
                Goal("abdomen_lower", MID, (1500, 2000, 2500)),
                Goal("hip", BOTH, (1500, 2000)),
            ),
            planned=5,
            interval=35,
            done=3,
            last_days_ago=35,
            person=RINA,
            device=DERMAPEN,
            passes=6,
            serums=((HYALURONIC,), (HYALURONIC, GROWTH)),
        ),
    ),
    Case(
        "Fatima Zahra Benali",
        aged(27.4),
        Sex.FEMALE,
        4,
        phone="+33 1 40 20 50 50",
        known=(
            Known(MEDICINE, "Isotretinoin", days_ago=270, note="ended", alert=True),
            Known(MEDICINE, "Retinoid", days_ago=95),
        ),
        spots=(
            Spot(AvoidKind.ACTIVE_ACNE, "face_front", 1990, 5190, "cheek_lateral", RIGHT, "", 20),
        ),
        course=Course(
            "Acne scars",
            (
                Goal("cheek_lateral", BOTH, (1000, 1500)),
                Goal("temple", BOTH, (500, 1000)),
            ),
            planned=6,
            interval=30,
            done=2,
            last_days_ago=3,
            person=DUVAL,
            diary=(Told(2, 1, ((Sign.REDNESS, 2), (Sign.TENDERNESS, 1))),),
            reason="Rolling scars on both temples, agreed with the client.",
        ),
    ),
    Case(
        "Şükrü Yılmaz",
        aged(36.7),
        Sex.MALE,
        3,
        phone="+90 212 293 3999",
        course=Course(
            "Hair loss",
            (
                Goal("scalp_front", MID, (1000, 1500)),
                Goal("scalp_top", MID, (1000, 1500)),
                Goal("scalp_vertex", MID, (1000, 1500)),
            ),
            planned=8,
            interval=14,
            done=5,
            last_days_ago=14,
            person=OKAFOR,
            device=DERMAPEN,
            serums=((GROWTH,),),
        ),
    ),
    Case(
        "Siobhán Ní Dhomhnaill",
        aged(47.0),
        Sex.FEMALE,
        1,
        phone="+353 1 671 9111",
        known=(Known(CONDITION, "Rosacea", alert=True), Known(ALLERGY, "Fragrance")),
        course=Course(
            "Fine lines",
            (Goal("under_eye", BOTH, (250,)), Goal("crows_feet", BOTH, (250, 500))),
            planned=3,
            interval=30,
            done=1,
            last_days_ago=27,
            numbing=False,
        ),
    ),
    Case(
        "Priya Raghunathan",
        aged(31.2),
        Sex.FEMALE,
        5,
        phone="+91 44 2811 3344",
        course=Course(
            "Pigmentation",
            (Goal("cheek_medial", BOTH, (250, 500)), Goal("upper_lip", MID, (250, 500))),
            planned=5,
            interval=30,
            done=3,
            last_days_ago=17,
            person=OKAFOR,
            serums=((TRANEXAMIC,), (TRANEXAMIC, HYALURONIC)),
            late_entry=2,
            rated=(
                Rated(
                    "mmasi",
                    Rater.CLINICIAN,
                    (_melasma(4, 3, 4, 3), _melasma(3, 3, 4, 2), _melasma(3, 2, 3, 2)),
                    ((2, _melasma(2, 2, 3, 2)),),
                ),
                Rated.of_one_item("confidence", Rater.CLIENT, (3, 4, 6)),
            ),
            diary=(
                Told(3, 1, ((Sign.REDNESS, 1),)),
                Told(3, 7, ((Sign.DRYNESS, 1),)),
                Told(3, 15, reached=False),
            ),
        ),
    ),
    Case(
        "José María Fernández Ibáñez",
        aged(58.8),
        Sex.MALE,
        3,
        phone="+34 91 330 2800",
        spots=(
            Spot(
                AvoidKind.YOUNG_SCAR, "face_front", 5000, 7900, "chin", MID, "stitches are out", 90
            ),
        ),
        course=Course(
            "Surgical scars",
            (Goal("jawline", RIGHT, (1000, 1250, 1500)),),
            planned=4,
            interval=42,
            done=3,
            last_days_ago=30,
            voided=2,
        ),
    ),
    Case(
        "田中さくら · Tanaka Sakura",
        aged(24.5),
        Sex.FEMALE,
        3,
        phone="+81 3 3201 3331",
        course=Course(
            "Dullness",
            (Goal("forehead", MID, (250,)), Goal("cheek_medial", BOTH, (250,))),
            planned=3,
            interval=21,
            done=3,
            last_days_ago=40,
            person=DUVAL,
            serums=((VITAMIN_C, HYALURONIC),),
            numbing=False,
        ),
    ),
    Case("Kwame Mensah", aged(41.3), Sex.MALE, 6, phone="+233 30 266 4961"),
    Case("Alex Li", aged(22.6), Sex.OTHER, None, note="Came in to ask; wants to think it over."),
)

CAST = (AMARA, *OTHERS, *SERIES)
UNFINISHED = "Дарья Соколова"
"""Whose session of today is still being written down."""
