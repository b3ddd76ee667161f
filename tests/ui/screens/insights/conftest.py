"""A client whose skin was graded."""

from __future__ import annotations

from datetime import date

import pytest

from needlelog.domain.scales import Rater
from needlelog.domain.scores import DraftScore
from needlelog.services import scores
from needlelog.services.clinic import Clinic
from tests.ui.screens.conftest import ClinicTools

GRADES = ((date(2026, 9, 13), 4), (date(2026, 10, 14), 3), (date(2026, 12, 1), 2))


@pytest.fixture
def rated(clinic_tools: ClinicTools, clinic: Clinic) -> str:
    """A client with three sessions who was graded three times."""
    client = clinic_tools.amara()
    for day, grade in GRADES:
        given = DraftScore(
            "goodman_baron", "1", Rater.CLINICIAN, day, (("grade", grade * 1000),), 0
        )
        scores.save_score(clinic, client.uid, given)
    return client.uid
