"""Words begun and not kept yet: kept for the person who wrote them, until she decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from needlelog.db import begun_words_store as store
from needlelog.domain.begun_words import BegunAddendum, BegunKind, BegunWords
from needlelog.services.acts import Permission, require

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


def keep_begun(clinic: Clinic, kind: BegunKind, about_uid: str, words: Mapping[str, str]) -> None:
    """Keep what stands in the fields; forget it where they are empty. No part of the trail.

    Raises:
        NotAllowed: the person may only read.
        KnownError: the disk did not take it.
    """
    require(clinic.person, Permission.WRITER, "keep_begun")
    if not any(text.strip() for text in words.values()):
        forget_begun(clinic, kind, about_uid)
        return
    with clinic.database.write() as session:
        store.save(session, clinic.person.uid, kind, about_uid, words, clinic.clock())


def begun_words(clinic: Clinic, kind: BegunKind, about_uid: str) -> BegunWords | None:
    """What this person has begun here, if anything; nobody else's words."""
    with clinic.database.read() as session:
        return store.load(session, clinic.person.uid, kind, about_uid)


def forget_begun(clinic: Clinic, kind: BegunKind, about_uid: str) -> None:
    """Throw away what this person has begun here. Raises `NotAllowed`."""
    require(clinic.person, Permission.WRITER, "keep_begun")
    with clinic.database.write() as session:
        store.drop(session, clinic.person.uid, kind, about_uid)


def begun_addenda(clinic: Clinic) -> tuple[BegunAddendum, ...]:
    """The addenda that this person has begun and can still write, the newest first."""
    if not clinic.person.may_write:
        return ()
    with clinic.database.read() as session:
        return store.addenda_of(session, clinic.person.uid)
