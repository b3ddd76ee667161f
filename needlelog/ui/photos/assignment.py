"""Telling pictures apart by tapping: one picture after the other, one view after the other."""

from __future__ import annotations

from dataclasses import dataclass

from needlelog.domain.photos import PhotoPhase


@dataclass(frozen=True, slots=True)
class Shown:
    """What a picture shows."""

    view: str
    phase: PhotoPhase


class Assignment:
    """Which view each of some pictures shows. Nothing is forced: views and pictures are skipped."""

    def __init__(self, count: int, views: tuple[str, ...], phase: PhotoPhase) -> None:
        self.count = count
        self.views = views
        self.phase = phase
        self.current = 0
        self.shown: dict[int, Shown] = {}
        self.left_out: set[int] = set()
        self._skipped: set[Shown] = set()

    @property
    def suggested(self) -> str:
        """The next view of the set that no picture shows yet; empty when all are told."""
        taken = set(self.shown.values()) | self._skipped
        return next((view for view in self.views if Shown(view, self.phase) not in taken), "")

    @property
    def ready(self) -> tuple[tuple[int, Shown], ...]:
        """The pictures that are added, in their order."""
        return tuple(sorted(self.shown.items()))

    @property
    def open(self) -> int:
        """How many pictures are neither told nor left out."""
        return self.count - len(self.shown) - len(self.left_out)

    def assign(self, view: str) -> None:
        """The picture in front shows this view; the next one that is not told comes to the front."""
        told = self.shown.get(self.current)
        self.left_out.discard(self.current)
        self.shown[self.current] = Shown(view, told.phase if told else self.phase)
        self._go_on()

    def change_phase(self, phase: PhotoPhase) -> None:
        """The picture in front was taken then; if nothing is told of it yet, so were all to come."""
        told = self.shown.get(self.current)
        if told is None:
            self.phase = phase
        else:
            self.shown[self.current] = Shown(told.view, phase)

    def skip_view(self) -> None:
        """The suggested view was not taken."""
        if self.suggested:
            self._skipped.add(Shown(self.suggested, self.phase))

    def leave_out(self) -> None:
        """The picture in front is not added."""
        self.shown.pop(self.current, None)
        self.left_out.add(self.current)
        self._go_on()

    def go_to(self, place: int) -> None:
        """Bring a picture to the front; what it shows can be told anew."""
        self.current = min(max(place, 0), self.count - 1)

    def _go_on(self) -> None:
        for step in range(1, self.count + 1):
            place = (self.current + step) % self.count
            if place not in self.shown and place not in self.left_out:
                self.current = place
                return
