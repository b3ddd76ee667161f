"""What is in force: settings, own scales, the clinic's name, and which limit or rule holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields

from needlelog.db.told.entries import Entry, Place, Trail
from needlelog.db.told.rows import Now, in_parts
from needlelog.db.told.telling import Telling
from needlelog.db.transaction import Session
from needlelog.domain.clinic_settings import ClinicSettings
from needlelog.domain.faults import Fault

_SETTINGS_CHANGED = "settings changed"
_RENAMED = "clinic renamed"
_CLOCK, _CLOCK_KEY = "clock confirmed", "clock_confirmed_up_to"
OWN_SCALE = "own_scale."
_TOGETHER = ("value", "changed_at")
_SETTINGS = frozenset(field.name for field in fields(ClinicSettings))
_NAMED_BY = {"limit_override": ("zone", "Depth limit"), "rule_override": ("rule", "Change of rule")}


def in_force_faults(session: Session, trail: Trail) -> Iterator[Fault]:
    """Settings, names, limits and rules that hold otherwise than the trail tells."""
    yield from _settings(session, trail)
    yield from _clinic_name(session, trail)
    for kind, (name, word) in _NAMED_BY.items():
        yield from _newest_holds(session, trail, kind, name, word)


def _settings(session: Session, trail: Trail) -> Iterator[Fault]:
    tellings = _told_settings(trail)
    present = set()
    for rows in in_parts(session, "setting", json=("value",)):
        for row in rows:
            present.add(row["key"])
            wrong = _wrong_setting(row, tellings.get(row["key"]), trail)
            if wrong:
                yield Fault("told", f"The setting {row['key']} is not {wrong}.")
    for key in sorted(tellings.keys() - present):
        yield Fault("told", f"The setting {key} stands in the trail and is missing now.")


def _told_settings(trail: Trail) -> dict[str, Telling]:
    tellings: defaultdict[str, Telling] = defaultdict(Telling)
    for entry in trail.acts("setting", _SETTINGS_CHANGED, _CLOCK):
        told: Mapping[str, object] = entry.told
        if entry.act == _CLOCK:
            told = {_CLOCK_KEY: entry.told.get("last_entry")}
        for key, value in told.items():
            tellings[key].add(entry, {"value": value, "changed_at": entry.made_at})
    for entry in trail.all_of("own_scale"):
        told = {**entry.told, "changed_at": entry.made_at}
        tellings[OWN_SCALE + entry.record_uid].add(entry, told)
    return dict(tellings)


def _wrong_setting(row: Now, telling: Telling | None, trail: Trail) -> str:
    """What a setting is not; nothing where it is as it was told, or nobody needs to tell it."""
    own = row["key"].startswith(OWN_SCALE)
    if telling is None:
        needed = trail.tells_all and (own or row["key"] in _SETTINGS)
        return "known to the trail" if needed else ""
    changed = {"changed_at": row["changed_at"]}
    now = row["value"] if own else {"value": row["value"]}
    if not isinstance(now, dict) or telling.wrong(now | changed, trail, _TOGETHER):
        return "what the trail tells"
    return ""


def _clinic_name(session: Session, trail: Trail) -> Iterator[Fault]:
    telling = Telling()
    for entry in trail.acts("installation", _RENAMED):
        telling.add(entry, {"clinic_name": entry.told.get("name")})
    name = session.connection().exec_driver_sql("SELECT clinic_name FROM installation").scalar()
    if telling.wrong({"clinic_name": name}, trail, ()):
        yield Fault("told", "The name of the clinic is not what the trail tells.")


def _newest_holds(
    session: Session, trail: Trail, kind: str, name: str, word: str
) -> Iterator[Fault]:
    """Of each zone or rule the row of the last entry holds; two, where two computers wrote one."""
    by_name: defaultdict[str, dict[Place, Entry]] = defaultdict(dict)
    for entry in trail.all_of(kind):
        if name in entry.told:
            by_name[entry.told[name]][entry.place] = entry
    holding = {
        entries[place].record_uid
        for entries in by_name.values()
        for place in trail.newest(list(entries))
    }
    for rows in in_parts(session, kind):
        for row in rows:
            if row["active"] != (row["uid"] in holding):
                yield Fault("told", f"{word} {row['uid']}: whether it holds is not what was told.")
