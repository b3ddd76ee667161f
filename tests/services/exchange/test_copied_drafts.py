"""An unfinished session lies on two computers, because one began as a copy of the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from needlelog.db.new_chain import start_new_chain
from needlelog.domain.backups import BackupReason
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.exchange.errors import SignedTwice
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, photos, sessions
from needlelog.services.backups import back_up
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.machines import join
from needlelog.services.exchange.receiving import preview, receive
from needlelog.services.exchange.sending import send
from needlelog.services.moving import pack, unpack
from needlelog.services.restoring import backups_to_restore, prepare_here, restore_here
from needlelog.services.verification import verify
from tests.files.photos.faces import encoded, face
from tests.services.conftest import MANAGER, PASSPHRASE, SteppingClock
from tests.services.exchange.test_after_a_restore import copied, gone_on
from tests.services.machines import Machines, differences, opened


def begun(clinic: Clinic) -> SessionDraft:
    paper = Consent("c", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, date(2026, 3, 1))
    anna = clients.create_client(clinic, Client("", "Anna", consents=(paper,)))
    draft = replace(
        sessions.start_session(clinic, anna.uid),
        zones=(ZoneRow(1, "chin", Side.MID, depth_um=500),),
    )
    sessions.save_draft(clinic, draft)
    return draft


def unfinished(clinic: Clinic) -> list[str]:
    return [row.uid for row in sessions.drafts(clinic)]


def signed(clinic: Clinic) -> set[str]:
    (anna,) = clients.search_client_ids(clinic, "Anna")
    uid = clients.client_rows(clinic, [anna])[0].uid
    return {record.content.uid for record in sessions.records(clinic, uid)}


def test_what_a_packed_clinic_had_open_is_signed_on_both_and_both_are_kept(
    machines: Machines, tmp_path: Path
) -> None:
    one = machines.clinics[0]
    draft = begun(one)
    pack(one, tmp_path / "packed")
    unpack(tmp_path / "packed", tmp_path / "new", MANAGER.uid, PASSPHRASE, machines.clock)
    new = opened(tmp_path / "new", machines.clock)
    join(new, "New")
    machines.clinics.append(new)
    (other,) = unfinished(new)
    assert other != draft.uid
    assert sessions.load_draft(new, other) == replace(draft, uid=other)
    for clinic, uid in ((one, draft.uid), (new, other)):
        sessions.sign_session(clinic, uid)
    machines.everybody()
    for clinic in machines.clinics:
        assert signed(clinic) == {draft.uid, other}
        assert differences(one, clinic) == []
        assert verify(clinic) == ()


def test_a_clinic_on_one_computer_takes_what_it_had_open_along(
    clinic: Clinic, clock: SteppingClock, tmp_path: Path
) -> None:
    draft = begun(clinic)
    pack(clinic, tmp_path / "packed")
    unpack(tmp_path / "packed", tmp_path / "new", MANAGER.uid, PASSPHRASE, clock)
    new = opened(tmp_path / "new", clock)
    assert unfinished(new) == [draft.uid], "with its photos"
    new.close()


def test_what_was_signed_since_a_backup_comes_back_beside_what_is_open_again(
    machines: Machines,
) -> None:
    one, two = machines.clinics[:2]
    draft = begun(two)
    taken = photos.NewPhoto("face_front", PhotoPhase.BEFORE, session_uid=draft.uid)
    photos.add_photo(two, draft.client_uid, encoded(face()), taken)
    back_up(two, BackupReason.BY_HAND)
    machines.clock.forward(minutes=1)
    sessions.sign_session(two, draft.uid)
    machines.pass_on(1, 0)
    restore_here(two, prepare_here(two, backups_to_restore(two.folder)[0]))
    two = machines.clinics[1] = opened(two.folder.path, machines.clock)
    join(two, "Restored")
    assert unfinished(two) == [draft.uid]
    machines.clock.forward(seconds=1)
    receive(two, machines.stick / send(one, machines.stick, everything=True).file)
    (other,) = unfinished(two)
    assert other != draft.uid
    sessions.sign_session(two, other)
    machines.everybody()
    for clinic in (one, two):
        assert signed(clinic) == {draft.uid, other}
        assert verify(clinic) == ()


def test_two_records_under_one_uid_are_told_by_the_day(machines: Machines, tmp_path: Path) -> None:
    """So it was with copies of former programs."""
    two = machines.clinics[1]
    draft = begun(two)
    machines.pass_on(1, 0)
    backup = copied(machines, 1, tmp_path / "backup.db")
    machines.clock.forward(seconds=1)
    sessions.sign_session(two, draft.uid)
    machines.pass_on(1, 0)
    two = gone_on(machines, 1, backup)
    with two.database.write() as session:
        start_new_chain(session, machines.clock(), two.person, "unpacked")
    join(two, "Copy")
    sessions.sign_session(two, draft.uid)
    sent = send(two, machines.stick)
    for act in (preview, receive):
        with pytest.raises(SignedTwice, match=f"{draft.started_at:%Y-%m-%d %H:%M}"):
            act(machines.clinics[0], machines.stick / sent.file)
