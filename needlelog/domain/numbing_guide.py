"""Which known anaesthetic the words on a row mean, and what is told of how long it stays on."""

from __future__ import annotations

from collections.abc import Iterable

from needlelog.domain.devices import NumbingAgent
from needlelog.domain.screening.strengths import drugs_in


def agent_meant(agents: Iterable[NumbingAgent], name: str, strength: str) -> NumbingAgent | None:
    """The anaesthetic with exactly the drugs that a row names; ``None`` where none is known.

    Lidocaine alone is another cream than lidocaine with prilocaine: it stays on shorter.
    """
    named = set(drugs_in(f"{name} {strength}"))
    return next((one for one in agents if set(one.drugs) == named), None)


def single_strength(agent: NumbingAgent) -> str:
    """The strength of an anaesthetic, empty where it is sold in several and has to be read off."""
    return "" if "–" in agent.strength else agent.strength
