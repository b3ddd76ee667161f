"""Scores and scales: give, withdraw, read; the clinic's own scales."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from needlelog.db.queries import scores as query
from needlelog.db.stores import scores as store
from needlelog.db.verify_scores import GIVEN, WITHDRAWN
from needlelog.domain.errors import InvalidValue
from needlelog.domain.names import fold
from needlelog.domain.own_scales import OwnScale, as_scale, checked_own_scale
from needlelog.domain.record_changes import differences
from needlelog.domain.record_errors import RecordIncomplete, RecordLocked
from needlelog.domain.scales import ScaleCatalogue
from needlelog.domain.scores import DraftScore, Score, checked_score
from needlelog.files.reference_data import scale_catalogue
from needlelog.services.acts import acting

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

__all__ = [
    "ClientScores",
    "OwnScale",
    "add_own_scale",
    "client_scores",
    "own_scales",
    "retire_own_scale",
    "save_score",
    "scales",
    "scores",
    "withdraw_score",
]


@dataclass(frozen=True, slots=True)
class ClientScores:
    """A client's scores, oldest first and withdrawn ones included, with the scales they are on.

    Scores from days after ``first_session_on`` are follow-ups.
    """

    scores: tuple[Score, ...]
    scales: ScaleCatalogue
    first_session_on: date | None = None


def scales(clinic: Clinic) -> ScaleCatalogue:
    """The scales that ship with the program, then those the clinic made."""
    with clinic.database.read() as session:
        return known_scales(session)


def scores(clinic: Clinic, client_uid: str) -> tuple[Score, ...]:
    """All scores of a client, oldest first, withdrawn ones included."""
    return client_scores(clinic, client_uid).scores


def client_scores(clinic: Clinic, client_uid: str) -> ClientScores:
    """A client's scores and all scales, read at one moment."""
    with clinic.database.read() as session:
        return ClientScores(
            query.scores_of_client(session, client_uid),
            known_scales(session),
            query.first_session_on(session, client_uid),
        )


def save_score(clinic: Clinic, client_uid: str, given: DraftScore) -> Score:
    """Keep a score that was given without a session, or after the session was signed.

    The signed-in person stands with it as the one who rated or wrote it down.

    Raises:
        NotAllowed, NoSuchRecord; InvalidValue: ``score_scale`` and those of `checked_score`.
    """
    with acting(clinic, "save_score") as act:
        scale = known_scales(act.session).find(given.scale, given.scale_version)
        if scale is None or not scale.active:
            raise InvalidValue("score_scale", text=given.scale)
        checked = checked_score(given, scale, clinic.clock().astimezone().date())
        kept = Score(
            scale=checked.scale,
            scale_version=checked.scale_version,
            scale_name=checked.scale_name,
            rater=checked.rater,
            rated_on=checked.rated_on,
            items=checked.items,
            total=checked.total,
            note=checked.note,
            rated_by_uid=act.person.uid,
            rated_by=act.person.name,
            uid=act.new_uid(),
            client_uid=client_uid,
            recorded_at=act.at,
        )
        store.insert_score(act.session, kept, act.at)
        act.record(GIVEN, "score", kept.uid, after=kept)
    return kept


def withdraw_score(clinic: Clinic, uid: str, reason: str) -> Score:
    """Take a score back; it stays readable with the reason and counts in no figure.

    Raises:
        NotAllowed, NoSuchRecord.
        RecordIncomplete: there is no reason.
        RecordLocked: it is part of a signed session, or withdrawn already.
    """
    words = reason.strip()
    if not words:
        raise RecordIncomplete("no_reason", "Withdrawing a score needs a reason.")
    with acting(clinic, "withdraw_score") as act:
        before = query.score(act.session, uid)
        if before.session_uid is not None or before.withdrawn is not None:
            raise RecordLocked
        store.withdraw_score(act.session, uid, words, act.person, act.at)
        after = query.score(act.session, uid)
        act.record(WITHDRAWN, "score", uid, *differences(before, after))
    return after


def own_scales(clinic: Clinic) -> tuple[OwnScale, ...]:
    """All scales the clinic made, also those that are out of use."""
    with clinic.database.read() as session:
        return store.own_scales(session)


def add_own_scale(clinic: Clinic, own: OwnScale) -> OwnScale:
    """Make a scale of the clinic's own.

    Raises:
        NotAllowed; InvalidValue: those of `checked_own_scale`, ``scale_twice``.
    """
    with acting(clinic, "add_own_scale") as act:
        kept = replace(checked_own_scale(own), uid=act.new_uid(), active=True)
        taken = {fold(scale.name) for scale in known_scales(act.session).offered}
        if fold(kept.name) in taken:
            raise InvalidValue("scale_twice", text=kept.name)
        store.write_own_scale(act.session, kept, act.at)
        act.record("scale made", "own_scale", kept.uid, after=kept)
    return kept


def retire_own_scale(clinic: Clinic, uid: str) -> None:
    """Offer a scale of the clinic no longer; its scores stay. An unknown uid changes nothing.

    Raises:
        NotAllowed.
    """
    with acting(clinic, "retire_own_scale") as act:
        own = next((each for each in store.own_scales(act.session) if each.uid == uid), None)
        if own is None or not own.active:
            return
        retired = replace(own, active=False)
        store.write_own_scale(act.session, retired, act.at)
        act.record("scale retired", "own_scale", uid, *differences(own, retired))


def known_scales(session: Transaction) -> ScaleCatalogue:
    """The shipped scales and the clinic's own, inside a transaction."""
    return scale_catalogue().with_scales(as_scale(own) for own in store.own_scales(session))
