"""What the session screen shows of a draft, worked out as plain values."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import HistoryKind, age_on
from needlelog.domain.depth_advice import DepthFinding, depth_findings
from needlelog.domain.draft_edits import Spot
from needlelog.domain.previous_rows import previous_rows
from needlelog.domain.recalls import Recalled
from needlelog.domain.screening.answers import stored_answers
from needlelog.domain.sessions import SessionDraft, ZoneRow, only_day_known
from needlelog.domain.zones import CUSTOM_ZONE, Side, ZoneCatalogue
from needlelog.ui import formats, labels
from needlelog.ui.client_words import alert_tone, alert_words, alerts
from needlelog.ui.follow_up.words import event_alert
from needlelog.ui.map.map_state import AvoidMark
from needlelog.ui.screens.session.screening.judged import Judged
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.screens.session.zone_row import RowFacts
from needlelog.ui.severity_marks import TONES, open_pills

FULL = 10_000
"""A domain mark's coordinates are ten-thousandths of the drawing."""


MOST_NAMED = 6
"""So many alerts stand in the header by name; more would leave no room for the session."""


class DraftViews:
    """Turns a draft and its surroundings into what the widgets show."""

    def __init__(self, around: Surroundings, zones: ZoneCatalogue) -> None:
        self._around = around
        self._zones = zones
        self.judged = Judged()
        """What was found in the draft that is shown now."""

    @property
    def around(self) -> Surroundings:
        """What is known beside the draft."""
        return self._around

    @property
    def recalled(self) -> Recalled:
        """What is called back now."""
        return self._around.recalled

    def findings(self, draft: SessionDraft) -> dict[int, tuple[DepthFinding, ...]]:
        """What speaks against the depth of each row, by row number."""
        used = draft.device
        device = self._around.device(used.device_uid if used else None)
        model = used.model_code if used else None
        return {
            row.row: depth_findings(
                row,
                self._zones.limits(row.zone, model) if row.zone in self._zones else None,
                device,
                self._around.person.depth_ceiling_um,
                self._around.overrides,
            )
            for row in draft.zones
        }

    def rows(
        self, draft: SessionDraft, selection: frozenset[Spot], own: frozenset[int]
    ) -> list[RowFacts]:
        """The rows of the grid."""
        last = self._around.last
        before = previous_rows(draft, last.content if last else None)
        findings = self.findings(draft)
        return [
            RowFacts(
                row=row,
                previous=before.get(row.row),
                findings=findings[row.row],
                screened=self.judged.zones.get((row.zone, row.side), ()),
                products=self._products(draft, row),
                selected=any((row.zone, side) in selection for side in row.side.parts)
                and (row.zone != CUSTOM_ZONE or row.row in own),
            )
            for row in draft.zones
        ]

    def _products(self, draft: SessionDraft, row: ZoneRow) -> str:
        own = [
            f"{topical.name} {topical.lot}".strip()
            for topical in draft.topicals
            if topical.category != "glide"
            and (not topical.zones or (row.zone, row.side) in topical.zones)
        ]
        return ", ".join(own)

    def depths(self, draft: SessionDraft) -> dict[Spot, list[int]]:
        """Depths by zone and single side, for the map."""
        found: dict[Spot, list[int]] = {}
        for row in draft.zones:
            if row.depth_um is not None:
                for side in row.side.parts:
                    found.setdefault((row.zone, side), []).append(row.depth_um)
        return found

    def hatched(self, draft: SessionDraft) -> list[Spot]:
        """Treated zones about which a rule stops or warns, by advice or by a mark of the client."""
        day = (draft.started_at or draft.created_at).date()
        marked = {
            (mark.zone, side)
            for mark in self._around.client.avoid
            if mark.zone is not None and mark.holds_on(day)
            for side in (mark.side or Side.MID).parts
        }
        return self.judged.hatched() + [
            (row.zone, side)
            for row in draft.zones
            for side in row.side.parts
            if (row.zone, side) in marked
            or (row.zone in self._zones and self._zones.by_code(row.zone).limits.avoid)
        ]

    def marks(self, map_name: str, draft: SessionDraft) -> list[AvoidMark]:
        """The client's marks on one map that hold on the day of the session."""
        day = (draft.started_at or draft.created_at).date()
        return [
            AvoidMark(mark.x / FULL, mark.y / FULL, labels.label(labels.AVOID_KINDS, mark.kind))
            for mark in self._around.client.avoid
            if mark.map_name == map_name and mark.holds_on(day)
        ]

    def selection_words(self, selection: frozenset[Spot]) -> tuple[str, str]:
        """The names and sides of the selected zones."""
        by_zone: dict[str, set[Side]] = {}
        for code, side in sorted(selection):
            by_zone.setdefault(code, set()).add(side)
        named = [self._zones.by_code(code).name for code in by_zone if code in self._zones]
        names = ", ".join(named)
        sides = {side for found in by_zone.values() for side in found} - {Side.MID}
        words = {
            frozenset[Side](): _tr("selected") if named else "",
            frozenset({Side.LEFT}): _tr("left"),
            frozenset({Side.RIGHT}): _tr("right"),
        }.get(frozenset(sides), _tr("left + right"))
        if len(named) < 2:
            return names, words
        count = QCoreApplication.translate("SessionScreen", "%n zone(s)", "", len(named))
        return count, f"{names} · {words}"

    def header(self, draft: SessionDraft, today: date) -> tuple[str, str]:
        """Name of the client, and what must be known at a glance."""
        client, plan, last = self._around.client, self._around.plan, self._around.last
        parts: list[str] = []
        if client.birth_date:
            parts.append(str(age_on(client.birth_date, today)))
        if client.phototype:
            type_ = labels.FITZPATRICK[client.phototype - 1]
            parts.append(_tr("Fitzpatrick {type}").format(type=type_))
        number = ""
        if draft.number:
            number = _tr("session {n}").format(n=draft.number)
            if draft.planned_total:
                number = _tr("session {n} of {m}").format(n=draft.number, m=draft.planned_total)
        concern = plan.concern if plan else ""
        parts.append(", ".join(part for part in (concern, number) if part))
        if last is not None and last.content.started_at is not None:
            since = formats.days_ago(last.content.started_at.date(), today)
            parts.append(_tr("last session {when}").format(when=since))
        return client.name, " · ".join(part for part in parts if part)

    def pills(self) -> list[tuple[str, str]]:
        """Allergies, alerts and adverse events by name, then how much stops and how much warns."""
        book, client = self._around.book, self._around.client
        items = {item.code: item for item in book.items}
        told = {finding.rule: items.get(finding.item) for finding in self.judged.findings}
        pills = [
            (card.title, TONES[card.severity])
            for card in self.judged.cards
            if (item := told.get(card.rule)) is not None and item.kind is HistoryKind.ALLERGY
        ]
        stored = stored_answers(book, client)
        known = {stored[item.code].uid for item in told.values() if item and item.code in stored}
        pills += [
            (alert_words(item), alert_tone(item))
            for item in alerts(client)
            if item.uid not in known
        ]
        pills += map(event_alert, self._around.events)
        if len(pills) > MOST_NAMED:
            pills.sort(key=lambda pill: pill[1] != "stop")
            rest = len(pills) - MOST_NAMED + 1
            pills[MOST_NAMED - 1 :] = [(f"+{rest}", pills[MOST_NAMED - 1][1])]
        found = [(card.severity, bool(card.open_need)) for card in self.judged.cards]
        return pills + open_pills(found)

    def summary(self, draft: SessionDraft, now: datetime) -> str:
        """One line over the finish sheet."""
        depths = [row.depth_um for row in draft.zones if row.depth_um is not None]
        parts = [self._around.client.name]
        if draft.started_at:
            parts.append(_span(draft.started_at, draft.ended_at or now))
        if depths:
            parts.append(_tr("max {depth} mm").format(depth=formats.depth(max(depths))))
        if self._around.begun_by:
            parts.append(_tr("begun by {name}").format(name=self._around.begun_by))
        return " · ".join(parts)


def _span(start: datetime, end: datetime) -> str:
    day = formats.day(start.date())
    if only_day_known(start) or start.date() != end.date():
        return day
    return f"{day} {formats.clock_time(start)} – {formats.clock_time(end)}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("SessionScreen", text)
