"""What stands in a list is found, or left alone, where a counsellor would write it; a list walked entry by entry shows what rules do to each other."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest

from app.deid import Assessment, Kind, assess
from app.deid.lists import entries, packed, word_set
from app.deid.people.known.about import is_given
from app.deid.people.theorists import FAMILIES
from app.deid.tables import rows

MOSTLY = 0.97  # of a list: some towns are called as people and everyday words are, and nothing beside them says which
BACKGROUND = {
    "ja": "不眠を訴えて来室した。夫と二人暮らしで、仕事は休んでいる。",
    "en": " She came because she could not sleep, and she is off work at the moment.",
}


def told(assessed: Assessment, text: str, entry: str) -> set[Kind]:
    """The kinds under which an entry is found, whole or nearly so."""
    start = text.index(entry)
    end = start + len(entry)
    return {
        finding.kind
        for finding in assessed.findings
        if min(finding.end, end) - max(finding.start, start) >= 0.9 * (end - start)
    }


def missed(kind: Kind, texts: Iterator[tuple[str, str]]) -> Sequence[str]:
    return [entry for entry, text in texts if kind not in told(assess(text), text, entry)]


def every(step: int, names: Sequence[str]) -> Sequence[str]:
    return sorted(set(names))[::step]


@pytest.mark.parametrize(
    ("column", "said"),
    [(1, "来談者は{}と診断されていて、通院を続けている。"), (2, "She was told it was {} in the end.")],
)
def test_every_rare_diagnosis_is_found_though_it_bears_somebodys_name(column: int, said: str) -> None:
    names = [name for row in rows("conditions") for name in row[column].split("|")]
    # An abbreviation in small letters is a word; at the head of a name in English stands a capital.
    written = [name if len(name) < 6 else name[0].upper() + name[1:] for name in names if name not in ("pku", "melas")]
    assert missed(Kind.HEALTH, ((name, said.format(name)) for name in written)) == []


def test_japanese_towns_are_places_where_one_lives_whoever_else_is_called_so() -> None:
    towns = every(12, [row[1].removeprefix("旧 ").split(" ")[-1] for row in rows("jp_municipalities")])
    lost = missed(Kind.PLACE, ((town, f"来談者は{town}に住む40代の女性である。{BACKGROUND['ja']}") for town in towns))
    assert len(lost) <= (1 - MOSTLY) * len(towns), lost


@pytest.mark.parametrize("country", ["gb", "us", "au", "ie"])
def test_english_towns_are_places_where_one_lives_whoever_else_is_called_so(country: str) -> None:
    towns = [row[0] for row in rows("places") if row[1] == country and row[0].isascii()]
    asked = every(max(1, len(towns) // 100), towns)
    lost = missed(Kind.PLACE, ((town, f"She lives in {town} with her two sons.{BACKGROUND['en']}") for town in asked))
    assert len(lost) <= (1 - MOSTLY) * len(asked), lost


def test_a_company_is_found_where_somebody_is_employed() -> None:
    companies = every(3, list(entries("companies_ja")))
    lost = missed(Kind.ORG, ((name, f"来談者は{name}に勤めて十年になる。{BACKGROUND['ja']}") for name in companies))
    assert len(lost) <= 0.1 * len(companies), lost  # 阪神, 角川 and 大塚 may be a place or a person too


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (False, "{}の考え方に沿って、来談者の語りを聴いた。"),
        (True, "I have been rereading {} on the therapeutic relationship this month."),
    ],
)
def test_whose_thought_one_works_with_is_left_alone(script: bool, said: str) -> None:
    names = [name for line in entries("theorists") for name in line.replace("|", " | ").split(" | ")]
    if not script:
        names = [part for name in names for part in name.split() if not part.isascii()]
    asked = every(12, [name.strip() for name in names if name.strip() and name.strip().isascii() is script])
    assert [name for name in asked if assess(said.format(name)).findings] == []


@pytest.mark.parametrize("name", ["given_names", "surnames", "romaji_names", "english_words", "english_words_more"])
def test_a_packed_list_holds_its_words_and_nothing_else(name: str) -> None:
    words, held = word_set(name), packed(name)
    assert all(word in held for word in words)
    for word in sorted(words)[::7]:
        for other in (word[:-1], word[1:], f"{word}x", word.upper(), f"{word}\n", f"\n{word}", f"{word}\n{word}"):
            assert (other in held) == (other in words), other
    assert not any(f"{one}\n{other}" in held for one, other in pairwise(entries(name)))
    assert "" not in held
    assert None not in held


def test_whoever_is_seldom_called_so_by_a_given_name_has_one_all_the_same_and_a_theorists_family_name() -> None:
    """What is on no other of these lists would say nothing."""
    for name in entries("seldom_given_names"):
        assert is_given(name) and name in FAMILIES, name
