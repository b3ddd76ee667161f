"""The full-text indexes over clients and signed sessions.

The one over clients indexes the column ``client.search_text``, which holds the folded words of
`needlelog.domain.names`, and follows it by triggers. SQLite's own folding leaves ø, ł, ß and the
dotless i apart, so none of it is used: the tokenizer parts words at spaces only.
"""

from __future__ import annotations

from needlelog.domain.names import SearchTerms

SEARCH_TABLE = "client_search"
SESSION_SEARCH_TABLE = "session_search"
"""Folded words of a signed session's notes, zones, products and lots, written when it is signed."""


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
