"""Which anaesthetic is meant by what stands on a row."""

from __future__ import annotations

import pytest

from needlelog.domain.numbing_guide import agent_meant, single_strength
from needlelog.files.reference_data import numbing_agents


@pytest.mark.parametrize(
    ("name", "strength", "code"),
    [
        ("Lidocaine", "4 %", "lidocaine"),
        ("lignocaine cream", "", "lidocaine"),
        ("EMLA", "", "lidocaine_prilocaine"),
        ("Prilocaine + lidocaine", "2.5 % + 2.5 %", "lidocaine_prilocaine"),
        ("Lidocaine", "23 %, tetracaine 7 %", "lidocaine_tetracaine"),
        ("BLT", "20/8/4 %", "blt"),
        ("Tetracaine", "4 %", None),
        ("Ice", "", None),
        ("", "", None),
    ],
)
def test_an_anaesthetic_is_known_by_exactly_its_drugs(
    name: str, strength: str, code: str | None
) -> None:
    found = agent_meant(numbing_agents(), name, strength)
    assert (found.code if found else None) == code


def test_only_a_strength_that_is_sold_alone_is_filled_in() -> None:
    strengths = {agent.code: single_strength(agent) for agent in numbing_agents()}
    assert strengths == {
        "lidocaine_prilocaine": "2.5 % + 2.5 %",
        "lidocaine": "",
        "lidocaine_tetracaine": "23 % + 7 %",
        "blt": "",
    }
