"""The full-text indexes over clients and signed sessions.

The one over clients indexes the column ``client.search_text``, which holds the folded words of
`needlelog.domain.names`, and follows it by triggers. SQLite's own folding leaves ø, ł, ß and the
dotless i apart, so none of it is used: the tokenizer parts words at spaces only.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from needlelog.domain.names import SearchTerms

SEARCH_TABLE = "client_search"
SESSION_SEARCH_TABLE = "session_search"
"""Folded words of a signed session's notes, zones, products and lots, written when it is signed."""
SESSION_WORD_TABLE = "session_word"
"""The words that stand in the index of sessions, each once for each place; it holds nothing of its
own, so what leaves the index leaves it too."""
_SHORT = 3
"""Beginnings of so many marks the index keeps ready; longer ones it would put together anew."""
_MOST_WORDS = 64
"""So many words are asked for by name sooner than the index puts them together."""
# One step for each word, however often it is written: walking on would count every place.
_WORDS = f"""
WITH RECURSIVE step(word) AS (
    SELECT * FROM (SELECT term FROM {SESSION_WORD_TABLE} WHERE term >= ?1 LIMIT 1)
    UNION ALL
    SELECT (SELECT term FROM {SESSION_WORD_TABLE} WHERE term >= word || char(1) LIMIT 1) FROM step
    WHERE substr(word, 1, length(?1)) = ?1 LIMIT ?2
)
SELECT word FROM step WHERE substr(word, 1, length(?1)) = ?1
"""


def search_statements() -> dict[str, str]:
    """Name and statement of the index and of the triggers that keep it."""
    insert = f"INSERT INTO {SEARCH_TABLE} (rowid, words) VALUES (NEW.id, NEW.search_text);"
    delete = f"DELETE FROM {SEARCH_TABLE} WHERE rowid = OLD.id;"
    return {
        SEARCH_TABLE: (
            f"CREATE VIRTUAL TABLE {SEARCH_TABLE} USING fts5(words, content = '', "
            "contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3')"
        ),
        SESSION_SEARCH_TABLE: (
            f"CREATE VIRTUAL TABLE {SESSION_SEARCH_TABLE} USING fts5(words, content = '', "
            "contentless_delete = 1, tokenize = 'ascii', prefix = '2 3')"
        ),
        SESSION_WORD_TABLE: (
            f"CREATE VIRTUAL TABLE {SESSION_WORD_TABLE} USING"
            f" fts5vocab({SESSION_SEARCH_TABLE}, instance)"
        ),
        "client_search_insert": (
            f"CREATE TRIGGER client_search_insert AFTER INSERT ON client\nBEGIN {insert} END"
        ),
        "client_search_update": (
            "CREATE TRIGGER client_search_update AFTER UPDATE OF search_text ON client\n"
            f"BEGIN {delete} {insert} END"
        ),
        "client_search_delete": (
            f"CREATE TRIGGER client_search_delete AFTER DELETE ON client\nBEGIN {delete} END"
        ),
    }


def search_query(terms: SearchTerms) -> str:
    """The index's own query for the terms; there must be at least one."""
    return " AND ".join(
        "(" + " OR ".join(f'"{beginning}"*' for beginning in group) + ")" for group in terms
    )


def session_query(connection: Connection, beginnings: Sequence[str]) -> str | None:
    """The query of the index of sessions for all of some beginnings of words.

    Without a beginning, or where one begins no word of any session, ``None``: nothing is found.
    A beginning that few words have is asked for by those words, because the numbers of a whole
    word come one by one, those of a beginning only when all are put together.
    """
    groups: list[str] = []
    for beginning in dict.fromkeys(beginnings):
        words = None if len(beginning) <= _SHORT else _words(connection, beginning)
        if words is None:
            groups.append(f'"{beginning}"*')
        elif words:
            groups.append("(" + " OR ".join([f'"{word}"' for word in words]) + ")")
        else:
            return None
    return " AND ".join(groups) or None


def _words(connection: Connection, beginning: str) -> list[str] | None:
    """The words of sessions that begin so, in order; ``None`` where they are many."""
    rows = connection.exec_driver_sql(_WORDS, (beginning, _MOST_WORDS + 1)).scalars()
    found: list[str] = list(rows)
    return None if len(found) > _MOST_WORDS else found
