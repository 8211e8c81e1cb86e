"""Words of a text, told in short and in full, are the same words in the same places."""

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import mapped
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


@pytest.mark.skipif(not mapped.MAPS.exists(), reason="Linux alone tells where files are mapped")
def test_what_the_dictionary_reads_only_to_be_loaded_is_given_back() -> None:
    """Of 193 MiB loading reads 72, and a sentence then needs three."""
    code = "from app import words; print(len(list(words.split('今日は晴れ。'))), open('/proc/self/smaps').read())"
    words, maps = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split(
        maxsplit=1
    )
    resident = re.findall(r"\.dic\nSize:[^\n]*\n(?:\w+:[^\n]*\n)*?Rss: +(\d+) kB", maps)
    assert int(words) == 4
    assert len(resident) == 1
    assert int(resident[0]) < 20_000
