"""What the screening asked and the client denied is one line, not fifty."""

from __future__ import annotations

from datetime import date

from needlelog.domain.clients import Answer, Client, HistoryItem, HistoryKind
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui.client_words import denied_words, told_history
from needlelog.ui.record_words import file_lines


def item(name: str, answer: Answer, code: str = "", asked: date | None = None) -> HistoryItem:
    return HistoryItem(name, HistoryKind.CONDITION, name, answer, code=code, asked_on=asked)


CLIENT = Client(
    "c",
    "Anna",
    history=(
        item("Keloid", Answer.YES, "keloid"),
        item("Warts", Answer.NO, "warts", date(2026, 2, 1)),
        item("Sunburn", Answer.NO, "sunburn", date(2026, 3, 2)),
        item("Fainting", Answer.NO),
        item("Pregnant", Answer.UNKNOWN, "pregnancy"),
    ),
)


def test_denied_answers_of_the_screening_stand_on_one_line() -> None:
    assert [each.name for each in told_history(CLIENT)] == ["Keloid", "Fainting", "Pregnant"]
    assert denied_words(CLIENT) == "No: Warts, Sunburn · asked 2 Mar 2026"
    assert denied_words(Client("c", "Anna")) == ""


def test_the_file_of_a_client_tells_them_once() -> None:
    lines = list(file_lines(CLIENT, zone_catalogue()))
    assert len(lines) == 4
    assert lines[-1] == "No: Warts, Sunburn · asked 2 Mar 2026"
