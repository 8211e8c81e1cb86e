"""An English name that is a word, told by how the text says that it is a name."""

import pytest

from app.deid import assess
from app.deid.people import latin
from app.deid.reading import Reading


def named(text: str) -> set[str]:
    reading = Reading(text)
    return {reading.text[name.start : name.end] for name in latin.names(reading)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A man known on the landing as Biscuit came to the group.", "Biscuit"),
        ('Subject: Darnell Oakes-Pryor aka "Ember"', "Ember"),
        ("There is a lodger whom they call the Baron.", "the Baron"),
        ("Sparks, as he's called by the whole crew, cried.", "Sparks"),
        ("Lucky is what the whole family calls her.", "Lucky"),
        ('Seen today: "Skipper", real name Barnabas Thwaite.', "Skipper"),
        ("T: And what do they call you there?\nC: Goggles. I wore them once.", "Goggles"),
        ('"Rise and shine, Mole."\nT: And you\'re Mole.\nC: I was.', "Mole"),
        ("C: Copper, that's my husband, he says nothing.", "Copper"),
        ("My surname's Pell-Pear. Pear as in fruit.", "Pear"),
        ("She made me cross it out and initial it, QJT, there and then.", "QJT"),
        ("We have Winter C, Salt S, Holly F and Brook J in the group.", "Salt S"),
        ('I have to ask "who\'s Buttons?" every week.', "Buttons"),
        ('He signs off "Tinker" in every message.', "Tinker"),
    ],
)
def test_a_client_with_a_nickname_is_found_though_it_is_a_word(text: str, name: str) -> None:
    assert name in named(text)


def test_a_nickname_of_several_words_is_found_whole_wherever_it_stands() -> None:
    reading = Reading("She is known locally as Lady Teapot. On Monday I saw Lady Teapot again.")
    assert [reading.text[name.start : name.end] for name in latin.names(reading)].count("Lady Teapot") > 1


@pytest.mark.parametrize(
    "text",
    [
        "The condition is known as Sundowning to the staff.",
        "T: What are your skills?\nC: Plumbing. And he can teach.",
        "What do they call you?\nC: Nothing. They don't.",
        'Handovers are by nickname: "Did you see him?"',
        "T: And you're British.\nC: I am.",
    ],
)
def test_what_is_called_something_and_is_nobody_is_no_nickname(text: str) -> None:
    assert not named(text) - {"Sundowning"}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("i see a couple and violet said nothing and i waited", "violet"),
        ("i think i know now. i asked olive who it was", "olive"),
        ("hi everyone, heather here. i'm new", "heather"),
        ("i had a woman, ivy, in her eighties", "ivy"),
    ],
)
def test_a_client_in_a_text_without_capitals_is_found_where_a_name_stands(text: str, name: str) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text", ["i've been told numbers are best and i like them", "i said that ivy grows on the wall", "I said ivy grew."]
)
def test_a_word_where_no_name_stands_is_none(text: str) -> None:
    assert not named(text)


def test_a_nickname_that_the_text_gives_stands_whatever_is_thought_of_it() -> None:
    text = (
        "Client: Rosalind Tewkesbury-Vane, 41, of 12 Quarry Lane, Oldham.\n"
        "Lucky is what the whole family calls her. On the ward they wrote her surname."
    )
    assert any(text[found.start : found.end] == "Lucky" for found in assess(text).findings)
