"""When a finding was right, which numbers are shown, and how a chart stands, without a database."""

from collections import Counter
from datetime import date

import pytest

from app.figures import charts, policy
from app.figures.policy import Shown, Tally, Version


def version(**fields) -> Version:  # type: ignore[no-untyped-def]
    rules = fields.pop("rules", ("age",))
    accepted = fields.pop("accepted", ())
    return Version(Counter(rules), Counter(accepted), **fields)


RIGHT, WRONG, OPEN = Tally(1, 1, 0), Tally(1, 0, 1), Tally(1, 0, 0)


@pytest.mark.parametrize(
    ("history", "tally"),
    [
        pytest.param([version()], OPEN, id="nobody has decided"),
        pytest.param([version(stood=True)], WRONG, id="released with it standing"),
        pytest.param([version(refused=True)], RIGHT, id="returned, and no other text came"),
        pytest.param([version(stood=True, refused=True)], RIGHT, id="public first, then returned on a report"),
        pytest.param([version(refused=True), version(rules=(), stood=True)], RIGHT, id="returned and written anew"),
        pytest.param([version(), version(rules=(), stood=True)], RIGHT, id="the author changed the words unasked"),
        pytest.param([version(stood=True), version(rules=(), stood=True)], WRONG, id="changed after the release"),
        pytest.param([version(accepted=("age",))], WRONG, id="its dispute was accepted"),
        pytest.param([version(accepted=("age",), refused=True)], WRONG, id="accepted, and returned for another reason"),
    ],
)
def test_a_finding_is_right_wrong_or_open(history: list[Version], tally: Tally) -> None:
    assert policy.tallies(history)["age"][0] == tally


def test_a_finding_that_stands_in_the_next_text_counts_there_and_once() -> None:
    first, second = policy.tallies([version(refused=True), version(stood=True)])["age"]
    assert (first, second) == (Tally(), WRONG)


def test_of_three_findings_two_were_changed_and_one_was_let_stand() -> None:
    first, second = policy.tallies([version(rules=("age",) * 3, refused=True), version(stood=True)])["age"]
    assert (first, second) == (Tally(2, 2, 0), WRONG)


def test_a_rule_that_was_wrong_forty_times_cries_wolf_more_surely_than_one_that_was_wrong_five_times() -> None:
    assert policy.wolf(10, 40) > policy.wolf(1, 5) > policy.wolf(40, 10)
    assert policy.wolf(0, 4) == 0, "four say nothing yet"
    assert policy.wolf(20, 80) == pytest.approx(0.7112, abs=0.0005)  # by hand, for eighty of a hundred


@pytest.mark.parametrize(
    ("numbers", "lang", "shown"),
    [
        ({"ja": 4}, "", Shown(few=True)),
        ({}, "", Shown(few=True)),
        ({"ja": 3, "en": 2}, "", Shown(5)),
        ({"ja": 3, "en": 2}, "ja", Shown(few=True)),
        ({"ja": 20, "en": 7}, "ja", Shown(20)),
        ({"ja": 20, "en": 2}, "", Shown(22)),
        ({"ja": 20, "en": 2}, "ja", Shown(hidden=True)),
        ({"ja": 20, "en": 2}, "en", Shown(few=True)),
        ({"ja": 20}, "ja", Shown(20)),
    ],
)
def test_a_small_number_is_not_shown_and_cannot_be_worked_out(numbers, lang: str, shown: Shown) -> None:
    assert policy.shown(numbers, lang) == shown


def test_twelve_months_end_with_this_one() -> None:
    months = policy.months(date(2026, 2, 27))
    assert (months[0], months[-1], len(months)) == (date(2025, 3, 1), date(2026, 2, 1), 12)


@pytest.mark.parametrize(("waits", "middle"), [([7], 7), ([1, 100, 3], 3), ([1, 2, 4, 90], 3)])
def test_half_waited_less_than_the_median(waits: list[float], middle: int) -> None:
    assert policy.median(waits) == middle


def test_a_column_is_as_high_as_its_numbers_together() -> None:
    chart = charts.columns(("released", "returned"), [(3, 1), (0, 0), (8, 0)])
    assert [line.number for line in chart.lines] == [0, 2, 4, 6, 8]
    first, second, third = chart.bars
    assert (first.height, second.height, third.height) == (60, 20, 160)
    assert second.y + second.height == first.y, "one stands on the other"
    assert first.y + first.height == third.y + third.height == chart.height
    assert 0 < first.x < first.x + first.width < chart.middles[1]


@pytest.mark.parametrize("most", [0, 1, 4, 5, 39, 40, 41, 999, 1_000, 54_321])
def test_the_lines_of_a_chart_reach_over_its_highest_column(most: int) -> None:
    chart = charts.columns(("held",), [(most,)])
    numbers = [line.number for line in chart.lines]
    assert numbers[0] == 0 and numbers[-1] >= most and 2 <= len(numbers) <= charts.LINES + 1
    assert all(bar.y >= 0 for bar in chart.bars)


def test_a_share_that_is_not_known_leaves_a_gap() -> None:
    chart = charts.course([0.5, None, 1.0, 0.0])
    assert [dot.y for dot in chart.dots] == [80, 0, 160]
    assert [(joint.y1, joint.y2) for joint in chart.joints] == [(0, 160)]


def test_moderators_see_months_from_the_first_in_which_anything_was_found():
    firsts = policy.months(date(2026, 11, 27), 4)
    assert policy.begun(firsts, {"2026-10", "2026-11"}) == firsts[2:]
    assert policy.begun(firsts, set()) == firsts[-1:]
    assert policy.begun(firsts, {"2025-01"}) == firsts
