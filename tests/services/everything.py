"""A clinic with rows in every table that the check holds against the trail."""

from __future__ import annotations

from dataclasses import replace

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.aftercare import AftercareSheet
from needlelog.domain.alignment import Similarity
from needlelog.domain.clients import (
    AvoidKind,
    AvoidMark,
    Client,
    ClientConcern,
    Consent,
    ConsentKind,
    ConsentStatus,
    HistoryItem,
    HistoryKind,
)
from needlelog.domain.consents import ConsentTemplate, Signature
from needlelog.domain.depth_advice import LimitOverride
from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.domain.imports.fields import ColumnMapping, Field
from needlelog.domain.own_scales import OwnScale
from needlelog.domain.photo_markup import Markup, Shape, ShapeKind
from needlelog.domain.photos import PhotoPhase, StoredAlignment
from needlelog.domain.plans import Plan
from needlelog.domain.recalls import RecallKind, Way
from needlelog.domain.scales import Direction, Rater
from needlelog.domain.scores import DraftScore
from needlelog.domain.screening.windows import Window, WindowUnit
from needlelog.domain.sessions import CartridgeUse, SessionDraft, ZoneRow
from needlelog.domain.stock import Lot, Product
from needlelog.domain.zones import Side
from needlelog.files.spreadsheets import Sheet, SheetRow
from needlelog.services import (
    adverse_events,
    aftercare,
    client_merge,
    clients,
    consent_texts,
    consents,
    follow_up,
    imports,
    limits,
    paper_consents,
    photos,
    plans,
    presets,
    recalls,
    retention,
    review,
    scores,
    screening,
    sessions,
    settings,
    stock,
)
from needlelog.services.clinic import Clinic, rename_clinic
from tests.files.photos.faces import encoded, face
from tests.services.conftest import SteppingClock
from tests.services.exports.conftest import filled, treat

STROKES = (
    ((2000, 1000, 0), (3000, 1500, 40), (5000, 4000, 90)),
    ((6000, 1000, 400), (7000, 4000, 480)),
)
CHIN = (("chin", Side.MID),)
ZONES = (ZoneRow(1, "chin", Side.MID, depth_um=500, passes=2),)


def fill(clinic: Clinic, clock: SteppingClock) -> None:
    """Do each act that leaves rows, and some that change them again."""
    anna, bea = _anna(clinic), clients.create_client(clinic, Client("", "Bea")).uid
    clock.forward(hours=1)
    _consents(clinic, anna)
    plan = plans.save_plan(clinic, Plan("", anna, "Scars", CHIN, 4, 28))
    plans.save_plan(clinic, replace(plan, note="slowly", zones=(("nose", Side.MID),)))
    _in_force(clinic)
    clock.forward(hours=1)
    full = treat(
        clinic, anna, change=lambda draft: replace(filled(draft, clinic), plan_uid=plan.uid)
    )
    _stock(clinic, clock, bea)
    _review(clinic, full)
    _outcomes(clinic, anna, full)
    _photos(clinic, anna, full)
    clock.forward(hours=1)
    _import(clinic)
    _merges(clinic, clock)
    retention.place_hold(clinic, anna, "a letter of a lawyer")
    clock.forward(hours=1)
    retention.lift_hold(clinic, anna, "settled")
    rename_clinic(clinic, "Needle & Co")


def _anna(clinic: Clinic) -> str:
    today = clinic.clock().date()
    spot = AvoidMark(
        "", AvoidKind.MOLE, "face_front", 5000, 5000, "chin", Side.MID, today, note="m"
    )
    aspirin = HistoryItem("", HistoryKind.MEDICINE, "Aspirin", asked_on=today, note="daily")
    scars = ClientConcern("", "Scars", (*CHIN, ("nose", Side.MID)), "mild")
    anna = clients.create_client(
        clinic,
        Client(
            "",
            "Anna Übel",
            birth_date=today.replace(year=1984),
            phone="+49 30 1",
            address="Street 1",
            emergency_contact="Bob",
            phototype=3,
            note="n",
            history=(aspirin,),
            concerns=(scars,),
            avoid=(spot, replace(spot, note="gone")),
            consents=(Consent("", ConsentKind.PHOTO, "1", ConsentStatus.GIVEN, today),),
        ),
    )
    clients.save_client(clinic, replace(anna, email="a@b.example", avoid=anna.avoid[:1]))
    return anna.uid


def _consents(clinic: Clinic, anna: str) -> None:
    today = clinic.clock().date()
    own = ConsentTemplate(ConsentKind.MARKETING, "2", "en", "Own title", "I, {client}, agree.\n")
    consent_texts.save_template(clinic, own)
    for kind in (ConsentKind.MARKETING, ConsentKind.TREATMENT):
        paper = consents.consent_paper(clinic, anna, kind, "2 March 2026")
        signature = Signature(strokes=STROKES)
        signed = consents.sign_consent(clinic, paper, ConsentStatus.GIVEN, signature)
    consents.withdraw_consent(clinic, signed.uid, today, "changed her mind")
    for version in ("7", "8"):
        told = Consent("", ConsentKind.TREATMENT, version, ConsentStatus.GIVEN, today)
        kept = paper_consents.record_paper_consent(clinic, anna, told)
        paper_consents.change_paper_consent(clinic, replace(kept, note="in the blue folder"))
    paper_consents.remove_paper_consent(clinic, kept.uid)


def _in_force(clinic: Clinic) -> None:
    limits.save_limit_override(clinic, LimitOverride("chin", 1000, "thin skin"))
    limits.save_limit_override(clinic, LimitOverride("chin", 1200, "thicker"))
    screening.save_rule(clinic, "isotretinoin_block", Window(9, WindowUnit.DAYS), note="longer")
    screening.save_rule(clinic, "numbing_strength", figure=70)
    now = settings.settings(clinic)
    settings.save_settings(clinic, replace(now, keep_years=12, clinic_phone="+49 30 2"))
    aftercare.save_sheet(clinic, AftercareSheet("", "", "", "After a peel", "Cold packs."))
    scores.add_own_scale(
        clinic,
        OwnScale("Glow", 0, 10_000, Direction.HIGHER_BETTER, Rater.CLIENT, step=500),
    )
    presets.save_preset(clinic, "Chin", ZONES)
    presets.delete_preset(clinic, presets.save_preset(clinic, "Short", ZONES).uid)


def _stock(clinic: Clinic, clock: SteppingClock, client: str) -> None:
    tip = stock.save_product(clinic, Product("", "Tip 12", "cartridge"))
    lot = stock.save_lot(clinic, Lot("", tip.uid, "C-8", expiry="2027-09", quantity=20))
    clock.forward(hours=1)
    lot = stock.adjust_lot(clinic, lot.uid, -3, "counted again")
    clock.forward(hours=1)

    def with_tip(draft: SessionDraft) -> SessionDraft:
        used = CartridgeUse(tip.uid, lot.uid, "Tip 12", "C-8", "2027-09", 2)
        return replace(draft, zones=ZONES, cartridge=used)

    session = treat(clinic, client, change=with_tip)
    recall = recalls.open_recall(clinic, RecallKind.LOT, lot.uid, "the maker wrote")
    today = clinic.clock().date()
    recalls.mark_notified(clinic, recall.uid, [client], today, Way.PHONE, "at once")
    recalls.take_back_notice(clinic, recall.uid, [client])
    recalls.close_recall(clinic, recall.uid)
    sessions.void_session(clinic, session, "wrong client")


def _review(clinic: Clinic, session: str) -> None:
    asked = review.ask_question(clinic, session, "Why so deep?")
    review.answer_question(clinic, asked.uid, "An old scar.")
    review.close_question(clinic, asked.uid)
    review.ask_question(clinic, session, "And the nose?")
    sessions.add_addendum(clinic, session, "a word more")


def _outcomes(clinic: Clinic, client: str, session: str) -> None:
    today = clinic.clock().date()
    signs = (Symptom(Sign.REDNESS, 2, "chin", Side.MID, today, "s"),)
    told = FollowUp("", client, session, None, today, symptoms=signs, note="fine")
    seen = follow_up.record_follow_up(clinic, told)
    adverse_events.record_event(
        clinic,
        AdverseEvent(
            "",
            client,
            AdverseKind.SCAR,
            today,
            grade=3,
            session_uid=session,
            follow_up_uid=seen.uid,
            note="small",
        ),
    )
    rated = DraftScore("pain", "1", Rater.CLIENT, today, (("grade", 2000),), 0, "n")
    scores.save_score(clinic, client, rated)
    scores.withdraw_score(clinic, scores.save_score(clinic, client, rated).uid, "by mistake")


def _photos(clinic: Clinic, client: str, session: str) -> None:
    first, second = (
        photos.add_photo(
            clinic,
            client,
            encoded(picture),
            photos.NewPhoto(
                "face_front", PhotoPhase.BEFORE, session, "chin", Side.MID, clinic.clock(), "p"
            ),
        )
        for picture in (face(), face().resize((320, 400)))
    )
    moved = StoredAlignment(first.uid, Similarity(1.1, 0.05, 0.02, -0.01), "points", 1.0)
    photos.set_alignment(clinic, second.uid, moved)
    photos.set_markup(clinic, second.uid, Markup((Shape(ShapeKind.PEN, ((0.1, 0.2),)),)))
    photos.set_view(clinic, second.uid, "face_left", PhotoPhase.AFTER)
    photos.deactivate_photo(clinic, first.uid, "blurred")


def _import(clinic: Clinic) -> None:
    header, row = ("Date", "Client", "Zones"), ("2025-05-05", "Old Client", "chin")
    sheet = Sheet("old.csv", header, (SheetRow(2, row),), sha256="0" * 64)
    mapping = ColumnMapping((Field.DAY, Field.CLIENT, Field.ZONES))
    mapping = imports.with_zone_words(sheet, mapping)
    imports.undo_import(clinic, imports.import_sheet(clinic, sheet, mapping).uid)


def _merges(clinic: Clinic, clock: SteppingClock) -> None:
    names = ("Cara", "Kara", "Karla")
    one, two, three = (clients.create_client(clinic, Client("", name)).uid for name in names)
    made = client_merge.merge(clinic, one, two, ("name",))
    clock.forward(hours=1)
    client_merge.undo_merge(clinic, made.uid)
    client_merge.merge(clinic, one, three)
