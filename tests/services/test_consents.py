"""Consents: texts in versions, signing, withdrawing, and the locks around what was signed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from needlelog.db.sqlite.triggers import lock_triggers
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.consents import (
    ConsentPaper,
    ConsentState,
    ConsentTemplate,
    Signature,
    document_hash,
)
from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NoSuchRecord, NotAllowed, RecordLocked
from needlelog.files.reference_data import consent_templates
from needlelog.services import clients, consents, paper_consents
from needlelog.services.clinic import Clinic
from needlelog.services.consent_texts import save_template, template_history, templates
from needlelog.services.settings import save_settings, settings
from needlelog.services.verification import verify
from tests.services.conftest import SteppingClock
from tests.services.trail import entries

TREATMENT, PHOTO = ConsentKind.TREATMENT, ConsentKind.PHOTO
DISCLOSURE = ConsentKind.DISCLOSURE
GIVEN, REFUSED, WITHDRAWN = ConsentStatus.GIVEN, ConsentStatus.REFUSED, ConsentStatus.WITHDRAWN
TODAY = date(2026, 3, 2)
STROKES = (((1000, 2000, 0), (3000, 2600, 80)), ((3500, 1800, 200), (5200, 2400, 260)))
DRAWN = Signature(strokes=STROKES)


@pytest.fixture
def ana(clinic: Clinic) -> str:
    return clients.create_client(clinic, Client("", "Ana *Ruiz*", date(1990, 5, 4))).uid


@pytest.fixture
def child(clinic: Clinic) -> str:
    return clients.create_client(clinic, Client("", "Bo", date(2008, 3, 3))).uid


def paper(clinic: Clinic, client: str, kind: ConsentKind = TREATMENT) -> ConsentPaper:
    return consents.consent_paper(clinic, client, kind, "2 March 2026")


def signed(clinic: Clinic, client: str, kind: ConsentKind = TREATMENT) -> Consent:
    return consents.sign_consent(clinic, paper(clinic, client, kind), GIVEN, DRAWN)


def own_text(kind: ConsentKind = TREATMENT, version: str = "2", language: str = "en") -> Any:
    return ConsentTemplate(kind, version, language, "Own title", "I, {client}, agree.\n")


def state(clinic: Clinic, client: str, on: date = TODAY) -> ConsentState:
    return consents.consent_standings(clinic, client, on)[TREATMENT].state


# --- texts --------------------------------------------------------------------------------------


def test_every_kind_has_a_proposed_text_that_can_be_filled(clinic: Clinic, ana: str) -> None:
    assert [one.kind for one in templates(clinic)] == list(ConsentKind)
    for kind in ConsentKind:
        shown = paper(clinic, ana, kind)
        assert shown.template.proposed
        for guardian in (False, True):
            words = shown.text(guardian=guardian)
            assert "Ana \\*Ruiz\\*" in words
            assert "Clinic of the Needle" in words
            assert "{" not in words
            assert ("guardian" in words) == guardian


def test_shipped_texts_say_that_they_are_proposed() -> None:
    from needlelog.files.resources import names_in, read_text

    names = names_in("consent", ".md")
    assert len(names) == len(consent_templates()) == 4
    assert all("Text proposed. Have it checked by your adviser" in read_text(n) for n in names)


def test_an_own_text_takes_the_place_of_the_shipped_one(clinic: Clinic, ana: str) -> None:
    kept = save_template(clinic, own_text())
    assert kept.author == "Rina Patel"
    shown = paper(clinic, ana)
    assert (shown.template.uid, shown.template.version) == (kept.uid, "2")
    assert shown.text(guardian=False) == "I, Ana \\*Ruiz\\*, agree.\n"
    save_template(clinic, own_text(version="3"))
    assert [one.version for one in template_history(clinic, TREATMENT)] == ["1", "2", "3"]
    assert paper(clinic, ana, PHOTO).template.proposed


def test_a_language_joins_the_version_in_use(clinic: Clinic, ana: str) -> None:
    save_template(clinic, own_text())
    save_template(clinic, own_text(language="es"))
    shown = paper(clinic, ana)
    assert [one.language for one in shown.choices] == ["en", "es"]
    assert shown.in_language("es").template.language == "es"


def test_a_version_is_never_written_twice(clinic: Clinic) -> None:
    save_template(clinic, own_text())
    for version in ("1", "2"):
        with pytest.raises(InvalidValue) as refused:
            save_template(clinic, own_text(version=version))
        assert refused.value.reason == "consent_version_taken"


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.INSPECTOR])
def test_only_managers_change_texts(sign_in: Callable[[Role], Clinic], role: Role) -> None:
    with pytest.raises(NotAllowed):
        save_template(sign_in(role), own_text())


# --- signing ------------------------------------------------------------------------------------


def test_what_was_signed_is_kept_word_by_word(clinic: Clinic, ana: str) -> None:
    shown = paper(clinic, ana)
    kept = consents.sign_consent(clinic, shown, GIVEN, DRAWN)
    back = consents.consent(clinic, kept.uid)
    assert back == kept
    assert back.shown_text == shown.text(guardian=False)
    assert back.strokes == STROKES
    assert (back.signer_name, back.client_name) == ("Ana *Ruiz*", "Ana *Ruiz*")
    assert (back.decided_on, back.expires_on) == (TODAY, date(2027, 3, 2))
    assert back.document_hash == document_hash(back, ana)
    assert clients.client(clinic, ana).consents == (back,)
    entry = entries(clinic)[-1]
    assert (entry.act, entry.kind, entry.uid) == ("consent signed", "consent", kept.uid)
    assert entry.after["document_hash"] == back.document_hash
    assert verify(clinic) == ()


def test_by_typed_name_beside_a_witness(clinic: Clinic, ana: str) -> None:
    typed = Signature(typed_name=" Ana  Ruiz ", witness_name="Jana")
    kept = consents.sign_consent(clinic, paper(clinic, ana), GIVEN, typed)
    assert (kept.signer_name, kept.witness_name, kept.strokes) == ("Ana Ruiz", "Jana", ())


@pytest.mark.parametrize(
    ("signature", "reason"),
    [
        (Signature(), "signature_missing"),
        (Signature(strokes=(((1, 1, 0),),)), "signature_missing"),
        (Signature(typed_name="Ana"), "witness_missing"),
        (Signature(witness_name="Jana"), "signer_missing"),
        (Signature(typed_name="Ana", witness_name="ANA"), "witness_same"),
    ],
)
def test_to_agree_needs_a_signature(
    clinic: Clinic, ana: str, signature: Signature, reason: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        consents.sign_consent(clinic, paper(clinic, ana), GIVEN, signature)
    assert refused.value.reason == reason
    assert clients.client(clinic, ana).consents == ()


def test_a_guardian_signs_for_a_minor(clinic: Clinic, child: str) -> None:
    shown = paper(clinic, child)
    with pytest.raises(InvalidValue) as refused:
        consents.sign_consent(clinic, shown, GIVEN, DRAWN)
    assert refused.value.reason == "guardian_missing"
    kept = consents.sign_consent(
        clinic, shown, GIVEN, Signature(strokes=STROKES, guardian_name="Mo")
    )
    assert (kept.signer_name, kept.guardian_name) == ("Mo", "Mo")
    assert "I am a parent or the legal guardian of Bo" in kept.shown_text


def test_on_the_eighteenth_birthday_no_guardian_is_needed(
    clinic: Clinic, child: str, clock: SteppingClock
) -> None:
    clock.forward(days=1)
    assert signed(clinic, child).guardian_name == ""


def test_to_refuse_needs_no_signature(clinic: Clinic, child: str) -> None:
    kept = consents.sign_consent(clinic, paper(clinic, child), REFUSED, Signature())
    assert (kept.status, kept.expires_on, kept.signer_name) == (REFUSED, None, "")
    assert state(clinic, child) is ConsentState.REFUSED
    assert verify(clinic) == ()


def test_a_refusal_does_not_end_with_the_months_of_the_text(clinic: Clinic, ana: str) -> None:
    save_template(clinic, replace(own_text(), expires_after_months=12))
    assert signed(clinic, ana).expires_on is not None
    refused = consents.sign_consent(clinic, paper(clinic, ana), ConsentStatus.REFUSED, Signature())
    assert refused.expires_on is None


def test_an_inspector_signs_nothing(sign_in: Callable[[Role], Clinic]) -> None:
    inspector = sign_in(Role.INSPECTOR)
    shown = ConsentPaper(own_text(), "x", "Ana", "C", "O", TODAY, "today")
    with pytest.raises(NotAllowed):
        consents.sign_consent(inspector, shown, GIVEN, DRAWN)
    with pytest.raises(NotAllowed):
        consents.withdraw_consent(inspector, "x", TODAY)


def test_a_new_name_does_not_change_what_was_signed(clinic: Clinic, ana: str) -> None:
    kept = signed(clinic, ana)
    clients.save_client(clinic, replace(clients.client(clinic, ana), name="Ana Gil"))
    assert consents.consent(clinic, kept.uid) == kept
    assert verify(clinic) == ()


# --- what holds ---------------------------------------------------------------------------------


def test_a_consent_in_force_is_found_until_it_expires(clinic: Clinic, ana: str) -> None:
    kept = signed(clinic, ana)
    last = date(2027, 3, 2)
    assert consents.valid_consent(clinic, ana, TREATMENT, TODAY) == kept
    assert consents.valid_consent(clinic, ana, TREATMENT, last) == kept
    assert consents.valid_consent(clinic, ana, TREATMENT, last + timedelta(days=1)) is None
    assert consents.valid_consent(clinic, ana, PHOTO, TODAY) is None


def test_a_new_text_is_asked_again(clinic: Clinic, ana: str) -> None:
    signed(clinic, ana)
    assert state(clinic, ana) is ConsentState.VALID
    save_template(clinic, own_text())
    assert state(clinic, ana) is ConsentState.OUTDATED
    assert consents.valid_consent(clinic, ana, TREATMENT, TODAY) is None
    signed(clinic, ana)
    assert state(clinic, ana) is ConsentState.VALID


def test_months_are_a_setting(clinic: Clinic, ana: str) -> None:
    save_settings(
        clinic,
        replace(settings(clinic), treatment_consent_months=0, photo_consent_months=6),
    )
    assert signed(clinic, ana).expires_on is None
    assert signed(clinic, ana, PHOTO).expires_on == date(2026, 9, 2)
    with pytest.raises(InvalidValue):
        save_settings(clinic, replace(settings(clinic), treatment_consent_months=121))


def test_the_disclosure_is_needed_where_the_clinic_says_so(clinic: Clinic, ana: str) -> None:
    def kinds() -> list[ConsentKind]:
        return [one.kind for one in consents.needed_consents(clinic, ana, TODAY)]

    assert kinds() == [TREATMENT]
    save_settings(clinic, replace(settings(clinic), disclosure_needed=True))
    assert kinds() == [TREATMENT, DISCLOSURE]


def test_a_consent_is_withdrawn_at_any_time(clinic: Clinic, ana: str, clock: SteppingClock) -> None:
    kept = signed(clinic, ana)
    clock.forward(days=9)
    gone = consents.withdraw_consent(clinic, kept.uid, TODAY + timedelta(days=7), " by phone ")
    assert (gone.status, gone.withdrawn_note, gone.withdrawn_by) == (
        WITHDRAWN,
        "by phone",
        "Rina Patel",
    )
    assert state(clinic, ana, TODAY + timedelta(days=6)) is ConsentState.VALID
    assert state(clinic, ana, TODAY + timedelta(days=7)) is ConsentState.WITHDRAWN
    assert consents.consent(clinic, kept.uid) == gone
    assert gone.document_hash == kept.document_hash == document_hash(gone, ana)
    assert entries(clinic)[-1].after["withdrawn_note"] == "by phone"
    assert verify(clinic) == ()
    with pytest.raises(InvalidValue) as refused:
        consents.withdraw_consent(clinic, kept.uid, TODAY + timedelta(days=8))
    assert refused.value.reason == "consent_not_given"


@pytest.mark.parametrize("days", [-1, 1])
def test_not_before_it_was_given_nor_in_the_future(clinic: Clinic, ana: str, days: int) -> None:
    kept = signed(clinic, ana)
    with pytest.raises(InvalidValue) as refused:
        consents.withdraw_consent(clinic, kept.uid, TODAY + timedelta(days=days))
    assert refused.value.reason == "withdrawn_day"


# --- on paper -----------------------------------------------------------------------------------


def test_a_decision_on_paper_is_recorded_corrected_and_taken_off(clinic: Clinic, ana: str) -> None:
    day = date(2025, 11, 30)
    kept = paper_consents.record_paper_consent(
        clinic, ana, Consent("", TREATMENT, " v3 ", GIVEN, day)
    )
    assert (kept.version, kept.expires_on) == ("v3", date(2026, 11, 30))
    assert state(clinic, ana) is ConsentState.VALID
    corrected = paper_consents.change_paper_consent(
        clinic, replace(kept, decided_on=date(2025, 10, 1), note="in the blue folder")
    )
    assert corrected.expires_on == date(2026, 10, 1)
    assert consents.consent(clinic, kept.uid) == corrected
    paper_consents.remove_paper_consent(clinic, kept.uid)
    assert clients.client(clinic, ana).consents == ()
    with pytest.raises(NoSuchRecord):
        consents.consent(clinic, kept.uid)


def test_what_was_signed_is_not_corrected(clinic: Clinic, ana: str) -> None:
    kept = signed(clinic, ana)
    with pytest.raises(RecordLocked):
        paper_consents.change_paper_consent(clinic, replace(kept, note="x"))
    with pytest.raises(RecordLocked):
        paper_consents.remove_paper_consent(clinic, kept.uid)
    with pytest.raises(RecordLocked):
        paper_consents.record_paper_consent(clinic, ana, replace(kept, uid=""))


def test_saving_a_client_leaves_consents_alone(clinic: Clinic, ana: str) -> None:
    before = clients.client(clinic, ana)
    kept = signed(clinic, ana)
    after = clients.save_client(clinic, replace(before, phone="1", consents=()))
    assert after.consents == (kept,)
    assert clients.client(clinic, ana).consents == (kept,)


# --- locks --------------------------------------------------------------------------------------

COLUMNS = (
    "client_id",
    "position",
    "kind",
    "version",
    "decided_on",
    "note",
    "language",
    "title",
    "shown_text",
    "client_name",
    "clinic_name",
    "practitioner",
    "signer_name",
    "guardian_name",
    "witness_name",
    "strokes",
    "document_hash",
    "signed_at",
    "signed_offset",
    "expires_on",
    "active",
    "uid",
    "id",
    "origin",
)


def refused_by_the_database(clinic: Clinic, statement: str) -> None:
    with pytest.raises(RecordLocked), clinic.database.write() as session:
        session.connection().exec_driver_sql(statement)


@pytest.mark.parametrize("column", COLUMNS)
def test_raw_sql_changes_no_word_of_a_signed_consent(clinic: Clinic, ana: str, column: str) -> None:
    signed(clinic, ana)
    refused_by_the_database(clinic, f"UPDATE consent SET {column} = 7")  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM consent",
        "UPDATE consent SET status = 'refused'",
        "UPDATE consent SET status = 'withdrawn'",
        "UPDATE consent SET withdrawn_on = '2026-03-02'",
        "UPDATE consent SET status = 'withdrawn', withdrawn_on = '2026-03-02', note = 'x'",
        "UPDATE consent SET signed_at = NULL, document_hash = ''",
        "UPDATE OR REPLACE consent SET id = id + 1",
        "REPLACE INTO consent SELECT * FROM consent",
        (
            "REPLACE INTO consent (uid, origin, client_id, position, kind, version, status,"
            " decided_on) SELECT uid, origin, client_id, 1, kind, version, 'refused', decided_on"
            " FROM consent"
        ),
    ],
)
def test_raw_sql_neither_deletes_nor_replaces_it(clinic: Clinic, ana: str, statement: str) -> None:
    signed(clinic, ana)
    refused_by_the_database(clinic, statement)


def test_raw_sql_does_not_bring_a_withdrawn_consent_back(clinic: Clinic, ana: str) -> None:
    consents.withdraw_consent(clinic, signed(clinic, ana).uid, TODAY)
    for change in ("status = 'given', withdrawn_on = NULL", "withdrawn_on = '2026-01-01'"):
        refused_by_the_database(clinic, f"UPDATE consent SET {change}")  # noqa: S608


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent_template SET body = 'x'",
        "DELETE FROM consent_template",
        "REPLACE INTO consent_template SELECT * FROM consent_template",
        (
            "REPLACE INTO consent_template (uid, origin, kind, version, language, title, body,"
            " created_at) SELECT 'new', origin, kind, version, language, title, 'x', created_at"
            " FROM consent_template"
        ),
    ],
)
def test_raw_sql_changes_no_text(clinic: Clinic, statement: str) -> None:
    save_template(clinic, own_text())
    refused_by_the_database(clinic, statement)


# --- verify -------------------------------------------------------------------------------------


def behind_the_back(clinic: Clinic, statement: str) -> None:
    locks = lock_triggers()
    with clinic.database.write() as session:
        for name in locks:
            session.execute(text(f"DROP TRIGGER {name}"))
        session.connection().exec_driver_sql(statement)
        for created in locks.values():
            session.connection().exec_driver_sql(created)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE consent SET shown_text = replace(shown_text, 'agree', 'aGree')",
        "UPDATE consent SET strokes = replace(strokes, '2600', '2601')",
        "UPDATE consent SET strokes = '['",
        "UPDATE consent SET signer_name = 'Ana Ruiy'",
        "UPDATE consent SET expires_on = '2031-01-01'",
        "UPDATE consent SET document_hash = 'g' || substr(document_hash, 2)",
        "UPDATE consent SET status = 'withdrawn', withdrawn_on = '2026-03-02'",
        "UPDATE consent SET withdrawn_on = '2026-03-02'",
        "UPDATE consent SET client_id = client_id + 1",
        "UPDATE consent SET active = 0",
    ],
)
def test_a_flipped_byte_is_found(clinic: Clinic, ana: str, child: str, statement: str) -> None:
    kept = signed(clinic, ana)
    assert child
    behind_the_back(clinic, statement)
    assert [(fault.code, fault.sentence) for fault in verify(clinic)] == [
        ("consents", f"Consent {kept.uid} is not what was signed: its row was changed.")
    ]


def test_a_made_up_hash_does_not_help(clinic: Clinic, ana: str) -> None:
    kept = signed(clinic, ana)
    forged = replace(kept, shown_text="I agree to everything.\n")
    words = f"'{forged.shown_text}', document_hash = '{document_hash(forged, ana)}'"
    behind_the_back(clinic, f"UPDATE consent SET shown_text = {words}")  # noqa: S608
    assert [fault.code for fault in verify(clinic)] == ["consents"]


def test_a_missing_consent_is_found(clinic: Clinic, ana: str) -> None:
    kept = signed(clinic, ana)
    behind_the_back(clinic, "DELETE FROM consent")
    assert [fault.sentence for fault in verify(clinic)] == [
        f"Consent {kept.uid} was signed and is missing now."
    ]
