"""Learns what speaks for a Japanese noun naming somebody, a place or a body: writes app/deid/words/nouns_weighed.tsv.

    python -m tools.weigh_nouns FOLDER            writes the weights
    python -m tools.weigh_nouns FOLDER --folds 4  only tells how well sentences are read that were not learnt from

It learns from three things: the marked texts of tests/deid/corpus, several times with other names in place of the marked ones, so that
what stands around a name decides and not the name; the sentences of tools/weigh_nouns_ja.txt, filled with names; and, at a part of
their weight, the sentences of public-ja-entities.jsonl in FOLDER (Stockmark Inc., CC BY-SA 3.0), which are learnt from and not kept.

A softmax over sums of weights, by stochastic gradient descent with a step for each weight (AdaGrad).
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from math import exp, sqrt
from pathlib import Path
from typing import NamedTuple

from app.deid.lists import WORDS
from app.deid.people.authors import JAPANESE_FULL, KATAKANA_FORMS
from app.deid.people.japanese.evidence import around, form, run_ends
from app.deid.people.japanese.vocabulary import FOREIGN_KANA, GIVEN_KANA, NAME_KANJI, SURNAMES
from app.deid.people.japanese.weigh import BODY, NOTHING, PERSON, PLACE
from app.deid.reading import Reading
from app.deid.shares import rows as table
from app.words import Word
from tests.deid import corpus

PARTS = ("dev", "own", "held", "new", "more")
LABELS = (NOTHING, PERSON, PLACE, BODY)
KINDS = {"PERSON": PERSON, "PLACE": PLACE, "ADDRESS": PLACE, "ORG": BODY}
PUBLIC_KINDS = {"PERSON": PERSON, "LOCATION": PLACE, "ORG": BODY, "FACILITY": BODY}
PUBLIC_WEIGHT = 0.4  # of a sentence of an encyclopaedia, against one of a counsellor's text
COPIES = 6  # of each marked text, with other names
FILLINGS = 10  # of each sentence with places for names
PASSES, STEP, LEAST, SMALL = 6, 0.25, 3, 0.06
HEAD = """\
# What speaks for a Japanese noun naming nothing, a person, a place or a body, and how much: weights of a softmax over sums.
# Source: learnt by tools/weigh_nouns.py from tests/deid/corpus, tools/weigh_nouns_ja.txt and half of Stockmark's Wikipedia names (Stockmark
# Inc., CC BY-SA 3.0; no sentence of it is here). Licence: CC BY-SA 3.0, as what it was learnt from. Date: 2026-11-26.
"""
Marked = tuple[str, Sequence[tuple[int, int, str]]]  # a text, and what is named where


class Example(NamedTuple):
    features: tuple[str, ...]
    label: int
    weight: float


class Namer:
    """Makes up names: listed ones, and ones that no list has, from the signs that names are made of."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # names that nobody bears are no secret
        self.surnames = sorted(SURNAMES)
        self.kana = sorted(name for name in GIVEN_KANA if 2 <= len(name) <= 4)
        self.foreign = sorted(FOREIGN_KANA)
        self.signs = sorted(NAME_KANJI)
        self.katakana = sorted({row[0] for row in table("places_katakana") if len(row[0]) > 2})
        self.authors = sorted(KATAKANA_FORMS) + sorted(name for name in JAPANESE_FULL if len(name) > 3)
        self.towns = sorted({row[1].split(" ")[-1] for row in table("jp_municipalities")})
        first = [name[0] for name in self.surnames if len(name) == 2]
        second = [name[1] for name in self.surnames if len(name) == 2]
        self.halves = first, second

    def surname(self) -> str:
        first, second = self.halves
        unheard = self.chance.choice(first) + self.chance.choice(second)
        return unheard if self.chance.random() < 0.4 else self.chance.choice(self.surnames)

    def given(self) -> str:
        count = self.chance.choice((1, 2, 2, 2, 3))
        return "".join(self.chance.choice(self.signs) for _ in range(count))

    def in_kana(self) -> str:
        name = self.chance.choice(self.kana)
        return name if self.chance.random() < 0.7 else _katakana(name)

    def nickname(self) -> str:
        stem = self.chance.choice(self.kana)[: self.chance.choice((1, 2, 2, 3))]
        made = stem + self.chance.choice(
            "っち りん ぴー たん のん ーちゃん っきー ぽん ちょ やん っぺ ー ママ 姉 坊 まる こ".split()
        )
        return made if self.chance.random() < 0.7 else _katakana(made)

    def foreigner(self) -> str:
        drawn = self.chance.random()
        if drawn < 0.5:
            return self.chance.choice(self.foreign)
        if drawn < 0.7:
            return self.chance.choice(self.foreign) + "・" + self.chance.choice(self.katakana)
        return self.chance.choice(self.katakana)[:4] + self.chance.choice("ン ア イ ル ナ ム ク ット エル ード".split())

    def author(self) -> str:
        drawn = self.chance.random()
        return self.chance.choice(self.authors if drawn < 0.6 else self.katakana)

    def body(self) -> str:
        stems = (
            self.chance.choice(self.katakana), _katakana(self.chance.choice(self.kana)), self.chance.choice(self.kana),
            self.surname(), self.chance.choice(self.towns)[:-1], self.chance.choice(self.katakana)[:3] + self.chance.choice(self.katakana)[:4],
        )  # fmt: skip
        ends = "運輸 水産 青果 商店 工業 製作所 病院 クリニック 高校 小学校 学園 保育園 物流 楽器 フーズ システム 会 の家 工房 ホーム 苑 急便 建設 食品 薬局 電機 書店 大学 学院 ファーム サービス".split()
        bare = self.chance.random() < 0.2
        return self.chance.choice(stems) + ("" if bare else self.chance.choice(ends))

    def thing(self) -> str:
        """A drug, an app or a dish that no dictionary has."""
        stem = self.chance.choice(self.katakana)[: self.chance.choice((2, 3))]
        return stem + self.chance.choice(
            "ファイ ロン パム ゾール ピン セチン プラム ゼパム リン ドール タイド アプリ ノート パン ックス テスト ワーク ロール フル".split()
        )

    def place(self) -> str:
        town = self.chance.choice(self.towns)
        return (
            town
            if self.chance.random() < 0.4 or len(town) < 3
            else town[:-1] + self.chance.choice(("", "", "駅", "町"))
        )

    def like(self, name: str) -> str:
        """Return another name written as this one is."""
        if re.fullmatch(r"[一-鿿々]{1,3}", name):
            return self.surname() if name in SURNAMES or self.chance.random() < 0.4 else self.given()
        if re.fullmatch(r"[一-鿿々]{2,4} ?[一-鿿々]{1,3}", name):
            return self.surname() + (" " if " " in name else "") + self.given()
        if re.fullmatch(r"[ぁ-ゖー]{2,5}", name):
            return self.chance.choice(self.kana)
        if re.fullmatch(r"[ァ-ヺー]{2,}", name):
            return self.foreigner().split("・")[0]
        return name


def _katakana(hiragana: str) -> str:
    return "".join(chr(ord(sign) + 0x60) if "ぁ" <= sign <= "ゖ" else sign for sign in hiragana)


def renamed(text: corpus.Text, namer: Namer) -> Marked:
    """A marked text with other names in place of the marked ones, each name everywhere the same."""
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    names: dict[str, str] = {}
    length = after = 0
    for mark in text.marks:
        between = text.body[after : mark.start]
        words = mark.words
        if mark.kind == "PERSON":
            safe = mark.identifier == "safe"
            if words not in names:
                katakana = re.fullmatch(r"[ァ-ヺー・]{3,}", words) is not None
                names[words] = (namer.author() if katakana else words) if safe else namer.like(words)
            words = names[words]
        start = length + len(between)
        length = start + len(words)
        if mark.identifier != "safe" and mark.kind in KINDS:
            spans.append((start, length, KINDS[mark.kind]))
        pieces += between, words
        after = mark.end
    return "".join((*pieces, text.body[after:])), spans


def plain(text: corpus.Text) -> Marked:
    return text.body, [
        (m.start, m.end, KINDS[m.kind]) for m in text.marks if m.identifier != "safe" and m.kind in KINDS
    ]


def filled(sentence: str, namer: Namer) -> Marked:
    """A sentence with its places filled: {S}{G}{F}{K}{N}{W} are people, {A} an author, {D} a thing, {O} a body, {L} a place."""
    makers = {
        "S": namer.surname, "G": lambda: namer.given() if namer.chance.random() < 0.6 else namer.in_kana(), "F": lambda: namer.surname() + namer.given(),
        "K": namer.in_kana, "N": namer.nickname, "W": namer.foreigner, "A": namer.author, "O": namer.body, "L": namer.place, "D": namer.thing,
    }  # fmt: skip
    kinds = {"A": NOTHING, "D": NOTHING, "O": BODY, "L": PLACE}
    pieces: list[str] = []
    spans: list[tuple[int, int, str]] = []
    made: dict[str, str] = {}
    length = after = 0
    for match in re.finditer(r"\{([SGFKNWAOLD])\}", sentence):
        letter, between = match[1], sentence[after : match.start()]
        again = letter in "GKN" and letter in made
        words = made[letter] if again else makers[letter]()
        made[letter] = words
        start = length + len(between)
        length = start + len(words)
        kind = kinds.get(letter, PERSON)
        if kind != NOTHING:
            spans.append((start, length, kind))
        pieces += between, words
        after = match.end()
    return "".join((*pieces, sentence[after:])), spans


def public(folder: Path) -> Iterator[Marked]:
    with (folder / "public-ja-entities.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield (
                row["text"],
                [
                    (span["start"], span["end"], PUBLIC_KINDS[span["kind"]])
                    for span in row["spans"]
                    if span["kind"] in PUBLIC_KINDS
                ],
            )


def examples(texts: Iterable[Marked], weight: float) -> Iterator[Example]:
    for text, spans in texts:
        reading = Reading(text)
        ends = run_ends(reading.words)
        last = earlier = NOTHING
        for index, word in enumerate(reading.words):
            label = _label(reading, word, spans)
            own = form(word.surface, word.pos, word.known)
            if own.likely:
                found = (
                    *own.features,
                    *around(reading.words, index, reading.text, ends),
                    f"t{last}",
                    f"tt{earlier}{last}",
                )
                yield Example(found, LABELS.index(label), weight)
            earlier, last = last, label


def _label(reading: Reading, word: Word, spans: Sequence[tuple[int, int, str]]) -> str:
    start, end = reading.folded.original(word.start, word.end)
    for first, last, kind in spans:
        if 2 * (min(end, last) - max(start, first)) >= end - start and first < end and start < last:
            return NOTHING if word.pos[3] == "国" and kind == PLACE else kind  # countries are left alone
    return NOTHING


def learnt(given: Sequence[Example]) -> dict[str, tuple[float, ...]]:
    counts: Counter[str] = Counter()
    for example in given:
        counts.update(example.features)
    places = {feature: place for place, feature in enumerate(f for f, count in counts.items() if count >= LEAST)}
    data = [([places[f] for f in e.features if f in places], e.label, e.weight) for e in given]
    weights = [[0.0] * len(LABELS) for _ in places]
    slopes = [0.01] * len(places)
    chance = random.Random(0)  # noqa: S311  # the order of sentences is no secret
    for _ in range(PASSES):
        chance.shuffle(data)
        for found, label, weight in data:
            sums = [sum(column) for column in zip(*(weights[place] for place in found), strict=True)]
            best = max(sums)
            parts = [exp(value - best) for value in sums]
            whole = sum(parts)
            slope = [part / whole for part in parts]
            slope[label] -= 1.0
            size = weight * weight * sum(value * value for value in slope)
            if size < 1e-7:  # it is right already
                continue
            for place in found:
                slopes[place] += size
                step = STEP * weight / sqrt(slopes[place])
                moved = weights[place]
                for column, value in enumerate(slope):
                    moved[column] -= step * value
    kept = {}
    for feature, place in places.items():
        mean = sum(weights[place]) / len(LABELS)
        row = tuple(round(value - mean, 2) for value in weights[place])
        if max(map(abs, row)) >= SMALL:
            kept[feature] = row
    return kept


def material(texts: Sequence[corpus.Text], sentences: Sequence[str], seed: int) -> Iterator[Example]:
    namer = Namer(seed)
    yield from examples(map(plain, texts), 1.0)
    yield from examples((renamed(text, namer) for text in texts for _ in range(COPIES)), 1.0)
    yield from examples((filled(sentence, namer) for sentence in sentences for _ in range(FILLINGS)), 1.0)


def told(weights: dict[str, tuple[float, ...]], texts: Iterable[Marked]) -> Counter[tuple[str, str]]:
    """Count the words by what they are and what the weights take them for."""
    seen: Counter[tuple[str, str]] = Counter()
    for example in examples(texts, 1.0):
        rows = [weights[feature] for feature in example.features if feature in weights]
        sums = [sum(column) for column in zip(*rows, strict=True)] or [0.0]
        seen[LABELS[example.label], LABELS[sums.index(max(sums))]] += 1
    return seen


def summary(seen: Counter[tuple[str, str]]) -> str:
    lines = []
    for label in LABELS[1:]:
        right = seen[label, label]
        marked = sum(count for (is_, _), count in seen.items() if is_ == label)
        said = sum(count for (_, as_), count in seen.items() if as_ == label)
        lines.append(f"  {label}: {right} of {marked} words found, {right} of {said} right")
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="with public-ja-entities.jsonl")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument(
        "--half", action="store_true", help="learn from every second public sentence, to measure on the others"
    )
    options = parser.parse_args()
    sentences = [
        line
        for line in Path(__file__).with_name("weigh_nouns_ja.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    texts = [text for part in PARTS for text in corpus.texts("ja", part)]
    encyclopaedia = list(public(options.folder))
    if options.folds:
        own: Counter[tuple[str, str]] = Counter()
        others: Counter[tuple[str, str]] = Counter()
        for fold in range(options.folds):
            given = [
                *material([text for place, text in enumerate(texts) if place % options.folds != fold], sentences, fold),
                *examples(
                    (row for place, row in enumerate(encyclopaedia) if place % options.folds != fold), PUBLIC_WEIGHT
                ),
            ]
            weights = learnt(given)
            own += told(weights, (plain(text) for place, text in enumerate(texts) if place % options.folds == fold))
            others += told(weights, (row for place, row in enumerate(encyclopaedia) if place % options.folds == fold))
        sys.stdout.write(f"marked texts\n{summary(own)}public sentences\n{summary(others)}")
        return
    given = [
        *material(texts, sentences, 0),
        *examples(encyclopaedia[:: 2 if options.half else 1], PUBLIC_WEIGHT),
    ]
    weights = learnt(given)
    lines = ["\t".join(LABELS), *("\t".join((f, *map("{:g}".format, row))) for f, row in sorted(weights.items()))]
    (WORDS / "nouns_weighed.tsv").write_text(HEAD + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
