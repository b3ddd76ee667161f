"""What is left of a card after a restart: the words of the window, the JSON export, the PDF."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from pypdf import PdfReader
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from needlelog.cli import main
from tests.journeys.errands import Desk
from tests.journeys.program import PASSPHRASE, Program

Row = dict[str, Any]

SAID_ELSEWHERE = frozenset(
    {"id", "uid", "origin", "active", "created_at", "created_offset", "client_summary"}
    | {"position", "row", "day", "search_text", "category", "model_code", "x", "y"}
)
"""Columns by which records are kept, not what is said in them; so are all that end in _id."""
RUNS_BY_ITSELF = frozenset(
    {"started_at", "started_offset", "ended_at", "ended_offset", "state", "chain_hash"}
    | {"signed_at", "signed_offset", "signed_by", "licence", "offset_minutes", "aftercare_given_at"}
    | {"rules_version"}
)
"""Columns of a session that the program fills in: its times, and who signed."""


KEPT_BESIDE = frozenset(
    {"plan_summary", "client_summary", "session_summary", "session_figure", "audit_entry"}
)
SCREENED = frozenset(
    {"screening_answer", "finding", "decision", "other_decision", "decision_extent"}
)
"""What the screening says of a session; asked for by itself."""


@dataclass(frozen=True)
class Evidence:
    """Everything that came out again."""

    window: str
    pdf: str
    tables: Mapping[str, list[Row]]

    def of_session(self) -> dict[str, list[Row]]:
        """What the newest session says, table by table; tables that say nothing are left out."""
        newest = max(self.tables["session"], key=lambda row: (row["day"], row["id"]))
        found = {"session": [said(newest)]}
        for table, rows in self.tables.items():
            own = [said(row) for row in rows if row.get("session_id") == newest["id"]]
            if own and table not in KEPT_BESIDE | SCREENED:
                found[table] = own
        return found

    def of_client(self) -> dict[str, list[Row]]:
        """What is said of the client beside the sessions, table by table."""
        tables = ("client", "history_item", "client_concern", "avoid_mark", "consent", "plan")
        found = {table: self.rows(table) for table in tables}
        found["history_item"] = [row for row in found["history_item"] if _was_told(row)]
        return {table: rows for table, rows in found.items() if rows}

    def screening(self) -> dict[str, list[Row]]:
        """What the screening of the newest session says, table by table."""
        newest = max(self.tables["session"], key=lambda row: (row["day"], row["id"]))
        return {table: self.rows(table, newest["id"]) for table in sorted(SCREENED)}

    def check_words(self, words: str) -> None:
        """Find every token, one a line, in the window and on the printed record."""
        for where, text in (("window", self.window), ("PDF", self.pdf)):
            lost = missing(words, text)
            assert lost == [], f"the {where} does not say {lost}"

    def rows(self, table: str, session: int | None = None) -> list[Row]:
        """What the rows of a table say, without what is empty; of one session if it is given."""
        return [
            said(row)
            for row in self.tables[table]
            if session is None or row.get("session_id") == session
        ]


SAID_WHEN_SET = frozenset({"pack_finished"})
"""Boxes that say nothing while they are not ticked."""


def _was_told(row: Row) -> bool:
    """Whether an item of a history says more than that a question was answered with no."""
    return "code" not in row or row["answer"] != "no"


def said(row: Row) -> Row:
    """A row without housekeeping and without what is not recorded."""
    return {
        column: value
        for column, value in row.items()
        if value is not None
        and value != ""
        and column not in SAID_ELSEWHERE | RUNS_BY_ITSELF
        and not (column in SAID_WHEN_SET and not value)
        and not column.endswith(("_id", "_offset"))
    }


def read_back(program: Program, name: str, folder: Path) -> Evidence:
    """Restart the program, look the client up, open the newest record, save it as a PDF."""
    program.close()
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.open_client(name)
    window = [hand.read()]
    for tab in ("Details", "Plan", "Record"):
        desk.tab(tab)
        window.append(hand.read())
    opens = [b for b in hand.all(QAbstractButton) if "Open the session" in b.accessibleName()]
    hand.click(opens[0])
    hand.see("Save as PDF", QAbstractButton)
    desk.rest()
    window.append(hand.read())
    pdf = folder / "record.pdf"
    hand.press("Save as PDF")
    hand.wait(lambda: hand.front() is not hand.window, "nobody asks where to save")
    line = next(line for line in hand.all(QLineEdit) if line.objectName() == "fileNameEdit")
    hand.write(line, str(pdf), end="Return")
    hand.wait(lambda: hand.front() is hand.window and pdf.exists(), "no PDF")
    desk.rest()
    program.close()
    text = "\n".join(page.extract_text() for page in PdfReader(pdf).pages)
    return Evidence(
        without_tags("\n".join(window)), text, exported(program.folder, folder / "export.json")
    )


def at(local: str) -> str:
    """A local instant as it stands in the export."""
    moment = datetime.fromisoformat(local).astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S.%fZ}"


def exported(clinic: Path, target: Path) -> dict[str, list[Row]]:
    """The tables of the JSON export, made by the command line."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEEDLELOG_PASSPHRASE", PASSPHRASE)
        arguments = ["export", "--profile", str(clinic), str(target), "--format", "json"]
        result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    tables: dict[str, list[Row]] = json.loads(target.read_text("utf-8"))["tables"]
    return tables


def without_tags(text: str) -> str:
    """Rich text as it is read."""
    return re.sub(r"<[^>]+>", "", text).replace("\u00a0", " ").replace("\u2011", "-")


def missing(words: str, text: str) -> list[str]:
    """Which of the tokens, one a line, are not in a text.

    Line breaks do not matter, nor the dashes that stand where nothing is recorded.
    """
    flat = _flat(text)
    tokens = [_flat(line) for line in words.strip().splitlines()]
    return [token for token in tokens if token and token not in flat]


def _flat(text: str) -> str:
    return " ".join(word for word in text.split() if word != "–")
