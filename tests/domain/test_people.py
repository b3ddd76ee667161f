"""People of one name are told apart, the same way everywhere."""

from __future__ import annotations

from needlelog.domain.people import Practitioner, Role, told_apart


def person(uid: str, name: str, licence: str = "") -> Practitioner:
    return Practitioner(uid, name, Role.PRACTITIONER, licence)


def test_who_has_a_name_alone_is_called_by_it() -> None:
    assert told_apart([person("b", "Jana"), person("a", "Rina")]) == {"b": "Jana", "a": "Rina"}


def test_namesakes_are_told_by_their_licences() -> None:
    people = [person("a", "Rina Patel", "L-1"), person("b", "rina  patel", "L-2")]
    assert told_apart(people) == {"a": "Rina Patel (L-1)", "b": "rina  patel (L-2)"}


def test_where_licences_do_not_help_they_are_numbered_as_they_were_added() -> None:
    for licences in (("", "L-2"), ("L-1", "l-1"), ("", "")):
        people = [person("b", "Rina", licences[0]), person("a", "Rina", licences[1])]
        assert told_apart(people) == {"a": "Rina (1)", "b": "Rina (2)"}
