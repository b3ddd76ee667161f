"""Stable stand-ins for identities: the same person has the same one in every export."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass, replace

from needlelog.domain.clients import Client
from needlelog.domain.recalls import RecalledUse
from needlelog.domain.sessions import (
    Addendum,
    SessionDraft,
    SessionRecord,
)

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 10


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Makes stand-ins with a key that never leaves the clinic."""

    key: bytes

    def of(self, kind: str, uid: str) -> str:
        """A short stand-in such as ``C-7F3K9Q2M4T``; the empty text for nothing."""
        if not uid:
            return ""
        number = int.from_bytes(self._digest(kind, uid)[:8], "big")
        letters = ""
        for _ in range(_LENGTH):
            number, place = divmod(number, 32)
            letters += _LETTERS[place]
        return f"{kind[:1].upper()}-{letters}"

    def uuid(self, kind: str, uid: str) -> str:
        """A stand-in with the form of a UUID (version 8)."""
        number = int.from_bytes(self._digest(kind, uid)[:16], "big")
        number = number & ~(0xF << 76) | 0x8 << 76
        number = number & ~(0b11 << 62) | 0b10 << 62
        return str(uuid.UUID(int=number))

    def _digest(self, kind: str, uid: str) -> bytes:
        return hmac.new(self.key, f"{kind}\n{uid}".encode(), hashlib.sha256).digest()


def pseudonymised_client(client: Client, names: Pseudonyms) -> Client:
    """The client without name, contacts and words; of the birth date only the year stays."""
    born = client.birth_date
    return Client(
        uid=names.uuid("client", client.uid),
        name=names.of("client", client.uid),
        birth_date=None if born is None else born.replace(month=1, day=1),
        sex=client.sex,
        phototype=client.phototype,
        active=client.active,
        concerns=client.concerns,
    )


def pseudonymised_record(record: SessionRecord, names: Pseudonyms) -> SessionRecord:
    """The record without words that somebody wrote and without names; figures and lots stay."""
    content = record.content

    def person(name: str) -> str:
        return names.of("practitioner", name)

    bare: SessionDraft = replace(
        content,
        uid=names.uuid("session", content.uid),
        client_uid=names.uuid("client", content.client_uid),
        practitioner_uid=names.uuid("practitioner", content.practitioner_uid),
        plan_uid=None,
        repeated_from=None,
        zones=tuple(replace(row, note="", reason="", custom_name="") for row in content.zones),
        numbing=tuple(replace(row, note="", expired_reason="") for row in content.numbing),
        cartridge=content.cartridge and replace(content.cartridge, expired_reason=""),
        topicals=tuple(replace(row, note="", expired_reason="") for row in content.topicals),
        reactions=content.reactions
        and tuple(replace(reaction, note="") for reaction in content.reactions),
        reactions_note="",
        combined_other="",
        note="",
        answers=tuple(replace(answer, note="") for answer in content.answers),
        decisions=tuple(
            replace(
                each,
                reason="",
                prescriber="",
                decided_by=person(each.decided_by),
                covers=tuple(
                    replace(one, by=person(one.by), thing="" if one.zone else one.thing)
                    for one in each.covers
                ),
            )
            for each in content.decisions
        ),
        defer_reason="",
        scores=tuple(
            replace(score, note="", rated_by=person(score.rated_by), rated_by_uid="")
            for score in content.scores
        ),
    )
    return replace(
        record,
        content=bare,
        signed_by=person(record.signed_by),
        licence="",
        countersigned_by=person(record.countersigned_by),
        voided_by=person(record.voided_by),
        void_reason="",
        addenda=tuple(
            Addendum(names.uuid("addendum", each.uid), "", person(each.author), each.written_at)
            for each in record.addenda
        ),
    )


def pseudonymised_recall(use: RecalledUse, names: Pseudonyms) -> RecalledUse:
    """What was called back and when, without the words and names of those who wrote it down."""

    def person(name: str) -> str:
        return names.of("practitioner", name) if name else ""

    recall = use.recall
    return RecalledUse(
        replace(
            recall,
            reason="",
            opened_by=person(recall.opened_by),
            closed_by=person(recall.closed_by),
        ),
        use.notice and replace(use.notice, person=person(use.notice.person), note=""),
    )
