"""Entries of the trail written one after the other, without looking up the one before."""

from __future__ import annotations

import hashlib
from json.encoder import encode_basestring as in_quotes

_Row = tuple[str, int, int, str, str, str, str, str, str | None, str | None, str, str]


class TrailWriter:
    """Continues the chain of one installation from its last entry.

    The hash is that of `needlelog.db.audit_chain.entry_hash`.
    """

    def __init__(self, origin: str, sequence: int, head: str) -> None:
        self.origin = origin
        self.sequence = sequence
        self.head = head
        self._own = f'"origin":{in_quotes(origin)},"person":'

    def entry(
        self,
        at: int,
        person: tuple[str, str],
        act: str,
        record: tuple[str, str],
        after: str | None,
        before: str | None = None,
    ) -> _Row:
        """The row of the next entry, by the columns that are loaded.

        ``at`` in microseconds; ``person`` and ``record`` are uid and name, kind and uid.
        """
        uid, name = person
        kind, about = record
        previous = self.head
        self.sequence = sequence = self.sequence + 1
        now = "null" if after is None else "text"
        then = "null" if before is None else "text"
        content = (
            f'{{"act":"{act}","after":"{now}","before":"{then}","made_at":{at},{self._own}'
            f'{in_quotes(name)},"person_uid":"{uid}","previous_hash":"{previous}",'
            f'"record_kind":"{kind}","record_uid":"{about}","sequence":{sequence}}}'
            f"\n{before or ''}\n{after or ''}"
        )
        self.head = head = hashlib.sha256(content.encode()).hexdigest()
        return (
            *(self.origin, sequence, at, uid, name, act, kind, about),
            *(before, after, previous, head),
        )
