"""Finding by itself how one photo lies on another, and saying how sure that is.

Turn and scale come from the spectra of both pictures, which do not know of shifts, laid out by
logarithm and angle; the shift from their phases. Then the whole is refined on the pictures. It
counts only where both ways round give the same answer and the pictures then really look alike.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from needlelog.domain.alignment import Similarity

if TYPE_CHECKING:
    from needlelog.domain.photos import Pixels

RELIABLE = 0.6
"""The least sureness at which an automatic alignment is offered."""

_SIDE = 256
_ANGLES, _RADII = 360, 256
_MOST_TURN, _MOST_SCALE = math.radians(30), 1.6
_ROUNDS = 40
_AGREE = 0.006  # widths: how far both ways round may differ


@dataclass(frozen=True, slots=True)
class FoundAlignment:
    """What brings one photo onto another; ``sureness`` is from 0 (chance) to 1 (the same)."""

    similarity: Similarity
    sureness: float

    @property
    def reliable(self) -> bool:
        """Whether it may be offered."""
        return self.sureness >= RELIABLE


def found_alignment(moving: Pixels, fixed: Pixels) -> FoundAlignment:
    """How ``moving`` lies on ``fixed``, in widths of each picture."""
    one, other = _Plane(moving), _Plane(fixed)
    there, alike = _between(one, other)
    back, _same = _between(other, one)
    drift = _distance(there, back.inverse(), one)
    doubt = min(1.0, drift / _AGREE)
    in_widths = other.to_widths().after(there).after(one.to_widths().inverse())
    plain = abs(there.rotation) <= _MOST_TURN and 1 / _MOST_SCALE <= there.scale <= _MOST_SCALE
    sureness = max(0.0, alike * (1 - 0.5 * doubt)) if plain and doubt < 1 else 0.0
    return FoundAlignment(in_widths, round(sureness, 3))


class _Plane:
    """A picture as a square of lightness, with its detail made even, for comparing."""

    def __init__(self, picture: Pixels) -> None:
        import numpy as np
        from PIL import Image

        whole = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).convert("L")
        self._width = picture.width
        self._shrink = _SIDE / max(whole.size)
        size = (round(whole.width * self._shrink), round(whole.height * self._shrink))
        small = whole.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        grey = np.asarray(small, dtype=np.float64) + 1.0
        # The logarithm turns brighter light into a shift, and taking away the mean removes it.
        grey = np.log(grey)
        self.left, self.top = (_SIDE - size[0]) // 2, (_SIDE - size[1]) // 2
        inside = (slice(self.top, self.top + size[1]), slice(self.left, self.left + size[0]))
        self.grey: Any = np.zeros((_SIDE, _SIDE))
        self.mask: Any = np.zeros((_SIDE, _SIDE))
        self.grey[inside] = grey - _smooth(grey, 24)
        self.mask[inside] = 1.0
        window = np.zeros((_SIDE, _SIDE))
        window[inside] = np.outer(np.hanning(size[1]), np.hanning(size[0]))
        self.faded: Any = self.grey * window

    def to_widths(self) -> Similarity:
        """From the square to widths of the picture."""
        scale = 1 / (self._shrink * self._width)
        return Similarity(scale, 0.0, -self.left * scale, -self.top * scale)


def _between(moving: _Plane, fixed: _Plane) -> tuple[Similarity, float]:
    """The best similarity in the square, and how alike the pictures are under it."""
    best, best_alike = Similarity(), -1.0
    for turn, scale in _turns_and_scales(moving, fixed):
        start = _with_shift(moving, fixed, turn, scale)
        alike = _likeness(moving, fixed, start)
        if alike > best_alike:
            best, best_alike = start, alike
    refined = _refined(moving, fixed, best)
    return refined, _likeness(moving, fixed, refined)


def _turns_and_scales(moving: _Plane, fixed: _Plane) -> list[tuple[float, float]]:
    """Candidates from the spectra; the picture as it lies is always one of them."""
    import numpy as np

    peaks = _correlation(_log_polar(moving), _log_polar(fixed))
    step = math.log(_SIDE / 2) / _RADII
    candidates = [(0.0, 1.0)]
    for _ in range(3):
        row, column = np.unravel_index(int(np.argmax(peaks)), peaks.shape)
        turn = _signed(int(row), _ANGLES) * math.pi / _ANGLES
        # A picture that is larger has a spectrum that is smaller.
        scale = math.exp(-_signed(int(column), _RADII) * step)
        if abs(turn) <= _MOST_TURN and 1 / _MOST_SCALE <= scale <= _MOST_SCALE:
            candidates.append((turn, scale))
        around = (np.arange(-4, 5) + row) % _ANGLES, (np.arange(-4, 5) + column) % _RADII
        peaks[np.ix_(*around)] = -1.0
    return candidates


def _log_polar(plane: _Plane) -> Any:
    import numpy as np

    spectrum = np.log1p(np.abs(np.fft.fftshift(np.fft.fft2(plane.faded))))
    angles = np.linspace(0, math.pi, _ANGLES, endpoint=False)[:, None]
    radii = np.exp(np.linspace(0, math.log(_SIDE / 2), _RADII, endpoint=False))[None, :]
    rows, columns = _SIDE / 2 + radii * np.sin(angles), _SIDE / 2 + radii * np.cos(angles)
    # Low frequencies are the light, the highest are noise; both are faded out.
    share = np.log(radii) / math.log(_SIDE / 2)
    weight = np.clip((share - 0.35) / 0.2, 0, 1) * np.clip((1 - share) / 0.1, 0, 1)
    polar = _sampled(spectrum, rows, columns)
    return (polar - polar.mean(axis=0, keepdims=True)) * weight


def _correlation(moving: Any, fixed: Any) -> Any:
    """Phase correlation: high where ``moving``, shifted so much, is ``fixed``."""
    import numpy as np

    cross = np.fft.fft2(fixed) * np.conj(np.fft.fft2(moving))
    return np.fft.ifft2(cross / (np.abs(cross) + 1e-9)).real


def _with_shift(moving: _Plane, fixed: _Plane, turn: float, scale: float) -> Similarity:
    import numpy as np

    middle = _SIDE / 2
    about = Similarity(scale, turn)
    moved = about.apply((middle, middle))
    start = Similarity(scale, turn, middle - moved[0], middle - moved[1])
    turned = _warped(moving.faded, start)
    peaks = _correlation(turned, fixed.faded)
    row, column = np.unravel_index(int(np.argmax(peaks)), peaks.shape)
    return Similarity(1, 0, _signed(int(column), _SIDE), _signed(int(row), _SIDE)).after(start)


def _refined(moving: _Plane, fixed: _Plane, start: Similarity) -> Similarity:
    """Least squares on the pictures themselves, coarse detail first; gain and light are free."""
    import numpy as np

    current = start
    rows, columns = np.mgrid[0:_SIDE, 0:_SIDE].astype(np.float64)
    for blur in (4, 2, 0):
        source = _smooth(moving.grey, blur) if blur else moving.grey
        target = _smooth(fixed.grey, blur) if blur else fixed.grey
        for _ in range(_ROUNDS):
            seen = _warped(source, current)
            inside = _overlap(moving, fixed, current)
            if inside.sum() < _SIDE * _SIDE * 0.1:
                return start
            slope_y, slope_x = np.gradient(seen)
            x, y = columns - _SIDE / 2, rows - _SIDE / 2
            ways = np.stack(
                [
                    slope_x * x + slope_y * y,
                    slope_y * x - slope_x * y,
                    slope_x,
                    slope_y,
                    seen,
                    np.ones_like(seen),
                ],
                axis=-1,
            )[inside]
            wrong = (target - seen)[inside]
            step, *_rest = np.linalg.lstsq(ways.T @ ways, ways.T @ wrong, rcond=1e-10)
            change = _small_step(step)
            current = change.after(current)
            if _distance(change, Similarity(), moving) * _SIDE < 0.004:
                break
    return current


def _small_step(step: Any) -> Similarity:
    """A step about the middle of the square; brightness moves the other way than the picture."""
    factor = complex(1 - float(step[0]), -float(step[1]))
    factor = complex(min(max(factor.real, 0.8), 1.25), min(max(factor.imag, -0.2), 0.2))
    scale, turn = abs(factor), math.atan2(factor.imag, factor.real)
    middle = _SIDE / 2
    moved = Similarity(scale, turn).apply((middle, middle))
    return Similarity(
        scale, turn, middle - moved[0] - float(step[2]), middle - moved[1] - float(step[3])
    )


def _likeness(moving: _Plane, fixed: _Plane, similarity: Similarity) -> float:
    """The correlation of both pictures where they overlap, from -1 to 1."""
    import numpy as np

    inside = _overlap(moving, fixed, similarity)
    if inside.sum() < 0.35 * min(moving.mask.sum(), fixed.mask.sum()):
        return -1.0
    seen = _warped(moving.grey, similarity)
    one, other = seen[inside], fixed.grey[inside]
    one, other = one - one.mean(), other - other.mean()
    size = math.sqrt(float((one**2).sum() * (other**2).sum()))
    return float(np.dot(one, other)) / size if size > 1e-9 else -1.0


def _overlap(moving: _Plane, fixed: _Plane, similarity: Similarity) -> Any:
    covered = _warped(moving.mask, similarity)
    return (covered > 0.999) & (fixed.mask > 0)


def _warped(plane: Any, similarity: Similarity) -> Any:
    """The plane as it lies after the similarity, zero where nothing of it is."""
    import numpy as np

    back = similarity.inverse()
    rows, columns = np.mgrid[0:_SIDE, 0:_SIDE].astype(np.float64)
    a, b = back.scale * math.cos(back.rotation), back.scale * math.sin(back.rotation)
    x, y = a * columns - b * rows + back.dx, b * columns + a * rows + back.dy
    inside = (x >= 0) & (x <= _SIDE - 1) & (y >= 0) & (y <= _SIDE - 1)
    return _sampled(plane, y, x) * inside


def _sampled(plane: Any, rows: Any, columns: Any) -> Any:
    """Values between the pixels, straight from one to the next."""
    import numpy as np

    most_row, most_column = plane.shape[0] - 1, plane.shape[1] - 1
    row = np.clip(rows, 0, most_row - 1e-6)
    column = np.clip(columns, 0, most_column - 1e-6)
    top, left = row.astype(np.intp), column.astype(np.intp)
    down, right = row - top, column - left
    upper = plane[top, left] * (1 - right) + plane[top, left + 1] * right
    lower = plane[top + 1, left] * (1 - right) + plane[top + 1, left + 1] * right
    return upper * (1 - down) + lower * down


def _smooth(plane: Any, radius: int) -> Any:
    """Blur by three running means, which is nearly a bell."""
    import numpy as np

    result = plane
    for _ in range(3):
        for axis in (0, 1):
            reach = [(radius + 1, radius) if each == axis else (0, 0) for each in (0, 1)]
            sums = np.cumsum(np.pad(result, reach, mode="edge"), axis=axis)
            length = 2 * radius + 1
            most = sums.shape[axis]
            upper = np.take(sums, range(length, most), axis=axis)
            lower = np.take(sums, range(most - length), axis=axis)
            result = (upper - lower) / length
    return result


def _signed(place: int, length: int) -> int:
    return place - length if place > length // 2 else place


def _distance(one: Similarity, other: Similarity, plane: _Plane) -> float:
    """How far two similarities carry the corners of a picture apart, in squares."""
    corners = (
        (plane.left, plane.top),
        (_SIDE - plane.left, plane.top),
        (plane.left, _SIDE - plane.top),
        (_SIDE - plane.left, _SIDE - plane.top),
    )
    return max(math.dist(one.apply(each), other.apply(each)) for each in corners) / _SIDE
