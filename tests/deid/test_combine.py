"""Which sets of traits single a person out, and which do not."""

from collections.abc import Callable, Sequence

import pytest

from app.deid import shares, tables
from app.deid.combine import TELLING, THRESHOLD, combine, crowd
from app.deid.types import Kind, Trait
from tests.clock import measured, within


def trait(kind: str, code: str) -> Trait:
    return Trait(Kind(kind), code)


JAPAN, HAKODATE, HOKKAIDO = trait("PLACE", "jp"), trait("PLACE", "jp-01-202"), trait("PLACE", "jp-01")
MAN, WOMAN, FORTY_EIGHT, FORTIES = (
    trait("SEX", "male"),
    trait("SEX", "female"),
    trait("AGE", "48"),
    trait("AGE", "40-49"),
)
TEACHER, TUG, TWINS = trait("OCCUPATION", "teacher"), trait("OCCUPATION", "tug-crew"), trait("FAMILY", "twins")


@pytest.fixture
def people(monkeypatch: pytest.MonkeyPatch) -> Callable[[Sequence[Trait]], float]:
    """How many people fit, however many: what a writer is told, also where it is too many to tell."""
    monkeypatch.setattr("app.deid.combine.TELLING", float("inf"))

    def fit(traits: Sequence[Trait]) -> float:
        found = crowd(traits, [])
        assert found is not None
        return found.people

    return fit


def test_a_tug_engineer_of_48_with_twins_in_hakodate_is_singled_out():
    found = combine([JAPAN, MAN, FORTY_EIGHT, HAKODATE, TUG, TWINS], [])

    assert found is not None
    assert found.people < THRESHOLD
    assert found.low < found.people < found.high
    assert found.country == "jp"


def test_what_many_people_share_singles_nobody_out():
    assert combine([JAPAN, MAN, FORTIES, trait("OCCUPATION", "manager")], []) is None
    assert combine([JAPAN, WOMAN, FORTY_EIGHT, HAKODATE], []) is None
    assert combine([], []) is None


def test_the_set_shown_is_the_smallest(people):
    found = combine([JAPAN, MAN, FORTY_EIGHT, HAKODATE, TUG, TWINS], [])

    assert found is not None
    for left_out in found.traits:
        assert people([JAPAN, *(t for t in found.traits if t != left_out)]) >= THRESHOLD


def test_a_set_with_nothing_new_does_not_count():
    told = [JAPAN, MAN, FORTY_EIGHT, HAKODATE, TUG]

    assert combine([], told) is None
    assert combine([TUG, HAKODATE], told) is None


def test_a_wider_form_of_what_was_told_is_not_new():
    assert combine([FORTIES, HOKKAIDO], [JAPAN, MAN, FORTY_EIGHT, HAKODATE, TUG]) is None


def test_a_text_is_not_to_blame_for_what_the_thread_reached_without_it(people):
    told = [JAPAN, trait("ORG", "school"), trait("AGE", "10"), trait("HEALTH", "kleine-levin")]
    found = combine([trait("FAMILY", "divorced")], told)

    assert found is None or people([t for t in found.traits if t in told]) >= THRESHOLD


def test_a_comment_that_adds_the_town_is_held_with_what_the_case_told():
    told = [JAPAN, MAN, FORTY_EIGHT, TUG]
    found = combine([HAKODATE], told)

    assert combine([JAPAN, MAN, FORTY_EIGHT, TUG], []) is None
    assert found is not None
    assert HAKODATE in found.traits
    assert found.widen_first == HAKODATE


def test_only_what_is_new_is_proposed_for_widening():
    found = combine([FORTY_EIGHT], [JAPAN, MAN, HAKODATE, TEACHER, trait("FAMILY", "triplets")])

    assert found is None or found.widen_first == FORTY_EIGHT


def test_widening_an_age_gives_its_ten_years_and_lets_people_in():
    assert shares.wider(FORTY_EIGHT) == FORTIES
    assert shares.wider(HAKODATE) == HOKKAIDO
    assert shares.wider(HOKKAIDO) == trait("PLACE", "jp-hokkaido")
    assert shares.wider(trait("PLACE", "gb:carlisle")) == trait("PLACE", "gb-england")
    assert shares.wider(TWINS) is None


def test_widening_leaves_more_people_than_before():
    found = combine([JAPAN, MAN, FORTY_EIGHT, HAKODATE, TUG, TWINS], [])

    assert found is not None
    assert found.people_widened > found.people


def test_a_text_that_still_fits_fifty_says_what_would_make_it_hundreds():
    told = [JAPAN, WOMAN, trait("AGE", "42"), trait("PLACE", "jp-04-100"), trait("OCCUPATION", "dental-hygienist")]

    said = crowd(told, [])

    assert combine(told, []) is None
    assert said is not None
    assert THRESHOLD < said.people < TELLING
    assert said.widen_first == trait("AGE", "42")
    assert said.people_widened > 5 * said.people


def test_of_a_crowd_nobody_needs_to_be_told():
    assert crowd([JAPAN, WOMAN, FORTIES, TEACHER], []) is None
    assert crowd([], [JAPAN, WOMAN, FORTY_EIGHT, HAKODATE, TUG]) is None


def test_a_sex_is_not_what_a_writer_is_asked_to_leave_out_first():
    found = combine([JAPAN, MAN, FORTY_EIGHT, HAKODATE, TUG, TWINS], [])

    assert found is not None
    assert found.widen_first != MAN
    only = crowd([WOMAN], [JAPAN, HAKODATE, FORTY_EIGHT, TEACHER])
    assert only is None or only.widen_first == WOMAN


def test_whoever_leaves_out_the_only_one_is_told_how_many_the_rest_fits_not_how_many_live_in_japan(people):
    told = [JAPAN, WOMAN, trait("AGE", "42"), trait("PLACE", "island"), trait("OCCUPATION", "singular")]

    found = combine(told, [])

    assert found is not None
    assert found.people_widened == people(told[:-1])


def test_the_same_trait_twice_counts_once(people):
    assert people([JAPAN, TWINS, TWINS]) == people([JAPAN, TWINS])


def test_of_two_ages_that_cannot_both_be_the_clients_the_less_telling_counts(people):
    both = people([JAPAN, HAKODATE, FORTY_EIGHT, trait("AGE", "97")])

    assert both == max(people([JAPAN, HAKODATE, FORTY_EIGHT]), people([JAPAN, HAKODATE, trait("AGE", "97")]))


def test_of_a_band_and_an_age_in_it_the_age_counts(people):
    assert people([JAPAN, FORTIES, FORTY_EIGHT]) == people([JAPAN, FORTY_EIGHT])


def test_with_both_sexes_told_neither_counts(people):
    assert people([JAPAN, TWINS, MAN, WOMAN]) == people([JAPAN, TWINS])


def test_the_narrowest_place_counts(people):
    assert people([JAPAN, HOKKAIDO, HAKODATE]) == people([HAKODATE])


def test_a_pupils_age_is_a_share_of_the_school(people):
    pupils = people([JAPAN, trait("ORG", "high-school"), trait("AGE", "16")])

    assert 100 < pupils < 300


def test_the_country_is_that_of_the_place():
    for told, country in (([HAKODATE, TUG], "jp"), ([trait("PLACE", "us:shreveport"), TUG], "us"), ([TUG, MAN], "gb")):
        said = crowd(told, [])
        assert said is not None and said.country == country


def test_an_unknown_code_changes_nothing_and_raises_nothing(people):
    assert people(
        [JAPAN, TWINS, trait("FAMILY", "no-such"), trait("OTHER", "no-such"), trait("PLACE", "xx-9")]
    ) == people([JAPAN, TWINS])


@pytest.mark.parametrize(
    "code", ["jp", "jp-13", "jp-13-101", "jp-tohoku", "gb:stockport", "gb-england-cumbria", "us-maine", "unlisted"]
)
def test_every_kind_of_place_has_people(code):
    share = shares.people(code)

    assert share is not None
    assert share.value > 0


def test_every_listed_occupation_is_had_by_some_and_not_by_all():
    for code in tables.occupations():
        for country in ("jp", "gb", "us"):
            assert 0 < shares.occupation(country, code, None, None).value < 1


def test_many_traits_are_weighed_in_milliseconds():
    many = [JAPAN, MAN, FORTIES, trait("PLACE", "jp-13"), trait("OCCUPATION", "office-worker")]
    many += [trait("FAMILY", code) for code in shares.FAMILY]
    many += [trait("HEALTH", "als"), trait("OTHER", "cn"), trait("ORG", "school"), HAKODATE, TUG]
    measured(within(0.02), lambda: combine(many, []))
