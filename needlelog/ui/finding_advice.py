"""What can be done about a finding, in one short line.

No line tells a client to stop a medicine: where one matters, the prescriber is asked.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.screening.decisions import needs
from needlelog.domain.screening.findings import Finding, Scope, Severity

translate = QCoreApplication.translate


def advice(finding: Finding) -> str:
    """What to do; for a rule without words of its own, what its severity asks for."""
    own = _advice().get(finding.rule)
    if own is not None:
        return own
    if finding.scope is Scope.NUMBING and finding.severity is Severity.BLOCK:
        return "" if needs(finding, None) is None else _leave_out()
    if finding.severity is Severity.BLOCK:
        if finding.clear_at is not None:
            return translate("Screening", "Wait, or treat with a reason.")
        return translate("Screening", "Leave it for another day, or treat with a reason.")
    return ""


def _leave_out() -> str:
    return translate("Screening", "Treat without numbing, or give a reason.")


def _advice() -> dict[str, str]:
    prescriber = translate("Screening", "Ask the prescriber and write down the name, or wait.")
    other = translate("Screening", "Treat another zone, or give a reason.")
    return {
        "isotretinoin_block": prescriber,
        "isotretinoin_warn": translate("Screening", "Go gently and watch the healing."),
        "autoimmune_block": translate(
            "Screening",
            "Ask the prescriber and write down the name. The medicine stays as prescribed.",
        ),
        "anticoagulant_warn": translate(
            "Screening", "Stay shallow. The medicine stays as prescribed."
        ),
        "antibiotics_warn": translate("Screening", "Talk about sun protection."),
        "immune_suppression_block": translate(
            "Screening", "Treat only on medical advice, with a reason."
        ),
        "metal_block": translate(
            "Screening", "Treat only on medical advice; write down who gave it."
        ),
        "acne_severe_block": translate(
            "Screening", "A doctor looks first; write down who, or leave the zone out."
        ),
        "acne_mild_warn": translate("Screening", "Leave out the lesions."),
        "hsv_warn": translate("Screening", "Around the mouth: ask about an antiviral beforehand."),
        "young_scar_warn": translate("Screening", "Make sure it has healed."),
        "sun_warn": translate("Screening", "Stay shallow where the skin is tanned."),
        "retinoid_warn": translate("Screening", "Watch for irritation and stay shallow."),
        "phototype_warn": translate("Screening", "Go shallow and look again in two weeks."),
        "phototype_depth_warn": translate("Screening", "Consider less depth."),
        "age_minor_warn": translate("Screening", "The guardian signs the consent."),
        "consent_missing": translate("Screening", "Ask for the consent before you begin."),
        "consent_withdrawn": translate("Screening", "Talk with the client before anything else."),
        "consent_expired": translate("Screening", "Ask for it anew before you begin."),
        "consent_outdated": translate("Screening", "Ask for the consent to the newer text."),
        "event_note": translate("Screening", "Tell the client, and stay shallow."),
        "mark_mole": translate("Screening", "Leave out the spot, or give a reason."),
        "mark_tattoo": translate("Screening", "Leave out the spot, or give a reason."),
        "mark_active_acne": translate("Screening", "Leave out the spot, or give a reason."),
        "mark_cold_sore": translate("Screening", "Leave out the spot, or give a reason."),
        "mark_orbital_rim": translate("Screening", "Leave out the spot, or give a reason."),
        "mark_other": translate("Screening", "Leave out the spot, or give a reason."),
        "mark_young_scar": translate("Screening", "Make sure it has healed."),
        "zone_avoid": other,
        "needled_recently": translate("Screening", "Give the skin more time, or stay shallow."),
        "needled_before_interval": translate("Screening", "Make sure the skin has healed."),
        "deeper_than_last": translate("Screening", "Check the depth."),
        "numbing_strength": translate("Screening", "Check where the cream comes from."),
        "numbing_occluded": translate("Screening", "Watch for dizziness or a racing heart."),
        "numbing_long": translate("Screening", "Watch for dizziness or a racing heart."),
        "numbing_not_wiped": translate("Screening", "Wipe it off fully before needling."),
        "numbing_amount": translate("Screening", "Check amount and area."),
        "product_vitamin_c": translate("Screening", "Use another serum on open channels."),
        "product_exosomes": translate("Screening", "Use another serum."),
    }
