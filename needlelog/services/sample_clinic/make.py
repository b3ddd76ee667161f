"""Making the sample clinic."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.queries.clients import client_count
from needlelog.domain.backups import BackupReason
from needlelog.files.key_slots import STANDARD_COST, KdfCost
from needlelog.files.recovery_code import RecoveryCode, new_recovery_code
from needlelog.services.backups import back_up
from needlelog.services.clinic import create_clinic
from needlelog.services.people import add_person, people
from needlelog.services.sample_clinic.cast import CAST, UNFINISHED
from needlelog.services.sample_clinic.crowd import crowd
from needlelog.services.sample_clinic.faces import take_photos
from needlelog.services.sample_clinic.many.add import LONG_AGO, add_many_sessions
from needlelog.services.sample_clinic.people import CLINIC_NAME, MANAGER, OTHERS, PASSPHRASE
from needlelog.services.sample_clinic.ratings import write_later_scores
from needlelog.services.sample_clinic.register import first_day_ago, register
from needlelog.services.sample_clinic.shelf import count_shelf, fill_shelf
from needlelog.services.sample_clinic.stage import Stage, StageClock
from needlelog.services.sample_clinic.visits import hold, leave_unfinished, visits_of

if TYPE_CHECKING:
    from needlelog.services.sample_clinic.cases import Case
    from needlelog.services.sample_clinic.shelf import Shelf
    from needlelog.services.sample_clinic.visits import Visit

Progress = Callable[[int, int], object]
"""Called with how many steps are done, of how many."""

_FOUNDED_BEFORE_FIRST_CLIENT = timedelta(days=30)
MOST_PLAYED = 500
"""Where more sessions are wanted, all but those of the named clients are made in bulk."""
_VISITS_AT_ONCE = 200
"""So many visits go to the disk in one transaction."""


@dataclass(frozen=True, slots=True)
class SampleClinic:
    """The finished sample clinic; everybody in it signs in with ``passphrase``."""

    folder: Path
    first_person_uid: str
    passphrase: str
    recovery_code: RecoveryCode
    clients: int
    sessions: int


def make_sample_clinic(
    folder: Path,
    clock: Callable[[], datetime],
    sessions: int | None = None,
    seed: int = 1,
    progress: Progress | None = None,
    kdf: KdfCost = STANDARD_COST,
) -> SampleClinic:
    """Make a clinic that looks lived in, seen from the clock's today, and close it.

    ``sessions`` is how many signed sessions it has in all, void ones included: ``None`` leaves
    the named clients as they are, a large number brings further clients, and 0 leaves people and
    stock alone. The same seed on the same day tells the same story. Everything is written
    through the services, with the clock set to the day it tells of.

    Raises:
        FolderAlreadyClinic, FolderOccupied, FolderInUse, or an error of the disk.
    """
    present = clock().astimezone()
    chance = random.Random(seed)  # noqa: S311  a story, not a secret
    many = 0
    if sessions is not None and sessions > MOST_PLAYED:
        many, sessions = sessions - sum(visit.signings for visit in visits_of(CAST)), None
    cases, visits = _story(chance, sessions)
    founded = present - timedelta(days=max(map(first_day_ago, cases), default=0))
    founded = min(founded, present - LONG_AGO) if many else founded
    stage_clock = StageClock(founded - _FOUNDED_BEFORE_FIRST_CLIENT)
    code = new_recovery_code()
    clinic = create_clinic(folder, CLINIC_NAME, MANAGER, PASSPHRASE, code, stage_clock, kdf)
    try:
        for person in OTHERS:
            add_person(clinic, person, PASSPHRASE)
        stage = Stage(people(clinic), chance, clinic, stage_clock, present)
        _play(stage, cases, visits, many, progress or (lambda _done, _of: None))
        with clinic.database.read() as session:
            clients = client_count(session)
        if sessions is None and not many:
            stage_clock.now = present
            back_up(clinic, BackupReason.CLOSING)
    finally:
        clinic.close()
    return SampleClinic(
        folder,
        clinic.person.uid,
        PASSPHRASE,
        code,
        clients,
        many + sum(visit.signings for visit in visits),
    )


def _story(chance: random.Random, sessions: int | None) -> tuple[tuple[Case, ...], list[Visit]]:
    """Who the clients are and which visits are held, in the order they are written down."""
    if sessions == 0:
        return (), []
    cases: tuple[Case, ...] = CAST
    visits = visits_of(cases)
    told = sum(visit.signings for visit in visits)
    if sessions is not None and sessions > told:
        cases = (*CAST, *crowd(chance, sessions - told))
        return cases, visits_of(cases)
    surplus = 0 if sessions is None else told - sessions
    kept: list[Visit] = []
    for visit in visits:
        if visit.signings <= surplus:
            surplus -= visit.signings
        else:
            kept.append(visit)
    return cases, kept


def _play(
    stage: Stage, cases: tuple[Case, ...], visits: list[Visit], many: int, progress: Progress
) -> None:
    """Let the days pass: clients come for the first time, are treated, and one sits there now."""
    steps = len(cases) + len(visits) + 1
    shelf = fill_shelf(stage)
    if many:
        add_many_sessions(stage, shelf, many, lambda made: progress(made, many + steps))
    waiting = sorted(range(len(cases)), key=lambda index: -first_day_ago(cases[index]))
    uids: dict[int, str] = {}
    done, steps = 1 + many, steps + many
    progress(done, steps)

    def welcome(until_days_ago: int) -> None:
        nonlocal done
        while waiting and first_day_ago(cases[waiting[0]]) >= until_days_ago:
            case = cases[waiting.pop(0)]
            uids[id(case)] = register(stage, case)
            done += 1
            progress(done, steps)

    for first in range(0, len(visits), _VISITS_AT_ONCE):
        with stage.clinic.database.together():
            for visit in visits[first : first + _VISITS_AT_ONCE]:
                welcome(visit.written_days_ago)
                hold(stage, shelf, visit, uids[id(visit.case)])
                done += 1
                progress(done, steps)
    with stage.clinic.database.together():
        welcome(0)
        count_shelf(stage, shelf)
        _finish(stage, shelf, cases, uids)
    # The consent to photos is read outside of the transaction that wrote it.
    for case in cases:
        if case.course is not None and case.course.faces:
            take_photos(stage, case.course, uids[id(case)])


def _finish(stage: Stage, shelf: Shelf, cases: tuple[Case, ...], uids: dict[int, str]) -> None:
    for case in cases:
        if case.course is not None and id(case) in uids:
            write_later_scores(stage, case.course, uids[id(case)])
        if case.name == UNFINISHED:
            leave_unfinished(stage, shelf, case, uids[id(case)])
