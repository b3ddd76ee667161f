"""What cards B to E say, token for token and column for column; nothing else may come out."""

from __future__ import annotations

from typing import Any

from tests.journeys.evidence import at

Tables = dict[str, list[dict[str, Any]]]

DAY = "2026-11-02"

WORDS_B = """
Berta Ñandú
3 Sep 1969
Fitzpatrick II
Neck lines
session 1 of 4
Aspirin
on aspirin
lidocaine 2.5 % + prilocaine 2.5 %
on 09:10
off 10:15
Rejuvapen
12-pin · lot RP5521 · exp. 2027-02
Neck, front mid 1.00 4
Neck, side L + R 1.00 4
Neck, side L 2.00 1
one small area
saline · no serum, saline only
bruise · Neck, side L · 1 cm
"""
SESSION_B: Tables = {
    "session": [{"number": 1, "planned_total": 4, "phase": "series", "reactions_answered": True}],
    "numbing": [
        {
            "agent": "lidocaine 2.5 % + prilocaine 2.5 %",
            "on_at": at(f"{DAY} 09:10"),
            "off_at": at(f"{DAY} 10:15"),
        }
    ],
    "device_use": [{"name": "Rejuvapen"}],
    "cartridge_use": [{"kind": "12-pin", "lot": "RP5521", "expiry": "2027-02", "count": 1}],
    "treated_zone": [
        {
            "zone": "neck_front",
            "side": "mid",
            "depth_um": 1000,
            "passes": 4,
            "erythema": 2,
            "bleeding": 0,
        },
        {
            "zone": "neck_side",
            "side": "both",
            "depth_um": 1000,
            "passes": 4,
            "erythema": 2,
            "bleeding": 0,
        },
        {
            "zone": "neck_side",
            "side": "left",
            "depth_um": 2000,
            "passes": 1,
            "note": "one small area",
            "reason": "one small area",
        },
    ],
    "topical": [{"name": "saline", "note": "no serum, saline only"}],
    "reaction": [{"sign": "bruise", "zone": "neck_side", "side": "left", "note": "1 cm"}],
}
CLIENT_B: Tables = {
    "client": [
        {"name": "Berta Ñandú", "birth_date": "1969-09-03", "sex": "female", "phototype": 2}
    ],
    "history_item": [
        {
            "code": "aspirin",
            "kind": "medicine",
            "name": "Aspirin",
            "answer": "yes",
            "asked_on": DAY,
            "note": "on aspirin",
            "alert": False,
        }
    ],
    "client_concern": [{"concern": "Neck lines"}],
    "plan": [
        {
            "concern": "Neck lines",
            "planned_sessions": 4,
            "interval_days": 30,
            "phase": "series",
            "started_on": DAY,
            "note": "monthly",
        }
    ],
}

WORDS_C = """
Çiğdem Ø.
21 Nov 1985
Fitzpatrick V
Melasma
maintenance
Roller 1.5 mm, 192 needles · lot DR-88 · exp. 2026-12
Forehead mid 1.50 4
Cheek, lateral L + R 1.50 4
malar
Tranexamic acid · 4 mg/ml · lot TX-19 · 2 ml · during · opened today
dark marks for 3 weeks after visit 2, shallower if it recurs
"""
SESSION_C: Tables = {
    "session": [
        {
            "phase": "maintenance",
            "note": "dark marks for 3 weeks after visit 2, shallower if it recurs",
            "reactions_answered": False,
        }
    ],
    "cartridge_use": [
        {"kind": "Roller 1.5 mm, 192 needles", "lot": "DR-88", "expiry": "2026-12", "count": 1}
    ],
    "treated_zone": [
        {
            "zone": "cheek_lateral",
            "side": "both",
            "depth_um": 1500,
            "passes": 4,
            "note": "malar",
        },
        {
            "zone": "forehead",
            "side": "mid",
            "depth_um": 1500,
            "passes": 4,
            "reason": "melasma",
        },
    ],
    "topical": [
        {
            "name": "Tranexamic acid",
            "strength": "4 mg/ml",
            "lot": "TX-19",
            "amount_ul": 2000,
            "timing": "during",
            "note": "opened today",
        }
    ],
}
CLIENT_C: Tables = {
    "client": [{"name": "Çiğdem Ø.", "birth_date": "1985-11-21", "sex": "female", "phototype": 5}],
    "client_concern": [{"concern": "Melasma"}],
    "plan": [
        {
            "concern": "Melasma",
            "phase": "maintenance",
            "started_on": DAY,
            "note": "7 months after the last of 4",
        }
    ],
}

NOTE_D = (
    "Redness and bleeding 3 over the marks. Came after 6 weeks. Last time: redness 4 days, "
    "swelling 2 days, itching 3 days, all gone."
)
WORDS_D = f"""
Dora Zażółć
30 Jun 1991
Fitzpatrick III
Stretch marks
session 3 of 5
8 months after birth
Breast-feeding
Dermapen 4 · level 4
16-pin · lot C7741 · exp. 2027-06 · 2 used
Abdomen, upper L + R 2.00 5
Abdomen, lower L + R 2.00 5
Flank L + R 1.75 4
one spot right flank skipped (mole)
Mole
Pain 6 of 10
Growth factor serum · lot G118 · 3 ml · after
{NOTE_D}
"""
ABDOMEN = {"side": "both", "depth_um": 2000, "passes": 5, "erythema": 3, "bleeding": 3}
SESSION_D: Tables = {
    "session": [
        {
            "number": 3,
            "planned_total": 5,
            "phase": "series",
            "pain": 6,
            "note": NOTE_D,
            "reactions_answered": False,
        }
    ],
    "device_use": [{"name": "Dermapen 4", "speed_value": "4", "speed_unit": "level"}],
    "cartridge_use": [{"kind": "16-pin", "lot": "C7741", "expiry": "2027-06", "count": 2}],
    "treated_zone": [
        {"zone": "abdomen_upper", **ABDOMEN},
        {"zone": "abdomen_lower", **ABDOMEN},
        {
            "zone": "flank",
            "side": "both",
            "depth_um": 1750,
            "passes": 4,
            "erythema": 3,
            "bleeding": 3,
            "note": "one spot right flank skipped (mole)",
        },
    ],
    "topical": [
        {"name": "Growth factor serum", "lot": "G118", "amount_ul": 3000, "timing": "after"}
    ],
}
CLIENT_D: Tables = {
    "client": [
        {"name": "Dora Zażółć", "birth_date": "1991-06-30", "sex": "female", "phototype": 3}
    ],
    "history_item": [
        {
            "kind": "condition",
            "name": "Birth",
            "answer": "yes",
            "asked_on": DAY,
            "note": "8 months after birth",
            "alert": False,
        },
    ],
    "client_concern": [{"concern": "Stretch marks"}],
    "avoid_mark": [{"kind": "mole", "map_name": "body_front", "zone": "flank", "side": "right"}],
    "plan": [
        {
            "concern": "Stretch marks",
            "planned_sessions": 5,
            "interval_days": 28,
            "phase": "series",
            "started_on": DAY,
            "note": "every 4 weeks",
        }
    ],
}

WORDS_E = """
Emil Łącki
9 Jan 1988
Thinning hair, vertex
session 9 of 12
Roller 1.5 mm · lot DR-91 · exp. 2027-04
Scalp, vertex mid 1.50 5 three directions
Scalp, front mid 1.50 5 three directions
redness · mild
Minoxidil 5 % · at home · not before 24 h
"""
SCALP = {"side": "mid", "depth_um": 1500, "passes": 5, "pattern": "three_directions"}
SESSION_E: Tables = {
    "session": [{"number": 9, "planned_total": 12, "phase": "series", "reactions_answered": True}],
    "cartridge_use": [{"kind": "Roller 1.5 mm", "lot": "DR-91", "expiry": "2027-04", "count": 1}],
    "treated_zone": [{"zone": "scalp_front", **SCALP}, {"zone": "scalp_vertex", **SCALP}],
    "reaction": [{"sign": "redness", "severity": 1}],
    "topical": [{"name": "Minoxidil 5 %", "timing": "at_home", "note": "not before 24 h"}],
}
CLIENT_E: Tables = {
    "client": [{"name": "Emil Łącki", "birth_date": "1988-01-09", "sex": "male"}],
    "client_concern": [{"concern": "Thinning hair, vertex"}],
    "plan": [
        {
            "concern": "Thinning hair, vertex",
            "planned_sessions": 12,
            "interval_days": 7,
            "phase": "series",
            "started_on": DAY,
            "note": "weekly",
        }
    ],
}
