"""A text and a query become the same terms."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.fulltext import terms, words
from app.fulltext.letters import JAPANESE
from app.fulltext.marking import marks
from tests.clock import measured, within

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


def asked(typed, quoted=False):
    return terms.ask([(typed, quoted)])


def phrases(typed, quoted=False):
    return [part.words for part in asked(typed, quoted)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ひきこもり", "引きこもり"),
        ("ひきこもり", "引き籠もり"),
        ("ひきこもり", "引きこもった"),
        ("ひきこもる", "引きこもり"),
        ("うつ", "鬱"),
        ("うつ病", "鬱病"),
        ("ＣＢＴ", "cbt"),
        ("ﾊﾟﾆｯｸ", "パニック"),
        ("とらうま", "トラウマ"),
        ("子ども", "子供"),
        ("いじめられた", "苛め"),
        ("悩んだ", "悩み"),
        ("sessions", "Session"),
        ("anxieties", "anxiety"),
        ("client's", "clients"),
        ("naïve", "naive"),
        ("は\u3099", "ば"),
        ("不\u200b安", "不安"),
    ],
)
def test_two_ways_of_writing_are_one_word(one, other):
    assert phrases(one) == phrases(other) != []


@pytest.mark.parametrize(("one", "other"), [("京都", "東京都"), ("不安", "安定"), ("CBT", "CPT"), ("いじめ", "虫")])
def test_other_words_are_other_terms(one, other):
    assert phrases(one) != phrases(other)


def test_a_compound_is_a_phrase_of_its_parts():
    assert phrases("社交不安") == [("社交", "不安")]
    assert phrases("COVID-19") == [("covid", "19")]
    assert phrases("title:secret") == [("titl", "secret")]


def test_words_apart_and_particles_make_several_phrases():
    assert phrases("social anxiety") == [("social",), ("anxieti",)]
    assert phrases("引きこもりの支援") == [("引き籠も",), ("支援",)]
    assert phrases("不安、うつ") == [("不安",), ("‡鬱",)]


def test_a_denial_stays_with_what_it_denies():
    assert phrases("眠れない") == phrases("眠れなかった") == [("眠", "ない")]


def test_a_quoted_phrase_keeps_its_particles():
    assert phrases("引きこもりの支援", quoted=True) == [("引き籠も", "の", "支援")]


def test_particles_alone_are_asked_for():
    assert phrases("の") == [("の",)]


def test_a_single_kanji_asks_for_every_word_that_has_it():
    assert phrases("母") == [("‡母",)]
    assert {"‡母", "‡祖", "‡鬱"} <= set(terms.index("祖母のうつ病").rest)


def test_english_in_japanese_is_english():
    assert "been" in terms.index("I've been のような表現").words
    assert "session" in terms.index("次のsessionsで話す").words


def test_no_phrase_reaches_across_the_end_of_a_sentence():
    assert words.GAP in terms.index("とても不安。障害がある").words


def test_no_pair_of_kanji_reaches_across_words():
    for text, hidden in (("東京都", "京都"), ("公共感染症", "共感"), ("不安定", "不安")):
        assert terms.PAIR + hidden not in terms.index(text).pairs
    assert terms.PAIR + "かく" in terms.index("カクセイ").pairs


def test_a_label_is_a_term_of_its_own():
    assert terms.label("approach:cbt") in terms.index("", ["approach:cbt"]).rest
    assert terms.label("a b") != terms.label("a-b")


def test_a_very_long_text_keeps_every_word():
    indexed = terms.index("不安と睡眠。" * 6_000 + " zebra")
    assert len(indexed.words) <= terms.PLACES
    assert max(indexed.words.count(word) for word in ("不安", "睡眠")) == terms.TIMES
    assert "zebra" in indexed.rest


def test_very_much_asked_is_cut():
    parts = terms.ask([("認知行動療法" * 20_000, True), ("word " * 5_000, False), ("(" * 5_000, False)])
    assert len(parts) <= terms.PARTS
    assert sum(len(part.words) for part in parts) <= terms.TERMS


@given(ANY_TEXT, st.booleans())
@settings(max_examples=300)
def test_a_term_is_letters_and_digits_whatever_was_typed(typed, quoted):
    marked = (words.GAP, terms.PAIR, terms.CHARACTER, terms.LABEL)
    indexed = terms.index(typed, ["x" + typed])
    parts = asked(typed, quoted)
    asked_for = [term for part in parts for term in (*part.words, *part.pairs)]
    for term in (*indexed.words, *indexed.pairs, *indexed.rest, *asked_for):
        letters = term[1:] if term[0] in marked else term
        assert all(letter.isalnum() or JAPANESE.match(letter) for letter in letters)


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=200)
def test_marks_lie_in_the_text_and_apart(text, typed):
    last = 0
    for start, end in marks(text + typed, [(typed, False)]):
        assert last <= start < end <= len(text + typed)
        last = end


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("東京都から京都市へ。", "京都", ["京都"]),
        ("不安定だが社交不安もある", "不安", ["不安"]),
        ("社交不安と社交、不安", "社交不安", ["社交不安"]),
        ("息子は引きこもっている", "ひきこもり", ["引きこもっ"]),
        ("祖母もうつ病だった", "鬱", ["うつ病"]),
        ("強いﾊﾟﾆｯｸとＣＢＴ", "パニック cbt", ["ﾊﾟﾆｯｸ", "ＣＢＴ"]),
        ("Sessions and a session.", "session", ["Sessions", "session"]),
        ("㌔の後に不安", "不安", ["不安"]),
        ("カクセイした", "かくせい", ["カクセイ"]),
        ("何もない", "不安", []),
        ("不安", "", []),
    ],
)
def test_the_words_asked_for_are_marked_where_they_stand(text, typed, marked):
    assert [text[start:end] for start, end in marks(text, [(typed, False)])] == marked


def test_a_quoted_phrase_is_marked_whole():
    text = "social work and social anxiety"
    assert [text[start:end] for start, end in marks(text, [("social anxiety", True)])] == ["social anxiety"]


def test_the_rare_place_in_a_long_text_is_marked():
    text = "家族との関係を語った。" * 1_500 + "最後に不安を述べた。"
    ((start, end),) = marks(text, [("不安", False)])
    assert text[start:end] == "不安"


def test_marks_of_600_characters_take_no_more_than_a_few_milliseconds():
    text = ("職場での強い不安を訴えて来談した。家族との関係を語り、傾聴を中心に関わった。" * 20)[:600]
    measured(within(0.02), lambda: marks(text, [("不安", False)]))  # 0.7 ms on an idle core
