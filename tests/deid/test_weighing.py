"""A name that no list knows is weighed by what stands around it, and so is an author's."""

import pytest

from app.deid import Kind, assess


def people(text: str) -> set[str]:
    return {text[one.start : one.end] for one in assess(text).findings if one.kind is Kind.PERSON}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Her brother Zevrik drove her to the first appointment and waited in the car.", "Zevrik"),
        ("Process: In session 4 Oldwina laughed, and then Oldwina asked me for the time.", "Oldwina"),
        ("C: And then Mabbit rang me up. Mabbit never rings.", "Mabbit"),
    ],
)
def test_a_name_on_no_list_is_seen_by_what_its_bearer_does(text: str, name: str) -> None:
    assert name in people(text)


@pytest.mark.parametrize(
    "text",
    [
        "Approach: Person-centred, with Strandqvist on shame at the back of my mind.",
        "I've been reading Haverdine on endings, and Ollenshaw's chapter on gifts is even better.",
        "Rationale: exposure would have been too soon (Tremblant and Kosz, 2009).",
    ],
)
def test_an_author_on_no_list_is_left_alone(text: str) -> None:
    assert people(text) == set()
