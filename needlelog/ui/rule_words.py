"""Rules and items of the screening in words: names, windows, and why a rule is there.

Words in braces stand for what one finding measured.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.screening.windows import Window, WindowUnit
from needlelog.files.reference_data import shipped_rules

translate = QCoreApplication.translate


def item_name(code: str) -> str:
    """What is asked about; an item this version does not know shows its code."""
    for item in shipped_rules().items:
        if item.code == code:
            return translate("Screening", item.name)
    return code


def window_words(window: Window) -> str:
    """A window in full: ``24 hours``, ``6 months``."""
    words = {
        WindowUnit.HOURS: translate("Screening", "%n hour(s)", "", window.amount),
        WindowUnit.DAYS: translate("Screening", "%n day(s)", "", window.amount),
        WindowUnit.WEEKS: translate("Screening", "%n week(s)", "", window.amount),
        WindowUnit.MONTHS: translate("Screening", "%n month(s)", "", window.amount),
    }
    return words[window.unit]


def rule_name(code: str) -> str:
    """The name of a rule in a list, without figures of a single finding."""
    rule = shipped_rules().known_rule(code)
    if rule is None:
        return code
    named = _names().get(code)
    return named or item_name(rule.item)


def rule_title(code: str) -> str:
    """The title of what a rule over log, client or draft found."""
    return _titles().get(code) or rule_name(code)


def rule_reason(code: str) -> str:
    """Why a rule is there, in one sentence; empty where its window says enough."""
    return _reasons().get(code, "")


def _titles() -> dict[str, str]:
    return {
        "phototype_warn": translate("Screening", "Fitzpatrick {phototype}"),
        "phototype_clearance_note": translate(
            "Screening", "Fitzpatrick {phototype} and the device’s clearance"
        ),
        "phototype_depth_warn": translate("Screening", "{depth} mm on darker skin"),
        "age_minor_warn": translate("Screening", "{detail} years old"),
        "age_label_note": translate("Screening", "{detail} years old"),
        "consent_missing": translate("Screening", "No consent to the treatment"),
        "consent_expired": translate("Screening", "The consent has expired"),
        "consent_outdated": translate("Screening", "The consent is to an older text"),
        "needled_recently": translate("Screening", "Needled {when}"),
        "needled_before_interval": translate("Screening", "Needled {when}"),
        "passes_note": translate("Screening", "{detail} passes in a short time"),
        "deeper_than_last": translate("Screening", "Much deeper than last time"),
        "numbing_strength": translate("Screening", "Lidocaine {figure} %"),
        "numbing_short": translate("Screening", "Numbing on for {figure} min"),
        "numbing_long": translate("Screening", "Numbing on for {figure} min"),
        "numbing_amount": translate("Screening", "{figure} mg of cream per cm²"),
        "product_vitamin_c": translate("Screening", "{detail}: vitamin C"),
        "product_exosomes": translate("Screening", "{detail}: exosomes"),
        "product_unlabelled": translate("Screening", "{detail}: not labelled for microneedling"),
        "product_unsterile": translate("Screening", "{detail}: not sterile"),
    }


def _names() -> dict[str, str]:
    return {
        "phototype_warn": translate("Screening", "Fitzpatrick IV–VI"),
        "phototype_clearance_note": translate("Screening", "Fitzpatrick IV–VI: clearances"),
        "phototype_depth_warn": translate("Screening", "Fitzpatrick IV–VI and deep needling"),
        "age_minor_warn": translate("Screening", "Under age"),
        "age_label_note": translate("Screening", "Younger than the clearances"),
        "consent_missing": translate("Screening", "No consent"),
        "consent_withdrawn": translate("Screening", "Consent refused or withdrawn"),
        "consent_expired": translate("Screening", "Consent expired"),
        "consent_outdated": translate("Screening", "Consent to an older text"),
        "mark_mole": translate("Screening", "Mole marked here"),
        "mark_tattoo": translate("Screening", "Tattoo or permanent make-up marked here"),
        "mark_active_acne": translate("Screening", "Active acne marked here"),
        "mark_cold_sore": translate("Screening", "Cold sore marked here"),
        "mark_young_scar": translate("Screening", "Young scar marked here"),
        "mark_orbital_rim": translate("Screening", "Orbital rim marked here"),
        "mark_other": translate("Screening", "Spot to leave out marked here"),
        "zone_avoid": translate("Screening", "A zone not to be needled"),
        "needled_recently": translate("Screening", "Needled in the same zone lately"),
        "needled_before_interval": translate("Screening", "Before the plan’s interval is over"),
        "passes_note": translate("Screening", "Many passes in one zone"),
        "deeper_than_last": translate("Screening", "Much deeper than last time"),
        "numbing_strength": translate("Screening", "Strong lidocaine cream"),
        "numbing_medical": translate("Screening", "Compounded numbing cream"),
        "numbing_occluded": translate("Screening", "Numbing was covered"),
        "numbing_short": translate("Screening", "Numbing on for a short time"),
        "numbing_long": translate("Screening", "Numbing on for a long time"),
        "numbing_not_wiped": translate("Screening", "Numbing not wiped off"),
        "numbing_amount": translate("Screening", "Amount of numbing does not fit the area"),
        "product_vitamin_c": translate("Screening", "Vitamin C"),
        "product_exosomes": translate("Screening", "Exosomes"),
        "product_unlabelled": translate("Screening", "Product not labelled for microneedling"),
        "product_unsterile": translate("Screening", "Product not sterile"),
    }


def _reasons() -> dict[str, str]:
    numbing = translate("Screening", "Numbing is closed for this client. Needling is not affected.")
    skin = translate("Screening", "Not over broken or inflamed skin.")
    spot = translate("Screening", "The marked spot lies in this zone.")
    return {
        "sunburn_block": skin,
        "hsv_warn": translate("Screening", "Needling the face can bring a cold sore back."),
        "herpes_now_block": translate("Screening", "It can be spread by the needles."),
        "infection_block": translate("Screening", "It can be spread by the needles."),
        "warts_block": translate("Screening", "They can be spread by the needles."),
        "open_lesion_block": skin,
        "acne_severe_block": skin,
        "acne_mild_warn": translate("Screening", "Makers exclude active lesions."),
        "skin_flare_block": skin,
        "skin_cancer_block": translate("Screening", "Not over the area."),
        "actinic_keratosis_block": translate("Screening", "Not over the area."),
        "raised_mole_block": translate("Screening", "Not over the mole."),
        "keloid_block": translate("Screening", "Each needling is an injury that can scar."),
        "bleeding_disorder_block": translate("Screening", "Bleeding may be hard to stop."),
        "anticoagulant_warn": translate("Screening", "More bleeding and bruising is likely."),
        "pregnancy_block": translate("Screening", "Needling was not tested in pregnancy."),
        "breastfeeding_block": translate(
            "Screening", "Needling was not tested while breast-feeding."
        ),
        "metal_block": translate("Screening", "Needles are stainless steel."),
        "latex_note": translate("Screening", "Gloves without latex."),
        "connective_tissue_block": translate("Screening", "Healing may be disturbed."),
        "healing_deficit_block": translate("Screening", "Healing may be disturbed."),
        "diabetes_warn": translate("Screening", "Healing may be slower."),
        "diabetes_uncontrolled_block": translate("Screening", "Healing and infection are a risk."),
        "immune_suppression_block": translate("Screening", "Infection is a risk."),
        "hrt_note": translate("Screening", "It is only recorded."),
        "hiv_hepatitis_note": translate(
            "Screening", "It is only recorded; the usual care with blood holds for everybody."
        ),
        "needled_before_interval": translate("Screening", "The plan’s interval is not over."),
        "event_note": translate("Screening", "Redness can last for days."),
        "sun_coming_note": translate("Screening", "No sun for 72 hours after needling."),
        "injection_coming_note": translate("Screening", "Leave 2 to 3 weeks after needling."),
        "phototype_warn": translate(
            "Screening", "Darkening was seen in up to 13.8 % of people in trials."
        ),
        "phototype_clearance_note": translate(
            "Screening", "Some devices are cleared for lighter skin only."
        ),
        "phototype_depth_warn": translate("Screening", "Deeper needling may leave dark marks."),
        "age_minor_warn": translate("Screening", "A guardian decides with the client."),
        "age_label_note": translate("Screening", "US clearances are for 22 years and older."),
        "consent_missing": translate("Screening", "None is recorded up to this day."),
        "consent_withdrawn": translate("Screening", "The client has not agreed."),
        "consent_expired": translate("Screening", "It no longer holds on this day."),
        "consent_outdated": translate("Screening", "The clinic has a newer text."),
        "mark_mole": spot,
        "mark_tattoo": spot,
        "mark_active_acne": spot,
        "mark_cold_sore": spot,
        "mark_young_scar": spot,
        "mark_orbital_rim": spot,
        "mark_other": spot,
        "zone_avoid": translate("Screening", "The skin here is not to be needled."),
        "passes_note": translate("Screening", "Counted with today’s; the skin needs time."),
        "deeper_than_last": translate("Screening", "Last time it was {depth} mm."),
        "anaesthetic_block": numbing,
        "paba_block": numbing,
        "sulfonamide_block": numbing,
        "methaemoglobinaemia_block": numbing,
        "g6pd_block": numbing,
        "liver_block": numbing,
        "pseudocholinesterase_block": numbing,
        "antiarrhythmics_block": numbing,
        "numbing_strength": translate(
            "Screening", "Creams above 4 % sold without prescription are warned against."
        ),
        "numbing_medical": translate("Screening", "Compounded creams are for medical use."),
        "numbing_occluded": translate("Screening", "Wrapping lets more of it into the body."),
        "numbing_short": translate("Screening", "It may not work yet."),
        "numbing_long": translate("Screening", "More of it goes into the body with time."),
        "numbing_not_wiped": translate("Screening", "Needles would carry it into the skin."),
        "numbing_amount": translate("Screening", "The label gives 100 to 200 mg per cm²."),
        "product_vitamin_c": translate(
            "Screening", "Granulomas after needling are reported, mostly with vitamin C."
        ),
        "product_exosomes": translate("Screening", "No exosome product is approved by the FDA."),
        "product_unlabelled": translate(
            "Screening", "Clearances of devices do not cover bringing it through the skin."
        ),
        "product_unsterile": translate("Screening", "It goes into open channels."),
    }
