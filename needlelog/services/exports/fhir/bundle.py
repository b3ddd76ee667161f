"""The bundle itself: written entry by entry, so that a large clinic never stands in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from needlelog.db.exports.entries import entries_by_session
from needlelog.db.exports.reading import wanted_clients
from needlelog.db.queries import adverse_events, follow_ups, photos, scores, stock
from needlelog.db.queries import clients as client_query
from needlelog.db.same_client import kept_uids
from needlelog.db.session_reading import records_by_id
from needlelog.db.stores.people import all_people
from needlelog.domain.client_merge import of_kept_client
from needlelog.domain.errors import KnownError
from needlelog.domain.exports.pseudonyms import pseudonymised_client, pseudonymised_record
from needlelog.files.atomic_write import new_file
from needlelog.files.counted_output import CountedOutput
from needlelog.files.photos.store import PhotoStore
from needlelog.files.reference_data import zone_catalogue
from needlelog.services.exports.beside import finish_beside
from needlelog.services.exports.fhir import people, proof
from needlelog.services.exports.fhir.parts import Resource, identity, instant, reference
from needlelog.services.exports.fhir.sessions import SessionResources, score_observation
from needlelog.services.exports.job import Job

_AT_ONCE = 200


def write_fhir(job: Job, path: Path) -> str:
    """Write the bundle and its manifest beside it; return the hash of the file.

    Raises:
        DiskFull, WriteRefused, WriteFailed: nothing is left.
    """
    with new_file(path) as file:
        counted = CountedOutput(file)
        head = {
            "resourceType": "Bundle",
            "id": identity(job.clinic.person.uid, instant(job.at)),
            "type": "collection",
            "timestamp": instant(job.at),
        }
        counted.write(json.dumps(head)[:-1].encode() + b', "entry": [')
        for number, resource in enumerate(_resources(job)):
            entry = {"fullUrl": f"urn:uuid:{resource['id']}", "resource": resource}
            text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
            counted.write((b",\n" if number else b"\n") + text.encode("utf-8"))
            kind = resource["resourceType"]
            job.counts[kind] = job.counts.get(kind, 0) + 1
        counted.write(b"\n]}\n")
        job.counts["sessions"] = len(job.selected.session_ids)
        return finish_beside(job, path, counted)


def _resources(job: Job) -> Iterator[Resource]:
    yield from _people(job)
    for _number, uid in wanted_clients(job.selected):
        yield from _of_client(job, uid)
    yield from _sessions(job)
    yield from _trail(job)


def _people(job: Job) -> Iterator[Resource]:
    names = job.names
    for person in all_people(job.selected.session):
        if names is None:
            yield people.practitioner(person, person.name, bare_name=False)
        else:
            stand_in = replace(person, uid=names.uuid("practitioner", person.uid))
            name = names.of("practitioner", person.name)
            yield people.practitioner(stand_in, name, bare_name=True)


def _of_client(job: Job, uid: str) -> Iterator[Resource]:
    session, names, zones = job.selected.session, job.names, zone_catalogue()
    words = names is None
    client = client_query.client(session, uid)
    consents = client.consents
    if names is not None:
        client = pseudonymised_client(client, names)
    client_id = identity(client.uid)
    yield people.patient(client, year_only=names is not None)
    for consent in consents:
        stand_in = consent
        if names is not None:
            stand_in = replace(consent, uid=names.uuid("consent", consent.uid), document_hash="")
        yield people.consent(stand_in, client_id, words=words)
    patient = reference(client_id, "Patient")
    for score in scores.scores_of_client(session, uid):
        if score.session_uid is None:
            withdrawn = score.withdrawn is not None
            made = identity(score.uid if names is None else names.uuid("score", score.uid))
            shown = score if words else replace(score, note="")
            yield score_observation(shown, made, patient, None, withdrawn=withdrawn)
    yield from _outcomes(job, uid, client_id)
    if words:
        for photo in photos.photos(session, uid, removed=True):
            if _session_there(job, photo.session_uid):
                yield people.media(photo, client_id, zones, _picture(job, photo.uid), words=words)


def _outcomes(job: Job, uid: str, client_id: str) -> Iterator[Resource]:
    session, names, zones = job.selected.session, job.names, zone_catalogue()
    for follow_up in follow_ups.follow_ups_of_client(session, uid):
        if not _session_there(job, follow_up.session_uid):
            continue
        shown = follow_up
        if names is not None:
            own = follow_up.session_uid
            shown = replace(
                follow_up,
                uid=names.uuid("follow_up", follow_up.uid),
                session_uid=own and names.uuid("session", own),
            )
        yield from people.follow_up_observations(shown, client_id, zones, words=names is None)
    for event in adverse_events.events_of_client(session, uid):
        if _session_there(job, event.session_uid):
            shown_uid = event.uid if names is None else names.uuid("event", event.uid)
            yield people.adverse_event(
                replace(event, uid=shown_uid), client_id, words=names is None
            )


def _session_there(job: Job, uid: str | None) -> bool:
    return uid is None or uid in job.session_uids


def _picture(job: Job, uid: str) -> bytes | None:
    if job.request.photos:
        kept = photos.photo(job.selected.session, uid)
        with suppress(KnownError):
            store = PhotoStore(job.clinic.folder.photos, job.clinic.key)
            return store.original(kept.file_sha256, kept.photo.sha256)
    return None


def _sessions(job: Job) -> Iterator[Resource]:
    session, zones = job.selected.session, zone_catalogue()
    products = {each.uid: each for each in stock.products(session)}
    devices = {each.uid: each for each in stock.devices(session)}
    done, every = 0, len(job.selected.session_ids)
    merged = kept_uids(session)
    for part in job.selected.parts(_AT_ONCE):
        for signed in records_by_id(session, part):
            kept = of_kept_client(signed, merged)
            record = kept if job.names is None else pseudonymised_record(kept, job.names)
            yield from SessionResources(record, zones, products, devices).all()
            yield from proof.provenance(record)
        done += len(part)
        job.part_done(0, 1, 0.9 * done / every)


def _trail(job: Job) -> Iterator[Resource]:
    names = job.names
    for uid, _state, _hash, entries in entries_by_session(job.selected):
        shown = uid if names is None else names.uuid("session", uid)
        for entry in entries:
            person = entry["person"]
            yield proof.audit_event(
                entry, shown, person if names is None else names.of("practitioner", person)
            )
