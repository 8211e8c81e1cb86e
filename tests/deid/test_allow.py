"""A phrase people let pass is no finding any more: exactly it, for its rule, and never a number."""

import pytest

from app.deid import Allowed, Kind, assess, may_be_allowed

NAMED = "佐藤美咲さんの話を思い出した。"


def found(text: str, *allowed: Allowed) -> list[tuple[str, str]]:
    return [(finding.rule, text[finding.start : finding.end]) for finding in assess(text, allowed=allowed).findings]


def test_an_allowed_phrase_is_no_finding_and_another_name_still_is() -> None:
    ((rule, words),) = found(NAMED)
    allowed = Allowed(words, rule)
    assert found(NAMED, allowed) == []
    assert found(NAMED.replace("美咲", "千尋"), allowed) != []


def test_it_is_allowed_to_its_rule_alone() -> None:
    ((_, words),) = found(NAMED)
    assert found(NAMED, Allowed(words, "place")) != []


def test_width_makes_no_difference() -> None:
    text = "Her name is Sarah Whitcombe and she asked me not to tell anyone."
    ((rule, words),) = found(text)
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalpha() else c for c in words)
    assert found(text, Allowed(wide, rule)) == []


def test_a_phrase_stands_by_itself_and_not_inside_a_longer_word() -> None:
    text = "Her name is Sarah Whitcombe and she asked me not to tell anyone."
    ((rule, words),) = found(text)
    assert found(text, Allowed(words[:-2], rule)) == [(rule, words)]


def test_what_is_let_pass_tells_no_trait() -> None:
    text = "利用者は隠岐の島町で暮らしている。"
    before = assess(text)
    places = [finding for finding in before.findings if finding.kind is Kind.PLACE]
    told = {finding.trait for finding in places}
    assert places and told <= set(before.traits)
    allowed = [Allowed(text[finding.start : finding.end], finding.rule) for finding in places]
    assert not told & set(assess(text, allowed=allowed).traits)


@pytest.mark.parametrize(
    ("kind", "phrase"),
    [
        (Kind.CONTACT, "相談窓口"),
        (Kind.ID_NUMBER, "記録番号"),
        (Kind.ADDRESS, "本町"),
        (Kind.PERSON, "高木9"),
        (Kind.PERSON, "高木９"),
        (Kind.PERSON, "高"),
        (Kind.PERSON, "高" * 61),
        (Kind.PERSON, "高木\n美咲"),
        (Kind.AGE, "四十八歳"),
    ],
)
def test_numbers_contacts_and_addresses_are_never_let_pass(kind: Kind, phrase: str) -> None:
    assert not may_be_allowed(kind, phrase)


def test_even_a_list_that_says_so_lets_no_number_pass() -> None:
    text = "連絡先は090-1234-5678とのことでした。"
    ((rule, words),) = found(text)
    assert found(text, Allowed(words, rule)) == [(rule, words)]


def test_an_authors_name_may_be_let_pass() -> None:
    assert may_be_allowed(Kind.PERSON, "佐藤美咲")
