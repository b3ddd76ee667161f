"""The stops of the tour around one treatment: the session, its signing, and the record."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.domain.draft_edits import rows_at
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, sessions
from needlelog.ui.places import RECORD, SESSION
from needlelog.ui.printing.session_sheet import foot_line, page_picture, session_document
from needlelog.ui.screens.record.screen import RecordScreen
from needlelog.ui.screens.session.screen import SessionScreen
from needlelog.ui.tour.desk_stops import client_uid, desk_of, screen_of

if TYPE_CHECKING:
    from needlelog.domain.sessions import ZoneRow
    from needlelog.ui.tour.camera import Camera

_TOO_DEEP_UM = 1250
_PAPER_SCALE = 1.5
_FIGURES = (
    ("cheek_lateral", Side.BOTH, 1500, 2, 1),
    ("cheek_medial", Side.BOTH, 1250, 2, 1),
    ("nasolabial", Side.BOTH, 1000, 2, 1),
    ("chin", Side.MID, 1000, 2, 0),
    ("forehead", Side.MID, 500, 1, 0),
)
"""Zone, side, depth, redness and bleeding of the session that is written down on the tour."""


def see_sessions(camera: Camera, repeated: str, fresh: str, numbed: str) -> None:
    """A session from the empty page to the signature of another one that repeats the last."""
    begin(camera, fresh, repeat=False).screening.go_to_zones()
    camera.shoot("session-blank")
    screen = begin(camera, repeated, repeat=True)
    screen.parts.screening.unchanged.click()
    screen.screening.go_to_zones()
    acts = screen.acts
    for zone, side, depth, erythema, bleeding in _FIGURES:
        spots = [(zone, part) for part in side.parts]
        acts.set_depth(spots, depth)
        acts.set_on_spots(spots, "endpoint", erythema=erythema, bleeding=bleeding)
    _select(screen, "cheek_lateral", "cheek_medial")
    camera.shoot("session-several")
    _select(screen, "cheek_lateral")
    camera.shoot("session")
    _select(screen, "forehead")
    acts.set_depth([("forehead", Side.MID)], _TOO_DEEP_UM)
    screen.parts.grid.row_pressed.emit(_row(screen, "forehead").row, False)
    camera.shoot("session-warning")
    screen.finish()
    camera.shoot("session-finish-gaps")
    camera.close_sheets()
    acts.set_row(_row(screen, "forehead"), "reason", reason="Old scar across the forehead.")
    acts.set_no_reactions()
    acts.set_pain(3)
    screen.finish()
    camera.shoot("session-finish")
    camera.close_sheets()
    screen = begin(camera, numbed, repeat=False)
    screen.screening.go_to_zones()
    _numb(screen)
    camera.shoot("session-numbing")


def see_record(camera: Camera, name: str) -> None:
    """The newest and the oldest record of a client, the latter with what was added later
    and as it is printed."""
    uid, clinic = client_uid(camera, name), desk_of(camera).context.clinic
    found = camera.ask(lambda: sessions.records(clinic, uid))
    for shown, record in (("record", found[0]), ("record-addendum", found[-1])):
        _open_record(camera, record.content.uid)
        camera.shoot(shown)
    client = camera.ask(lambda: clients.client(clinic, uid))
    document = session_document(found[-1], client, clinic.name, zone_catalogue())
    foot = foot_line(found[-1], client, clinic.clock())
    camera.keep(page_picture(document, foot, _PAPER_SCALE), "printed")


def _open_record(camera: Camera, uid: str) -> None:
    desk_of(camera).context.navigator.record_requested.emit(uid)
    screen = screen_of(camera, RECORD, RecordScreen)
    camera.until(lambda: screen.record_uid == uid)


def begin(camera: Camera, name: str, *, repeat: bool) -> SessionScreen:
    """Start a session with a client; ends on its questions."""
    uid = client_uid(camera, name)
    desk_of(camera).context.navigator.new_session_requested.emit(uid, repeat)
    screen = screen_of(camera, SESSION, SessionScreen)
    camera.until(lambda: screen.editor.is_open and screen.editor.draft.client_uid == uid)
    camera.rest()
    return screen


def _row(screen: SessionScreen, zone: str) -> ZoneRow:
    sides = (Side.MID, Side.LEFT, Side.RIGHT)
    return rows_at(screen.editor.draft, [(zone, side) for side in sides])[0]


def _select(screen: SessionScreen, *zones: str) -> None:
    for index, zone in enumerate(zones):
        screen.parts.grid.row_pressed.emit(_row(screen, zone).row, index > 0)


def _numb(screen: SessionScreen) -> None:
    now = screen.editor.draft.created_at
    screen.acts.add_numbing(
        agent="Lidocaine", strength="5 %", on_at=now - timedelta(minutes=20), occluded=True
    )
