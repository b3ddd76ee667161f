"""Rehearsal with two machines: files of the other one are received, own ones are sent."""

from __future__ import annotations

import shutil

from needlelog.db.new_chain import start_new_chain
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.photos import PhotoPhase
from needlelog.files.exchange.bundle_file import SUFFIX, BundleReader
from needlelog.services import people, photos, sessions
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.machines import begin, join
from needlelog.services.exchange.receiving import preview, receipts, receive, undo_receive
from needlelog.services.exchange.sending import send
from needlelog.services.photos import NewPhoto
from tests.faults.clinic import NOW, PASSPHRASE, Clock, opened, treat
from tests.faults.copies import with_photos
from tests.faults.killing import Say
from tests.faults.rehearsals import Rehearsal
from tests.files.photos.faces import encoded, face

FILES = 3
BEFORE = "before the machines parted"


class Exchanging(Rehearsal):
    """Files of another machine are received and taken back, and one is sent after each."""

    kills_a_folder = 8
    acts = 3

    def furnish(self) -> None:
        with opened(self.template) as clinic:
            with_photos(clinic)
            treat(clinic, note=BEFORE)
            begin(clinic, "Reception")
        other = self.template.with_name("other")
        shutil.copytree(
            self.template, other, ignore=shutil.ignore_patterns("machine_key.json", "*.lock")
        )
        self.stick = self.template.with_name("stick")
        self.stick.mkdir()
        self.files: list[str] = []
        with opened(other, Clock(NOW)) as clinic:
            with clinic.database.write() as session:
                start_new_chain(session, clinic.clock(), clinic.person, "unpacked")
            join(clinic, "Room 1")
            for number in range(FILES):
                treat(clinic, note=f"of the other {number}")
                content = encoded(face().resize((200 + number, 250)))
                photos.add_photo(clinic, "clara", content, NewPhoto("face_front", PhotoPhase.AFTER))
                people.add_person(
                    clinic,
                    Practitioner(f"person-{number}", f"Colleague {number}", Role.PRACTITIONER),
                    PASSPHRASE,
                )
                self.files.append(send(clinic, self.stick).file)

    def anew(self) -> None:
        super().anew()
        shutil.rmtree(self.folder.with_name("own"), ignore_errors=True)
        self.folder.with_name("own").mkdir()
        self.received: frozenset[int] = frozenset()

    def act(self, clinic: Clinic, say: Say) -> None:
        there = notes(clinic)
        waiting = [n for n in range(FILES) if f"of the other {n}" not in there]
        if waiting:
            say(f"begin receive {waiting[0]}")
            receive(clinic, self.stick / self.files[waiting[0]])
            say(f"done receive {waiting[0]}")
        else:
            (last, *_) = (each for each in receipts(clinic) if each.undone_at is None)
            say(f"begin undo {FILES - 1}")
            undo_receive(clinic, last.uid)
            say(f"done undo {FILES - 1}")
        say("begin send")
        send(clinic, self.folder.with_name("own"))
        say("done send")

    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        there = notes(clinic)
        assert BEFORE in there
        received = frozenset(n for n in range(FILES) if f"of the other {n}" in there)
        allowed = [after(self.received, done)]
        if len(begun) > len(done):
            allowed.append(after(allowed[0], begun[-1:]))
        assert received in allowed, (received, allowed)
        self.received = received
        kept = photos.photos(clinic, "clara")
        slots = {slot.person_uid for slot in clinic.keys.people()}
        for number in range(FILES):
            assert (number in received) == any(photo.width == 200 + number for photo in kept)
            if number in received:
                assert f"person-{number}" in slots, "received, but cannot sign in"
        for photo in kept:
            assert photos.original(clinic, photo.uid)
        for name in self.files:
            preview(clinic, self.stick / name)
        for file in self.folder.with_name("own").glob(f"*{SUFFIX}"):
            BundleReader(file, clinic.key).records()


def after(received: frozenset[int], acts: list[str]) -> frozenset[int]:
    """Which files are received after these acts."""
    for line in acts:
        act, _, number = line.partition(" ")
        if act != "send":
            received = received | {int(number)} if act == "receive" else received - {int(number)}
    return received


def notes(clinic: Clinic) -> set[str]:
    """What the signed records of the first client say."""
    return {record.content.note for record in sessions.records(clinic, "anna")}
