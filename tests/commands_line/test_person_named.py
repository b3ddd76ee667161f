"""Who is meant by ``--person``."""

from __future__ import annotations

import pytest
from click import UsageError

from needlelog.commands_line.profile import person_named
from needlelog.domain.errors import NoSuchPerson

PEOPLE = (("a", "Rina Patel (1)"), ("b", "Tom Berg"), ("c", "Rina Patel (2)"))


@pytest.mark.parametrize(("name", "uid"), [(None, "a"), ("tom berg", "b"), ("rina patel (2)", "c")])
def test_a_name_means_one_person(name: str | None, uid: str) -> None:
    assert person_named(PEOPLE, name) == uid


def test_a_name_of_two_is_asked_back_and_of_nobody_refused() -> None:
    with pytest.raises(UsageError, match=r"Rina Patel \(1\), Rina Patel \(2\)"):
        person_named(PEOPLE, "Rina Patel")
    with pytest.raises(NoSuchPerson):
        person_named(PEOPLE, "Tom")
