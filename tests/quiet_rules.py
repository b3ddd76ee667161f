"""A clinic whose rules are about answers only, so that tests of other things sign undisturbed."""

from __future__ import annotations

from needlelog.db.stores.rules import replace_change
from needlelog.domain.screening.rules import RuleChange
from needlelog.files.reference_data import shipped_rules
from needlelog.services.acts import acting
from needlelog.services.clinic import Clinic


def quiet_rules(clinic: Clinic) -> None:
    """Switch off every rule that finds something nobody was asked about, as one act.

    Those are the rules over consent, age, phototype, the log, spots, numbing and products.
    """
    book = shipped_rules()
    asked = {item.code for item in book.items}
    with acting(clinic, "save_rule") as act:
        for rule in book.rules:
            if rule.item not in asked:
                change = RuleChange(rule.code, enabled=False, by=clinic.person.name, at=act.at)
                uid = replace_change(act.session, change, clinic.person.uid, act.at)
                act.record("screening rule set", "rule_override", uid, after=change)
