"""A week of signed sessions for a manager to review, made by the services."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from needlelog.domain.clients import Answer, Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.screening.findings import ScreeningAnswer
from needlelog.domain.sessions import Aftercare, CartridgeUse, SessionDraft, TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.reference_data import shipped_rules
from needlelog.services import clients, people, sessions
from needlelog.services.clinic import Clinic, open_clinic
from tests.dealt_with import deal_with
from tests.journeys.program import CHEAP, PASSPHRASE, PERSON, Program

JANA = Practitioner("person-jana", "Jana Novak", Role.PRACTITIONER, licence="L-22")


@dataclass(frozen=True)
class Log:
    """The clients' names, the newest session first, and the sessions' uids in the same order."""

    names: tuple[str, ...]
    uids: tuple[str, ...]


def opened(program: Program, person_uid: str = PERSON.uid) -> Clinic:
    """The clinic of a program that is not running."""
    return open_clinic(program.folder, person_uid, PASSPHRASE, program.clock, CHEAP)


def signed_by_jana(program: Program, count: int, incomplete: frozenset[int] = frozenset()) -> Log:
    """So many sessions by a practitioner; those with these places in the list lack a lot."""
    clinic = opened(program)
    try:
        people.add_person(clinic, JANA, PASSPHRASE)
    finally:
        clinic.close()
    clinic = opened(program, JANA.uid)
    first = program.clock.now
    told: list[tuple[str, str]] = []
    try:
        for number in range(count):
            place = count - 1 - number
            program.clock.now = first - timedelta(minutes=10 * (place + 1))
            told.append(_signed(clinic, f"Client {place:02}", complete=place not in incomplete))
    finally:
        clinic.close()
        program.clock.now = first
    told.reverse()
    return Log(tuple(name for name, _uid in told), tuple(uid for _name, uid in told))


def _signed(clinic: Clinic, name: str, *, complete: bool) -> tuple[str, str]:
    today = clinic.clock().astimezone().date()
    consent = Consent("", ConsentKind.TREATMENT, "1", ConsentStatus.GIVEN, today)
    client = clients.create_client(clinic, Client("", name, phototype=2, consents=(consent,)))
    draft = _written(sessions.start_session(clinic, client.uid), lot="C-41" if complete else "")
    sessions.save_draft(clinic, deal_with(clinic, draft))
    return name, sessions.sign_session(clinic, draft.uid).content.uid


def _written(draft: SessionDraft, lot: str) -> SessionDraft:
    start = draft.started_at
    assert start is not None
    return replace(
        draft,
        zones=(
            ZoneRow(1, "chin", Side.MID, depth_um=500, passes=4),
            ZoneRow(2, "forehead", Side.MID, depth_um=250, passes=4),
        ),
        ended_at=start + timedelta(minutes=5),
        cartridge=CartridgeUse(kind="12 needles", lot=lot, expiry="2030-01"),
        topicals=(TopicalRow(1, "Hyaluronic acid", lot="H-7", expiry="2030-01"),),
        answers=tuple(ScreeningAnswer(item.code, Answer.NO) for item in shipped_rules().items),
        reactions=(),
        aftercare=Aftercare("face", "1", start + timedelta(minutes=5)),
    )
