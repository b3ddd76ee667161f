"""Rehearsals with whole copies of the records: backing up, restoring, taking a restore back."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing

from needlelog.db.engine import Database
from needlelog.db.verify import verify_database
from needlelog.domain.backups import BackupReason
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.photos import PhotoPhase
from needlelog.files.backup_search import FoundBackup
from needlelog.services import clients, photos, sessions
from needlelog.services.backups import back_up
from needlelog.services.clinic import Clinic
from needlelog.services.restoring import backups_to_restore, prepare_here, restore_here
from needlelog.services.set_aside import set_aside, take_back
from tests.faults.clinic import NOW, opened, treat
from tests.faults.killing import Say
from tests.faults.rehearsals import Rehearsal
from tests.files.photos.faces import encoded, face

AGREED = Consent("agreed", ConsentKind.PHOTO, "v2", ConsentStatus.GIVEN, NOW.date())


def with_photos(clinic: Clinic) -> None:
    """A client with two photos, kept beside the records."""
    clients.create_client(clinic, Client("clara", "Clara Vogt", consents=(AGREED,)))
    for size in ((300, 375), (320, 400)):
        content = encoded(face().resize(size))
        photos.add_photo(clinic, "clara", content, photos.NewPhoto("face_front", PhotoPhase.BEFORE))


def notes(clinic: Clinic) -> set[str]:
    """What the signed records of the first client say."""
    return {record.content.note for record in sessions.records(clinic, "anna")}


def assert_good(clinic: Clinic, found: FoundBackup) -> None:
    """A backup is what its note says, opens with the clinic's key, and is sound."""
    for name, expected in found.note.files.items():
        assert hashlib.sha256((found.folder / name).read_bytes()).hexdigest() == expected
    for photo in found.place.photo_names(found.note.name):
        assert found.place.photo_path(photo).is_file()
    # A copy: whoever opens a file to write into it changes it.
    copy = clinic.folder.path.with_name("looked at.db")
    shutil.copyfile(found.folder / "needlelog.db", copy)
    with closing(Database(copy, clinic.key.secret)) as database:
        assert verify_database(database) == ()


class BackingUp(Rehearsal):
    """A session is signed and a backup made, over and over."""

    kills_a_folder = 10
    acts = 4

    def furnish(self) -> None:
        with opened(self.template) as clinic:
            with_photos(clinic)

    def anew(self) -> None:
        super().anew()
        self.signed: set[str] = set()
        self.backed_up = 0
        """How many sessions were signed before the last backup a child was told of."""

    def act(self, clinic: Clinic, say: Say) -> None:
        note = f"note {len(notes(clinic))}"
        say(f"begin {note}")
        treat(clinic, note=note)
        say(f"done {note}")
        say("begin backup")
        outcome = back_up(clinic, BackupReason.BY_HAND)
        assert not outcome.failed
        (made,) = outcome.made.values()
        say(f"done backup {made.note.name}")

    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        for line in done:
            if line.startswith("note"):
                self.signed.add(line)
            else:
                self.backed_up = len(self.signed)
        there = notes(clinic)
        assert self.signed <= there <= self.signed | {*begun[-1:]}
        self.signed = there
        found = backups_to_restore(clinic.folder)
        # Not by its name: killed twice right after a backup got its name, two newer ones stand
        # in the list of which nobody was told, and the one told of may have gone for them.
        assert (found[0].note.holding.sessions if found else 0) >= self.backed_up
        if found:
            assert_good(clinic, found[0])
        if self.kills % self.kills_a_folder == 0:
            assert not back_up(clinic, BackupReason.BY_HAND).failed
            assert list(clinic.folder.backups.glob("*.part")) == []


class Restoring(Rehearsal):
    """A backup takes the place of the records, and is taken back, over and over."""

    kills_a_folder = 8
    acts = 2
    EARLIER = frozenset({"in the backup"})
    LATER = EARLIER | {"only in the records"}

    def furnish(self) -> None:
        with opened(self.template) as clinic:
            with_photos(clinic)
            treat(clinic, note="in the backup")
            assert not back_up(clinic, BackupReason.BY_HAND).failed
            treat(clinic, note="only in the records")

    def anew(self) -> None:
        super().anew()
        self.last: frozenset[str] = self.LATER

    def work(self, say: Say) -> None:
        clock = self.clock()
        while True:
            with opened(self.folder, clock) as clinic:
                if notes(clinic) == self.LATER:
                    say("begin restore")
                    (found,) = backups_to_restore(clinic.folder)
                    restore_here(clinic, prepare_here(clinic, found))
                    act = "restore"
                else:
                    say("begin return")
                    take_back(clinic, set_aside(clinic.folder)[0])
                    act = "return"
            with opened(self.folder, clock):
                say(f"done {act}")

    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        after = {"restore": self.EARLIER, "return": self.LATER}
        if done:
            self.last = after[done[-1]]
        there = notes(clinic)
        assert there in {self.last, *(after[act] for act in begun[-1:])}
        self.last = frozenset(there)
        (found,) = backups_to_restore(clinic.folder)
        assert_good(clinic, found)
        if there == self.EARLIER:
            aside = set_aside(clinic.folder)[0]
            assert aside.sessions == len(self.LATER)
        for photo in photos.photos(clinic, "clara"):
            assert photos.original(clinic, photo.uid)
