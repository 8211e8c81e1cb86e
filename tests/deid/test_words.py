"""Words of a text, told in short and in full, are the same words in the same places."""

from hypothesis import given
from hypothesis import strategies as st

from app.words import LONGEST_PIECE, Word, plain, split

SIGNS = "あアｱﾊﾞ㍿①Ａａ㌔ー〜…‥‼𠮷野家😀é゛がﾞ\u200b\u3000 \t\n.。、㈱㍻Ⅲ½ßſΩAbc漢字佐藤"


def told(words: list[Word]) -> list[tuple[object, ...]]:
    return [(word.surface, word.start, word.end, word.pos, word.known) for word in words if not word.surface.isspace()]


@given(st.text(st.sampled_from(SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=40))
def test_words_stand_where_the_text_has_them(text: str) -> None:
    words = list(plain(text))
    assert told(words) == told(list(split(text)))
    assert all(text[word.start : word.end] == word.surface for word in words)


def test_a_text_longer_than_the_tokeniser_takes_keeps_its_places() -> None:
    text = "佐藤さんは、海辺の町で暮らしている。" * (LONGEST_PIECE // 9)
    words = list(plain(text, 7))
    assert len(text) > LONGEST_PIECE
    assert all(text[word.start - 7 : word.end - 7] == word.surface for word in words)
    assert words[-1].end == len(text) + 7
