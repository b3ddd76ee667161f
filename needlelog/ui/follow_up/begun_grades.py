"""What was pressed and written of a follow-up, as words that can be kept until it is recorded."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from needlelog.domain.follow_up import Sign
from needlelog.ui.begun_words import TEXT, BegunNote, empty_field

if TYPE_CHECKING:
    from collections.abc import Mapping

    from needlelog.ui.follow_up.follow_up_sheet import FollowUpSheet

_SEEN, _WHERE = "seen", "where"


class BegunGrades:
    """The fields of a follow-up as `BegunFields`: a grade stands under the name of its sign."""

    def __init__(self, sheet: FollowUpSheet) -> None:
        self._sheet = sheet
        self.begun_note = BegunNote()

    def begun(self) -> dict[str, str]:
        """See `BegunFields`; a day or a place alone is nothing that was begun."""
        sheet = self._sheet
        said = {sign.value: str(grade) for sign, grade in sheet.grades().items()}
        if sheet.note.text().strip():
            said[TEXT] = sheet.note.text()
        if not said:
            return {}
        seen = sheet.seen.value()
        return said | {_SEEN: seen.isoformat() if seen else "", _WHERE: sheet.where.current()}

    def take_up(self, words: Mapping[str, str]) -> None:
        """See `BegunFields`."""
        sheet = self._sheet
        for sign in Sign:
            grade = words.get(sign.value)
            if grade is not None:
                sheet.add_sign(sign).grades.set_value(int(grade))
            elif sign in sheet.rows:
                sheet.rows[sign].grades.set_value(None)
        sheet.note.setText(words.get(TEXT, ""))
        sheet.note.setModified(bool(sheet.note.text()))
        if words.get(_SEEN):
            sheet.seen.set_value(date.fromisoformat(words[_SEEN]))
        if words:
            sheet.where.set_current(words.get(_WHERE, ""))
        sheet.judge()

    def empty(self) -> None:
        """See `BegunFields`; grades are pressed again, so that only the note can be undone."""
        for sign in self._sheet.rows:
            self._sheet.rows[sign].grades.set_value(None)
        empty_field(self._sheet.note)
        self._sheet.judge()
