"""English names that stand for somebody, for a feeling or for a song, and so for nobody."""

import pytest

from app.deid.people.known import unreal
from app.deid.reading import Reading


def nobody(text: str) -> set[str]:
    reading = Reading(text)
    return {reading.text[start:end] for start, end in unreal.spans(reading)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Presenting concern: Ms Lark (not her name), forties, cannot sleep.", "Ms Lark"),
        ('Client: "Dell", her choice of name, after a valley.', "Dell"),
        ("Client is Mrs Thimble, her pick, because she sews.", "Mrs Thimble"),
        ("Background: Mrs Frost (so called for the feet). Seventies.", "Mrs Frost"),
        ("Mr Perhaps, the name he chose; forties.", "Mr Perhaps"),
        ("A question about a couple here called Flint and Feather.", "Feather"),
        ('Known in this account as "Gawain" at his own request.', "Gawain"),
        ('I will use "Bo" for her.', "Bo"),
        ("T: If the worry had a name?\nC: Cuthbert. He has a clipboard.", "Cuthbert"),
        ("T: Is it a he, a she?\nC: He's called Basil.", "Basil"),
        ("The lodger was humming Roxanne. Out of tune.", "Roxanne"),
        ('C: A song. "Angie." My gran loved it.', "Angie"),
        ('Feedback: "Less Winnicott." "More tea."', "Less Winnicott"),
    ],
)
def test_a_client_is_not_told_by_the_name_that_is_given_instead(text: str, name: str) -> None:
    assert name in nobody(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who was it? Kestrel. That's not his name, it's his surname.",
        "T: What is his name?\nC: Cuthbert. He has a clipboard.",
        "We sang in the hall and Roxanne cried.",
        "She is called Feather by her mother.",
    ],
)
def test_a_client_who_is_named_beside_such_things_is_somebody(text: str) -> None:
    assert not nobody(text)
