"""Marked texts with other names in place of the marked ones: what is learnt from them is how names stand, and not which."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from app.deid import gazetteer
from app.deid.lists import entries
from app.deid.people.authors import JAPANESE_FULL, KATAKANA_FORMS
from app.deid.people.japanese.vocabulary import FOREIGN_KANA, GIVEN_KANA, NAME_KANJI, SURNAMES
from app.deid.people.latin import letters
from app.deid.people.theorists import FAMILIES
from app.deid.tables import rows
from tests.deid.corpus import Mark, Text

JAPANESE = re.compile(r"[ぁ-ヺ一-鿿]")
LATIN = re.compile(r"[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ'’]*")


class Japanese:
    """Makes up names: listed ones, and ones that no list has, from the signs that names are made of."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.surnames = sorted(SURNAMES)
        self.halves = (
            [name[0] for name in self.surnames if len(name) == 2],
            [n[1] for n in self.surnames if len(n) == 2],
        )
        self.signs = sorted(NAME_KANJI)
        self.kana = sorted(name for name in GIVEN_KANA if 2 <= len(name) <= 4)
        self.foreign = sorted(FOREIGN_KANA)
        self.katakana = sorted({row[0] for row in rows("places_katakana") if len(row[0]) > 2})
        self.authors = sorted(KATAKANA_FORMS) + sorted(name for name in JAPANESE_FULL if len(name) > 3)
        self.towns = sorted({row[1].split(" ")[-1] for row in rows("jp_municipalities")})

    def surname(self) -> str:
        if self.chance.random() < 0.6:
            return self.chance.choice(self.surnames)
        return "".join(self.chance.choice(half) for half in self.halves)

    def given(self) -> str:
        return "".join(self.chance.choices(self.signs, k=self.chance.choice((1, 2, 2, 2, 3))))

    def foreigner(self) -> str:
        if self.chance.random() < 0.6:
            return self.chance.choice(self.foreign)
        return self.chance.choice(self.katakana)[:4] + self.chance.choice(
            ("ン", "ア", "イ", "ル", "ナ", "ット", "エル")
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
            return self.foreigner()
        if re.fullmatch(r"[ァ-ヺー]+・[ァ-ヺー]+", name):
            return f"{self.foreigner()}・{self.chance.choice(self.katakana)}"
        return name

    def author(self) -> str:
        return self.chance.choice(self.authors if self.chance.random() < 0.6 else self.katakana)

    def town(self) -> str:
        town = self.chance.choice(self.towns)
        return town if len(town) < 3 or self.chance.random() < 0.6 else town[:-1]


class Latin:
    """The same in Latin letters."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.firsts, self.families, self.romaji = (
            sorted(name for name in entries(names) if len(name) > 2 and name.isalpha())
            for names in ("given_names", "surnames", "romaji_names")
        )
        self.authors = sorted(FAMILIES)
        self.towns = sorted(name for name in gazetteer.english() if name.isalpha())

    def _of(self, names: list[str], listed: float) -> str:
        if self.chance.random() < listed:
            return self.chance.choice(names).capitalize()
        if self.chance.random() < 0.3:
            return self.chance.choice(self.romaji).capitalize()
        front, back = self.chance.choices(names, k=2)
        return (front[: max(2, len(front) // 2)] + back[len(back) // 2 :]).capitalize()

    def surname(self) -> str:
        return self._of(self.families, 0.45)

    def given(self) -> str:
        return self._of(self.firsts, 0.75)

    def like(self, word: str, last: bool) -> str:
        """Return another word of a name; `last` is whether it is the last, or the only one."""
        plain = letters.plain(word)
        if len(word) < 3 or (word.islower() and (plain not in letters.LISTED or plain in letters.WORDS)):
            return word
        made = self.given() if plain in letters.GIVEN and not (plain in letters.SURNAMES and last) else self.surname()
        return made.upper() if word.isupper() else made.lower() if word.islower() else made


class Renamer:
    """Renames marked texts, every name of a text the same wherever it stands. The same seed makes the same texts."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311  # names that nobody bears are no secret
        self.japanese, self.latin = Japanese(self.chance), Latin(self.chance)
        self._now: dict[str, str] = {}

    def renamed(self, text: Text) -> Text:
        self._now = {}
        pieces: list[str] = []
        marks: list[Mark] = []
        length = after = 0
        for mark in text.marks:
            between, words = text.body[after : mark.start], self._instead(mark)
            start, after = length + len(between), mark.end
            length = start + len(words)
            marks.append(replace(mark, start=start, end=length, words=words))
            pieces += between, words
        return replace(text, body="".join((*pieces, text.body[after:])), marks=tuple(marks))

    def _instead(self, mark: Mark) -> str:
        words = mark.words
        japanese = JAPANESE.search(words) is not None
        if mark.kind == "PERSON" and mark.identifier == "safe":
            return self._author(words)
        if mark.kind == "PERSON" and japanese:
            return self._same(words, lambda: self.japanese.like(words))
        if mark.kind == "PERSON":
            found = list(LATIN.finditer(words))
            ends = found[-1].start() if found else 0
            return LATIN.sub(
                lambda m: self._same(m.group(), lambda: self.latin.like(m.group(), m.start() == ends)), words
            )
        if mark.kind in ("CONTACT", "ID_NUMBER") and mark.identifier == "direct":
            return re.sub(r"[0-9]", lambda _: str(self.chance.randrange(10)), words)
        if mark.kind == "PLACE" and mark.identifier == "quasi" and self.chance.random() < 0.7:
            if re.fullmatch(r"[一-鿿]{2,4}[市町村区]?", words):
                return self._same(words, self.japanese.town)
            if re.fullmatch(r"[A-Z][a-z]+", words):
                return self._same(words, lambda: self.chance.choice(self.latin.towns))
        return words

    def _author(self, words: str) -> str:
        if re.fullmatch(r"[ァ-ヺー・]{3,}", words):
            return self._same(words, self.japanese.author)
        plain = letters.plain(words)
        if re.fullmatch(r"[A-Z][a-zé]{3,}", words) and (
            words in FAMILIES or (plain in letters.SURNAMES and plain not in letters.WORDS)
        ):
            return self._same(
                words,
                lambda: self.chance.choice(self.latin.authors) if self.chance.random() < 0.6 else self.latin.surname(),
            )
        return words

    def _same(self, words: str, make: Callable[[], str]) -> str:
        if words not in self._now:
            self._now[words] = make()
        return self._now[words]
