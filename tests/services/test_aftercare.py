"""Aftercare sheets: versions of the clinic, and the very text a client was handed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from needlelog.domain.aftercare import AftercareSheet
from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed, RecordLocked
from needlelog.files.reference_data import aftercare_sheets
from needlelog.services.aftercare import (
    given_sheet,
    keep_given,
    save_sheet,
    sheet_versions,
    sheets,
    switch_sheet,
)
from needlelog.services.clinic import Clinic
from tests.services.trail import Entry
from tests.services.trail import entries as all_entries


def entries(clinic: Clinic, kind: str) -> list[Entry]:
    return [entry for entry in all_entries(clinic) if entry.kind == kind]


def test_the_shipped_sheets_hold_until_the_clinic_has_its_own(clinic: Clinic) -> None:
    assert sheets(clinic) == aftercare_sheets()
    shipped = sheets(clinic)[0]
    own = save_sheet(clinic, replace(shipped, body="# Ours\n"))
    assert (own.version, own.author, own.sheet) == ("1.1", "Rina Patel", shipped.sheet)
    assert sheets(clinic)[0].body == "# Ours\n"
    again = save_sheet(clinic, replace(sheets(clinic)[0], body="# Ours, better\n"))
    assert again.version == "1.2"
    assert [each.version for each in sheet_versions(clinic, shipped.sheet)] == ["1.2", "1.1", "1"]
    assert given_sheet(clinic, shipped.title, "1") == shipped


def test_the_text_that_was_given_is_kept_once_word_for_word(clinic: Clinic) -> None:
    shipped = sheets(clinic)[1]
    kept = keep_given(clinic, shipped)
    assert keep_given(clinic, shipped).uid == kept.uid
    save_sheet(clinic, replace(shipped, body="# Another text\n"))
    found = given_sheet(clinic, shipped.title, shipped.version)
    assert found is not None
    assert found.body == shipped.body
    assert given_sheet(clinic, "Never heard of", "9") is None
    assert [entry.act for entry in entries(clinic, "aftercare_template")] == [
        "aftercare sheet kept"
    ] * 2


def test_a_sheet_of_the_clinic_alone(clinic: Clinic) -> None:
    own = save_sheet(clinic, AftercareSheet("", "", "", "After a peel", "Cold packs."))
    assert own.version == "1"
    assert own.sheet.startswith("own.")
    with pytest.raises(InvalidValue) as refused:
        save_sheet(clinic, AftercareSheet("", "", "", "After a peel", "Other."))
    assert refused.value.reason == "sheet_twice"
    with pytest.raises(InvalidValue) as refused:
        save_sheet(clinic, own)
    assert refused.value.reason == "sheet_same"


def test_a_sheet_is_taken_out_of_use_and_offered_again(clinic: Clinic) -> None:
    switch_sheet(clinic, sheets(clinic)[0], on=False)
    assert not sheets(clinic)[0].active
    switch_sheet(clinic, sheets(clinic)[0], on=True)
    assert sheets(clinic)[0].active


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE aftercare_template SET body = 'other'",
        "UPDATE aftercare_template SET title = 'other'",
        "DELETE FROM aftercare_template",
        "REPLACE INTO aftercare_template SELECT * FROM aftercare_template",
    ],
)
def test_raw_sql_cannot_change_a_version(clinic: Clinic, statement: str) -> None:
    keep_given(clinic, sheets(clinic)[0])
    with pytest.raises(RecordLocked), clinic.database.write() as transaction:
        transaction.connection().exec_driver_sql(statement)


def test_a_practitioner_gives_but_does_not_write_sheets(
    clinic: Clinic, sign_in: Callable[[Role], Clinic]
) -> None:
    sign_in(Role.PRACTITIONER)
    keep_given(clinic, sheets(clinic)[0])
    with pytest.raises(NotAllowed):
        save_sheet(clinic, replace(sheets(clinic)[0], body="other"))
    with pytest.raises(NotAllowed):
        switch_sheet(clinic, sheets(clinic)[0], on=False)
