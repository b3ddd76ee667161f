from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.downtime import Downtime, SignSpan, downtimes, sign_spans
from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.domain.timeline import TimelineSession

DAY = date(2026, 3, 2)
SESSION = TimelineSession("s1", 1, DAY)
LATER = TimelineSession("s2", 2, DAY + timedelta(days=30))


def asked(
    day: int, *symptoms: Symptom, uid: str = "", reached: bool = True, replaces: str | None = None
) -> FollowUp:
    return FollowUp(
        uid or f"f{day}",
        "client",
        "s1",
        day,
        DAY + timedelta(days=day),
        reached,
        symptoms,
        replaces=replaces,
    )


RED, GONE = Symptom(Sign.REDNESS, 2), Symptom(Sign.REDNESS, 0)


def test_between_two_follow_ups_nobody_knows() -> None:
    found = sign_spans([SESSION], [asked(1, RED), asked(3, RED), asked(7, GONE)])
    assert found == (SignSpan("s1", DAY, Sign.REDNESS, 3, 7),)


def test_nobody_asked_since() -> None:
    assert sign_spans([SESSION], [asked(1, RED)])[0].gone_day is None
    # a try that found nobody, and a follow-up that says nothing of redness, tell nothing
    silent = (asked(3, reached=False), asked(7, Symptom(Sign.ITCHING, 0)))
    assert sign_spans([SESSION], [asked(1, RED), *silent])[0].gone_day is None


def test_a_day_that_was_written_down_counts() -> None:
    over = Symptom(Sign.REDNESS, 1, resolved_on=DAY + timedelta(days=5))
    (span,) = sign_spans([SESSION], [asked(3, over), asked(7, GONE)])
    assert (span.last_day, span.gone_day) == (5, 5)


def test_a_sign_over_on_the_day_it_was_asked_about_is_known_to_be_gone() -> None:
    over = Symptom(Sign.REDNESS, 1, resolved_on=DAY + timedelta(days=3))
    (span,) = sign_spans([SESSION], [asked(3, over), asked(7, GONE)])
    assert (span.last_day, span.gone_day) == (3, 3)


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    wrong = asked(3, RED, uid="wrong")
    right = asked(3, GONE, uid="right", replaces="wrong")
    assert sign_spans([SESSION], [wrong, right]) == ()


def test_one_zone_that_still_shows_it_is_enough() -> None:
    mixed = asked(3, Symptom(Sign.REDNESS, 0, "chin"), Symptom(Sign.REDNESS, 1, "nose"))
    (span,) = sign_spans([SESSION], [mixed])
    assert (span.last_day, span.gone_day) == (3, None)


def test_downtime_takes_all_signs_together() -> None:
    follow_ups = [
        asked(1, RED, Symptom(Sign.SWELLING, 1)),
        asked(3, GONE, Symptom(Sign.SWELLING, 1)),
        asked(7, Symptom(Sign.SWELLING, 0)),
    ]
    assert downtimes([SESSION, LATER], follow_ups) == (Downtime("s1", DAY, 3, 7),)
    assert downtimes([SESSION], [asked(1, GONE)]) == (Downtime("s1", DAY, 0, 0),)
    assert downtimes([SESSION], [asked(1, reached=False)]) == ()


@given(st.permutations([asked(1, RED), asked(3, RED), asked(7, GONE), asked(14, GONE)]))
def test_the_order_of_entry_does_not_matter(follow_ups: list[FollowUp]) -> None:
    (span,) = sign_spans([SESSION], follow_ups)
    assert (span.last_day, span.gone_day) == (3, 7)
