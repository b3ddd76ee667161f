"""What a child does until it is killed, and what must be in the folder afterwards.

Each rehearsal keeps a plain model: what the child said that the program had told it was saved.
"""

from __future__ import annotations

import json
import shutil
from abc import ABC, abstractmethod
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

from sqlalchemy import text

from needlelog.db.verify import verify_database
from needlelog.domain.sessions import SessionState
from needlelog.files.spreadsheets import read_sheet
from needlelog.services import client_merge, imports, sessions
from needlelog.services.clinic import Clinic
from tests.faults.clinic import (
    NOW,
    Clock,
    adopt,
    assert_whole,
    copy_folder,
    digest,
    filled,
    make_folder,
    opened,
    rows,
    treat,
)
from tests.faults.killing import Death, Say

WHOLE_EACH = 5
"""The full check is made at each fifth kill, and before a folder is left."""


class Rehearsal(ABC):
    """One kind of work that is interrupted again and again on one folder."""

    kills_a_folder: ClassVar[int] = 20
    acts: ClassVar[int] = 4
    """After how many acts the child has done each sort of them."""

    def __init__(self, root: Path) -> None:
        self.template = root / "template"
        self.folder = root / "folder"
        self.kills = 0
        self.saved = 0
        """What the children were told was saved, over all folders."""
        self.inside = 0
        """How many kills hit between the beginning of an act and its end."""
        make_folder(self.template)
        self.furnish()

    def furnish(self) -> None:  # noqa: B027  most need nothing
        """Put into the template what the work needs."""

    def anew(self) -> None:
        """A fresh folder, and nothing said yet."""
        copy_folder(self.template, self.folder)

    def work(self, say: Say) -> None:
        """The child: open the folder and work; say ``begin X`` and ``done X`` around each act."""
        with opened(self.folder, self.clock()) as clinic:
            while True:
                self.act(clinic, say)

    def act(self, clinic: Clinic, say: Say) -> None:  # noqa: B027  some do all in `work`
        """One round of acts of the child."""

    def clock(self) -> Clock:
        """A clock that stands an hour later after each kill."""
        return Clock(NOW + timedelta(hours=self.kills))

    def after(self, death: Death) -> None:
        """The parent: open what the child left, compare it with what it said."""
        self.kills += 1
        begun = [line.partition(" ")[2] for line in death.said if line.startswith("begin ")]
        done = [line.partition(" ")[2] for line in death.said if line.startswith("done ")]
        self.saved += len(done)
        self.inside += len(begun) > len(done)
        with opened(self.folder, self.clock()) as clinic:
            self.compare(clinic, begun, done)
            if self.kills % min(WHOLE_EACH, self.kills_a_folder) == 0:
                assert_whole(clinic)

    @abstractmethod
    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        """Everything that is done is there, and nothing of what was only begun is there by half."""


class Signing(Rehearsal):
    """A session is started, saved twice and signed, over and over; each fourth is void after."""

    def anew(self) -> None:
        super().anew()
        self.records: dict[str, str] = {}

    def act(self, clinic: Clinic, say: Say) -> None:
        draft = filled(sessions.start_session(clinic, "anna"), "first words")
        say(f"begin {draft.uid} draft {digest(draft)}")
        sessions.save_draft(clinic, draft)
        say(f"done {draft.uid} draft {digest(draft)}")
        draft = replace(draft, note="first words and more " + "x" * 4000)
        say(f"begin {draft.uid} draft {digest(draft)}")
        sessions.save_draft(clinic, draft)
        say(f"done {draft.uid} draft {digest(draft)}")
        say(f"begin {draft.uid} signed {digest(draft)}")
        record = sessions.sign_session(clinic, draft.uid)
        say(f"done {draft.uid} signed {digest(record)}")
        if draft.uid[-1] in "048c":
            say(f"begin {draft.uid} void -")
            record = sessions.void_session(clinic, draft.uid, "wrong client")
            say(f"done {draft.uid} void {digest(record)}")

    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        last: dict[str, tuple[str, str]] = {}
        for line in done:
            uid, state, content = line.split()
            last[uid] = (state, content)
        there = {record.content.uid: record for record in sessions.records(clinic, "anna")}
        for uid, content in self.records.items():
            assert digest(there[uid]) == content, uid
        flying = begun[-1].split() if len(begun) > len(done) else ["", "", ""]
        drafts = {row.uid: sessions.load_draft(clinic, row.uid) for row in sessions.drafts(clinic)}
        for uid, (state, content) in last.items():
            if state == "draft":
                allowed = {content, *([flying[2]] if flying[:1] == [uid] else [])}
                if uid not in there:
                    assert digest(drafts[uid]) in allowed, uid
                else:
                    assert flying[:2] == [uid, "signed"], uid
                    assert digest(there[uid].content) in allowed, uid
            else:
                assert uid not in drafts
                if flying[:2] != [uid, "void"]:
                    assert digest(there[uid]) == content, uid
        for uid, record in there.items():
            assert len(record.content.zones) == 3, uid
            self.records[uid] = digest(record)


class Importing(Rehearsal):
    """An old log is brought in and taken back, each time with other days."""

    kills_a_folder = 15
    acts = 2
    ROWS = 6

    def anew(self) -> None:
        super().anew()
        self.batches = 0

    def act(self, clinic: Clinic, say: Say) -> None:
        number = len(imports.imports(clinic))
        path = self.folder.with_name("old.csv")
        lines = [
            f"{1 + number % 28:02}.{1 + number // 28 % 12:02}.{2001 + row};Client {number} {row};"
            "Kinn / Nase;0,5 / 1,0"
            for row in range(self.ROWS)
        ]
        path.write_text("\n".join(["Datum;Kundin;Zonen;Tiefe (mm)", *lines]), "utf-8")
        sheet = read_sheet(path)
        say("begin import")
        batch = imports.import_sheet(clinic, sheet, imports.suggested_mapping(clinic, sheet))
        say(f"done import {batch.uid}")
        say("begin undo")
        imports.undo_import(clinic, batch.uid)
        say(f"done undo {batch.uid}")

    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        batches = {batch.uid: batch for batch in imports.imports(clinic)}
        assert len(batches) <= self.batches + len(begun)
        self.batches = len(batches)
        for line in done:
            act, uid = line.split()
            assert uid in batches
            assert act == "import" or batches[uid].undone_at is not None
        assert batches.keys() >= {line.split()[1] for line in done}
        with clinic.database.read() as session:
            rows = session.execute(
                text(
                    "SELECT import_batch.uid, count(*), sum(session.state = 'void')"
                    " FROM session JOIN import_batch ON import_batch.uid = session.imported_from"
                    " GROUP BY 1"
                )
            ).all()
        assert {uid for uid, *_ in rows} == set(batches)
        for uid, count, void in rows:
            assert count == self.ROWS == batches[uid].counts["new"]
            assert void == (count if batches[uid].undone_at is not None else 0)


class Merging(Rehearsal):
    """Two clients with sessions each become one and are parted again."""

    def furnish(self) -> None:
        with opened(self.template) as clinic:
            for client in ("anna", "berta", "berta"):
                treat(clinic, client)

    def anew(self) -> None:
        super().anew()
        self.last = "undo"

    def act(self, clinic: Clinic, say: Say) -> None:
        for made in client_merge.merges(clinic, "anna"):
            say("begin undo")
            client_merge.undo_merge(clinic, made.uid)
            say("done undo")
        say("begin merge")
        client_merge.merge(clinic, "anna", "berta", ("name",))
        say("done merge")

    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        if done:
            self.last = done[-1]
        allowed = {self.last, *(begun[-1:] if len(begun) > len(done) else [])}
        merged = len(client_merge.merges(clinic, "anna")) == 1
        self.last = "merge" if merged else "undo"
        assert self.last in allowed
        anna = clinic_client(clinic, "anna")
        assert anna == ("Berta Klein" if merged else "Anna Weber", 3 if merged else 1)
        if not merged:
            assert clinic_client(clinic, "berta") == ("Berta Klein", 2)


def clinic_client(clinic: Clinic, uid: str) -> tuple[str, int]:
    """A client's name and number of sessions."""
    from needlelog.services.clients import client

    states = [record.state for record in sessions.records(clinic, uid)]
    assert all(state is SessionState.SIGNED for state in states)
    return client(clinic, uid).name, len(states)


class Migrating(Rehearsal):
    """A real file of an earlier schema is opened by this program."""

    kills_a_folder = 1
    acts = 1
    schema: ClassVar[str] = "schema-1"

    def furnish(self) -> None:
        kept = Path(__file__).parents[1] / "data" / self.schema
        shutil.copyfile(kept / "needlelog.db", self.template / "needlelog.db")
        self.person = adopt(self.template, json.loads((kept / "key.json").read_text())["raw_key"])
        self.anew()
        with opened(self.folder, self.clock(), self.person) as clinic:
            assert verify_database(clinic.database) == ()
            self.content = rows(clinic)

    def work(self, say: Say) -> None:
        say("begin update")
        with opened(self.folder, self.clock(), self.person):
            say("done update")

    def after(self, death: Death) -> None:
        self.kills += 1
        self.saved += "done update" in death.said
        self.inside += "done update" not in death.said
        with opened(self.folder, self.clock(), self.person) as clinic:
            assert rows(clinic) == self.content
            if self.kills % WHOLE_EACH == 0:
                assert verify_database(clinic.database) == ()
        left = [path.name for path in self.folder.rglob("*.part*")]
        assert left == []

    def compare(self, clinic: Clinic, begun: list[str], done: list[str]) -> None:
        raise NotImplementedError


class MigratingSchema2(Migrating):
    """The same with the second of the released schemas."""

    schema = "schema-2"


class MigratingSchema3(Migrating):
    """The same with the third."""

    schema = "schema-3"


class MigratingSchema4(Migrating):
    """The same with the fourth."""

    schema = "schema-4"
