"""A pattern is not looked for where a wider one is nowhere, nor where its head is not: which must rule out much, and never too much."""

import gc
import re
import string
import sys
import time
from functools import cache
from itertools import product

import pytest
import re2
from hypothesis import assume, given
from hypothesis import strategies as st

from app import deid
from app.deid import patterns
from app.deid.assess import by_rules
from app.deid.heads import with_head
from app.deid.patterns import IGNORECASE, Pattern, Text
from app.deid.reading import Reading
from app.deid.wider import wider
from tests.deid import corpus

deid.assess("田中さんは48歳です。 Mr Tanaka, 48, is a nurse in Leeds.")  # what is made when it is first needed is made
EVERY = sorted((one for one in gc.get_objects() if isinstance(one, Pattern)), key=lambda one: (one.pattern, one.flags))
# Every sign up to the kana, and of the others those with case, digits and spaces; a kanji and a picture.
SIGNS = [
    sign
    for number, sign in enumerate(map(chr, range(sys.maxunicode + 1)))
    if number <= 0x3100 or sign in "一鿿😀" or sign.lower() != sign.upper() or sign.isdecimal() or sign.isspace()
]


@cache
def as_written(pattern: Pattern) -> re.Pattern[str]:
    return re.compile(pattern.pattern, pattern.flags)


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[tuple[int, int], tuple[str | None, ...]]]:
    return [(match.span(), match.groups()) for match in pattern.finditer(text)]


def texts() -> list[str]:
    return [text.body for language in corpus.LANGUAGES for text in corpus.texts(language, "dev")]


def test_whatever_python_finds_in_the_corpus_is_let_through() -> None:
    assert len(EVERY) > 400
    for body in texts():
        text = Text(Reading(body).text)
        for pattern in EVERY:
            if not text.may_hold(pattern):
                assert pattern.exact.search(text) is None, pattern.pattern


@given(st.data(), st.text(max_size=20), st.text(max_size=20))
def test_whatever_a_pattern_is_made_to_find_is_let_through(data: st.DataObject, before: str, behind: str) -> None:
    pattern = data.draw(st.sampled_from(EVERY))
    text = before + data.draw(st.from_regex(pattern.exact)) + behind
    assume(pattern.exact.search(text))
    assert Text(text).may_hold(pattern), pattern.pattern
    assert spans(pattern.exact, text) == spans(as_written(pattern), text)


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_a_head_changes_nothing_of_what_a_pattern_finds_in_the_corpus(language: str) -> None:
    headed = [one for one in EVERY if one.exact.pattern != one.pattern]
    assert len(headed) > 150
    text = Reading("\n\n".join(text.body for text in corpus.texts(language, "dev")[::12])).text
    for pattern in headed:
        assert spans(pattern.exact, text) == spans(as_written(pattern), text), pattern.pattern


@pytest.mark.parametrize(
    ("written", "head"),
    [
        ("(?:ab|[c-e]f|\\dg)", "[\\dac-e]"), ("(?<!x)(?:a|b)c", "[ab]"), ("a?(?:b|\\n)", "[ab\\n]"), (r"\b(?:-|])x", r"[\-\]]"),
        ("(?:ab)*c", "[ac]"), ("(?>a|b)c", "[ab]"), ("(a|b)c", "[ab]"),
    ],
)  # fmt: skip
def test_a_pattern_is_tried_only_where_one_of_its_heads_stands(written: str, head: str) -> None:
    made = re.compile(with_head(written))
    said = re.match(r"\(\?=(\[.*?[^\\]\])\)", made.pattern, re.DOTALL)
    assert said is not None
    heads = re.compile(head)
    assert {sign for sign in SIGNS if re.fullmatch(said[1], sign)} == {sign for sign in SIGNS if heads.fullmatch(sign)}


@pytest.mark.parametrize(
    "written", ["abc", "[ab]c", "[^a]b|c", "a*", "(?:a|)", ".a|b", "(?i:a)b|c", r"(a)?(?:\1|b)", ""]
)
def test_a_pattern_that_says_itself_where_it_begins_or_may_begin_anywhere_stays_as_it_is(written: str) -> None:
    assert with_head(written) == written


@pytest.mark.parametrize("letter", "isk")
def test_every_sign_that_python_takes_for_a_letter_where_case_is_ignored_is_let_through(letter: str) -> None:
    for written in (letter, letter.upper(), "[a-z]", "[A-Z]", f"[{letter}1]", f"(?:{letter}|1)"):
        assert all_let_through(Pattern(written, IGNORECASE)) > 2


@pytest.mark.parametrize("written", [*string.ascii_lowercase, "é", "Å", "ß", "[à-ÿ]", "[À-ɏ]", "[^a-z]", "[^é]"])
def test_and_so_is_every_other(written: str) -> None:
    assert all_let_through(Pattern(written, IGNORECASE)) > 1


@pytest.mark.parametrize("written", [r"\d", r"\D", r"\s", r"\S", r"\w", r"\W", r"[^\d]", r"[^\D]", r"[^\s]", r"[^\S]", r"[^\w]", r"[^\W]", r"[^\Wa]", r"[一-鿿]", r"[^一-鿿]", ".", "(?i:s)", "(?i:[^s])"])  # fmt: skip
def test_every_class_lets_through_all_that_it_holds(written: str) -> None:
    assert all_let_through(Pattern(written)) > 1


def all_let_through(pattern: Pattern) -> int:
    """Assert that each sign which `pattern` finds is let through; return how many there are."""
    found = [sign for sign in SIGNS if pattern.exact.search(sign)]
    assert [sign for sign in found if not pattern.wide.is_in(sign.encode())] == []
    assert found == [sign for sign in SIGNS if as_written(pattern).search(sign)]
    return len(found)


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("(?<=さん)は", "田中さんは"), ("さん(?=は)", "田中さんは"), ("(?<!x)a(?!y)", "ab"), (r"\bword\b", "a word."),
        (r"(.)-\1", "7-7"), (r"(a)?(?(1)b|c)", "c"), (r"(?:ab){2,9}", "ababab"), (r"(?>a+)b", "aab"), (r"a++b", "aab"),
        ("^b$", "a\nb\nc"), (r"\Aa\Z", "a"), ("a.b", "a\nb"), ("(?<=(?<=a)b)c", "abc"), ("x(?=a|(?=bc))", "xbc"),
        ("a{1,3}b?(?=c)d?", "ac"), ("(?:a{2,5}|b*)c(?:d{2,5}|e*)", "aacdd"), ("(?:ab?){2,9}(?<=a)c*", "aba"), ("(?=(a))a\\1", "aa"), ("(?<=a)(?<=[ab])c", "ac"), ("c(?=a)(?=ab)", "cab"), ("((a(?=b))b)\\2", "aba"),
    ],
)  # fmt: skip
def test_what_the_wider_pattern_cannot_say_it_leaves_out(written: str, text: str) -> None:
    pattern = Pattern(written, patterns.MULTILINE | patterns.re.DOTALL)
    assert pattern.exact.search(text)
    assert Text(text).may_hold(pattern)


@pytest.mark.parametrize(
    ("written", "fewest"),
    [
        ("a{2,9}b", "a{2}b"),
        ("a?b", "b"),
        ("a*(?:b+|c)", "b|c"),
        ("ab?", "a"),
        ("a(?:b{3,}c?)+", "abbb"),
        ("a?(?<=b)c*", "b"),
    ],
)
def test_of_what_a_pattern_may_have_many_of_at_its_ends_the_fewest_are_looked_for(written: str, fewest: str) -> None:
    """What holds more holds those too, and of the fewest RE2 has less to remember."""
    pattern, other = Pattern(written), Pattern(fewest)
    for text in map("".join, product("abc", repeat=5)):
        assert pattern.wide.is_in(text.encode()) == other.wide.is_in(text.encode()) == Text(text).may_hold(other)
    assert steps(pattern) <= steps(other)


def steps(pattern: Pattern) -> int:
    return int(re2.compile(wider(pattern.pattern).encode()).programsize)


@pytest.mark.parametrize(
    ("written", "foreign"),
    [
        ("[A-Z][a-z]+(?: \\d{1,3})?", True), ("(?i:born in)\\s", True), ("’(?:s|t)", True), ("１", True), ("(?<![一-鿿])[A-Z](?!さん)", True),
        ("[A-Z]さん", False), ("[^a-z]x", False), (r"\w+@", False), (r"\Dx", False), ("a.b", False), (r"(a)\1", False),
    ],
)  # fmt: skip
def test_what_holds_no_kana_and_no_kanji_is_looked_for_in_what_stands_between_them(written: str, foreign: bool) -> None:
    assert Pattern(written).wide.is_foreign is foreign


def test_what_stands_on_either_side_of_kana_and_kanji_stays_apart() -> None:
    text, name, initial = (
        Text("Naoさんは Mori という名前"),
        Pattern("[A-Z][a-z]+ [A-Z]"),
        Pattern("(?<![a-z])[A-Z][a-z]+"),
    )
    assert not text.may_hold(name)
    assert [match.group() for match in initial.finditer(text)] == ["Nao", "Mori"]


def test_what_is_ruled_out_is_not_looked_for() -> None:
    text, pattern = Text("Nothing of the sort."), Pattern("新聞(?=に載)")
    assert pattern.search(text) is None
    assert list(pattern.finditer(text)) == []
    assert "exact" not in vars(pattern), "re was never asked to compile it"
    assert pattern.search("地元の新聞に載った") is not None


@given(st.lists(st.text("abc'. ", min_size=1, max_size=5), min_size=1, max_size=12), st.text("abc'. ", max_size=20))
def test_a_tree_of_words_finds_the_longest_that_stands_there(words: list[str], text: str) -> None:
    row = "|".join(map(patterns.escape, sorted(words, key=len, reverse=True)))
    assert Pattern(patterns.any_of(words)).findall(text) == Pattern(row).findall(text)


def test_half_of_a_character_may_be_anything() -> None:
    assert Text("\ud800").may_hold(Pattern("a"))


@pytest.mark.slow
@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_the_rules_read_a_text_in_less_time_than_if_every_pattern_were_looked_for(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Measured one beside the other, and again where other work fell on one of the two."""
    bodies = ["\n\n".join(text.body for text in corpus.texts(language, "dev")[first::4]) for first in range(2)]

    def seconds() -> float:
        began = time.process_time()
        for body in bodies:
            by_rules(Reading(body))
        return time.process_time() - began

    seconds()  # what is made when it is first needed is made
    with monkeypatch.context() as patched:
        patched.setattr(Text, "may_hold", lambda _text, _pattern: True)
        seconds()
    sieved: list[float] = []
    every: list[float] = []
    while len(sieved) < 3 or (min(every) <= 1.1 * min(sieved) and len(sieved) < 12):
        sieved.append(seconds())
        with monkeypatch.context() as patched:
            patched.setattr(Text, "may_hold", lambda _text, _pattern: True)
            every.append(seconds())
    assert min(every) > 1.1 * min(sieved), (every, sieved)


@pytest.mark.parametrize("language", corpus.LANGUAGES)
def test_of_the_patterns_that_a_text_is_asked_for_three_in_four_are_ruled_out(language: str) -> None:
    """It is what keeps the detector fast: docs/deid.md, "How good it is"."""
    asked = held = 0
    bodies = [text.body for text in corpus.texts(language, "dev")]
    for first in range(0, len(bodies), 4):
        reading = Reading("\n\n".join(bodies[first : first + 4]))
        by_rules(reading)
        asked += len(reading.text.asked)
        held += sum(reading.text.asked.values())
    assert asked > 1_000
    assert held < asked / 4
